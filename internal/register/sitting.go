package register

import (
	"fmt"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// SittingState is where a meeting stands between the chair's opening and closing it.
type SittingState string

// States of a sitting.
const (
	SittingOpen      SittingState = "open"
	SittingAdjourned SittingState = "adjourned" // for a time, and goes on the same day
	SittingClosed    SittingState = "closed"
)

// Sitting is a meeting while it is held, and what it was afterwards: when it began, who presides, in what
// order the business is taken, which item it is at. Its number is the meeting's. Who is there, what they
// declare, move and vote are work of their own (Attendance, Declaration, Motion, Vote), so that two
// officers can record at once.
type Sitting struct {
	Body      int           `json:"body"`
	Day       council.Day   `json:"day"`
	State     SittingState  `json:"state"`
	Began     council.Clock `json:"began"`
	Ended     council.Clock `json:"ended,omitzero"`
	Chair     int           `json:"chair,omitzero"` // the person who presides
	Business  []int         `json:"business"`       // items in the order in which they are taken
	Item      int           `json:"item,omitzero"`  // that is being considered; 0 before the first
	Breaks    []Break       `json:"breaks,omitempty"`
	Inquorate bool          `json:"inquorate,omitzero"` // it could not be held for want of members
}

// Break is a time for which a sitting was adjourned. To is empty while it lasts.
type Break struct {
	From   council.Clock `json:"from"`
	To     council.Clock `json:"to,omitzero"`
	Reason council.Text  `json:"reason,omitzero"`
}

// Kind implements Work.
func (Sitting) Kind() Kind { return "sitting" }

// Lock implements Work: members of the body may follow it.
func (s Sitting) Lock() audience.Lock { return audience.Lock{Body: s.Body, Tabled: true} }

// Marks implements Work.
func (s Sitting) Marks() []Mark {
	return []Mark{{"body", fmt.Sprint(s.Body)}, {"state", string(s.State)}}
}

// Order implements Work.
func (s Sitting) Order() string { return s.Day.String() }

// Check implements Work.
func (s Sitting) Check() error {
	var faults council.Faults
	if s.Began == "" {
		faults.Add("began", "sitting.began.missing")
	}
	if s.State == SittingClosed && s.Ended == "" {
		faults.Add("ended", "sitting.ended.missing")
	}
	return faults.Err()
}

// place is where an item comes in the order of business; -1 before the first.
func (s Sitting) place(item int) int { return slices.Index(s.Business, item) }
