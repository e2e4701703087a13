package gazette

import "moothall/internal/council"

// Issue is a matter that needs a decision. What has come of it is never in here: it is computed
// from agendas and minutes.
type Issue struct {
	Title       council.Text `json:"title"`
	Summary     council.Text `json:"summary,omitzero"` // HTML
	AllWards    bool         `json:"allWards,omitempty"`
	Wards       []int        `json:"wards,omitempty"`
	LeadMember  council.Text `json:"leadMember,omitzero"` // a post
	LeadOfficer string       `json:"leadOfficer,omitempty"`
	Department  council.Text `json:"department,omitzero"`
	References  []string     `json:"references,omitempty"`
	Contacts    []Contact    `json:"contacts,omitempty"`
	Key         bool         `json:"key,omitempty"` // a key decision, SI 2012/2089 reg 8
	KeyReason   council.Text `json:"keyReason,omitzero"`
	Relations   []Relation   `json:"relations,omitempty"`
	Planned     []Planned    `json:"planned,omitempty"`
	Documents   []int        `json:"documents,omitempty"`
	Source      *Source      `json:"source,omitempty"`
}

// Relation joins this issue to another: "this issue <kind> that issue". The inverse is computed.
type Relation struct {
	Kind  council.RelationKind `json:"kind"`
	Issue int                  `json:"issue"`
}

// Planned is a consideration that has been announced and not yet put on an agenda. It is shown
// until an agenda of the body, on or after the day, brings the issue there.
type Planned struct {
	Body  int          `json:"body"`
	Role  council.Role `json:"role"`
	Due   council.Day  `json:"due"` // the day, or the first day of the month where Month is set
	Month bool         `json:"month,omitempty"`
	Asked council.Text `json:"asked,omitzero"` // plain text
}

// Document is a report, appendix, notice or any other paper. Files of imported documents may not
// be held: then File is nil and Size is what the source said.
type Document struct {
	Kind     council.DocumentKind `json:"kind"`
	Title    council.Text         `json:"title"`
	File     *File                `json:"file,omitempty"`
	Size     int64                `json:"size,omitempty"` // bytes; to the nearest 1,024 where File is nil
	Type     string               `json:"type,omitempty"` // media type: "application/pdf"
	Pages    int                  `json:"pages,omitempty"`
	Language council.Language     `json:"language,omitempty"`
	Author   string               `json:"author,omitempty"`
	Text     []string             `json:"text,omitempty"` // plain text, page by page, as extracted
	HTML     string               `json:"html,omitempty"` // clean HTML, where the source was Word
	Openness council.Openness     `json:"openness,omitempty"`
	// Exemption says why it is kept from the public, or was until it was released.
	Exemption *Exemption `json:"exemption,omitempty"`
	// Withdrawn is why a document of an earlier edition is not before anybody after all. Its file and
	// text are not given any more.
	Withdrawn council.Text `json:"withdrawn,omitzero"`
	Source    *Source      `json:"source,omitempty"`
	// Pack says of an agenda pack which papers it holds. It is how a meeting knows its packs.
	Pack *Pack `json:"pack,omitempty"`
}

// Pack is what an agenda pack holds: the open papers that one edition of a meeting's agenda brought,
// with the page numbers by which they are cited.
type Pack struct {
	Meeting int           `json:"meeting"`
	Label   council.Text  `json:"label,omitzero"` // of the agenda's edition: "Agenda", "Supplement 1"
	Papers  []PackedPaper `json:"papers,omitempty"`
}

// PackedPaper is where a paper stands in a pack, by page numbers as they are printed: "5", "S1-2".
type PackedPaper struct {
	Document int    `json:"document"`
	From     string `json:"from"`
	To       string `json:"to"`
}

// File names the bytes of a document on the public shelf.
type File struct {
	SHA256 string `json:"sha256"` // hexadecimal
	Name   string `json:"name"`   // real name, for the reader who saves it
	Size   int64  `json:"size"`   // bytes
}

