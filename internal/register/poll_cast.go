package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/ballot"
	"moothall/internal/council"
)

// CastVote votes in a poll, for the person whom the viewer is. Until the poll is closed a vote can be changed,
// except in a secret ballot, where the paper is in the box. When it returns without an error the vote is kept,
// and counts once, however often it is sent.
func (r *Register) CastVote(ctx context.Context, v audience.Viewer, poll int, choice string) error {
	return r.do(ctx, v, CastVote, audience.AllBodies, func(ctx context.Context, t *turn) error {
		return t.cast(ctx, poll, v.Person(), choice, false)
	})
}

// EnterVote votes in a poll for a member whose device failed, as they say. The ballot being secret it is refused:
// nobody but the member may know.
func (r *Register) EnterVote(ctx context.Context, v audience.Viewer, poll, person int, choice string) error {
	return onRecord(ctx, r, v, poll, func(ctx context.Context, t *turn, k Kept[Poll], _ Sitting) error {
		if k.Content.Manner == ByBallot {
			return fault("choice", "poll.secret.entered")
		}
		return t.cast(ctx, poll, person, choice, true)
	})
}

// holdPoll is a poll that nobody else changes or votes in before the turn is over.
func (t *turn) holdPoll(ctx context.Context, number int) (Kept[Poll], error) {
	if err := t.tx.Hold(ctx, Key{Poll{}.Kind(), number}); err != nil {
		return Kept[Poll]{}, err
	}
	return fetch[Poll](ctx, t, number)
}

// cast keeps how a person votes. The poll is held meanwhile: what is acknowledged was there before it was
// counted.
func (t *turn) cast(ctx context.Context, number, person int, choice string, entered bool) error {
	k, err := t.holdPoll(ctx, number)
	if err != nil {
		return err
	}
	p := k.Content
	voter, ok := p.voter(person)
	if !ok {
		return council.ErrNotFound
	}
	if err := t.takesVotes(ctx, p, choice); err != nil {
		return err
	}
	was, err := fetch[Cast](ctx, t, castNumber(number, person))
	if err != nil && !council.IsNotFound(err) {
		return err
	}
	c := Cast{Meeting: p.Meeting, Body: p.Body, Poll: number, Person: person, Account: voter.Account, Entered: entered}
	if !entered {
		c.Account = t.viewer.Account()
	}
	if p.Manner == ByBallot {
		return t.castPaper(ctx, k, was, c, choice)
	}
	c.Choice = audience.Seal(choice)
	if was.Version > 0 && was.Content == c {
		return nil
	}
	if _, err := put(ctx, t, Kept[Cast]{Number: castNumber(number, person), Version: was.Version, Content: c}); err != nil || was.Version > 0 {
		return err
	}
	return t.showVoted(ctx, p.Meeting)
}

// takesVotes is ErrInvalid where a poll takes no such vote now.
func (t *turn) takesVotes(ctx context.Context, p Poll, choice string) error {
	s, err := fetch[Sitting](ctx, t, p.Meeting)
	switch {
	case err != nil:
		return err
	case p.State != PollOpen:
		return fault("choice", "poll.state."+string(p.State))
	case s.Content.State != SittingOpen:
		return fault("choice", "poll.sitting."+string(s.Content.State))
	case !slices.Contains(p.Options, choice):
		return fault("choice", "poll.choice.missing")
	}
	return nil
}

// castPaper keeps that somebody has voted, and their paper, each without the other: the paper says not whose it
// is, and nothing in the database opens it.
func (t *turn) castPaper(ctx context.Context, k Kept[Poll], was Kept[Cast], c Cast, choice string) error {
	if was.Version > 0 {
		return fault("choice", "poll.secret.again")
	}
	paper, err := ballot.Seal(k.Content.Lid, slices.Index(k.Content.Options, choice))
	if err != nil {
		return err
	}
	if _, err := put(ctx, t, Kept[Cast]{Number: castNumber(k.Number, c.Person), Content: c}); err != nil {
		return err
	}
	if err := t.tx.DropPaper(ctx, k.Number, paper); err != nil {
		return err
	}
	return t.showVoted(ctx, c.Meeting)
}
