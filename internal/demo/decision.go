package demo

import (
	"context"
	"html"
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// queueDecisions queues the record of every decision that a meeting of the Cabinet made.
func (b *borough) queueDecisions(m *meeting) {
	if m.body.key != "cabinet" || m.fate != council.Held {
		return
	}
	for _, t := range m.items {
		if t.step == nil || t.step.role != council.Decide || t.step.fate == deferred || t.step.fate == withdrawn {
			continue
		}
		d := b.decisionOf(m, t)
		if d.Text.IsZero() {
			continue
		}
		b.queueDecision(d, t.step)
	}
}

// queueDecision queues a decision for publication two working days after it was made, and the end
// of its call-in period five working days later.
func (b *borough) queueDecision(d gazette.Decision, s *stage) {
	m := s.matter
	published := working(d.Day, 2)
	until := working(published, 5)
	d.CallIn = &gazette.CallIn{Until: until, Outcome: gazette.CallInOpen}
	notice := b.printNotice(d, m)
	b.queue.push(published, afternoon, func(ctx context.Context, act gazette.Act) error {
		if err := b.air(ctx, act, m, d.Day); err != nil {
			return err
		}
		paper, err := b.publishWhole(ctx, act, notice)
		if err != nil {
			return err
		}
		d.Issue, d.Documents = m.number, append(slices.Clip(d.Documents), paper)
		n := b.number(gazette.KindDecision)
		if err := b.publish(ctx, act, gazette.KindDecision, n, d); err != nil {
			return err
		}
		b.queue.push(until.Add(1), afternoon, func(ctx context.Context, act gazette.Act) error { return b.closeCallIn(ctx, act, n, d, s) })
		return nil
	})
}

// closeCallIn publishes what became of the call-in period. A decision that was called in waits for
// the scrutiny committee that hears it.
func (b *borough) closeCallIn(ctx context.Context, act gazette.Act, n int, d gazette.Decision, s *stage) error {
	hearing, outcome := s.hearing()
	if hearing == nil {
		d.CallIn = &gazette.CallIn{Until: d.CallIn.Until, Outcome: gazette.CallInPassed}
		d.Effective = working(d.CallIn.Until, 1)
		return b.publish(ctx, act, gazette.KindDecision, n, d)
	}
	heard := d
	heard.CallIn = &gazette.CallIn{Until: d.CallIn.Until, Outcome: outcome, Meeting: hearing.meeting.number}
	after := working(hearing.day(), 2)
	if outcome == gazette.CallInNoAction {
		heard.Effective = after
	}
	b.queue.push(after, afternoon, func(ctx context.Context, act gazette.Act) error {
		return b.publish(ctx, act, gazette.KindDecision, n, heard)
	})
	d.CallIn = &gazette.CallIn{Until: d.CallIn.Until, Outcome: gazette.CallInCalled}
	return b.publish(ctx, act, gazette.KindDecision, n, d)
}

// decisionOf is the record of what the Cabinet decided at an item.
func (b *borough) decisionOf(m *meeting, t *tabled) gazette.Decision {
	s := t.step
	p := b.pen("decision", s.matter.title, m.number)
	p.values["lead"] = s.matter.lead.title
	d := gazette.Decision{Title: en(s.matter.title), Body: m.body.number, Day: m.day(), Meeting: m.number, Item: t.Number,
		Purpose: t.Purpose, Key: s.matter.key, KeyReason: en(s.matter.keyWhy), Wards: s.matter.wards, AllWards: s.matter.allWards,
		Reference: s.reference, Contacts: t.Contacts, Documents: t.Documents,
		Reasons: en(toHTML(p.write("{reason}"))), Alternatives: en(toHTML(p.write("{alternative}"))), Consulted: en(p.write("{consulted}")), Conflicts: en("None declared.")}
	for _, minute := range m.minutes.Items {
		if minute.Item != t.Number {
			continue
		}
		text := ""
		for _, l := range minute.Resolution {
			text += "<p>" + html.EscapeString(strings.TrimSpace(l.Label+" "+l.Text)) + "</p>\n"
		}
		d.Text = en(strings.TrimSpace(text))
	}
	return d
}

// queueSingle queues the decision of a single member or an officer.
func (b *borough) queueSingle(s *stage) {
	b.queue.push(working(s.due, 1), morning, func(ctx context.Context, act gazette.Act) error {
		b.queueDecisionBy(s)
		return nil
	})
}

// queueDecisionBy makes the record of a single decision.
func (b *borough) queueDecisionBy(s *stage) {
	m := s.matter
	p := b.pen("single", m.title, m.year, s.due.String())
	p.values = m.values
	d := gazette.Decision{Title: en(m.title), Day: s.due, Purpose: en("To decide " + m.values["about"] + "."), Key: m.key && !s.officer, KeyReason: en(m.keyWhy),
		Wards: m.wards, AllWards: m.allWards, Contacts: m.contacts, Reference: b.reference(m.lead, municipalYear(s.due)),
		Reasons: en(toHTML(p.write("{@reason}"))), Alternatives: en(toHTML(p.write("{@alternative}"))), Consulted: en(p.write("{@consulted}")), Conflicts: en("None declared.")}
	d.Maker = en(m.lead.title)
	if m.lead.holder != nil {
		d.MakerPerson = m.lead.holder.number
	}
	if s.officer {
		d.Maker, d.MakerPerson, d.Officer = en(m.officer.title), 0, true
	}
	var limbs []string
	for _, a := range m.template.all("ask") {
		limbs = append(limbs, "That "+split(p, a).resolved+".")
	}
	if len(limbs) == 0 {
		limbs = []string{"That the proposals set out in the report be approved."}
	}
	d.Text = en(toHTML(strings.Join(limbs, "\n")))
	if s.officer {
		notice := b.printNotice(d, m)
		b.queue.push(working(s.due, 2), afternoon, func(ctx context.Context, act gazette.Act) error {
			if err := b.air(ctx, act, m, s.due); err != nil {
				return err
			}
			paper, err := b.publishWhole(ctx, act, notice)
			if err != nil {
				return err
			}
			d.Issue, d.Effective, d.Documents = m.number, s.due, []int{paper}
			return b.publish(ctx, act, gazette.KindDecision, b.number(gazette.KindDecision), d)
		})
		return
	}
	b.queueDecision(d, s)
}