// Decision is a resolution, or a single member's or officer's decision, as a legal record
// (SI 2012/2089 regs 12 and 13; SI 2014/2095 reg 7).
type Decision struct {
	Title        council.Text `json:"title"`
	Body         int          `json:"body,omitempty"` // the body that decided, or
	Maker        council.Text `json:"maker,omitzero"` // the post of the single decision maker
	MakerPerson  int          `json:"makerPerson,omitempty"`
	Officer      bool         `json:"officer,omitempty"` // an officer's decision under delegation
	Day          council.Day  `json:"day"`
	Issue        int          `json:"issue,omitempty"`
	Meeting      int          `json:"meeting,omitempty"`
	Item         int          `json:"item,omitempty"`
	Purpose      council.Text `json:"purpose,omitzero"`
	Text         council.Text `json:"text"`                  // HTML: the decision
	Reasons      council.Text `json:"reasons,omitzero"`      // HTML
	Alternatives council.Text `json:"alternatives,omitzero"` // HTML: considered and rejected
	Conflicts    council.Text `json:"conflicts,omitzero"`    // declared, with dispensations
	Consulted    council.Text `json:"consulted,omitzero"`    // other organisations
	Key          bool         `json:"key,omitempty"`
	KeyReason    council.Text `json:"keyReason,omitzero"`
	CallIn       *CallIn      `json:"callIn,omitempty"` // nil: not subject to call-in
	NoCallIn     *NoCallIn    `json:"noCallIn,omitempty"`
	Effective    council.Day  `json:"effective,omitzero"` // where it may be called in: unless it is
	Standard     council.Day  `json:"standard,omitzero"`  // by which the council's own standard asked for its publication
	Wards        []int        `json:"wards,omitempty"`
	AllWards     bool         `json:"allWards,omitempty"`
	Reference    string       `json:"reference,omitempty"`
	Contacts     []Contact    `json:"contacts,omitempty"`
	Documents    []int        `json:"documents,omitempty"`
	// Corrections say when and why earlier editions were corrected, oldest first.
	Corrections []DecisionCorrection `json:"corrections,omitempty"`
	Source      *Source              `json:"source,omitempty"`
}

// DecisionCorrection is when the record of a decision was corrected, and why.
type DecisionCorrection struct {
	On  council.Day  `json:"on"`
	Why council.Text `json:"why"` // plain text
}

// ForwardPlan is an edition of the planned decisions of a period.
type ForwardPlan struct {
	Title  council.Text  `json:"title"`
	Period council.Spell `json:"period"`
	Items  []PlanItem    `json:"items"`
}

// PlanItem is one planned decision in a forward plan (SI 2012/2089 reg 9).
type PlanItem struct {
	Issue       int          `json:"issue"`
	Body        int          `json:"body,omitempty"` // the body that is to decide, or
	Maker       council.Text `json:"maker,omitzero"` // the post of the single decision maker
	Due         council.Day  `json:"due"`
	DueTo       council.Day  `json:"dueTo,omitzero"` // end of the period, where due within one
	Key         bool         `json:"key,omitempty"`
	KeyReason   council.Text `json:"keyReason,omitzero"`
	Private     bool         `json:"private,omitempty"`
	FirstNotice council.Day  `json:"firstNotice,omitzero"`
	Documents   []string     `json:"documents,omitempty"` // titles of what will be considered
}

// Until is the last day on which the decision was to be made.
func (c PlanItem) Until() council.Day {
	if c.DueTo.IsZero() {
		return c.Due
	}
	return c.DueTo
}

// Takedown removes the content of an earlier entry from the record by law. The log keeps the
// commitment to what was there; readers see this instead.
type Takedown struct {
	Entry  int64          `json:"entry"` // sequence number of the entry whose content is removed
	Ground TakedownGround `json:"ground"`
	Reason council.Text   `json:"reason"` // plain text, public
}

// TakedownGround is the lawful ground of a takedown.
type TakedownGround string

// Grounds of takedown.
const (
	PersonalData TakedownGround = "personal data"
	CourtOrder   TakedownGround = "court order"
	OtherGround  TakedownGround = "other"
)

// TakedownGrounds lists every ground.
func TakedownGrounds() []TakedownGround {
	return []TakedownGround{PersonalData, CourtOrder, OtherGround}
}
