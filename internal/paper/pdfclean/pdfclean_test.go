package pdfclean_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdf"
	"moothall/internal/paper/pdfclean"
)

// written writes a PDF of objects, the first of which is the catalogue, and what the trailer says
// besides.
func written(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, trailer, start)
	return b.Bytes()
}

func stream(dict, content string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(content), content)
}

// paper is a PDF of two pages with more in the catalogue, on the second page and in further objects,
// from 7 on.
func paper(catalogue, page string, more ...string) []byte {
	return written("/Info 6 0 R", append([]string{
		"<</Type/Catalog/Pages 2 0 R" + catalogue + ">>", "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 595 842]>>",
		"<</Type/Page/Parent 2 0 R/Resources<<>>>>", "<</Type/Page/Parent 2 0 R/Contents 5 0 R/PieceInfo<</App<</Private(Ann Author)>>>>/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>" + page + ">>",
		stream("", "BT /F 12 Tf 72 700 Td (Approved) Tj ET"), "<</Title(The Plan)/Author(Ann Author)/Creator(Word of Ann Author)>>",
	}, more...)...)
}

func tool(t *testing.T, file []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed (Debian: qpdf, poppler-utils)", name)
	}
	path := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		args[i] = strings.ReplaceAll(a, "FILE", path)
	}
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func TestPublicTellsNobody(t *testing.T) {
	t.Parallel()
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, image.NewGray(image.Rect(0, 0, 4, 4)), nil); err != nil {
		t.Fatal(err)
	}
	taken := strings.Replace(plain.String(), "\xff\xd8", "\xff\xd8\xff\xe1\x00\x12Exif Ann Author!", 1)
	first := paper("/Metadata 7 0 R/Lang(en)", "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org/)>>>>]",
		stream("/Type/Metadata/Subtype/XML", "<x><pdfuaid:part>1</pdfuaid:part>Ann Author</x>"), stream("/Type/XObject/Subtype/Image/Width 4/Height 4/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode/Metadata 7 0 R", taken), "(Ann Author)")
	// Saved again, the file keeps what it was.
	first = append(bytes.Replace(first, []byte("/Resources<<>>"), []byte("/Resources<</XObject<</I 8 0 R>>>>"), 1), "% changed by Ann Author\n"...)
	public, err := pdfclean.Public(first, doc.Copying{Lang: "en-GB"})
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(public, []byte("Author")) || !bytes.Contains(public, plain.Bytes()) {
		t.Errorf("the copy tells its author, or lost its picture:\n%s", public)
	}
	if out := tool(t, public, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors found") {
		t.Errorf("qpdf says\n%s", out)
	}
	if out := tool(t, public, "pdfinfo", "FILE"); !strings.Contains(out, "Title:           The Plan\n") || !strings.Contains(out, "Pages:           2") {
		t.Errorf("pdfinfo says\n%s", out)
	}
	if out := tool(t, public, "pdfinfo", "-meta", "FILE"); !strings.Contains(out, "pdfuaid:part>1<") || !strings.Contains(out, "The Plan") {
		t.Errorf("the metadata is\n%s", out)
	}
	if out := tool(t, public, "pdftotext", "FILE", "-"); strings.TrimSpace(out) != "Approved" {
		t.Errorf("the text is %q", out)
	}
	again, err := pdfclean.Public(public, doc.Copying{})
	if err != nil || bytes.Contains(again, []byte("Author")) {
		t.Errorf("the copy of the copy: %v", err)
	}
}

func report(t *testing.T) []byte {
	t.Helper()
	press, err := pdf.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	d := doc.Document{Title: "Gŵyl & plan", Lang: "cy", Date: time.Date(2018, 3, 13, 18, 0, 0, 0, time.UTC), Blocks: []doc.Block{
		doc.Head(1, "Plan"), doc.Paragraph{Spans: []doc.Span{{Text: "See "}, {Text: "it", Link: "https://example.org/"}, {Note: 1}}},
		doc.Table{Head: []doc.Row{doc.Cells("Ward", "Sum")}, Body: []doc.Row{doc.Cells("North", "£5")}}}, Notes: []doc.Note{{doc.Para("A note.")}}}
	for range 40 {
		d.Blocks = append(d.Blocks, doc.Head(2, "Part"), doc.Para("The committee considered the report and thanked the officers for their work."))
	}
	p, err := press.Print(d)
	if err != nil {
		t.Fatal(err)
	}
	return p.PDF
}

