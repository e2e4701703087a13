package register_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// short is the shortfall of a kind that somebody sees; the zero one where there is none.
func (w *world) short(v audience.Viewer, kind register.ShortfallKind) register.Shortfall {
	w.Helper()
	list, err := w.Shortfalls(w.Context(), v)
	w.must(err)
	at := slices.IndexFunc(list, func(s register.Shortfall) bool { return s.Kind == kind })
	if at < 0 {
		return register.Shortfall{}
	}
	return list[at]
}

// wants holds that a shortfall has a last day and stands in some way.
func (w *world) wants(s register.Shortfall, number int, last string, standing deadline.Standing) {
	w.Helper()
	if s.Number != number || s.Last.String() != last || s.Standing != standing {
		w.Errorf("want %d by %s, %s; got %+v", number, last, standing, s)
	}
}

// minuted puts a meeting of the Cabinet on the record with minutes in some state; none where that is empty.
func (w *world) minuted(state council.MinutesState, attended ...gazette.Attendance) {
	w.Helper()
	w.publish(func(ctx context.Context, act gazette.Act) error {
		for n, m := range map[int]gazette.Meeting{
			meeting:     {Body: cabinet, Day: day(w.T, "2018-03-13"), Starts: "18:00", State: council.Held},
			meeting + 1: {Body: cabinet, Day: day(w.T, "2018-04-17"), Starts: "18:00", State: council.Scheduled},
			meeting + 2: {Body: cabinet, Day: day(w.T, "2018-04-03"), Starts: "18:00", State: council.Scheduled, Label: council.InEnglish("Extraordinary meeting")},
		} {
			if _, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: n}, m); err != nil {
				return err
			}
		}
		if state == "" {
			return nil
		}
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindMinutes, Number: meeting}, gazette.Minutes{State: state, Attendance: attended})
		return err
	})
}

func TestMinutesAreShortUntilTheyAreSigned(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, "2018-03-20")
		w.minuted("")
		w.wants(w.short(clerk(), register.ShortMinutes), meeting, "2018-03-23", deadline.Due)
		w.now = at(t, "2018-03-24")
		w.wants(w.short(clerk(), register.ShortMinutes), meeting, "2018-03-23", deadline.Late)
		w.minuted(council.MinutesDraft)
		w.wants(w.short(clerk(), register.ShortMinutes), 0, "", "")
		w.wants(w.short(clerk(), register.ShortApproval), meeting, "2018-04-17", deadline.InTime)
		w.now = at(t, "2018-04-18")
		w.wants(w.short(clerk(), register.ShortApproval), meeting, "2018-04-17", deadline.Late)
		w.minuted(council.MinutesApproved)
		w.wants(w.short(clerk(), register.ShortSignature), meeting, "", deadline.Due)
		w.wants(w.short(who(2, audience.Officer, panel), register.ShortSignature), 0, "", "")
		w.minuted(council.MinutesSigned)
		w.wants(w.short(clerk(), register.ShortSignature), 0, "", "")
		if _, err := w.Shortfalls(t.Context(), who(3, audience.Author)); !errors.Is(err, council.ErrDenied) {
			t.Errorf("an author reads what is missing: %v", err)
		}
	})
}

// A member attended last on 13 March 2018: their seat falls vacant when six months have gone without
// another attendance (Local Government Act 1972 s85(1)).
func TestAMemberComesNearSixMonths(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, "2018-01-03")
		w.settle(clerk())
		w.minuted(council.MinutesSigned, gazette.Attendance{Person: 1, Presence: council.Present, Expected: true},
			gazette.Attendance{Person: 2, Presence: council.Apologies, Expected: true})
		absent := w.short(clerk(), register.ShortAttendance)
		if absent.Name != "Ben Dale" || absent.Standing != deadline.Late || absent.Day != day(t, "2014-05-26") {
			t.Errorf("who never came: %+v", absent)
		}
		ann := func(today string) (found register.Shortfall) {
			w.now = at(t, today)
			list, err := w.Shortfalls(t.Context(), clerk())
			w.must(err)
			for _, s := range list {
				if s.Kind == register.ShortAttendance && s.Number == 1 {
					found = s
				}
			}
			return found
		}
		w.wants(ann("2018-06-01"), 0, "", "")
		w.wants(ann("2018-08-20"), 1, "2018-09-13", deadline.Due)
		w.wants(ann("2018-09-14"), 1, "2018-09-13", deadline.Late)
	})
}

func TestABodyWithFewerMembersThanItsQuorumIsShort(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-01")
	w.seat("Ann Ash", "Bob Birch")
	quorum := func(n int) {
		w.publish(func(ctx context.Context, act gazette.Act) error {
			_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindBody, Number: cabinet}, gazette.Body{Name: council.InEnglish("Cabinet"), Kind: council.Cabinet, Quorum: n})
			return err
		})
	}
	quorum(2)
	w.wants(w.short(clerk(), register.ShortQuorum), 0, "", "")
	quorum(3)
	w.wants(w.short(clerk(), register.ShortQuorum), cabinet, "", deadline.Late)
}

func TestWhatIsExemptIsLookedAtAgainOnItsDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-01")
	n, err := w.AddItem(t.Context(), clerk(), meeting, register.Item{Title: council.InEnglish("The contract"), Ground: audience.Ground{Openness: council.Exempt,
		Paragraphs: []int{3}, Reason: council.InEnglish("Tenders."), By: "x", Review: day(t, "2018-09-01")}})
	w.must(err)
	w.wants(w.short(clerk(), register.ShortItem), 0, "", "")
	w.now = at(t, "2018-08-31")
	w.wants(w.short(clerk(), register.ShortItem), n, "2018-09-01", deadline.Due)
	w.now = at(t, "2018-09-02")
	w.wants(w.short(clerk(), register.ShortItem), n, "2018-09-01", deadline.Late)
}

func TestWhatIsLateComesFirstThenWhatHasALastDay(t *testing.T) {
	t.Parallel()
	early, later := day(t, "2018-03-01"), day(t, "2018-03-02")
	list := []register.Shortfall{{Number: 5, Standing: deadline.Due}, {Number: 4, Standing: deadline.InTime, Last: later}, {Number: 2, Standing: deadline.Late},
		{Number: 3, Standing: deadline.Due, Last: early}, {Number: 1, Standing: deadline.Late, Last: later}}
	register.SortShortfalls(list)
	for i, s := range list {
		if s.Number != i+1 {
			t.Errorf("place %d has %+v", i+1, s)
		}
	}
}
