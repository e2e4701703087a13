package gazette

import (
	"strconv"
	"time"

	"moothall/internal/council"
)

// Named is something with a page of its own: its number and what it is called.
type Named struct {
	Number int          `json:"number"`
	Name   council.Text `json:"name,omitzero"`
}

// IssueAccount is everything published about an issue, in the order in which a reader needs it.
type IssueAccount struct {
	Number      int            `json:"number"`
	Title       council.Text   `json:"title,omitzero"`
	Summary     council.Text   `json:"summary,omitzero"` // clean HTML
	Status      Status         `json:"status,omitzero"`
	Route       []Step         `json:"route,omitzero"` // oldest first; planned steps last
	Related     []RelatedIssue `json:"related,omitzero"`
	Decisions   []DecisionLine `json:"decisions,omitzero"`
	Plans       []PlanNotice   `json:"plans,omitzero"`
	Documents   []DocumentLine `json:"documents,omitzero"` // of the issue itself, besides those of its items
	AllWards    bool           `json:"allWards,omitzero"`
	Wards       []Named        `json:"wards,omitzero"`
	LeadMember  council.Text   `json:"leadMember,omitzero"`
	LeadOfficer string         `json:"leadOfficer,omitzero"`
	Department  council.Text   `json:"department,omitzero"`
	References  []string       `json:"references,omitzero"` // of the issue and of every item that brought it, each once
	Contacts    []Contact      `json:"contacts,omitzero"`
	Key         bool           `json:"key,omitzero"`
	KeyReason   council.Text   `json:"keyReason,omitzero"`
	Source      *Source        `json:"source,omitzero"`
	Revision    Revision       `json:"revision,omitzero"`
	Tombstone   *Tombstone     `json:"tombstone,omitzero"` // set where the issue's latest edition was taken down
}

// Revision says how new an account is.
type Revision struct {
	Seq     int64     `json:"seq,omitzero"`     // of the last entry that the account was made from
	Changed time.Time `json:"changed,omitzero"` // when that entry was published
	Entries int       `json:"entries,omitzero"` // how many entries have made it: its editions
}

// Tombstone stands where a lawful takedown removed something.
type Tombstone struct {
	Ground TakedownGround `json:"ground,omitzero"`
	Reason council.Text   `json:"reason,omitzero"`
	On     time.Time      `json:"on,omitzero"`
}

// StatusKind is where an issue stands.
type StatusKind string

// Where an issue can stand.
const (
	StatusNew         StatusKind = "new"         // nothing planned or held yet
	StatusPlanned     StatusKind = "planned"     // first consideration is still to come
	StatusConsidered  StatusKind = "considered"  // held, and nothing decided, recommended or referred
	StatusRecommended StatusKind = "recommended" // a recommendation awaits its answer
	StatusDecided     StatusKind = "decided"
	StatusRejected    StatusKind = "rejected"
	StatusDeferred    StatusKind = "deferred"
	StatusWithdrawn   StatusKind = "withdrawn"
)

// Status is where an issue stands, computed from its route. It becomes one sentence.
type Status struct {
	Kind  StatusKind   `json:"kind,omitzero"`
	Verb  council.Verb `json:"verb,omitzero"`  // what was done, where something was
	Body  Named        `json:"body,omitzero"`  // who did it
	Maker council.Text `json:"maker,omitzero"` // or the single decision maker
	Day   council.Day  `json:"day,omitzero"`
	// RecommendedBy is whose recommendation the decision answered, and how.
	RecommendedBy Named          `json:"recommendedBy,omitzero"`
	RecommendedOn council.Day    `json:"recommendedOn,omitzero"`
	Answer        council.Answer `json:"answer,omitzero"`
	To            Named          `json:"to,omitzero"` // whom a recommendation awaits
	Next          *NextStep      `json:"next,omitzero"`
}

// NextStep is the next planned consideration.
type NextStep struct {
	Body  Named        `json:"body,omitzero"`  // the body, or
	Maker council.Text `json:"maker,omitzero"` // the post of the single decision maker
	Role  council.Role `json:"role,omitzero"`
	Day   council.Day  `json:"day,omitzero"`   // zero where no day is known
	Month bool         `json:"month,omitzero"` // only the month is known
}

