package register

import (
	"context"
	"slices"

	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// keyNotices are the key decisions in forward plans whose time has gone by, that nobody has made since notice
// was given of them, and that no later plan has: the notice that was given spoke of another day.
func (s *survey) keyNotices(ctx context.Context) error {
	plans, err := s.record.Plans(ctx)
	if err != nil {
		return err
	}
	lapsed := map[int]Shortfall{} // by issue
	renewed := map[int]bool{}
	for _, line := range plans {
		plan, err := published[gazette.ForwardPlan](ctx, s.Register, line.Number)
		if err != nil {
			return err
		}
		for _, it := range plan.Items {
			switch {
			case !it.Key:
			case !it.Until().Before(s.today):
				renewed[it.Issue] = true
			case it.Until().After(lapsed[it.Issue].Last) && !it.Until().Before(s.today.Add(-lookedBack)):
				lapsed[it.Issue] = Shortfall{Kind: ShortKeyNotice, Number: line.Number, Body: it.Body, Day: it.FirstNotice, Last: it.Until(), Standing: deadline.Late}
			}
		}
	}
	for _, n := range sortedKeys(lapsed) {
		one := lapsed[n]
		account, err := gazette.ComposeIssue(ctx, s.record, n)
		if err != nil {
			return err
		}
		if one.Title = account.Title; !renewed[n] && !decidedSince(account, one.Day) {
			s.add(one.Body, one)
		}
	}
	return nil
}

// decidedSince says whether the issue was decided on the day or later, one way or the other.
func decidedSince(a gazette.IssueAccount, day council.Day) bool {
	return slices.ContainsFunc(a.Route, func(s gazette.Step) bool {
		return s.Role == council.Decide && !s.Planned && s.Outcome != "" && s.Outcome != council.Deferred && !s.Day.Before(day)
	}) || slices.ContainsFunc(a.Decisions, func(d gazette.DecisionLine) bool { return !d.Day.Before(day) })
}

// notices are those that were given of a meeting in whose place there is another one now, of which none is given.
func (s *survey) notices(ctx context.Context) error {
	list, err := find[Notice](ctx, s.turn, Query{})
	if err != nil {
		return err
	}
	for _, k := range list {
		if n := k.Content; !n.Published.IsZero() {
			if err := s.moved(ctx, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// moved adds the notice that the meeting instead of the notice's own is to be given.
func (s *survey) moved(ctx context.Context, n Notice) error {
	m, err := published[gazette.Meeting](ctx, s.Register, n.Meeting)
	if err != nil || m.MovedTo == 0 {
		return err
	}
	to, err := published[gazette.Meeting](ctx, s.Register, m.MovedTo)
	if err != nil || to.Day.Before(s.today) {
		return err
	}
	again, err := s.noticeOf(ctx, m.MovedTo, n.Issue, n.Rule)
	if err != nil || !again.Published.IsZero() {
		return err
	}
	one := Shortfall{Kind: ShortNotice, Number: m.MovedTo, Issue: n.Issue, Title: s.roll.Bodies[n.Body].NameOn(to.Day), Day: to.Day, Rule: n.Rule}
	matter := deadline.Meeting(s.roll.Bodies[n.Body].Kind, to.Day, deadline.PrivateItems, deadline.KeyDecisions, deadline.ShortKey)
	if a, err := deadline.Find(n.Rule, matter, s.customs.Deadlines); err == nil {
		one.Last = a.Last
	}
	one.Standing = s.stands(one.Last)
	s.add(n.Body, one)
	return nil
}

// decisions are those whose record is due to be published by the council's own standard, or is late.
func (s *survey) decisions(ctx context.Context) error {
	list, err := find[Decision](ctx, s.turn, Query{Marks: []Mark{{"state", "drafted"}}})
	if err != nil {
		return err
	}
	for _, k := range list {
		w, err := s.decisionWork(ctx, s.turn, k)
		if err != nil {
			return err
		}
		one := Shortfall{Kind: ShortDecision, Number: k.Number, Title: k.Content.Title, Day: k.Content.Day, Standing: deadline.Due}
		if w.Standard != nil {
			one.Rule, one.Last, one.Standing = w.Standard.Rule.ID, w.Standard.Last, s.stands(w.Standard.Last)
		}
		s.add(k.Content.Body, one)
	}
	return nil
}

// actions are those that were not done by their day.
func (s *survey) actions(ctx context.Context) error {
	list, err := find[Action](ctx, s.turn, Query{Marks: []Mark{{"state", "open"}}})
	for _, k := range list {
		if k.Content.Is(gazette.ActionLate, s.today) {
			s.add(k.Content.Body, Shortfall{Kind: ShortAction, Number: k.Number, Title: k.Content.Title, Day: k.Content.Decided, Last: k.Content.Due, Standing: deadline.Late})
		}
	}
	return err
}

// answers are the recommendations and referrals that the body to which they went has not answered, and what was
// called in that nobody has heard or considered again.
func (s *survey) answers(ctx context.Context) error {
	open, err := s.considerations(ctx, ConsiderationQuery{Open: true})
	for _, k := range open {
		s.add(k.Content.To, Shortfall{Kind: ShortAnswer, Number: k.Number, Title: k.Content.Title, Day: k.Content.Decided, Standing: deadline.Due})
	}
	return err
}
