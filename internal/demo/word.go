package demo

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"moothall/internal/paper/doc"
)

// The parts of the smallest Word file (ECMA-376) that word processors open, besides its text.
const (
	wordTypes = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`
	wordRels = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	wordPartRels = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	wordStyles = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style></w:styles>`
	wordOpen  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	wordClose = `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`
)

// writeWord writes headings, paragraphs and tables of plain text as a Word file. The same document
// always gives the same bytes.
func writeWord(d doc.Document) ([]byte, error) {
	var text strings.Builder
	text.WriteString(wordOpen)
	for _, block := range d.Blocks {
		switch block := block.(type) {
		case doc.Heading:
			wordPara(&text, fmt.Sprintf("Heading%d", min(block.Level, 2)), doc.PlainText(block.Spans))
		case doc.Paragraph:
			wordPara(&text, "", doc.PlainText(block.Spans))
		case doc.Table:
			wordTable(&text, append(append([]doc.Row(nil), block.Head...), block.Body...))
		}
	}
	text.WriteString(wordClose)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range [][2]string{{"[Content_Types].xml", wordTypes}, {"_rels/.rels", wordRels},
		{"word/_rels/document.xml.rels", wordPartRels}, {"word/styles.xml", wordStyles}, {"word/document.xml", text.String()}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Deflate})
		if err != nil {
			return nil, fmt.Errorf("write %s of a Word file: %w", part[0], err)
		}
		if _, err := w.Write([]byte(part[1])); err != nil {
			return nil, fmt.Errorf("write %s of a Word file: %w", part[0], err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("close a Word file: %w", err)
	}
	return out.Bytes(), nil
}

func wordPara(out *strings.Builder, style, text string) {
	out.WriteString("<w:p>")
	if style != "" {
		out.WriteString(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`)
	}
	out.WriteString(`<w:r><w:t xml:space="preserve">`)
	_ = xml.EscapeText(out, []byte(text)) // a strings.Builder never fails
	out.WriteString("</w:t></w:r></w:p>")
}

func wordTable(out *strings.Builder, rows []doc.Row) {
	out.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>`)
	for i, row := range rows {
		out.WriteString("<w:tr>")
		if i == 0 {
			out.WriteString("<w:trPr><w:tblHeader/></w:trPr>")
		}
		for _, cell := range row {
			out.WriteString("<w:tc>")
			for _, block := range cell.Blocks {
				if p, ok := block.(doc.Paragraph); ok {
					wordPara(out, "", doc.PlainText(p.Spans))
				}
			}
			out.WriteString("</w:tc>")
		}
		out.WriteString("</w:tr>")
	}
	out.WriteString("</w:tbl>")
}
