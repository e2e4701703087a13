package site

import (
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// personView is what a person's page shows.
type personView struct {
	words *page.Words
	p     gazette.PersonPage
	day   council.Day
	votes page.Pages
	met   page.Pages // of the meetings
	span  spanChoice

	owed      []gazette.ActionLine // what they are to do, the first of it
	owedTotal int
}

// showPerson is a person's part in public life: posts, seats, attendance, votes, interests.
func (s *Site) showPerson(w *reply, v *visit) error {
	number, err := v.whole("page", 1, 1_000_000, 1)
	if err != nil {
		return err
	}
	met, err := v.whole("meetings", 1, 1_000_000, 1)
	if err != nil {
		return err
	}
	span, err := v.askSpan()
	if err != nil {
		return err
	}
	p, err := s.personIn(v, span.in, number, met)
	if err != nil {
		return err
	}
	w.daily = true // which posts are held and which were
	if v.json {
		return w.json(p)
	}
	view := personView{words: v.words, p: p, day: s.today(), span: span.withYears(v, p.Years),
		votes: v.pagesOf("page", "#votes", number, p.VotesTotal, gazette.VotesPerPage),
		met:   v.pagesOf("meetings", "#meetings", met, p.MeetingsTotal, gazette.MeetingsPerPage)}
	if view.owed, view.owedTotal, err = s.record.Actions(v.ctx, gazette.ActionQuestion{Person: v.number, State: gazette.ActionOpen, On: view.day, PerPage: mostOwed}); err != nil {
		return err
	}
	return w.form(len(span.faults()) > 0, s.frame(v, page.Frame{Title: view.name(), Section: "people", JSON: true, Editions: v.path + "/editions",
		Crumbs: v.under("/people", "people.title")}), personPage(view))
}

// personIn is a person with a page of votes and one of the meetings of a period. A page beyond the
// last is not found.
func (s *Site) personIn(v *visit, in council.Spell, votes, met int) (gazette.PersonPage, error) {
	p, err := s.record.Person(v.ctx, v.number, s.today(), votes)
	if err != nil {
		return p, err
	}
	if p.Tombstone != nil {
		return p, &page.Gone{Tombstone: *p.Tombstone, Editions: v.path + "/editions"}
	}
	if p.PersonAttendance, err = s.record.Attendance(v.ctx, v.number, in, met); err != nil {
		return p, err
	}
	if votes > 1 && len(p.Votes) == 0 || met > 1 && len(p.Meetings) == 0 {
		return p, council.ErrNotFound
	}
	return p, nil
}

// name is what the person is called, with what they are addressed by.
func (d personView) name() string {
	return strings.TrimSpace(d.p.Content.Style + " " + d.p.Content.Name)
}

// spell says from when to when: "from 5 May 2022 to 4 May 2026", "since 5 May 2022".
func (d personView) spell(s council.Spell) string {
	w := d.words
	switch {
	case s.From.IsZero() && s.To.IsZero():
		return w.T("person.spell.always")
	case s.From.IsZero():
		return w.Say("person.spell.until", "To", w.Day(s.To))
	case s.To.IsZero() && s.From.After(d.day):
		return w.Say("person.spell.coming", "From", w.Day(s.From))
	case s.To.IsZero():
		return w.Say("person.spell.since", "From", w.Day(s.From))
	}
	return w.Say("person.spell", "From", w.Day(s.From), "To", w.Day(s.To))
}

// newestFirst orders spells by the day on which they began, those that still run before others.
func newestFirst[T any](list []T, of func(T) council.Spell) []T {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b T) int {
		x, y := of(a), of(b)
		if x.To.IsZero() != y.To.IsZero() {
			if x.To.IsZero() {
				return -1
			}
			return 1
		}
		return y.From.Compare(x.From)
	})
	return sorted
}

func (d personView) posts() []gazette.Post {
	return newestFirst(d.p.Content.Posts, func(p gazette.Post) council.Spell { return p.Spell })
}

func (d personView) represents() []gazette.WardSpell {
	return newestFirst(d.p.Content.Represents, func(s gazette.WardSpell) council.Spell { return s.Spell })
}

func (d personView) parties() []gazette.PartySpell {
	return newestFirst(d.p.Content.Parties, func(s gazette.PartySpell) council.Spell { return s.Spell })
}

func (d personView) memberships() []gazette.Membership {
	return d.seats(false)
}

// seats are those on the council's bodies, or what the person is appointed to outside them.
func (d personView) seats(outside bool) []gazette.Membership {
	list := slices.DeleteFunc(slices.Clone(d.p.Content.Memberships), func(m gazette.Membership) bool { return (m.Role == gazette.Representative) != outside })
	return newestFirst(list, func(m gazette.Membership) council.Spell { return m.Spell })
}

// role is what somebody is on a body, and that they may not vote where they may not.
func (d personView) role(m gazette.Membership) string {
	if m.Voting {
		return d.words.MemberRole(m.Role)
	}
	return d.words.Say("person.role.no-vote", "Role", d.words.MemberRole(m.Role))
}

// interests are the entries of the register that hold today, or those that have ceased.
func (d personView) interests(ceased bool) []gazette.Interest {
	return slices.DeleteFunc(slices.Clone(d.p.Content.Interests), func(i gazette.Interest) bool {
		return (!i.Ceased.IsZero() && i.Ceased.Before(d.day)) != ceased
	})
}

// now says whether the spell covers today.
func (d personView) now(s council.Spell) bool { return s.Covers(d.day) }

// standing is the party and the wards of today in one line; empty where there are none.
func (d personView) standing() string {
	line := gazette.PersonLine{}
	for _, s := range d.p.Content.Parties {
		if d.now(s.Spell) {
			line.Party = gazette.Named{Number: s.Party, Name: d.p.Parties[s.Party].Name}
		}
	}
	for _, s := range d.p.Content.Represents {
		if d.now(s.Spell) {
			line.Wards = append(line.Wards, gazette.Named{Number: s.Ward, Name: d.p.Wards[s.Ward]})
		}
	}
	return personAbout(d.words, line)
}

// former says whether the person served once, and holds no seat or post today.
func (d personView) former() bool {
	c := d.p.Content
	serves := slices.ContainsFunc(c.Represents, func(s gazette.WardSpell) bool { return d.now(s.Spell) }) ||
		slices.ContainsFunc(c.Posts, func(s gazette.Post) bool { return d.now(s.Spell) }) ||
		slices.ContainsFunc(c.Memberships, func(s gazette.Membership) bool { return d.now(s.Spell) })
	return !serves && len(c.Represents)+len(c.Posts)+len(c.Memberships) > 0
}
