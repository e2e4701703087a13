package gazette

import (
	"time"

	"moothall/internal/council"
)

// What the readers of the record answer besides the two accounts. All names are as of now unless
// a day says otherwise.

// Published is the latest edition of a subject.
type Published[T any] struct {
	Number    int        `json:"number"`
	Content   T          `json:"content,omitzero"`
	Revision  Revision   `json:"revision,omitzero"`
	Tombstone *Tombstone `json:"tombstone,omitzero"` // set, and Content zero, where the latest edition was taken down
}

// BodyLine is a body in a list.
type BodyLine struct {
	Body   Named            `json:"body,omitzero"`
	Kind   council.BodyKind `json:"kind,omitzero"`
	Ended  bool             `json:"ended,omitzero"` // no longer exists on the asked day
	Next   *MeetingLine     `json:"next,omitzero"`  // the next meeting on or after the asked day
	Parent int              `json:"parent,omitzero"`
}

// WardLine is a ward in a list.
type WardLine struct {
	Ward        Named   `json:"ward,omitzero"`
	Councillors []Named `json:"councillors,omitzero"` // on the asked day
}

// BodyPage is what a body's page shows.
type BodyPage struct {
	Published[Body]
	Parent    *Named        `json:"parent,omitzero"`
	Children  []Named       `json:"children,omitzero"`
	Wards     []Named       `json:"wards,omitzero"`
	Members   []MemberLine  `json:"members,omitzero"` // on the asked day
	Coming    []MeetingLine `json:"coming,omitzero"`  // soonest first
	Past      []MeetingLine `json:"past,omitzero"`    // newest first, at most a page of them
	PastTotal int           `json:"pastTotal,omitzero"`
	Years     []int         `json:"years,omitzero"` // calendar years with meetings, newest first
}

// MemberLine is a person on a body.
type MemberLine struct {
	Person Named          `json:"person,omitzero"`
	Style  string         `json:"style,omitzero"`
	Role   MemberRole     `json:"role,omitzero"`
	Voting bool           `json:"voting,omitzero"`
	Party  Named          `json:"party,omitzero"`
	Wards  []Named        `json:"wards,omitzero"`
	Posts  []council.Text `json:"posts,omitzero"`
	council.Spell
}

// VotesPerPage is how many recorded votes a page of them holds.
const VotesPerPage = 20

// PersonPage is what a person's page shows.
type PersonPage struct {
	Published[Person]
	PersonAttendance
	Parties      map[int]Party        `json:"parties,omitzero"`
	Wards        map[int]council.Text `json:"wards,omitzero"`
	Bodies       map[int]council.Text `json:"bodies,omitzero"` // of Memberships
	Votes        []VoteLine           `json:"votes,omitzero"`  // newest first, a page of them
	VotesTotal   int                  `json:"votesTotal,omitzero"`
	Declarations []PersonDeclaration  `json:"declarations,omitzero"` // newest first
}

// AttendanceCount counts attendance: of the meetings at which a person held a voting seat and was
// expected, how many they attended in person or remotely.
type AttendanceCount struct {
	Expected     int `json:"expected"`
	Present      int `json:"present"`
	Remote       int `json:"remote"`
	Apologies    int `json:"apologies"`
	Absent       int `json:"absent"`
	AsSubstitute int `json:"asSubstitute"` // for somebody else; not expected
	InAttendance int `json:"inAttendance"` // as a visitor; not expected
}

// BodyAttendance is attendance at one body.
type BodyAttendance struct {
	Body  Named           `json:"body,omitzero"`
	Count AttendanceCount `json:"count,omitzero"`
}

// VoteLine is one recorded vote of a person.
type VoteLine struct {
	Meeting MeetingLine    `json:"meeting,omitzero"`
	Item    int            `json:"item,omitzero"`
	Title   council.Text   `json:"title,omitzero"` // of the item
	Limb    string         `json:"limb,omitzero"`  // anchor on the meeting's page
	Choice  council.Choice `json:"choice,omitzero"`
}

// PersonDeclaration is a declaration of interest by a person.
type PersonDeclaration struct {
	Meeting  MeetingLine          `json:"meeting,omitzero"`
	Title    council.Text         `json:"title,omitzero"` // of the item, zero for the whole meeting
	Kind     council.InterestKind `json:"kind,omitzero"`
	Nature   council.Text         `json:"nature,omitzero"`
	Withdrew bool                 `json:"withdrew,omitzero"`
}

// PersonMeeting is a person's presence at a meeting.
type PersonMeeting struct {
	Meeting  MeetingLine      `json:"meeting,omitzero"`
	Presence council.Presence `json:"presence,omitzero"`
}

