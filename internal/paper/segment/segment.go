// Package segment makes a PDF paper ready to be joined with others: its objects are copied under
// numbers of their own, with its pages, tags and bookmarks kept, and all that acts by itself left
// out. Segments whose numbers differ make one file when they are put behind one another; package
// pack does that, and adds what stands above them.
//
// It must never run in the process that serves people, except over papers that Moothall printed
// itself: a hostile paper can take much time and memory, though no more than the limits say.
package segment

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"moothall/internal/paper/doc"
)

// Numbers of the objects that all segments of a pack share, and that whoever joins them writes.
const (
	Catalog    = 1 + iota
	Info       // the document's information
	Metadata   // XMP
	Pages      // root of the page tree
	StructRoot // root of the structure tree
	Document   // its only element
	Outlines   // root of the bookmarks
	ParentTree
	IDTree
	Open       // stream before a page's content: "q"
	OpenText   // the same before untagged text: OpenTextContent
	OpenFigure // the same before an untagged picture: OpenFigureContent
	StampFaint // graphics state of what is stamped faintly
	StampFont  // font of what is stamped, followed by the other objects of the font

	FirstFree = StampFont + 16 // lowest number for a segment
)

// What the shared streams must hold, and what a stamp must begin with to close them.
const (
	OpenContent       = "q\n"
	OpenTextContent   = "/P<</MCID 0>>BDC\nq\n"
	OpenFigureContent = "/Figure<</MCID 0>>BDC\nq\n"
	CloseContent      = "\nQ\n"
	CloseTagged       = "\nQ\nEMC\n" // after OpenText and OpenFigure
)

// What may be left out of a paper, by the names in Index.LeftOut.
const (
	Scripts     = "scripts"     // actions of any kind but plain links
	Attachments = "attachments" // files within the file
	Media       = "media"       // sound, film, 3D
	Fields      = "fields"      // form fields that say nothing of how they look
)

// Bounds of a segment.
const (
	mostBytes  = 1 << 30   // output
	mostKeys   = 1_000_000 // keys of a parent tree
	mostMarks  = 50_000    // bookmarks
	mostAnnots = 100_000   // annotations of a page
)

// ErrLocked is the error of a paper whose owner does not allow it to be put together with others.
var ErrLocked = fmt.Errorf("the file's owner has not allowed it to be put together with others: %w", doc.ErrEncrypted)

// ErrNotPDF is the error of a file that is no PDF, however sound it may be.
var ErrNotPDF = fmt.Errorf("the file is not a PDF: %w", doc.ErrBroken)

// Order says where the segment goes, and what it needs from outside.
type Order struct {
	First int    `json:"first"` // its first object number, at least FirstFree
	Key   int    `json:"key"`   // its first key in the parent tree
	Pages int    `json:"pages"` // most pages it may have; 0 for 10,000
	Scan  string `json:"scan"`  // what an untagged picture of a page is to be called for those who cannot see it
	// Targets are destinations, written as PDF, for names that the paper links to but does not
	// have. Only for papers of our own.
	Targets map[string]string `json:"-"`
}

// Index is what whoever joins segments must know of one.
type Index struct {
	First   int         `json:"first"`
	Count   int         `json:"count"` // object numbers taken, from First
	Key     int         `json:"key"`
	Keys    int         `json:"keys"`  // keys of the parent tree taken, from Key
	Bytes   int64       `json:"bytes"` // length of its data
	Rows    []byte      `json:"rows"`  // seven bytes an object: kind, offset or object stream, index (ISO 32000-1, 7.5.8.3)
	Pages   []Page      `json:"pages"`
	Node    int         `json:"node"`           // its node of the page tree, whose parent is Pages
	Part    int         `json:"part"`           // its element, left to be written, whose parent is Document
	Kids    string      `json:"kids"`           // of Part, written as PDF without brackets
	Parents int         `json:"parents"`        // its leaf of the parent tree; 0 for none
	IDs     int         `json:"ids,omitempty"`  // its leaf of the tree of identities; 0 for none
	Outline Outline     `json:"outline"`        //
	Classes string      `json:"cls,omitempty"`  // entries of the class map
	Spaces  string      `json:"ns,omitempty"`   // references to namespaces (PDF 2.0)
	Layers  string      `json:"ocg,omitempty"`  // references to layers
	Hidden  string      `json:"off,omitempty"`  // those of them that are not shown
	Lang    string      `json:"lang,omitempty"` // as the paper itself says
	Title   string      `json:"title,omitempty"`
	Tagged  bool        `json:"tagged"`            // it came with tags
	Mended  bool        `json:"mended,omitempty"`  // it was damaged or encrypted, and could be read all the same
	LeftOut []string    `json:"leftOut,omitempty"` // in the words of the constants, sorted
	_       [0]struct{} // fields are named when an Index is made
}

// Page is what a stamp must know of a page.
type Page struct {
	Object int        `json:"o"`
	Stamp  int        `json:"s"`           // the stream left to be written, which ends the page's content
	Close  bool       `json:"c,omitempty"` // the stamp begins with CloseTagged, not CloseContent
	Box    [4]float32 `json:"b"`           // visible part: left, bottom, right, top, in units
	Rotate int        `json:"r,omitempty"` // 0, 90, 180 or 270, clockwise
	Unit   float32    `json:"u,omitempty"` // points in a unit; 0 for 1
}

// Outline is where the paper's bookmarks hang.
type Outline struct {
	Item  int `json:"item"` // the bookmark above them, left to be written
	First int `json:"first,omitempty"`
	Last  int `json:"last,omitempty"`
	Count int `json:"count,omitempty"` // bookmarks directly below
	All   int `json:"all,omitempty"`   // bookmarks at all
}

// Font and Faint name the stamp's font and graphics state in the resources of the segment's pages.
func (x Index) Font() string { return fontName(x.First) }

// Faint is the name of the faint graphics state.
func (x Index) Faint() string { return faintName(x.First) }

// Prepare makes a segment of a paper. The chunks are its data in order; some of them are parts of
// content, which must not change meanwhile. Errors are doc.ErrBroken (also as
// ErrNotPDF), doc.ErrEncrypted (also as ErrLocked), doc.ErrTooLarge, or the context's.
func Prepare(ctx context.Context, content []byte, o Order) (Index, [][]byte, error) {
	f, err := open(content)
	if err == nil {
		var x Index
		var chunks [][]byte
		if x, chunks, err = build(ctx, f, o); err == nil {
			return x, chunks, nil
		}
	}
	if errors.Is(err, doc.ErrTooLarge) || ctx.Err() != nil {
		return Index{}, nil, err
	}
	if !bytes.Contains(content[:min(len(content), 1024)], []byte("%PDF-")) {
		return Index{}, nil, ErrNotPDF
	}
	m, err := mend(ctx, content)
	if err != nil {
		return Index{}, nil, err
	}
	x, chunks, err := build(ctx, m, o)
	x.Mended = true
	return x, chunks, err
}

func tooLarge(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, doc.ErrTooLarge)...)
}
