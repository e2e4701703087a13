package demo

import (
	"context"
	"slices"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// finish does what can only be done when the meetings of the year are full: carry business over
// from meetings that did not take it, hold matters back for supplements, have decisions called
// in, announce some key decisions too early, and give the forward plan its matters.
func (f *filler) finish() {
	for _, m := range f.called {
		f.callIn(m)
	}
	for _, m := range f.called {
		switch m.fate {
		case council.Adjourned:
			f.carryOver(m, m.instead, len(m.items)/2)
		case council.Postponed:
			f.bringForward(m.instead, m)
		case council.Inquorate:
			if next := f.after(m); next != nil {
				f.carryOver(m, next, 0)
			}
		case council.Held:
			f.holdBack(m)
			m.updated = f.updated(m)
		}
	}
	for _, m := range f.called {
		f.bind(m)
	}
	for _, m := range f.matters {
		if len(m.stages) == 0 {
			continue
		}
		f.plans.matters = append(f.plans.matters, m)
		f.slip(m)
	}
}

// carryOver puts the business of a meeting from an item on before another meeting too.
func (f *filler) carryOver(from, to *meeting, at int) {
	for _, t := range from.items[at:] {
		s := t.step.matter.add(to, t.step.role)
		s.followed, s.told, s.report = true, t.step.told, t.step.report
		t.step.fate = passedOver
		slices.SortStableFunc(t.step.matter.stages, func(a, b *stage) int { return a.day().Compare(b.day()) })
	}
}

// after is the next meeting of the same body that goes ahead.
func (f *filler) after(m *meeting) *meeting {
	for _, c := range f.called {
		if c.body == m.body && c.fate == council.Held && m.day().Before(c.day()) {
			return c
		}
	}
	return nil
}

// bringForward puts the business of a meeting on the agenda of the one that it was held instead of.
func (f *filler) bringForward(held, called *meeting) {
	for _, t := range held.items {
		s := &stage{matter: t.step.matter, meeting: called, role: t.step.role, fate: passedOver, told: t.step.told, report: t.step.report}
		t.step.matter.stages = append([]*stage{s}, t.step.matter.stages...)
		called.items = append(called.items, &tabled{step: s})
	}
}

// holdBack leaves a meeting's last matter for a supplement, now and then.
func (f *filler) holdBack(m *meeting) {
	rng := f.dice("late", m.number)
	n := len(m.items)
	if n < 4 || rng.IntN(9) != 0 || m.body.key == "planning" || m.body.key == "licensing" {
		return
	}
	last := m.items[n-1]
	if s := last.step; s.told == nil && len(s.matter.stages) == 1 && !s.matter.key && len(s.matter.exempt) == 0 && s.matter.template.route[0] != "Q" {
		m.items, m.late = m.items[:n-1], append(m.late, last)
	}
}

// slip announces a key decision for an earlier meeting of the Cabinet than the one that takes it.
func (f *filler) slip(m *matter) {
	if !m.key || f.dice("slip", m.title, m.year).IntN(5) != 0 {
		return
	}
	for _, s := range m.stages {
		if s.meeting == nil || s.meeting.body.key != "cabinet" || s.unforeseen() {
			continue
		}
		earlier := f.priorCabinet(s.meeting)
		if earlier == nil || len(m.stages) > 1 && !m.stages[0].day().Before(earlier.day()) {
			return
		}
		s.slipped, s.slipsOn = earlier, earlier.day().Add(-12)
		f.queue.push(working(s.slipsOn, 0), morning, func(ctx context.Context, act gazette.Act) error {
			if !m.aired {
				return nil
			}
			return f.publish(ctx, act, gazette.KindIssue, m.number, m.content(s.slipsOn))
		})
		return
	}
}

func (f *filler) priorCabinet(m *meeting) *meeting {
	var prior *meeting
	for _, c := range f.called {
		if c.body == m.body && c.day().Before(m.day()) {
			prior = c
		}
	}
	return prior
}
