package desk

import (
	"errors"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// plansView lists the forward plans: those in the making, then those published.
type plansView struct {
	*visit
	drafts []register.Kept[register.Draft[gazette.ForwardPlan]]
	public []gazette.PlanLine
}

// planView is a forward plan in the making.
type planView struct {
	*visit
	register.PlanWork
	form  *page.Form
	names map[int]council.Text // of bodies
	stale bool
}

func forwardPlanPath(number int) string { return "/desk/forward-plans/" + strconv.Itoa(number) }

func (d *Desk) planFrame(v *visit, title string, above ...page.Crumb) page.Frame {
	crumbs := []page.Crumb{{Name: v.words.T("desk.nav.home"), Path: "/desk"}, {Name: v.words.T("desk.plans"), Path: "/desk/forward-plans"}}
	return d.frame(v, page.Frame{Title: title, Section: "plans", Crumbs: append(crumbs, above...)})
}

func (d *Desk) showPlans(w *reply, v *visit) error {
	view := plansView{visit: v}
	var err error
	if view.drafts, err = d.register.PlanDrafts(v.ctx, v.viewer); err != nil {
		return err
	}
	if view.public, err = d.record.Plans(v.ctx); err != nil {
		return err
	}
	return w.page(d.frame(v, page.Frame{Title: v.words.T("desk.plans"), Section: "plans"}), plansPage(view))
}

func (d *Desk) showNewPlan(w *reply, v *visit) error {
	return w.page(d.planFrame(v, v.words.T("desk.plan.new")), newPlanPage(v, v.fresh()))
}

func (d *Desk) saveNewPlan(w *reply, v *visit) error {
	form := v.filled()
	plan := gazette.ForwardPlan{Title: form.Pair("title")}
	plan.Period.From, plan.Period.To = form.Day("from", v.words.T("desk.body.from")), form.Day("to", v.words.T("desk.body.to"))
	if !form.Failed() {
		number, err := d.register.NewPlan(v.ctx, v.viewer, plan)
		if err == nil {
			return w.see(forwardPlanPath(number))
		}
		if !form.Take(err) {
			return err
		}
	}
	return w.again(d.planFrame(v, v.words.T("desk.plan.new")), newPlanPage(v, form))
}

func (d *Desk) planView(v *visit) (planView, error) {
	work, err := d.register.Plan(v.ctx, v.viewer, v.number)
	view := planView{visit: v, PlanWork: work, form: v.fresh("version", strconv.Itoa(work.Version))}
	if err != nil {
		return view, err
	}
	view.names, err = d.bodyNames(v)
	return view, err
}

func (d *Desk) showPlan(w *reply, v *visit) error { return d.plan(w, v, 200) }

func (d *Desk) plan(w *reply, v *visit, status int) error {
	view, err := d.planView(v)
	if err != nil {
		return err
	}
	view.stale = status == 409
	return w.say(status, d.planFrame(v, v.words.Plain(view.Content.Content.Title)), planPage(view))
}

// changePlan puts a report's decision on the plan, or takes an issue off it.
func (d *Desk) changePlan(w *reply, v *visit) error {
	report, reportErr := strconv.Atoi(v.PostForm.Get("report"))
	issue, issueErr := strconv.Atoi(v.PostForm.Get("issue"))
	var err error
	switch {
	case reportErr == nil:
		err = d.register.PutOnPlan(v.ctx, v.viewer, v.number, report)
	case issueErr == nil:
		err = d.register.TakeOffPlan(v.ctx, v.viewer, v.number, issue)
	default:
		err = errors.Join(reportErr, council.ErrInvalid)
	}
	if err != nil {
		return err
	}
	return w.see(forwardPlanPath(v.number))
}

func (d *Desk) publishPlan(w *reply, v *visit) error {
	err := d.register.PublishPlan(v.ctx, v.viewer, v.number, v.version())
	if errors.Is(err, council.ErrConflict) {
		return d.plan(w, v, 409)
	}
	if err != nil {
		return err
	}
	return w.done("/desk/forward-plans", "published")
}
