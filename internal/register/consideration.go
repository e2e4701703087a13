package register

import (
	"moothall/internal/audience"
	"moothall/internal/council"
)

// Consideration is a planned consideration that something decided elsewhere opens: before a body, where a
// limb recommends or refers to it, or where a decision that was called in is to be heard or considered
// again; or before the single member whose decision that was. It waits until an item, or a new decision,
// takes it up, and what is resolved there answers it.
type Consideration struct {
	Why      Opening          `json:"why"`
	To       int              `json:"to,omitzero"`     // the body; 0 for a single member
	Maker    council.Text     `json:"maker,omitzero"`  // the post of that member
	Person   int              `json:"person,omitzero"` // that member
	From     int              `json:"from,omitzero"`   // the body whose resolution it follows from
	Meeting  int              `json:"meeting,omitzero"`
	Item     int              `json:"item,omitzero"`
	Limb     int              `json:"limb,omitzero"` // its place in the resolution, from 1
	Label    string           `json:"label,omitzero"`
	Decision int              `json:"decision,omitzero"` // that was called in
	Issue    int              `json:"issue,omitzero"`
	Role     council.Role     `json:"role"`
	Title    council.Text     `json:"title"`   // of the item or decision, which is public
	Decided  council.Day      `json:"decided"` // when it was opened
	Openness council.Openness `json:"openness,omitzero"`
	Text     audience.Sealed  `json:"text,omitzero"` // the limb, or the advice of the body that heard the call-in

	AtMeeting  int         `json:"atMeeting,omitzero"` // where it is taken up
	AtItem     int         `json:"atItem,omitzero"`
	AtDecision int         `json:"atDecision,omitzero"` // of a single member
	Done       council.Day `json:"done,omitzero"`       // when it was considered
	// Answer and AnswerLimb, from 1, say how a recommendation was answered, and by which limb. They follow
	// from the texts unless an officer has said so: then Chosen is set.
	Answer     council.Answer `json:"answer,omitzero"`
	AnswerLimb int            `json:"answerLimb,omitzero"`
	Chosen     bool           `json:"chosen,omitzero"`
}

// Opening is why a consideration is planned.
type Opening string

// Openings.
const (
	OpenedByRecommendation  Opening = "recommended"
	OpenedByReferral        Opening = "referred"
	OpenedByCallIn          Opening = "called in"  // to be heard
	OpenedByReconsideration Opening = "reconsider" // after a hearing, by whoever decided, or by Council
)

// ConsiderationState is where a consideration stands.
type ConsiderationState string

// States of a consideration, in their order.
const (
	ConsiderationWaits   ConsiderationState = "waits"    // for an agenda, or a new decision
	ConsiderationTakenUp ConsiderationState = "taken-up" // stands on one
	ConsiderationDone    ConsiderationState = "done"
)

// ConsiderationStates lists every state.
func ConsiderationStates() []ConsiderationState {
	return []ConsiderationState{ConsiderationWaits, ConsiderationTakenUp, ConsiderationDone}
}

// State is where the consideration stands.
func (c Consideration) State() ConsiderationState {
	switch {
	case !c.Done.IsZero():
		return ConsiderationDone
	case c.AtItem != 0 || c.AtDecision != 0:
		return ConsiderationTakenUp
	}
	return ConsiderationWaits
}

// Asks says whether it asks for an answer: a recommendation or referral does, what was called in is heard.
func (c Consideration) Asks() bool {
	return c.Why == OpenedByRecommendation || c.Why == OpenedByReferral
}

// Kind implements Work.
func (Consideration) Kind() Kind { return "consideration" }

// Lock implements Work: it is the business of the body that opened it and of the one that considers it.
func (c Consideration) Lock() audience.Lock {
	l := audience.Lock{Body: c.To, Openness: c.Openness, Tabled: true}
	if c.From != 0 {
		l.Also = []audience.Before{{Body: c.From, Tabled: true}}
	}
	return l
}

// Marks implements Work.
func (c Consideration) Marks() []Mark {
	marks := []Mark{{"state", string(c.State())}}
	for name, n := range map[string]int{"to": c.To, "from": c.From, "meeting": c.Meeting, "item": c.Item, "issue": c.Issue, "decision": c.Decision, "person": c.Person,
		"at": c.AtMeeting, "at item": c.AtItem, "at decision": c.AtDecision} {
		if n != 0 {
			marks = append(marks, Mark{name, itoa(n)})
		}
	}
	return marks
}

// Order implements Work: what has waited longest comes first.
func (c Consideration) Order() string { return c.Decided.String() }

// Check implements Work.
func (c Consideration) Check() error { return nil }
