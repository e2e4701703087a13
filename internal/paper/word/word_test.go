package word_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/paper/doc"
	"moothall/internal/paper/word"
)

const names = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="x" xmlns:mc="y"`

// docx makes a Word paper of a body.
func docx(t testing.TB, body string) []byte {
	t.Helper()
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	parts := [][2]string{
		{"_rels/.rels", `<Relationships><Relationship Id="a" Type="` + rel + `officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships>` +
			`<Relationship Id="s" Type="` + rel + `styles" Target="styles.xml"/><Relationship Id="n" Type="` + rel + `numbering" Target="numbering.xml"/>` +
			`<Relationship Id="f" Type="` + rel + `footnotes" Target="footnotes.xml"/>` +
			`<Relationship Id="web" Type="` + rel + `hyperlink" Target="https://example.org/?a=1&amp;b=2" TargetMode="External"/>` +
			`<Relationship Id="bad" Type="` + rel + `hyperlink" Target="javascript:alert(1)" TargetMode="External"/></Relationships>`},
		{"word/styles.xml", `<w:styles` + names + `><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="cy-GB"/></w:rPr></w:rPrDefault></w:docDefaults>` +
			`<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="Sub"><w:basedOn w:val="H1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>` +
			`<w:style w:styleId="On"><w:name w:val="List Continue"/></w:style><w:style w:styleId="Own"><w:basedOn w:val="H1"/></w:style><w:style w:styleId="Ring"><w:basedOn w:val="Ring"/></w:style></w:styles>`},
		{"word/numbering.xml", `<w:numbering` + names + `><w:abstractNum w:abstractNumId="0">` +
			`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>` +
			`<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>` +
			`<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>` +
			`<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>` +
			`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>` +
			`<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>` +
			`<w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="6(a)"/></w:lvl></w:lvlOverride></w:num></w:numbering>`},
		{"word/footnotes.xml", `<w:footnotes` + names + `><w:footnote w:id="2"><w:p><w:r><w:t>See Appendix 1.</w:t></w:r></w:p></w:footnote></w:footnotes>`},
		{"word/document.xml", `<w:document` + names + `><w:body>` + body + `</w:body></w:document>`},
		{"docProps/app.xml", `<Properties><Pages>7</Pages></Properties>`},
		{"docProps/core.xml", `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>The Plan</dc:title></cp:coreProperties>`},
	}
	return pack(t, parts)
}

