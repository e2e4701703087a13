package gazette

import "moothall/internal/council"

// PersonAttendance is a person's attendance in a period, by their presence in published minutes.
type PersonAttendance struct {
	Period        council.Spell    `json:"period,omitzero"` // zero for all that is on the record
	Attendance    AttendanceCount  `json:"attendance,omitzero"`
	ByBody        []BodyAttendance `json:"byBody,omitzero"`
	Meetings      []PersonMeeting  `json:"meetings,omitzero"` // newest first, a page of them
	MeetingsTotal int              `json:"meetingsTotal,omitzero"`
	Years         []int            `json:"years,omitzero"` // calendar years with meetings, newest first, whatever the period
}

// MemberAttendance is one line of a table of attendance.
type MemberAttendance struct {
	PersonLine
	Count AttendanceCount `json:"count,omitzero"`
}

// MeetingsPerPage is how many of a person's meetings a page of them has.
const MeetingsPerPage = 20
