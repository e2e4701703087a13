package register

import (
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// A report goes from body 1 by body 2 to body 3, and is changed by the officers of each while it is before that.
func TestWhoWritesAReportFollowsItsRoute(t *testing.T) {
	t.Parallel()
	today := council.NewDay(2026, 5, 18)
	as := func(account int, role audience.Role, body int) audience.Viewer {
		return audience.Admit(account, 0, "Somebody", []audience.Grant{{Role: role, Body: body}}, today)
	}
	const author, writer, other = 11, 12, 13
	for _, one := range []struct {
		who    string
		viewer audience.Viewer
		writes [4]bool // with none, one, two and all three stages on an agenda
	}{
		{"the author", as(author, audience.Author, 1), [4]bool{true, true, true, true}},
		{"who writes with them", as(writer, audience.Author, audience.AllBodies), [4]bool{true, true, true, true}},
		{"an author who is none any more", as(author, audience.Member, 1), [4]bool{}},
		{"another author", as(other, audience.Author, audience.AllBodies), [4]bool{}},
		{"an officer of body 1", as(other, audience.Officer, 1), [4]bool{true, true, false, false}},
		{"an officer of body 2", as(other, audience.Officer, 2), [4]bool{false, true, true, false}},
		{"an officer of body 3", as(other, audience.Officer, 3), [4]bool{false, false, true, true}},
		{"an officer of every body", as(other, audience.Officer, audience.AllBodies), [4]bool{true, true, true, true}},
		{"an officer of another body", as(other, audience.Officer, 4), [4]bool{}},
		{"an approver for body 1", as(other, audience.Approver, 1), [4]bool{}},
		{"nobody", audience.Viewer{}, [4]bool{}},
	} {
		for taken, want := range one.writes {
			r := Report{Author: author, Writers: []int{writer}, Route: []Stage{{Body: 1}, {Body: 2}, {Body: 3}}}
			for i := range taken {
				r.Route[i].Item = 70 + i
			}
			if got := r.writes(one.viewer); got != want {
				t.Errorf("%s, with %d stages on an agenda: %t, want %t", one.who, taken, got, want)
			}
		}
	}
}
