package gazette

import (
	"context"
	"fmt"
	"slices"

	"moothall/internal/council"
)

// actionsOf are the actions that limbs of a meeting's resolutions ask for, by the anchors of those.
func (c *composer) actionsOf(meeting int, read func(Subject) (Edition, bool)) map[string]*ActionLine {
	var all map[string]*ActionLine
	for _, n := range c.mentioning(Subject{KindMeeting, meeting}, KindAction) {
		e, _ := read(Subject{KindAction, n})
		a, ok := e.Content.(Action)
		if !ok || a.Meeting != meeting {
			continue
		}
		line := c.actionLine(n, a)
		if all == nil {
			all = map[string]*ActionLine{}
		}
		all[line.Limb] = &line
	}
	return all
}

func (c *composer) actionLine(number int, a Action) ActionLine {
	line := ActionLine{Number: number, Body: c.body(a.Body, a.Decided), Meeting: a.Meeting, Item: a.Item, Limb: LimbAnchor(a.Item, a.Limb), Label: a.Label, Issue: a.Issue,
		Title: a.Title, Text: a.Text, Decided: a.Decided, Owner: a.Owner, Due: a.Due, Notes: a.Notes, End: a.End, Ended: a.Ended}
	if a.Person != 0 {
		line.Person = c.person(a.Person)
	}
	return line
}

// ComposeActionLine makes the line of an action in lists; council.ErrNotFound where it is not on the record.
func ComposeActionLine(ctx context.Context, src Record, number int) (ActionLine, error) {
	c := &composer{ctx: ctx, src: src}
	e, ok := c.edition(Subject{KindAction, number})
	a, _ := e.Content.(Action)
	line := c.actionLine(number, a)
	if c.err == nil && !ok {
		c.err = council.ErrNotFound
	}
	if c.err != nil {
		return ActionLine{}, fmt.Errorf("compose action %d: %w", number, c.err)
	}
	return line, nil
}

// answersOn are the answers that were published on the recommendations about an issue, by the anchors of
// the limbs that recommended.
func (c *composer) answersOn(issue int, read func(Subject) (Edition, bool)) map[string]Answer {
	var all map[string]Answer
	for _, n := range c.mentioning(Subject{KindIssue, issue}, KindAnswer) {
		e, _ := read(Subject{KindAnswer, n})
		a, ok := e.Content.(Answer)
		if !ok || a.Issue != issue {
			continue
		}
		if all == nil {
			all = map[string]Answer{}
		}
		all[LimbAnchor(a.Item, a.Limb)] = a
	}
	return all
}

// joinPoints joins each point that was raised to what the report said to it when it went on. A point that
// was raised while a body was consulted or scrutinised, was not answered there, and goes on to a body that
// is still to consider the issue has a reply without a text: it is not answered yet.
func joinPoints(steps []Step) {
	for to := range steps {
		for _, r := range steps[to].Item.Responses {
			replyTo(steps[:to], r, &Reply{Step: to, Body: steps[to].Body, Day: steps[to].Day, Text: r.Text})
		}
	}
	next := slices.IndexFunc(steps, func(s Step) bool { return s.Planned && !calledOff(s.MeetingState) })
	for i := range steps {
		s := &steps[i]
		if next <= i || s.Role != council.Scrutinise && s.Role != council.Consult {
			continue
		}
		for n := range s.Item.Points {
			if p := &s.Item.Points[n]; p.Answer == "" && p.Response == nil {
				p.Response = &Reply{Step: next, Body: steps[next].Body, Day: steps[next].Day}
			}
		}
	}
}

// replyTo puts a reply beside the point that it is to. What was said stays where a later report carries the
// point again without a word.
func replyTo(before []Step, r Response, reply *Reply) {
	for i := range before {
		if before[i].Item.Number != r.Item {
			continue
		}
		for n := range before[i].Item.Points {
			p := &before[i].Item.Points[n]
			if p.Text == r.Raised && (p.Response == nil || !reply.Text.IsZero()) {
				p.Response = reply
			}
		}
	}
}
