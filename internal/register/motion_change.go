package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// MoveMotion records a motion that is before the meeting, and gives its number.
func (r *Register) MoveMotion(ctx context.Context, v audience.Viewer, meeting int, m Motion) (number int, err error) {
	err = r.recorded(ctx, v, meeting, func(ctx context.Context, t *turn, s Kept[Sitting]) error {
		if s.Content.place(m.Item) < 0 {
			return council.ErrNotFound
		}
		item, err := get[Item](ctx, t, m.Item)
		if err != nil {
			return err
		}
		m.Meeting, m.Body, m.State, m.Openness = meeting, s.Content.Body, MotionOpen, item.Content.Ground.Openness
		if m.Sort == MotionAmendment {
			if m.Before, err = t.amendable(ctx, m); err != nil {
				return err
			}
		}
		k, err := add(ctx, t, m)
		number = k.Number
		return err
	})
	return number, err
}

// amendable is what a motion says that is to be amended. It takes one amendment at a time.
func (t *turn) amendable(ctx context.Context, m Motion) (Words, error) {
	var faults council.Faults
	of, err := get[Motion](ctx, t, m.Amends)
	if err != nil {
		return Words{}, err
	}
	if of.Content.Item != m.Item || of.Content.Sort == MotionAmendment {
		return Words{}, council.ErrNotFound
	}
	if of.Content.State != MotionOpen {
		faults.Add("text", "motion.amends.decided")
	}
	open, err := t.openAmendment(ctx, of)
	if err != nil {
		return Words{}, err
	}
	if open {
		faults.Add("text", "motion.amends.another")
	}
	return of.Content.Text, faults.Err()
}

// openAmendment says whether an amendment to a motion is before the meeting.
func (t *turn) openAmendment(ctx context.Context, of Kept[Motion]) (bool, error) {
	motions, err := t.motions(ctx, of.Content.Meeting)
	return slices.ContainsFunc(motions, func(k Kept[Motion]) bool {
		return k.Content.Amends == of.Number && k.Content.State == MotionOpen
	}), err
}

// motions are all motions of a meeting that the viewer may see.
func (t *turn) motions(ctx context.Context, meeting int) ([]Kept[Motion], error) {
	return find[Motion](ctx, t, Query{Marks: []Mark{{"meeting", itoa(meeting)}}})
}

// ChangeMotion keeps who moved and seconded a motion and what it says, changed at the given version of it,
// as long as it is not decided.
func (r *Register) ChangeMotion(ctx context.Context, v audience.Viewer, number, version int, m Motion) error {
	return onRecord(ctx, r, v, number, func(ctx context.Context, t *turn, k Kept[Motion], _ Sitting) error {
		if k.Content.State != MotionOpen {
			return council.Invalid("motion %d is %s", number, k.Content.State)
		}
		if err := t.noPoll(ctx, k, "text"); err != nil {
			return err
		}
		open, err := t.openAmendment(ctx, k)
		if err != nil {
			return err
		}
		if open && m.Text != k.Content.Text {
			var faults council.Faults
			faults.Add("text", "motion.amends.another")
			return faults.Err()
		}
		c := k.Content
		c.Mover, c.Seconder, c.Text, c.Budget, c.Paragraphs, c.Items = m.Mover, m.Seconder, m.Text, m.Budget, m.Paragraphs, m.Items
		_, err = put(ctx, t, Kept[Motion]{Number: number, Version: version, Content: c})
		return err
	})
}

// EndMotion records that a motion was withdrawn, or lapsed for want of a seconder; or that it is before
// the meeting after all.
func (r *Register) EndMotion(ctx context.Context, v audience.Viewer, number, version int, state MotionState) error {
	return onRecord(ctx, r, v, number, func(ctx context.Context, t *turn, k Kept[Motion], _ Sitting) error {
		ended := k.Content.State == MotionWithdrawn || k.Content.State == MotionLapsed
		if k.Content.State != MotionOpen && !ended || state != MotionWithdrawn && state != MotionLapsed && state != MotionOpen {
			return council.Invalid("motion %d is %s and cannot become %s", number, k.Content.State, state)
		}
		if err := t.noPoll(ctx, k, "text"); err != nil {
			return err
		}
		k.Version, k.Content.State = version, state
		_, err := put(ctx, t, k)
		return err
	})
}

