package pack_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pack"
	"moothall/internal/paper/pdf"
)

// report is a tagged paper of some pages, with headings, a note, a table, a link and Welsh.
func report(t *testing.T, title string, paragraphs int) []byte {
	t.Helper()
	press, err := pdf.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	d := doc.Document{Title: title, Lang: "en-GB", Blocks: []doc.Block{
		doc.Head(1, title),
		doc.Paragraph{Spans: []doc.Span{{Text: "The Cabinet is asked to agree"}, {Note: 1}, {Text: "; see "}, {Text: "the evidence", Link: "https://example.org/" + title}, {Text: "."}}},
		doc.Table{Caption: "Costs of " + title, Head: []doc.Row{doc.Cells("Year", "Sum")}, Body: []doc.Row{doc.Cells("2018", "£5")}, RowHeads: true},
		doc.Paragraph{Spans: doc.Plain("Gŵyl y dref"), Lang: "cy"},
	}, Notes: []doc.Note{{doc.Para("A note to " + title)}}}
	for i := range paragraphs {
		if i%5 == 0 {
			d.Blocks = append(d.Blocks, doc.Head(2, fmt.Sprintf("Part %d of %s", i/5+1, title)))
		}
		d.Blocks = append(d.Blocks, doc.Para(fmt.Sprintf("%d. The officers were thanked for %s and for their work over the year, and members asked when it would be done.", i+1, title)))
	}
	p, err := press.Print(d)
	if err != nil {
		t.Fatal(err)
	}
	return p.PDF
}

// marksOf are a PDF's bookmarks, a line each, indented, with the page each leads to.
func marksOf(t *testing.T, content []byte, offset int) []string {
	t.Helper()
	type outline struct {
		Title string
		Page  int `json:"destpageposfrom1"`
		Kids  []outline
	}
	var read struct{ Outlines []outline }
	if err := json.Unmarshal([]byte(tool(t, content, "qpdf", "--json", "--json-key=outlines", "FILE")), &read); err != nil {
		t.Fatal(err)
	}
	var lines []string
	var walk func(all []outline, indent string)
	walk = func(all []outline, indent string) {
		for _, o := range all {
			lines = append(lines, fmt.Sprintf("%s%s → %d", indent, o.Title, o.Page+offset))
			walk(o.Kids, indent+"  ")
		}
	}
	walk(read.Outlines, "")
	return lines
}

// structureOf is a PDF's structure with its text, a line an element, without indent, numbers of
// objects, and what keeps the identities of papers apart.
func structureOf(t *testing.T, content []byte) []string {
	t.Helper()
	var lines []string
	for line := range strings.Lines(tool(t, content, "pdfinfo", "-struct-text", "FILE")) {
		line = regexp.MustCompile(`Object \d+ \d+`).ReplaceAllString(strings.TrimSpace(line), "Object")
		lines = append(lines, regexp.MustCompile(`<\d{7}\.`).ReplaceAllString(line, "<"))
	}
	return lines
}

