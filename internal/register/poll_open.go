package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// Boxes keep what opens the papers of secret ballots, outside of the store.
type Boxes interface {
	// Make makes the box of a poll and gives its lid, with which papers are sealed.
	Make(poll int) (lid []byte, err error)
	// Open reads papers that were sealed with that lid; council.ErrNotFound where the box is not here.
	Open(poll int, papers [][]byte) ([]int, error)
	// Burn destroys a box, so that nobody ever reads its papers again.
	Burn(poll int) error
	// Boxes are the numbers of the polls whose boxes are there.
	Boxes() ([]int, error)
}

// OpenPoll opens a vote on a motion, seen at the given version of the motion, in which members vote in their own
// browsers; and gives its number. Who may vote in it are those who may at the item now.
func (r *Register) OpenPoll(ctx context.Context, v audience.Viewer, motion, version int, manner VoteManner, demanded []int) (number int, err error) {
	err = onRecord(ctx, r, v, motion, func(ctx context.Context, t *turn, k Kept[Motion], _ Sitting) error {
		if k.Version != version {
			return &Stale[Motion]{Mine: k.Content, Theirs: k}
		}
		if err := t.pollable(ctx, k); err != nil {
			return err
		}
		w, err := r.hall(ctx, t, k.Content.Meeting)
		if err != nil {
			return err
		}
		if why := w.MustName(k.Content, demanded); why != "" && manner != ByName {
			return fault("manner", "vote.named."+string(why))
		}
		c := k.Content
		p := Poll{Meeting: c.Meeting, Body: c.Body, Item: c.Item, Motion: motion, Manner: manner, Demanded: demanded, Question: c.Text, Before: c.Before,
			Options: motionOptions(), Openness: c.Openness}
		number, err = r.openPoll(ctx, t, w, p)
		return err
	})
	return number, err
}

// fault is one thing that is wrong with a form.
func fault(field, key string, args ...string) error {
	var faults council.Faults
	faults.Add(field, key, args...)
	return faults.Err()
}

// pollable is ErrInvalid where a motion cannot be voted on now.
func (t *turn) pollable(ctx context.Context, k Kept[Motion]) error {
	if k.Content.State != MotionOpen {
		return fault("manner", "poll.motion.decided")
	}
	if err := t.noPoll(ctx, k, "manner"); err != nil {
		return err
	}
	if err := t.sits(ctx, k.Content.Meeting, "manner"); err != nil {
		return err
	}
	open, err := t.openAmendment(ctx, k)
	if err == nil && open {
		return fault("manner", "motion.amends.another")
	}
	return err
}

// sits is ErrInvalid unless a meeting is in progress. It stays so until the turn is over.
func (t *turn) sits(ctx context.Context, meeting int, field string) error {
	if err := t.tx.Hold(ctx, Key{Sitting{}.Kind(), meeting}); err != nil {
		return err
	}
	s, err := fetch[Sitting](ctx, t, meeting)
	if err == nil && s.Content.State != SittingOpen {
		return fault(field, "poll.sitting."+string(s.Content.State))
	}
	return err
}

// noPoll is ErrInvalid where a poll on a motion is under way, until it is counted or given up. None is opened until
// the turn is over.
func (t *turn) noPoll(ctx context.Context, k Kept[Motion], field string) error {
	if err := t.tx.Hold(ctx, Key{Sitting{}.Kind(), k.Content.Meeting}); err != nil {
		return err
	}
	polls, err := find[Poll](ctx, t, Query{Marks: []Mark{{"meeting", itoa(k.Content.Meeting)}, {"motion", itoa(k.Number)}}})
	if err == nil && slices.ContainsFunc(polls, underWay) {
		return fault(field, "motion.poll.open")
	}
	return err
}

// underWay says whether a poll is neither decided nor given up.
func underWay(k Kept[Poll]) bool {
	return k.Content.State == PollOpen || k.Content.State == PollTied
}

