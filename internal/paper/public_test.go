package paper_test

import (
	"bytes"
	"errors"
	"image/png"
	"io"
	"strings"
	"testing"
	"time"

	"moothall/internal/council"
	"moothall/internal/paper"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/word"
)

func TestPublicIsMadeByTheWorker(t *testing.T) {
	t.Parallel()
	e := newExtractor(t, "paper-worker", paper.Limits{})
	written, err := word.Write(doc.Document{Title: "Plan", Lang: "en", Blocks: []doc.Block{doc.Para("Approved.")}})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		content []byte
		kind    paper.Kind
		has     string
	}{
		"plan.pdf": {printed(t, 3).PDF, paper.PDF, "%PDF-1.7"}, "plan.docx": {written, paper.Word, "word/document.xml"}, "plan.txt": {[]byte("Approved."), paper.Plain, "Approved."},
	} {
		var out bytes.Buffer
		x, err := e.Public(t.Context(), bytes.NewReader(c.content), paper.Copying{Title: "The plan"}, &out)
		if err != nil || x.Kind != c.kind || !strings.Contains(out.String(), c.has) || paper.CheckName(name, x) != nil {
			t.Errorf("%s: %v %q, %v", name, x.Kind, x.MIME, err)
		}
		read, err := e.Extract(t.Context(), bytes.NewReader(out.Bytes()))
		if err != nil || c.kind != paper.Plain && read.Title != "The plan" {
			t.Errorf("%s: the copy reads as %q, %v", name, read.Title, err)
		}
	}
	comment := `<document><body><p><r><commentReference id="1"/></r></p></body></document>`
	x, err := e.Public(t.Context(), bytes.NewReader(zipped(t, map[string]string{"word/document.xml": comment})), paper.Copying{}, io.Discard)
	var unfit *paper.Unfit
	if !errors.As(err, &unfit) || !errors.Is(err, paper.ErrUnresolved) || unfit.Findings[0].Risk != doc.Comment || unfit.Findings[0].Paragraph != 1 || x.Kind != paper.Word {
		t.Errorf("a comment: %v of %s", err, x.Kind)
	}
	for _, content := range []string{string(zipped(t, map[string]string{"a.txt": "x"})), "<!doctype html><script>", "MZ\x90"} {
		if _, err := e.Public(t.Context(), strings.NewReader(content), paper.Copying{}, io.Discard); !errors.Is(err, paper.ErrNotTaken) || !errors.Is(err, council.ErrInvalid) {
			t.Errorf("%q: %v, want not taken", content[:2], err)
		}
	}
	if _, err := e.Public(t.Context(), bytes.NewReader(written), paper.Copying{}, noDisk{}); err == nil || errors.Is(err, council.ErrInvalid) {
		t.Errorf("written to a full disk: %v, want an error that is not the paper's", err)
	}
}

type noDisk struct{}

func (noDisk) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestThumbnailShowsTheFirstPage(t *testing.T) {
	t.Parallel()
	e := newExtractor(t, "paper-worker", paper.Limits{})
	written, err := word.Write(doc.Document{Title: "Plan", Lang: "en", Blocks: []doc.Block{doc.Head(1, "Approved"), doc.Para(strings.Repeat("It was noted. ", 200))}})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"PDF": printed(t, 30).PDF, "Word": written} {
		var out bytes.Buffer
		if err := e.Thumbnail(t.Context(), bytes.NewReader(content), 240, &out); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		drawn, err := png.Decode(&out)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		box, dark := drawn.Bounds(), 0
		for y := range box.Dy() {
			for x := range box.Dx() {
				if r, _, _, _ := drawn.At(x, y).RGBA(); r < 0x8000 {
					dark++
				}
			}
		}
		if box.Dx() != 240 || box.Dy() < 338 || box.Dy() > 341 || dark < 200 || dark > box.Dx()*box.Dy()/3 {
			t.Errorf("%s: %v with %d dark points, want an A4 page with writing on it", name, box, dark)
		}
	}
	for _, width := range []int{0, 1 << 20} {
		if err := e.Thumbnail(t.Context(), bytes.NewReader(written), width, io.Discard); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("a picture %d wide: %v", width, err)
		}
	}
	if err := e.Thumbnail(t.Context(), strings.NewReader("plain"), 240, io.Discard); !errors.Is(err, paper.ErrNotTaken) {
		t.Errorf("of plain text: %v", err)
	}
}

