package register

import (
	"context"
	"fmt"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
)

// Notice is a notice that law asks for before a meeting or a decision: what it says is generated from
// what it is about, and it is published as a document of that.
type Notice struct {
	Rule      deadline.RuleID `json:"rule"`
	Meeting   int             `json:"meeting,omitzero"`
	Body      int             `json:"body"`
	Issue     int             `json:"issue,omitzero"`
	Reasons   council.Text    `json:"reasons,omitzero"` // why in private, or why the time is impracticable
	Heard     council.Text    `json:"heard,omitzero"`   // representations received
	Response  council.Text    `json:"response,omitzero"`
	Told      string          `json:"told,omitzero"` // whom: the chair of the scrutiny committee
	Document  int             `json:"document,omitzero"`
	Published council.Day     `json:"published,omitzero"` // zero again once it was taken down
	Withdrawn council.Text    `json:"withdrawn,omitzero"` // why it was taken down
}

// Kind implements Work.
func (Notice) Kind() Kind { return "notice" }

// Lock implements Work.
func (n Notice) Lock() audience.Lock { return audience.Lock{Body: n.Body} }

// Marks implements Work.
func (n Notice) Marks() []Mark {
	return []Mark{{"meeting", itoa(n.Meeting)}, {"rule", string(n.Rule)}, {"issue", itoa(n.Issue)}, {"document", itoa(n.Document)}}
}

// Order implements Work.
func (n Notice) Order() string { return fmt.Sprintf("%v %09d", n.Published, n.Meeting) }

// Check implements Work.
func (n Notice) Check() error {
	var faults council.Faults
	if n.Reasons.IsZero() {
		faults.Add("reasons", "notice.reasons.missing")
	}
	return faults.Err()
}

// noticeOf is the notice of a meeting that was published under the rule and stands, of a decision on an issue
// or, with 0, of the whole meeting; zero where there is none.
func (t *turn) noticeOf(ctx context.Context, meeting, issue int, rule deadline.RuleID) (Notice, error) {
	list, err := find[Notice](ctx, t, Query{Marks: []Mark{{"meeting", itoa(meeting)}, {"rule", string(rule)}, {"issue", itoa(issue)}}})
	for _, k := range list {
		if !k.Content.Published.IsZero() {
			return k.Content, err
		}
	}
	return Notice{}, err
}
