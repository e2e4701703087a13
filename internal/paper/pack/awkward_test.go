package pack_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"moothall/internal/paper/doc"
	"moothall/internal/paper/segment"
)

// handmade writes a PDF of these objects, numbered from 1, of which the first is the catalogue.
func handmade(objects ...string) []byte {
	out := []byte("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, len(out))
		out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := len(out)
	out = fmt.Appendf(out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		out = fmt.Appendf(out, "%010d 00000 n \n", a)
	}
	return fmt.Appendf(out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
}

func streamOf(entries, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
}

const helvetica = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"

// onePage is a paper of a page that says a word, with more entries for the page and the catalogue,
// and objects from number 6 on.
func onePage(word, page, catalog string, more ...string) []byte {
	return handmade(append([]string{
		"<</Type/Catalog/Pages 2 0 R" + catalog + ">>",
		"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R" + page + ">>",
		streamOf("", "/P<</MCID 0>>BDC BT /F1 14 Tf 100 400 Td ("+word+") Tj ET EMC"),
		helvetica,
	}, more...)...)
}

// changed runs qpdf over a file.
func changed(t *testing.T, content []byte, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath("qpdf"); err != nil {
		t.Skip("qpdf is not installed")
	}
	folder := t.TempDir()
	in, out := filepath.Join(folder, "in.pdf"), filepath.Join(folder, "out.pdf")
	if err := os.WriteFile(in, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.CommandContext(t.Context(), "qpdf", append(args, in, out)...).CombinedOutput(); err != nil {
		t.Fatalf("qpdf %v: %v\n%s", args, err, said)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// plain is a pack written out for reading, without compression.
func plain(t *testing.T, content []byte) string {
	t.Helper()
	return string(changed(t, content, "--qdf", "--object-streams=disable"))
}

func textOf(t *testing.T, content []byte, page int) string {
	t.Helper()
	n := strconv.Itoa(page)
	return tool(t, content, "pdftotext", "-f", n, "-l", n, "FILE", "-")
}

func TestAPaperThatCannotBeBoundHasAPageThatSaysWhy(t *testing.T) {
	t.Parallel()
	good := onePage("Budget", "", "")
	for name, c := range map[string]struct {
		content []byte
		want    error
		says    string
	}{
		"password":    {changed(t, good, "--encrypt", "secret", "owner", "256", "--"), doc.ErrEncrypted, "it is locked by a password"},
		"rc4":         {changed(t, good, "--allow-weak-crypto", "--encrypt", "secret", "owner", "40", "--"), doc.ErrEncrypted, "it is locked by a password"},
		"not allowed": {changed(t, good, "--encrypt", "", "owner", "256", "--modify=none", "--"), segment.ErrLocked, "its owner has not allowed it"},
		"no PDF":      {[]byte("Dear Councillor, please find attached"), segment.ErrNotPDF, "it is not a PDF"},
		"empty":       {nil, segment.ErrNotPDF, "it is not a PDF"},
		"no pages":    {handmade("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"), doc.ErrBroken, "the file is damaged"},
		"beginning":   {good[:40], doc.ErrBroken, "the file is damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := agenda(paper("Report", c.content), paper("After", good))
			p.Items[0].Papers[0].Link = "https://example.org/report.pdf"
			out, r := bind(t, p, t.TempDir())
			if got := r.Papers[0][0]; !errors.Is(got.Fault, c.want) || got.First != 3 || got.Last != 3 {
				t.Errorf("placed as %+v, want %v on page 3", got, c.want)
			}
			if got := textOf(t, out, 3); !strings.Contains(got, c.says) || !strings.Contains(got, "Page 1") {
				t.Errorf("page 3 says %q", got)
			}
			if got := textOf(t, out, 4); !strings.Contains(got, "Budget") {
				t.Errorf("page 4 says %q", got)
			}
			if !strings.Contains(plain(t, out), "(https://example.org/report.pdf)") {
				t.Error("no link leads to the paper itself")
			}
		})
	}
}

func TestAPaperThatCanBeMendedIsBound(t *testing.T) {
	t.Parallel()
	good := onePage("Budget", "", "")
	cut := bytes.LastIndex(good, []byte("xref\n0"))
	for name, content := range map[string][]byte{
		"encrypted without a password":   changed(t, good, "--encrypt", "", "owner", "256", "--"),
		"the same with RC4":              changed(t, good, "--allow-weak-crypto", "--encrypt", "", "owner", "128", "--use-aes=n", "--"),
		"cross-references are missing":   good[:cut],
		"cross-references lead astray":   bytes.Replace(good, []byte("%PDF-1.4\n"), []byte("%PDF-1.4\n%moved by this\n"), 1),
		"something before the beginning": append([]byte("From: clerk@example.org\n\n"), good...),
		"linearised":                     changed(t, good, "--linearize"),
		"object streams":                 changed(t, good, "--object-streams=generate"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, r := bind(t, agenda(paper("Report", content)), t.TempDir())
			if r.Papers[0][0].Fault != nil || !strings.Contains(textOf(t, out, 3), "Budget") {
				t.Errorf("placed as %+v, page 3 says %q", r.Papers[0][0], textOf(t, out, 3))
			}
		})
	}
}

// boxOfWord finds a word on a page: left, top, right, bottom, from the top left.
func boxOfWord(t *testing.T, content []byte, page int, word string) (at [4]float64) {
	t.Helper()
	n := strconv.Itoa(page)
	out := tool(t, content, "pdftotext", "-bbox", "-f", n, "-l", n, "FILE", "-")
	w := regexp.MustCompile(`xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">` + regexp.QuoteMeta(word) + `<`).FindStringSubmatch(out)
	if w == nil {
		t.Fatalf("no word %q in\n%s", word, out)
	}
	for i := range at {
		var err error
		if at[i], err = strconv.ParseFloat(w[i+1], 64); err != nil {
			t.Fatal(err)
		}
	}
	return at
}

func TestNumbersStandUprightAtTheVisibleFoot(t *testing.T) {
	t.Parallel()
	// What is visible is told as pdftotext counts: from the top left of the whole page, turned.
	cases := []struct {
		page    string
		visible [4]float64
	}{
		{"", [4]float64{0, 0, 595, 842}},
		{"/Rotate 90", [4]float64{0, 0, 842, 595}},
		{"/Rotate 180", [4]float64{0, 0, 595, 842}},
		{"/Rotate 270", [4]float64{0, 0, 842, 595}},
		{"/Rotate -90", [4]float64{0, 0, 842, 595}},
		{"/CropBox[100 200 500 700]", [4]float64{100, 142, 500, 642}},
		{"/MediaBox[-300 -400 300 400]", [4]float64{0, 0, 600, 800}},
		{"/MediaBox[595 842 0 0]/CropBox[50 60 550 800]/Rotate 90", [4]float64{60, 50, 800, 550}},
		{"/MediaBox[0 0 2384 3370]", [4]float64{0, 0, 2384, 3370}},
		{"/MediaBox[0 0 150 100]/Rotate 270", [4]float64{0, 0, 100, 150}},
		{"/CropBox[9000 9000 9100 9100]", [4]float64{0, 0, 595, 842}},
	}
	p := agenda()
	for i, c := range cases {
		p.Items = append(p.Items, agenda(paper(fmt.Sprint("Plan ", i), onePage("Plan", c.page, ""))).Items...)
	}
	out, r := bind(t, p, t.TempDir())
	for i, c := range cases {
		page, v := r.Papers[i][0].First, c.visible
		at := boxOfWord(t, out, page, r.Papers[i][0].From)
		width, height := v[2]-v[0], v[3]-v[1]
		if at[2]-at[0] > 0.1*width || at[2] > v[2] || at[0] < v[2]-0.3*width || at[3] > v[3] || at[1] < v[3]-0.1*height {
			t.Errorf("%s: of %v the number stands at %v", c.page, v, at)
		}
	}
}

func TestAStampIsAsLargeInUnitsOfItsOwn(t *testing.T) {
	t.Parallel()
	out, _ := bind(t, agenda(paper("Plan", onePage("Plan", "/MediaBox[0 0 100 100]/UserUnit 5.95", ""))), t.TempDir())
	said := plain(t, out)
	if !strings.Contains(said, "/UserUnit 5.95") || !strings.Contains(said, "q 0.1681 0 0 0.1681 0 0 cm") {
		t.Errorf("the stamp does not reckon with the page's unit")
	}
}

func TestAScanIsAFigureWithAName(t *testing.T) {
	t.Parallel()
	scan := handmade(
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</Im 5 0 R>>>>>>",
		streamOf("", "q 595 0 0 842 0 0 cm /Im Do Q"),
		streamOf("/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8", "\x00\xff\xff\x00"),
	)
	out, _ := bind(t, agenda(paper("Minutes, signed", scan), paper("Typed", onePage("Typed words", "", ""))), t.TempDir())
	said := squeeze(tool(t, out, "pdfinfo", "-struct-text", "FILE"))
	for _, want := range []string{`Part "Minutes, signed" Figure`, `Part "Typed" P (block) "Typed words"`} {
		if !strings.Contains(said, want) {
			t.Errorf("the structure lacks %s:\n%s", want, said)
		}
	}
	if !strings.Contains(plain(t, out), "/Alt (Scanned page)") {
		t.Error("the scan has no other text")
	}
}

func TestNothingActsByItself(t *testing.T) {
	t.Parallel()
	evil := onePage("Agenda",
		"/AA<</O<</S/JavaScript/JS(app.alert\\(1\\))>>>>/Annots[6 0 R 7 0 R 8 0 R 9 0 R 12 0 R 13 0 R 14 0 R]",
		"/OpenAction<</S/JavaScript/JS(app.alert\\(2\\))>>/AA<</WC 10 0 R>>/Names<</JavaScript<</Names[(a)10 0 R]>>/EmbeddedFiles<</Names[(x)11 0 R]>>>>/AcroForm<</Fields[9 0 R]/XFA(xfa)>>",
		"<</Type/Annot/Subtype/Link/Rect[10 10 50 50]/A<</S/Launch/F(cmd.exe)>>>>",
		"<</Type/Annot/Subtype/Link/Rect[10 10 50 50]/A<</S/URI/URI(https://example.org/ok)/Next 10 0 R>>>>",
		"<</Type/Annot/Subtype/FileAttachment/Rect[10 10 50 50]/FS 11 0 R>>",
		"<</Type/Annot/Subtype/Widget/FT/Tx/V(secret value)/Rect[10 10 50 50]/AA<</K 10 0 R>>>>",
		"<</S/JavaScript/JS(app.alert\\(3\\))>>",
		"<</Type/Filespec/F(evil.exe)/EF<</F 15 0 R>>>>",
		"<</Type/Annot/Subtype/Link/Rect[10 10 50 50]/A<</S/URI/URI(javascript:alert\\(4\\))>>>>",
		"<</Type/Annot/Subtype/Text/Rect[10 10 50 50]/Contents(a note)/A#41<</E 10 0 R>>/IRT 10 0 R/Extra[10 0 R 11 0 R 16 0 R]>>",
		"<</Type/Annot/Subtype/RichMedia/Rect[10 10 50 50]/RichMediaContent<</Assets<</Names[(y)11 0 R]>>>>>>",
		streamOf("/Type/EmbeddedFile", "MZ malware"),
		"<</Type/Filespec/F(elsewhere.dat)>>",
	)
	out, r := bind(t, agenda(paper("Agenda", evil)), t.TempDir())
	said := plain(t, out)
	for _, bad := range []string{"alert", "JavaScript", "/JS", "Launch", "cmd.exe", "evil.exe", "elsewhere.dat", "malware", "EmbeddedFile", "/AA", "/A#41", "OpenAction", "AcroForm", "RichMedia", "XFA", "Widget"} {
		if strings.Contains(said, bad) {
			t.Errorf("the pack holds %q", bad)
		}
	}
	for _, good := range []string{"(https://example.org/ok)", "(a note)"} {
		if !strings.Contains(said, good) {
			t.Errorf("the pack lacks %q", good)
		}
	}
	if got, want := fmt.Sprint(r.Papers[0][0].LeftOut), "[attachments fields media scripts]"; got != want {
		t.Errorf("left out %s, want %s", got, want)
	}
}

func TestFormFieldsAreDrawnAsTheyLook(t *testing.T) {
	t.Parallel()
	form := onePage("Name:", "/StructParents 0/Annots[6 0 R 8 0 R]", "/AcroForm<</Fields[6 0 R 8 0 R]>>/MarkInfo<</Marked true>>/StructTreeRoot 10 0 R",
		"<</Type/Annot/Subtype/Widget/FT/Tx/V(Jane)/Rect[200 390 300 410]/StructParent 1/AP<</N 7 0 R>>>>",
		streamOf("/Type/XObject/Subtype/Form/BBox[0 0 50 10]/Resources<</Font<</F1 5 0 R>>>>", "BT /F1 8 Tf 1 1 Td (Jane) Tj ET"),
		"<</Type/Annot/Subtype/Widget/FT/Btn/Rect[200 300 210 310]/AS/Off/AP<</N<</Yes 9 0 R>>>>>>",
		streamOf("/Type/XObject/Subtype/Form/BBox[0 0 50 10]/Resources<</Font<</F1 5 0 R>>>>", "BT /F1 8 Tf 1 1 Td (Ticked) Tj ET"),
		"<</Type/StructTreeRoot/K 11 0 R/ParentTree<</Nums[0[12 0 R]1 13 0 R]>>>>",
		"<</Type/StructElem/S/Document/P 10 0 R/K[12 0 R 13 0 R]>>",
		"<</Type/StructElem/S/P/P 11 0 R/Pg 3 0 R/K 0>>",
		"<</Type/StructElem/S/Form/P 11 0 R/Pg 3 0 R/K<</Type/OBJR/Obj 6 0 R>>>>",
	)
	out, _ := bind(t, agenda(paper("Form", form)), t.TempDir())
	said := tool(t, out, "pdftotext", "FILE", "-")
	if !strings.Contains(said, "Jane") || strings.Contains(said, "Ticked") {
		t.Errorf("the pack says %q", said)
	}
	if at := boxOfWord(t, out, 3, "Jane"); at[0] < 200 || at[2] > 300 || 842-at[3] < 385 || 842-at[1] > 415 {
		t.Errorf("the field's text stands at %v", at)
	}
	if structure := squeeze(tool(t, out, "pdfinfo", "-struct-text", "FILE")); !strings.Contains(structure, `Form (inline) "Jane"`) && !strings.Contains(structure, `Form (block) "Jane"`) && !strings.Contains(structure, `Form "Jane"`) {
		t.Errorf("the field has lost its tag:\n%s", structure)
	}
}

func TestLayersThatWereHiddenStayHidden(t *testing.T) {
	t.Parallel()
	layered := handmade(
		"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R 7 0 R]/D<</OFF[7 0 R]>>>>>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>/Properties<</A 6 0 R/B 7 0 R>>>>>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
		streamOf("", "/OC/A BDC BT /F1 14 Tf 100 400 Td (Shown) Tj ET EMC /OC/B BDC BT /F1 14 Tf 100 300 Td (Draft) Tj ET EMC"),
		helvetica, "<</Type/OCG/Name(a)>>", "<</Type/OCG/Name(b)>>",
	)
	out, _ := bind(t, agenda(paper("Layers", layered)), t.TempDir())
	said := textOf(t, out, 3)
	if !strings.Contains(said, "Shown") || strings.Contains(said, "Draft") {
		t.Errorf("page 3 says %q", said)
	}
}
