package register

import (
	"context"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// actionWaits are the actions that the viewer is to do, and of those that nobody is to do or that have no
// day, what democratic services see to.
func (r *Register) actionWaits(ctx context.Context, t *turn, today council.Day) ([]Wait, error) {
	all, err := find[Action](ctx, t, Query{Marks: []Mark{{"state", "open"}}})
	var list []Wait
	for _, k := range all {
		a := k.Content
		kind := WaitAction
		switch {
		case a.Owner == t.viewer.Account():
		case (a.unowned() || a.Due.IsZero()) && May(t.viewer, KeepAction, a.Body) == nil:
			kind = WaitLost
		default:
			continue
		}
		list = append(list, Wait{Kind: kind, Number: k.Number, Title: a.Title, Since: k.Changed, Until: a.Due, Late: a.Is(gazette.ActionLate, today)})
	}
	return list, err
}

// decisionWaits are the decisions that wait for the viewer's signature, and those that wait to be published
// or heard, of those that the viewer sees to.
func (r *Register) decisionWaits(ctx context.Context, t *turn, today council.Day) ([]Wait, error) {
	all, err := find[Decision](ctx, t, Query{Marks: []Mark{{"state", "drafted"}}})
	if err != nil {
		return nil, err
	}
	var list []Wait
	for _, k := range all {
		w, err := r.decisionWork(ctx, t, k)
		if err != nil {
			return nil, err
		}
		one := Wait{Number: k.Number, Title: k.Content.Title, Since: k.Changed}
		if w.Standard != nil {
			one.Until, one.Late = w.Standard.Last, !w.Standard.Last.IsZero() && w.Standard.Last.Before(today)
		}
		switch {
		case w.Signs:
			one.Kind = WaitSign
		case w.MayPublish:
			one.Kind = WaitDecision
		default:
			continue
		}
		list = append(list, one)
	}
	return list, nil
}

// hearingWaits are the call-ins of which the hearing is to be arranged or recorded.
func (r *Register) hearingWaits(ctx context.Context, t *turn, today council.Day) ([]Wait, error) {
	if May(t.viewer, RecordCallIn, audience.AllBodies) != nil {
		return nil, nil
	}
	all, err := find[CallIn](ctx, t, Query{Marks: []Mark{{"outcome", string(gazette.CallInCalled)}}})
	var list []Wait
	for _, k := range all {
		if p := k.Content.Public; p.Stands(today) == gazette.CallInCalled {
			list = append(list, Wait{Kind: WaitHearing, Number: k.Number, Title: k.Content.Title, Since: k.Changed, Until: p.HearBy})
		}
	}
	return list, err
}
