package register_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// clerk is an officer who records what happens at meetings.
func clerk() audience.Viewer { return who(1, audience.Officer) }

// publish puts something on the record in one act.
func (w *world) publish(do func(context.Context, gazette.Act) error) {
	w.Helper()
	_, err := w.press.Act(w.Context(), at(w.T, "2018-01-03"), do)
	w.must(err)
}

// seat puts members of the Cabinet on the record, numbered from 101; the first is its chair.
func (w *world) seat(names ...string) {
	w.Helper()
	w.publish(func(ctx context.Context, act gazette.Act) error {
		for i, name := range names {
			m := gazette.Membership{Body: cabinet, Role: gazette.Member, Voting: true}
			if i == 0 {
				m.Role = gazette.Chair
			}
			if _, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindPerson, Number: 101 + i},
				gazette.Person{Name: name, Style: "Councillor", Memberships: []gazette.Membership{m}}); err != nil {
				return err
			}
		}
		return nil
	})
}

// begun is the Cabinet's meeting, opened, with two items of business, 1 and 2, and everybody marked present.
func (w *world) begun() register.SittingWork {
	w.Helper()
	if w.seats == nil {
		w.seats = []string{"Ann Ash", "Bob Birch", "Cath Cole", "Dai Dean"}
	}
	w.seat(w.seats...)
	must := w.must
	for _, title := range []string{"The plan", "The budget"} {
		_, err := w.AddItem(w.Context(), clerk(), meeting, register.Item{Title: council.InEnglish(title)})
		must(err)
	}
	must(w.OpenMeeting(w.Context(), clerk(), meeting, "18:00"))
	hall := w.hall()
	var marks []register.RollMark
	for _, k := range hall.Roll {
		marks = append(marks, register.RollMark{Number: k.Number, Version: k.Version, Presence: council.Present})
	}
	refused, err := w.MarkRoll(w.Context(), clerk(), meeting, marks)
	must(err)
	if len(refused) != 0 {
		w.Fatalf("marks were refused: %+v", refused)
	}
	return w.hall()
}

func (w *world) hall() register.SittingWork {
	w.Helper()
	hall, err := w.Sitting(w.Context(), clerk(), meeting)
	w.must(err)
	return hall
}

// faults are the keys of what is wrong.
func faults(err error) (keys []string) {
	var f *council.Faults
	if errors.As(err, &f) {
		for _, one := range f.List() {
			keys = append(keys, one.Key)
		}
	}
	return keys
}

func (w *world) refuses(err error, key string) {
	w.Helper()
	if !slices.Contains(faults(err), key) {
		w.Errorf("want %s, got %v", key, err)
	}
}

func TestAMeetingIsOpenedOnItsDayWithAllMembersOnTheRoll(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, "2018-03-12")
		w.seat("Ann Ash", "Bob Birch")
		w.refuses(w.OpenMeeting(t.Context(), clerk(), meeting, "18:00"), "sitting.early")
		w.now = at(t, "2018-03-13")
		w.must(w.OpenMeeting(t.Context(), clerk(), meeting, "18:00"))
		hall := w.hall()
		if len(hall.Roll) != 2 || hall.Roll[0].Content.Name != "Councillor Ann Ash" || hall.Sitting.Content.Chair != 101 || len(hall.Items) != 3 {
			t.Errorf("opened: %+v", hall)
		}
		if q := hall.QuorumAt(0); q.Stands() || q.Here != 0 {
			t.Errorf("nobody is marked yet the meeting is quorate: %+v", q)
		}
		if err := w.OpenMeeting(t.Context(), clerk(), meeting, "18:05"); !errors.Is(err, council.ErrConflict) {
			t.Errorf("opened twice: %v", err)
		}
		if err := w.OpenMeeting(t.Context(), who(5, audience.Member), meeting, "18:00"); !errors.Is(err, council.ErrDenied) {
			t.Errorf("a member opened a meeting: %v", err)
		}
	})
}

func TestTwoOfficersMarkTheRollAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-13")
	hall := w.begun()
	ann, bob := hall.Roll[0], hall.Roll[1]
	_, err := w.MarkRoll(t.Context(), clerk(), meeting, []register.RollMark{{Number: ann.Number, Version: ann.Version, Presence: council.Apologies}})
	w.must(err)
	refused, err := w.MarkRoll(t.Context(), clerk(), meeting, []register.RollMark{
		{Number: ann.Number, Version: ann.Version, Presence: council.Absent}, {Number: bob.Number, Version: bob.Version, Presence: council.Remote}})
	w.must(err)
	hall = w.hall()
	if len(refused) != 1 || refused[0].Number != ann.Number || hall.Roll[0].Content.Presence != council.Apologies || hall.Roll[1].Content.Presence != council.Remote {
		t.Errorf("refused %+v; the roll is %+v", refused, hall.Roll)
	}
	if q := hall.QuorumAt(0); q.Here != 2 {
		t.Errorf("in England who attends from elsewhere is no part of the quorum, yet %+v", q)
	}
}

func TestWhoArrivesLeavesOrWithdrawsDoesNotVote(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-13")
	hall := w.begun()
	first, second := hall.Items[0].Number, hall.Items[1].Number
	late := hall.Roll[3]
	late.Content.Arrived = second
	w.must(w.ChangeAttendance(t.Context(), clerk(), late.Number, late.Version, late.Content))
	_, err := w.Declare(t.Context(), clerk(), meeting, register.Declaration{Item: second, Person: 102, Name: "Councillor Bob Birch", Interest: council.Pecuniary,
		Nature: register.Sealed(council.InEnglish("Owns land there")), Withdrew: true})
	w.must(err)
	hall = w.hall()
	if len(hall.Voters(first)) != 3 || len(hall.Voters(second)) != 3 || !hall.Withdrew(102, second) {
		t.Errorf("at the first item %d may vote, at the second %d", len(hall.Voters(first)), len(hall.Voters(second)))
	}
	motion, err := w.MoveMotion(t.Context(), clerk(), meeting, register.Motion{Item: second, Sort: register.MotionProper, Mover: 101, Seconder: 103,
		Text: register.Sealed(council.InEnglish("That the budget be approved."))})
	w.must(err)
	named := []gazette.NamedVote{{Person: 101, Choice: council.For}, {Person: 102, Choice: council.For}}
	w.refuses(w.TakeVote(t.Context(), clerk(), motion, 1, register.Vote{Manner: register.ByName, Names: named}), "vote.names.absent")
	w.refuses(w.TakeVote(t.Context(), clerk(), motion, 1, register.Vote{Manner: register.ByHands, For: 3, Against: 1}), "vote.count.many")
	w.must(w.TakeVote(t.Context(), clerk(), motion, 1, register.Vote{Manner: register.ByName, Names: append(named[:1:1], gazette.NamedVote{Person: 103, Choice: council.Against})}))
	if k, err := w.Motion(t.Context(), clerk(), motion); err != nil || k.Content.State != register.MotionLost {
		t.Errorf("one for and one against, no casting vote: %+v, %v", k.Content, err)
	}
	w.must(w.TakeVote(t.Context(), clerk(), motion, 2, register.Vote{Manner: register.ByHands, For: 1, Against: 1, Casting: council.For, CastBy: 101}))
	if k, err := w.Motion(t.Context(), clerk(), motion); err != nil || k.Content.State != register.MotionCarried {
		t.Errorf("with the casting vote: %+v, %v", k.Content, err)
	}
}

func TestACarriedAmendmentBecomesTheMotion(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-13")
	hall := w.begun()
	item := hall.Items[0].Number
	text := func(s string) register.Words { return register.Sealed(council.InEnglish(s)) }
	motion, err := w.MoveMotion(t.Context(), clerk(), meeting, register.Motion{Item: item, Sort: register.MotionProper, Text: text("That the plan be approved.")})
	w.must(err)
	amend := register.Motion{Item: item, Sort: register.MotionAmendment, Amends: motion, Mover: 103, Text: text("That the plan be noted.")}
	first, err := w.MoveMotion(t.Context(), clerk(), meeting, amend)
	w.must(err)
	_, err = w.MoveMotion(t.Context(), clerk(), meeting, amend)
	w.refuses(err, "motion.amends.another")
	w.must(w.TakeVote(t.Context(), clerk(), first, 1, register.Vote{Manner: register.ByHands, For: 3, Against: 1}))
	says := func() string {
		k, err := w.Motion(t.Context(), clerk(), motion)
		w.must(err)
		s, err := k.Content.Text.Open(clerk(), k.Content.Lock())
		w.must(err)
		return s.En
	}
	if says() != "That the plan be noted." {
		t.Errorf("the motion says %q", says())
	}
	w.must(w.TakeVote(t.Context(), clerk(), first, 2, register.Vote{Manner: register.ByHands, For: 1, Against: 3}))
	if says() != "That the plan be approved." {
		t.Errorf("once the count was put right the motion says %q", says())
	}
	w.must(w.TakeVote(t.Context(), clerk(), motion, 3, register.Vote{Manner: register.ByAssent}))
	w.refuses(w.TakeVote(t.Context(), clerk(), first, 3, register.Vote{Manner: register.ByHands, For: 3, Against: 1}), "vote.amendment.late")
}

