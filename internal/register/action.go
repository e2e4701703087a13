package register

import (
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Action is what a limb of a resolution makes somebody do, from when it was resolved until it is done or
// is not to be done after all. What is asked at an item that is kept from the public is kept with it.
type Action struct {
	Body     int               `json:"body"`
	Meeting  int               `json:"meeting"`
	Item     int               `json:"item"`
	Limb     int               `json:"limb"`              // its place in the resolution, from 1
	Label    string            `json:"label,omitzero"`    // "(1)"
	Issue    int               `json:"issue,omitzero"`    // 0 where the item brought none
	Title    council.Text      `json:"title"`             // of the item, which is public
	Decided  council.Day       `json:"decided"`           // when it was resolved
	Openness council.Openness  `json:"openness,omitzero"` // the item's own
	Text     audience.Sealed   `json:"text"`              // the limb
	Named    audience.Sealed   `json:"named,omitzero"`    // whom it asks, as written
	Owner    int               `json:"owner,omitzero"`    // the account of whoever does it; 0 while nobody was found
	Due      council.Day       `json:"due,omitzero"`
	Post     council.Text      `json:"post,omitzero"`   // the post or body as which the public knows whoever does it
	Notes    []ActionNote      `json:"notes,omitempty"` // as they came, for the desk alone
	Told     []ActionNote      `json:"told,omitempty"`  // as they came, for the public too where the action is
	Motion   bool              `json:"motion,omitzero"` // it follows from a motion that Council passed
	End      gazette.ActionEnd `json:"end,omitzero"`    // empty while it is to be done
	Ended    council.Day       `json:"ended,omitzero"`
	EndedBy  string            `json:"endedBy,omitzero"`
}

// ActionNote says what was done, or why it is not, with where that can be seen.
type ActionNote struct {
	At       time.Time       `json:"at"`
	By       string          `json:"by"`
	Text     audience.Sealed `json:"text"`
	Evidence audience.Sealed `json:"evidence,omitzero"` // an address, or where it is kept
}

// Kind implements Work.
func (Action) Kind() Kind { return "action" }

// Lock implements Work: members see what is asked openly, and whoever is to do it sees it always.
func (a Action) Lock() audience.Lock {
	l := audience.Lock{Body: a.Body, Openness: a.Openness, Tabled: true}
	if a.Owner != 0 {
		l.Owners = []int{a.Owner}
	}
	return l
}

// Marks implements Work.
func (a Action) Marks() []Mark {
	marks := []Mark{{"body", itoa(a.Body)}, {"item", itoa(a.Item)}, {"meeting", itoa(a.Meeting)}, {"owner", itoa(a.Owner)}}
	if a.Issue != 0 {
		marks = append(marks, Mark{"issue", itoa(a.Issue)})
	}
	state := "open"
	if a.End != "" {
		state = string(a.End)
	}
	return append(marks, Mark{"state", state})
}

// Order implements Work: by the day on which it is due; what has none comes first, since nobody waits for it.
func (a Action) Order() string { return a.Due.String() + " " + gazette.FoldText(a.Title) }

// Check implements Work.
func (a Action) Check() error { return nil }

// unowned says whether nobody is to do it: neither somebody with an account, nor a post that is named.
func (a Action) unowned() bool { return a.Owner == 0 && a.Post.IsZero() }

// Is says whether the action is in a state on a day; every action is in the empty one.
func (a Action) Is(s gazette.ActionState, on council.Day) bool {
	open := a.End == ""
	late := open && !a.Due.IsZero() && a.Due.Before(on)
	switch s {
	case gazette.ActionOpen:
		return open
	case gazette.ActionLate:
		return late
	case gazette.ActionNoOwner:
		return open && a.unowned()
	case gazette.ActionNoDay:
		return open && a.Due.IsZero()
	case gazette.ActionAtRisk:
		return late || open && (a.unowned() || a.Due.IsZero())
	case gazette.ActionOver:
		return !open
	}
	return true
}
