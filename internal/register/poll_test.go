package register_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// councillor is the person on the record, as they sign in.
func councillor(person int) audience.Viewer {
	return audience.Admit(1000+person, person, fmt.Sprintf("member %d", person), []audience.Grant{{Role: audience.Member, Body: cabinet}}, council.NewDay(2018, 2, 1))
}

// moved is a motion that is before the meeting at its second item.
func (w *world) moved(change func(*register.Motion)) int {
	w.Helper()
	m := register.Motion{Item: w.hall().Items[1].Number, Sort: register.MotionProper, Mover: 101, Text: register.Sealed(council.InEnglish("That the budget be approved."))}
	if change != nil {
		change(&m)
	}
	motion, err := w.MoveMotion(w.Context(), clerk(), meeting, m)
	w.must(err)
	return motion
}

// opened is a poll on a motion.
func (w *world) opened(motion int, manner register.VoteManner) int {
	w.Helper()
	k, err := w.Motion(w.Context(), clerk(), motion)
	w.must(err)
	poll, err := w.OpenPoll(w.Context(), clerk(), motion, k.Version, manner, nil)
	w.must(err)
	return poll
}

func (w *world) casts(poll, person int, choice council.Choice) {
	w.Helper()
	w.must(w.CastVote(w.Context(), councillor(person), poll, string(choice)))
}

func (w *world) state(motion int) register.MotionState {
	w.Helper()
	k, err := w.Motion(w.Context(), clerk(), motion)
	w.must(err)
	return k.Content.State
}

func TestMembersVoteInTheirOwnBrowsers(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, "2018-03-13")
		w.begun()
		motion := w.moved(nil)
		poll := w.opened(motion, register.ByName)
		w.casts(poll, 101, council.Against)
		w.casts(poll, 101, council.For)
		w.casts(poll, 101, council.For)
		w.casts(poll, 102, council.For)
		w.casts(poll, 103, council.Abstained)
		w.must(w.EnterVote(t.Context(), clerk(), poll, 104, string(council.Against)))
		if err := w.CastVote(t.Context(), councillor(199), poll, "for"); !council.IsNotFound(err) {
			t.Errorf("somebody who is not here voted: %v", err)
		}
		w.refuses(w.CastVote(t.Context(), councillor(101), poll, "perhaps"), "poll.choice.missing")
		if err := w.EnterVote(t.Context(), councillor(102), poll, 104, "for"); !errors.Is(err, council.ErrDenied) {
			t.Errorf("a member entered another's vote: %v", err)
		}
		own, err := w.Voting(t.Context(), councillor(101), meeting)
		w.must(err)
		if choice, err := own.OwnChoice(councillor(101)); err != nil || choice != "for" || !own.May {
			t.Errorf("their own vote reads %q, %v", choice, err)
		}
		w.must(w.ClosePoll(t.Context(), clerk(), poll))
		w.must(w.ClosePoll(t.Context(), clerk(), poll))
		w.refuses(w.CastVote(t.Context(), councillor(101), poll, "against"), "poll.state.closed")
		vote := w.hall().Votes[motion].Content
		if vote.For != 2 || vote.Against != 1 || vote.Abstained != 1 || len(vote.Names) != 4 || vote.Poll != poll || w.state(motion) != register.MotionCarried {
			t.Errorf("taken: %+v", vote)
		}
		after, err := w.Voting(t.Context(), councillor(102), meeting)
		if err != nil || after.Poll.Number != 0 || after.Last.Number != poll {
			t.Errorf("after it: %+v, %v", after, err)
		}
	})
}

func TestEqualVotesWaitForTheCastingVote(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-13")
	w.begun()
	motion := w.moved(nil)
	poll := w.opened(motion, register.ByHands)
	w.casts(poll, 101, council.For)
	w.casts(poll, 102, council.Against)
	w.must(w.ClosePoll(t.Context(), clerk(), poll))
	if w.state(motion) != register.MotionOpen {
		t.Errorf("before the casting vote the motion is %s", w.state(motion))
	}
	w.refuses(w.CloseMeeting(t.Context(), clerk(), meeting, 1, register.Closing{Ended: "20:00"}), "sitting.poll.open")
	w.must(w.CastingVote(t.Context(), clerk(), poll, council.For))
	vote := w.hall().Votes[motion].Content
	if w.state(motion) != register.MotionCarried || vote.Casting != council.For || vote.CastBy != 101 || len(vote.Names) != 0 {
		t.Errorf("%s: %+v", w.state(motion), vote)
	}
	w.refuses(w.CastingVote(t.Context(), clerk(), poll, council.Against), "vote.casting.unequal")
}

