// Package pdf prints a document as a tagged PDF: headings, paragraphs, lists, tables with the scope
// of their headings, links and notes are marked as what they are, so that a screen reader follows
// them, and bookmarks lead to the headings. Fonts are embedded with only the letters used. The same
// document always gives the same bytes.
//
// It must never read a clock, a file or a setting, and never leave out a letter it has no glyph
// for: such a letter is drawn as a box and keeps its meaning for search and for screen readers.
package pdf

import (
	"compress/zlib"
	"fmt"
	"sync"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gobolditalic"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/goregular"

	"moothall/internal/council"
	"moothall/internal/paper/doc"
)

// Press prints documents. One Press may print many documents at once.
type Press struct {
	faces [4]*face  // by style
	zips  sync.Pool // of *zlib.Writer, each the better part of a megabyte
}

// style picks a face: bit 0 is bold, bit 1 italic.
type style uint8

const (
	bold   style = 1
	italic style = 2
)

// NewPress makes ready the Go typefaces, which have all the letters of English and Welsh.
func NewPress() (*Press, error) {
	var p Press
	for i, ttf := range [][]byte{goregular.TTF, gobold.TTF, goitalic.TTF, gobolditalic.TTF} {
		f, err := parseFace(ttf)
		if err != nil {
			return nil, fmt.Errorf("typeface %d: %w", i, err)
		}
		p.faces[i] = f
	}
	return &p, nil
}

// Printed is a document in print.
type Printed struct {
	PDF   []byte
	Pages int
	// Text is the text of each page, a line of the page to a line, without heads that a table
	// repeats and feet. The words of it are those that are read out of the file.
	Text []string
}

// Print lays the document out on A4 and writes it as PDF 1.7, tagged as PDF/UA-1 (ISO 14289-1)
// asks. A document without a title or a language, which PDF/UA requires, is council.ErrInvalid.
func (p *Press) Print(d doc.Document) (Printed, error) {
	if d.Title == "" || d.Lang == "" {
		return Printed{}, fmt.Errorf("print document %q in language %q: a title and a language are needed: %w", d.Title, d.Lang, council.ErrInvalid)
	}
	c := &compositor{typecase: newTypecase(p.faces)}
	root := &elem{tag: "Document"}
	lines := c.blocks(root, d.Blocks, pageWidth-2*margin, size)
	lines = append(lines, c.notes(root, d.Notes)...)
	layout := newLayout(c.typecase, d.Footer, d.Inner)
	layout.place(lines)
	layout.finish()
	zip, ok := p.zips.Get().(*zlib.Writer)
	if !ok {
		zip = zlib.NewWriter(nil)
	}
	defer p.zips.Put(zip)
	pdf, err := assemble(d, root, c.typecase, layout, zip)
	if err != nil {
		return Printed{}, fmt.Errorf("print document %q: %w", d.Title, err)
	}
	return Printed{PDF: pdf, Pages: len(layout.pages), Text: layout.pageText()}, nil
}
