package gazette

import (
	"context"
	"fmt"
	"slices"

	"moothall/internal/council"
)

// ComposeIssue makes the account of an issue; council.ErrNotFound where it is not on the record.
func ComposeIssue(ctx context.Context, src Record, number int) (IssueAccount, error) {
	c := &composer{ctx: ctx, src: src}
	e, ok := c.told(Subject{KindIssue, number})
	if c.err == nil && !ok {
		return IssueAccount{}, fmt.Errorf("issue %d: %w", number, council.ErrNotFound)
	}
	a := c.issueAccount(number, e)
	if c.err != nil {
		return IssueAccount{}, fmt.Errorf("compose issue %d: %w", number, c.err)
	}
	return a, nil
}

func (c *composer) issueAccount(number int, e Edition) IssueAccount {
	if e.Tombstone != nil {
		return IssueAccount{Number: number, Tombstone: e.Tombstone, Revision: c.rev}
	}
	i, _ := e.Content.(Issue)
	a := IssueAccount{Number: number, Title: i.Title, Summary: i.Summary, AllWards: i.AllWards, Wards: c.wards(i.Wards),
		LeadMember: i.LeadMember, LeadOfficer: i.LeadOfficer, Department: i.Department, Contacts: i.Contacts, Key: i.Key,
		KeyReason: i.KeyReason, Source: i.Source, Documents: c.documents(i.Documents)}
	a.Route = c.route(number, i, c.told)
	a.Status = statusOf(a.Route)
	a.References = references(i, a.Route)
	a.Related = c.related(number, i)
	a.Decisions = c.decisions(number)
	a.Plans = c.plans(number)
	a.Revision = c.rev
	return a
}

// route is the issue's joined route.
func (c *composer) route(number int, i Issue, read func(Subject) (Edition, bool)) []Step {
	var steps []Step
	for _, m := range c.mentioning(Subject{KindIssue, number}, KindAgenda) {
		if p, ok := c.papers(m, read); ok {
			steps = append(steps, c.stepsAt(number, p)...)
		}
	}
	steps = append(steps, c.singleDecisions(number, read)...)
	steps = append(steps, c.calledIn(number, steps, read)...)
	steps = append(steps, c.planned(i, steps)...)
	sortSteps(steps)
	steps = joinSteps(steps, c.answersOn(number, read))
	joinPoints(steps)
	return steps
}

func (c *composer) stepsAt(issue int, p meetingPapers) []Step {
	var steps []Step
	for _, it := range p.agenda.Items {
		for _, ii := range it.Issues {
			if ii.Issue != issue {
				continue
			}
			s := Step{Body: p.bodyName(), Role: ii.Role, Day: p.meeting.Day, Starts: p.meeting.Starts, Meeting: p.number,
				MeetingState: p.meeting.State, MinutesState: p.minutes.State, Item: c.item(it, p)}
			s.Planned = s.MeetingState == council.Scheduled || s.MeetingState == council.Summoned
			s.Outcome = outcome(s.Role, s.Item.Limbs)
			steps = append(steps, s)
		}
	}
	return steps
}

// singleDecisions are the steps before a single decision maker, who decides without a meeting.
func (c *composer) singleDecisions(issue int, read func(Subject) (Edition, bool)) []Step {
	var steps []Step
	for _, n := range c.mentioning(Subject{KindIssue, issue}, KindDecision) {
		e, _ := read(Subject{KindDecision, n})
		d, ok := e.Content.(Decision)
		if !ok || d.Meeting != 0 || d.Issue != issue {
			continue
		}
		steps = append(steps, Step{Maker: d.Maker, Decision: n, Role: council.Decide, Day: d.Day, MeetingState: council.Held,
			Outcome: council.Agreed, CallIn: d.CallIn, Item: ItemAccount{Title: d.Title, Purpose: d.Purpose, Prose: d.Text, Contacts: d.Contacts,
				Documents: c.documents(d.Documents)}})
	}
	return steps
}

// planned are the announced considerations that no agenda has overtaken yet.
func (c *composer) planned(i Issue, steps []Step) []Step {
	var list []Step
	for _, p := range i.Planned {
		overtaken := slices.ContainsFunc(steps, func(s Step) bool {
			return s.Body.Number == p.Body && !s.Day.Before(p.Due) && !calledOff(s.MeetingState)
		})
		if !overtaken {
			list = append(list, Step{Planned: true, Body: c.body(p.Body, p.Due), Role: p.Role, Day: p.Due, Month: p.Month, Asked: p.Asked})
		}
	}
	return list
}

