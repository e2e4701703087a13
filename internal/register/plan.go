package register

import (
	"context"
	"reflect"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// PlanWork is a forward plan as it is being worked on.
type PlanWork struct {
	Kept[Draft[gazette.ForwardPlan]]
	Items   []PlannedWork
	Waiting []Kept[Report] // on key decisions within the period, and not in the plan
}

// PlannedWork is a planned decision, with how its notice stands.
type PlannedWork struct {
	gazette.PlanItem
	Title  council.Text // of the issue
	Notice *Due         // of 28 days; nil where the decision is not key, or the body makes no key decisions
}

// PlanDrafts are the forward plans of which there is a draft.
func (r *Register) PlanDrafts(ctx context.Context, v audience.Viewer) (list []Kept[Draft[gazette.ForwardPlan]], err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		list, err = find[Draft[gazette.ForwardPlan]](ctx, t, Query{})
		return err
	})
	return list, err
}

// Plan is a forward plan as it is being worked on: its draft, or what is published.
func (r *Register) Plan(ctx context.Context, v audience.Viewer, number int) (w PlanWork, err error) {
	err = r.look(ctx, v, ChangePlan, func(ctx context.Context, t *turn) error {
		if w.Kept, err = working[gazette.ForwardPlan](ctx, t, r, number); err != nil {
			return err
		}
		customs, err := t.customs(ctx)
		if err != nil {
			return err
		}
		for _, it := range w.Content.Content.Items {
			one, err := r.planned(ctx, t, it, customs.Content.Deadlines)
			if err != nil {
				return err
			}
			w.Items = append(w.Items, one)
		}
		w.Waiting, err = t.keyReports(ctx, w.Content.Content)
		return err
	})
	return w, err
}

// planned says how the notice of a planned decision stands.
func (r *Register) planned(ctx context.Context, t *turn, it gazette.PlanItem, c deadline.Customs) (PlannedWork, error) {
	one := PlannedWork{PlanItem: it}
	issue, err := working[gazette.Issue](ctx, t, r, it.Issue)
	if err != nil && !council.IsNotFound(err) {
		return one, err
	}
	one.Title = issue.Content.Content.Title
	if !it.Key || it.Body == 0 {
		return one, nil
	}
	body, err := published[gazette.Body](ctx, r, it.Body)
	if err != nil {
		return one, err
	}
	a, err := deadline.Find(deadline.KeyNotice, deadline.Meeting(body.Kind, it.Due, deadline.KeyDecisions), c)
	if council.IsNotFound(err) {
		return one, nil
	}
	if err != nil {
		return one, err
	}
	d := Due{Answer: a, Verdict: a.At(t.at, c.Soon), IssueOf: it.Issue, Done: it.FirstNotice}
	d.Blocks = d.Done.IsZero() && d.Standing == deadline.Late || d.Done.After(d.Last)
	one.Notice = &d
	return one, nil
}

// decides is the stage of a route at which the decision is made; nil where none is planned for a day.
func (r Report) decides() *Stage {
	for i := len(r.Route) - 1; i >= 0; i-- {
		if r.Route[i].Role == council.Decide && !r.Route[i].Day.IsZero() {
			return &r.Route[i]
		}
	}
	return nil
}

// keyReports are the reports on key decisions that are to be made within the plan's period, and whose
// issue is not in the plan.
func (t *turn) keyReports(ctx context.Context, plan gazette.ForwardPlan) ([]Kept[Report], error) {
	reports, err := find[Report](ctx, t, Query{Marks: []Mark{{"alive", "yes"}, {"key", "yes"}}})
	return slices.DeleteFunc(reports, func(k Kept[Report]) bool {
		s := k.Content.decides()
		return s == nil || !plan.Period.Covers(s.Day) ||
			slices.ContainsFunc(plan.Items, func(it gazette.PlanItem) bool { return it.Issue == k.Content.Issue })
	}), err
}

// NewPlan begins the forward plan of a period and gives its public number.
func (r *Register) NewPlan(ctx context.Context, v audience.Viewer, plan gazette.ForwardPlan) (number int, err error) {
	var faults council.Faults
	if plan.Title.IsZero() {
		faults.Add("title", "plan.title.missing")
	}
	if plan.Period.From.IsZero() || plan.Period.To.IsZero() || plan.Period.To.Before(plan.Period.From) {
		faults.Add("from", "plan.period.wrong")
	}
	if err := faults.Err(); err != nil {
		return 0, err
	}
	if err := May(v, ChangePlan, audience.AllBodies); err != nil {
		return 0, err
	}
	if number, err = r.press.Reserve(ctx, gazette.KindPlan, 1); err != nil {
		return 0, err
	}
	return number, r.do(ctx, v, ChangePlan, audience.AllBodies, func(ctx context.Context, t *turn) error {
		_, err := keepDraft(ctx, t, number, 0, plan)
		return err
	})
}

