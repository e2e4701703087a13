package screen

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"moothall/internal/council"
)

// Face is what the screen shows.
type Face struct {
	Meeting int           `json:"meeting"` // its number
	Body    council.Text  `json:"body"`
	Day     council.Day   `json:"day"`
	Stand   Stand         `json:"stand"`
	Since   council.Clock `json:"since,omitzero"` // it began, was adjourned, or ended
	// Private says that the meeting is at an item that is kept from the public. Nothing below is set then.
	Private bool     `json:"private,omitzero"`
	Item    *Item    `json:"item,omitempty"`
	Speaker *Speaker `json:"speaker,omitempty"`
	Motion  *Motion  `json:"motion,omitempty"` // before the meeting
	Voting  *Voting  `json:"voting,omitempty"` // while members vote in their own browsers
	Result  *Result  `json:"result,omitempty"` // of the last vote at the item
}

// Stand is where a meeting stands.
type Stand string

// Where a meeting may stand.
const (
	Open      Stand = "open"
	Adjourned Stand = "adjourned"
	Closed    Stand = "closed"
)

// Item is the item that the meeting is at.
type Item struct {
	Printed string       `json:"printed,omitzero"` // its number as the agenda has it
	Title   council.Text `json:"title"`
}

// Speaker is who has the floor.
type Speaker struct {
	Name    string    `json:"name"`
	Since   time.Time `json:"since"`
	Seconds int       `json:"seconds,omitzero"` // for how long; 0 without a limit
}

// Motion is what is moved.
type Motion struct {
	Sort     string       `json:"sort"` // "motion", "amendment", "exclusion", "procedural"
	Text     council.Text `json:"text"`
	Before   council.Text `json:"before,omitzero"` // of an amendment, the motion without it
	Mover    string       `json:"mover,omitzero"`
	Seconder string       `json:"seconder,omitzero"`
}

// Voting is a vote under way.
type Voting struct {
	Manner string       `json:"manner"`          // "name", "hands", "ballot"
	Round  int          `json:"round,omitzero"`  // of an appointment
	Office council.Text `json:"office,omitzero"` // to which somebody is appointed
	Voted  int          `json:"voted"`           // how many have
	Of     int          `json:"of"`              // how many may
	Tied   bool         `json:"tied,omitzero"`   // counted, and equal: the casting vote or a lot is to come
}

// Result is how a vote went.
type Result struct {
	Sort      string         `json:"sort"`
	Text      council.Text   `json:"text"`
	Carried   bool           `json:"carried"`
	Manner    string         `json:"manner"` // "assent", "hands", "name", "ballot"
	For       int            `json:"for"`
	Against   int            `json:"against"`
	Abstained int            `json:"abstained"`
	Casting   council.Choice `json:"casting,omitzero"`
	Names     []Name         `json:"names,omitempty"`  // of a vote by name
	Rounds    []Round        `json:"rounds,omitempty"` // of an appointment
}

// Name is how somebody voted.
type Name struct {
	Name   string         `json:"name"`
	Choice council.Choice `json:"choice"`
}

// Round is one round of an appointment.
type Round struct {
	Tallies   []Tally `json:"tallies"`
	Abstained int     `json:"abstained,omitzero"`
	Chosen    string  `json:"chosen,omitzero"`  // who was chosen in it
	Out       string  `json:"out,omitzero"`     // who was out after it
	Settled   string  `json:"settled,omitzero"` // "lot" or "casting", where votes were equal
}

// Tally is how many votes a candidate had.
type Tally struct {
	Name  string `json:"name"`
	Votes int    `json:"votes"`
}

// Shown is a face as it is kept.
type Shown struct {
	Face   Face
	Change int64 // grows with all that is recorded of the meeting; 0 while it is not opened
	// Pulse tells one vote from another, of items in private session too: it is for those who vote, and says
	// nothing else.
	Pulse string
}

// ID tells what is shown from anything else: the same face has the same in every process and after every start.
func (s Shown) ID() (string, error) {
	b, err := json.Marshal(s.Face)
	if err != nil {
		return "", fmt.Errorf("write what the screen shows: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8]), nil
}
