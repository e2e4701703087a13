package word

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"moothall/internal/paper/doc"
)

// raw is an XML element as it is written, with its prefixes, or a text between elements.
type raw struct {
	name  xml.Name // Space is the prefix
	attrs []xml.Attr
	kids  []*raw
	text  string // of a text; an element has none
}

func (r *raw) is(names ...string) bool {
	for _, n := range names {
		if r.name.Local == n {
			return true
		}
	}
	return false
}

func (r *raw) get(local string) string {
	if r == nil {
		return ""
	}
	for _, a := range r.attrs {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

func (r *raw) child(names ...string) *raw {
	for _, name := range names {
		var found *raw
		if r != nil {
			for _, k := range r.kids {
				if k.is(name) {
					found = k
					break
				}
			}
		}
		r = found
	}
	return r
}

// on says whether a property is there and is not switched off.
func (r *raw) on() bool {
	v := r.get("val")
	return r != nil && v != "0" && v != "false" && v != "off"
}

// said is the text of the element's own words, at most so many letters of them.
func (r *raw) said(most int) string {
	var b strings.Builder
	var walk func(r *raw)
	walk = func(r *raw) {
		if b.Len() > 4*most {
			return
		}
		for _, k := range r.kids {
			if k.name.Local == "" && r.is("t", "delText") {
				b.WriteString(k.text)
			}
			walk(k)
		}
	}
	walk(r)
	letters := []rune(strings.TrimSpace(b.String()))
	if len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return string(letters)
}

// parseRaw reads a whole part. Comments and instructions to programs are left out; a document type
// is refused, since entities come with it.
func parseRaw(r io.Reader) (*raw, error) {
	d := xml.NewDecoder(r)
	top := &raw{}
	path := []*raw{top}
	for count := 0; ; {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		at := path[len(path)-1]
		switch t := t.(type) {
		case xml.StartElement:
			if count++; count > maxNodes || len(path) > maxDepth {
				return nil, fmt.Errorf("more than %d elements or deeper than %d: %w", maxNodes, maxDepth, doc.ErrTooLarge)
			}
			n := &raw{name: t.Name, attrs: append([]xml.Attr(nil), t.Attr...)}
			at.kids = append(at.kids, n)
			path = append(path, n)
		case xml.CharData:
			at.kids = append(at.kids, &raw{text: string(t)})
		case xml.EndElement:
			if len(path) == 1 || at.name != t.Name {
				return nil, fmt.Errorf("an element %s ends as %s: %w", at.name.Local, t.Name.Local, doc.ErrBroken)
			}
			path = path[:len(path)-1]
		case xml.Directive:
			return nil, fmt.Errorf("a document type within: %w", doc.ErrBroken)
		}
	}
	for _, k := range top.kids {
		if k.name.Local != "" && len(path) == 1 {
			return k, nil
		}
	}
	return nil, fmt.Errorf("no whole element: %w", doc.ErrBroken)
}

func prefixed(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// write writes the element as it was read.
func (r *raw) write(w io.StringWriter) error {
	if r.name.Local == "" {
		_, err := w.WriteString(escape(r.text))
		return err
	}
	var b strings.Builder
	b.WriteString("<" + prefixed(r.name))
	for _, a := range r.attrs {
		b.WriteString(" " + prefixed(a.Name) + `="` + escape(a.Value) + `"`)
	}
	if len(r.kids) == 0 {
		b.WriteString("/>")
		_, err := w.WriteString(b.String())
		return err
	}
	if _, err := w.WriteString(b.String() + ">"); err != nil {
		return err
	}
	for _, k := range r.kids {
		if err := k.write(w); err != nil {
			return err
		}
	}
	_, err := w.WriteString("</" + prefixed(r.name) + ">")
	return err
}
