package sqldb_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

func TestAttendanceIsCountedInItsPeriod(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		press, key := testkit.Press(t, place)
		ann := gazette.Subject{Kind: gazette.KindPerson, Number: 9}
		meeting := gazette.Subject{Kind: gazette.KindMeeting, Number: 11}
		agenda := gazette.Subject{Kind: gazette.KindAgenda, Number: 11}
		minutes := gazette.Subject{Kind: gazette.KindMinutes, Number: 11}
		publish(t, press, testkit.Morning(), map[gazette.Subject]any{
			theCabinet: gazette.Body{Name: council.InEnglish("Cabinet"), Kind: council.Cabinet},
			ann:        gazette.Person{Name: "Ann Frost"},
			meeting:    gazette.Meeting{Body: 2, Day: cabinetDay, State: council.Held},
			agenda:     gazette.Agenda{Label: council.InEnglish("Agenda")},
			minutes: gazette.Minutes{State: council.MinutesPublished,
				Attendance: []gazette.Attendance{{Person: 9, Presence: council.Present, Expected: true}}},
		}, theCabinet, ann, meeting, agenda, minutes)
		reader := testkit.Reader(t, place, key)
		once := gazette.AttendanceCount{Expected: 1, Present: 1}
		for in, want := range map[council.Spell]gazette.AttendanceCount{
			{}:                                 once,
			{From: cabinetDay, To: cabinetDay}: once,
			{From: cabinetDay.Add(1)}:          {},
			{To: cabinetDay.Add(-1)}:           {},
		} {
			a, err := reader.Attendance(t.Context(), 9, in, 1)
			if err != nil {
				t.Fatal(err)
			}
			if a.Attendance != want || len(a.Meetings) != want.Expected || !cmp.Equal(a.Years, []int{2018}) {
				t.Errorf("in %v: %+v, want %+v", in, a, want)
			}
			all, err := reader.Attendances(t.Context(), in, council.NewDay(2018, time.April, 1))
			if err != nil || len(all) != want.Expected {
				t.Errorf("of all in %v: %+v, %v", in, all, err)
			}
		}
	})
}
