package pdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdf"
)

// tool runs a program over a printed document and gives what it says.
func tool(t *testing.T, printed []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed (Debian: qpdf, poppler-utils)", name)
	}
	path := filepath.Join(t.TempDir(), "printed.pdf")
	if err := os.WriteFile(path, printed, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = path
		}
	}
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func print(t *testing.T, d doc.Document) pdf.Printed {
	t.Helper()
	press, err := pdf.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	p, err := press.Print(d)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// report is a report with one of everything.
func report() doc.Document {
	return doc.Document{
		Title:  "Safer Marlow Vale: Strategic Plan (2018–21)",
		Lang:   "en-GB",
		Date:   time.Date(2018, 3, 13, 18, 0, 0, 0, time.UTC),
		Footer: "Marlow Vale Council · Cabinet, 13 March 2018",
		Blocks: []doc.Block{
			doc.Head(1, "Safer Marlow Vale: Strategic Plan"),
			doc.Paragraph{Spans: []doc.Span{
				{Text: "The Cabinet is asked to "}, {Text: "recommend", Bold: true}, {Text: " the plan"}, {Note: 1},
				{Text: "; the evidence is in "}, {Text: "the assessment", Link: "https://example.org/a(1)?b=c&d=ŵ"},
				{Text: ", and the motto is "}, {Text: "Gŵyl y dref", Lang: "cy", Italic: true}, {Text: "."},
			}},
			doc.Head(2, "Priorities"),
			doc.List{Numbering: doc.Decimal, Items: []doc.Item{
				{Blocks: []doc.Block{doc.Para("Reduce anti-social behaviour"), doc.List{Numbering: doc.LowerAlpha, Items: doc.Items("in the town centre", "in parks")}}},
				doc.Labelled("1A.", "Protect those most at risk"),
			}},
			doc.List{Items: doc.Items("first", "second")},
			doc.Head(4, "Money"), // skips a level
			doc.Table{
				Caption:  "What it costs",
				Head:     []doc.Row{doc.Cells("Activity", "2018/19", "2019/20")},
				Body:     []doc.Row{doc.Cells("Wardens in the town centre and at the bus station in the evening", "£120,000", "£125,000"), {{Blocks: []doc.Block{doc.Para("Cameras")}}, {Blocks: []doc.Block{doc.Para("to be agreed")}, Cols: 2}}},
				RowHeads: true,
			},
			doc.Paragraph{Spans: doc.Plain("Mae'r ddogfen hon ar gael yn Gymraeg: ŵ ŷ ẁ ẃ ẅ ỳ ý ÿ â ê î ô û Ŵ Ŷ."), Lang: "cy"},
		},
		Notes: []doc.Note{{doc.Para("Appendix 1 to this report.")}},
	}
}

func TestPrintIsSoundPDF(t *testing.T) {
	t.Parallel()
	for name, d := range map[string]doc.Document{
		"report":  report(),
		"nothing": {Title: "Nothing", Lang: "en"},
		"long":    long(400),
	} {
		out := tool(t, print(t, d).PDF, "qpdf", "--check", "FILE")
		if !strings.Contains(out, "No syntax or stream encoding errors found") || strings.Contains(out, "WARNING") {
			t.Errorf("%s: qpdf says:\n%s", name, out)
		}
		if fonts := tool(t, print(t, d).PDF, "pdffonts", "FILE"); strings.Contains(fonts, "Error") || strings.Contains(fonts, " no  yes") {
			t.Errorf("%s: pdffonts says:\n%s", name, fonts)
		}
	}
}

func long(paragraphs int) doc.Document {
	d := doc.Document{Title: "Long", Lang: "en"}
	for i := range paragraphs {
		d.Blocks = append(d.Blocks, doc.Para(fmt.Sprintf("%d. The committee considered the joint report of the Corporate Director and the Deputy Chief Executive, and thanked the officers for their work over the year.", i+1)))
	}
	return d
}

func TestPrintTagsWhatThingsAre(t *testing.T) {
	t.Parallel()
	out := tool(t, print(t, report()).PDF, "pdfinfo", "-struct-text", "FILE")
	for _, part := range []string{
		`H1 (block) "Safer Marlow Vale: Strategic Plan"`,
		`P (block) "The Cabinet is asked to recommend the plan" Reference (inline) "1" "; the evidence is in " Link (inline) "the assessment" Object`,
		`", and the motto is " Span (inline) "Gŵyl y dref" "."`,
		`H2 (block) "Priorities" L (block):`,
		`LI (block) Lbl (block) "1." LBody (block) P (block) "Reduce anti-social behaviour" L (block):`,
		`Lbl (block) "1A." LBody (block) P (block) "Protect`,
		`Lbl (block) "a." LBody (block) P (block) "in the town centre"`,
		`"•"`,
		`H3 (block) "Money"`,
		`Table (block) Caption "What it costs" THead TR TH: /Scope /Column "Activity"`,
		`TBody TR TH: /Scope /Row "Wardens`,
		`TD: /ColSpan 2 "to be agreed"`,
		`"£120,000"`,
		`Note`,
	} {
		if !strings.Contains(squeeze(out), part) {
			t.Errorf("the structure lacks %s:\n%s", part, out)
		}
	}
}

var white = regexp.MustCompile(`\s+`)

func squeeze(s string) string { return white.ReplaceAllString(s, " ") }

func TestPrintGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	press, err := pdf.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	first, err := press.Print(report())
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			again, err := press.Print(report())
			if err != nil || !bytes.Equal(first.PDF, again.PDF) {
				t.Errorf("printed again it differs (%v)", err)
			}
		})
	}
	all.Wait()
	if other := print(t, doc.Document{Title: "Other", Lang: "en"}); bytes.Equal(first.PDF, other.PDF) {
		t.Error("another document is the same")
	}
}

