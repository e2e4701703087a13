package paper_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/paper"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdf"
)

// TestMain makes the test program its own worker, as the real program is.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "paper-worker":
			if err := paper.WorkerMain(os.Stdin, os.Stdout); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			return
		case "confined-worker":
			if able := paper.TryConfined(); len(able) > 0 {
				fmt.Println(strings.Join(able, ", "))
				os.Exit(1)
			}
			fmt.Println("confined")
			return
		case "sleeping-worker":
			time.Sleep(time.Hour)
		case "hungry-worker":
			_, _ = io.CopyN(io.Discard, os.Stdin, 100)
			fmt.Fprintln(os.Stderr, "fatal error: runtime: out of memory")
			os.Exit(2)
		case "crashing-worker":
			panic("crash")
		}
	}
	cache, err := os.MkdirTemp("", "moothall-paper-test-*")
	if err != nil {
		panic(err)
	}
	if err := os.Setenv("MOOTHALL_TEST_CACHE", cache); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(cache)
	os.Exit(code)
}

func newExtractor(t *testing.T, worker string, l paper.Limits) *paper.Extractor {
	t.Helper()
	l.Cache = os.Getenv("MOOTHALL_TEST_CACHE")
	e := paper.NewExtractor([]string{os.Args[0], worker}, l)
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

func printed(t testing.TB, paragraphs int) pdf.Printed {
	t.Helper()
	press, err := pdf.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	d := doc.Document{Title: "Cynllun – Plan", Lang: "cy", Blocks: []doc.Block{doc.Head(1, "Gŵyl y dref")}}
	for i := range paragraphs {
		d.Blocks = append(d.Blocks, doc.Para(fmt.Sprintf("%d. The committee considered the joint report of the Corporate Director and thanked the officers for their work over the year.", i+1)))
	}
	p, err := press.Print(d)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestExtractReadsWhatWasPrinted(t *testing.T) {
	t.Parallel()
	e := newExtractor(t, "paper-worker", paper.Limits{})
	p := printed(t, 60)
	x, err := e.Extract(t.Context(), bytes.NewReader(p.PDF))
	if err != nil {
		t.Fatal(err)
	}
	got := paper.Extract{Kind: x.Kind, MIME: x.MIME, Pages: x.Pages, Title: x.Title, Lang: x.Lang}
	want := paper.Extract{Kind: paper.PDF, MIME: "application/pdf", Pages: p.Pages, Title: "Cynllun – Plan", Lang: "cy"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(x.Text) != p.Pages || !strings.Contains(x.Text[0], "Gŵyl y dref\n") {
		t.Fatalf("%d pages of text, the first %.200q", len(x.Text), x.Text)
	}
	all := strings.Join(strings.Fields(strings.Join(x.Text, " ")), " ")
	for i := range 60 {
		if want := fmt.Sprintf("%d. The committee considered the joint report", i+1); !strings.Contains(all, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if html := paper.TextHTML(x.Text); !strings.Contains(html, "<p>2. The committee considered the joint report of the Corporate Director and thanked the officers for their work over the year.</p>") {
		t.Errorf("paragraphs are not put together:\n%.1500s", html)
	}
}

func TestExtractJudgesByContent(t *testing.T) {
	t.Parallel()
	e := newExtractor(t, "paper-worker", paper.Limits{})
	cases := map[string]struct {
		content string
		want    paper.Extract
	}{
		"text":        {"RESOLVED –\r\nThat £5", paper.Extract{Kind: paper.Plain, MIME: "text/plain; charset=utf-8", Text: []string{"RESOLVED –\nThat £5"}}},
		"old text":    {"\xa35 for the f\xeate in the park, agreed", paper.Extract{Kind: paper.Plain, MIME: "text/plain; charset=iso-8859-1", Text: []string{"£5 for the fête in the park, agreed"}}},
		"html":        {"<!doctype html><script>", paper.Extract{Kind: paper.Other, MIME: "text/html; charset=utf-8"}},
		"picture":     {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", paper.Extract{Kind: paper.Other, MIME: "image/png"}},
		"other zip":   {string(zipped(t, map[string]string{"a.txt": "x"})), paper.Extract{Kind: paper.Other, MIME: "application/zip"}},
		"hidden Word": {string(zipped(t, map[string]string{"a.txt": "x", "word/document.xml": `<document><body><p><r><t>Plan</t></r></p></body></document>`})), paper.Extract{Kind: paper.Word, MIME: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Text: []string{"Plan\n"}, HTML: "<p>Plan</p>\n"}},
	}
	for name, c := range cases {
		x, err := e.Extract(t.Context(), strings.NewReader(c.content))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(c.want, x); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	names := []string{"a.txt", "word/document.xml"}
	for _, name := range names {
		if _, ok := parts[name]; !ok {
			continue
		}
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, parts[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestExtractNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	whole := printed(t, 60).PDF
	small := newExtractor(t, "paper-worker", paper.Limits{Pages: 2, File: 1 << 20, Text: 4 << 10})
	cases := map[string]struct {
		content string
		want    error
	}{
		"cut off":        {string(whole[:200]), paper.ErrBroken},
		"only a header":  {"%PDF-1.7\n", paper.ErrBroken},
		"too many pages": {string(whole), paper.ErrTooLarge},
		"too much text":  {strings.Repeat("<< >> ", 10), nil},
		"too large":      {"%PDF-1.7\n" + strings.Repeat(" ", 1<<20), paper.ErrTooLarge},
		"no Word":        {string(zipped(t, map[string]string{"word/document.xml": "<document><body>"})), paper.ErrBroken},
		"long Word":      {string(zipped(t, map[string]string{"word/document.xml": "<document><body><p><r><t>" + strings.Repeat("word ", 2000) + "</t></r></p></body></document>"})), paper.ErrTooLarge},
	}
	for name, c := range cases {
		x, err := small.Extract(t.Context(), strings.NewReader(c.content))
		if !errors.Is(err, c.want) || c.want != nil && !errors.Is(err, council.ErrInvalid) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if name == "too many pages" && x.Pages != printed(t, 60).Pages {
			t.Errorf("%s: %d pages are told", name, x.Pages)
		}
	}
}

func TestExtractKnowsALockedPaper(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("qpdf"); err != nil {
		t.Skip("qpdf is not installed (Debian: qpdf)")
	}
	e := newExtractor(t, "paper-worker", paper.Limits{})
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain.pdf")
	if err := os.WriteFile(plain, printed(t, 2).PDF, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		password string
		want     error
	}{{"secret", paper.ErrEncrypted}, {"", nil}} {
		locked := filepath.Join(dir, "locked.pdf")
		out, err := exec.CommandContext(t.Context(), "qpdf", "--encrypt", c.password, "owner", "256", "--", plain, locked).CombinedOutput()
		if err != nil {
			t.Fatalf("qpdf: %v: %s", err, out)
		}
		content, err := os.ReadFile(locked)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Extract(t.Context(), bytes.NewReader(content)); !errors.Is(err, c.want) {
			t.Errorf("locked with %q: %v, want %v", c.password, err, c.want)
		}
	}
}

func TestExtractOutlivesItsWorkers(t *testing.T) {
	t.Parallel()
	content := printed(t, 2).PDF
	for worker, want := range map[string]error{"sleeping-worker": paper.ErrTimedOut, "hungry-worker": paper.ErrTooLarge, "crashing-worker": paper.ErrBroken} {
		e := newExtractor(t, worker, paper.Limits{Timeout: time.Second})
		for range 2 {
			if _, err := e.Extract(t.Context(), bytes.NewReader(content)); !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", worker, err, want)
			}
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err := newExtractor(t, "sleeping-worker", paper.Limits{}).Extract(ctx, bytes.NewReader(content))
	if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, paper.ErrTimedOut) {
		t.Errorf("cancelled by the caller: %v", err)
	}
	_, err = paper.NewExtractor([]string{"/no/such/program"}, paper.Limits{}).Extract(t.Context(), bytes.NewReader(content))
	if err == nil || errors.Is(err, council.ErrInvalid) {
		t.Errorf("a worker that cannot be started: %v, want an error that is not the paper's", err)
	}
}

func TestExtractKeepsToItsMemory(t *testing.T) {
	t.Parallel()
	e := newExtractor(t, "paper-worker", paper.Limits{Memory: 64 << 20})
	big := "%PDF-1.7\n" + strings.Repeat("x", 150<<20)
	if _, err := e.Extract(t.Context(), strings.NewReader(big)); !errors.Is(err, paper.ErrTooLarge) {
		t.Errorf("150 MB in a worker of 64 MB: %v, want too large", err)
	}
}

func TestExtractReadsDamagedPapers(t *testing.T) {
	t.Parallel()
	e := newExtractor(t, "paper-worker", paper.Limits{})
	whole := printed(t, 5).PDF
	dice := rand.New(rand.NewPCG(2018, 4))
	tries := 150
	if testing.Short() {
		tries = 20
	}
	for range tries {
		damaged := bytes.Clone(whole)
		for range 1 + dice.IntN(40) {
			damaged[dice.IntN(len(damaged))] = byte(dice.IntN(256))
		}
		if dice.IntN(4) == 0 {
			damaged = damaged[:dice.IntN(len(damaged))]
		}
		if _, err := e.Extract(t.Context(), bytes.NewReader(damaged)); err != nil && !errors.Is(err, council.ErrInvalid) {
			t.Fatalf("a damaged paper: %v", err)
		}
	}
	if _, err := e.Extract(t.Context(), bytes.NewReader(whole)); err != nil {
		t.Errorf("a sound paper after the damaged: %v", err)
	}
}

func TestExtractTakesPapersFromManyAtOnce(t *testing.T) {
	t.Parallel()
	e := newExtractor(t, "paper-worker", paper.Limits{Idle: time.Millisecond})
	content := printed(t, 3).PDF
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			for range 3 {
				if x, err := e.Extract(t.Context(), bytes.NewReader(content)); err != nil || x.Pages != 1 {
					t.Errorf("%d pages, %v", x.Pages, err)
				}
				time.Sleep(2 * time.Millisecond) // lets the idle worker be ended
			}
		})
	}
	all.Wait()
}

func TestTextHTMLChangesNoWord(t *testing.T) {
	t.Parallel()
	page := "1. PURPOSE OF THE REPORT\nTo consider a joint report of the Director of Place, who recommends a\nplan & its <measures>.\n\n• safer streets\n• parks that are\n£500\nRESOLVED – That the Plan be approved.\n"
	got := paper.TextHTML([]string{page, ""})
	want := "<section id=\"page-1\">\n<h2>1. PURPOSE OF THE REPORT</h2>\n" +
		"<p>To consider a joint report of the Director of Place, who recommends a plan &amp; its &lt;measures&gt;.</p>\n" +
		"<ul>\n<li>safer streets</li>\n<li>parks that are</li>\n</ul>\n<p>£500</p>\n<p>RESOLVED – That the Plan be approved.</p>\n</section>\n<section id=\"page-2\">\n</section>\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func BenchmarkExtract(b *testing.B) {
	p := printed(b, 1000)
	e := paper.NewExtractor([]string{os.Args[0], "paper-worker"}, paper.Limits{Cache: os.Getenv("MOOTHALL_TEST_CACHE")})
	defer e.Close()
	if _, err := e.Extract(b.Context(), bytes.NewReader(p.PDF)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := e.Extract(b.Context(), bytes.NewReader(p.PDF)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(p.Pages)*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

// TestPrinterKnowsItsText holds the text that a press gives with what it prints to what a worker
// reads out of the file, word by word: whoever prints need not read the file again.
func TestPrinterKnowsItsText(t *testing.T) {
	t.Parallel()
	press, err := pdf.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	d := doc.Document{Title: "Report", Lang: "en", Blocks: []doc.Block{doc.Head(1, "Waste and recycling: the year's work"),
		doc.List{Numbering: doc.LowerAlpha, Items: doc.Items("note the report; and", "place on record its well-earned thanks to the drivers, who came out through the snow to streets that nobody else had reached.")},
		doc.Table{Caption: "Tonnes", Head: []doc.Row{doc.Cells("", "Last year", "This year")}, Body: []doc.Row{doc.Cells("Glass", "1,204", "1,310"), doc.Cells("Paper", "9", "£8.40")}, RowHeads: true},
		doc.Paragraph{Spans: []doc.Span{{Text: "See "}, {Text: "the plan", Link: "https://example.org/plan"}, {Text: ", "}, {Text: "Gŵyl", Lang: "cy", Italic: true}, {Text: "."}}}}}
	for i := range 60 {
		d.Blocks = append(d.Blocks, doc.Para(fmt.Sprintf("%d. The committee considered the joint report of the Corporate Director and thanked the officers for their work over the year.", i+1)))
	}
	p, err := press.Print(d)
	if err != nil {
		t.Fatal(err)
	}
	x, err := newExtractor(t, "paper-worker", paper.Limits{}).Extract(t.Context(), bytes.NewReader(p.PDF))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Text) != p.Pages || p.Pages < 2 {
		t.Fatalf("text of %d pages, printed %d; want 2 at least", len(p.Text), p.Pages)
	}
	for i, text := range x.Text {
		foot := fmt.Sprintf(" %d / %d", i+1, p.Pages)
		want := strings.TrimSuffix(strings.Join(strings.Fields(text), " "), foot)
		if diff := cmp.Diff(want, strings.Join(strings.Fields(p.Text[i]), " ")); diff != "" {
			t.Errorf("page %d (-read out +known):\n%s", i+1, diff)
		}
	}
}