// within reports whether all of part stands in a row in whole.
func within(whole, part []string) bool {
	for i := range whole {
		if i+len(part) <= len(whole) && slices.Equal(whole[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

func TestAPackKeepsTextTagsAndBookmarks(t *testing.T) {
	t.Parallel()
	sources := map[string][]byte{"Budget": report(t, "Budget", 60), "Plan": report(t, "Plan", 1), "Grants": report(t, "Grants", 33)}
	titles := []string{"Budget", "Plan", "Grants"}
	p := agenda()
	for _, title := range titles {
		p.Items = append(p.Items, agenda(paper(title, sources[title])).Items...)
	}
	out, r := bind(t, p, t.TempDir())
	if info := tool(t, out, "pdfinfo", "FILE"); !strings.Contains(info, fmt.Sprintf("Pages:           %d\n", r.Pages)) ||
		!strings.Contains(info, "Title:           "+p.Title+"\n") || !strings.Contains(info, "Tagged:          yes") {
		t.Errorf("of %d pages pdfinfo says\n%s", r.Pages, info)
	}
	structure, marks, page := structureOf(t, out), marksOf(t, out, 0), 0
	for i, title := range titles {
		placed, source := r.Papers[i][0], sources[title]
		if !placed.Tagged || placed.Fault != nil {
			t.Errorf("%s is placed as %+v", title, placed)
		}
		for n := placed.First; n <= placed.Last; n++ {
			got, want := textOf(t, out, n), textOf(t, source, n-placed.First+1)
			page++
			number := fmt.Sprintf("Page %d", page)
			if !strings.Contains(got, number) || squeeze(strings.Replace(got, number, "", 1)) != squeeze(want) {
				t.Errorf("page %d says\n%s\nand the paper\n%s", n, got, want)
			}
		}
		if want := structureOf(t, source); len(want) < 10 || !within(structure, want) {
			t.Errorf("the tags of %s are not kept:\n%s", title, strings.Join(structure, "\n"))
		}
		want := []string{fmt.Sprintf("1 %s → %d", title, placed.First)}
		for _, line := range marksOf(t, source, placed.First-1) {
			want = append(want, "  "+line)
		}
		if len(want) < 3 || !within(marks, want) {
			t.Errorf("bookmarks are\n%s\nwant\n%s", strings.Join(marks, "\n"), strings.Join(want, "\n"))
		}
	}
}

func TestAnItemOfSeveralPapersHasABookmarkForEach(t *testing.T) {
	t.Parallel()
	p := agenda()
	p.Items = []pack.Item{
		{Number: "1", Title: "Apologies"},
		{Number: "2(a)", Title: "Budget", Papers: []pack.Paper{paper("Report", onePage("one", "", "")), paper("Appendix A", onePage("two", "", ""))}},
	}
	out, r := bind(t, p, t.TempDir())
	want := []string{p.Title + " → 1", "Contents → 2", "2(a) Budget → 3", "  Report → 3", "  Appendix A → 4"}
	if diff := cmp.Diff(want, marksOf(t, out, 0)); diff != "" {
		t.Error(diff)
	}
	if len(r.Papers) != 2 || len(r.Papers[0]) != 0 || len(r.Papers[1]) != 2 || r.Papers[1][1].First != 4 || r.Pages != 4 {
		t.Errorf("the result is %+v", r)
	}
	if said := textOf(t, out, 2); !strings.Contains(said, "Apologies") || !strings.Contains(said, "Appendix A") {
		t.Errorf("the contents say %q", said)
	}
}

func TestLinksWithinPapersAndContentsLeadToTheirPages(t *testing.T) {
	t.Parallel()
	named := func(word, names string) []byte {
		return handmade(
			"<</Type/Catalog/Pages 2 0 R"+names+">>",
			"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>>>",
			"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[7 0 R 8 0 R]>>",
			streamOf("", "BT /F1 14 Tf 100 400 Td ("+word+") Tj ET"), helvetica,
			"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
			"<</Type/Annot/Subtype/Link/Rect[10 10 50 50]/Dest(there)>>",
			"<</Type/Annot/Subtype/Link/Rect[10 60 50 90]/A<</S/GoTo/D/there>>>>",
		)
	}
	first := named("first", "/Dests<</there[6 0 R/XYZ 1 2 0]>>/Names<</Dests<</Kids[<</Limits[(there)(there)]/Names[(there)<</D[6 0 R/XYZ 3 4 0]>>]>>]>>>>")
	second := named("second", "/Names<</Dests<</Names[(there)[3 0 R/Fit]]>>>>")
	out, _ := bind(t, agenda(paper("First", first), paper("Second", second)), t.TempDir())
	said := plain(t, out)
	pageOf := map[string]int{}
	for _, m := range regexp.MustCompile(`%% Page (\d+)\n(?:%% [^\n]*\n)*(\d+) 0 obj`).FindAllStringSubmatch(said, -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		pageOf[m[2]] = n
	}
	var links []int
	for _, object := range regexp.MustCompile(`(?s)\d+ 0 obj\n<<.{0,800}?endobj`).FindAllString(said, -1) {
		if m := regexp.MustCompile(`/Dest \[\s+(\d+) 0 R`).FindStringSubmatch(object); m != nil && strings.Contains(object, "/Subtype /Link") {
			links = append(links, pageOf[m[1]])
		}
	}
	slices.Sort(links)
	// From the contents, by title and number, twice each; from the first paper to its second page,
	// from the second to its first.
	if want := []int{3, 3, 4, 4, 5, 5, 5, 5}; !slices.Equal(links, want) {
		t.Errorf("links lead to pages %v, want %v", links, want)
	}
}

func TestAMembersPackIsMarkedOnEveryPage(t *testing.T) {
	t.Parallel()
	p := agenda(paper("Budget", report(t, "Budget", 20)), paper("Turned", onePage("Turned", "/Rotate 90", "")))
	p.Holder = "Cllr Siân Evans"
	out, r := bind(t, p, t.TempDir())
	for n := 1; n <= r.Pages; n++ {
		if said := textOf(t, out, n); !strings.Contains(said, "Copy for Cllr Siân Evans") {
			t.Errorf("page %d says %q", n, said)
		}
	}
	if tags := strings.Join(structureOf(t, out), "\n"); strings.Contains(tags, "Siân") || strings.Contains(tags, "Page 1") {
		t.Errorf("stamps are tagged:\n%s", tags)
	}
	public := p
	public.Holder = ""
	if out, _ := bind(t, public, t.TempDir()); strings.Contains(tool(t, out, "pdftotext", "FILE", "-"), "Siân") {
		t.Error("the public's pack has the member's name")
	}
}

func TestASupplementCountsByItself(t *testing.T) {
	t.Parallel()
	p := agenda(paper("Late item", onePage("Late", "", "")))
	p.Series = "S1-"
	out, r := bind(t, p, t.TempDir())
	if got := r.Papers[0][0]; got.From != "S1-1" || got.To != "S1-1" || got.First != 3 {
		t.Errorf("placed as %+v", got)
	}
	if said := textOf(t, out, 3); !strings.Contains(said, "Page S1-1") {
		t.Errorf("page 3 says %q", said)
	}
	if said := tool(t, out, "qpdf", "--json", "--json-key=pagelabels", "FILE"); !strings.Contains(said, `S1-`) {
		t.Errorf("pages are labelled %s", said)
	}
}

func TestAPackIsMadeAgainOfWhatIsThere(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	var papers []pack.Paper
	for i := range 5 {
		papers = append(papers, paper(fmt.Sprint("Paper ", i), report(t, fmt.Sprint("Paper ", i), 10+i)))
	}
	first, _ := bind(t, agenda(papers...), folder)
	same, r := bind(t, agenda(papers...), folder)
	if !bytes.Equal(first, same) {
		t.Error("made again of the same papers it differs")
	}
	papers[1] = paper("Paper 1", report(t, "Changed", 40)) // more pages: all behind it move
	papers[3], papers[4] = papers[4], papers[3]
	again, r2 := bind(t, agenda(papers...), folder)
	for i := range papers {
		if !r.Papers[i][0].Kept || r2.Papers[i][0].Kept != (i != 1) {
			t.Errorf("paper %d was kept: %v, then %v", i, r.Papers[i][0].Kept, r2.Papers[i][0].Kept)
		}
	}
	fresh, r3 := bind(t, agenda(papers...), t.TempDir())
	if diff := cmp.Diff(tool(t, fresh, "pdftotext", "-layout", "FILE", "-"), tool(t, again, "pdftotext", "-layout", "FILE", "-")); diff != "" {
		t.Errorf("it says something else than one made from nothing:\n%s", diff)
	}
	if diff := cmp.Diff(structureOf(t, fresh), structureOf(t, again)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(marksOf(t, fresh, 0), marksOf(t, again, 0)); diff != "" {
		t.Error(diff)
	}
	if r3.Pages != r2.Pages {
		t.Errorf("%d pages, and %d from nothing", r2.Pages, r3.Pages)
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != len(papers) {
		t.Errorf("%d segments are left (%v), want %d: what was replaced must go", len(left), err, len(papers))
	}
}

func TestADamagedSegmentIsPreparedAgain(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	p := agenda(paper("Budget", report(t, "Budget", 9)))
	want, _ := bind(t, p, folder)
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 {
		t.Fatal(entries, err)
	}
	if err := os.Truncate(folder+"/"+entries[0].Name(), 500); err != nil {
		t.Fatal(err)
	}
	got, r := bind(t, p, folder)
	if r.Papers[0][0].Kept || tool(t, got, "pdftotext", "FILE", "-") != tool(t, want, "pdftotext", "FILE", "-") {
		t.Errorf("placed as %+v", r.Papers[0][0])
	}
}

func TestSegmentsOfTheSameNumbersAreToldApart(t *testing.T) {
	t.Parallel()
	// Two processes that bind in one folder may take the same numbers.
	here, there := t.TempDir(), t.TempDir()
	budget, plan := paper("Budget", report(t, "Budget", 9)), paper("Plan", report(t, "Plan", 9))
	bind(t, agenda(budget), here)
	bind(t, agenda(plan), there)
	if err := os.CopyFS(here, os.DirFS(there)); err != nil {
		t.Fatal(err)
	}
	out, r := bind(t, agenda(budget, plan), here)
	if !r.Papers[0][0].Kept || r.Papers[1][0].Kept {
		t.Errorf("kept: %v and %v, want the first alone", r.Papers[0][0].Kept, r.Papers[1][0].Kept)
	}
	if got := textOf(t, out, r.Papers[1][0].First); !strings.Contains(got, "thanked for Plan") {
		t.Errorf("the second says\n%s", got)
	}
}

func TestThePaperThatComesTwiceIsThereTwice(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	p := agenda(paper("Budget", report(t, "Budget", 9)), paper("Budget again", report(t, "Budget", 9)))
	for range 2 {
		out, r := bind(t, p, folder)
		if a, b := textOf(t, out, r.Papers[0][0].First), textOf(t, out, r.Papers[1][0].First); len(a) < 100 || strings.Replace(a, "Page 1", "Page 2", 1) != b && r.Pages == 4 {
			t.Errorf("the first says\n%s\nthe second\n%s", a, b)
		}
	}
}

func TestProgressHearsOfEveryPaper(t *testing.T) {
	t.Parallel()
	press, err := pdf.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	var heard []string
	p := agenda(paper("A", onePage("a", "", "")), paper("B", onePage("b", "", "")))
	_, err = pack.NewBinder(press, here{}).Bind(t.Context(), p, t.TempDir(), io.Discard, func(at pack.Progress) {
		heard = append(heard, fmt.Sprintf("%d/%d %s", at.Done, at.Total, at.Title))
	})
	if want := []string{"0/2 A", "1/2 B", "2/2 B"}; err != nil || !slices.Equal(heard, want) {
		t.Errorf("heard %q (%v), want %q", heard, err, want)
	}
}

func TestAPlanThatLacksSomethingIsRefused(t *testing.T) {
	t.Parallel()
	press, err := pdf.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*pack.Plan){
		"title":      func(p *pack.Plan) { p.Title = "" },
		"language":   func(p *pack.Plan) { p.Lang = "" },
		"stamp":      func(p *pack.Plan) { p.Words.Stamp = "Page" },
		"mark":       func(p *pack.Plan) { p.Holder, p.Words.Copy = "Cllr Evans", "Copy" },
		"words":      func(p *pack.Plan) { p.Words.Missing = "" },
		"hash":       func(p *pack.Plan) { p.Items[0].Papers[0].SHA256 = "../../etc/passwd" },
		"no content": func(p *pack.Plan) { p.Items[0].Papers[0].Open = nil },
	} {
		p := agenda(paper("A", onePage("a", "", "")))
		spoil(&p)
		if _, err := pack.NewBinder(press, here{}).Bind(t.Context(), p, t.TempDir(), io.Discard, nil); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("%s: %v, want not valid", name, err)
		}
	}
}