func pack(t testing.TB, parts [][2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestSpeed) })
	for _, p := range parts {
		f, err := w.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, p[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(content []byte) (word.Paper, error) {
	return word.Read(bytes.NewReader(content), int64(len(content)), 1<<20)
}

func para(properties, text string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

func numbered(id, level int, text string) string {
	return para(fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, id), text)
}

func TestReadGivesHTML(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, body, html string }{
		{"headings", para(`<w:pStyle w:val="H1"/>`, "One") + para(`<w:pStyle w:val="Sub"/>`, "Two") + para(`<w:pStyle w:val="Own"/>`, "Mine") + para(`<w:pStyle w:val="Ring"/>`, "ring"),
			"<h2>One</h2>\n<h3>Two</h3>\n<h2>Mine</h2>\n<p>ring</p>\n"},
		{"look", `<w:p><w:r><w:t>a </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t></w:r><w:r><w:rPr><w:b w:val="0"/><w:i/></w:rPr><w:t>c</w:t></w:r></w:p>`,
			"<p>a <strong>b</strong><em>c</em></p>\n"},
		{"lists", numbered(1, 0, "one") + numbered(1, 1, "a") + numbered(1, 1, "b") + numbered(1, 0, "two") + para("", "between") + numbered(1, 0, "three") + numbered(2, 0, "dot"),
			"<ol>\n<li>one\n<ul class=\"moot-labels\">\n<li><span class=\"moot-labels__label\">(a)</span> a</li>\n<li><span class=\"moot-labels__label\">(b)</span> b</li>\n</ul>\n</li>\n<li>two</li>\n</ol>\n<p>between</p>\n<ol start=\"3\">\n<li>three</li>\n</ol>\n<ul>\n<li>dot</li>\n</ul>\n"},
		{"legal numbers", numbered(3, 0, "Aims") + numbered(3, 1, "First") + numbered(3, 1, "Second"),
			"<ul class=\"moot-labels\">\n<li><span class=\"moot-labels__label\">1</span> Aims</li>\n</ul>\n<p>1.1 First</p>\n<p>1.2 Second</p>\n"},
		{"links", `<w:p><w:hyperlink r:id="web"><w:r><w:t>site</w:t></w:r></w:hyperlink><w:hyperlink r:id="bad"><w:r><w:t> run</w:t></w:r></w:hyperlink></w:p>`,
			"<p><a href=\"https://example.org/?a=1&amp;b=2\">site</a> run</p>\n"},
		{"field", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://example.org/"</w:instrText><w:t>no</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>here</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>.</w:t></w:r></w:p>`,
			"<p><a href=\"https://example.org/\">here</a>.</p>\n"},
		{"changes", `<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>`, "<p>new</p>\n"},
		{"note", `<w:p><w:r><w:t>Plan</w:t><w:footnoteReference w:id="2"/></w:r></w:p>`,
			"<p>Plan<sup><a href=\"#note-1\" id=\"noteref-1\">1</a></sup></p>\n<hr>\n<ol>\n<li id=\"note-1\">See Appendix 1. <a href=\"#noteref-1\">↑</a></li>\n</ol>\n"},
		{"table", `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>` + para("", "Ward") + `</w:tc><w:tc>` + para("", "Sum") + `</w:tc></w:tr>` +
			`<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>` + para("", "North") + `</w:tc><w:tc>` + para("", "£5") + `</w:tc></w:tr>` +
			`<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>` + para("", "£6") + `</w:tc></w:tr>` +
			`<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + para("", "All") + `</w:tc></w:tr></w:tbl>`,
			"<table>\n<thead>\n<tr><th scope=\"col\">Ward</th><th scope=\"col\">Sum</th></tr>\n</thead>\n<tbody>\n<tr><td rowspan=\"2\">North</td><td>£5</td></tr>\n<tr><td>£6</td></tr>\n<tr><td colspan=\"2\">All</td></tr>\n</tbody>\n</table>\n"},
		{"box and picture", `<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><wp:docPr descr="Map of wards"/><w:txbxContent>` + para("", "boxed") + `</w:txbxContent></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>` + para("", "twice") + `</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
			"<p>[Map of wards]</p>\n<p>boxed</p>\n"},
		{"pictures", `<w:p><w:r><w:drawing><wp:inline><wp:docPr name="Picture 1"/><pic/></wp:inline></w:drawing><w:t> and </w:t><w:drawing><wp:inline><wp:docPr name="Rule"><decorative val="1"/></wp:docPr><pic/></wp:inline></w:drawing><w:t>no more</w:t></w:r></w:p>`,
			"<p>[Picture 1] and no more</p>\n"},
		{"marks", `<w:p><w:r><w:t>anti</w:t><w:noBreakHyphen/><w:t>social be</w:t><w:softHyphen/><w:t>haviour </w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>`,
			"<p>anti\u2011social behaviour ☑</p>\n"},
		{"languages", `<w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>Also in </w:t></w:r><w:r><w:t>Gymraeg</w:t></w:r></w:p><w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>All of it</w:t></w:r></w:p>`,
			"<p><span lang=\"en-GB\">Also in </span>Gymraeg</p>\n<p lang=\"en-GB\">All of it</p>\n"},
		{"restarts", numbered(1, 1, "a") + numbered(1, 1, "b") + numbered(4, 0, "five") + numbered(5, 0, "6(a)") + numbered(1, 0, "seven"),
			"<ul class=\"moot-labels\">\n<li><span class=\"moot-labels__label\">(a)</span> a</li>\n<li><span class=\"moot-labels__label\">(b)</span> b</li>\n</ul>\n" +
				"<ul class=\"moot-labels\">\n<li><span class=\"moot-labels__label\">5.</span> five</li>\n<li><span class=\"moot-labels__label\">6(a)</span> 6(a)</li>\n<li><span class=\"moot-labels__label\">7.</span> seven</li>\n</ul>\n"},
		{"goes on", numbered(1, 0, "one") + para(`<w:pStyle w:val="On"/>`, "more") + numbered(1, 0, "two"), "<ol>\n<li><p>one</p>\n<p>more</p>\n</li>\n<li>two</li>\n</ol>\n"},
		{"markup", para("", `&lt;script&gt;alert(1)&lt;/script&gt;`), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"},
		{"wrapped", `<w:sdt><w:sdtPr><w:p/></w:sdtPr><w:sdtContent>` + para("", "inside") + `</w:sdtContent></w:sdt>`, "<p>inside</p>\n"},
	}
	for _, c := range cases {
		p, err := read(docx(t, c.body))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff(c.html, p.HTML()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if p.Pages != 7 || p.Title != "The Plan" || p.Lang != "cy-GB" {
			t.Errorf("%s: %d pages, title %q, language %q", c.name, p.Pages, p.Title, p.Lang)
		}
	}
}

func TestReadRefusesWhatIsTooMuch(t *testing.T) {
	t.Parallel()
	bomb := strings.Repeat(" ", 130<<20)
	for name, c := range map[string]struct {
		content []byte
		want    error
	}{
		"bomb":     {docx(t, bomb), doc.ErrTooLarge},
		"text":     {docx(t, para("", strings.Repeat("x", 2<<20))), doc.ErrTooLarge},
		"deep":     {docx(t, strings.Repeat("<w:sdt>", 1000)+strings.Repeat("</w:sdt>", 1000)), doc.ErrTooLarge},
		"cut off":  {pack(t, [][2]string{{"word/document.xml", "<w:document><w:body><w:p>"}}), doc.ErrBroken},
		"empty":    {pack(t, nil), doc.ErrBroken},
		"no zip":   {[]byte("Word"), doc.ErrBroken},
		"entities": {pack(t, [][2]string{{"word/document.xml", `<!DOCTYPE d [<!ENTITY a "x">]><document><body><p><r><t>&a;</t></r></p></body></document>`}}), doc.ErrBroken},
	} {
		if _, err := read(c.content); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(numbered(1, 0, "one") + numbered(1, 1, "a"))
	f.Add(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>`)
	f.Add(`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK</w:instrText><w:footnoteReference w:id="2"/></w:r></w:p>`)
	f.Fuzz(func(t *testing.T, body string) {
		p, err := read(docx(t, body))
		if err != nil {
			if !errors.Is(err, doc.ErrBroken) && !errors.Is(err, doc.ErrTooLarge) {
				t.Errorf("%v is of no kind", err)
			}
			return
		}
		if html := p.HTML(); strings.Contains(html, "<script") || strings.Contains(html, "javascript:") && strings.Contains(html, `href="javascript:`) {
			t.Errorf("HTML that runs: %s", html)
		}
		_ = p.Text()
	})
}
