package register

import (
	"slices"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// usualSignatures is how many members most constitutions ask for.
const usualSignatures = 3

// threshold is how many members must sign together.
func (c CallInCustoms) threshold() int {
	if c.Members == 0 {
		return usualSignatures
	}
	return c.Members
}

// CallIn is the period in which a published decision may be called in, and all that comes of it. Its
// number is the decision's. Every member may see it.
type CallIn struct {
	Title      council.Text      `json:"title"` // of the decision
	Day        council.Day       `json:"day"`   // of the decision
	Published  council.Day       `json:"published"`
	Public     gazette.CallIn    `json:"public"` // as the public has it
	Signatures []CallInSignature `json:"signatures,omitempty"`
}

// CallInSignature is a member's asking for a decision to be called in.
type CallInSignature struct {
	Person  int          `json:"person"`
	Name    string       `json:"name"`
	At      time.Time    `json:"at"`
	Reasons council.Text `json:"reasons"` // plain text, public once enough have signed
}

// Kind implements Work.
func (CallIn) Kind() Kind { return "call-in" }

// Lock implements Work.
func (CallIn) Lock() audience.Lock { return audience.Lock{Tabled: true} }

// Marks implements Work.
func (c CallIn) Marks() []Mark { return []Mark{{"outcome", string(c.Public.Outcome)}} }

// Order implements Work: what ends first.
func (c CallIn) Order() string { return c.Public.Until.String() }

// Check implements Work.
func (c CallIn) Check() error { return nil }

// signed says whether a person has signed.
func (c CallIn) signed(person int) bool {
	return slices.ContainsFunc(c.Signatures, func(s CallInSignature) bool { return s.Person == person })
}

// period is the call-in period with its arithmetic, as it ran from the day of publication.
func (c CallIn) period(customs deadline.Customs) (deadline.Answer, error) {
	return deadline.Find(deadline.CallIn, deadline.On(deadline.Published, c.Published), customs)
}

// call makes the decision called in: enough have signed.
func (c *CallIn) call(on council.Day, customs Customs) {
	p := &c.Public
	p.Outcome, p.Called = gazette.CallInCalled, on
	for _, s := range c.Signatures {
		p.By = append(p.By, s.Person)
		if s.Reasons.IsZero() {
			continue
		}
		if !p.Reasons.IsZero() {
			p.Reasons.En += "\n"
		}
		p.Reasons.En += s.Name + ": " + s.Reasons.String()
	}
	if n := customs.CallIn.HearWithin; n > 0 {
		p.HearBy = on
		for range n {
			p.HearBy = effect(p.HearBy, customs.Deadlines)
		}
	}
}

// takesEffect is from when the decision holds, as it stands after a change of its call-in.
func (c CallIn) takesEffect(customs deadline.Customs) council.Day {
	switch c.Public.Outcome {
	case gazette.CallInOpen, gazette.CallInPassed:
		return effect(c.Public.Until, customs)
	case gazette.CallInNoAction:
		return c.Public.Heard
	case gazette.CallInCalled, gazette.CallInLapsed:
		if !c.Public.HearBy.IsZero() {
			return effect(c.Public.HearBy, customs)
		}
	case gazette.CallInReconsider, gazette.CallInReferred:
	}
	return council.Day{}
}
