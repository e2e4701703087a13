package gazette

import (
	"crypto/sha256"
	"encoding/hex"

	"moothall/internal/council"
)

// Meeting is the fact of a meeting: whose, when, where, and whether it goes ahead.
type Meeting struct {
	Body   int                  `json:"body"`
	Day    council.Day          `json:"day"`
	Starts council.Clock        `json:"starts,omitempty"`
	Ends   council.Clock        `json:"ends,omitempty"` // when it did end
	Place  council.Text         `json:"place,omitzero"`
	State  council.MeetingState `json:"state"`
	Label  council.Text         `json:"label,omitzero"`  // "Special meeting", "Annual meeting"
	Reason council.Text         `json:"reason,omitzero"` // why cancelled, postponed, adjourned or inquorate
	// MovedTo is the meeting held instead of a postponed or adjourned one.
	MovedTo int `json:"movedTo,omitempty"`
	// Documents are about the meeting itself and not of its agenda: notices that it will be private.
	Documents []int   `json:"documents,omitempty"`
	Source    *Source `json:"source,omitempty"`
}

// Source says where an imported thing was read. Nil for what was published here first.
type Source struct {
	Page   string `json:"page"`             // file name or address of the page
	SHA256 string `json:"sha256,omitempty"` // of the page's bytes, in hexadecimal
}

// Agenda is an edition of a meeting's agenda: always the whole agenda as it then stood. The
// edition's Label says what was added: "Agenda", "Supplement 1".
type Agenda struct {
	Label council.Text `json:"label"`
	Items []Item       `json:"items"`
	// Documents belong to the meeting as a whole: the agenda itself, a pack.
	Documents []int   `json:"documents,omitempty"`
	Source    *Source `json:"source,omitempty"`
}

// Item is one matter on an agenda.
type Item struct {
	Number  int          `json:"number"`            // its public number
	Printed string       `json:"printed,omitempty"` // as printed: "3", "1.(iv)", "6(a)"; empty for a heading
	Depth   int          `json:"depth,omitempty"`   // 0; 1 for a sub-item of the nearest item above with depth 0, and so on
	Title   council.Text `json:"title"`
	Heading bool         `json:"heading,omitempty"`
	// Procedural business (apologies, minutes, declarations) is never an issue.
	Procedural bool         `json:"procedural,omitempty"`
	Purpose    council.Text `json:"purpose,omitzero"` // plain text: "To consider a report of ..."
	Summary    council.Text `json:"summary,omitzero"` // HTML
	// Asked is what the body is asked to do, in limbs.
	AskedLead  string           `json:"askedLead,omitempty"` // "The Scrutiny Committee is asked to:"
	Asked      []Ask            `json:"asked,omitempty"`
	References []string         `json:"references,omitempty"` // report references: "C&H25"
	Contacts   []Contact        `json:"contacts,omitempty"`
	Documents  []int            `json:"documents,omitempty"`
	Issues     []ItemIssue      `json:"issues,omitempty"`
	Openness   council.Openness `json:"openness,omitempty"` // empty means open
	Exemption  *Exemption       `json:"exemption,omitempty"`
	Urgency    *Urgency         `json:"urgency,omitempty"`
	// Responses are what the report that the item brings says to points that bodies before raised.
	Responses []Response `json:"responses,omitempty"`
	// Withdrawn is why an item of an earlier edition is not considered after all. It keeps its number.
	Withdrawn council.Text `json:"withdrawn,omitzero"`
}

// Ask is a limb of what a body is asked to do.
type Ask struct {
	Label string       `json:"label,omitempty"` // "a)"
	Text  council.Text `json:"text"`            // plain text
}

// Response is what a report says to a point that a body before raised on it.
type Response struct {
	Item   int          `json:"item"`          // at which the point was raised
	Raised string       `json:"raised"`        // the point, plain
	Text   council.Text `json:"text,omitzero"` // plain; zero while there is none
}

// ItemIssue says that an item brings an issue before the body, and what the body is to do.
type ItemIssue struct {
	Issue int          `json:"issue"`
	Role  council.Role `json:"role"`
}

// Contact is an officer whom a reader may ask.
type Contact struct {
	Name      string `json:"name,omitempty"`
	Telephone string `json:"telephone,omitempty"`
	Email     string `json:"email,omitempty"`
}

// Exemption is the public face of an exempt item or document: the paragraphs of Schedule 12A to
// the Local Government Act 1972 and the public interest reason. Never what is exempt.
//
// Of what is open, it says on what ground it was kept from the public until it was released.
type Exemption struct {
	Paragraphs []int        `json:"paragraphs,omitempty"`
	Reason     council.Text `json:"reason,omitzero"`
	Review     council.Day  `json:"review,omitzero"`   // when it is looked at again, where the council says that
	Released   council.Day  `json:"released,omitzero"` // when the public was given it; zero while it is kept
}

