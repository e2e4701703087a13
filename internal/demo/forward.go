package demo

import (
	"context"
	"slices"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// planShelf is the forward plan that is being kept: one for every four months, a new edition at
// the beginning of each month.
type planShelf struct {
	number  int
	period  council.Spell
	matters []*matter // that the plans may list, of years that are not over
}

// queuePlans queues the editions of the forward plan, from a day on.
func (b *borough) queuePlans(from council.Day) {
	for d := council.NewDay(from.Year(), from.Month()+1, 1); d.Before(b.opt.Today); d = council.NewDay(d.Year(), d.Month()+1, 1) {
		first := d
		b.queue.push(working(first, 0), morning, func(ctx context.Context, act gazette.Act) error { return b.publishPlan(ctx, act, first) })
	}
}

// publishPlan publishes the edition of a month.
func (b *borough) publishPlan(ctx context.Context, act gazette.Act, first council.Day) error {
	if b.plans.number == 0 || (first.Month()-1)%4 == 0 {
		b.plans.number = b.number(gazette.KindPlan)
		start := council.NewDay(first.Year(), (first.Month()-1)/4*4+1, 1)
		b.plans.period = council.Spell{From: start, To: council.NewDay(start.Year(), start.Month()+5, 1).Add(-1)}
	}
	period := b.plans.period
	plan := gazette.ForwardPlan{Period: period, Title: en("Forward Plan: " + period.From.Month().String() + " to " + period.To.Time().Format("January 2006"))}
	for _, m := range b.plans.matters {
		item, ok := b.planItem(m, first, period)
		if !ok {
			continue
		}
		if err := b.air(ctx, act, m, first); err != nil {
			return err
		}
		item.Issue = m.number
		plan.Items = append(plan.Items, item)
	}
	b.plans.matters = slices.DeleteFunc(b.plans.matters, func(m *matter) bool { return m.stages[len(m.stages)-1].day().Before(first.Add(-60)) })
	slices.SortStableFunc(plan.Items, func(x, y gazette.PlanItem) int { return x.Due.Compare(y.Due) })
	return b.publish(ctx, act, gazette.KindPlan, b.plans.number, plan)
}

// planItem is a matter's line in the edition of a month: what the Cabinet or a member is to decide
// in the period.
func (b *borough) planItem(m *matter, first council.Day, period council.Spell) (gazette.PlanItem, bool) {
	for _, s := range m.stages {
		due := s.dueAsKnown(first)
		if s.officer || !period.Covers(due) || s.unforeseen() || due.Before(first) && m.listed.IsZero() {
			continue
		}
		if s.meeting != nil && s.meeting.body.key != "cabinet" {
			continue
		}
		item := gazette.PlanItem{Due: due, Key: m.key, KeyReason: en(m.keyWhy), Private: len(m.exempt) > 0 && !m.partly(), Documents: []string{m.title}}
		if s.meeting != nil {
			item.Body = s.meeting.body.number
		} else {
			item.Maker = en(m.lead.title)
			item.DueTo = due.Add(10)
			if item.DueTo.After(period.To) {
				item.DueTo = period.To
			}
		}
		if m.listed.IsZero() {
			m.listed = first
		}
		item.FirstNotice = working(m.listed, 0)
		return item, true
	}
	return gazette.PlanItem{}, false
}