// Step is one consideration on an issue's route.
type Step struct {
	Planned      bool                 `json:"planned,omitzero"`
	Body         Named                `json:"body,omitzero"`     // the body, or
	Maker        council.Text         `json:"maker,omitzero"`    // the post of the single decision maker
	Decision     int                  `json:"decision,omitzero"` // the decision record of a single decision maker, or one that may be called in
	Role         council.Role         `json:"role,omitzero"`
	Day          council.Day          `json:"day,omitzero"`   // zero where a recommendation opened the step and no day is known
	Month        bool                 `json:"month,omitzero"` // only the month of Day is known
	Starts       council.Clock        `json:"starts,omitzero"`
	Meeting      int                  `json:"meeting,omitzero"` // 0 for a step that is not on an agenda yet
	MeetingState council.MeetingState `json:"meetingState,omitzero"`
	MinutesState council.MinutesState `json:"minutesState,omitzero"` // empty while there are no minutes
	Item         ItemAccount          `json:"item,omitzero"`         // zero for a step that is not on an agenda yet
	Asked        council.Text         `json:"asked,omitzero"`        // what a planned step will ask, where announced
	Outcome      council.Verb         `json:"outcome,omitzero"`      // the verb that sums the step up; empty while not known
	AnsweredBy   *Joint               `json:"answeredBy,omitzero"`   // where this step recommended or referred: who answered
	CallIn       *CallIn              `json:"callIn,omitzero"`       // of the decision that was made at this step; Decision is its record
	AnswerTo     *Joint               `json:"answerTo,omitzero"`     // where this step answered a recommendation: whose
}

// Anchor is the step's own place on the issue's page: "meeting-812-item-9001".
func (s Step) Anchor() string {
	if s.Decision != 0 && s.Meeting == 0 {
		return "decision-" + strconv.Itoa(s.Decision)
	}
	if s.Meeting == 0 {
		return "planned-" + strconv.Itoa(s.Body.Number)
	}
	return "meeting-" + strconv.Itoa(s.Meeting) + "-item-" + strconv.Itoa(s.Item.Number)
}

// Joint joins a recommendation to its answer, seen from either end.
type Joint struct {
	Step   int            `json:"step"` // index in Route of the other end; -1 where none is held or planned
	Body   Named          `json:"body,omitzero"`
	Day    council.Day    `json:"day,omitzero"`
	Answer council.Answer `json:"answer,omitzero"`
	Limb   string         `json:"limb,omitzero"` // anchor of the limb at the other end, where there is one
}

// ItemAccount is an agenda item with what became of it.
type ItemAccount struct {
	Number     int              `json:"number"`
	Printed    string           `json:"printed,omitzero"`
	Depth      int              `json:"depth,omitzero"`
	Title      council.Text     `json:"title,omitzero"`
	Heading    bool             `json:"heading,omitzero"`
	Procedural bool             `json:"procedural,omitzero"`
	Purpose    council.Text     `json:"purpose,omitzero"` // plain
	Summary    council.Text     `json:"summary,omitzero"` // clean HTML
	AskedLead  string           `json:"askedLead,omitzero"`
	Asked      []Ask            `json:"asked,omitzero"`
	References []string         `json:"references,omitzero"`
	Contacts   []Contact        `json:"contacts,omitzero"`
	Documents  []DocumentLine   `json:"documents,omitzero"`
	Issues     []Named          `json:"issues,omitzero"`
	Openness   council.Openness `json:"openness,omitzero"`
	Exemption  *Exemption       `json:"exemption,omitzero"`
	Urgency    *Urgency         `json:"urgency,omitzero"`
	Withdrawn  council.Text     `json:"withdrawn,omitzero"` // why it is not considered after all
	Prose      council.Text     `json:"prose,omitzero"`     // clean HTML: the minute in full
	Points     []PointAccount   `json:"points,omitzero"`
	Limbs      []LimbAccount    `json:"limbs,omitzero"`
	Responses  []Response       `json:"responses,omitzero"` // of its report, to points that bodies before raised
	Decisions  []Named          `json:"decisions,omitzero"` // decision records made of this item
}

// PointAccount is a point raised, with its place.
type PointAccount struct {
	Anchor string `json:"anchor,omitzero"` // "item-9001-point-2"
	Text   string `json:"text,omitzero"`
	Answer string `json:"answer,omitzero"`
	By     Named  `json:"by,omitzero"` // zero where not recorded
	// Response is, on an issue's page, what the report that went on said to it, or that nothing is said yet.
	Response *Reply `json:"response,omitzero"`
}

