package page

import (
	"strconv"

	"moothall/internal/gazette"
)

// AttendancePercent is how many in a hundred of the meetings at which somebody was expected they attended, in
// person or remotely; -1 where none expected them. 100 means every one and 0 none: what is nearly
// all or nearly none is 99 or 1.
func AttendancePercent(c gazette.AttendanceCount) int {
	attended := c.Present + c.Remote
	switch {
	case c.Expected <= 0:
		return -1
	case attended >= c.Expected:
		return 100
	case attended == 0:
		return 0
	}
	return min(max((attended*200+c.Expected)/(2*c.Expected), 1), 99)
}

// AttendanceShare is the share as a reader sees it: "85%".
func (w *Words) AttendanceShare(c gazette.AttendanceCount) string {
	n := AttendancePercent(c)
	if n < 0 {
		return w.T("attendance.none")
	}
	return w.Say("attendance.percent", "Number", strconv.Itoa(n))
}

// Attended is attendance in one sentence.
func (w *Words) Attended(c gazette.AttendanceCount) string {
	if c.Expected == 0 {
		return w.T("attendance.unexpected")
	}
	return w.Say("attendance.attended", "Attended", w.Number(c.Present+c.Remote), "Expected", w.Number(c.Expected), "Percent", w.AttendanceShare(c))
}
