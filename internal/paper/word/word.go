// Package word reads Word papers (.docx, ECMA-376) into the document model and writes the model as
// one: headings with their numbers, paragraphs, lists with their labels, tables, links, footnotes;
// bold and italic. Tracked changes are read as accepted, hidden text is left out.
//
// It must never take more than its bounds allow, whatever the file says of itself, never follow a
// reference out of the file, and never run a macro or resolve an entity.
package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"

	"moothall/internal/paper/doc"
)

// Bounds on what a file may unpack to. XML of a long report is some tens of megabytes.
const (
	maxPart  = 128 << 20 // bytes of all parts read
	maxNodes = 1 << 20   // XML elements in one paragraph or table
	maxDepth = 256       // of XML elements
)

// Paper is a Word paper.
type Paper struct {
	doc.Document
	Pages int // as Word last counted; 0 where it has not said
}

// Is says whether the content is a zip archive with a Word document in it.
func Is(content []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return false
	}
	for _, f := range z.File {
		if f.Name == "word/document.xml" {
			return true
		}
	}
	return false
}

// Read reads a paper of the size, which may hold at most so many bytes of text. Its errors are
// doc.ErrBroken and doc.ErrTooLarge.
func Read(r io.ReaderAt, size, text int64) (Paper, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return Paper{}, fmt.Errorf("open Word paper: %w: %w", doc.ErrBroken, err)
	}
	a := &archive{parts: map[string]*zip.File{}, room: maxPart}
	for _, f := range z.File {
		a.parts[f.Name] = f
	}
	p, err := a.read(text)
	if err != nil {
		return Paper{}, fmt.Errorf("read Word paper: %w", err)
	}
	return p, nil
}

// archive is a paper's zip archive, with the room that is left for what it unpacks to.
type archive struct {
	parts map[string]*zip.File
	room  int64
}

func (a *archive) read(text int64) (Paper, error) {
	main, err := a.mainPart()
	if err != nil {
		return Paper{}, err
	}
	b := &reader{archive: a, room: text}
	if err := b.prepare(main); err != nil {
		return Paper{}, err
	}
	p := Paper{Document: doc.Document{Lang: b.styles.lang}}
	if err := a.properties(&p); err != nil {
		return Paper{}, err
	}
	b.styles.lang = p.Lang
	if p.Blocks, err = b.body(main); err != nil {
		return Paper{}, err
	}
	p.Notes = b.notes
	return p, nil
}

// mainPart finds the document among the parts, by the package's relationships.
func (a *archive) mainPart() (string, error) {
	rels, err := a.relations("_rels/.rels", "")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if strings.HasSuffix(r.kind, "/officeDocument") && a.parts[r.target] != nil {
			return r.target, nil
		}
	}
	if a.parts["word/document.xml"] != nil {
		return "word/document.xml", nil
	}
	return "", fmt.Errorf("no document in it: %w", doc.ErrBroken)
}

// relation leads from one part to another, or out of the file.
type relation struct {
	kind, target string
	external     bool
}

// relations reads a part of relationships; targets inside are made paths from folder.
func (a *archive) relations(name, folder string) (map[string]relation, error) {
	out := map[string]relation{}
	err := a.each(name, "Relationships", func(n *node) error {
		r := relation{kind: n.get("Type"), target: n.get("Target"), external: n.get("TargetMode") == "External"}
		if !r.external {
			if strings.HasPrefix(r.target, "/") {
				r.target = strings.TrimPrefix(r.target, "/")
			} else {
				r.target = path.Join(folder, r.target)
			}
		}
		out[n.get("Id")] = r
		return nil
	})
	return out, err
}

// properties reads what the paper says of itself.
func (a *archive) properties(p *Paper) error {
	err := a.each("docProps/app.xml", "Properties", func(n *node) error {
		if n.name == "Pages" {
			p.Pages, _ = strconv.Atoi(strings.TrimSpace(n.allText())) // 0 where it is no number
			p.Pages = max(p.Pages, 0)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return a.each("docProps/core.xml", "coreProperties", func(n *node) error {
		switch n.name {
		case "title":
			p.Title = strings.TrimSpace(n.allText())
		case "language":
			if l := strings.TrimSpace(n.allText()); l != "" {
				p.Lang = l
			}
		case "created":
			p.Date, _ = time.Parse(time.RFC3339, strings.TrimSpace(n.allText())) // zero where it is no time
		}
		return nil
	})
}

// each reads a part and gives the elements directly within the first element of the name within
// (found at any depth), one after the other, so that a long paper is never in memory as a whole. A
// part that is missing has none.
func (a *archive) each(name, within string, give func(*node) error) error {
	part := a.parts[name]
	if part == nil {
		return nil
	}
	r, err := part.Open()
	if err != nil {
		return fmt.Errorf("part %s: %w: %w", name, doc.ErrBroken, err)
	}
	defer r.Close()
	counted := &countedReader{r: r, room: &a.room}
	d := xml.NewDecoder(counted)
	err = children(d, within, give)
	switch {
	case err == nil:
		return nil
	case counted.full:
		return fmt.Errorf("part %s: it unpacks to more than %d bytes: %w", name, int64(maxPart), doc.ErrTooLarge)
	case errors.Is(err, doc.ErrTooLarge), errors.Is(err, doc.ErrBroken):
		return fmt.Errorf("part %s: %w", name, err)
	}
	return fmt.Errorf("part %s: %w: %w", name, doc.ErrBroken, err)
}

func children(d *xml.Decoder, within string, give func(*node) error) error {
	for depth := 0; ; {
		t, err := d.Token()
		if err != nil {
			if errors.Is(err, io.EOF) {
				return fmt.Errorf("no element %s: %w", within, doc.ErrBroken)
			}
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return fmt.Errorf("more than %d elements deep: %w", maxDepth, doc.ErrTooLarge)
			}
			if t.Name.Local == within {
				return giveAll(d, give)
			}
		case xml.EndElement:
			depth--
		}
	}
}

func giveAll(d *xml.Decoder, give func(*node) error) error {
	for {
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			n, err := readNode(d, t)
			if err != nil {
				return err
			}
			if err := give(n); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// countedReader ends when the archive has unpacked to more than it may.
type countedReader struct {
	r    io.Reader
	room *int64
	full bool
}

func (c *countedReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if *c.room -= int64(n); *c.room < 0 {
		c.full = true
		return 0, doc.ErrTooLarge
	}
	return n, err
}
