package register

import (
	"context"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Progress is a meeting that has begun and whose minutes are not signed yet.
type Progress struct {
	Meeting int
	Body    council.Text // as it was called that day
	Day     council.Day
	Sitting SittingState
	Minutes Kept[Minutes] // version 0 before anybody has begun them
}

// mostProgress bounds how many meetings that were opened at the desk are looked through.
const mostProgress = 200

// InProgress are the meetings that have begun and whose minutes are not signed yet, the latest first, of
// the bodies whose minutes the viewer reads before they are published.
func (r *Register) InProgress(ctx context.Context, v audience.Viewer) (list []Progress, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		list, err = r.inProgress(ctx, t)
		return err
	})
	return list, err
}

func (r *Register) inProgress(ctx context.Context, t *turn) (list []Progress, err error) {
	sittings, err := find[Sitting](ctx, t, Query{Reverse: true, Limit: mostProgress})
	if err != nil {
		return nil, err
	}
	for _, s := range sittings {
		if May(t.viewer, ReadMinutes, s.Content.Body) != nil {
			continue
		}
		p := Progress{Meeting: s.Number, Day: s.Content.Day, Sitting: s.Content.State}
		if p.Minutes, err = get[Minutes](ctx, t, s.Number); err != nil && !council.IsNotFound(err) {
			return nil, err
		}
		if p.Minutes.Content.State == MinutesSigned {
			continue
		}
		body, err := published[gazette.Body](ctx, r, s.Content.Body)
		if err != nil {
			return nil, err
		}
		p.Body = body.NameOn(s.Content.Day)
		list = append(list, p)
	}
	return list, nil
}

// minutesWaits are the minutes that wait for the viewer: to be written, to be looked at by the chair, to be
// signed.
func (r *Register) minutesWaits(ctx context.Context, t *turn, today council.Day) ([]Wait, error) {
	all, err := r.inProgress(ctx, t)
	var list []Wait
	for _, p := range all {
		m := p.Minutes.Content
		if p.Sitting != SittingClosed {
			continue
		}
		w := Wait{Number: p.Meeting, Title: p.Body, Since: p.Minutes.Changed, Until: m.Until, Late: !m.Until.IsZero() && m.Until.Before(today)}
		chair := t.viewer.Has(audience.Chair, m.Body)
		switch {
		case m.State == MinutesWriting && May(t.viewer, WriteMinutes, m.Body) == nil:
			w.Kind = WaitMinutes
		case m.State == MinutesWithChair && chair:
			w.Kind = WaitChair
		case m.State == MinutesApproved:
			w.Kind = WaitSignature
		default:
			continue
		}
		list = append(list, w)
	}
	return list, err
}