func TestPublicKeepsTagsAndText(t *testing.T) {
	t.Parallel()
	before := report(t)
	for name, in := range map[string][]byte{
		"plain":    before,
		"packed":   qpdf(t, before, "--object-streams=generate"),
		"locked":   qpdf(t, before, "--encrypt", "", "owner", "256", "--"),
		"old lock": qpdf(t, before, "--allow-weak-crypto", "--encrypt", "", "owner", "128", "--"),
	} {
		after, err := pdfclean.Public(in, doc.Copying{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if out := tool(t, after, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors found") || !strings.Contains(out, "not encrypted") {
			t.Errorf("%s: qpdf says\n%s", name, out)
		}
		for _, args := range [][]string{{"pdfinfo", "-struct-text", "FILE"}, {"pdftotext", "FILE", "-"}, {"pdfinfo", "-url", "FILE"}, {"pdffonts", "FILE"}} {
			want, got := tool(t, before, args[0], append([]string(nil), args[1:]...)...), tool(t, after, args[0], append([]string(nil), args[1:]...)...)
			// Objects have other numbers.
			if diff := cmp.Diff(digits.Replace(want), digits.Replace(got)); diff != "" {
				t.Errorf("%s: %v (-before +after):\n%s", name, args, diff)
			}
		}
		if out := tool(t, after, "pdfinfo", "FILE"); !strings.Contains(out, "Gŵyl & plan") || strings.Contains(out, "CreationDate") || strings.Contains(out, "Producer") {
			t.Errorf("%s: pdfinfo says\n%s", name, out)
		}
	}
	one, err := pdfclean.Public(before, doc.Copying{Title: "Other"})
	if err != nil {
		t.Fatal(err)
	}
	two, err := pdfclean.Public(before, doc.Copying{Title: "Other"})
	if err != nil || !bytes.Equal(one, two) {
		t.Errorf("copied again it differs (%v)", err)
	}
}

var digits = strings.NewReplacer("0", "", "1", "", "2", "", "3", "", "4", "", "5", "", "6", "", "7", "", "8", "", "9", "", " ", "", "\n\n", "\n")

func qpdf(t *testing.T, in []byte, args ...string) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.pdf")
	tool(t, in, "qpdf", append(args, "FILE", out)...)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestPublicRefusesWhatRuns(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		catalogue, page string
		risk            doc.Risk
		pageNo          int
	}{
		"script at opening": {"/OpenAction<</S/JavaScript/JS(app.alert(1))>>", "", doc.Script, 0},
		"named script":      {"/Names<</JavaScript<</Names[(a)7 0 R]>>>>", "", doc.Script, 0},
		"script of a page":  {"", "/AA<</O<</S/JavaScript/JS 7 0 R>>>>", doc.Script, 2},
		"script at last":    {"/AA<</WC<</S/GoTo/D(a)/Next<</S/JavaScript/JS(x)>>>>>>", "", doc.Script, 0},
		"launch":            {"", "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(cmd.exe)>>>>]", doc.Launch, 2},
		"form sent":         {"", "/Annots[<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/A<</S/SubmitForm/F(https://example.org/)>>>>]", doc.Launch, 2},
		"unknown action":    {"/OpenAction<</Type/Action/S/Dance>>", "", doc.Launch, 0},
		"rich media":        {"", "/Annots[<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]>>]", doc.Media, 2},
		"attachment":        {"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(secret.xlsx)/EF<</F 5 0 R>>>>]>>>>", "", doc.Embedded, 0},
		"pinned attachment": {"", "/Annots[<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/Contents(salaries)>>]", doc.Embedded, 2},
		"computing form":    {"/AcroForm<</XFA 5 0 R/Fields[]>>", "", doc.Form, 0},
		"script link":       {"", "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(javascript:alert(1))>>>>]", doc.Script, 2},
		"own disk":          {"", "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(file:///C:/secret.xlsx)>>>>]", doc.Linked, 2},
		"comment":           {"", "/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(is this true?)/T(Ann Author)>>]", doc.Comment, 2},
		"black bar":         {"", "/Annots[<</Type/Annot/Subtype/Redact/Rect[0 0 9 9]>>]", doc.Redaction, 2},
		"layer":             {"/OCProperties<</OCGs[7 0 R]/D<</OFF[7 0 R]>>>>", "", doc.Hidden, 0},
		"signature":         {"/AcroForm<</Fields[<</FT/Sig/V<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>>>]>>", "", doc.Signature, 0},
	} {
		_, err := pdfclean.Public(paper(c.catalogue, c.page, "(x)"), doc.Copying{})
		var unfit *doc.Unfit
		if !errors.As(err, &unfit) || unfit.Findings[0].Risk != c.risk || unfit.Findings[0].Page != c.pageNo || !errors.Is(err, council.ErrInvalid) {
			t.Errorf("%s: %v, want a %s on page %d", name, err, c.risk, c.pageNo)
		}
	}
	if _, err := pdfclean.Public(paper("/OpenAction[3 0 R/Fit]", ""), doc.Copying{}); err != nil {
		t.Errorf("opening at a page: %v", err)
	}
}

func TestPublicLeavesOutComments(t *testing.T) {
	t.Parallel()
	in := paper("", "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org/)>>>>7 0 R 8 0 R]",
		"<</Type/Annot/Subtype/Highlight/Rect[0 0 9 9]/Contents(is this true?)/T(Ann Author)/Popup 8 0 R>>", "<</Type/Annot/Subtype/Popup/Rect[0 0 9 9]/Parent 7 0 R>>")
	public, err := pdfclean.Public(in, doc.Copying{Settle: true})
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(public, []byte("true?")) || bytes.Contains(public, []byte("Popup")) || !bytes.Contains(public, []byte("https://example.org/")) {
		t.Errorf("the copy has its comments, or lost its link:\n%s", public)
	}
	if out := tool(t, public, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors found") {
		t.Errorf("qpdf says\n%s", out)
	}
}

func TestPublicOfDamagedPapers(t *testing.T) {
	t.Parallel()
	whole := report(t)
	if _, err := pdfclean.Public(qpdf(t, whole, "--encrypt", "secret", "owner", "256", "--"), doc.Copying{}); !errors.Is(err, doc.ErrEncrypted) {
		t.Errorf("locked: %v", err)
	}
	for name, in := range map[string][]byte{"nothing": nil, "no PDF": []byte("Word"), "a head": []byte("%PDF-1.7\n"), "half": whole[:len(whole)/2]} {
		if _, err := pdfclean.Public(in, doc.Copying{}); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	dice := rand.New(rand.NewPCG(2018, 4))
	for range 60 {
		damaged := bytes.Clone(whole)
		for range 1 + dice.IntN(40) {
			damaged[dice.IntN(len(damaged))] = byte(dice.IntN(256))
		}
		if _, err := pdfclean.Public(damaged, doc.Copying{}); err != nil && !errors.Is(err, council.ErrInvalid) {
			t.Fatalf("a damaged paper: %v", err)
		}
	}
}
