package site

import (
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// peopleView is what the list of people shows.
type peopleView struct {
	words       *page.Words
	councillors []gazette.PersonLine
	others      []gazette.PersonLine
	parties     []partySeats
	day         council.Day
	on          field
	past        bool // the day was chosen
}

// partySeats is how many councillors a party has.
type partySeats struct {
	party gazette.Named // number 0 for those of no party
	seats int
}

// peopleData is the list of people as data.
type peopleData struct {
	On     council.Day          `json:"on"`
	People []gazette.PersonLine `json:"people"`
}

// showPeople lists councillors, and others who serve, as they were on a day: today's where none is
// chosen.
func (s *Site) showPeople(w *reply, v *visit) error {
	view := peopleView{words: v.words, day: s.today()}
	on, day, err := v.askDay("on", v.words.T("people.on"), v.words.T("form.day.hint"))
	if err != nil {
		return err
	}
	view.on = on
	if !day.IsZero() {
		view.day, view.past = day, true
	}
	people, err := s.record.People(v.ctx, view.day)
	if err != nil {
		return err
	}
	w.daily = !view.past
	if v.json {
		return w.json(peopleData{On: view.day, People: orEmpty(people)})
	}
	for _, p := range people {
		if p.Councillor {
			view.councillors = append(view.councillors, p)
		} else {
			view.others = append(view.others, p)
		}
	}
	view.parties = seatsByParty(view.councillors)
	return w.form(on.fault != "", s.frame(v, page.Frame{Title: v.words.T("people.title"), Section: "people", JSON: true}), peoplePage(view))
}

// seatsByParty counts councillors by party, the largest first.
func seatsByParty(councillors []gazette.PersonLine) []partySeats {
	var list []partySeats
	for _, p := range councillors {
		i := slices.IndexFunc(list, func(s partySeats) bool { return s.party.Number == p.Party.Number })
		if i < 0 {
			i = len(list)
			list = append(list, partySeats{party: p.Party})
		}
		list[i].seats++
	}
	slices.SortStableFunc(list, func(a, b partySeats) int { return b.seats - a.seats })
	return list
}

// styledName is a person's name with what they are addressed by: "Councillor Alma Frost".
func styledName(p gazette.PersonLine) council.Text {
	if p.Style == "" {
		return p.Person.Name
	}
	return council.InEnglish(p.Style + " " + p.Person.Name.String())
}

// plainList joins texts with commas, in the words' language.
func plainList(w *page.Words, texts []council.Text) string {
	list := make([]string, len(texts))
	for i, t := range texts {
		list[i] = w.Plain(t)
	}
	return strings.Join(list, ", ")
}

// personAbout is a person's party and wards in one line.
func personAbout(w *page.Words, p gazette.PersonLine) string {
	var parts []string
	if p.Party.Number != 0 {
		parts = append(parts, w.Plain(p.Party.Name))
	}
	for _, a := range p.Wards {
		parts = append(parts, w.Plain(a.Name))
	}
	return strings.Join(parts, ", ")
}