// openPoll opens a poll at which those may vote who may at its item now. One at a time is open at a meeting, so
// that nobody takes one for another.
func (r *Register) openPoll(ctx context.Context, t *turn, w SittingWork, p Poll) (number int, err error) {
	if slices.ContainsFunc(w.Polls, underWay) {
		return 0, fault("manner", "poll.another")
	}
	accounts, err := t.accountsOf(ctx)
	if err != nil {
		return 0, err
	}
	for _, a := range w.Voters(p.Item) {
		if person := a.Content.Person; person != 0 {
			p.Voters = append(p.Voters, Voter{Person: person, Account: accounts[person]})
		}
	}
	if number, err = t.tx.Next(ctx, p.Kind()); err != nil {
		return 0, err
	}
	if p.Manner == ByBallot {
		if r.boxes == nil {
			return 0, council.Invalid("no ballot boxes are kept here")
		}
		if p.Lid, err = r.boxes.Make(number); err != nil {
			return 0, err
		}
	}
	p.State, p.Opened = PollOpen, t.at
	_, err = put(ctx, t, Kept[Poll]{Number: number, Content: p})
	return number, err
}

// accountsOf are the accounts of persons on the record.
func (t *turn) accountsOf(ctx context.Context) (map[int]int, error) {
	all, err := find[Account](ctx, t, Query{})
	of := map[int]int{}
	for _, k := range all {
		if k.Content.Person != 0 && k.Content.Ended.IsZero() {
			of[k.Content.Person] = k.Number
		}
	}
	return of, err
}

// GiveUpPoll ends a poll that counts for nothing: the motion is as it was, and can be voted on again. The papers
// of a secret ballot can be read by nobody from then on.
func (r *Register) GiveUpPoll(ctx context.Context, v audience.Viewer, number int) error {
	err := onRecord(ctx, r, v, number, func(ctx context.Context, t *turn, k Kept[Poll], _ Sitting) error {
		k, err := t.holdPoll(ctx, number)
		if err != nil || k.Content.State == PollVoid {
			return err
		}
		if !underWay(k) {
			return fault("poll", "poll.state."+string(k.Content.State))
		}
		k.Content.State, k.Content.Closed = PollVoid, t.at
		if _, err := put(ctx, t, k); err != nil {
			return err
		}
		return t.tx.EmptyBox(ctx, number)
	})
	return r.burnAfter(ctx, number, err)
}

// burnAfter burns the box of a poll that is over, once that is kept.
func (r *Register) burnAfter(ctx context.Context, number int, err error) error {
	if err != nil || r.boxes == nil {
		return err
	}
	return r.BurnBoxes(ctx)
}

// BurnBoxes burns the boxes of all ballots that are counted or given up: at once, and again wherever the program
// begins, should a process have died in between.
func (r *Register) BurnBoxes(ctx context.Context) error {
	boxes, err := r.boxes.Boxes()
	if err != nil || len(boxes) == 0 {
		return err
	}
	return r.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		t := &turn{tx: tx}
		for _, number := range boxes {
			k, err := fetch[Poll](ctx, t, number)
			if err == nil && k.Content.State != PollOpen {
				err = r.boxes.Burn(number)
			}
			if err != nil && !council.IsNotFound(err) {
				return err
			}
		}
		return nil
	})
}

// nothingOpen is ErrInvalid while members are voting. Nothing is opened until the turn is over.
func (t *turn) nothingOpen(ctx context.Context, meeting int) error {
	if err := t.tx.Hold(ctx, Key{Sitting{}.Kind(), meeting}); err != nil {
		return err
	}
	polls, err := find[Poll](ctx, t, Query{Marks: []Mark{{"meeting", itoa(meeting)}}})
	if err == nil && slices.ContainsFunc(polls, underWay) {
		return fault("ended", "sitting.poll.open")
	}
	return err
}