// Reply is the response to a point raised, at the step to which the report went on.
type Reply struct {
	Step int          `json:"step"` // index in Route
	Body Named        `json:"body,omitzero"`
	Day  council.Day  `json:"day,omitzero"`
	Text council.Text `json:"text,omitzero"` // plain; zero while there is none
}

// LimbAccount is a limb of a resolution, with its place and, on an issue's page, its joints.
type LimbAccount struct {
	Anchor             string       `json:"anchor,omitzero"` // "item-9001-limb-1"
	Label              string       `json:"label,omitzero"`
	Verb               council.Verb `json:"verb,omitzero"`
	Text               string       `json:"text,omitzero"`
	Addressee          Named        `json:"addressee,omitzero"` // number 0 where the record does not know the body
	InConsultationWith string       `json:"inConsultationWith,omitzero"`
	Owner              string       `json:"owner,omitzero"`
	Due                council.Day  `json:"due,omitzero"`
	Vote               *VoteAccount `json:"vote,omitzero"`
	AnsweredBy         *Joint       `json:"answeredBy,omitzero"`
	AnswerTo           *Joint       `json:"answerTo,omitzero"`
	Action             *ActionLine  `json:"action,omitzero"` // what it makes somebody do, where that is followed
}

// VoteAccount is a vote with the names of those who voted.
type VoteAccount struct {
	For       int         `json:"for"`
	Against   int         `json:"against"`
	Abstained int         `json:"abstained"`
	Unanimous bool        `json:"unanimous,omitzero"`
	Names     []VoterLine `json:"names,omitzero"`
}

// VoterLine is how one member voted, as they were called that day.
type VoterLine struct {
	Person Named          `json:"person,omitzero"`
	Party  string         `json:"party,omitzero"` // short name on that day
	Choice council.Choice `json:"choice,omitzero"`
}

// DocumentLine is a document as it stands in a list of papers.
type DocumentLine struct {
	Number   int                  `json:"number"`
	Kind     council.DocumentKind `json:"kind,omitzero"`
	Title    council.Text         `json:"title,omitzero"`
	Type     string               `json:"type,omitzero"`  // media type
	Size     int64                `json:"size,omitzero"`  // bytes
	Pages    int                  `json:"pages,omitzero"` // 0 where not known
	HasFile  bool                 `json:"hasFile,omitzero"`
	FileName string               `json:"fileName,omitzero"`
	HasText  bool                 `json:"hasText,omitzero"`
	Openness council.Openness     `json:"openness,omitzero"`
	Gone     bool                 `json:"gone,omitzero"` // taken down
	// Withdrawn is why it is not before anybody after all.
	Withdrawn council.Text `json:"withdrawn,omitzero"`
	// From and To are its page numbers in the meeting's pack, as they are printed: "5", "24". Empty where
	// it is in none.
	From string `json:"from,omitzero"`
	To   string `json:"to,omitzero"`
}

// RelatedIssue is another part of the same policy's life.
type RelatedIssue struct {
	Kind   council.RelationKind `json:"kind,omitzero"` // this issue … that issue; a computed inverse for what that issue says
	Issue  Named                `json:"issue,omitzero"`
	Status Status               `json:"status,omitzero"`
	First  council.Day          `json:"first,omitzero"` // first and last consideration, zero where none
	Last   council.Day          `json:"last,omitzero"`
	// Inverse is set where that issue says it of this one and the relation has no word of its own
	// for the other side (monitors, implements, part of).
	Inverse bool `json:"inverse,omitzero"`
}

// PlanNotice is a forward plan's line about an issue.
type PlanNotice struct {
	Plan  Named        `json:"plan,omitzero"`
	Due   council.Day  `json:"due,omitzero"`
	DueTo council.Day  `json:"dueTo,omitzero"`
	Body  Named        `json:"body,omitzero"`
	Maker council.Text `json:"maker,omitzero"`
	Key   bool         `json:"key,omitzero"`
}