// Urgency records who held a late item urgent and why (Local Government Act 1972 s100B(4)).
type Urgency struct {
	By     string       `json:"by"`
	Reason council.Text `json:"reason"`
}

// Minutes is an edition of the minutes of a meeting.
type Minutes struct {
	State        council.MinutesState `json:"state"`
	Attendance   []Attendance         `json:"attendance,omitempty"`
	Declarations []Declaration        `json:"declarations,omitempty"`
	Items        []ItemMinute         `json:"items,omitempty"`
	Documents    []int                `json:"documents,omitempty"`  // the minutes as printed
	ApprovedAt   int                  `json:"approvedAt,omitempty"` // the meeting that approved them as a correct record
	SignedBy     string               `json:"signedBy,omitempty"`
	SignedOn     council.Day          `json:"signedOn,omitzero"`
	SignedText   string               `json:"signedText,omitempty"` // SHA-256 of what was signed, as TextHash has it
	Corrections  []Correction         `json:"corrections,omitempty"`
	Source       *Source              `json:"source,omitempty"`
}

// Correction is where minutes, as they were approved, differ from the draft that was published. Either
// text is empty where a paragraph was added or taken out.
type Correction struct {
	Item int          `json:"item"` // item number
	Was  council.Text `json:"was,omitzero"`
	Now  council.Text `json:"now,omitzero"` // plain text
}

// TextHash is the SHA-256, in hexadecimal, of what the minutes say: of the canonical JSON of who was there,
// what was declared and what happened at each item. What is said of the minutes themselves, their state
// and who signed them, is no part of it.
func (c Minutes) TextHash() (string, error) {
	text, err := Canonical(Minutes{Attendance: c.Attendance, Declarations: c.Declarations, Items: c.Items})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// Attendance is how one person was at the meeting. Either Person or, for somebody without a page,
// Name is given.
type Attendance struct {
	Person   int              `json:"person,omitempty"`
	Name     string           `json:"name,omitempty"`
	Post     string           `json:"post,omitempty"` // the capacity they attended in, as minuted
	Presence council.Presence `json:"presence"`
	For      int              `json:"for,omitempty"`      // person whose seat a substitute took
	Expected bool             `json:"expected,omitempty"` // held a voting seat that day: counts for attendance
	Arrived  int              `json:"arrived,omitempty"`  // item number
	Left     int              `json:"left,omitempty"`     // item number
}

// Declaration is an interest declared at the meeting.
type Declaration struct {
	Person   int                  `json:"person,omitempty"`
	Name     string               `json:"name,omitempty"`
	Item     int                  `json:"item,omitempty"` // item number; 0 for the whole meeting
	Kind     council.InterestKind `json:"kind"`
	Nature   council.Text         `json:"nature"` // plain text
	Withdrew bool                 `json:"withdrew,omitempty"`
}

// ItemMinute is what happened at an item.
type ItemMinute struct {
	Item       int          `json:"item"`           // item number
	Prose      council.Text `json:"prose,omitzero"` // HTML, the whole minute
	Points     []Point      `json:"points,omitempty"`
	Resolution []Limb       `json:"resolution,omitempty"`
}

// Point is a point raised: a member's comment or question, and the answer given.
type Point struct {
	Text   string `json:"text"` // plain text
	Answer string `json:"answer,omitempty"`
	By     int    `json:"by,omitempty"` // person number
}

// Limb is one thing that was decided.
type Limb struct {
	Label              string       `json:"label,omitempty"` // "(1)"
	Verb               council.Verb `json:"verb"`
	Text               string       `json:"text"`                    // plain text
	Addressee          string       `json:"addressee,omitempty"`     // the body as written
	AddresseeBody      int          `json:"addresseeBody,omitempty"` // its number, where known
	InConsultationWith string       `json:"inConsultationWith,omitempty"`
	Owner              string       `json:"owner,omitempty"` // whom it makes do something, as written
	Due                council.Day  `json:"due,omitzero"`
	Vote               *Vote        `json:"vote,omitempty"`
}

// Vote is the count of a vote, and by name where it was recorded so.
type Vote struct {
	For       int         `json:"for,omitempty"`
	Against   int         `json:"against,omitempty"`
	Abstained int         `json:"abstained,omitempty"`
	Unanimous bool        `json:"unanimous,omitempty"`
	ByName    []NamedVote `json:"byName,omitempty"`
}

// NamedVote is how one member voted.
type NamedVote struct {
	Person int            `json:"person"`
	Choice council.Choice `json:"choice"`
}
