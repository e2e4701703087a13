package site

import (
	"slices"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// plansView is what the list of forward plans shows.
type plansView struct {
	words *page.Words
	plans []gazette.PlanLine
	day   council.Day
}

// planView is what a forward plan's page shows.
type planView struct {
	words *page.Words
	p     gazette.PlanPage
}

// planMonth is what is due in one month.
type planMonth struct {
	first council.Day // a day of it
	items []gazette.PlanItemLine
}

// anchor is the month's place on the page: "due-2018-04".
func (m planMonth) anchor() string { return "due-" + m.first.String()[:7] }

// months are the planned decisions by the months in which they are due.
func (d planView) months() []planMonth {
	items := slices.Clone(d.p.Items)
	slices.SortStableFunc(items, func(a, b gazette.PlanItemLine) int { return a.Due.Compare(b.Due) })
	var list []planMonth
	for _, it := range items {
		n := len(list)
		if n == 0 || list[n-1].first.Year() != it.Due.Year() || list[n-1].first.Month() != it.Due.Month() {
			list = append(list, planMonth{first: it.Due})
			n++
		}
		list[n-1].items = append(list[n-1].items, it)
	}
	return list
}

// showPlans lists the forward plans, the latest period first.
func (s *Site) showPlans(w *reply, v *visit) error {
	plans, err := s.record.Plans(v.ctx)
	if err != nil {
		return err
	}
	if v.json {
		return w.json(orEmpty(plans))
	}
	w.daily = true // which one is current
	return w.page(s.frame(v, page.Frame{Title: v.words.T("plans.title"), Section: "plans", JSON: true}),
		plansPage(plansView{words: v.words, plans: plans, day: s.today()}))
}

// showPlan is a forward plan: what is to be decided, by whom, when, and where each stands now.
func (s *Site) showPlan(w *reply, v *visit) error {
	p, err := s.record.Plan(v.ctx, v.number)
	if err != nil {
		return err
	}
	if p.Tombstone != nil {
		return &page.Gone{Tombstone: *p.Tombstone, Editions: v.path + "/editions"}
	}
	if v.json {
		return w.json(p)
	}
	title, lang := p.Content.Title.In(v.words.Lang())
	return w.page(s.frame(v, page.Frame{Title: title, TitleLang: lang, Section: "plans", JSON: true, Editions: v.path + "/editions",
		Crumbs: v.under("/forward-plans", "plans.title")}), planPage(planView{words: v.words, p: p}))
}

// period is the time that a plan is for.
func period(w *page.Words, s council.Spell) string {
	switch {
	case s.From.IsZero() && s.To.IsZero():
		return ""
	case s.To.IsZero():
		return w.Say("plans.period.from", "From", w.Day(s.From))
	case s.From.IsZero():
		return w.Say("plans.period.until", "To", w.Day(s.To))
	}
	return w.Say("plans.period", "From", w.Day(s.From), "To", w.Day(s.To))
}

// about says when the plan was last changed, and how many editions it has had.
func (d plansView) about(p gazette.PlanLine) string {
	return d.words.Count("plans.editions", p.Editions, "Moment", d.words.Moment(p.Changed))
}

// planDue is the day, or the period, in which a decision is due.
func planDue(w *page.Words, it gazette.PlanItemLine) string {
	if it.DueTo.IsZero() || it.DueTo == it.Due {
		return w.Day(it.Due)
	}
	return w.Say("plans.period", "From", w.Day(it.Due), "To", w.Day(it.DueTo))
}

// planTitle is what a planned decision is about: the issue's title, or its number where the title
// was taken down.
func planTitle(w *page.Words, it gazette.PlanItemLine) council.Text {
	if !it.Title.IsZero() {
		return it.Title
	}
	return council.Text{En: w.Say("plan.issue", "Number", strconv.Itoa(it.Issue)), Cy: w.Say("plan.issue", "Number", strconv.Itoa(it.Issue))}
}

// planAnchor is the place of a planned decision on its plan's page.
func planAnchor(it gazette.PlanItemLine) string { return "issue-" + strconv.Itoa(it.Issue) }
