package register

import (
	"fmt"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// MotionSort is what a motion is for.
type MotionSort string

// Sorts of motions.
const (
	MotionProper     MotionSort = "motion"
	MotionAmendment  MotionSort = "amendment"
	MotionExclusion  MotionSort = "exclusion"  // that the press and public be excluded
	MotionProcedural MotionSort = "procedural" // that the question be now put, that the meeting adjourn
)

// MotionSorts lists every sort.
func MotionSorts() []MotionSort {
	return []MotionSort{MotionProper, MotionAmendment, MotionExclusion, MotionProcedural}
}

// MotionState is where a motion stands.
type MotionState string

// States of a motion.
const (
	MotionOpen      MotionState = "open"
	MotionCarried   MotionState = "carried"
	MotionLost      MotionState = "lost"
	MotionWithdrawn MotionState = "withdrawn" // by its mover
	MotionLapsed    MotionState = "lapsed"    // for want of a seconder
)

// Motion is what somebody moves at an item of a meeting.
type Motion struct {
	Meeting  int         `json:"meeting"`
	Body     int         `json:"body"`
	Item     int         `json:"item"`
	Sort     MotionSort  `json:"sort"`
	State    MotionState `json:"state"`
	Amends   int         `json:"amends,omitzero"`   // the motion, of an amendment
	Mover    int         `json:"mover,omitzero"`    // person
	Seconder int         `json:"seconder,omitzero"` // person
	Budget   bool        `json:"budget,omitzero"`   // on the budget or the council tax
	// Text is what is moved: of an amendment, the whole motion as it would read. Of a motion to which an
	// amendment was carried it is the motion as amended.
	Text Words `json:"text,omitzero"`
	// Before is, of an amendment, what the motion said when it was moved.
	Before Words `json:"before,omitzero"`
	// Paragraphs are, of an exclusion, those of Schedule 12A that the resolution names, and Items the
	// items that it is for.
	Paragraphs []int            `json:"paragraphs,omitempty"`
	Items      []int            `json:"items,omitempty"`
	Openness   council.Openness `json:"openness,omitzero"` // the item's own
}

// Kind implements Work.
func (Motion) Kind() Kind { return "motion" }

// Lock implements Work.
func (m Motion) Lock() audience.Lock { return audience.Lock{Body: m.Body, Openness: m.Openness} }

// Marks implements Work.
func (m Motion) Marks() []Mark {
	return []Mark{{"meeting", itoa(m.Meeting)}, {"item", itoa(m.Item)}}
}

// Order implements Work: as they were moved.
func (m Motion) Order() string { return fmt.Sprintf("%09d", m.Meeting) }

// Check implements Work.
func (m Motion) Check() error {
	var faults council.Faults
	if !slices.Contains(MotionSorts(), m.Sort) {
		faults.Add("sort", "motion.sort.unknown")
	}
	if m.Text.IsZero() {
		faults.Add("text", "motion.text.missing")
	}
	if m.Sort == MotionAmendment && m.Amends == 0 {
		faults.Add("sort", "motion.amends.missing")
	}
	if m.Mover != 0 && m.Mover == m.Seconder {
		faults.Add("seconder", "motion.seconder.same")
	}
	if m.Sort == MotionExclusion {
		if len(m.Paragraphs) == 0 {
			faults.Add("paragraphs", "ground.paragraphs.missing")
		}
		if slices.ContainsFunc(m.Paragraphs, func(p int) bool { return p < 1 || p > audience.LastParagraph }) {
			faults.Add("paragraphs", "ground.paragraphs.unknown")
		}
		if len(m.Items) == 0 {
			faults.Add("items", "motion.items.missing")
		}
	}
	return faults.Err()
}

// VoteManner is how a vote is taken.
type VoteManner string

// Manners of voting.
const (
	ByAssent VoteManner = "assent" // nobody dissents
	ByHands  VoteManner = "hands"
	ByName   VoteManner = "name"
	ByBallot VoteManner = "ballot" // nobody learns how anybody votes
)

// VoteManners lists every manner.
func VoteManners() []VoteManner { return []VoteManner{ByAssent, ByHands, ByName, ByBallot} }

// Vote is a vote on a motion.
type Vote struct {
	Meeting   int        `json:"meeting"`
	Body      int        `json:"body"`
	Item      int        `json:"item"`
	Motion    int        `json:"motion"`
	Manner    VoteManner `json:"manner"`
	Demanded  []int      `json:"demanded,omitempty"` // the persons who demanded that it be taken by name
	For       int        `json:"for,omitzero"`
	Against   int        `json:"against,omitzero"`
	Abstained int        `json:"abstained,omitzero"`
	// Names are, of a vote by name, all who voted; of another, those who required that it be recorded
	// how they voted (SI 1993/202).
	Names   []gazette.NamedVote `json:"names,omitempty"`
	Casting council.Choice      `json:"casting,omitzero"` // the second vote of whoever presides, where the votes are equal
	CastBy  int                 `json:"castBy,omitzero"`  // person
	Poll    int                 `json:"poll,omitzero"`    // in which it was taken, where members voted in their own browsers
	// Appointment is what was made by it: whoever the motion names was chosen in the last round, and Against are
	// the votes for others.
	Appointment int              `json:"appointment,omitzero"`
	Openness    council.Openness `json:"openness,omitzero"`
}

// Kind implements Work.
func (Vote) Kind() Kind { return "vote" }

// Lock implements Work.
func (v Vote) Lock() audience.Lock { return audience.Lock{Body: v.Body, Openness: v.Openness} }

// Marks implements Work.
func (v Vote) Marks() []Mark {
	return []Mark{{"meeting", itoa(v.Meeting)}, {"motion", itoa(v.Motion)}}
}

// Order implements Work.
func (v Vote) Order() string { return fmt.Sprintf("%09d", v.Meeting) }

// Carried says whether the motion is: by more votes for it than against, or where they are equal by the
// casting vote. Without one, what does not have a majority is lost.
func (v Vote) Carried() bool {
	if v.Manner == ByAssent || v.Appointment != 0 {
		return true
	}
	return v.For > v.Against || v.For == v.Against && v.Casting == council.For
}

// Check implements Work.
func (v Vote) Check() error {
	var faults council.Faults
	if !slices.Contains(VoteManners(), v.Manner) {
		faults.Add("manner", "vote.manner.missing")
	}
	if v.For < 0 || v.Against < 0 || v.Abstained < 0 {
		faults.Add("for", "vote.count.negative")
	}
	if v.Manner != ByAssent && v.For+v.Against+v.Abstained == 0 {
		faults.Add("for", "vote.count.missing")
	}
	if v.Casting != "" && (v.Manner == ByAssent || v.For != v.Against) {
		faults.Add("casting", "vote.casting.unequal")
	}
	if v.Casting != "" && v.Casting != council.For && v.Casting != council.Against {
		faults.Add("casting", "vote.casting.unknown")
	}
	if v.Manner == ByBallot && len(v.Names) > 0 {
		faults.Add("names", "vote.names.secret")
	}
	seen := map[int]bool{}
	for _, n := range v.Names {
		if seen[n.Person] || n.Choice.Check() != nil {
			faults.Add("names", "vote.names.twice")
			break
		}
		seen[n.Person] = true
	}
	return faults.Err()
}

// counted is the vote with its counts made from the names, where it was taken by name.
func (v Vote) counted() Vote {
	if v.Manner == ByAssent {
		v.For, v.Against, v.Abstained, v.Casting, v.CastBy = 0, 0, 0, "", 0
	}
	if v.Manner != ByName || v.Appointment != 0 {
		return v
	}
	v.For, v.Against, v.Abstained = 0, 0, 0
	for _, n := range v.Names {
		switch n.Choice {
		case council.For:
			v.For++
		case council.Against:
			v.Against++
		case council.Abstained:
			v.Abstained++
		}
	}
	return v
}
