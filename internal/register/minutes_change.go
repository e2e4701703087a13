package register

import (
	"context"
	"fmt"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// MinuteChange is what somebody has written of an item. A reading of other prose keeps what was put right in it,
// and stands for nothing.
type MinuteChange struct {
	Prose, Twin    council.Text
	Read, TwinRead *MinuteReading // nil where what was read before stays
}

// WriteMinute keeps what happened at an item, written on the given version of it, and gives it as it is
// kept. Another version is *Stale. Minutes that the meeting itself has not approved can be changed: while
// they are written, and as corrections when they are approved.
func (r *Register) WriteMinute(ctx context.Context, v audience.Viewer, item, version int, c MinuteChange) (k Kept[Minute], err error) {
	err = r.do(ctx, v, WriteMinutes, audience.AllBodies, func(ctx context.Context, t *turn) error {
		it, err := get[Item](ctx, t, item)
		if err != nil {
			return err
		}
		if err := t.may(it.Content.Body); err != nil {
			return err
		}
		s, err := t.recordable(ctx, it.Content.Meeting)
		if err != nil {
			return err
		}
		if err := t.beginMinutes(ctx, it.Content.Meeting, s.Content); err != nil {
			return err
		}
		if k, err = t.minuteOf(ctx, it); err != nil {
			return err
		}
		k.Version = version
		k.Content = k.Content.written(c)
		k, err = put(ctx, t, k)
		return err
	})
	return k, err
}

// minuteOf is the minute of an item, or one that nobody has begun.
func (t *turn) minuteOf(ctx context.Context, it Kept[Item]) (Kept[Minute], error) {
	k, err := get[Minute](ctx, t, it.Number)
	if council.IsNotFound(err) {
		k, err = Kept[Minute]{Number: it.Number}, nil
	}
	k.Content.Meeting, k.Content.Body, k.Content.Openness = it.Content.Meeting, it.Content.Body, it.Content.Ground.Openness
	return k, err
}

// written is the minute with a change made to it.
func (m Minute) written(c MinuteChange) Minute {
	m.Prose, m.Twin = Sealed(c.Prose), Sealed(c.Twin)
	if c.Read != nil {
		m.Read = *c.Read
	}
	if c.TwinRead != nil {
		m.TwinRead = *c.TwinRead
	}
	return m
}

// minutesAct runs a change to the minutes as a whole, seen at the given version, in one of the states given.
func (r *Register) minutesAct(ctx context.Context, v audience.Viewer, act Act, meeting, version int, change func(context.Context, *turn, *MinutesWork) error,
	states ...MinutesState) error {
	return r.do(ctx, v, act, r.bodyOf(ctx, meeting), func(ctx context.Context, t *turn) error {
		w, err := r.minutes(ctx, t, meeting)
		if err != nil {
			return err
		}
		if w.Minutes.Version == 0 {
			return fmt.Errorf("minutes of meeting %d: %w", meeting, council.ErrNotFound)
		}
		if w.Minutes.Version != version {
			return &Stale[Minutes]{Mine: w.Minutes.Content, Theirs: w.Minutes}
		}
		if !inState(w.Minutes.Content.State, states) {
			return council.Invalid("the minutes of meeting %d are %s", meeting, w.Minutes.Content.State)
		}
		if err := change(ctx, t, &w); err != nil {
			return err
		}
		_, err = put(ctx, t, w.Minutes)
		return err
	})
}

func inState(s MinutesState, of []MinutesState) bool {
	for _, one := range of {
		if one == s {
			return true
		}
	}
	return false
}

// SendMinutes asks the chair of the body to look at the draft of the minutes, by a day where one is given.
func (r *Register) SendMinutes(ctx context.Context, v audience.Viewer, meeting, version int, until council.Day) error {
	return r.minutesAct(ctx, v, WriteMinutes, meeting, version, func(_ context.Context, _ *turn, w *MinutesWork) error {
		w.Minutes.Content.State, w.Minutes.Content.Until = MinutesWithChair, until
		return nil
	}, MinutesWriting, MinutesWithChair)
}

// ReturnMinutes gives the draft of the minutes back to whoever writes them, as the chair who has looked at
// them does.
func (r *Register) ReturnMinutes(ctx context.Context, v audience.Viewer, meeting, version int) error {
	return r.minutesAct(ctx, v, CommentMinutes, meeting, version, func(_ context.Context, _ *turn, w *MinutesWork) error {
		w.Minutes.Content.State, w.Minutes.Content.Until = MinutesWriting, council.Day{}
		return nil
	}, MinutesWithChair)
}

// CommentMinute keeps what somebody says of the draft, of one item or, where that is 0, of the whole.
func (r *Register) CommentMinute(ctx context.Context, v audience.Viewer, meeting, item int, text string) error {
	body := r.bodyOf(ctx, meeting)
	return r.do(ctx, v, CommentMinutes, body, func(ctx context.Context, t *turn) error {
		c := MinuteComment{Meeting: meeting, Body: body, Item: item, Name: v.Name(), Text: audience.Seal(text)}
		if item != 0 {
			it, err := get[Item](ctx, t, item)
			if err != nil {
				return err
			}
			if it.Content.Meeting != meeting {
				return council.ErrNotFound
			}
			c.Openness = it.Content.Ground.Openness
		}
		_, err := add(ctx, t, c)
		return err
	})
}

// AnswerComment records what was done about a comment.
func (r *Register) AnswerComment(ctx context.Context, v audience.Viewer, number, version int, answer string) error {
	return r.do(ctx, v, WriteMinutes, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[MinuteComment](ctx, t, number)
		if err != nil {
			return err
		}
		if err := t.may(k.Content.Body); err != nil {
			return err
		}
		k.Version, k.Content.Answer, k.Content.Settled = version, audience.Seal(answer), true
		_, err = put(ctx, t, k)
		return err
	})
}

// Comment is one comment on the draft of minutes.
func (r *Register) Comment(ctx context.Context, v audience.Viewer, number int) (Kept[MinuteComment], error) {
	return one[MinuteComment](ctx, r, v, number)
}
