package demo

import (
	"html"
	"maps"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/paper/doc"
)

// callIn has a decision of a meeting of the Cabinet called in, in every other one and in the last,
// so that one awaits its hearing. A scrutiny committee hears it, and what comes of that is told too.
func (f *filler) callIn(m *meeting) {
	rng := f.dice("callin", m.number)
	recent := f.opt.Today.Add(-45).Before(m.day())
	if m.body.key != "cabinet" || m.fate != council.Held || rng.IntN(2) == 0 && !recent {
		return
	}
	var may []*stage
	for _, t := range m.items {
		s := t.step
		last := s.matter.stages[len(s.matter.stages)-1] == s
		if last && s.role == council.Decide && s.fate <= amended && s.told == nil && !s.unforeseen() && len(s.matter.exempt) == 0 {
			may = append(may, s)
		}
	}
	if len(may) == 0 {
		return
	}
	s := may[rng.IntN(len(may))]
	// The period ends nine days after the meeting, and the committee's agenda needs its notice.
	if at := f.later(s.matter.topic.scrutiny, m.day(), 18, 75); at != nil {
		f.hear(s, at)
	}
}

// hear places the hearing of a call-in, and what follows from it.
func (f *filler) hear(s *stage, at *meeting) {
	outcomes := []gazette.CallInOutcome{gazette.CallInReconsider, gazette.CallInNoAction, gazette.CallInReferred, gazette.CallInNoAction}
	h := s.matter.add(at, council.Scrutinise)
	h.hears, h.outcome, s.heard = s, outcomes[f.calledIn%len(outcomes)], h
	f.calledIn++
	to := map[gazette.CallInOutcome]string{gazette.CallInReconsider: "cabinet", gazette.CallInReferred: "council"}[h.outcome]
	if to == "" {
		return
	}
	if next := f.later(to, at.day(), 10, 110); next != nil {
		s.matter.add(next, council.Decide).again = true
		return
	}
	h.outcome = gazette.CallInNoAction
}

// later is the first ordinary meeting of a body that lies so many days after a day.
func (f *filler) later(key string, from council.Day, least, most int) *meeting {
	var first *meeting
	for _, m := range f.meetings {
		n := daysBetween(from, m.day())
		if m.body.key != key || m.number == 0 || m.fate != council.Held || n < least || n > most || !m.content.Label.IsZero() {
			continue
		}
		if first == nil || m.day().Before(first.day()) {
			first = m
		}
	}
	return first
}

// unforeseen says whether nobody could announce the stage before the one it follows from.
func (s *stage) unforeseen() bool { return s.followed || s.again || s.hears != nil }

// hearing is the stage at which a decision that was called in is heard, and the outcome; nil where
// it was not.
func (s *stage) hearing() (*stage, gazette.CallInOutcome) {
	if s.heard != nil {
		return s.heard, s.heard.outcome
	}
	if s.told == nil || !s.told.has("calledin") {
		return nil, ""
	}
	for _, h := range s.matter.stages {
		if h.told != nil && h.told.has("hears") && h.meeting != nil {
			return h, gazette.CallInReconsider
		}
	}
	return nil, ""
}

// fillHearing writes the agenda text of a call-in.
func (b *borough) fillHearing(t *tabled) {
	s := t.step
	p := b.callInPen(s)
	t.Title = en("Call-in: " + s.matter.title)
	t.Purpose = en("To consider the call-in of the Cabinet's decision of " + long(s.hears.day()) + ".")
	reasons := p.write("{They say that those affected were not asked.|They say that the cost had been put too low.|They say that the alternatives had not been looked at.}")
	t.Summary = en(toHTML("The decision was called in by " + p.values["callers"] + ". " + reasons))
	t.AskedLead = "The Scrutiny Committee is asked to:"
	t.Asked = []gazette.Ask{{Label: "a)", Text: en("hear the reasons for the call-in and the answer of the " + s.matter.lead.title + ";")},
		{Label: "b)", Text: en("decide whether to take no action, to refer the decision back to the Cabinet, or to refer it to the Council Meeting.")}}
	t.Contacts = s.matter.contacts
	d := doc.Document{Title: t.Title.En, Lang: "en-GB", Footer: footer, Blocks: []doc.Block{doc.Head(1, t.Title.En),
		doc.Para("Report of the Head of Legal and Democratic Governance"), doc.Head(2, "1. The decision"), doc.Para("1.1 " + s.matter.summary),
		doc.Head(2, "2. Why it was called in"), doc.Para("2.1 The decision was called in by " + p.values["callers"] + "."), doc.Para("2.2 " + reasons),
		doc.Head(2, "3. What the Committee may do"), doc.Para("3.1 It may take no action, and the decision takes effect. It may refer the decision back to the Cabinet, saying why. Where the decision lies outside the budget or the policy framework, it may refer it to the Council Meeting.")}}
	s.report = b.printer.print(d, printed{title: t.Title.En, kind: council.Report})
}

// callInPen writes of a call-in: who made it, and who leads on the matter.
func (b *borough) callInPen(s *stage) *pen {
	p := b.pen("callers", s.matter.title, s.meeting.number)
	if s.callers == "" {
		var names []string
		for _, c := range b.councillors() {
			if c.party != alliance {
				names = append(names, c.called())
			}
		}
		names = p.some(names, 3)
		s.callers = strings.Join(names[:2], ", ") + " and " + names[2]
	}
	p.values = maps.Clone(s.matter.values)
	b.bodyWords(p, s)
	p.values["callers"] = s.callers
	return p
}

// hearingMinute writes the minute of a call-in.
func (b *borough) hearingMinute(s *stage, at *roll) string {
	p := b.callInPen(s)
	p.rng = b.dice("hearing", s.matter.title, s.meeting.number)
	out := ""
	for _, text := range []string{"The Scrutiny Committee considered the call-in of the Cabinet's decision of " + long(s.hears.day()) + " on " + p.values["about"] + ".",
		p.write("{callers} gave their reasons for the call-in, and the {lead} {replied|answered questions}.")} {
		out += "<p>" + html.EscapeString(text) + "</p>\n"
	}
	out += b.pointsRaised(p, s, at)
	limb := map[gazette.CallInOutcome]string{
		gazette.CallInNoAction:   "no further action be taken, so that the decision of the Cabinet takes effect",
		gazette.CallInReconsider: p.write("the decision be referred back to the Cabinet for reconsideration, on the ground that {those affected had not been asked|the alternatives had not been set out|the cost to residents had not been stated}"),
		gazette.CallInReferred:   "the decision be referred to the Council Meeting, on the ground that it lies outside the policy framework",
	}[s.outcome]
	n := len(at.taking(s.item))
	vote := &tally{no: p.rng.IntN(max(1, n/2))}
	vote.yes = n - vote.no
	return out + resolution(p, []string{limb}, vote)
}
