package register

import (
	"context"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// PollWork is a poll as whoever records the meeting sees it: who has voted, and not how.
type PollWork struct {
	Kept[Poll]
	Hall  SittingWork
	Voted map[int]bool // by person: false where an officer entered it
}

// Poll is a poll, for whoever records the meeting.
func (r *Register) Poll(ctx context.Context, v audience.Viewer, number int) (w PollWork, err error) {
	err = r.look(ctx, v, RecordMeeting, func(ctx context.Context, t *turn) error {
		if w.Kept, err = get[Poll](ctx, t, number); err != nil {
			return err
		}
		if w.Hall, err = r.hall(ctx, t, w.Content.Meeting); err != nil {
			return err
		}
		casts, err := t.casts(ctx, w.Kept)
		w.Voted = map[int]bool{}
		for _, c := range casts {
			w.Voted[c.Person] = !c.Entered
		}
		return err
	})
	return w, err
}

// VotingWork is what a member has before them at a meeting.
type VotingWork struct {
	Meeting int
	State   SittingState // empty while it is not opened
	Poll    Kept[Poll]   // that is open; number 0 where none is
	Last    Kept[Poll]   // that was closed last and in which they might vote; number 0 where none was
	May     bool         // they may vote in Poll
	// Cast is their vote in Poll, kept; version 0 where they have none.
	Cast Kept[Cast]
	// Names are what candidates of the appointment are called, by their options.
	Names map[string]string
}

// Voting is what a member has to vote on at a meeting.
func (r *Register) Voting(ctx context.Context, v audience.Viewer, meeting int) (w VotingWork, err error) {
	w.Meeting = meeting
	err = r.look(ctx, v, CastVote, func(ctx context.Context, t *turn) error {
		s, err := get[Sitting](ctx, t, meeting)
		if council.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		w.State = s.Content.State
		polls, err := find[Poll](ctx, t, Query{Marks: []Mark{{"meeting", itoa(meeting)}}})
		if err != nil {
			return err
		}
		for _, k := range polls {
			_, may := k.Content.voter(v.Person())
			switch {
			case k.Content.State == PollOpen:
				w.Poll, w.May = k, may
			case may && k.Content.State != PollVoid:
				w.Last = k
			}
		}
		return t.ownVote(ctx, &w)
	})
	return w, err
}

// ownVote is the viewer's vote in the poll that is open, and what there is to choose from.
func (t *turn) ownVote(ctx context.Context, w *VotingWork) error {
	if w.Poll.Number == 0 {
		return nil
	}
	if a := w.Poll.Content.Appointment; a != 0 {
		k, err := fetch[Appointment](ctx, t, a)
		if err != nil {
			return err
		}
		w.Names = k.Content.Names()
	}
	if !w.May {
		return nil
	}
	cast, err := get[Cast](ctx, t, castNumber(w.Poll.Number, t.viewer.Person()))
	if council.IsNotFound(err) {
		return nil
	}
	w.Cast = cast
	return err
}

// OwnChoice is how the viewer has voted, as an option of the poll; empty where the ballot is secret.
func (w VotingWork) OwnChoice(v audience.Viewer) (string, error) {
	if w.Cast.Version == 0 || w.Cast.Content.Choice.IsZero() {
		return "", nil
	}
	return w.Cast.Content.Choice.Open(v, w.Cast.Content.Lock())
}