func TestPrintNeedsATitleAndALanguage(t *testing.T) {
	t.Parallel()
	press, err := pdf.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []doc.Document{{Lang: "en"}, {Title: "Plan"}} {
		if _, err := press.Print(d); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("Print(%+v) = %v, want not valid", d, err)
		}
	}
}

func TestPrintCountsItsPages(t *testing.T) {
	t.Parallel()
	for _, paragraphs := range []int{0, 1, 30, 200} {
		p := print(t, long(paragraphs))
		out := tool(t, p.PDF, "pdfinfo", "FILE")
		if want := fmt.Sprintf("Pages:           %d\n", p.Pages); !strings.Contains(out, want) {
			t.Errorf("%d paragraphs: pdfinfo says\n%s want %s", paragraphs, out, want)
		}
	}
}

func TestPrintKeepsEveryWord(t *testing.T) {
	t.Parallel()
	p := print(t, long(200))
	out := tool(t, p.PDF, "pdftotext", "FILE", "-")
	for i := range 200 {
		if !strings.Contains(squeeze(out), fmt.Sprintf("%d. The committee considered the joint report of the Corporate Director and the Deputy Chief Executive, and", i+1)) {
			t.Errorf("paragraph %d is missing", i+1)
		}
	}
	out = tool(t, print(t, report()).PDF, "pdftotext", "FILE", "-")
	for _, s := range []string{"ŵ ŷ ẁ ẃ ẅ ỳ ý ÿ â ê î ô û Ŵ Ŷ", "£125,000", "Marlow Vale Council · Cabinet"} {
		if !strings.Contains(out, s) {
			t.Errorf("%q is missing from\n%s", s, out)
		}
	}
}

func TestPrintKeepsLettersItCannotDraw(t *testing.T) {
	t.Parallel()
	d := doc.Document{Title: "字 letters", Lang: "en", Blocks: []doc.Block{doc.Para("one 漢 two 字 w\u0302 end\u2011point ☃ 😀")}}
	out := tool(t, print(t, d).PDF, "pdftotext", "FILE", "-")
	if want := "one 漢 two 字 ŵ end\u2011point ☃ 😀"; !strings.Contains(out, want) {
		t.Errorf("text is %q, want %q", out, want)
	}
}

func TestPrintRepeatsTheHeadingOfALongTable(t *testing.T) {
	t.Parallel()
	table := doc.Table{Head: []doc.Row{doc.Cells("Ward", "Grant")}, RowHeads: true}
	for i := range 100 {
		table.Body = append(table.Body, doc.Cells(fmt.Sprintf("Ward no %d", i), "£500"))
	}
	tall := doc.Cells("Tall", strings.Repeat("A long account of what was done with the money. ", 200))
	table.Body = append(table.Body, tall)
	p := print(t, doc.Document{Title: "Grants", Lang: "en", Blocks: []doc.Block{table}})
	if p.Pages < 4 {
		t.Fatalf("%d pages, want a table over several", p.Pages)
	}
	for n := 1; n <= p.Pages; n++ {
		page := tool(t, p.PDF, "pdftotext", "-f", fmt.Sprint(n), "-l", fmt.Sprint(n), "FILE", "-")
		if strings.Count(page, "Grant\n") != 1 {
			t.Errorf("page %d has not its heading once:\n%s", n, page)
		}
	}
	structure := tool(t, p.PDF, "pdfinfo", "-struct-text", "FILE")
	if got := strings.Count(structure, `"Grant"`); got != 1 {
		t.Errorf("the heading is tagged %d times, want once", got)
	}
	if got := strings.Count(strings.ReplaceAll(squeeze(structure), `" "`, ""), "A long account of what was done with the money."); got != 200 {
		t.Errorf("%d of 200 sentences of the tall cell are tagged", got)
	}
}

