package register

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

func itoa(n int) string { return strconv.Itoa(n) }

// toPublish are the rules that publishing an agenda fulfils or breaks.
var toPublish = []deadline.RuleID{deadline.Notice, deadline.Agenda, deadline.Summons, deadline.ExecutiveNotice, deadline.ExecutiveAgenda}

// clock is the statutory clock of a meeting: every rule that applies to it and its items.
func (r *Register) clock(ctx context.Context, t *turn, w *AgendaWork) ([]Due, error) {
	customs, err := t.customs(ctx)
	if err != nil {
		return nil, err
	}
	w.Reviews = customs.Content.Reviews
	var all []Due
	for _, a := range deadline.Clock(matterOf(w), customs.Content.Deadlines) {
		if a.Rule.ID == deadline.KeyNotice || a.Rule.Way == deadline.Keeping || a.Rule.Way == deadline.After {
			continue // each key decision has a notice of its own; what follows the meeting comes later
		}
		all = append(all, Due{Answer: a, Verdict: a.At(t.at, customs.Content.Deadlines.Soon)})
	}
	for i := range all {
		if err := r.stand(ctx, t, w, &all[i]); err != nil {
			return nil, err
		}
	}
	keys, err := r.keyNotices(ctx, t, w, customs.Content.Deadlines)
	return append(all, keys...), err
}

// matterOf is the meeting as far as the times of statute depend on it.
func matterOf(w *AgendaWork) deadline.Matter {
	var features []deadline.Feature
	for _, one := range w.Items {
		if !one.Content.Ground.IsOpen() && !slices.Contains(features, deadline.PrivateItems) {
			features = append(features, deadline.PrivateItems)
		}
	}
	return deadline.Meeting(w.Body.Kind, w.Meeting.Day, features...)
}

// stand says whether a rule about the whole meeting is kept, and whether it blocks.
func (r *Register) stand(ctx context.Context, t *turn, w *AgendaWork, d *Due) error {
	d.Ground = w.Agenda.Content.ground(d.Rule.ID, 0)
	switch {
	case slices.Contains(toPublish, d.Rule.ID):
		if standing := w.Agenda.Content.Standing(); len(standing) > 0 {
			d.Done = standing[0].On
		}
	case d.Rule.ID == deadline.PrivateFirst, d.Rule.ID == deadline.PrivateSecond:
		n, err := t.noticeOf(ctx, w.Number, 0, d.Rule.ID)
		if err != nil {
			return err
		}
		d.Done = n.Published
	default:
		return nil
	}
	late := d.Done.IsZero() && d.Standing == deadline.Late || !d.Done.IsZero() && d.Done.After(d.Last)
	d.Blocks = d.Ground == nil && late
	return nil
}

// ground is the ground that was recorded for a rule, for the item or the whole meeting.
func (a Agenda) ground(rule deadline.RuleID, item int) *LawfulGround {
	i := slices.IndexFunc(a.Grounds, func(g LawfulGround) bool { return g.Rule == rule && g.Item == item })
	if i < 0 {
		return nil
	}
	return &a.Grounds[i]
}

// keyNotices are the 28-day notices of the key decisions on the agenda, one an issue.
func (r *Register) keyNotices(ctx context.Context, t *turn, w *AgendaWork, c deadline.Customs) ([]Due, error) {
	var all []Due
	for _, one := range w.Items {
		if !one.Content.Key {
			continue
		}
		a, err := deadline.Find(deadline.KeyNotice, deadline.Meeting(w.Body.Kind, w.Meeting.Day, deadline.KeyDecisions), c)
		if council.IsNotFound(err) {
			return nil, nil // this body makes no key decisions
		}
		if err != nil {
			return nil, err
		}
		for _, issue := range one.Content.Issues {
			d := Due{Answer: a, Verdict: a.At(t.at, c.Soon), Item: one.Number, IssueOf: issue.Issue}
			if d.Done, err = r.noticed(ctx, issue.Issue); err != nil {
				return nil, err
			}
			if d.Blocks = d.Done.IsZero() || d.Done.After(d.Last); d.Blocks {
				if d.Ground, err = t.lateKey(ctx, w, one.Number, issue.Issue, c); err != nil {
					return nil, err
				}
				d.Blocks = d.Ground == nil
			}
			all = append(all, d)
		}
	}
	return all, nil
}