func references(i Issue, route []Step) []string {
	list := slices.Clone(i.References)
	for _, s := range route {
		for _, r := range s.Item.References {
			if !slices.Contains(list, r) {
				list = append(list, r)
			}
		}
	}
	return list
}

func (c *composer) decisions(issue int) []DecisionLine {
	var list []DecisionLine
	for _, n := range c.mentioning(Subject{KindIssue, issue}, KindDecision) {
		e, _ := c.told(Subject{KindDecision, n})
		d, ok := e.Content.(Decision)
		if !ok || d.Issue != issue {
			continue
		}
		list = append(list, c.decisionLine(n, d))
	}
	slices.SortStableFunc(list, func(a, b DecisionLine) int { return b.Day.Compare(a.Day) })
	return list
}

func (c *composer) decisionLine(number int, d Decision) DecisionLine {
	line := DecisionLine{Number: number, Title: d.Title, Day: d.Day, Maker: d.Maker, Officer: d.Officer, Key: d.Key, Issue: d.Issue, CallIn: d.CallIn}
	if d.Body != 0 {
		line.Body = c.body(d.Body, d.Day)
	}
	return line
}

// ComposeDecisionLine makes the line of a decision in the register; council.ErrNotFound where it
// is not on the record.
func ComposeDecisionLine(ctx context.Context, src Record, number int) (DecisionLine, error) {
	c := &composer{ctx: ctx, src: src}
	e, ok := c.edition(Subject{KindDecision, number})
	d, _ := e.Content.(Decision)
	line := c.decisionLine(number, d)
	if c.err == nil && !ok {
		c.err = council.ErrNotFound
	}
	if c.err != nil {
		return DecisionLine{}, fmt.Errorf("compose decision %d: %w", number, c.err)
	}
	return line, nil
}

func (c *composer) plans(issue int) []PlanNotice {
	var list []PlanNotice
	for _, n := range c.mentioning(Subject{KindIssue, issue}, KindPlan) {
		e, _ := c.told(Subject{KindPlan, n})
		plan, _ := e.Content.(ForwardPlan)
		for _, it := range plan.Items {
			if it.Issue == issue {
				list = append(list, PlanNotice{Plan: Named{n, plan.Title}, Due: it.Due, DueTo: it.DueTo,
					Body: c.body(it.Body, it.Due), Maker: it.Maker, Key: it.Key})
			}
		}
	}
	return list
}

// related are the other parts of the same policy's life: what this issue says of others, and what
// others say of it, each pair once.
func (c *composer) related(number int, i Issue) []RelatedIssue {
	var list []RelatedIssue
	add := func(kind council.RelationKind, other int, inverse bool) {
		if other == number || slices.ContainsFunc(list, func(r RelatedIssue) bool { return r.Issue.Number == other }) {
			return
		}
		if r, ok := c.relatedIssue(kind, other); ok {
			r.Inverse = inverse
			list = append(list, r)
		}
	}
	for _, r := range i.Relations {
		add(r.Kind, r.Issue, false)
	}
	for _, other := range c.mentioning(Subject{KindIssue, number}, KindIssue) {
		for _, r := range latest[Issue](c, Subject{KindIssue, other}).Relations {
			if r.Issue == number {
				kind, inverse := invert(r.Kind)
				add(kind, other, inverse)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b RelatedIssue) int { return a.First.Compare(b.First) })
	return list
}

// invert is the relation as seen from the other side; true where it keeps its word and only the
// direction turns.
func invert(k council.RelationKind) (council.RelationKind, bool) {
	switch k {
	case council.Precedes:
		return council.Succeeds, false
	case council.Succeeds:
		return council.Precedes, false
	case council.Monitors, council.Implements, council.PartOf:
	}
	return k, true
}

func (c *composer) relatedIssue(kind council.RelationKind, number int) (RelatedIssue, bool) {
	e, ok := c.edition(Subject{KindIssue, number})
	i, live := e.Content.(Issue)
	if !ok || !live {
		return RelatedIssue{}, false
	}
	r := RelatedIssue{Kind: kind, Issue: Named{number, i.Title}}
	route := c.route(number, i, c.edition)
	r.Status = statusOf(route)
	for _, s := range route {
		if !s.Day.IsZero() && r.First.IsZero() {
			r.First = s.Day
		}
		if !s.Planned && !s.Day.IsZero() {
			r.Last = s.Day
		}
	}
	return r, true
}
