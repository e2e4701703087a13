package gazette

import (
	"slices"
	"time"

	"moothall/internal/council"
)

// FigureID names one of the figures by which a council can be seen to keep its times.
type FigureID string

// Figures.
const (
	FigureDecisions  FigureID = "decisions"  // days from a decision to its publication
	FigureAgendas    FigureID = "agendas"    // agendas published by their last lawful day
	FigureMinutes    FigureID = "minutes"    // draft minutes within the council's own standard
	FigureApproval   FigureID = "approval"   // minutes approved at the next ordinary meeting
	FigureCallIns    FigureID = "call-ins"   // decisions that were called in
	FigureAttendance FigureID = "attendance" // places at meetings that were taken
)

// FigureIDs are the figures in the order in which they are shown.
func FigureIDs() []FigureID {
	return []FigureID{FigureDecisions, FigureAgendas, FigureMinutes, FigureApproval, FigureCallIns, FigureAttendance}
}

// Figures are which of its figures a council shows, with what they are held against: all that is needed besides
// the record to work them out again. Nation, counting and lengths are in the words of package deadline.
type Figures struct {
	Show         []FigureID        `json:"show"`
	DraftMinutes int               `json:"draftMinutes,omitempty"` // days after a meeting; 0 for no standard
	Nation       string            `json:"nation"`
	Counting     map[string]string `json:"counting,omitempty"`
	Lengths      map[string]int    `json:"lengths,omitempty"`
	Days         []FigureDay       `json:"days,omitempty"`
}

// FigureDay is a day that counts otherwise than the table of bank holidays.
type FigureDay struct {
	Day    council.Day  `json:"day"`
	Name   council.Text `json:"name,omitzero"`
	Counts bool         `json:"counts,omitempty"`
}

func (f *Figures) check() error {
	if f == nil {
		return nil
	}
	for _, id := range f.Show {
		if !slices.Contains(FigureIDs(), id) {
			return council.Invalid("there is no figure %q", id)
		}
	}
	return nil
}

// Timed is what was published when, as far as figures are made of it. What was imported is not in it: when that
// came onto this record says nothing of when it was published.
type Timed struct {
	Decisions []TimedDecision
	Meetings  []TimedMeeting
}

// TimedDecision is when a decision was made and published.
type TimedDecision struct {
	Number    int
	Day       council.Day // when it was made
	Published time.Time   // for the first time
	Standard  council.Day // by which the council's own standard asked for that; zero where none does
	CallIn    *CallIn     // nil where it could not be called in
}

// TimedMeeting is when what belongs to a meeting was published, for the first time each; zero where it was not.
type TimedMeeting struct {
	Number     int
	Body       int
	Kind       council.BodyKind
	Day        council.Day
	State      council.MeetingState
	Label      council.Text
	Agenda     time.Time
	Minutes    time.Time
	ApprovedAt int // the meeting that approved the minutes; 0 while none has
	Attendance AttendanceCount
}
