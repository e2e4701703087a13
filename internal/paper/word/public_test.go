package word_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/word"
)

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

// telling makes a paper that tells who wrote it in every place that Word has for it. The body may
// lead to the links, which are relationships.
func telling(t testing.TB, body, links string, more ...[2]string) []byte {
	t.Helper()
	// Pictures with a comment of the camera's.
	jpeg := "\xff\xd8\xff\xe1\x00\x12Exif Ann Author!\xff\xdb\x00\x04ok\xff\xda\x00\x02picture\xff\xd9"
	png := "\x89PNG\r\n\x1a\n\x00\x00\x00\x0atEXtAnn Authorcrc!\x00\x00\x00\x02IDATokcrc!\x00\x00\x00\x00IENDcrc!"
	parts := [][2]string{
		{"[Content_Types].xml", `<Types><Default Extension="xml" ContentType="application/xml"/><Default Extension="jpg" ContentType="image/jpeg"/><Default Extension="png" ContentType="image/png"/>` +
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships><Relationship Id="a" Type="` + office + `officeDocument" Target="word/document.xml"/>` +
			`<Relationship Id="b" Type="` + office + `extended-properties" Target="docProps/app.xml"/><Relationship Id="c" Type="` + office + `thumbnail" Target="docProps/t.jpg"/></Relationships>`},
		{"docProps/core.xml", `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>The Plan</dc:title><dc:creator>Ann Author</dc:creator><cp:lastModifiedBy>Ann Author</cp:lastModifiedBy></cp:coreProperties>`},
		{"docProps/app.xml", `<Properties><Company>Ann Author Ltd</Company></Properties>`},
		{"docProps/t.jpg", "Ann Author"},
		{"stray.bin", "Ann Author"},
		{"word/_rels/document.xml.rels", `<Relationships><Relationship Id="s" Type="` + office + `settings" Target="settings.xml"/><Relationship Id="c" Type="` + office + `comments" Target="comments.xml"/>` +
			`<Relationship Id="x" Type="` + office + `customXml" Target="../customXml/item1.xml"/><Relationship Id="i" Type="` + office + `image" Target="media/a.jpg"/><Relationship Id="j" Type="` + office + `image" Target="/word/media/b.png"/>` +
			`<Relationship Id="web" Type="` + office + `hyperlink" Target="https://example.org/" TargetMode="External"/>` + links + `</Relationships>`},
		{"word/_rels/settings.xml.rels", `<Relationships><Relationship Id="t" Type="` + office + `attachedTemplate" Target="file:///C:\Users\Ann Author\Normal.dotm" TargetMode="External"/></Relationships>`},
		{"word/settings.xml", `<w:settings` + names + `><w:rsids><w:rsid w:val="00AA11BB"/></w:rsids><w:attachedTemplate r:id="t"/><w:docVars><w:docVar w:name="a" w:val="Ann Author"/></w:docVars><w:zoom w:percent="100"/></w:settings>`},
		{"word/comments.xml", `<w:comments` + names + `><w:comment w:id="1" w:author="Ann Author"><w:p/></w:comment></w:comments>`},
		{"customXml/item1.xml", `<x>Ann Author</x>`},
		{"word/media/a.jpg", jpeg}, {"word/media/b.png", png},
		{"word/document.xml", `<?xml version="1.0"?><!-- Ann Author --><w:document` + names + `><w:body><w:p w:rsidR="00AA11BB" w14:paraId="12345678"><w:r w:rsidRPr="00AA11BB"><w:t xml:space="preserve">The plan </w:t>` +
			`<w:drawing><wp:inline><wp:docPr id="1" name="C:\Users\Ann Author\map.png" descr="\\srv\Ann Author\map.png"/></wp:inline></w:drawing></w:r></w:p>` + body + `</w:body></w:document>`},
	}
	return pack(t, append(parts, more...))
}

func unpacked(t *testing.T, content []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
	}
	return out
}

func TestPublicTellsNobody(t *testing.T) {
	t.Parallel()
	paper := telling(t, para("", "Approved."), "")
	public, err := word.Public(paper, doc.Copying{Lang: "en-GB"})
	if err != nil {
		t.Fatal(err)
	}
	parts := unpacked(t, public)
	for name, text := range parts {
		for _, secret := range []string{"Author", "00AA11BB", "12345678", "Users", "comments"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s tells %q:\n%s", name, secret, text)
			}
		}
	}
	for _, name := range []string{"word/media/a.jpg", "word/media/b.png"} {
		if !strings.Contains(parts[name], "ok") {
			t.Errorf("%s is no picture any more: %q", name, parts[name])
		}
	}
	if len(parts) != 9 || !strings.Contains(parts["word/settings.xml"], "zoom") {
		t.Errorf("the copy has %d parts: %q", len(parts), parts)
	}
	before, err := read(paper)
	if err != nil {
		t.Fatal(err)
	}
	after, err := read(public)
	if err != nil {
		t.Fatal(err)
	}
	if before.HTML() != after.HTML() || after.Title != "The Plan" || after.Lang != "en-GB" {
		t.Errorf("the copy reads\n%s (title %q, language %q), not\n%s", after.HTML(), after.Title, after.Lang, before.HTML())
	}
	again, err := word.Public(public, doc.Copying{})
	if err != nil || !bytes.Equal(public, again) {
		t.Errorf("a copy of the copy differs (%v)", err)
	}
}

func run(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

// changed has tracked changes of all kinds, a comment and hidden text.
const changed = `<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>It is </w:t></w:r><w:ins w:id="2" w:author="Ann Author"><w:r><w:t>now </w:t></w:r></w:ins><w:del w:id="3" w:author="Ann Author"><w:r><w:delText>never </w:delText></w:r></w:del>` +
	`<w:r><w:rPr><w:b/><w:rPrChange w:id="4" w:author="Ann Author"><w:rPr/></w:rPrChange></w:rPr><w:t>agreed</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> for £9m</w:t></w:r></w:p>` +
	`<w:p><w:pPr><w:rPr><w:del w:id="5" w:author="Ann Author"/></w:rPr></w:pPr><w:r><w:t>One line </w:t></w:r></w:p><w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:t>of two.</w:t></w:r></w:p>` +
	`<w:moveFromRangeStart w:id="6" w:author="Ann Author" w:name="m"/><w:p><w:moveFrom w:id="7" w:author="Ann Author"><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p><w:moveFromRangeEnd w:id="6"/><w:p><w:moveTo w:id="8" w:author="Ann Author"><w:r><w:t>moved</w:t></w:r></w:moveTo></w:p>` +
	`<w:tbl><w:tr><w:trPr><w:del w:id="9" w:author="Ann Author"/></w:trPr><w:tc><w:p><w:r><w:t>row gone</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>row</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`

func TestPublicAsksForWhatIsUnsettled(t *testing.T) {
	t.Parallel()
	paper := telling(t, changed, "")
	_, err := word.Public(paper, doc.Copying{})
	var unfit *doc.Unfit
	if !errors.As(err, &unfit) || !errors.Is(err, doc.ErrUnresolved) || errors.Is(err, doc.ErrActive) || !errors.Is(err, council.ErrInvalid) {
		t.Fatalf("Public = %v, want unresolved and nothing else", err)
	}
	got := map[string]int{}
	for _, f := range unfit.Findings {
		got[fmt.Sprintf("%s in paragraph %d: %s", f.Risk, f.Paragraph, f.Text)]++
	}
	want := map[string]int{"change in paragraph 2: now": 1, "change in paragraph 2: never": 1, "change in paragraph 2: ": 1, "comment in paragraph 2: 1": 1, "hidden in paragraph 2: for £9m": 1,
		"change in paragraph 3: ": 1, "change in paragraph 5: moved": 1, "change in paragraph 6: moved": 1, "change in paragraph 6: ": 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if strings.Contains(err.Error(), "Author") || !strings.Contains(err.Error(), "accept or reject the tracked changes") {
		t.Errorf("the error is %q", err)
	}
	public, err := word.Public(paper, doc.Copying{Settle: true})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range unpacked(t, public) {
		if strings.Contains(text, "Author") || strings.Contains(text, "never") || strings.Contains(text, "9m") || strings.Contains(text, "row gone") {
			t.Errorf("%s tells what was settled:\n%s", name, text)
		}
	}
	p, err := read(public)
	if err != nil {
		t.Fatal(err)
	}
	html := "<p>The plan</p>\n<p>It is now <strong>agreed</strong></p>\n<p>One line of two.</p>\n<p>moved</p>\n<table>\n<tbody>\n<tr><td>row</td></tr>\n</tbody>\n</table>\n"
	if diff := cmp.Diff(html, p.HTML()); diff != "" {
		t.Errorf("settled (-want +got):\n%s", diff)
	}
}

// TestSettledReadsAsPandocAccepts holds our accepting of changes to pandoc's.
func TestSettledReadsAsPandocAccepts(t *testing.T) {
	t.Parallel()
	paper := telling(t, changed, "")
	public, err := word.Public(paper, doc.Copying{Settle: true})
	if err != nil {
		t.Fatal(err)
	}
	theirs := string(pandoc(t, paper, "docx", "plain", "--track-changes=accept"))
	ours := string(pandoc(t, public, "docx", "plain"))
	flat := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	// Pandoc shows hidden text and rows that were deleted.
	if got, want := flat(ours), flat(strings.NewReplacer("for £9m", "", "row gone", "").Replace(theirs)); !strings.Contains(got, "It is now agreed One line of two. moved") || words(got) != words(want) {
		t.Errorf("ours %q, pandoc's %q", got, want)
	}
}

func words(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' }), " ")
}

func TestPublicRefusesWhatRuns(t *testing.T) {
	t.Parallel()
	link := func(kind, target, mode string) string {
		return `<Relationship Id="z" Type="` + office + kind + `" Target="` + target + `"` + mode + `/>`
	}
	const out = ` TargetMode="External"`
	field := func(instruction string) string {
		return `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>` + instruction + `<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run("x") + `<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
	}
	instr := func(s string) string { return `<w:r><w:instrText>` + s + `</w:instrText></w:r>` }
	for name, c := range map[string]struct {
		body, links string
		risk        doc.Risk
	}{
		"macro":            {"", `<Relationship Id="z" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>`, doc.Macro},
		"workbook":         {"", link("package", "embeddings/a.xlsx", ""), doc.Embedded},
		"object":           {`<w:p><w:r><w:object><o:OLEObject ProgID="Package"/></w:object></w:r></w:p>`, "", doc.Embedded},
		"chunk":            {`<w:altChunk r:id="z"/>`, link("aFChunk", "a.html", ""), doc.Embedded},
		"control":          {`<w:p><w:r><w:control w:name="Button"/></w:r></w:p>`, "", doc.Script},
		"script link":      {"", link("hyperlink", "javascript:alert(1)", out), doc.Script},
		"own disk":         {"", link("hyperlink", `file:///C:\secret.xlsx`, out), doc.Linked},
		"tracking pixel":   {"", link("image", "https://example.org/pixel.png", out), doc.Linked},
		"remote template":  {"", link("attachedTemplate", "https://example.org/t.dotm", out), doc.Template},
		"DDE":              {field(instr(`DDEAUTO c:\\windows\\system32\\cmd.exe`)), "", doc.Field},
		"DDE in pieces":    {field(instr("D") + instr("DE") + instr(" cmd")), "", doc.Field},
		"simple DDE":       {`<w:p><w:fldSimple w:instr=" dde cmd"/></w:p>`, "", doc.Field},
		"DDE quoted":       {field(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>` + instr("QUOTE 68 68 69") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`), "", doc.Field},
		"included":         {field(instr(`INCLUDETEXT "https://example.org/"`)), "", doc.Field},
		"unknown part":     {"", link("aThing", "thing.bin", ""), doc.Embedded},
		"part in disguise": {"", link("image", "disguise.png", ""), doc.Field},
		"field link":       {field(instr(`HYPERLINK "javascript:alert(1)"`)), "", doc.Script},
	} {
		_, err := word.Public(telling(t, c.body, c.links, [2]string{"word/thing.bin", "thing"}, [2]string{"word/disguise.png", `<w:fldSimple w:instr="DDE"/>`}), doc.Copying{Settle: true})
		var unfit *doc.Unfit
		if !errors.As(err, &unfit) || !errors.Is(err, doc.ErrActive) || unfit.Findings[0].Risk != c.risk {
			t.Errorf("%s: %v, want a %s", name, err, c.risk)
		}
	}
	for name, body := range map[string]string{"pages": field(instr(" PAGEREF _Toc1 \\h ")), "a sum": field(instr("=SUM(ABOVE)")), "a link": field(instr(`HYPERLINK "https://example.org/"`))} {
		if _, err := word.Public(telling(t, body, ""), doc.Copying{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	svg := [2]string{"word/media/a.svg", `<svg xmlns="s" onload="alert(1)"/>`}
	types := [2]string{"[Content_Types].xml", `<Types><Default Extension="xml" ContentType="application/xml"/><Default Extension="svg" ContentType="image/svg+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`}
	_, err := word.Public(telling(t, "", link("image", "media/a.svg", ""), svg, types), doc.Copying{})
	if err == nil || !strings.Contains(err.Error(), "onload") || !strings.Contains(err.Error(), "macro (word/document.xml)") {
		t.Errorf("a picture that runs in a paper with macros: %v", err)
	}
}

func TestPublicOfDamagedPapers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		paper []byte
		want  error
	}{
		"no zip":   {[]byte("Word"), doc.ErrBroken},
		"bomb":     {telling(t, strings.Repeat(" ", 130<<20), ""), doc.ErrTooLarge},
		"deep":     {telling(t, strings.Repeat("<w:sdt>", 1000)+strings.Repeat("</w:sdt>", 1000), ""), doc.ErrTooLarge},
		"many":     {telling(t, strings.Repeat("<w:r/>", 1<<20+1), ""), doc.ErrTooLarge},
		"cut off":  {telling(t, "<w:p>", ""), doc.ErrBroken},
		"entities": {pack(t, [][2]string{{"[Content_Types].xml", `<Types><Default Extension="xml" ContentType="application/xml"/></Types>`}, {"word/document.xml", `<!DOCTYPE d [<!ENTITY a "x">]><document><body/></document>`}}), doc.ErrBroken},
	} {
		if _, err := word.Public(c.paper, doc.Copying{}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func FuzzPublic(f *testing.F) {
	f.Add(changed)
	f.Add(`<w:p><w:fldSimple w:instr="DDE"/></w:p>`)
	f.Fuzz(func(t *testing.T, body string) {
		paper := telling(t, body, "")
		public, err := word.Public(paper, doc.Copying{Settle: true})
		if err != nil {
			if !errors.Is(err, council.ErrInvalid) {
				t.Errorf("%v is of no kind", err)
			}
			return
		}
		if _, err := word.Public(public, doc.Copying{}); err != nil {
			t.Errorf("a public copy is not public: %v", err)
		}
	})
}