// PersonLine is a person in a list.
type PersonLine struct {
	Person     Named          `json:"person,omitzero"`
	Style      string         `json:"style,omitzero"`
	Party      Named          `json:"party,omitzero"`
	Wards      []Named        `json:"wards,omitzero"`
	Posts      []council.Text `json:"posts,omitzero"`
	Councillor bool           `json:"councillor,omitzero"` // represents a ward on the asked day
}

// WardPage is what a ward's page shows.
type WardPage struct {
	Published[Ward]
	Councillors []PersonLine   `json:"councillors,omitzero"`
	Bodies      []Named        `json:"bodies,omitzero"` // whose area it is in
	Issues      []IssueLine    `json:"issues,omitzero"` // that affect this ward by name, newest first
	Decisions   []DecisionLine `json:"decisions,omitzero"`
	// How many there are in all; the lists above are a page of each.
	IssuesTotal    int `json:"issuesTotal,omitzero"`
	DecisionsTotal int `json:"decisionsTotal,omitzero"`
}

// DecisionPage is what a decision's page shows.
type DecisionPage struct {
	Published[Decision]
	Body      *Named         `json:"body,omitzero"` // as called that day
	Person    *Named         `json:"person,omitzero"`
	Issue     *Named         `json:"issue,omitzero"`
	Meeting   *MeetingLine   `json:"meeting,omitzero"`
	Item      *ItemAccount   `json:"item,omitzero"`
	Wards     []Named        `json:"wards,omitzero"`
	Documents []DocumentLine `json:"documents,omitzero"`
	Authors   []string       `json:"authors,omitzero"` // of its reports, each once
	Callers   []Named        `json:"callers,omitzero"` // who called it in
}

// DocumentPage is what a document's page shows.
type DocumentPage struct {
	Published[Document]
	Line   DocumentLine    `json:"line,omitzero"`
	Items  []DocumentPlace `json:"items,omitzero"`
	Issues []Named         `json:"issues,omitzero"`
	Packed []DocumentLine  `json:"packed,omitzero"` // the papers of an agenda pack, with their page numbers
}

// DocumentPlace is an agenda item that a document belongs to; Item is 0 for the whole meeting.
type DocumentPlace struct {
	Meeting MeetingLine  `json:"meeting,omitzero"`
	Item    int          `json:"item,omitzero"`
	Printed string       `json:"printed,omitzero"`
	Title   council.Text `json:"title,omitzero"`
}

// PlanPage is what a forward plan's page shows.
type PlanPage struct {
	Published[ForwardPlan]
	Items []PlanItemLine `json:"items,omitzero"`
}

// PlanItemLine is a planned decision with the names it needs.
type PlanItemLine struct {
	PlanItem
	Title      council.Text `json:"title,omitzero"`
	BodyName   council.Text `json:"bodyName,omitzero"`
	Status     Status       `json:"status,omitzero"`
	Wards      []Named      `json:"wards,omitzero"`
	AllWards   bool         `json:"allWards,omitzero"`
	Contacts   []Contact    `json:"contacts,omitzero"`
	LeadMember council.Text `json:"leadMember,omitzero"`
}

// PlanLine is a forward plan in a list.
type PlanLine struct {
	Number   int           `json:"number"`
	Title    council.Text  `json:"title,omitzero"`
	Period   council.Spell `json:"period,omitzero"`
	Editions int           `json:"editions,omitzero"`
	Changed  time.Time     `json:"changed,omitzero"`
}

// NewsLine is one publication, for "what's new".
type NewsLine struct {
	Seq       int64        `json:"seq,omitzero"`
	Subject   Subject      `json:"subject,omitzero"`
	Edition   int          `json:"edition,omitzero"`
	At        time.Time    `json:"at,omitzero"`
	Title     council.Text `json:"title,omitzero"` // of what was published
	Label     council.Text `json:"label,omitzero"` // of an agenda's edition, or a meeting's
	State     string       `json:"state,omitzero"` // of the meeting or the minutes, as this edition says it
	Day       council.Day  `json:"day,omitzero"`   // of the meeting or decision, where there is one
	Tombstone bool         `json:"tombstone,omitzero"`
}

// Question selects issues or decisions from a register. Zero fields do not narrow. Words are
// looked for in titles without regard to case or accents; every word must be found.
type Question struct {
	Words    string
	Body     int
	Ward     int
	Person   int // single decision maker
	From, To council.Day
	Key      *bool
	Officer  *bool
	CallIn   CallInOutcome // as it stands
	On       council.Day   // on this day
	Status   StatusKind
	Page     int // from 1
	PerPage  int // 1 to 100; 0 means 25
}
