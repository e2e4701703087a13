package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// fate is what becomes of a matter at a stage.
type fate int

const (
	carried fate = iota
	amended
	rejected
	deferred
	withdrawn
	passedOver // the meeting did not come to it
)

// matter is an issue with the stages that it is to go through.
type matter struct {
	number   int // 0 until it is published
	title    string
	summary  string // light text
	template *template
	topic    *topic
	values   map[string]string
	stages   []*stage
	wards    []int
	allWards bool
	key      bool
	keyWhy   string
	lead     *post
	officer  *officer
	contacts []gazette.Contact
	relates  []relation
	later    []gazette.Planned // beyond the calendar
	report   *paperJob
	year     int
	listed   council.Day // first in a forward plan
	aired    bool        // the issue is published
	exempt   []int       // paragraphs of Schedule 12A
}

type relation struct {
	kind council.RelationKind
	to   *matter
}

// stage is a matter before one body, or before a single decision maker.
type stage struct {
	matter    *matter
	index     int
	meeting   *meeting // nil for a single decision maker
	role      council.Role
	fate      fate
	due       council.Day // of a single decision
	officer   bool        // an officer decides, else the lead member
	slipped   *meeting    // where it was first announced for
	slipsOn   council.Day
	told      *block // hand-written words
	report    *paperJob
	bound     bool // its report stands in the meeting's schedule
	reference string
	documents []int
	item      int
	followed  bool // takes up a stage that was deferred

	// What follows from a call-in; see callin.go.
	hears   *stage                // whose decision is heard here
	heard   *stage                // where the decision made here is heard
	outcome gazette.CallInOutcome // of the hearing
	callers string                // who called it in
	again   bool                  // decides what was referred back, or to the Council
}

func (s *stage) day() council.Day {
	if s.meeting != nil {
		return s.meeting.day()
	}
	return s.due
}

// dueAsKnown is the day for which the stage was announced as of a day.
func (s *stage) dueAsKnown(on council.Day) council.Day {
	if s.slipped != nil && on.Before(s.slipsOn) {
		return s.slipped.day()
	}
	return s.day()
}

// officer is a chief officer of a department, or somebody who answers questions.
type officer struct {
	name, title string
}

// newMatter fills in a template.
func (b *borough) newMatter(t *template, year, nth int) *matter {
	p := b.pen("matter", t.key, year, nth)
	m := &matter{template: t, topic: t.topic, values: p.values, year: year, lead: b.post(t.topic.portfolio),
		officer: b.chief(t.topic.officer)}
	m.place(b, p.rng, t)
	p.values["years"] = fmt.Sprintf("%d-%02d", year+1, (year+4)%100)
	p.values["year"] = fmt.Sprintf("%d/%02d", year, (year+1)%100)
	p.values["next"] = fmt.Sprintf("%d/%02d", year+1, (year+2)%100)
	p.values["officer"], p.values["lead"] = t.topic.officer, m.lead.title
	m.title = p.write(t.one("title"))
	m.summary = p.write(t.one("summary"))
	p.values["title"], p.values["about"] = m.title, p.write(t.one("about"))
	if t.has("key") {
		m.key, m.keyWhy = true, p.write("{It is likely to result in spending or savings of more than £500,000.|It is significant in its effects on communities in two or more wards.}")
	}
	if ex := t.attrs["exempt"]; ex != "" {
		m.exempt = []int{number(ex)}
	}
	m.contacts = []gazette.Contact{b.contact(p)}
	return m
}

// place picks the wards that a matter touches.
func (m *matter) place(b *borough, rng *rand.Rand, t *template) {
	switch t.attrs["wards"] {
	case "", "all":
		m.allWards = true
		w := rng.IntN(len(b.wards))
		m.values["ward"] = b.wards[w].name
	default:
		w := rng.IntN(len(b.wards))
		m.setWards(b, w)
		if t.attrs["wards"] == "two" {
			m.setWards(b, w, (w+1+rng.IntN(len(b.wards)-1))%len(b.wards))
		}
	}
}

func (m *matter) setWards(b *borough, indexes ...int) {
	m.wards = m.wards[:0]
	for i, w := range indexes {
		m.wards = append(m.wards, b.wards[w].number)
		m.values[[]string{"ward", "ward2", "ward3"}[min(i, 2)]] = b.wards[w].name
	}
}

// chief is the holder of a chief officer's post, always the same.
func (b *borough) chief(title string) *officer {
	if b.clerks[title] == nil {
		b.clerks[title] = &officer{name: b.freshName(b.dice("chief", title)), title: title}
	}
	return b.clerks[title]
}

// contact is an officer who answers questions about a matter.
func (b *borough) contact(p *pen) gazette.Contact {
	name := p.fromList("first") + " " + p.fromList("last")
	return gazette.Contact{Name: name, Telephone: fmt.Sprintf("0161 496 %04d", p.rng.IntN(1000)),
		Email: slug(strings.ReplaceAll(name, "'", "")) + "@ravensbeck.example"}
}

// reference is the next reference of a portfolio's reports to the Cabinet in a municipal year.
func (b *borough) reference(p *post, year int) string {
	key := fmt.Sprintf("%s/%d", p.reference, year)
	b.references[key]++
	return fmt.Sprintf("%s%d", p.reference, b.references[key])
}

// content is the issue as it is published, with the stages still to come as known on the day.
func (m *matter) content(on council.Day) gazette.Issue {
	i := gazette.Issue{Title: en(m.title), Summary: en(toHTML(m.summary)), AllWards: m.allWards, Wards: m.wards,
		LeadMember: en(m.lead.title), LeadOfficer: m.officer.name + ", " + m.officer.title, Department: en(m.topic.department),
		Contacts: m.contacts, Key: m.key, KeyReason: en(m.keyWhy)}
	for _, r := range m.relates {
		if r.to.number != 0 {
			i.Relations = append(i.Relations, gazette.Relation{Kind: r.kind, Issue: r.to.number})
		}
	}
	for _, s := range m.stages {
		if s.meeting != nil && !s.unforeseen() && !s.dueAsKnown(on).Before(on) {
			i.Planned = append(i.Planned, gazette.Planned{Body: s.meeting.body.number, Role: s.role, Due: s.dueAsKnown(on)})
		}
	}
	i.Planned = append(i.Planned, m.later...)
	return i
}