func TestCheckName(t *testing.T) {
	t.Parallel()
	e := newExtractor(t, "paper-worker", paper.Limits{})
	compound := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 1024)
	for _, c := range []struct{ name, content, says string }{
		{"plan.PDF", string(printed(t, 1).PDF), ""}, {"plan.docx", string(printed(t, 1).PDF), "give it the ending .pdf"}, {"plan", string(printed(t, 1).PDF), "give it the ending .pdf"},
		{"plan.pdf", string(zipped(t, map[string]string{"a.txt": "x", "word/document.xml": "<document><body/></document>"})), "give it the ending .docx"},
		{"plan.docx", compound, "without a password"}, {"a.txt", "text", ""}, {"a.csv", "a,b\n1,2\n", ""}, {"a.pdf", "MZ\x90\x00", "holds application/"}, {"a.jpeg", "\xff\xd8\xff\xe0", ""},
	} {
		x, err := e.Extract(t.Context(), strings.NewReader(c.content))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		err = paper.CheckName(c.name, x)
		if (err == nil) != (c.says == "") || err != nil && (!errors.Is(err, paper.ErrMisnamed) || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s (%s): %v, want %q", c.name, x.MIME, err, c.says)
		}
	}
}

// TestHostilePapersEndQuickly holds that a paper made to harm gets a reason, before its time is up,
// from every act of the worker, and that the next paper is read as if nothing had been.
func TestHostilePapersEndQuickly(t *testing.T) {
	t.Parallel()
	e := newExtractor(t, "paper-worker", paper.Limits{Timeout: 40 * time.Second, Memory: 512 << 20})
	inZip := func(body string) string { return string(zipped(t, map[string]string{"word/document.xml": body})) }
	for name, c := range map[string]struct {
		content string
		want    error
	}{
		"zip bomb":        {inZip("<document><body>" + strings.Repeat(" ", 140<<20)), paper.ErrTooLarge},
		"XML bomb":        {inZip(`<!DOCTYPE d [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;">]><document><body><p><r><t>&b;</t></r></p></body></document>`), paper.ErrBroken},
		"deep XML":        {inZip("<document><body>" + strings.Repeat("<sdt>", 100_000)), paper.ErrTooLarge},
		"cut off Word":    {inZip("<document><body><p><r><t>x</t></r></p></body></document>")[:120], paper.ErrBroken},
		"cut off PDF":     {string(printed(t, 30).PDF[:5000]), paper.ErrBroken},
		"10,001 pages":    {manyPages(10_001), paper.ErrTooLarge},
		"pages in a ring": {string(written("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>")), paper.ErrBroken},
		"PDF bomb":        {string(written("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>", flateBomb(t, 1<<30))), nil},
	} {
		reader := func() io.ReadSeeker { return strings.NewReader(c.content) }
		_, extracted := e.Extract(t.Context(), reader())
		_, copied := e.Public(t.Context(), reader(), paper.Copying{}, io.Discard)
		drawn := e.Thumbnail(t.Context(), reader(), 200, io.Discard)
		if c.want != nil && !errors.Is(extracted, c.want) {
			t.Errorf("%s: %v, want %v", name, extracted, c.want)
		}
		for act, err := range map[string]error{"extract": extracted, "copy": copied, "draw": drawn} {
			if err != nil && !errors.Is(err, council.ErrInvalid) || errors.Is(err, paper.ErrTimedOut) {
				t.Errorf("%s %s: %v, want a reason in good time", act, name, err)
			}
		}
		if x, err := e.Extract(t.Context(), bytes.NewReader(printed(t, 2).PDF)); err != nil || x.Pages != 1 {
			t.Errorf("a sound paper after %s: %d pages, %v", name, x.Pages, err)
		}
	}
}
