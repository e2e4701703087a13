package gazette

import (
	"slices"

	"moothall/internal/council"
)

// calledIn notes on the steps at which decisions were made how their call-in stands, and gives the steps
// that it opens: the hearing, and what comes after that.
func (c *composer) calledIn(issue int, steps []Step, read func(Subject) (Edition, bool)) []Step {
	var opened []Step
	for _, n := range c.mentioning(Subject{KindIssue, issue}, KindDecision) {
		e, _ := read(Subject{KindDecision, n})
		d, ok := e.Content.(Decision)
		if !ok || d.CallIn == nil || d.Issue != issue {
			continue
		}
		for i := range steps {
			if d.Meeting != 0 && steps[i].Meeting == d.Meeting && steps[i].Item.Number == d.Item {
				steps[i].CallIn, steps[i].Decision = d.CallIn, n
			}
		}
		if s, ok := c.afterCallIn(d); ok && !cameTo(steps, s, n, *d.CallIn) {
			opened = append(opened, s)
		}
	}
	return opened
}

// since is the day after which the next step must come: of the hearing the day of the call-in, of what
// comes after it the day of the hearing.
func (c CallIn) since() council.Day {
	if c.Outcome == CallInCalled {
		return c.Called
	}
	return c.Heard
}

// afterCallIn is the step that the call-in of a decision opens; false where it opens none. What a single
// member is to consider again comes before them as it would before a body.
func (c *composer) afterCallIn(d Decision) (Step, bool) {
	of := *d.CallIn
	switch of.Outcome {
	case CallInCalled:
		return Step{Planned: true, Body: c.body(of.Body, of.Called), Role: council.Scrutinise}, of.Body != 0
	case CallInReconsider:
		if of.To == 0 {
			return Step{Planned: true, Maker: d.Maker, Role: council.Decide}, !d.Maker.IsZero()
		}
		return Step{Planned: true, Body: c.body(of.To, of.Heard), Role: council.Decide}, true
	case CallInReferred:
		return Step{Planned: true, Body: c.body(of.To, of.Heard), Role: council.Decide}, of.To != 0
	case CallInOpen, CallInPassed, CallInLapsed, CallInNoAction:
	}
	return Step{}, false
}

// cameTo says whether a body, or the single decision maker, considers the issue after the call-in of a
// decision, or has: on another day, or on the same at another meeting than those that decided and heard it.
func cameTo(steps []Step, before Step, decision int, of CallIn) bool {
	return slices.ContainsFunc(steps, func(s Step) bool {
		if s.Decision == decision || s.Day.Before(of.since()) || s.Meeting != 0 && s.Meeting == of.Meeting && of.Outcome != CallInCalled {
			return false
		}
		return s.Body.Number == before.Body.Number && s.Maker == before.Maker && !calledOff(s.MeetingState)
	})
}
