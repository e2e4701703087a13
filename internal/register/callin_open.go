package register

import (
	"context"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// openHearing opens the consideration of a call-in before the body that is to hear it. One that was opened
// before another body, and waits there, goes.
func (t *turn) openHearing(ctx context.Context, w CallInWork, k Kept[CallIn]) error {
	p := k.Content.Public
	known, err := t.openedBy(ctx, k.Number, OpenedByCallIn)
	if err != nil {
		return err
	}
	for _, one := range known {
		if one.Content.To == p.Body {
			return nil
		}
		if one.Content.State() == ConsiderationWaits {
			if err := remove(ctx, t, one); err != nil {
				return err
			}
		}
	}
	c := calledIn(w.Decision, k.Number, OpenedByCallIn)
	c.To, c.Role, c.Decided, c.Text = p.Body, council.Scrutinise, p.Called, audience.Seal(p.Reasons.String())
	return t.openConsideration(ctx, c)
}

// openAgain opens, where a hearing says so, the consideration of the decision again: before the body that
// made it, before Council, or before the single member. The hearing itself is over.
func (t *turn) openAgain(ctx context.Context, w CallInWork, k Kept[CallIn]) error {
	p := k.Content.Public
	heard, err := t.openedBy(ctx, k.Number, OpenedByCallIn)
	if err != nil {
		return err
	}
	for _, one := range heard {
		one.Content.Done = p.Heard
		if _, err := put(ctx, t, one); err != nil {
			return err
		}
	}
	if p.Outcome != gazette.CallInReconsider && p.Outcome != gazette.CallInReferred {
		return nil
	}
	c := calledIn(w.Decision, k.Number, OpenedByReconsideration)
	c.To, c.From, c.Role, c.Decided, c.Text = p.To, p.Body, council.Decide, p.Heard, audience.Seal(p.Advice.String())
	if p.To == 0 {
		c.Maker, c.Person = w.Decision.Maker, w.Decision.Person
	}
	return t.openConsideration(ctx, c)
}

func calledIn(d Decision, number int, why Opening) Consideration {
	return Consideration{Why: why, Decision: number, Issue: d.Issue, Title: d.Title, Item: d.Item}
}

// openedBy are the considerations that the call-in of a decision opened so.
func (t *turn) openedBy(ctx context.Context, decision int, why Opening) (list []Kept[Consideration], err error) {
	all, err := find[Consideration](ctx, t, Query{Marks: []Mark{{"decision", itoa(decision)}}})
	for _, k := range all {
		if k.Content.Why == why {
			list = append(list, k)
		}
	}
	return list, err
}

// decidedAgain lets a new decision of a single member on an issue take up what waits for them there.
func (t *turn) decidedAgain(ctx context.Context, number int, d Decision) error {
	if d.Sort != ByMember || d.Issue == 0 {
		return nil
	}
	waiting, err := find[Consideration](ctx, t, Query{Marks: []Mark{{"person", itoa(d.Person)}, {"issue", itoa(d.Issue)}, {"state", string(ConsiderationWaits)}}})
	for _, k := range waiting {
		if k.Content.Decision == number {
			continue
		}
		k.Content.AtDecision = number
		if _, err := put(ctx, t, k); err != nil {
			return err
		}
	}
	return err
}

// madeAgain says that what a decision had taken up was considered on a day; zero where the decision is not
// made after all, so that it waits again.
func (t *turn) madeAgain(ctx context.Context, decision int, on council.Day) error {
	taken, err := find[Consideration](ctx, t, Query{Marks: []Mark{{"at decision", itoa(decision)}}})
	for _, k := range taken {
		if k.Content.Done = on; on.IsZero() {
			k.Content.AtDecision = 0
		}
		if _, err := put(ctx, t, k); err != nil {
			return err
		}
	}
	return err
}