// changePlan runs a change to a forward plan that holds whatever else has been changed meanwhile.
func (r *Register) changePlan(ctx context.Context, v audience.Viewer, number int, change func(context.Context, *turn, *gazette.ForwardPlan) error) error {
	return r.do(ctx, v, ChangePlan, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := working[gazette.ForwardPlan](ctx, t, r, number)
		if err != nil {
			return err
		}
		plan := k.Content.Content
		plan.Items = slices.Clone(plan.Items)
		if err := change(ctx, t, &plan); err != nil || reflect.DeepEqual(plan.Items, k.Content.Content.Items) {
			return err
		}
		_, err = keepDraft(ctx, t, number, k.Version, plan)
		return err
	})
}

// PutOnPlan puts the key decision of a report on a forward plan, if its issue is not there.
func (r *Register) PutOnPlan(ctx context.Context, v audience.Viewer, plan, report int) error {
	return r.changePlan(ctx, v, plan, func(ctx context.Context, t *turn, p *gazette.ForwardPlan) error {
		k, err := get[Report](ctx, t, report)
		if err != nil {
			return err
		}
		s := k.Content.decides()
		if s == nil {
			return council.Invalid("no day is planned for the decision of report %d", report)
		}
		if slices.ContainsFunc(p.Items, func(it gazette.PlanItem) bool { return it.Issue == k.Content.Issue }) {
			return nil
		}
		first, err := r.noticed(ctx, k.Content.Issue) // in an earlier plan, whose notice stands
		if err != nil {
			return err
		}
		p.Items = append(p.Items, ProjectPlanItem(k.Content, *s, first))
		slices.SortStableFunc(p.Items, func(a, b gazette.PlanItem) int { return a.Due.Compare(b.Due) })
		return nil
	})
}

// TakeOffPlan takes a planned decision off a forward plan.
func (r *Register) TakeOffPlan(ctx context.Context, v audience.Viewer, plan, issue int) error {
	return r.changePlan(ctx, v, plan, func(_ context.Context, _ *turn, p *gazette.ForwardPlan) error {
		p.Items = slices.DeleteFunc(p.Items, func(it gazette.PlanItem) bool { return it.Issue == issue })
		return nil
	})
}

// PublishPlan publishes the draft of a forward plan as it was looked at, and with it the issues that are
// not public yet. What is in it for the first time has its first notice on this day.
func (r *Register) PublishPlan(ctx context.Context, v audience.Viewer, number, version int) error {
	return r.do(ctx, v, ChangePlan, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Draft[gazette.ForwardPlan]](ctx, t, number)
		if err != nil {
			return err
		}
		if k.Version != version {
			return &Stale[Draft[gazette.ForwardPlan]]{Mine: k.Content, Theirs: k}
		}
		plan := k.Content.Content
		plan.Items = slices.Clone(plan.Items)
		var out []Outgoing
		for i := range plan.Items {
			if plan.Items[i].FirstNotice.IsZero() {
				plan.Items[i].FirstNotice = council.DayOf(council.InLondon(t.at))
			}
			issue, err := r.plannedIssue(ctx, t, plan.Items[i].Issue)
			if err != nil {
				return err
			}
			out = append(out, issue...)
		}
		last, err := edition(gazette.Subject{Kind: gazette.KindPlan, Number: number}, plan)
		if err != nil {
			return err
		}
		if err := remove(ctx, t, k); err != nil {
			return err
		}
		return t.send(ctx, append(out, last)...)
	})
}

// plannedIssue is the edition of an issue that goes out with the plan that gives notice of it; nothing
// where nothing about it changes.
func (r *Register) plannedIssue(ctx context.Context, t *turn, number int) ([]Outgoing, error) {
	reports, err := find[Report](ctx, t, Query{Marks: []Mark{{"issue", itoa(number)}, {"alive", "yes"}}, Limit: 1})
	if err != nil {
		return nil, err
	}
	var rep *Report
	for i := range reports {
		rep = &reports[i].Content
	}
	content, changes, err := r.issueFor(ctx, t, number, rep)
	if err != nil || !changes {
		return nil, err
	}
	out, err := edition(gazette.Subject{Kind: gazette.KindIssue, Number: number}, content)
	if err != nil {
		return nil, err
	}
	return []Outgoing{out}, t.dropDraft(ctx, number)
}
