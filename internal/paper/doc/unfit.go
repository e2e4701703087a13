package doc

import (
	"fmt"
	"strings"

	"moothall/internal/council"
)

// The ways in which a paper that can be read is not fit to go out. Each is council.ErrInvalid too.
var (
	// ErrActive is of a paper that holds what runs, or leads to what the council does not hold.
	ErrActive = fmt.Errorf("the file holds active content: %w", council.ErrInvalid)
	// ErrUnresolved is of a paper that holds what its authors have not settled among themselves.
	ErrUnresolved = fmt.Errorf("the file holds what is not settled: %w", council.ErrInvalid)
)

// Risk is what a paper may hold that must not go out with it unseen.
type Risk string

// What a paper may hold. The last four are ErrUnresolved, all others ErrActive.
const (
	Macro     Risk = "macro"
	Script    Risk = "script"    // in a PDF, a control, a link or a picture
	Launch    Risk = "launch"    // an action that starts a program, sends a form or opens a file
	Media     Risk = "media"     // sound, film or a model that a reader plays by itself
	Embedded  Risk = "embedded"  // a file within the file, such as the workbook behind a chart
	Form      Risk = "form"      // a form that computes (XFA)
	Template  Risk = "template"  // loaded from the web when the paper is opened
	Linked    Risk = "linked"    // content that is fetched from elsewhere when the paper is opened
	Field     Risk = "field"     // a field that runs or fetches, such as DDE
	Signature Risk = "signature" // which a copy without metadata would break
	Comment   Risk = "comment"
	Change    Risk = "change"    // tracked
	Hidden    Risk = "hidden"    // what is there and not shown
	Redaction Risk = "redaction" // marked to be blacked out, and still there
)

// unresolved says whether the risk is one that the authors settle, and that can be settled for them.
func (r Risk) unresolved() bool { return r == Comment || r == Change || r == Hidden || r == Redaction }

// Remedy says what to do about the risk, in a sentence of English.
func (r Risk) Remedy() string {
	switch r {
	case Macro:
		return "save the paper as a Word document without macros (.docx)"
	case Script, Launch, Form, Media:
		return "make the PDF anew by printing or exporting the paper"
	case Embedded:
		return "publish the inner file as a paper of its own, or paste what it shows as a picture"
	case Template:
		return "take the template off in Word: Developer, Document Template"
	case Linked:
		return "put the linked content into the paper: File, Info, Edit Links to Files"
	case Field:
		return "turn the field into its text: Ctrl+Shift+F9"
	case Signature:
		return "publish the signed file as it is, or an unsigned copy"
	case Comment:
		return "answer and delete the comments, or have the copy leave them out"
	case Change:
		return "accept or reject the tracked changes, or have the copy accept them all"
	case Hidden:
		return "show it or delete it; of a Word paper the copy can leave it out"
	case Redaction:
		return "apply the redactions, so that what they mark is gone"
	}
	return "take it out"
}

// Finding is one such thing and its place.
type Finding struct {
	Risk      Risk   `json:"risk"`
	Part      string `json:"part,omitempty"`      // of a Word paper: "word/document.xml"
	Paragraph int    `json:"paragraph,omitempty"` // of the part, from 1
	Page      int    `json:"page,omitempty"`      // of a PDF, from 1
	Text      string `json:"text,omitempty"`      // the first of its words, or a name
}

func (f Finding) String() string {
	var at []string
	if f.Page > 0 {
		at = append(at, fmt.Sprintf("page %d", f.Page))
	}
	if f.Paragraph > 0 {
		at = append(at, fmt.Sprintf("paragraph %d", f.Paragraph))
	}
	if f.Part != "" {
		at = append(at, f.Part)
	}
	if f.Text != "" {
		at = append(at, fmt.Sprintf("%q", f.Text))
	}
	return string(f.Risk) + " (" + strings.Join(at, ", ") + ")"
}

// Unfit is the error of a paper that may not go out as it is. It is of the kinds ErrActive and
// ErrUnresolved, as its findings are.
type Unfit struct {
	Findings []Finding
	More     int // findings beyond those listed
}

// mostFindings is how many findings are listed: enough to see what is wrong.
const mostFindings = 100

// Add adds a finding.
func (u *Unfit) Add(f Finding) {
	if len(u.Findings) >= mostFindings {
		u.More++
		return
	}
	u.Findings = append(u.Findings, f)
}

// Err is the error, nil where nothing was found.
func (u *Unfit) Err() error {
	if len(u.Findings) == 0 {
		return nil
	}
	return u
}

// Error names every kind of risk with its first places and what to do about it.
func (u *Unfit) Error() string {
	var order []Risk
	places := map[Risk][]string{}
	for _, f := range u.Findings {
		if places[f.Risk] == nil {
			order = append(order, f.Risk)
		}
		places[f.Risk] = append(places[f.Risk], f.String())
	}
	var parts []string
	for _, r := range order {
		all := places[r]
		said := strings.Join(all[:min(len(all), 3)], "; ")
		if len(all) > 3 {
			said += fmt.Sprintf(" and %d more", len(all)-3)
		}
		parts = append(parts, said+": "+r.Remedy())
	}
	return "the paper is not fit to go out: " + strings.Join(parts, ". ")
}

// Unwrap gives the kinds.
func (u *Unfit) Unwrap() []error {
	var active, unresolved bool
	for _, f := range u.Findings {
		unresolved = unresolved || f.Risk.unresolved()
		active = active || !f.Risk.unresolved()
	}
	var out []error
	if active {
		out = append(out, ErrActive)
	}
	if unresolved {
		out = append(out, ErrUnresolved)
	}
	return out
}

// Copying says how a public copy is made.
type Copying struct {
	// Settle accepts every tracked change and leaves out comments and hidden text, instead of refusing
	// a paper that holds them. What is left out in this way was seen by nobody, so it is asked for.
	Settle bool   `json:"settle,omitempty"`
	Title  string `json:"title,omitempty"` // put in the copy; empty keeps the paper's own
	Lang   string `json:"lang,omitempty"`  // IETF tag put in the copy; empty keeps the paper's own
}
