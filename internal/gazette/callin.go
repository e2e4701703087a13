package gazette

import "moothall/internal/council"

// CallInOutcome is what came of a call-in period.
type CallInOutcome string

// Outcomes of call-in.
const (
	CallInOpen       CallInOutcome = "open"       // the period runs
	CallInPassed     CallInOutcome = "passed"     // nobody called it in
	CallInCalled     CallInOutcome = "called in"  // awaits the hearing
	CallInLapsed     CallInOutcome = "lapsed"     // was not heard in time, and stands
	CallInNoAction   CallInOutcome = "no action"  // heard; stands
	CallInReconsider CallInOutcome = "reconsider" // sent back to the decision maker
	CallInReferred   CallInOutcome = "referred"   // referred to Council
)

// CallIn is the period in which a decision may be called in, and what came of it. That a time has run out
// is nowhere written: Stands computes it.
type CallIn struct {
	Until   council.Day   `json:"until"`
	Outcome CallInOutcome `json:"outcome"`
	By      []int         `json:"by,omitempty"`      // persons who called it in
	Called  council.Day   `json:"called,omitzero"`   // when enough had
	Reasons council.Text  `json:"reasons,omitzero"`  // theirs, in plain text
	Body    int           `json:"body,omitempty"`    // that hears it
	HearBy  council.Day   `json:"hearBy,omitzero"`   // unless it is heard by then, the decision stands
	Meeting int           `json:"meeting,omitempty"` // where it was heard, or is to be
	Heard   council.Day   `json:"heard,omitzero"`
	To      int           `json:"to,omitempty"`    // the body that is to consider the decision again
	Advice  council.Text  `json:"advice,omitzero"` // what the body that heard it said, in plain text
}

// Stands is the outcome as it stands on a day: a period that nobody used has passed when its last day is
// over, and a call-in that was not heard by its last day has lapsed.
func (c CallIn) Stands(on council.Day) CallInOutcome {
	if last := c.Ends(); last.IsZero() || !on.After(last) {
		return c.Outcome
	}
	if c.Outcome == CallInOpen {
		return CallInPassed
	}
	return CallInLapsed
}

// Ends is the last day of what runs: the period, or the time for hearing; zero where nothing does.
func (c CallIn) Ends() council.Day {
	switch c.Outcome {
	case CallInOpen:
		return c.Until
	case CallInCalled:
		return c.HearBy
	case CallInPassed, CallInLapsed, CallInNoAction, CallInReconsider, CallInReferred:
	}
	return council.Day{}
}

// Holds says whether the decision may not be put into effect on a day: while it may be called in, waits to
// be heard, or was sent to be considered again.
func (c CallIn) Holds(on council.Day) bool {
	switch c.Stands(on) {
	case CallInPassed, CallInLapsed, CallInNoAction:
		return false
	case CallInOpen, CallInCalled, CallInReconsider, CallInReferred:
	}
	return true
}

// NoCallInGround is why a decision of the executive cannot be called in.
type NoCallInGround string

// Grounds.
const (
	FrameworkGround NoCallInGround = "framework" // Council decides it, within its budget and policy framework
	UrgencyGround   NoCallInGround = "urgency"   // the delay would harm the council's or the public's interests
	ExceptedGround  NoCallInGround = "excepted"  // the constitution excepts it
)

// NoCallIn is the ground on which a decision cannot be called in, as it was recorded.
type NoCallIn struct {
	Ground NoCallInGround `json:"ground"`
	By     string         `json:"by,omitempty"` // who agreed to it: of urgency always
	Reason council.Text   `json:"reason"`       // plain text
}
