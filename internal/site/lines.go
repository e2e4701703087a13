package site

import (
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// decisionMaker is "Cabinet, 13 March 2018" of a decision in a list.
func decisionMaker(w *page.Words, d gazette.DecisionLine) string {
	name := w.Plain(d.Body.Name)
	if !d.Maker.IsZero() {
		name = w.Plain(d.Maker)
	}
	return name + ", " + w.Day(d.Day)
}

// planNotice is what a forward plan says of an issue: who is to decide it, and when.
func planNotice(w *page.Words, p gazette.PlanNotice) string {
	name := w.Plain(p.Body.Name)
	if !p.Maker.IsZero() {
		name = w.Plain(p.Maker)
	}
	if p.DueTo.IsZero() {
		return w.Say("plan.due", "Body", name, "Day", w.Day(p.Due))
	}
	return w.Say("plan.due.between", "Body", name, "Day", w.Day(p.Due), "To", w.Day(p.DueTo))
}
