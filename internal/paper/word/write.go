package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"time"

	"moothall/internal/council"
	"moothall/internal/paper/doc"
)

// The namespaces and relationships of the format (ECMA-376, transitional).
const (
	declared     = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	schemas      = "http://schemas.openxmlformats.org/"
	spaceOffice  = schemas + "officeDocument/2006/relationships"
	spacePackage = schemas + "package/2006/"
	spaceWord    = schemas + "wordprocessingml/2006/main"
	spaces       = ` xmlns:w="` + spaceWord + `" xmlns:r="` + spaceOffice + `"`
	typeWord     = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	typePackage  = "application/vnd.openxmlformats-package."
)

// Write writes a document as a Word paper on A4: headings, lists, notes and tables by the styles
// that Word's own navigation and screen readers know, tables with their heading on every page, title
// and language in its properties, and labels of lists as they are printed. Read gives the same
// document back, but for its footer; a table within a list comes back after it. The same document
// always gives the same bytes. One without a title or a language is council.ErrInvalid.
func Write(d doc.Document) ([]byte, error) {
	if d.Title == "" || d.Lang == "" {
		return nil, fmt.Errorf("write document %q in language %q: a title and a language are needed: %w", d.Title, d.Lang, council.ErrInvalid)
	}
	w := &writer{before: len(fixed()), notes: d.Notes, said: make([]bool, len(d.Notes)), lists: &listWriter{}}
	w.blocks(d.Blocks, 0)
	for i, told := range w.said {
		if !told { // Word shows no note that nothing refers to
			w.paragraph("", []doc.Span{{Note: i + 1}}, "")
		}
	}
	notes := &writer{lists: w.lists}
	notes.noteTexts(d.Notes)
	parts := [][2]string{
		{"[Content_Types].xml", contentTypes()},
		{"_rels/.rels", relationships(related("officeDocument", "word/document.xml"),
			`Type="`+spacePackage+`relationships/metadata/core-properties" Target="docProps/core.xml"`)},
		{"docProps/core.xml", coreProperties(d)},
		{"word/document.xml", declared + "<w:document" + spaces + "><w:body>" + w.String() + section + "</w:body></w:document>"},
		{"word/_rels/document.xml.rels", relationships(append(fixed(), w.linked()...)...)},
		{"word/styles.xml", styleSheet(d.Lang)},
		{"word/numbering.xml", w.lists.part()},
		{"word/settings.xml", settings(d.Lang)},
		{"word/footnotes.xml", declared + "<w:footnotes" + spaces + ">" + separators + notes.String() + "</w:footnotes>"},
		{"word/_rels/footnotes.xml.rels", relationships(notes.linked()...)},
		{"word/footer1.xml", footer(d.Footer)},
	}
	out, err := packed(parts)
	if err != nil {
		return nil, fmt.Errorf("write document %q: %w", d.Title, err)
	}
	return out, nil
}

// packed puts parts into a zip archive, without a date, so that equal parts give equal bytes.
func packed(parts [][2]string) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		part, err := z.CreateHeader(&zip.FileHeader{Name: p[0], Method: zip.Deflate})
		if err != nil {
			return nil, fmt.Errorf("part %s: %w", p[0], err)
		}
		if _, err := part.Write([]byte(p[1])); err != nil {
			return nil, fmt.Errorf("part %s: %w", p[0], err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("close archive: %w", err)
	}
	return out.Bytes(), nil
}

func contentTypes() string {
	var b strings.Builder
	b.WriteString(declared + `<Types xmlns="` + spacePackage + `content-types"><Default Extension="rels" ContentType="` + typePackage +
		`relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`)
	for _, p := range [][2]string{
		{"/word/document.xml", typeWord + "document.main+xml"}, {"/word/styles.xml", typeWord + "styles+xml"},
		{"/word/numbering.xml", typeWord + "numbering+xml"}, {"/word/settings.xml", typeWord + "settings+xml"},
		{"/word/footnotes.xml", typeWord + "footnotes+xml"}, {"/word/footer1.xml", typeWord + "footer+xml"},
		{"/docProps/core.xml", typePackage + "core-properties+xml"},
	} {
		b.WriteString(`<Override PartName="` + p[0] + `" ContentType="` + p[1] + `"/>`)
	}
	return b.String() + "</Types>"
}

