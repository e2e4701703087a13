package register

import (
	"context"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// Floor is who speaks at a meeting that is held, for the screen in the chamber. Its number is the meeting's. It is
// no part of the record: what the minutes say of a debate is written in them.
type Floor struct {
	Meeting int       `json:"meeting"`
	Body    int       `json:"body"`
	Item    int       `json:"item,omitzero"` // at which they speak; with the next item they have ended
	Name    string    `json:"name,omitzero"` // empty while nobody speaks
	Since   time.Time `json:"since,omitzero"`
	Seconds int       `json:"seconds,omitzero"` // for how long; 0 without a limit
}

// Kind implements Work.
func (Floor) Kind() Kind { return "floor" }

// Lock implements Work.
func (f Floor) Lock() audience.Lock { return audience.Lock{Body: f.Body} }

// Marks implements Work.
func (Floor) Marks() []Mark { return nil }

// Order implements Work.
func (f Floor) Order() string { return itoa(f.Meeting) }

// longestSpeech bounds for how long somebody may have the floor, in seconds.
const longestSpeech = 2 * 60 * 60

// Check implements Work.
func (f Floor) Check() error {
	if f.Seconds < 0 || f.Seconds > longestSpeech {
		return fault("minutes", "floor.minutes.many", "Most", itoa(longestSpeech/60))
	}
	return nil
}

// GiveFloor records who speaks from now on, for so many seconds or, with 0, without a limit. The attendance is of
// somebody on the roll; 0 for nobody.
func (r *Register) GiveFloor(ctx context.Context, v audience.Viewer, meeting, attendance, seconds int) error {
	return r.recorded(ctx, v, meeting, func(ctx context.Context, t *turn, s Kept[Sitting]) error {
		k, err := fetch[Floor](ctx, t, meeting)
		if err != nil && !council.IsNotFound(err) {
			return err
		}
		k.Number = meeting
		k.Content = Floor{Meeting: meeting, Body: s.Content.Body, Item: s.Content.Item}
		if attendance != 0 {
			a, err := t.onRoll(ctx, meeting, attendance)
			if err != nil {
				return err
			}
			k.Content.Name, k.Content.Since, k.Content.Seconds = a.Content.Name, t.at, seconds
		}
		_, err = put(ctx, t, k)
		return err
	})
}
