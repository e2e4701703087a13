package word

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"moothall/internal/paper/doc"
)

// Public makes the copy of a Word paper that may be published: it holds only what the document leads
// to, without its properties (author, company, dates), the marks of who edited when, the template's
// path, the data behind form fields, and what cameras and programs wrote into its pictures. The same
// paper always gives the same bytes.
//
// A paper that holds active content, or tracked changes, comments and hidden text that it was not
// asked to settle, is refused: the error is a *doc.Unfit that lists them. They are not left out in
// silence, because a report may mean something else without them, and a change accepted unseen is a
// decision nobody took. Other errors are doc.ErrBroken and doc.ErrTooLarge.
func Public(content []byte, how doc.Copying) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, fmt.Errorf("open Word paper: %w: %w", doc.ErrBroken, err)
	}
	c := &copier{archive: &archive{parts: map[string]*zip.File{}, room: maxPart}, how: how, types: map[string]string{}, done: map[string]bool{}}
	for _, f := range z.File {
		c.parts[strings.TrimPrefix(f.Name, "/")] = f
	}
	out, err := c.copy()
	if err != nil {
		return nil, fmt.Errorf("copy Word paper: %w", err)
	}
	return out, nil
}

// copier copies a paper part by part, from its document on.
type copier struct {
	*archive
	how   doc.Copying
	found doc.Unfit
	types map[string]string // by part with a slash before it, or by ending with a dot before it
	done  map[string]bool
	out   [][2]string // parts of the copy
}

func (c *copier) copy() ([]byte, error) {
	main, err := c.mainPart()
	if err != nil {
		return nil, err
	}
	if err := c.readTypes(); err != nil {
		return nil, err
	}
	if strings.Contains(c.typeOf(main), "macroEnabled") {
		c.found.Add(doc.Finding{Risk: doc.Macro, Part: main})
	}
	// A macro or a toolbar hangs on the package too, where the document does not lead to it.
	if _, err := c.relationships("_rels/.rels", ""); err != nil {
		return nil, err
	}
	if err := c.part(main, 0); err != nil {
		return nil, err
	}
	if err := c.found.Err(); err != nil {
		return nil, err
	}
	return c.pack(main)
}

// readTypes reads what the parts are.
func (c *copier) readTypes() error {
	return c.each("[Content_Types].xml", "Types", func(n *node) error {
		switch n.name {
		case "Default":
			c.types["."+strings.ToLower(n.get("Extension"))] = n.get("ContentType")
		case "Override":
			c.types[n.get("PartName")] = n.get("ContentType")
		}
		return nil
	})
}

func (c *copier) typeOf(part string) string {
	if t := c.types["/"+part]; t != "" {
		return t
	}
	return c.types[strings.ToLower(path.Ext(part))]
}

// part copies a part and those it leads to.
func (c *copier) part(name string, depth int) error {
	if c.done[name] || c.parts[name] == nil {
		return nil
	}
	c.done[name] = true
	if depth > maxDepth {
		return fmt.Errorf("parts lead to parts more than %d deep: %w", maxDepth, doc.ErrTooLarge)
	}
	content, err := c.cleaned(name)
	if err != nil {
		return fmt.Errorf("part %s: %w", name, err)
	}
	c.out = append(c.out, [2]string{name, content})
	folder, file := path.Split(name)
	rels := path.Join(folder, "_rels", file+".rels")
	if c.parts[rels] == nil {
		return nil
	}
	kept, err := c.relationships(rels, folder)
	if err != nil {
		return err
	}
	var lines []string
	for _, k := range kept {
		mode := ""
		if k.external {
			mode = ` TargetMode="External"`
		}
		lines = append(lines, fmt.Sprintf(`<Relationship Id="%s" Type="%s" Target="%s"%s/>`, escape(k.id), escape(k.kind), escape(k.written), mode))
	}
	c.out = append(c.out, [2]string{rels, declared + `<Relationships xmlns="` + spacePackage + `relationships">` + strings.Join(lines, "") + "</Relationships>"})
	for _, k := range kept {
		if !k.external {
			if err := c.part(k.target, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// cleaned is the content of a part as it goes into the copy.
func (c *copier) cleaned(name string) (string, error) {
	r, err := c.parts[name].Open()
	if err != nil {
		return "", fmt.Errorf("%w: %w", doc.ErrBroken, err)
	}
	defer r.Close()
	counted := &countedReader{r: r, room: &c.room}
	content := bufio.NewReader(counted)
	switch head, _ := content.Peek(1); {
	case string(head) == "<": // whatever it says it is
	case isBinary(c.typeOf(name)):
		b, err := io.ReadAll(content)
		if err != nil {
			return "", fault(counted, err)
		}
		return string(doc.BarePicture(b)), nil
	case !strings.HasSuffix(c.typeOf(name), "xml"):
		c.found.Add(doc.Finding{Risk: doc.Embedded, Part: name, Text: c.typeOf(name)})
		return "", nil
	}
	root, err := parseRaw(content)
	if err != nil {
		return "", fault(counted, err)
	}
	strip(root)
	if c.how.Settle {
		settle(root)
	}
	w := &watch{part: name, found: &c.found}
	w.look(root)
	var b strings.Builder
	b.WriteString(declared)
	err = root.write(&b)
	return b.String(), err
}

// isBinary says whether a part of the type is a picture or a typeface, which hold no words to look
// through.
func isBinary(kind string) bool {
	return strings.HasPrefix(kind, "image/") || strings.HasPrefix(kind, "font/") || kind == "application/x-fontdata" ||
		kind == "application/vnd.openxmlformats-officedocument.obfuscatedFont"
}

// pack puts the copy together, its parts in the order in which the document leads to them.
func (c *copier) pack(main string) ([]byte, error) {
	about := Paper{}
	if err := c.properties(&about); err != nil {
		return nil, err
	}
	if c.how.Title != "" {
		about.Title = c.how.Title
	}
	if c.how.Lang != "" {
		about.Lang = c.how.Lang
	}
	var types strings.Builder
	types.WriteString(declared + `<Types xmlns="` + spacePackage + `content-types"><Default Extension="rels" ContentType="` + typePackage + `relationships+xml"/>`)
	for _, p := range c.out {
		if !strings.HasSuffix(p[0], ".rels") {
			types.WriteString(`<Override PartName="/` + escape(p[0]) + `" ContentType="` + escape(c.typeOf(p[0])) + `"/>`)
		}
	}
	types.WriteString(`<Override PartName="/docProps/core.xml" ContentType="` + typePackage + `core-properties+xml"/></Types>`)
	parts := [][2]string{
		{"[Content_Types].xml", types.String()},
		{"_rels/.rels", relationships(related("officeDocument", escape(main)), `Type="`+spacePackage+`relationships/metadata/core-properties" Target="docProps/core.xml"`)},
		{"docProps/core.xml", coreProperties(doc.Document{Title: about.Title, Lang: about.Lang})},
	}
	return packed(append(parts, slices.DeleteFunc(c.out, func(p [2]string) bool { return p[0] == "docProps/core.xml" })...))
}
