package pdfclean

import (
	"fmt"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"moothall/internal/paper/doc"
)

func (c *copier) add(risk doc.Risk, text string) {
	if letters := []rune(text); len(letters) > 60 {
		text = string(letters[:60]) + "…"
	}
	c.found.Add(doc.Finding{Risk: risk, Page: c.page, Text: text})
}

// name is a name, empty where the object is none.
func (c *copier) name(o types.Object) string {
	o, err := c.file.Dereference(o)
	if err != nil {
		return ""
	}
	n, _ := o.(types.Name)
	return n.Value()
}

func (c *copier) inner(d types.Dict, key string) types.Dict {
	in, err := c.file.DereferenceDict(d[key])
	if err != nil {
		return nil
	}
	return in
}

func (c *copier) list(d types.Dict, key string) types.Array {
	a, err := c.file.DereferenceArray(d[key])
	if err != nil {
		return nil
	}
	return a
}

// catalogue writes the catalogue: of its names those of places alone, and nothing that is of the
// program which made the file.
func (c *copier) catalogue(root types.Dict) error {
	d := types.Dict{}
	for k, v := range root {
		switch k {
		case "Metadata", "SpiderInfo", "Perms", "Legal", "Collection", "AF", "DSS", "Names", "Version", "Extensions", "Requirements":
		default:
			d[k] = v
		}
	}
	names := c.inner(root, "Names")
	if names["Dests"] != nil {
		d["Names"] = types.Dict{"Dests": names["Dests"]}
	}
	if c.how.Lang != "" {
		lang, err := types.Escape(c.how.Lang)
		if err != nil {
			return fmt.Errorf("language %q: %w", c.how.Lang, doc.ErrBroken)
		}
		d["Lang"] = types.StringLiteral(*lang)
	}
	if names["EmbeddedFiles"] != nil || root["Collection"] != nil || root["AF"] != nil {
		c.attached(names)
	}
	if names["JavaScript"] != nil {
		c.add(doc.Script, "run when the file is opened")
	}
	if c.inner(root, "AcroForm")["XFA"] != nil {
		c.add(doc.Form, "XFA")
	}
	if len(c.list(c.inner(c.inner(root, "OCProperties"), "D"), "OFF")) > 0 {
		c.add(doc.Hidden, "layers that are switched off")
	}
	c.at[objectRoot-1] = c.Len()
	fmt.Fprintf(c, "%d 0 obj\n", objectRoot)
	err := c.dict(d, fmt.Sprintf("/Metadata %d 0 R", objectXMP), 0)
	c.WriteString("\nendobj\n")
	return err
}

// attached names the files within the file.
func (c *copier) attached(names types.Dict) {
	said := ""
	files := c.list(c.inner(names, "EmbeddedFiles"), "Names")
	for i := 1; i < len(files) && i < 20; i += 2 {
		if d, err := c.file.DereferenceDict(files[i]); err == nil {
			said = strings.TrimPrefix(said+", "+c.fileName(d), ", ")
		}
	}
	c.add(doc.Embedded, said)
}

func (c *copier) fileName(d types.Dict) string {
	if s := c.string(d["UF"]); s != "" {
		return s
	}
	return c.string(d["F"])
}

// countPages walks the tree of pages, so that a finding can say on which one it stands.
func (c *copier) countPages(root types.Dict) {
	seen := map[int]bool{}
	count := 0
	var walk func(o types.Object, depth int)
	walk = func(o types.Object, depth int) {
		r, ok := o.(types.IndirectRef)
		if !ok || seen[r.ObjectNumber.Value()] || depth > deepest {
			return
		}
		seen[r.ObjectNumber.Value()] = true
		d, err := c.file.DereferenceDict(r)
		if err != nil {
			return
		}
		if d["Kids"] == nil {
			count++
			c.pages[r.ObjectNumber.Value()] = count
			return
		}
		for _, k := range c.list(d, "Kids") {
			walk(k, depth+1)
		}
	}
	walk(root["Pages"], 0)
}

