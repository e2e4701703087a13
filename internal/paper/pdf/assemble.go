package pdf

import (
	"compress/zlib"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"moothall/internal/paper/doc"
)

// assembler turns what the layout has made into objects.
type assembler struct {
	*file
	layout *layout
	pages  []reference // by page
	root   reference   // of the structure tree
	spots  []reference // by link: its annotation
}

// assemble writes the document's file.
func assemble(d doc.Document, root *elem, t *typecase, l *layout, zip *zlib.Writer) ([]byte, error) {
	a := &assembler{file: newFile(zip), layout: l}
	catalog, info := a.reserve(), a.reserve()
	for range l.pages {
		a.pages = append(a.pages, a.reserve())
	}
	a.root = a.reserve()
	a.number(root)
	a.links()
	a.structure(root)
	fonts, err := a.fonts(t)
	if err != nil {
		return nil, err
	}
	tree, err := a.pageTree(fonts)
	if err != nil {
		return nil, err
	}
	metadata := a.plain("/Type/Metadata/Subtype/XML", xmp(d, true))
	a.set(catalog, fmt.Sprintf("<</Type/Catalog/Pages %s/StructTreeRoot %s/MarkInfo<</Marked true>>/Lang %s"+
		"/ViewerPreferences<</DisplayDocTitle true>>/Metadata %s%s>>", tree, a.root, text(d.Lang), metadata, a.outline()))
	a.set(info, "<</Title "+text(d.Title)+"/Producer(Moothall)"+created(d.Date)+">>")
	return a.write(catalog, info)
}

func created(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return "/CreationDate(D:" + t.UTC().Format("20060102150405") + "Z)"
}

// number gives every element of the structure tree its object, in reading order.
func (a *assembler) number(e *elem) {
	e.object = int(a.reserve())
	for _, k := range e.kids {
		if child, ok := k.(*elem); ok {
			a.number(child)
		}
	}
}

// links writes the annotations, whose keys in the parent tree follow those of the pages.
func (a *assembler) links() {
	for i, l := range a.layout.links {
		contents, action := l.uri, "/A<</S/URI/URI "+literal(asciiURI(l.uri))+">>"
		if place, within := strings.CutPrefix(l.uri, "#"); within {
			contents, action = l.text, "/Dest "+literal(asciiURI(place))
		}
		a.spots = append(a.spots, a.add(fmt.Sprintf(
			"<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]/Border[0 0 0]/F 4/P %s/StructParent %d/Contents %s%s>>",
			l.x0, l.y0, l.x1, l.y1, a.pages[l.page], len(a.pages)+i, text(contents), action)))
	}
}

// asciiURI escapes what a URI action may not hold: all but printable ASCII.
func asciiURI(uri string) string {
	var b strings.Builder
	for _, c := range []byte(uri) {
		if c <= ' ' || c > '~' {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// structure writes the structure tree and the parent tree, by which a reader finds the element of
// what stands on a page.
func (a *assembler) structure(root *elem) {
	var ids []*elem
	a.element(root, a.root, &ids)
	var parents strings.Builder
	for i, p := range a.layout.pages {
		fmt.Fprintf(&parents, "%d[", i)
		for _, e := range p.marks {
			fmt.Fprintf(&parents, "%d 0 R ", e.object)
		}
		parents.WriteString("]")
	}
	for i, l := range a.layout.links {
		fmt.Fprintf(&parents, "%d %d 0 R ", len(a.pages)+i, l.elem.object)
	}
	body := fmt.Sprintf("<</Type/StructTreeRoot/K[%d 0 R]/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d",
		root.object, parents.String(), len(a.pages)+len(a.layout.links))
	if len(ids) > 0 {
		body += "/IDTree<<" + idTree(ids) + ">>"
	}
	a.set(a.root, body+">>")
}

// idTree writes the name tree by which elements are found (7.9.6), in the order of their names.
func idTree(elems []*elem) string {
	slices.SortFunc(elems, func(x, y *elem) int { return strings.Compare(x.id, y.id) })
	var names strings.Builder
	for _, e := range elems {
		fmt.Fprintf(&names, "%s %d 0 R ", literal(e.id), e.object)
	}
	return "/Names[" + names.String() + "]"
}

// element writes an element and those below it, and gathers those with an identity.
func (a *assembler) element(e *elem, parent reference, ids *[]*elem) {
	self := reference(e.object)
	page := e.page()
	var b strings.Builder
	fmt.Fprintf(&b, "<</Type/StructElem/S/%s/P %s", e.tag, parent)
	if page >= 0 {
		fmt.Fprintf(&b, "/Pg %s", a.pages[page])
	}
	if e.attributes != "" {
		b.WriteString("/A<<" + e.attributes + ">>")
	}
	if e.lang != "" {
		b.WriteString("/Lang " + text(e.lang))
	}
	if e.id != "" {
		b.WriteString("/ID " + literal(e.id))
		*ids = append(*ids, e)
	}
	b.WriteString("/K[")
	for _, k := range e.kids {
		a.kid(&b, k, page)
	}
	b.WriteString("]>>")
	a.set(self, b.String())
	for _, k := range e.kids {
		if child, ok := k.(*elem); ok {
			a.element(child, self, ids)
		}
	}
}

// page is the page of the element's first own text; -1 where it has none.
func (e *elem) page() int {
	for _, k := range e.kids {
		if l, ok := k.(*leaf); ok && len(l.pieces) > 0 {
			return l.pieces[0].page
		}
	}
	return -1
}

func (a *assembler) kid(b *strings.Builder, k kid, page int) {
	switch k := k.(type) {
	case *elem:
		fmt.Fprintf(b, "%d 0 R ", k.object)
	case annotation:
		fmt.Fprintf(b, "<</Type/OBJR/Obj %s/Pg %s>>", a.spots[k], a.pages[a.layout.links[k].page])
	case *leaf:
		for _, p := range k.pieces {
			if p.page == page {
				b.WriteString(strconv.Itoa(p.mcid) + " ")
				continue
			}
			fmt.Fprintf(b, "<</Type/MCR/Pg %s/MCID %d>>", a.pages[p.page], p.mcid)
		}
	}
}

// pageTree writes the pages and the node above them.
func (a *assembler) pageTree(fonts string) (reference, error) {
	tree := a.reserve()
	var kids strings.Builder
	for i, p := range a.layout.pages {
		content := p.text
		if len(p.rules) > 0 {
			content = append(append([]byte("/Artifact BMC\n"), p.rules...), append([]byte("EMC\n"), p.text...)...)
		}
		stream, err := a.stream("", content)
		if err != nil {
			return 0, err
		}
		var annotations strings.Builder
		for _, n := range p.links {
			annotations.WriteString(a.spots[n].String() + " ")
		}
		a.set(a.pages[i], fmt.Sprintf("<</Type/Page/Parent %s/Contents %s/StructParents %d/Tabs/S/Annots[%s]>>",
			tree, stream, i, annotations.String()))
		kids.WriteString(a.pages[i].String() + " ")
	}
	a.set(tree, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 %.2f %.2f]/Resources<</Font<<%s>>>>>>",
		len(a.pages), kids.String(), pageWidth, pageHeight, fonts))
	return tree, nil
}

// fonts writes the faces that are used, and gives their entries of the resource dictionary.
func (a *assembler) fonts(t *typecase) (string, error) {
	var entries strings.Builder
	for i, s := range t.faces {
		if len(s.runes) == 1 {
			continue
		}
		r, err := a.font(s)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&entries, "/F%d %s", i, r)
	}
	return entries.String(), nil
}