// lateKey is the ground on which a key decision may be made though 28 days' notice of it was not given: the
// notice of the general exception, published while there was time for it (SI 2012/2089 reg 10), or that of
// special urgency (reg 11). nil where neither was published: that somebody agreed is not enough.
func (t *turn) lateKey(ctx context.Context, w *AgendaWork, item, issue int, c deadline.Customs) (*LawfulGround, error) {
	n, err := t.noticeOf(ctx, w.Number, issue, deadline.GeneralException)
	if err != nil {
		return nil, err
	}
	way := deadline.ByException
	last, err := lastException(w.Body.Kind, w.Meeting.Day, c)
	if err != nil {
		return nil, err
	}
	if n.Published.IsZero() || n.Published.After(last) {
		way = deadline.ByUrgency
		if n, err = t.noticeOf(ctx, w.Number, issue, deadline.SpecialUrgency); err != nil || n.Published.IsZero() {
			return nil, err
		}
	}
	return &LawfulGround{Rule: deadline.KeyNotice, Way: way, Item: item, By: n.Told, Reason: n.Reasons, On: n.Published}, nil
}

// lastException is the last day for the notice of the general exception of a key decision on a day.
func lastException(kind council.BodyKind, on council.Day, c deadline.Customs) (council.Day, error) {
	a, err := deadline.Find(deadline.GeneralException, deadline.Meeting(kind, on, deadline.KeyDecisions, deadline.ShortKey), c)
	return a.Last, err
}

// noticed is the day on which notice of a key decision on the issue was first published in a forward
// plan; zero where none was.
func (r *Register) noticed(ctx context.Context, issue int) (first council.Day, err error) {
	plans, err := r.record.Mentioning(ctx, gazette.Subject{Kind: gazette.KindIssue, Number: issue}, gazette.KindPlan)
	if err != nil {
		return first, err
	}
	for _, n := range plans {
		e, err := r.record.Latest(ctx, gazette.Subject{Kind: gazette.KindPlan, Number: n})
		if err != nil {
			return first, err
		}
		plan, _ := e.Content.(gazette.ForwardPlan)
		for _, it := range plan.Items {
			day := it.FirstNotice
			if it.Issue == issue && !day.IsZero() && (first.IsZero() || day.Before(first)) {
				first = day
			}
		}
	}
	return first, nil
}

// Unlawful is the error of publishing what may not lawfully be published yet. It is of the kind
// council.ErrTooLate.
type Unlawful struct{ Blocks []Due }

// Error is for the log.
func (u *Unlawful) Error() string {
	return fmt.Sprintf("%d rules of statute stand against it, the first of them %s", len(u.Blocks), u.Blocks[0].Rule.ID)
}

// Unwrap gives the kind.
func (u *Unlawful) Unwrap() error { return council.ErrTooLate }

// lawful is *Unlawful where a rule stands against publishing the agenda now.
func lawful(w *AgendaWork) error {
	var blocks []Due
	for _, d := range w.Clock {
		if d.Blocks {
			blocks = append(blocks, d)
		}
	}
	if len(blocks) > 0 {
		return &Unlawful{Blocks: blocks}
	}
	return lawfulItems(w)
}

// lawfulItems asks of every item that comes too late why it is urgent (LGA 1972 s100B(4)).
func lawfulItems(w *AgendaWork) error {
	var blocks []Due
	for _, d := range w.Clock {
		if d.Rule.ID != deadline.Agenda && d.Rule.ID != deadline.ExecutiveAgenda || d.Standing != deadline.Late || d.Done.IsZero() {
			continue
		}
		for _, one := range w.Items {
			if !one.Content.Printed && !one.Content.Heading && w.Agenda.Content.ground(d.Rule.ID, one.Number) == nil {
				late := d
				late.Item, late.Blocks, late.Ground = one.Number, true, nil
				blocks = append(blocks, late)
			}
		}
	}
	if len(blocks) > 0 {
		return &Unlawful{Blocks: blocks}
	}
	return nil
}

func asUnlawful(err error, u **Unlawful) bool { return errors.As(err, u) }

// sortedKeys are the numbers of a map in ascending order, so that an act is the same whenever it is made.
func sortedKeys[V any](m map[int]V) []int { return slices.Sorted(maps.Keys(m)) }
