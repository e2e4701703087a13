package gazette

import (
	"fmt"
	"strconv"
	"strings"

	"moothall/internal/council"
)

// Kind is what sort of thing an entry publishes.
type Kind string

// Kinds of entry. Each has one type of content; see Content.
const (
	KindCouncil  Kind = "council"
	KindWard     Kind = "ward"
	KindParty    Kind = "party"
	KindPerson   Kind = "person"
	KindBody     Kind = "body"
	KindIssue    Kind = "issue"
	KindMeeting  Kind = "meeting"
	KindAgenda   Kind = "agenda"
	KindMinutes  Kind = "minutes"
	KindDocument Kind = "document"
	KindDecision Kind = "decision"
	KindPlan     Kind = "forward-plan"
	KindAnswer   Kind = "answer"
	KindAction   Kind = "action"
	KindTakedown Kind = "takedown"

	// KindItem is not published by itself: items stand in agendas. Their numbers are given out
	// like those of the kinds above.
	KindItem Kind = "item"
)

// Subject names what an entry is about: a kind and its public number. An agenda and the minutes
// have the number of their meeting.
type Subject struct {
	Kind   Kind
	Number int
}

// String is "issue/68576".
func (s Subject) String() string { return string(s.Kind) + "/" + strconv.Itoa(s.Number) }

// ParseSubject reads what Subject.String writes.
func ParseSubject(s string) (Subject, error) {
	kind, number, ok := strings.Cut(s, "/")
	n, err := strconv.Atoi(number)
	if !ok || err != nil {
		return Subject{}, fmt.Errorf("%q does not name a subject: %w", s, council.ErrInvalid)
	}
	return Subject{Kind: Kind(kind), Number: n}, nil
}