// MeetingAccount is everything published about a meeting.
type MeetingAccount struct {
	Number         int                  `json:"number"`
	Body           Named                `json:"body,omitzero"` // as it was called that day
	BodyKind       council.BodyKind     `json:"bodyKind,omitzero"`
	Day            council.Day          `json:"day,omitzero"`
	Starts         council.Clock        `json:"starts,omitzero"`
	Ends           council.Clock        `json:"ends,omitzero"`
	Place          council.Text         `json:"place,omitzero"`
	State          council.MeetingState `json:"state,omitzero"`
	Label          council.Text         `json:"label,omitzero"`
	Reason         council.Text         `json:"reason,omitzero"`
	MovedTo        *MeetingLine         `json:"movedTo,omitzero"`
	AgendaLabel    council.Text         `json:"agendaLabel,omitzero"` // of the latest edition; zero while there is no agenda
	AgendaAt       time.Time            `json:"agendaAt,omitzero"`    // when it was published
	AgendaEditions int                  `json:"agendaEditions,omitzero"`
	Items          []ItemAccount        `json:"items,omitzero"`
	Documents      []DocumentLine       `json:"documents,omitzero"`
	MinutesState   council.MinutesState `json:"minutesState,omitzero"`
	ApprovedAt     *MeetingLine         `json:"approvedAt,omitzero"`
	SignedBy       string               `json:"signedBy,omitzero"`
	SignedOn       council.Day          `json:"signedOn,omitzero"`
	SignedText     string               `json:"signedText,omitzero"` // SHA-256 of what was signed
	Corrections    []CorrectionLine     `json:"corrections,omitzero"`
	Attendance     []AttendanceLine     `json:"attendance,omitzero"`
	Declarations   []DeclarationLine    `json:"declarations,omitzero"`
	Quorum         int                  `json:"quorum,omitzero"`
	Source         *Source              `json:"source,omitzero"`
	Revision       Revision             `json:"revision,omitzero"`
	Gone           *Tombstone           `json:"gone,omitzero"` // the meeting itself was taken down
	AgendaGone     *Tombstone           `json:"agendaGone,omitzero"`
	MinutesGone    *Tombstone           `json:"minutesGone,omitzero"`
}

// AttendanceLine is one person at a meeting, as they were on that day.
type AttendanceLine struct {
	Person   Named            `json:"person,omitzero"` // number 0 for somebody without a page
	Style    string           `json:"style,omitzero"`
	Role     MemberRole       `json:"role,omitzero"` // on this body that day, where a member
	Post     council.Text     `json:"post,omitzero"`
	Party    string           `json:"party,omitzero"`
	Ward     Named            `json:"ward,omitzero"`
	Presence council.Presence `json:"presence,omitzero"`
	For      Named            `json:"for,omitzero"`
	Arrived  string           `json:"arrived,omitzero"` // printed number of the item
	Left     string           `json:"left,omitzero"`
}

// CorrectionLine is a correction of the minutes, with the item that it was made to.
type CorrectionLine struct {
	Correction
	Printed string       `json:"printed,omitzero"`
	Title   council.Text `json:"title,omitzero"`
}

// DeclarationLine is an interest declared.
type DeclarationLine struct {
	Person     Named                `json:"person,omitzero"`
	Item       string               `json:"item,omitzero"` // printed number, empty for the whole meeting
	ItemTitle  council.Text         `json:"itemTitle,omitzero"`
	ItemNumber int                  `json:"itemNumber,omitzero"`
	Kind       council.InterestKind `json:"kind,omitzero"`
	Nature     council.Text         `json:"nature,omitzero"`
	Withdrew   bool                 `json:"withdrew,omitzero"`
}

// MeetingLine is a meeting in a list.
type MeetingLine struct {
	Number       int                  `json:"number"`
	Body         Named                `json:"body,omitzero"`
	Day          council.Day          `json:"day,omitzero"`
	Starts       council.Clock        `json:"starts,omitzero"`
	Place        council.Text         `json:"place,omitzero"`
	State        council.MeetingState `json:"state,omitzero"`
	Label        council.Text         `json:"label,omitzero"`
	HasAgenda    bool                 `json:"hasAgenda,omitzero"`
	MinutesState council.MinutesState `json:"minutesState,omitzero"`
}

// IssueLine is an issue in a list.
type IssueLine struct {
	Number int          `json:"number"`
	Title  council.Text `json:"title,omitzero"`
	Status Status       `json:"status,omitzero"`
	Last   council.Day  `json:"last,omitzero"` // last consideration
	Key    bool         `json:"key,omitzero"`
}

// DecisionLine is a decision in a list.
type DecisionLine struct {
	Number  int          `json:"number"`
	Title   council.Text `json:"title,omitzero"`
	Day     council.Day  `json:"day,omitzero"`
	Body    Named        `json:"body,omitzero"`
	Maker   council.Text `json:"maker,omitzero"`
	Officer bool         `json:"officer,omitzero"`
	Key     bool         `json:"key,omitzero"`
	Issue   int          `json:"issue,omitzero"`
	CallIn  *CallIn      `json:"callIn,omitzero"`
}
