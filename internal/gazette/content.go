package gazette

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"moothall/internal/council"
)

// content is what every published thing can say about itself.
type content interface {
	// check is ErrInvalid where the content breaks its own rules.
	check() error
	// mentions are the subjects that the content names, in no order, repeats allowed.
	mentions() []Subject
	// files are the hashes of the files that the content names.
	files() []string
	// lines are what the content says, for comparing editions.
	lines() []Line
}

// decoder reads the one type of content that belongs to the kind.
func decoder(kind Kind) (func([]byte) (content, error), bool) {
	switch kind {
	case KindCouncil:
		return decode[Council], true
	case KindWard:
		return decode[Ward], true
	case KindParty:
		return decode[Party], true
	case KindPerson:
		return decode[Person], true
	case KindBody:
		return decode[Body], true
	case KindIssue:
		return decode[Issue], true
	case KindMeeting:
		return decode[Meeting], true
	case KindAgenda:
		return decode[Agenda], true
	case KindMinutes:
		return decode[Minutes], true
	case KindDocument:
		return decode[Document], true
	case KindDecision:
		return decode[Decision], true
	case KindPlan:
		return decode[ForwardPlan], true
	case KindAnswer:
		return decode[Answer], true
	case KindAction:
		return decode[Action], true
	case KindTakedown:
		return decode[Takedown], true
	case KindItem:
		return nil, false
	}
	return nil, false
}

func decode[T content](b []byte) (content, error) {
	var c T
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return nil, fmt.Errorf("read %T: %w", c, err)
	}
	return c, nil
}

// Decode reads the content of an entry of the kind. An unknown kind or field is an error, so that
// nothing in the log goes unread.
func Decode(kind Kind, b []byte) (any, error) {
	read, ok := decoder(kind)
	if !ok {
		return nil, fmt.Errorf("no entry can be of kind %q: %w", kind, council.ErrInvalid)
	}
	return read(b)
}

// Encode checks a content for publication under the subject and gives its canonical JSON.
func Encode(s Subject, c any) ([]byte, error) {
	read, ok := decoder(s.Kind)
	if !ok {
		return nil, fmt.Errorf("nothing can be published as %q: %w", s.Kind, council.ErrInvalid)
	}
	blank, _ := read([]byte("{}"))
	if reflect.TypeOf(blank) != reflect.TypeOf(c) {
		return nil, fmt.Errorf("%v takes a %T, not a %T: %w", s, blank, c, council.ErrInvalid)
	}
	if s.Number < 1 {
		return nil, fmt.Errorf("%v: public numbers begin at 1: %w", s, council.ErrInvalid)
	}
	if err := c.(content).check(); err != nil {
		return nil, fmt.Errorf("%v: %w", s, err)
	}
	return Canonical(c)
}

// Mentions are the subjects that a decoded content names, sorted, each once, without itself.
func Mentions(self Subject, c any) []Subject {
	all := c.(content).mentions()
	slices.SortFunc(all, Subject.Compare)
	all = slices.Compact(all)
	return slices.DeleteFunc(all, func(s Subject) bool { return s == self || s.Number == 0 })
}

// Files are the hashes of the files that a decoded content names, sorted, each once.
func Files(c any) []string {
	all := c.(content).files()
	slices.Sort(all)
	return slices.Compact(all)
}

// Lines are what a decoded content says, for comparing editions.
func Lines(c any) []Line { return c.(content).lines() }

// Compare orders subjects for slices.SortFunc.
func (s Subject) Compare(o Subject) int {
	if s.Kind != o.Kind {
		if s.Kind < o.Kind {
			return -1
		}
		return 1
	}
	return s.Number - o.Number
}
