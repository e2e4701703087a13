package desk

import (
	"slices"
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
	of     string // the digest of the prose that it was read from
	points []pointFields
	limbs  []limbFields
	people []page.Choice
	form   *page.Form // the fields, with one row more of each
	shown  bool       // it has been looked through, and stands for the prose
}

// pointFields are a point raised in a form, limbFields a limb. as is what was read, before anybody put it right, as
// register.MinutedLimb.As has it; without text, it was taken away.
type pointFields struct{ text, answer, by, as string }

type limbFields struct{ text, label, verb, addressee, consulted, owner, due, vote, as string }

func (r readingView) name(what string, i int, field string) string {
	return r.prefix + "-" + what + "-" + strconv.Itoa(i) + "-" + field
}

// value is what stands in a field.
func (r readingView) value(what string, i int, field string) string {
	return r.form.Value(r.name(what, i, field))
}

// more says whether a limb says more than its words.
func (r readingView) more(i int) bool {
	for _, field := range []string{"addressee", "consulted", "owner", "due"} {
		if r.value("limb", i, field) != "" {
			return true
		}
	}
	return false
}

// adding says whether something stands in the rows to add something in.
func (r readingView) adding() bool {
	return r.value("limb", len(r.limbs), "text")+r.value("limb", len(r.limbs), "due")+r.value("point", len(r.points), "text") != ""
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
		view.points = append(view.points, pointFields{text: open(p.Text), answer: open(p.Answer), by: number(p.By), as: open(p.As)})
	}
	for _, l := range read.Limbs {
		view.limbs = append(view.limbs, limbFields{text: open(l.Text), label: l.Label, verb: string(l.Verb), addressee: open(l.Addressee), consulted: open(l.Consulted),
			owner: open(l.Owner), due: v.words.Day(l.Due), vote: voteText(l.Vote), as: open(l.As)})
	}
	return view
}

// filled puts what was read into fields, with an empty row more of each.
func (r readingView) filled() readingView {
	r.form = r.fresh()
	for i, l := range append(slices.Clone(r.limbs), limbFields{verb: string(council.Resolved)}) {
		for field, value := range l.each() {
			r.form.Set(r.name("limb", i, field), *value)
		}
	}
	for i, p := range append(slices.Clone(r.points), pointFields{}) {
		for field, value := range p.each() {
			r.form.Set(r.name("point", i, field), *value)
		}
	}
	return r
}

// each are the fields by their names.
func (l *limbFields) each() map[string]*string {
	return map[string]*string{"text": &l.text, "label": &l.label, "verb": &l.verb, "addressee": &l.addressee, "consulted": &l.consulted, "owner": &l.owner, "due": &l.due,
		"vote": &l.vote, "as": &l.as}
}

func (p *pointFields) each() map[string]*string {
	return map[string]*string{"text": &p.text, "answer": &p.answer, "by": &p.by, "as": &p.as}
}

// mostRead bounds how many limbs or points a form is read for.
const mostRead = 500

// posted is a reading as a form has it, row by row, to be shown again with its faults.
func posted(v *visit, f *page.Form, prefix string) readingView {
	view := readingView{visit: v, prefix: prefix, of: f.Value(prefix + "-of"), form: f}
	take := func(what string, i int, into map[string]*string) bool {
		if len(f.Values(view.name(what, i, "text"))) == 0 || i == mostRead {
			return false
		}
		for field, value := range into {
			*value = strings.TrimSpace(f.Value(view.name(what, i, field)))
		}
		return true
	}
	var l limbFields
	for i := 0; take("limb", i, l.each()); i++ {
		view.limbs = append(view.limbs, l)
	}
	var p pointFields
	for i := 0; take("point", i, p.each()); i++ {
		view.points = append(view.points, p)
	}
	return view
}

// again is a reading as it was sent: its last row of each is the one to add something in.
func (r readingView) again() readingView {
	r.limbs, r.points = r.limbs[:max(0, len(r.limbs)-1)], r.points[:max(0, len(r.points)-1)]
	return r
}

// filledRows are the rows without those to add something in that nobody has used.
func (r readingView) filledRows() ([]limbFields, []pointFields) {
	return slices.DeleteFunc(slices.Clone(r.limbs), func(l limbFields) bool { return l.text == "" && l.as == "" }),
		slices.DeleteFunc(slices.Clone(r.points), func(p pointFields) bool { return p.text == "" && p.as == "" })
}

// reading is what stands in the fields. A limb or point without text is left out: that is how one is taken away.
func (r readingView) reading(by register.Reader) register.MinuteReading {
	read := register.MinuteReading{Of: r.of}
	for _, p := range r.points {
		if p.text != "" {
			person, _ := strconv.Atoi(p.by)
			read.Points = append(read.Points, register.MinutedPoint{Text: audience.Seal(p.text), Answer: audience.Seal(p.answer), By: person, As: audience.Seal(p.as)})
		}
	}
	for i, l := range r.limbs {
		if l.text == "" {
			continue
		}
		one := register.MinutedLimb{Label: l.label, Verb: council.Verb(l.verb), Text: audience.Seal(l.text), Addressee: audience.Seal(l.addressee),
			Consulted: audience.Seal(l.consulted), Owner: audience.Seal(l.owner), Due: r.form.Day(r.name("limb", i, "due"), r.words.T("desk.limb.due")),
			Vote: by.Recorded(readVote(l.vote)), As: audience.Seal(l.as)}
		if l.addressee != "" {
			one.AddresseeBody = by.BodyNamed(l.addressee)
		}
		read.Limbs = append(read.Limbs, one)
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
