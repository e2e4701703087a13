package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Move is what becomes of a meeting that does not go ahead as it was published.
type Move struct {
	State  council.MeetingState // Cancelled, Postponed or Adjourned
	Reason council.Text
	// The meeting instead, of one that is postponed or adjourned: zero where its day is not fixed yet.
	// A time or place that is not given is that of the meeting.
	Day    council.Day
	Starts council.Clock
	Place  council.Text
}

// moves are what may become of a meeting in each state.
var moves = map[council.MeetingState][]council.MeetingState{
	council.Scheduled: {council.Cancelled, council.Postponed},
	council.Summoned:  {council.Cancelled, council.Postponed, council.Adjourned},
	council.Held:      {council.Adjourned},
}

// Moves are what may become of a meeting: none where it is settled. One that was postponed or adjourned
// without a day may be given one.
func Moves(m gazette.Meeting) []council.MeetingState {
	if (m.State == council.Postponed || m.State == council.Adjourned) && m.MovedTo == 0 {
		return []council.MeetingState{m.State}
	}
	return moves[m.State]
}

// check is the faults of a move of that meeting.
func (mv Move) check(m gazette.Meeting) error {
	var faults council.Faults
	if !slices.Contains(Moves(m), mv.State) {
		faults.Add("state", "move.state.wrong")
	}
	if mv.Reason.IsZero() {
		faults.Add("reason", "move.reason.missing")
	}
	switch {
	case mv.Day.IsZero() && m.State == mv.State:
		faults.Add("day", "move.day.missing")
	case mv.Day.IsZero():
	case mv.State == council.Cancelled:
		faults.Add("day", "move.day.cancelled")
	case mv.State == council.Adjourned && mv.Day.Before(m.Day):
		faults.Add("day", "move.day.before")
	case mv.Day == m.Day && mv.startsFor(m) == m.Starts:
		faults.Add("day", "move.day.same")
	}
	return faults.Err()
}

func (mv Move) startsFor(m gazette.Meeting) council.Clock {
	if mv.Starts == "" {
		return m.Starts
	}
	return mv.Starts
}

// instead is the meeting that is held in the place of m.
func (mv Move) instead(m gazette.Meeting) gazette.Meeting {
	to := gazette.Meeting{Body: m.Body, Day: mv.Day, Starts: mv.startsFor(m), Place: mv.Place, Label: m.Label, State: council.Scheduled}
	if to.Place.IsZero() {
		to.Place = m.Place
	}
	return to
}

// Meeting is a meeting as it is published.
func (r *Register) Meeting(ctx context.Context, v audience.Viewer, number int) (m gazette.Meeting, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, _ *turn) error {
		m, err = published[gazette.Meeting](ctx, r, number)
		return err
	})
	return m, err
}

// MoveMeeting publishes that a meeting is cancelled, postponed or adjourned, and why, together with the
// meeting that is held instead. It gives that one's number; 0 where there is none.
func (r *Register) MoveMeeting(ctx context.Context, v audience.Viewer, number int, mv Move) (to int, err error) {
	if err := May(v, MoveMeeting, r.bodyOf(ctx, number)); err != nil {
		return 0, err
	}
	before, err := published[gazette.Meeting](ctx, r, number)
	if err != nil {
		return 0, err
	}
	if err := mv.check(before); err != nil {
		return 0, err
	}
	if !mv.Day.IsZero() {
		if to, err = r.press.Reserve(ctx, gazette.KindMeeting, 1); err != nil {
			return 0, err
		}
	}
	return to, r.do(ctx, v, MoveMeeting, before.Body, func(ctx context.Context, t *turn) error {
		if mv.State != council.Adjourned {
			if err := t.meetingLetsWait(ctx, number); err != nil {
				return err
			}
		}
		return t.move(ctx, number, to, before, mv)
	})
}

// move sends both meetings, and leaves the line of the audit that no kept work gives rise to.
func (t *turn) move(ctx context.Context, number, to int, before gazette.Meeting, mv Move) error {
	var out []Outgoing
	if to != 0 {
		o, err := edition(gazette.Subject{Kind: gazette.KindMeeting, Number: to}, mv.instead(before))
		if err != nil {
			return err
		}
		out = append(out, o)
	}
	after := before
	after.State, after.Reason, after.MovedTo = mv.State, mv.Reason, to
	o, err := edition(gazette.Subject{Kind: gazette.KindMeeting, Number: number}, after)
	if err != nil {
		return err
	}
	if err := t.note(ctx, Key{Kind: Kind(gazette.KindMeeting), Number: number}, before, after); err != nil {
		return err
	}
	return t.send(ctx, append(out, o)...)
}