func TestABudgetVoteIsTakenByName(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-13")
	w.publish(func(ctx context.Context, act gazette.Act) error {
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindBody, Number: cabinet}, gazette.Body{Name: council.InEnglish("Council"), Kind: council.FullCouncil})
		return err
	})
	hall := w.begun()
	item := hall.Items[1].Number
	motion, err := w.MoveMotion(t.Context(), clerk(), meeting, register.Motion{Item: item, Sort: register.MotionProper, Budget: true,
		Text: register.Sealed(council.InEnglish("That the council tax be set."))})
	w.must(err)
	w.refuses(w.TakeVote(t.Context(), clerk(), motion, 1, register.Vote{Manner: register.ByHands, For: 4}), "vote.named.budget")
	var names []gazette.NamedVote
	for _, k := range hall.Roll {
		names = append(names, gazette.NamedVote{Person: k.Content.Person, Choice: council.For})
	}
	w.must(w.TakeVote(t.Context(), clerk(), motion, 1, register.Vote{Manner: register.ByName, Names: names}))
	customs, err := w.BodyCustoms(t.Context(), clerk(), cabinet)
	w.must(err)
	customs.Content.NamedVote = 1
	w.must(w.ChangeBodyCustoms(t.Context(), clerk(), cabinet, customs.Version, customs.Content))
	other, err := w.MoveMotion(t.Context(), clerk(), meeting, register.Motion{Item: item, Sort: register.MotionProper, Text: register.Sealed(council.InEnglish("That it be noted."))})
	w.must(err)
	w.must(w.TakeVote(t.Context(), clerk(), other, 1, register.Vote{Manner: register.ByHands, For: 4}))
	w.refuses(w.TakeVote(t.Context(), clerk(), other, 2, register.Vote{Manner: register.ByHands, For: 4, Demanded: []int{102}}), "vote.named.demand")
}

func TestAClosedMeetingIsOnTheRecordAsHeld(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, "2018-03-13")
		hall := w.begun()
		w.must(w.TakeItem(t.Context(), clerk(), meeting, hall.Sitting.Version, hall.Items[1].Number))
		if err := w.TakeItem(t.Context(), clerk(), meeting, hall.Sitting.Version, hall.Items[0].Number); !errors.Is(err, council.ErrConflict) {
			t.Errorf("two officers took the meeting to two items: %v", err)
		}
		w.must(w.AdjournSitting(t.Context(), clerk(), meeting, 2, register.Break{From: "19:00"}))
		w.must(w.ResumeSitting(t.Context(), clerk(), meeting, 3, "19:10"))
		w.must(w.CloseMeeting(t.Context(), clerk(), meeting, 4, register.Closing{Ended: "20:15"}))
		m, err := w.read.Meeting(t.Context(), meeting)
		if err != nil || m.State != council.Held || m.Ends != "20:15" {
			t.Errorf("on the record: %+v, %v", m, err)
		}
	})
}

func TestAMeetingHasItsQuorumWithJustEnoughMembers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		need, here int
		stands     bool
	}{{3, 3, true}, {3, 2, false}, {3, 4, true}, {0, 1, true}, {0, 0, false}} {
		if q := (register.Quorum{Need: c.need, Here: c.here}); q.Stands() != c.stands {
			t.Errorf("%d are needed and %d are here: %t", c.need, c.here, q.Stands())
		}
	}
}