func TestPrintNeverRunsOffThePage(t *testing.T) {
	t.Parallel()
	word := strings.Repeat("Llanfairpwllgwyngyll", 30)
	deep := []doc.Block{doc.Para(word)}
	for range 12 {
		deep = []doc.Block{doc.List{Numbering: doc.LowerRoman, Start: 3888, Items: []doc.Item{{Blocks: deep}}}}
	}
	wide := doc.Row{}
	for range 30 {
		wide = append(wide, doc.Cell{Blocks: []doc.Block{doc.Para(word)}})
	}
	tower := doc.Table{Body: []doc.Row{wide}}
	high := doc.Table{Head: []doc.Row{doc.Cells(strings.Repeat("A heading as high as a page. ", 300))}, Body: []doc.Row{doc.Cells("body"), doc.Cells("of it")}}
	d := doc.Document{Title: "Awkward", Lang: "en", Footer: word, Blocks: append(deep, tower, high,
		doc.Heading{Level: 9, Spans: doc.Plain(word + word + word + word)}, doc.List{Items: []doc.Item{{}, {Blocks: []doc.Block{tower}}}}, doc.Table{}, doc.Para(""))}
	p := print(t, d)
	if p.Pages > 60 {
		t.Fatalf("%d pages", p.Pages)
	}
	box := regexp.MustCompile(`xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"`)
	for _, m := range box.FindAllStringSubmatch(tool(t, p.PDF, "pdftotext", "-bbox", "FILE", "-"), -1) {
		var v [4]float64
		for i := range v {
			if _, err := fmt.Sscan(m[i+1], &v[i]); err != nil {
				t.Fatal(err)
			}
		}
		if v[0] < 0 || v[1] < 0 || v[2] > 595.3 || v[3] > 842 {
			t.Errorf("a word stands at %v, off the page", v)
		}
	}
}

func TestPrintLeadsWithBookmarks(t *testing.T) {
	t.Parallel()
	out := tool(t, print(t, report()).PDF, "qpdf", "--json", "--json-key=outlines", "FILE")
	var titles []string
	for _, m := range regexp.MustCompile(`"title": "([^"]*)"`).FindAllStringSubmatch(out, -1) {
		titles = append(titles, m[1])
	}
	want := []string{"Safer Marlow Vale: Strategic Plan", "Priorities", "Money"}
	if len(titles) != 3 || cmp.Diff(want, sorted(titles, want)) != "" {
		t.Errorf("bookmarks are %q, want %q", titles, want)
	}
}

// sorted puts titles into the order of want where they are the same set.
func sorted(titles, want []string) []string {
	var out []string
	for _, w := range want {
		for _, s := range titles {
			if s == w {
				out = append(out, s)
			}
		}
	}
	return out
}

func TestPrintLinksOnlyWhereItIsSafe(t *testing.T) {
	t.Parallel()
	p := print(t, doc.Document{Title: "Links", Lang: "en", Blocks: []doc.Block{doc.Paragraph{Spans: []doc.Span{
		{Text: "mail ", Link: "mailto:clerk@example.org"}, {Text: "web ", Link: "https://example.org/a(1)?b=ŵ"},
		{Text: "script ", Link: "javascript:alert(1)"}, {Text: "file", Link: "file:///etc/passwd"},
	}}}})
	out := tool(t, p.PDF, "pdfinfo", "-url", "FILE")
	for want, there := range map[string]bool{"mailto:clerk@example.org": true, "https://example.org/a(1)?b=%C5%B5": true, "javascript": false, "passwd": false} {
		if strings.Contains(out, want) != there {
			t.Errorf("%q there: %v, want %v, in\n%s", want, !there, there, out)
		}
	}
}

func BenchmarkPrint(b *testing.B) {
	press, err := pdf.NewPress()
	if err != nil {
		b.Fatal(err)
	}
	d := report()
	d.Blocks = append(d.Blocks, long(25).Blocks...)
	for b.Loop() {
		p, err := press.Print(d)
		if err != nil || p.Pages != 3 {
			b.Fatal(p.Pages, err)
		}
		b.SetBytes(int64(len(p.PDF)))
	}
}
