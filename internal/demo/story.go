package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// tellStories places the hand-written stages of a base year into its meetings. A story's months
// and years count from the first of the three base years.
func (b *borough) tellStories(year int) {
	var m *matter
	for i := range b.text.stories {
		t := &b.text.stories[i]
		switch t.kind {
		case "story":
			m = b.story(t, year)
		case "step":
			if b.lastYear-2+number(t.attrs["year"]) == year {
				b.tellStep(m, t, year)
			}
		case "planned":
			if year == b.lastYear-2 {
				b.tellPlanned(m, t)
			}
		}
	}
}

// story is the matter of a hand-written story, made when its first year is told.
func (b *borough) story(t *block, year int) *matter {
	key := t.attrs["key"]
	if m := b.told[key]; m != nil {
		return m
	}
	topic := b.text.topics[t.attrs["topic"]]
	p := b.pen("story", key)
	m := &matter{topic: topic, values: p.values, year: year, lead: b.post(topic.portfolio), allWards: t.attrs["wards"] == "all",
		officer: b.chief(topic.officer), key: t.has("keydecision"), keyWhy: t.one("why")}
	start := b.lastYear - 1
	p.values["plan"] = fmt.Sprintf("%d-%02d", start, (start+3)%100)
	p.values["nextplan"] = fmt.Sprintf("%d-%02d", start+3, (start+6)%100)
	for i := range 4 {
		p.values[fmt.Sprintf("y%d", i)] = fmt.Sprintf("%d/%02d", start-1+i, (start+i)%100)
	}
	m.number = b.number(gazette.KindIssue)
	m.title, m.summary = p.write(t.one("title")), p.write(t.one("summary"))
	m.contacts = []gazette.Contact{b.contact(p)}
	for _, w := range strings.Split(t.attrs["wards"], "+") {
		if i := number(w); i > 0 {
			m.wards = append(m.wards, b.wards[i-1].number)
		}
	}
	for _, r := range t.all("relation") {
		at := strings.LastIndex(r, " ")
		b.pending = append(b.pending, pendingRelation{m, council.RelationKind(r[:at]), r[at+1:]})
	}
	b.told[key] = m
	if when, month, ok := strings.Cut(t.attrs["announce"], "/"); ok {
		b.announce(m, b.lastYear-2+number(when), time.Month(number(month)))
	}
	b.relateStories()
	return m
}

// announce puts a matter on the record before any agenda does.
func (b *borough) announce(m *matter, year int, month time.Month) {
	day := working(council.NewDay(inYear(year, month), month, 8), 0)
	b.queue.push(day, morning, func(ctx context.Context, act gazette.Act) error { return b.air(ctx, act, m, day) })
}

// pendingRelation waits for the other story to be begun.
type pendingRelation struct {
	from *matter
	kind council.RelationKind
	to   string
}

func (b *borough) relateStories() {
	kept := b.pending[:0]
	for _, r := range b.pending {
		if to := b.told[r.to]; to != nil {
			r.from.relates = append(r.from.relates, relation{r.kind, to})
			continue
		}
		kept = append(kept, r)
	}
	b.pending = kept
}

// storyMeeting is the meeting of a body in a month of a municipal year.
func (b *borough) storyMeeting(key string, month time.Month, year int, special bool) *meeting {
	var found *meeting
	for _, m := range b.meetings {
		if m.body.key == key && m.day().Month() == month && municipalYear(m.day()) == year && m.fate == council.Held &&
			special == (m.content.Label.En == "Special meeting") {
			found = m
		}
	}
	return found
}

// tellStep puts one hand-written stage on the agendas it belongs to.
func (b *borough) tellStep(m *matter, t *block, year int) {
	month := time.Month(number(t.attrs["month"]))
	if t.has("member") {
		return
	}
	at := b.storyMeeting(t.attrs["body"], month, year, t.has("special"))
	if at == nil {
		return
	}
	job := b.storyReport(m, t, year)
	meetings := []*meeting{at}
	if t.has("areas") {
		meetings = nil
		for _, other := range b.meetings {
			if other.body.content.Kind == council.AreaCommittee && other.fate == council.Held && abs(daysBetween(at.day(), other.day())) < 14 {
				meetings = append(meetings, other)
			}
		}
	}
	if !slices.Contains(b.plans.matters, m) {
		b.plans.matters = append(b.plans.matters, m)
	}
	for _, at := range meetings {
		s := m.add(at, council.Role(t.attrs["role"]))
		s.told, s.report = t, job
		if t.has("deferred") {
			s.fate = deferred
		}
	}
}

// tellPlanned announces a consideration beyond the calendar: only its month is known.
func (b *borough) tellPlanned(m *matter, t *block) {
	month := time.Month(number(t.attrs["month"]))
	year := inYear(b.lastYear-2+number(t.attrs["year"]), month)
	m.later = append(m.later, gazette.Planned{Body: b.byKey[t.attrs["body"]].number, Role: council.Role(t.attrs["role"]),
		Due: council.NewDay(year, month, 1), Month: true, Asked: en(t.one("asked"))})
}
