package register

import (
	"fmt"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/ballot"
	"moothall/internal/council"
)

// AppointmentState is where an appointment stands.
type AppointmentState string

// States of an appointment.
const (
	AppointmentOpen AppointmentState = "open"
	AppointmentMade AppointmentState = "made"
	AppointmentVoid AppointmentState = "void" // given up
)

// TieManner is how it was settled who is chosen or is out among those with equal votes.
type TieManner string

// Manners of settling.
const (
	ByLot     TieManner = "lot"
	ByCasting TieManner = "casting" // the casting vote of whoever presides
)

// Appointment is that a meeting chooses somebody from candidates, in one round of voting or in several. Each
// round is a Poll.
type Appointment struct {
	Meeting    int              `json:"meeting"`
	Body       int              `json:"body"`
	Item       int              `json:"item"`
	Office     Words            `json:"office"` // to which
	Rule       ballot.Rule      `json:"rule"`
	Manner     VoteManner       `json:"manner"` // by name or by ballot
	State      AppointmentState `json:"state"`
	Candidates []Candidate      `json:"candidates"`
	Rounds     []Round          `json:"rounds,omitempty"`
	Chosen     int              `json:"chosen,omitzero"` // number of the candidate
	Motion     int              `json:"motion,omitzero"` // the resolution, once it is made
	Openness   council.Openness `json:"openness,omitzero"`
}

// Candidate is somebody who stands.
type Candidate struct {
	Number int    `json:"number"` // from 1
	Name   string `json:"name"`
	// Resolved is what is resolved where they are chosen.
	Resolved Words `json:"resolved,omitzero"`
	Out      int   `json:"out,omitzero"` // the round after which they were out
}

// Round is a round that was counted.
type Round struct {
	Poll      int       `json:"poll"`
	Standing  []int     `json:"standing"` // numbers of candidates
	Votes     []int     `json:"votes"`    // for each of Standing
	Abstained int       `json:"abstained,omitzero"`
	Out       int       `json:"out,omitzero"`    // who was out after it
	Chosen    int       `json:"chosen,omitzero"` // who was chosen in it
	Tied      []int     `json:"tied,omitempty"`  // who had equal votes, of whom one was to be chosen or put out
	Chooses   bool      `json:"chooses,omitempty"`
	Settled   TieManner `json:"settled,omitempty"` // how that was settled
}

// Kind implements Work.
func (Appointment) Kind() Kind { return "appointment" }

// Lock implements Work.
func (a Appointment) Lock() audience.Lock { return audience.Lock{Body: a.Body, Openness: a.Openness} }

// Marks implements Work.
func (a Appointment) Marks() []Mark {
	return []Mark{{"meeting", itoa(a.Meeting)}, {"item", itoa(a.Item)}}
}

// Order implements Work: as they were begun.
func (a Appointment) Order() string { return fmt.Sprintf("%09d", a.Meeting) }

// mostCandidates bounds how many may stand: a ballot paper holds a place from 0 to 255.
const mostCandidates = 100

// Check implements Work.
func (a Appointment) Check() error {
	var faults council.Faults
	if a.Office.IsZero() {
		faults.Add("office", "appointment.office.missing")
	}
	if !slices.Contains(ballot.Rules(), a.Rule) {
		faults.Add("rule", "appointment.rule.missing")
	}
	if a.Manner != ByName && a.Manner != ByBallot {
		faults.Add("manner", "poll.manner.missing")
	}
	if len(a.Candidates) == 0 {
		faults.Add("candidates", "appointment.candidates.missing")
	}
	if len(a.Candidates) > mostCandidates {
		faults.Add("candidates", "appointment.candidates.many", "Most", itoa(mostCandidates))
	}
	seen := map[string]bool{}
	for _, c := range a.Candidates {
		if c.Name == "" || seen[c.Name] {
			faults.Add("candidates", "appointment.candidates.twice")
			break
		}
		seen[c.Name] = true
	}
	return faults.Err()
}

func (a Appointment) at() (meeting, body int) { return a.Meeting, a.Body }

// Standing are the candidates who are not out.
func (a Appointment) Standing() []Candidate {
	return slices.DeleteFunc(slices.Clone(a.Candidates), func(c Candidate) bool { return c.Out != 0 })
}

// Candidate is the one with a number.
func (a Appointment) Candidate(number int) (Candidate, bool) {
	i := slices.IndexFunc(a.Candidates, func(c Candidate) bool { return c.Number == number })
	if i < 0 {
		return Candidate{}, false
	}
	return a.Candidates[i], true
}

// Names are what the candidates are called, by the options that stand for them.
func (a Appointment) Names() map[string]string {
	names := map[string]string{}
	for _, c := range a.Candidates {
		names[candidateOption(c.Number)] = c.Name
	}
	return names
}

// Tie is the round in which somebody is still to be chosen or put out among equals; false where none waits.
func (a Appointment) Tie() (Round, bool) {
	if n := len(a.Rounds); n > 0 && len(a.Rounds[n-1].Tied) > 0 && a.Rounds[n-1].Settled == "" {
		return a.Rounds[n-1], true
	}
	return Round{}, false
}
