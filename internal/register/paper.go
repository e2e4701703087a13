package register

import (
	"fmt"
	"slices"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// PaperState is where a paper stands between being brought in and being fit to be published.
type PaperState string

// States of a paper.
const (
	PaperReading PaperState = "reading" // its file waits to be read and checked
	PaperReady   PaperState = "ready"
	PaperRefused PaperState = "refused" // Fault says why
)

// Paper is a document before it is published: a report as a file, an appendix, a presentation. Its
// number is the public number that it will have. Its file lies on the sealed shelf, whatever its
// openness: what is open is put on the public shelf when it is published.
type Paper struct {
	Title    council.Text         `json:"title"` // as the public will read it in the agenda, exempt or not
	Of       council.DocumentKind `json:"of"`
	Body     int                  `json:"body"`              // whose meetings it goes to first
	Report   int                  `json:"report,omitzero"`   // that it belongs to, or
	Item     int                  `json:"item,omitzero"`     // the agenda item it was attached to
	Meeting  int                  `json:"meeting,omitzero"`  // the meeting, with Item
	Ground   audience.Ground      `json:"ground,omitzero"`   // why it is kept from the public; zero where it is open
	Twin     int                  `json:"twin,omitzero"`     // the open version of a part-exempt paper
	Language council.Language     `json:"language,omitzero"` // of what is in it
	Author   string               `json:"author,omitzero"`

	Brought string          `json:"brought,omitzero"` // SHA-256 of the file on the sealed shelf, as it was brought
	SHA256  string          `json:"sha256,omitzero"`  // of its public copy on the sealed shelf, once there is one
	Name    audience.Sealed `json:"name,omitzero"`    // of the file as it was brought
	Size    int64           `json:"size,omitzero"`    // bytes; of the public copy once there is one
	Type    string          `json:"type,omitzero"`    // media type, judged by content
	Pages   int             `json:"pages,omitzero"`
	Text    audience.Sealed `json:"text,omitzero"`  // page by page, form feeds between
	HTML    audience.Sealed `json:"html,omitzero"`  // clean, where the source was Word
	Thumb   string          `json:"thumb,omitzero"` // SHA-256 of a picture of its first page, on the sealed shelf

	Unread int  `json:"unread,omitzero"` // pages without text, such as scans
	Settle bool `json:"settle,omitzero"` // tracked changes were accepted and comments left out, as somebody asked

	State PaperState      `json:"state"`
	Fault audience.Sealed `json:"fault,omitzero"` // why it was refused: PaperFaults as JSON

	Owners    []int             `json:"owners,omitempty"` // accounts that work on it
	Also      []audience.Before `json:"also,omitempty"`   // the other bodies that its report goes to
	Tabled    bool              `json:"tabled,omitzero"`  // is on an agenda that members may see
	Published bool              `json:"published,omitzero"`
	Withdrawn bool              `json:"withdrawn,omitzero"`
	Reason    council.Text      `json:"reason,omitzero"`    // why it was withdrawn, as the public reads it
	TakenDown bool              `json:"takenDown,omitzero"` // withdrawn by a takedown: it may be put back

	// From is, of a report written at the desk, the SHA-256 of what was written when it was printed.
	From       string `json:"from,omitzero"`
	Superseded bool   `json:"superseded,omitzero"` // a later printing goes to the bodies after

	Released *Release `json:"released,omitempty"` // it was kept from the public until then
}

// Kind implements Work.
func (Paper) Kind() Kind { return "paper" }

// Lock implements Work.
func (p Paper) Lock() audience.Lock {
	return audience.Lock{Body: p.Body, Openness: p.Ground.Openness, Owners: p.Owners, Tabled: p.Tabled, Also: p.Also}
}

// goingBefore is a paper of a report whose lock is this: it goes where the report goes. A body that has
// been given it already keeps it.
func (p Paper) goingBefore(l audience.Lock) Paper {
	given := slices.DeleteFunc(append([]audience.Before{{Body: p.Body, Tabled: p.Tabled}}, p.Also...), func(b audience.Before) bool { return !b.Tabled })
	tabled := func(body int) bool { return slices.Contains(given, audience.Before{Body: body, Tabled: true}) }
	p.Body, p.Tabled, p.Owners, p.Also = l.Body, tabled(l.Body), l.Owners, nil
	for _, b := range l.Also {
		p.Also = append(p.Also, audience.Before{Body: b.Body, Tabled: tabled(b.Body)})
	}
	for _, b := range given {
		if b.Body != l.Body && !slices.Contains(p.Also, b) {
			p.Also = append(p.Also, b)
		}
	}
	return p
}

// tabledBefore says whether it has been put before a body.
func (p Paper) tabledBefore(body int) bool {
	return p.Body == body && p.Tabled || slices.Contains(p.Also, audience.Before{Body: body, Tabled: true})
}

// table puts it before a body.
func (p Paper) table(body int) Paper {
	if p.Body == body || p.Body == audience.AllBodies {
		p.Tabled = true
		return p
	}
	p.Also = slices.DeleteFunc(slices.Clone(p.Also), func(b audience.Before) bool { return b.Body == body })
	p.Also = append(p.Also, audience.Before{Body: body, Tabled: true})
	return p
}

// Marks implements Work.
func (p Paper) Marks() []Mark {
	var marks []Mark
	for name, n := range map[string]int{"report": p.Report, "item": p.Item, "meeting": p.Meeting} {
		if n != 0 {
			marks = append(marks, Mark{name, fmt.Sprint(n)})
		}
	}
	if !p.Ground.Review.IsZero() {
		marks = append(marks, Mark{"review", "due"})
	}
	if p.State == PaperRefused && !p.Withdrawn {
		for _, n := range p.Owners {
			marks = append(marks, Mark{"refused of", fmt.Sprint(n)})
		}
	}
	return append(marks, Mark{"state", string(p.State)})
}

// Order implements Work.
func (p Paper) Order() string { return gazette.FoldText(p.Title) }

// Check implements Work.
func (p Paper) Check() error {
	var faults council.Faults
	if p.Title.IsZero() {
		faults.Add("title", "paper.title.missing")
	}
	if p.Of.Check() != nil {
		faults.Add("of", "paper.kind.missing")
	}
	if err := faults.Err(); err != nil {
		return err
	}
	return p.Ground.Check()
}

// document is the paper as the public will have it: for a paper that is not open, the fact of it, why that is
// so, and nothing of what is in it. reviews says whether the public is told when it is looked at again.
func (p Paper) document(v audience.Viewer, reviews bool) (gazette.Document, error) {
	d := gazette.Document{Kind: p.Of, Title: p.Title, Language: p.Language, Author: p.Author, Openness: p.Ground.Openness, Exemption: exemption(p.Ground, p.Released, reviews)}
	if p.Withdrawn {
		d.Withdrawn = p.Reason
		return d, nil
	}
	if !p.Ground.IsOpen() {
		d.Author = ""
		return d, nil
	}
	name, err := p.Name.Open(v, p.Lock())
	if err != nil {
		return d, err
	}
	text, err := p.Text.Open(v, p.Lock())
	if err != nil {
		return d, err
	}
	if d.HTML, err = p.HTML.Open(v, p.Lock()); err != nil {
		return d, err
	}
	if text != "" {
		d.Text = strings.Split(text, "\f")
	}
	d.File = &gazette.File{SHA256: p.SHA256, Name: name, Size: p.Size}
	d.Size, d.Type, d.Pages = p.Size, p.Type, p.Pages
	return d, nil
}