// font writes a face as a composite font whose codes are the letters' numbers (9.7.4).
func (f *file) font(s *subset) (reference, error) {
	self := f.reserve()
	data := s.font()
	program, err := f.stream(fmt.Sprintf("/Length1 %d", len(data)), data)
	if err != nil {
		return 0, err
	}
	unicode, err := f.stream("", toUnicode(s.runes))
	if err != nil {
		return 0, err
	}
	em := func(v int) int { return v * 1000 / s.unitsPerEm }
	flags, stem := 32, 80 // not symbolic
	if s.italic != 0 {
		flags |= 64
	}
	if s.heavy {
		stem = 140
	}
	name := subsetTag(s.runes) + "+" + s.name
	descriptor := f.add(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %g/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %s>>",
		name, flags, em(int(s.box[0])), em(int(s.box[1])), em(int(s.box[2])), em(int(s.box[3])), s.italic, em(s.ascent), em(s.descent), em(s.capHeight), stem, program))
	widths := strings.Trim(fmt.Sprint(s.width), "[]")
	inner := f.add(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %s/CIDToGIDMap/Identity/W[0[%s]]>>",
		name, descriptor, widths))
	f.set(self, fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s>>", name, inner, unicode))
	return self, nil
}

// subsetTag is the six letters before a subset font's name (9.6.4), which differ with the letters.
func subsetTag(runes []rune) string {
	var sum uint64 = 14695981039346656037 // FNV-1a
	for _, r := range runes {
		sum = (sum ^ uint64(r)) * 1099511628211
	}
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + byte(sum%26)
		sum /= 26
	}
	return string(tag)
}

// toUnicode says which letter each number is (9.10.3).
func toUnicode(runes []rune) []byte {
	b := []byte("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	for from := 1; from < len(runes); from += 100 {
		some := runes[from:min(from+100, len(runes))]
		b = fmt.Appendf(b, "%d beginbfchar\n", len(some))
		for i, r := range some {
			b = append(hex4(append(b, '<'), uint16(from+i)), "><"...)
			for _, u := range utf16.Encode([]rune{r}) {
				b = hex4(b, u)
			}
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend"...)
}

// xmp is the document's metadata in XML (ISO 16684-1), with the mark of PDF/UA-1 where it is
// accessible all through.
func xmp(d doc.Document, accessible bool) []byte {
	var title, lang strings.Builder
	_ = xml.EscapeText(&title, []byte(d.Title)) // a Builder takes everything
	_ = xml.EscapeText(&lang, []byte(d.Lang))
	date := ""
	if !d.Date.IsZero() {
		date = "<xmp:CreateDate>" + d.Date.UTC().Format(time.RFC3339) + "</xmp:CreateDate>"
	}
	mark := ""
	if accessible {
		mark = "<pdfuaid:part>1</pdfuaid:part>"
	}
	return []byte("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"` +
		` xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">` +
		`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + title.String() + `</rdf:li></rdf:Alt></dc:title>` +
		`<dc:language><rdf:Bag><rdf:li>` + lang.String() + `</rdf:li></rdf:Bag></dc:language>` +
		date + `<pdf:Producer>Moothall</pdf:Producer>` + mark +
		"</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
}
