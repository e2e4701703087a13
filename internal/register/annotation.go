package register

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/redline"
)

// Annotation is what a reader of a paper has noted on a page of it: their own, unless they share it. It is of the
// paper and its page, not of a pack, so that it stays where it is when a pack is bound again.
type Annotation struct {
	ID       string          `json:"id"`      // made by the device on which it was written, 32 hexadecimal digits
	Account  int             `json:"account"` // whose it is
	Name     string          `json:"name"`    // what they are called
	Document int             `json:"document"`
	Page     int             `json:"page"`           // of the paper, from 1
	Quote    audience.Sealed `json:"quote,omitzero"` // the words that are marked; empty for a note on the page
	Start    int             `json:"start,omitzero"` // how many characters of the page come before them
	Note     audience.Sealed `json:"note,omitzero"`
	Shared   []int           `json:"shared,omitempty"` // accounts with whom it is shared
	// Steps are the changes that were made to it, by the names that the devices gave them, so that one sent twice
	// counts once.
	Steps   []string `json:"steps,omitempty"`
	Removed bool     `json:"removed,omitzero"` // it has no words any more, and what is sent again makes it no more
}

// Bounds of an annotation, in characters, and how many of its steps are remembered.
const (
	longestNote  = 10_000
	longestQuote = 2_000
	mostSteps    = 100
)

// Kind implements Work.
func (Annotation) Kind() Kind { return "annotation" }

// Lock implements Work: nobody but its author and those with whom it is shared. Whether they may read the paper
// is asked besides.
func (a Annotation) Lock() audience.Lock {
	return audience.Lock{Body: audience.Private, Owners: append([]int{a.Account}, a.Shared...)}
}

// Marks implements Work.
func (a Annotation) Marks() []Mark {
	marks := []Mark{{"id", fmt.Sprintf("%d/%s", a.Account, a.ID)}}
	if !a.Removed {
		marks = append(marks, Mark{"document", itoa(a.Document)})
	}
	return marks
}

// Order implements Work: by paper and place.
func (a Annotation) Order() string { return fmt.Sprintf("%09d %06d %09d", a.Document, a.Page, a.Start) }

var markID = regexp.MustCompile(`^[0-9a-f]{32}$`)

// Check implements Work.
func (a Annotation) Check() error {
	switch {
	case !markID.MatchString(a.ID):
		return council.Invalid("%q does not name an annotation", a.ID)
	case a.Account == 0 || a.Document < 1 || a.Page < 1 || a.Start < 0:
		return council.Invalid("an annotation is somebody's, on a page of a paper")
	case a.Quote.IsZero() && a.Note.IsZero() && !a.Removed:
		var faults council.Faults
		faults.Add("note", "annotation.empty")
		return faults.Err()
	}
	return nil
}

// Jotting is a change to an annotation, as a device sends it: once the network is there, perhaps more than once.
type Jotting struct {
	ID       string `json:"id"`
	Step     string `json:"step"` // names this change; 32 hexadecimal digits
	Document int    `json:"document"`
	Page     int    `json:"page"`
	Quote    string `json:"quote"`
	Start    int    `json:"start"`
	Base     string `json:"base"` // the note that was changed; empty for a new annotation
	Note     string `json:"note"` // what it became
	Remove   bool   `json:"remove"`
}

func (j Jotting) check() error {
	var faults council.Faults
	if utf8.RuneCountInString(j.Note) > longestNote || utf8.RuneCountInString(j.Quote) > longestQuote {
		faults.Add("note", "annotation.long")
	}
	if !markID.MatchString(j.Step) {
		return council.Invalid("%q does not name a change", j.Step)
	}
	return faults.Err()
}

// apply is the annotation after the change. What the author has meanwhile written into it on another device stays:
// the two are brought together, and where both changed the same words both stand there, one below the other. An
// annotation that was changed elsewhere is not removed.
func (a Annotation) apply(j Jotting, note string) Annotation {
	a.Steps = append(slices.Clone(a.Steps), j.Step)
	a.Steps = a.Steps[max(0, len(a.Steps)-mostSteps):]
	if j.Remove {
		if note == j.Base {
			a.Removed, a.Quote, a.Note, a.Shared = true, audience.Sealed{}, audience.Sealed{}, nil
		}
		return a
	}
	a.Note = audience.Seal(bothNotes(j.Base, note, strings.TrimSpace(j.Note)))
	if a.Removed {
		a.Removed, a.Quote = false, audience.Seal(j.Quote) // it was removed on one device and written on on another
	}
	return a
}

// bothNotes brings two changes of one note together.
func bothNotes(base, theirs, mine string) string {
	switch {
	case mine == theirs, mine == base:
		return theirs
	case theirs == base || theirs == "":
		return mine
	}
	if m := redline.Merge(base, redline.Side{Text: theirs}, redline.Side{Text: mine}); m.Conflicts == 0 {
		return m.Text
	}
	return theirs + "\n\n" + mine
}