func TestWhatStandsInTheWayOfAPoll(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-13")
	w.begun()
	ctx := t.Context()
	motion := w.moved(nil)
	amendment := w.moved(func(m *register.Motion) { m.Sort, m.Amends = register.MotionAmendment, motion })
	open := func(motion, version int, manner register.VoteManner) error {
		_, err := w.OpenPoll(ctx, clerk(), motion, version, manner, nil)
		return err
	}
	w.refuses(open(motion, 1, register.ByName), "motion.amends.another")
	if err := open(amendment, 9, register.ByName); !errors.Is(err, council.ErrConflict) {
		t.Errorf("opened on words that nobody has seen: %v", err)
	}
	w.refuses(open(amendment, 1, register.ByAssent), "poll.manner.missing")
	poll := w.opened(amendment, register.ByName)
	w.refuses(open(amendment, 1, register.ByName), "motion.poll.open")
	w.refuses(w.EndMotion(ctx, clerk(), amendment, 1, register.MotionWithdrawn), "motion.poll.open")
	w.refuses(w.ChangeMotion(ctx, clerk(), amendment, 1, register.Motion{Text: register.Sealed(council.InEnglish("Other"))}), "motion.poll.open")
	w.refuses(w.TakeVote(ctx, clerk(), amendment, 1, register.Vote{Manner: register.ByAssent}), "motion.poll.open")
	w.refuses(w.ClosePoll(ctx, clerk(), poll), "poll.none")
	w.must(w.AdjournSitting(ctx, clerk(), meeting, 1, register.Break{From: "19:00"}))
	w.refuses(w.CastVote(ctx, councillor(101), poll, "for"), "poll.sitting.adjourned")
	w.must(w.ResumeSitting(ctx, clerk(), meeting, 2, "19:10"))
	w.must(w.GiveUpPoll(ctx, clerk(), poll))
	w.refuses(w.CastVote(ctx, councillor(101), poll, "for"), "poll.state.void")
	w.must(w.EndMotion(ctx, clerk(), amendment, 1, register.MotionWithdrawn))
	w.must(w.CloseMeeting(ctx, clerk(), meeting, 3, register.Closing{Ended: "20:00"}))
	w.refuses(open(motion, 1, register.ByName), "poll.sitting.closed")
}

func TestABudgetIsVotedOnByNameInBrowsersToo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-13")
	w.publish(func(ctx context.Context, act gazette.Act) error {
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindBody, Number: cabinet}, gazette.Body{Name: council.InEnglish("Council"), Kind: council.FullCouncil})
		return err
	})
	w.begun()
	motion := w.moved(func(m *register.Motion) { m.Budget = true })
	for _, manner := range []register.VoteManner{register.ByHands, register.ByBallot} {
		_, err := w.OpenPoll(t.Context(), clerk(), motion, 1, manner, nil)
		w.refuses(err, "vote.named.budget")
	}
	w.opened(motion, register.ByName)
}

// TestNoVoteIsLostOrDoubled has a whole council vote at once, some of them twice, while an officer closes the
// poll: what was acknowledged is counted, once, and nothing else.
func TestNoVoteIsLostOrDoubled(t *testing.T) {
	t.Parallel()
	for _, manner := range []register.VoteManner{register.ByName, register.ByBallot} {
		t.Run(string(manner), func(t *testing.T) {
			testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
				w := newWorld(t, place, "2018-03-13")
				for n := range 60 {
					w.seats = append(w.seats, fmt.Sprintf("Member %02d", n))
				}
				w.begun()
				motion := w.moved(nil)
				w.rushes(motion, w.opened(motion, manner), len(w.seats))
			})
		})
	}
}

func (w *world) rushes(motion, poll, voters int) {
	w.Helper()
	var all sync.WaitGroup
	var mu sync.Mutex
	kept := map[int]bool{}
	enough := make(chan struct{})
	for n := range voters {
		for range 1 + n%2 {
			all.Go(func() {
				err := w.CastVote(w.Context(), councillor(101+n), poll, "for")
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					kept[n] = true
				}
				if len(kept) == voters/2 {
					select {
					case <-enough:
					default:
						close(enough)
					}
				}
			})
		}
	}
	<-enough
	w.must(w.ClosePoll(w.Context(), clerk(), poll))
	all.Wait()
	vote := w.hall().Votes[motion].Content
	if vote.For != len(kept) || vote.Against+vote.Abstained != 0 {
		w.Errorf("%d votes were acknowledged, and counted are %+v", len(kept), vote)
	}
	w.Logf("%d of %d voted before it was closed", len(kept), voters)
}
