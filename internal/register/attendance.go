package register

import (
	"fmt"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Attendance is how one person is at a meeting that is held. Every member of the body has one from when
// the meeting is opened; others are added.
type Attendance struct {
	Meeting  int                `json:"meeting"`
	Body     int                `json:"body"`
	Person   int                `json:"person,omitzero"` // 0 for somebody without a page
	Name     string             `json:"name"`
	Post     string             `json:"post,omitzero"`     // the capacity in which they attend, as it is minuted
	Role     gazette.MemberRole `json:"role,omitzero"`     // on the body, that day
	Presence council.Presence   `json:"presence,omitzero"` // empty while nobody has said
	For      int                `json:"for,omitzero"`      // the person whose seat a substitute takes
	Expected bool               `json:"expected,omitzero"` // holds a voting seat
	Arrived  int                `json:"arrived,omitzero"`  // the item at which they came; 0 from the beginning
	Left     int                `json:"left,omitzero"`     // the item from which they were no longer there; 0 for none
}

// Kind implements Work.
func (Attendance) Kind() Kind { return "attendance" }

// Lock implements Work.
func (a Attendance) Lock() audience.Lock { return audience.Lock{Body: a.Body} }

// Marks implements Work.
func (a Attendance) Marks() []Mark {
	return []Mark{{"meeting", itoa(a.Meeting)}, {"person", itoa(a.Person)}}
}

// Order implements Work: the chair, members, substitutes, and then those in attendance, each by name.
func (a Attendance) Order() string {
	rank := map[gazette.MemberRole]int{gazette.Chair: 0, gazette.ViceChair: 1, gazette.Member: 2, gazette.CoOpted: 3, gazette.SubstituteFor: 4}
	at, ok := rank[a.Role]
	if !ok {
		at = 5
	}
	return fmt.Sprintf("%09d %d %s", a.Meeting, at, gazette.Fold(a.Name))
}

// Check implements Work.
func (a Attendance) Check() error {
	var faults council.Faults
	if a.Name == "" {
		faults.Add("name", "attendance.name.missing")
	}
	if a.Presence != "" && a.Presence.Check() != nil {
		faults.Add("presence", "attendance.presence.unknown")
	}
	if a.Presence == council.Substitute && a.For == 0 {
		faults.Add("for", "attendance.for.missing")
	}
	return faults.Err()
}

// Votes says whether they may vote: a voting member or the substitute of one.
func (a Attendance) Votes() bool { return a.Expected || a.Presence == council.Substitute }

// HereAt says whether they are in the meeting at an item: from when they arrived until the item at which
// they left. Item 0 is the beginning.
func (a Attendance) HereAt(s Sitting, item int) bool {
	switch a.Presence {
	case council.Present, council.Substitute, council.Remote, council.InAttendance:
	case council.Apologies, council.Absent:
		return false
	default:
		return false
	}
	at := s.place(item)
	return (a.Arrived == 0 || at >= s.place(a.Arrived)) && (a.Left == 0 || at < s.place(a.Left))
}

// Declaration is an interest that somebody declares at a meeting.
type Declaration struct {
	Meeting  int                  `json:"meeting"`
	Body     int                  `json:"body"`
	Person   int                  `json:"person,omitzero"`
	Name     string               `json:"name"`
	Item     int                  `json:"item,omitzero"` // 0 for the whole meeting
	Interest council.InterestKind `json:"interest"`
	Nature   Words                `json:"nature,omitzero"` // public with the minutes, unless the interest is sensitive
	// Sensitive says that its details are withheld, since they could lead to violence or intimidation
	// (Localism Act 2011 s32).
	Sensitive bool `json:"sensitive,omitzero"`
	Withdrew  bool `json:"withdrew,omitzero"` // rather than stayed
}

// Kind implements Work.
func (Declaration) Kind() Kind { return "declaration" }

// Lock implements Work.
func (d Declaration) Lock() audience.Lock { return audience.Lock{Body: d.Body} }

// Marks implements Work.
func (d Declaration) Marks() []Mark {
	return []Mark{{"meeting", itoa(d.Meeting)}, {"item", itoa(d.Item)}}
}

// Order implements Work: as they were made.
func (d Declaration) Order() string { return fmt.Sprintf("%09d", d.Meeting) }

// Check implements Work.
func (d Declaration) Check() error {
	var faults council.Faults
	if d.Name == "" {
		faults.Add("person", "declaration.person.missing")
	}
	if d.Interest.Check() != nil {
		faults.Add("interest", "declaration.interest.missing")
	}
	if d.Nature.IsZero() && !d.Sensitive {
		faults.Add("nature", "declaration.nature.missing")
	}
	return faults.Err()
}
