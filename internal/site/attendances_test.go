package site_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Attendance can be asked for by days, of one person and of all.
func TestAttendanceInAPeriod(t *testing.T) {
	t.Parallel()
	s := publishedHarbour(t, 0)
	s.publish(t, subject(gazette.KindPerson, 9), gazette.Person{Style: "Councillor", Name: "Ann Frost",
		Memberships: []gazette.Membership{{Body: 1, Role: gazette.Member, Voting: true}, {Body: 3, Role: gazette.Member, Voting: true}}})
	minutes := func(meeting int, p council.Presence) {
		s.publish(t, subject(gazette.KindMinutes, meeting), gazette.Minutes{State: council.MinutesPublished,
			Attendance: []gazette.Attendance{{Person: 9, Presence: p, Expected: true}}})
	}
	minutes(31, council.Present)   // 26 February 2026
	minutes(11, council.Apologies) // 5 April 2026
	count := func(path string) (c gazette.AttendanceCount) {
		t.Helper()
		var data struct{ Attendance gazette.AttendanceCount }
		if err := json.Unmarshal([]byte(bodyOf(t, request(t, s, "GET", path))), &data); err != nil {
			t.Fatal(err)
		}
		return data.Attendance
	}
	for path, want := range map[string]gazette.AttendanceCount{
		"/people/9.json":                               {Expected: 2, Present: 1, Apologies: 1},
		"/people/9.json?from=2026-03-01":               {Expected: 1, Apologies: 1},
		"/people/9.json?to=2026-02-26":                 {Expected: 1, Present: 1},
		"/people/9.json?from=2026-04-05&to=2026-04-05": {Expected: 1, Apologies: 1},
		"/people/9.json?from=2027-01-01":               {},
	} {
		if got := count(path); got != want {
			t.Errorf("%s: %+v, want %+v", path, got, want)
		}
	}
	text, _, _ := seen(t, bodyOf(t, request(t, s, "GET", "/people/9?from=5/4/2026&to=30/4/2026")))
	inOrder(t, text, "Attendance", "All years 2026", "5 April 2026 to 30 April 2026: Attended 0 of the 1 meetings", "1 meeting in the minutes", "Apologies")
	text, _, _ = seen(t, bodyOf(t, request(t, s, "GET", "/attendance?from=2026-01-01&to=2026-12-31")))
	inOrder(t, text, "1 member", "1 January 2026 to 31 December 2026", "Councillor Ann Frost", "1 of 2 50%")
	for _, bad := range []string{"/people/9?from=tomorrow", "/people/9?from=2026-05-01&to=2026-04-01", "/attendance?from=2026-05-01&to=2026-04-01", "/attendance.json?to=x"} {
		if r := request(t, s, "GET", bad); r.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %s", bad, r.Status)
		}
	}
	if r := request(t, s, "GET", "/people/9?meetings=2"); r.StatusCode != http.StatusNotFound {
		t.Errorf("a page of meetings beyond the last: %s", r.Status)
	}
}