// falls says whether an entry is left out: what programs keep for themselves, small pictures of
// pages as they were, and metadata of parts.
func (c *copier) falls(key string, v types.Object) bool {
	switch key {
	case "PieceInfo", "LastModified", "Thumb":
		return true
	case "Metadata":
		s, _, err := c.file.DereferenceStreamDict(v)
		return err == nil && s != nil && c.name(s.Dict["Subtype"]) == "XML"
	}
	return false
}

// leftOut says whether an annotation is a comment that the copy shall be without, or its window.
func (c *copier) leftOut(d types.Dict) bool {
	return c.how.Settle && d["Rect"] != nil && isComment(c.name(d["Subtype"]))
}

// isComment says whether annotations of the kind are what readers of a draft add to it (ISO
// 32000-1, table 169: the markup annotations), and their windows.
func isComment(kind string) bool {
	switch kind {
	case "Text", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline", "Squiggly", "StrikeOut",
		"Caret", "Stamp", "Ink", "Popup", "Projection":
		return true
	}
	return false
}

// watch looks at a dictionary that is about to be written.
func (c *copier) watch(d types.Dict) {
	kind := c.name(d["Subtype"])
	if d["Rect"] != nil {
		switch {
		case kind == "RichMedia" || kind == "Movie" || kind == "Sound" || kind == "Screen" || kind == "3D":
			c.add(doc.Media, kind)
		case kind == "FileAttachment":
			c.add(doc.Embedded, c.string(d["Contents"]))
		case kind == "Redact":
			c.add(doc.Redaction, "")
		case isComment(kind) && kind != "Popup":
			c.add(doc.Comment, strings.TrimSpace(kind+" "+c.string(d["Contents"])))
		}
	}
	if d["EF"] != nil {
		c.add(doc.Embedded, c.fileName(d))
	}
	if d["ByteRange"] != nil && d["Contents"] != nil {
		c.add(doc.Signature, c.string(d["Reason"]))
	}
	c.action(d)
}

// action looks at a dictionary that may be an action (ISO 32000-1, 12.6). Elements of the tree of
// tags have an S too.
func (c *copier) action(d types.Dict) {
	if d["JS"] != nil {
		c.add(doc.Script, c.string(d["JS"]))
		return
	}
	if d["S"] == nil || c.name(d["Type"]) == "StructElem" || d["P"] != nil && d["K"] != nil {
		return
	}
	switch kind := c.name(d["S"]); kind {
	case "JavaScript":
		c.add(doc.Script, "")
	case "Launch", "SubmitForm", "ImportData":
		c.add(doc.Launch, kind)
	case "GoToR":
		c.add(doc.Linked, c.string(d["F"])+c.fileName(c.inner(d, "F")))
	case "GoToE":
		c.add(doc.Embedded, kind)
	case "Rendition", "Movie", "Sound", "RichMediaExecute", "GoTo3DView":
		c.add(doc.Media, kind)
	case "URI":
		c.address(c.string(d["URI"]))
	case "GoTo", "Named", "Hide", "ResetForm", "SetOCGState", "Trans", "Thread", "GoToDp":
	default:
		if c.name(d["Type"]) == "Action" {
			c.add(doc.Launch, kind)
		}
	}
}

// address looks at where a link leads.
func (c *copier) address(uri string) {
	scheme, _, found := strings.Cut(strings.ToLower(strings.TrimSpace(uri)), ":")
	switch {
	case !found:
	case scheme == "javascript" || scheme == "vbscript" || scheme == "data" || strings.HasPrefix(scheme, "ms-") || strings.HasPrefix(scheme, "search-ms"):
		c.add(doc.Script, uri)
	case scheme == "file" || len(scheme) == 1:
		c.add(doc.Linked, uri)
	}
}