// TakeVote records the vote on a motion, seen at the given version of the motion, and with it what becomes
// of the motion: an amendment that is carried becomes what the motion says. The same again mends what was
// recorded.
func (r *Register) TakeVote(ctx context.Context, v audience.Viewer, motion, version int, vote Vote) error {
	return onRecord(ctx, r, v, motion, func(ctx context.Context, t *turn, k Kept[Motion], _ Sitting) error {
		if k.Version != version {
			return &Stale[Motion]{Mine: k.Content, Theirs: k}
		}
		if err := t.noPoll(ctx, k, "manner"); err != nil {
			return err
		}
		return r.takeVote(ctx, t, k, vote, nil)
	})
}

// takeVote is the one place where a vote is taken. Who may vote is settled; where it is not, they are those who
// may at the item now.
func (r *Register) takeVote(ctx context.Context, t *turn, k Kept[Motion], vote Vote, settled []Voter) error {
	c := k.Content
	if c.State == MotionWithdrawn || c.State == MotionLapsed {
		return council.Invalid("motion %d is %s", k.Number, c.State)
	}
	vote.Meeting, vote.Body, vote.Item, vote.Motion, vote.Openness = c.Meeting, c.Body, c.Item, k.Number, c.Openness
	vote = vote.counted()
	if err := r.mayVote(ctx, t, k, vote, settled); err != nil {
		return err
	}
	kept, err := t.voteOn(ctx, k)
	if err != nil {
		return err
	}
	if kept.Number == 0 {
		_, err = add(ctx, t, vote)
	} else {
		kept.Content = vote
		_, err = put(ctx, t, kept)
	}
	if err != nil {
		return err
	}
	return t.decide(ctx, k, vote.Carried())
}

// voteOn is the vote that was recorded on a motion; its number is 0 where none was.
func (t *turn) voteOn(ctx context.Context, k Kept[Motion]) (Kept[Vote], error) {
	votes, err := find[Vote](ctx, t, Query{Marks: []Mark{{"meeting", itoa(k.Content.Meeting)}, {"motion", itoa(k.Number)}}})
	if err != nil || len(votes) == 0 {
		return Kept[Vote]{}, err
	}
	return votes[0], nil
}

// decide carries a motion or loses it, and where that amends another motion, changes what that one says.
func (t *turn) decide(ctx context.Context, k Kept[Motion], carried bool) error {
	was := k.Content.State
	k.Content.State = MotionLost
	if carried {
		k.Content.State = MotionCarried
	}
	if _, err := put(ctx, t, k); err != nil {
		return err
	}
	if k.Content.Sort != MotionAmendment || was == k.Content.State || was == MotionOpen && !carried {
		return nil
	}
	of, err := get[Motion](ctx, t, k.Content.Amends)
	if err != nil {
		return err
	}
	from, to := k.Content.Before, k.Content.Text
	if !carried {
		from, to = to, from
	}
	if of.Content.State != MotionOpen || of.Content.Text != from {
		var faults council.Faults
		faults.Add("manner", "vote.amendment.late")
		return faults.Err()
	}
	of.Content.Text = to
	_, err = put(ctx, t, of)
	return err
}

// mayVote is ErrInvalid where a vote cannot have been taken so: not by name where the law or the council's
// customs ask for that, by more than are in the room, by somebody who is not or who withdrew.
func (r *Register) mayVote(ctx context.Context, t *turn, k Kept[Motion], vote Vote, settled []Voter) error {
	w, err := r.hall(ctx, t, vote.Meeting)
	if err != nil {
		return err
	}
	var faults council.Faults
	if why := w.MustName(k.Content, vote.Demanded); why != "" && vote.Manner != ByName {
		faults.Add("manner", "vote.named."+string(why))
	}
	may := w.eligible(vote.Item, settled)
	for _, n := range vote.Names {
		if !may[n.Person] {
			faults.Add("names", "vote.names.absent", "Name", w.NameOf(n.Person))
		}
	}
	for _, n := range vote.Demanded {
		if !may[n] {
			faults.Add("demanded", "vote.names.absent", "Name", w.NameOf(n))
		}
	}
	if vote.For+vote.Against+vote.Abstained > len(may) {
		faults.Add("for", "vote.count.many", "Voters", itoa(len(may)))
	}
	if vote.Casting != "" && vote.CastBy != w.Sitting.Content.Chair {
		faults.Add("casting", "vote.casting.chair")
	}
	return faults.Err()
}

// eligible are the persons who may vote: those with whom it was settled, or else those who may at the item now.
func (w SittingWork) eligible(item int, settled []Voter) map[int]bool {
	may := map[int]bool{}
	for _, v := range settled {
		may[v.Person] = true
	}
	if settled == nil {
		for _, a := range w.Voters(item) {
			may[a.Content.Person] = true
		}
	}
	return may
}
