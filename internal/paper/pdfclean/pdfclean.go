// Package pdfclean makes the copy of a PDF that may be published: what its pages, tags and bookmarks
// lead to, and nothing of who made it, with what and what stood in it before.
//
// It must never run in the process that serves people, and never let anything through that runs,
// plays or fetches: what it does not know to be harmless in an action, it refuses.
package pdfclean

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"moothall/internal/paper/doc"
)

// Public makes the copy. It holds only what the document leads to (earlier versions, which a PDF
// keeps when it is saved again, are gone), with the title and the language for all metadata, and no
// lock: one that asks for no password to read does not outlive the copy. Tags stay. The same file
// always gives the same bytes.
//
// A paper with active content or inner files is refused, and so is one with comments unless they
// are to be left out, with parts that are switched off or marked to be blacked out and are still
// there, or with a signature: the error is a *doc.Unfit. Other errors are doc.ErrBroken,
// doc.ErrEncrypted and doc.ErrTooLarge.
func Public(content []byte, how doc.Copying) (out []byte, err error) {
	defer func() { // the reader gives up in this way on some broken files
		if gaveUp := recover(); gaveUp != nil {
			out, err = nil, fmt.Errorf("copy PDF: %w: %v", doc.ErrBroken, gaveUp)
		}
	}()
	file, err := open(content)
	if err != nil {
		return nil, fmt.Errorf("open PDF: %w", err)
	}
	c := &copier{file: file, how: how, numbers: map[int]int{}, pages: map[int]int{}}
	if out, err = c.copy(); err != nil {
		return nil, fmt.Errorf("copy PDF: %w", err)
	}
	return out, nil
}

func open(content []byte) (*model.Context, error) {
	limits := model.DefaultResourceLimits()
	limits.MaxObjectCount, limits.MaxXRefEntries = 2_000_000, 2_000_000
	file, err := pdfcpu.Read(bytes.NewReader(content), &model.Configuration{
		Reader15: true, ValidationMode: model.ValidationRelaxed, Offline: true, Limits: limits,
	})
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword), errors.Is(err, pdfcpu.ErrUnsupportedEncryptionFeature):
		return nil, fmt.Errorf("%w: %w", doc.ErrEncrypted, err)
	case err != nil:
		return nil, fmt.Errorf("%w: %w", doc.ErrBroken, err)
	case file.Root == nil:
		return nil, fmt.Errorf("no catalogue in it: %w", doc.ErrBroken)
	}
	return file, nil
}

// copier writes the objects that the catalogue leads to, in the order in which they are met.
type copier struct {
	file    *model.Context
	how     doc.Copying
	found   doc.Unfit
	numbers map[int]int // by the object's number in the file: that in the copy
	queue   []int       // numbers in the file, in the order of the copy
	pages   map[int]int // by the object's number in the file: the page, from 1, that it belongs to
	page    int         // of the object being written
	bytes.Buffer
	at []int // where each object of the copy begins
}

func (c *copier) copy() ([]byte, error) {
	root, err := c.file.Catalog()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", doc.ErrBroken, err)
	}
	title, tagged := c.about(root)
	c.number(c.file.Root.ObjectNumber.Value())
	c.countPages(root)
	c.at = make([]int, reserved)
	c.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	if err := c.catalogue(root); err != nil {
		return nil, err
	}
	for i := 1; i < len(c.queue); i++ {
		c.page = c.pages[c.queue[i]]
		if err := c.object(c.queue[i]); err != nil {
			return nil, err
		}
	}
	if err := c.found.Err(); err != nil {
		return nil, err
	}
	c.finish(title, tagged)
	return c.Bytes(), nil
}

// about gives the title and whether the file says that it follows PDF/UA.
func (c *copier) about(root types.Dict) (title string, accessible bool) {
	if c.file.Info != nil {
		if info, err := c.file.DereferenceDict(*c.file.Info); err == nil {
			title = c.string(info["Title"])
		}
	}
	if c.how.Title != "" {
		title = c.how.Title
	}
	if stream, _, err := c.file.DereferenceStreamDict(root["Metadata"]); err == nil && stream != nil {
		if stream.Decode() == nil {
			accessible = bytes.Contains(stream.Content, []byte("pdfuaid:part"))
		}
	}
	return strings.TrimSpace(title), accessible
}

// string is a text string (ISO 32000-1, 7.9.2); empty where it is none.
func (c *copier) string(o types.Object) string {
	o, err := c.file.Dereference(o)
	if err != nil {
		return ""
	}
	switch o := o.(type) {
	case types.StringLiteral:
		s, err := types.StringLiteralToString(o)
		if err != nil {
			return ""
		}
		return s
	case types.HexLiteral:
		s, err := types.HexLiteralToString(o)
		if err != nil {
			return ""
		}
		return s
	}
	return ""
}

// The first objects of a copy: the catalogue, the title, and the title in XML.
const (
	objectRoot = 1
	objectInfo = 2
	objectXMP  = 3
	reserved   = 3
)

// number gives an object its number in the copy, and has it written if it was not met before.
func (c *copier) number(original int) int {
	if n, ok := c.numbers[original]; ok {
		return n
	}
	c.queue = append(c.queue, original)
	n := objectRoot
	if len(c.queue) > 1 {
		n = reserved + len(c.queue) - 1
	}
	c.numbers[original] = n
	if c.pages[original] == 0 {
		c.pages[original] = c.page
	}
	return n
}
