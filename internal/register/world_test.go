package register_test

import (
	"context"
	"testing"
	"time"

	"moothall/internal/audience"
	"moothall/internal/ballot"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// world is a register over a fresh council, with a clock that the test sets.
type world struct {
	*testing.T
	*register.Register
	store *sqldb.Register
	press *sqldb.Press
	read  *sqldb.Reader
	now   time.Time
	place sqldb.Place
	seats []string // members of the Cabinet, where a test says who they are
	boxes string   // the folder of ballot boxes
	// files that were put on the public shelf, and taken off it
	freed, recalled []string
}

const (
	cabinet  = 1
	scrutiny = 2
	panel    = 3
	meeting  = 10 // of the Cabinet
	issue    = 77
)

// at is nine in the morning of a day.
func at(t *testing.T, day string) time.Time {
	t.Helper()
	d, err := council.ParseDay(day)
	if err != nil {
		t.Fatal(err)
	}
	return d.Time().Add(9 * time.Hour)
}

func day(t *testing.T, s string) council.Day {
	t.Helper()
	d, err := council.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// newWorld is a council with a Cabinet that meets on Tuesday 13 March 2018, as it stands on a day.
func newWorld(t *testing.T, place sqldb.Place, today string) *world {
	t.Helper()
	press, key := testkit.Press(t, place)
	_, err := press.Act(t.Context(), at(t, "2018-01-02"), func(ctx context.Context, act gazette.Act) error {
		for s, content := range map[gazette.Subject]any{
			{Kind: gazette.KindCouncil, Number: 1}:     gazette.Council{Name: council.InEnglish("Test Council")},
			{Kind: gazette.KindBody, Number: cabinet}:  gazette.Body{Name: council.InEnglish("Cabinet"), Kind: council.Cabinet},
			{Kind: gazette.KindBody, Number: scrutiny}: gazette.Body{Name: council.InEnglish("Scrutiny"), Kind: council.Scrutiny},
			{Kind: gazette.KindBody, Number: panel}:    gazette.Body{Name: council.InEnglish("Panel"), Kind: council.Panel},
			{Kind: gazette.KindIssue, Number: issue}:   gazette.Issue{Title: council.InEnglish("Safer Plan")},
			{Kind: gazette.KindMeeting, Number: meeting}: gazette.Meeting{Body: cabinet, Day: day(t, "2018-03-13"), Starts: "18:00",
				State: council.Scheduled},
		} {
			if _, err := act.Publish(ctx, s, content); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqldb.OpenRegister(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	w := &world{T: t, place: place, store: store, press: press, read: testkit.Reader(t, place, key), now: at(t, today)}
	w.boxes = t.TempDir()
	w.Register = register.New(register.Config{Boxes: ballot.Folder(w.boxes), Store: store, Outbox: store, Press: press, Record: w.read, Now: func() time.Time { return w.now },
		Late:    func(_ context.Context, err error) { t.Errorf("not delivered: %v", err) },
		Release: func(_ context.Context, sha string) error { w.freed = append(w.freed, sha); return nil },
		Recall:  func(_ context.Context, sha string) error { w.recalled = append(w.recalled, sha); return nil }})
	return w
}

// who is somebody with a role for some bodies, or for all where none is given.
func who(account int, role audience.Role, bodies ...int) audience.Viewer {
	if len(bodies) == 0 {
		bodies = []int{audience.AllBodies}
	}
	var grants []audience.Grant
	for _, b := range bodies {
		grants = append(grants, audience.Grant{Role: role, Body: b})
	}
	return audience.Admit(account, 0, string(role), grants, council.NewDay(2018, 2, 1))
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}
