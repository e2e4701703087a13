package register

import (
	"context"
	"fmt"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// ClosePoll closes a poll and counts it. With that the motion is carried or lost, or waits for the casting vote
// where the votes are equal; a round of an appointment appoints somebody, or puts somebody out. Closed again it
// is as it was.
func (r *Register) ClosePoll(ctx context.Context, v audience.Viewer, number int) error {
	err := onRecord(ctx, r, v, number, func(ctx context.Context, t *turn, _ Kept[Poll], _ Sitting) error {
		k, err := t.holdPoll(ctx, number)
		if err != nil || k.Content.Counted() {
			return err
		}
		if k.Content.State != PollOpen {
			return fault("poll", "poll.state."+string(k.Content.State))
		}
		names, err := r.count(ctx, t, &k)
		if err != nil {
			return err
		}
		if sum(k.Content.Counts) == 0 {
			return fault("poll", "poll.none")
		}
		k.Content.State, k.Content.Closed = PollClosed, t.at
		if k.Content.Appointment != 0 {
			return r.endRound(ctx, t, k)
		}
		if k.Content.Count(string(council.For)) == k.Content.Count(string(council.Against)) {
			k.Content.State = PollTied
			_, err = put(ctx, t, k)
			return err
		}
		return r.decidePoll(ctx, t, k, names, "")
	})
	return r.burnAfter(ctx, number, err)
}

func sum(counts []int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

// CastingVote decides a poll on a motion in which the votes were equal, by the second vote of whoever presides;
// empty where they give none, and the motion is lost.
func (r *Register) CastingVote(ctx context.Context, v audience.Viewer, number int, casting council.Choice) error {
	return onRecord(ctx, r, v, number, func(ctx context.Context, t *turn, _ Kept[Poll], _ Sitting) error {
		k, err := t.holdPoll(ctx, number)
		if err != nil {
			return err
		}
		if k.Content.State != PollTied || k.Content.Appointment != 0 {
			return fault("casting", "vote.casting.unequal")
		}
		names, err := t.names(ctx, k)
		if err != nil {
			return err
		}
		k.Content.State = PollClosed
		return r.decidePoll(ctx, t, k, names, casting)
	})
}

// decidePoll keeps a counted poll and takes the vote on its motion from it.
func (r *Register) decidePoll(ctx context.Context, t *turn, k Kept[Poll], names []gazette.NamedVote, casting council.Choice) error {
	if _, err := put(ctx, t, k); err != nil {
		return err
	}
	p := k.Content
	motion, err := get[Motion](ctx, t, p.Motion)
	if err != nil {
		return err
	}
	vote := Vote{Manner: p.Manner, Demanded: p.Demanded, For: p.Count(string(council.For)), Against: p.Count(string(council.Against)),
		Abstained: p.Count(string(council.Abstained)), Casting: casting, Poll: k.Number}
	if p.Manner == ByName {
		vote.Names = names
	}
	if casting != "" {
		s, err := get[Sitting](ctx, t, p.Meeting)
		if err != nil {
			return err
		}
		vote.CastBy = s.Content.Chair
	}
	return r.takeVote(ctx, t, motion, vote, p.Voters)
}

// count counts a poll, and gives how each has voted, unless the ballot is secret.
func (r *Register) count(ctx context.Context, t *turn, k *Kept[Poll]) ([]gazette.NamedVote, error) {
	k.Content.Counts = make([]int, len(k.Content.Options))
	if k.Content.Manner == ByBallot {
		return nil, r.countPapers(ctx, t, k)
	}
	casts, err := t.casts(ctx, *k)
	if err != nil {
		return nil, err
	}
	for _, c := range casts {
		choice, err := c.Choice.Open(t.viewer, c.Lock())
		i := slices.Index(k.Content.Options, choice)
		if err != nil || i < 0 {
			return nil, council.Invalid("a vote in poll %d cannot be read: %v", k.Number, err)
		}
		k.Content.Counts[i]++
	}
	if k.Content.Appointment != 0 {
		return nil, nil
	}
	return t.names(ctx, *k)
}

// countPapers counts the papers of a secret ballot, and empties its box.
func (r *Register) countPapers(ctx context.Context, t *turn, k *Kept[Poll]) error {
	papers, err := t.tx.Papers(ctx, k.Number)
	if err != nil {
		return err
	}
	casts, err := t.casts(ctx, *k)
	if err != nil {
		return err
	}
	if len(papers) != len(casts) {
		return fmt.Errorf("poll %d: %d have voted and %d papers are in the box: %w", k.Number, len(casts), len(papers), council.ErrInvalid)
	}
	places, err := r.boxes.Open(k.Number, papers)
	if council.IsNotFound(err) {
		return fault("poll", "poll.box.lost")
	}
	if err != nil {
		return err
	}
	for _, place := range places {
		if place >= len(k.Content.Counts) {
			return council.Invalid("a paper in poll %d chooses what is not to be chosen", k.Number)
		}
		k.Content.Counts[place]++
	}
	return t.tx.EmptyBox(ctx, k.Number)
}

// casts are the votes in a poll, in the order of its voters.
func (t *turn) casts(ctx context.Context, k Kept[Poll]) ([]Cast, error) {
	var list []Cast
	for _, v := range k.Content.Voters {
		c, err := fetch[Cast](ctx, t, castNumber(k.Number, v.Person))
		if council.IsNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, c.Content)
	}
	return list, nil
}

// names are how each has voted in a poll on a motion that is no secret ballot.
func (t *turn) names(ctx context.Context, k Kept[Poll]) ([]gazette.NamedVote, error) {
	if k.Content.Manner == ByBallot {
		return nil, nil
	}
	casts, err := t.casts(ctx, k)
	var list []gazette.NamedVote
	for _, c := range casts {
		choice, err := c.Choice.Open(t.viewer, c.Lock())
		if err != nil {
			return nil, err
		}
		list = append(list, gazette.NamedVote{Person: c.Person, Choice: council.Choice(choice)})
	}
	return list, err
}
