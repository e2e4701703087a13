package page

import (
	"strconv"

	"moothall/internal/gazette"
)

// Percent is how many in a hundred a part is of the whole; -1 of nothing. 100 means all and 0 none: what is
// nearly all or nearly none is 99 or 1.
func Percent(part, of int) int {
	switch {
	case of <= 0:
		return -1
	case part >= of:
		return 100
	case part <= 0:
		return 0
	}
	return min(max((part*200+of)/(2*of), 1), 99)
}

// AttendancePercent is how many in a hundred of the meetings at which somebody was expected they attended, in
// person or remotely; -1 where none expected them.
func AttendancePercent(c gazette.AttendanceCount) int { return Percent(c.Present+c.Remote, c.Expected) }

// Share is a part of a whole as a reader sees it: "85%".
func (w *Words) Share(part, of int) string {
	n := Percent(part, of)
	if n < 0 {
		return w.T("attendance.none")
	}
	return w.Say("attendance.percent", "Number", strconv.Itoa(n))
}

// AttendanceShare is the share of meetings attended.
func (w *Words) AttendanceShare(c gazette.AttendanceCount) string {
	return w.Share(c.Present+c.Remote, c.Expected)
}

// Attended is attendance in one sentence.
func (w *Words) Attended(c gazette.AttendanceCount) string {
	if c.Expected == 0 {
		return w.T("attendance.unexpected")
	}
	return w.Say("attendance.attended", "Attended", w.Number(c.Present+c.Remote), "Expected", w.Number(c.Expected), "Percent", w.AttendanceShare(c))
}
