package register

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// PollState is where a poll stands.
type PollState string

// States of a poll.
const (
	PollOpen   PollState = "open"
	PollTied   PollState = "tied"   // counted, and waits for the casting vote or for lots to be drawn
	PollClosed PollState = "closed" // counted
	PollVoid   PollState = "void"   // given up, and counts for nothing
)

// Poll is a vote that members take each in their own browser: on a motion, or in one round of an appointment.
// Who may vote in it, and on what words, is settled when it is opened. How each votes is a Cast of its own, so
// that a whole council can vote at once.
type Poll struct {
	Meeting     int        `json:"meeting"`
	Body        int        `json:"body"`
	Item        int        `json:"item"`
	Motion      int        `json:"motion,omitzero"`      // 0 of a round of an appointment
	Appointment int        `json:"appointment,omitzero"` // 0 of a vote on a motion
	Round       int        `json:"round,omitzero"`       // of an appointment, from 1
	Manner      VoteManner `json:"manner"`               // by name, by ballot, or as if by show of hands: by numbers alone
	State       PollState  `json:"state"`
	Demanded    []int      `json:"demanded,omitempty"` // the persons who demanded that it be taken by name
	// Question is what is voted on, as it reads when the poll is opened, and Before, of an amendment, what the
	// motion says now.
	Question Words `json:"question,omitzero"`
	Before   Words `json:"before,omitzero"`
	// Options are what one may choose: the choices on a motion, or the numbers of candidates and "abstained".
	Options  []string         `json:"options"`
	Voters   []Voter          `json:"voters"`
	Lid      []byte           `json:"-" cbor:"lid,omitempty"` // of a secret ballot, what its papers are sealed with
	Opened   time.Time        `json:"opened"`
	Closed   time.Time        `json:"closed,omitzero"`
	Counts   []int            `json:"counts,omitempty"` // for each of Options, once it is counted
	Openness council.Openness `json:"openness,omitzero"`
}

// Voter is a person who may vote in a poll, with the account from which they would; 0 where they have none, and
// an officer enters their vote.
type Voter struct {
	Person  int `json:"person"`
	Account int `json:"account,omitzero"`
}

// Kind implements Work.
func (Poll) Kind() Kind { return "poll" }

// Lock implements Work: it is before the body from the beginning, and its voters may see it wherever they sit.
func (p Poll) Lock() audience.Lock {
	l := audience.Lock{Body: p.Body, Openness: p.Openness, Tabled: true}
	for _, v := range p.Voters {
		if v.Account != 0 {
			l.Owners = append(l.Owners, v.Account)
		}
	}
	return l
}

// Marks implements Work.
func (p Poll) Marks() []Mark {
	return []Mark{{"meeting", itoa(p.Meeting)}, {"motion", itoa(p.Motion)}, {"appointment", itoa(p.Appointment)}, {"state", string(p.State)}}
}

// Order implements Work: as they were opened.
func (p Poll) Order() string { return fmt.Sprintf("%09d", p.Meeting) }

// Check implements Work.
func (p Poll) Check() error {
	var faults council.Faults
	if p.Manner != ByName && p.Manner != ByHands && p.Manner != ByBallot {
		faults.Add("manner", "poll.manner.missing")
	}
	if len(p.Voters) == 0 {
		faults.Add("manner", "poll.voters.none")
	}
	if p.Question.IsZero() || len(p.Options) < 2 {
		return council.Invalid("a poll of meeting %d asks nothing", p.Meeting)
	}
	return faults.Err()
}

// at is the meeting at which it is taken, and its body.
func (p Poll) at() (meeting, body int) { return p.Meeting, p.Body }

// voter is somebody who may vote in the poll; false where they may not.
func (p Poll) voter(person int) (Voter, bool) {
	i := slices.IndexFunc(p.Voters, func(v Voter) bool { return v.Person == person && person != 0 })
	if i < 0 {
		return Voter{}, false
	}
	return p.Voters[i], true
}

// Counted says whether it is known how the poll went.
func (p Poll) Counted() bool { return p.State == PollClosed || p.State == PollTied }

// Count is how many have chosen an option, once the poll is counted.
func (p Poll) Count(option string) int {
	i := slices.Index(p.Options, option)
	if i < 0 || i >= len(p.Counts) {
		return 0
	}
	return p.Counts[i]
}

// motionOptions are what one may choose in a vote on a motion.
func motionOptions() []string {
	return []string{string(council.For), string(council.Against), string(council.Abstained)}
}

// Cast is that a person has voted in a poll, and, unless the ballot is secret, how. Its number follows from both,
// so that there can be one alone.
type Cast struct {
	Meeting int             `json:"meeting"`
	Body    int             `json:"body"`
	Poll    int             `json:"poll"`
	Person  int             `json:"person"`
	Account int             `json:"account,omitzero"` // the person's own
	Choice  audience.Sealed `json:"choice,omitzero"`  // one of the poll's options; never set in a secret ballot
	// Entered says that an officer entered it for a member whose device failed.
	Entered bool `json:"entered,omitzero"`
}

// Kind implements Work.
func (Cast) Kind() Kind { return "cast" }

// Lock implements Work: it opens to whose vote it is, and to who counts.
func (c Cast) Lock() audience.Lock {
	l := audience.Lock{Body: c.Body, Openness: council.Confidential}
	if c.Account != 0 {
		l.Owners = []int{c.Account}
	}
	return l
}

// Marks implements Work.
func (c Cast) Marks() []Mark { return []Mark{{"poll", itoa(c.Poll)}} }

// Order implements Work: of no meaning, so that it tells nothing of when somebody voted.
func (Cast) Order() string { return "" }

// Check implements Work.
func (c Cast) Check() error {
	if c.Poll == 0 || c.Person == 0 {
		return council.Invalid("a vote of nobody, or in no poll")
	}
	return nil
}

// castNumber is the number of a person's vote in a poll. Numbers of persons are below 2^32.
func castNumber(poll, person int) int { return poll<<32 | person }

// candidateOption is the option that stands for a candidate.
func candidateOption(number int) string { return strconv.Itoa(number) }
