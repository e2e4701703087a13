package gazette

import "moothall/internal/council"

// Answer says how a body answered what a limb of another body's resolution recommended or referred to it,
// as an officer of the body that answered has said. Where none is published the answer is computed.
type Answer struct {
	Meeting int            `json:"meeting"` // of the body that recommended
	Item    int            `json:"item"`    // its item
	Limb    int            `json:"limb"`    // the limb's place in the resolution, from 1
	Issue   int            `json:"issue,omitempty"`
	By      int            `json:"by"`               // the meeting that answered
	ByItem  int            `json:"byItem"`           // its item
	ByLimb  int            `json:"byLimb,omitempty"` // the limb that answers, from 1; 0 where no single one does
	Answer  council.Answer `json:"answer"`
}

// Action is what a limb of a public resolution makes somebody do, and how that goes.
type Action struct {
	Body    int          `json:"body"`
	Meeting int          `json:"meeting"`
	Item    int          `json:"item"`
	Limb    int          `json:"limb"` // its place in the resolution, from 1
	Label   string       `json:"label,omitempty"`
	Issue   int          `json:"issue,omitempty"`
	Title   council.Text `json:"title"` // of the item
	Text    string       `json:"text"`  // the limb, plain
	Decided council.Day  `json:"decided"`
	// Owner is the post or body that does it, as the council calls it in public; Person is whoever does it
	// where that is a member. Both are empty while nobody was found.
	Owner  council.Text `json:"owner,omitzero"`
	Person int          `json:"person,omitempty"`
	Due    council.Day  `json:"due,omitzero"`
	Notes  []ActionNote `json:"notes,omitempty"` // oldest first
	End    ActionEnd    `json:"end,omitempty"`   // empty while it is to be done
	Ended  council.Day  `json:"ended,omitzero"`
}

// ActionNote says in public how an action goes.
type ActionNote struct {
	On       council.Day `json:"on"`
	Text     string      `json:"text,omitempty"`     // plain
	Evidence string      `json:"evidence,omitempty"` // an address, or where it can be seen
}

// ActionEnd is how an action ended.
type ActionEnd string

// Ends of an action.
const (
	ActionDone      ActionEnd = "done"
	ActionCancelled ActionEnd = "cancelled"
)

// ActionState is how an action stands on a day, as lists narrow to it.
type ActionState string

// States of an action. One that has no owner or no day is lost unless somebody sees to it.
const (
	ActionOpen    ActionState = "open"
	ActionLate    ActionState = "late"
	ActionNoOwner ActionState = "no-owner"
	ActionNoDay   ActionState = "no-day"
	ActionAtRisk  ActionState = "at-risk" // late, or without an owner or a day
	ActionOver    ActionState = "over"    // done or cancelled
)

// ActionStates are the states in the order in which they are offered.
func ActionStates() []ActionState {
	return []ActionState{ActionOpen, ActionAtRisk, ActionLate, ActionNoOwner, ActionNoDay, ActionOver}
}

// ActionLine is an action in a list, and beside the limb that asks for it.
type ActionLine struct {
	Number  int          `json:"number"`
	Body    Named        `json:"body,omitzero"` // as it was called that day
	Meeting int          `json:"meeting,omitzero"`
	Item    int          `json:"item,omitzero"`
	Limb    string       `json:"limb,omitzero"` // anchor of the limb
	Label   string       `json:"label,omitzero"`
	Issue   int          `json:"issue,omitzero"`
	Title   council.Text `json:"title,omitzero"`
	Text    string       `json:"text,omitzero"`
	Decided council.Day  `json:"decided,omitzero"`
	Owner   council.Text `json:"owner,omitzero"`
	Person  Named        `json:"person,omitzero"`
	Due     council.Day  `json:"due,omitzero"`
	Notes   []ActionNote `json:"notes,omitzero"`
	End     ActionEnd    `json:"end,omitzero"`
	Ended   council.Day  `json:"ended,omitzero"`
}

// Late says whether the action is late on a day.
func (a ActionLine) Late(on council.Day) bool {
	return a.End == "" && !a.Due.IsZero() && a.Due.Before(on)
}

// Fold is by what the action is found: its words, in the form in which words are looked for.
func (a ActionLine) Fold() string {
	return FoldText(a.Title) + " " + Fold(a.Text+" "+a.Owner.En+" "+a.Owner.Cy+" "+a.Person.Name.String())
}

// ActionPage is what an action's page shows.
type ActionPage struct {
	Published[Action]
	Line ActionLine `json:"line,omitzero"`
}

// ActionQuestion selects actions. Zero fields do not narrow.
type ActionQuestion struct {
	Words               string // all of which stand in what is asked, the item's title or the owner
	Body, Person, Issue int
	State               ActionState
	On                  council.Day // the day on which State is asked
	Page                int         // from 1
	PerPage             int         // 1 to 100; 0 means 25
}