// relationships numbers what it is given: rId1, rId2 …
func relationships(targets ...string) string {
	var b strings.Builder
	b.WriteString(declared + `<Relationships xmlns="` + spacePackage + `relationships">`)
	for i, t := range targets {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" %s/>`, i+1, t)
	}
	return b.String() + "</Relationships>"
}

func related(kind, target string) string {
	return `Type="` + spaceOffice + "/" + kind + `" Target="` + target + `"`
}

// fixed are the parts that belong to every document; the footer is the first of them.
func fixed() []string {
	return []string{related("footer", "footer1.xml"), related("styles", "styles.xml"), related("numbering", "numbering.xml"),
		related("settings", "settings.xml"), related("footnotes", "footnotes.xml")}
}

func coreProperties(d doc.Document) string {
	created := ""
	if !d.Date.IsZero() {
		created = `<dcterms:created xsi:type="dcterms:W3CDTF">` + d.Date.UTC().Format(time.RFC3339) + `</dcterms:created>`
	}
	return declared + `<cp:coreProperties xmlns:cp="` + spacePackage + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
		` xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		"<dc:title>" + escape(d.Title) + "</dc:title><dc:language>" + escape(d.Lang) + "</dc:language>" + created + "</cp:coreProperties>"
}

func settings(lang string) string {
	return declared + "<w:settings" + spaces + `><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>` +
		`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
		`<w:themeFontLang w:val="` + escape(lang) + `"/></w:settings>`
}

const (
	section = `<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/>` +
		`<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`
	separators = `<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>` +
		`<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`
)

// footer says which page of how many it is.
func footer(text string) string {
	w := &writer{}
	w.run(doc.Span{Text: text + "\t"}, "")
	number := func(of string) string {
		return `<w:fldSimple w:instr="` + of + `"><w:r><w:t>1</w:t></w:r></w:fldSimple>`
	}
	return declared + "<w:ftr" + spaces + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` + w.String() + number("PAGE") +
		`<w:r><w:t xml:space="preserve"> / </w:t></w:r>` + number("NUMPAGES") + "</w:p></w:ftr>"
}

// styleSheet holds the styles by the names that Word has for them, so that it shows them in the
// reader's own language.
func styleSheet(lang string) string {
	var b strings.Builder
	b.WriteString(declared + "<w:styles" + spaces + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/>` +
		`<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="` + escape(lang) + `" w:eastAsia="` + escape(lang) + `"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`)
	style := func(id, name, paragraph, run string) {
		b.WriteString(`<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + name + `"/><w:basedOn w:val="Normal"/>` +
			"<w:pPr>" + paragraph + "</w:pPr><w:rPr>" + run + "</w:rPr></w:style>")
	}
	for i, size := range []string{"44", "32", "27", "24", "24", "24"} {
		n := strconv.Itoa(i + 1)
		style("Heading"+n, "heading "+n, `<w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="120"/><w:outlineLvl w:val="`+strconv.Itoa(i)+`"/>`,
			`<w:b/><w:sz w:val="`+size+`"/>`)
	}
	style("Caption", "caption", `<w:keepNext/>`, `<w:b/>`)
	style("ListParagraph", "List Paragraph", `<w:spacing w:after="80"/>`, "")
	style(styleContinue, "List Continue", `<w:spacing w:after="80"/>`, "")
	for depth := 1; depth < continued; depth++ {
		n := strconv.Itoa(depth + 1)
		style(styleContinue+n, "List Continue "+n, `<w:spacing w:after="80"/>`, "")
	}
	style("FootnoteText", "footnote text", `<w:spacing w:after="60"/>`, `<w:sz w:val="20"/>`)
	style("Footer", "footer", `<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>`, `<w:sz w:val="18"/>`)
	b.WriteString(`<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="003399"/><w:u w:val="single"/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>`)
	table := `<w:tblPr><w:tblBorders>`
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		table += `<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="8C8C8C"/>`
	}
	table += `</w:tblBorders><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>`
	heading := func(part string) string {
		return `<w:tblStylePr w:type="` + part + `"><w:rPr><w:b/></w:rPr></w:tblStylePr>`
	}
	b.WriteString(`<w:style w:type="table" w:styleId="Table"><w:name w:val="Table with headings"/><w:pPr><w:spacing w:after="0"/></w:pPr>` + table +
		heading("firstRow") + heading("firstCol") + "</w:style>")
	return b.String() + "</w:styles>"
}

// escape makes text safe for XML, without the control characters that XML cannot hold.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' {
			return -1
		}
		return r
	}, s)
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}
