package desk

import (
	"strconv"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// readingView is what was read in prose, beside it, as fields in which it can be put right. Their names
// begin with the prefix: "r" for the prose, "t" for the twin.
type readingView struct {
	*visit
	prefix string
	of     string
	points []pointFields
	limbs  []limbFields
	people []page.Choice
	shown  bool // it has been looked through, and stands for the prose
}

// pointFields are a point raised in a form, limbFields a limb.
type pointFields struct{ text, answer, by string }

type limbFields struct{ label, verb, text, addressee, consulted, owner, due, vote string }

func (r readingView) name(what string, i int, field string) string {
	return r.prefix + "-" + what + "-" + strconv.Itoa(i) + "-" + field
}

// verbs are what a limb may do.
func (r readingView) verbs() []page.Choice {
	var list []page.Choice
	for _, verb := range council.Verbs() {
		list = append(list, page.Choice{Value: string(verb), Label: r.words.Verb(verb)})
	}
	return list
}

// fields opens a reading for a form.
func fields(v *visit, m register.Minute, read register.MinuteReading, prefix string) readingView {
	open := func(s audience.Sealed) string {
		text, err := s.Open(v.viewer, m.Lock())
		if err != nil {
			return ""
		}
		return text
	}
	view := readingView{visit: v, prefix: prefix, of: read.Of}
	for _, p := range read.Points {
		view.points = append(view.points, pointFields{open(p.Text), open(p.Answer), number(p.By)})
	}
	for _, l := range read.Limbs {
		view.limbs = append(view.limbs, limbFields{l.Label, string(l.Verb), open(l.Text), open(l.Addressee), open(l.Consulted), open(l.Owner),
			v.words.Day(l.Due), voteText(l.Vote)})
	}
	return view
}

// mostRead bounds how many limbs or points a form is read for.
const mostRead = 500

// readReading reads what was typed into the fields of a reading. A limb or point without text is left out:
// that is how one is taken away.
func readReading(f *page.Form, prefix string, r register.Reader) register.MinuteReading {
	read := register.MinuteReading{Of: f.Value(prefix + "-of")}
	at := func(what string, i int, field string) string {
		return strings.TrimSpace(f.Value(prefix + "-" + what + "-" + strconv.Itoa(i) + "-" + field))
	}
	for i := range mostRead {
		if text := at("point", i, "text"); text != "" {
			by, _ := strconv.Atoi(at("point", i, "by"))
			read.Points = append(read.Points, register.MinutedPoint{Text: audience.Seal(text), Answer: audience.Seal(at("point", i, "answer")), By: by})
		}
		text := at("limb", i, "text")
		if text == "" {
			continue
		}
		name := prefix + "-limb-" + strconv.Itoa(i) + "-due"
		l := register.MinutedLimb{Label: at("limb", i, "label"), Verb: council.Verb(at("limb", i, "verb")), Text: audience.Seal(text),
			Addressee: audience.Seal(at("limb", i, "addressee")), Consulted: audience.Seal(at("limb", i, "consulted")), Owner: audience.Seal(at("limb", i, "owner")),
			Due: f.Day(name, f.Words.T("desk.limb.due")), Vote: r.Recorded(readVote(at("limb", i, "vote")))}
		if body := at("limb", i, "addressee"); body != "" {
			l.AddresseeBody = r.BodyNamed(body)
		}
		read.Limbs = append(read.Limbs, l)
	}
	return read
}

// readVote reads what voteText writes.
func readVote(s string) *gazette.Vote {
	if s == "unanimous" {
		return &gazette.Vote{Unanimous: true}
	}
	counts := readNumbers(s)
	if len(counts) != 3 {
		return nil
	}
	return &gazette.Vote{For: counts[0], Against: counts[1], Abstained: counts[2]}
}

func joinNumbers(list []int) string {
	var parts []string
	for _, n := range list {
		parts = append(parts, strconv.Itoa(n))
	}
	return strings.Join(parts, ", ")
}

// reader reads the minutes of an item for this page.
func (d *Desk) reader(v sittingView, item int) (register.Reader, error) {
	bodies, err := d.record.Bodies(v.ctx, v.Meeting.Day)
	r := register.Reader{Vote: v.Carried(item)}
	r.BodyNamed = func(name string) int {
		for _, b := range bodies {
			for _, called := range []string{b.Body.Name.En, b.Body.Name.Cy} {
				if called != "" && gazette.FoldBodyName(called) == gazette.FoldBodyName(name) {
					return b.Body.Number
				}
			}
		}
		return 0
	}
	r.PersonNamed = func(name string) int {
		for _, k := range v.Roll {
			if strings.EqualFold(strings.TrimSpace(name), k.Content.Name) {
				return k.Content.Person
			}
		}
		return 0
	}
	return r, err
}

// vote says how a vote went that stands in a form.
func (r readingView) vote(s string) string {
	v := readVote(s)
	if v == nil {
		return ""
	}
	if v.Unanimous {
		return r.words.T("minutes.start.unanimous")
	}
	return r.words.Say("desk.vote.counts", "For", r.words.Number(v.For), "Against", r.words.Number(v.Against), "Abstained", r.words.Number(v.Abstained))
}
