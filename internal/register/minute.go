package register

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// MinutesState is where the minutes of a meeting stand.
type MinutesState string

// States of minutes, in their order.
const (
	MinutesWriting   MinutesState = "writing"
	MinutesWithChair MinutesState = "with the chair"
	MinutesDrafted   MinutesState = "drafted" // published as a draft, and on the agenda of the meeting that is to approve them
	MinutesApproved  MinutesState = "approved"
	MinutesSigned    MinutesState = "signed"
)

// Minutes are the minutes of a meeting as a whole, on their way from the first word to the signature.
// Their number is the meeting's. What happened at each item is a Minute.
type Minutes struct {
	Body      int          `json:"body"`
	Day       council.Day  `json:"day"` // of the meeting
	State     MinutesState `json:"state"`
	Until     council.Day  `json:"until,omitzero"`   // by which the chair is asked to answer
	Drafted   council.Day  `json:"drafted,omitzero"` // when they were published as a draft
	At        int          `json:"at,omitzero"`      // the meeting on whose agenda they are placed
	AtItem    int          `json:"atItem,omitzero"`  // its item
	Papers    []int        `json:"papers,omitempty"` // the minutes in print
	Signature *Signature   `json:"signature,omitempty"`
}

// Signature says who signed minutes, when, and over exactly which text.
type Signature struct {
	By     string      `json:"by"`
	Person int         `json:"person,omitzero"`
	On     council.Day `json:"on"`
	At     time.Time   `json:"at"`   // when it was recorded
	Text   string      `json:"text"` // SHA-256 of the text, as gazette.Minutes.TextHash has it
}

// Kind implements Work.
func (Minutes) Kind() Kind { return "minutes" }

// Lock implements Work.
func (m Minutes) Lock() audience.Lock { return audience.Lock{Body: m.Body} }

// Marks implements Work.
func (m Minutes) Marks() []Mark {
	marks := []Mark{{"body", itoa(m.Body)}, {"state", string(m.State)}}
	if m.At != 0 {
		marks = append(marks, Mark{"at", itoa(m.At)})
	}
	return marks
}

// Order implements Work.
func (m Minutes) Order() string { return m.Day.String() }

// Check implements Work.
func (m Minutes) Check() error { return nil }

// Minute is what happened at an item, as it is being written. Its number is the item's.
type Minute struct {
	Meeting  int              `json:"meeting"`
	Body     int              `json:"body"`
	Openness council.Openness `json:"openness,omitzero"` // the item's own
	Prose    Words            `json:"prose,omitzero"`    // as typed, in the markup of package paper/markup
	Read     MinuteReading    `json:"read,omitzero"`     // what stands in the prose
	// Twin is, of an item that is kept from the public, the minute that they read in its place.
	Twin     Words         `json:"twin,omitzero"`
	TwinRead MinuteReading `json:"twinRead,omitzero"`
	// Drafted is what the public has read of it since the minutes were published as a draft.
	Drafted Words `json:"drafted,omitzero"`
}

// MinuteReading is what was read from prose: the points raised and the limbs of the resolution, as somebody who
// was shown them beside the prose has kept them. It stands for that prose alone; once the prose is another, it
// keeps what was put right by hand until somebody is shown what is read now.
type MinuteReading struct {
	Of     string         `json:"of,omitzero"` // SHA-256 of the prose, by digestOf
	Points []MinutedPoint `json:"points,omitempty"`
	Limbs  []MinutedLimb  `json:"limbs,omitempty"`
}

// MinutedPoint is a point raised, with the answer given.
type MinutedPoint struct {
	Text   audience.Sealed `json:"text"`
	Answer audience.Sealed `json:"answer,omitzero"`
	By     int             `json:"by,omitzero"` // person
	// As is the point as it was read, before anybody put it right, as asRead writes it; empty for one that was
	// added by hand.
	As audience.Sealed `json:"as,omitzero"`
}

// MinutedLimb is one limb of a resolution.
type MinutedLimb struct {
	Label         string          `json:"label,omitzero"`
	Verb          council.Verb    `json:"verb"`
	Text          audience.Sealed `json:"text"`
	Addressee     audience.Sealed `json:"addressee,omitzero"`     // the body as written
	AddresseeBody int             `json:"addresseeBody,omitzero"` // its number, where known
	Consulted     audience.Sealed `json:"consulted,omitzero"`     // in consultation with whom
	Owner         audience.Sealed `json:"owner,omitzero"`         // whom it makes do something
	Due           council.Day     `json:"due,omitzero"`
	Vote          *gazette.Vote   `json:"vote,omitempty"`
	As            audience.Sealed `json:"as,omitzero"` // as it was read, like that of a point
}

// Kind implements Work.
func (Minute) Kind() Kind { return "minute" }

// Lock implements Work.
func (m Minute) Lock() audience.Lock { return audience.Lock{Body: m.Body, Openness: m.Openness} }

// Marks implements Work.
func (m Minute) Marks() []Mark { return []Mark{{"meeting", itoa(m.Meeting)}} }

// Order implements Work: the sitting holds the order of its items.
func (m Minute) Order() string { return fmt.Sprintf("%09d", m.Meeting) }

// Check implements Work.
func (m Minute) Check() error {
	var faults council.Faults
	for i, l := range append(m.Read.Limbs[:len(m.Read.Limbs):len(m.Read.Limbs)], m.TwinRead.Limbs...) {
		if l.Verb.Check() != nil || l.Text.IsZero() {
			faults.Add("limb-"+itoa(i), "minute.limb.incomplete")
		}
	}
	return faults.Err()
}

// DigestOf is the SHA-256 of prose, by which a reading says what it was read from; empty for no prose.
func DigestOf(prose council.Text) string {
	if prose.IsZero() {
		return ""
	}
	sum := sha256.Sum256([]byte(prose.En + "\x00" + prose.Cy))
	return hex.EncodeToString(sum[:])
}

// MinuteComment is what the chair, or another officer, says of the draft of a minute.
type MinuteComment struct {
	Meeting  int              `json:"meeting"`
	Body     int              `json:"body"`
	Item     int              `json:"item,omitzero"` // 0 for the minutes as a whole
	Name     string           `json:"name"`          // of whoever comments
	Text     audience.Sealed  `json:"text"`
	Answer   audience.Sealed  `json:"answer,omitzero"` // what was done about it
	Settled  bool             `json:"settled,omitzero"`
	Openness council.Openness `json:"openness,omitzero"`
}

// Kind implements Work.
func (MinuteComment) Kind() Kind { return "minutes comment" }

// Lock implements Work.
func (c MinuteComment) Lock() audience.Lock { return audience.Lock{Body: c.Body, Openness: c.Openness} }

// Marks implements Work.
func (c MinuteComment) Marks() []Mark { return []Mark{{"meeting", itoa(c.Meeting)}} }

// Order implements Work: as they were made.
func (c MinuteComment) Order() string { return fmt.Sprintf("%09d", c.Meeting) }

// Check implements Work.
func (c MinuteComment) Check() error {
	var faults council.Faults
	if c.Text.IsZero() {
		faults.Add("comment", "minutes.comment.missing")
	}
	return faults.Err()
}
