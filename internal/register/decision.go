package register

import (
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// DecisionSort is whose decision it is.
type DecisionSort string

// Sorts of decision.
const (
	ByBody    DecisionSort = "body"
	ByMember  DecisionSort = "member"  // a single member of the executive
	ByOfficer DecisionSort = "officer" // under powers that were delegated
)

// DecisionSorts are the sorts in the order in which they are offered.
func DecisionSorts() []DecisionSort { return []DecisionSort{ByBody, ByMember, ByOfficer} }

// Decision is the record of a decision: a resolution of a body, or what a single member or an officer has
// decided (SI 2012/2089 regs 12 and 13; SI 2014/2095 reg 7). Its number is its public number. All that it
// says is for the public: what is exempt of a decision stays with the minutes and the report. It is kept
// on after it was published, since call-in changes what the public reads of it.
type Decision struct {
	Sort   DecisionSort `json:"sort"`
	Title  council.Text `json:"title"`
	Body   int          `json:"body,omitzero"`   // that decided
	Maker  council.Text `json:"maker,omitzero"`  // the post of who decided alone
	Person int          `json:"person,omitzero"` // the member who decided alone
	By     int          `json:"by,omitzero"`     // account of the officer who decided; 0 where they have none

	Day     council.Day `json:"day"`
	Issue   int         `json:"issue,omitzero"`
	Meeting int         `json:"meeting,omitzero"`
	Item    int         `json:"item,omitzero"`

	Purpose      council.Text `json:"purpose,omitzero"`
	Text         council.Text `json:"text,omitzero"`         // as typed, in the markup of package paper/markup
	Reasons      council.Text `json:"reasons,omitzero"`      // the same
	Alternatives council.Text `json:"alternatives,omitzero"` // the same: considered and rejected
	Conflicts    council.Text `json:"conflicts,omitzero"`    // interests declared, and dispensations
	Consulted    council.Text `json:"consulted,omitzero"`
	Key          bool         `json:"key,omitzero"`
	KeyReason    council.Text `json:"keyReason,omitzero"`

	NoCallIn  *gazette.NoCallIn `json:"noCallIn,omitempty"`
	Effective council.Day       `json:"effective,omitzero"` // where nobody can call it in; else it follows from that

	AllWards  bool              `json:"allWards,omitzero"`
	Wards     []int             `json:"wards,omitempty"`
	Reference string            `json:"reference,omitzero"`
	Contacts  []gazette.Contact `json:"contacts,omitempty"`
	Report    int               `json:"report,omitzero"`     // that it was made on
	Documents []int             `json:"documents,omitempty"` // public numbers: the report and what else was before the maker

	Owners    []int              `json:"owners,omitempty"` // accounts of who drafts it and of who decides
	Signed    *DecisionSignature `json:"signed,omitempty"`
	Published council.Day        `json:"published,omitzero"`
}

// DecisionSignature says who signed a decision as their own, and when. It stands for the record as it was
// then: a change takes it off.
type DecisionSignature struct {
	Name    string    `json:"name"`
	Account int       `json:"account"`
	At      time.Time `json:"at"`
}

// Kind implements Work.
func (Decision) Kind() Kind { return "decision" }

// Lock implements Work: whoever prepares decisions sees it, whoever decides, and once it is published
// every member.
func (d Decision) Lock() audience.Lock {
	return audience.Lock{Body: d.Body, Owners: d.Owners, Tabled: !d.Published.IsZero()}
}

// Marks implements Work.
func (d Decision) Marks() []Mark {
	marks := []Mark{{"sort", string(d.Sort)}}
	for name, n := range map[string]int{"issue": d.Issue, "item": d.Item, "meeting": d.Meeting, "person": d.Person} {
		if n != 0 {
			marks = append(marks, Mark{name, itoa(n)})
		}
	}
	state := "drafted"
	if !d.Published.IsZero() {
		state = "published"
	}
	return append(marks, Mark{"state", state})
}

// Order implements Work.
func (d Decision) Order() string { return d.Day.String() + " " + gazette.FoldText(d.Title) }

// Check implements Work: a draft may be unfinished, but it says whose decision it is, of what and when.
func (d Decision) Check() error {
	var faults council.Faults
	if d.Title.IsZero() {
		faults.Add("title", "made.title.missing")
	}
	if d.Day.IsZero() {
		faults.Add("day", "made.day.missing")
	}
	switch d.Sort {
	case ByBody:
		if d.Body == 0 {
			faults.Add("body", "made.body.missing")
		}
	case ByMember:
		if d.Person == 0 {
			faults.Add("person", "made.person.missing")
		}
	case ByOfficer:
		if d.Maker.IsZero() {
			faults.Add("maker", "made.maker.missing")
		}
	default:
		faults.Add("sort", "made.sort.missing")
	}
	return faults.Err()
}

// missing is what the law requires of the record of a decision and is not there, each beside its field.
// executive says that it was made for the executive.
func (d Decision) missing(executive bool) *council.Faults {
	faults := &council.Faults{}
	need := func(text council.Text, field string) {
		if text.IsZero() {
			faults.Add(field, "made."+field+".missing")
		}
	}
	need(d.Text, "text")
	if d.Sort != ByBody {
		need(d.Maker, "maker")
	}
	if executive || d.Sort == ByOfficer { // SI 2012/2089 regs 12(2), 13(2) and (4); SI 2014/2095 reg 7(3)
		need(d.Reasons, "reasons")
		need(d.Alternatives, "alternatives")
		need(d.Conflicts, "conflicts")
	}
	if d.Key {
		need(d.KeyReason, "key-reason")
	}
	if n := d.NoCallIn; n != nil {
		need(n.Reason, "bar-reason")
		if n.By == "" && n.Ground == gazette.UrgencyGround {
			faults.Add("bar-by", "made.bar-by.missing")
		}
	}
	if d.Sort != ByBody && d.Signed == nil {
		faults.Add("signature", "made.signature.missing")
	}
	return faults
}

// says is the decision as what is typed of it: what a signature stands for.
func (d Decision) says() Decision {
	d.Owners, d.Signed, d.Published = nil, nil, council.Day{}
	return d
}
