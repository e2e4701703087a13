package pack_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"moothall/internal/paper/doc"
	"moothall/internal/paper/pack"
	"moothall/internal/paper/pdf"
	"moothall/internal/paper/segment"
)

// here prepares papers in the test's own process.
type here struct{}

func (here) Prepare(ctx context.Context, paper io.ReadSeeker, o segment.Order, to io.Writer) (segment.Index, error) {
	content, err := io.ReadAll(paper)
	if err != nil {
		return segment.Index{}, err
	}
	x, chunks, err := segment.Prepare(ctx, content, o)
	for _, c := range chunks {
		if _, err := to.Write(c); err != nil {
			return x, err
		}
	}
	return x, err
}

// words are those of a pack in English.
func words() pack.Words {
	return pack.Words{
		Contents: "Contents", Item: "Item", Paper: "Paper", Page: "Page", Stamp: "Page {page}", Copy: "Copy for {name}",
		Scan: "Scanned page", Missing: "This paper could not be put into the pack: {reason}.", Read: "Read the paper by itself",
		Reasons: pack.Reasons{Encrypted: "it is locked by a password", Locked: "its owner has not allowed it", NotPDF: "it is not a PDF", Broken: "the file is damaged", TooLarge: "it is too large", TimedOut: "it took too long"},
	}
}

type nopCloser struct{ io.ReadSeeker }

func (nopCloser) Close() error { return nil }

// paper makes a paper of a file's content.
func paper(title string, content []byte) pack.Paper {
	sum := sha256.Sum256(content)
	return pack.Paper{Title: title, SHA256: hex.EncodeToString(sum[:]), Open: func(context.Context) (io.ReadSeekCloser, error) {
		return nopCloser{bytes.NewReader(content)}, nil
	}}
}

// agenda plans a pack with an item for each paper.
func agenda(papers ...pack.Paper) pack.Plan {
	p := pack.Plan{
		Title: "Cabinet, 13 March 2018: agenda pack", Lang: "en-GB", Words: words(),
		Front: doc.Document{Blocks: []doc.Block{doc.Head(1, "Cabinet"), doc.Para("Tuesday 13 March 2018, 18:00")}},
	}
	for i, one := range papers {
		p.Items = append(p.Items, pack.Item{Number: fmt.Sprint(i + 1), Title: one.Title, Papers: []pack.Paper{one}})
	}
	return p
}

// bind binds a plan, and checks that the file is sound.
func bind(t *testing.T, p pack.Plan, folder string) ([]byte, pack.Result) {
	t.Helper()
	press, err := pdf.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	r, err := pack.NewBinder(press, here{}).Bind(t.Context(), p, folder, &out, nil)
	if err != nil {
		t.Fatal(err)
	}
	if int64(out.Len()) != r.Bytes {
		t.Errorf("the pack has %d bytes, and the result says %d", out.Len(), r.Bytes)
	}
	if said := tool(t, out.Bytes(), "qpdf", "--check", "FILE"); !strings.Contains(said, "No syntax or stream encoding errors found") || strings.Contains(said, "WARNING") {
		t.Errorf("qpdf says:\n%s", said)
	}
	return out.Bytes(), r
}

// tool runs a program over a PDF and gives what it says.
func tool(t *testing.T, content []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed (Debian: qpdf, poppler-utils)", name)
	}
	path := filepath.Join(t.TempDir(), "file.pdf")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = path
		}
	}
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

var white = regexp.MustCompile(`\s+`)

func squeeze(s string) string { return white.ReplaceAllString(s, " ") }

func TestPapersAreCountedWithoutWhatStandsBeforeThem(t *testing.T) {
	t.Parallel()
	first, second := paper("Budget", report(t, "Budget", 40)), paper("Plan", onePage("Plan", "", ""))
	short, _ := bind(t, agenda(first, second), t.TempDir())
	long := agenda(first, second)
	for n := range 80 {
		long.Items = append(long.Items, pack.Item{Number: fmt.Sprint(n + 3), Title: "Another matter without papers"})
	}
	out, r := bind(t, long, t.TempDir())
	pages := r.Papers[0][0].Numbers
	if got := r.Papers[1][0]; pages < 2 || got.From != fmt.Sprint(pages+1) || got.First <= pages+3 {
		t.Errorf("after a paper of %d pages, one is placed as %+v", pages, got)
	}
	for _, content := range [][]byte{short, out} {
		said := squeeze(tool(t, content, "pdftotext", "FILE", "-"))
		if !strings.Contains(said, "Page i ") || !strings.Contains(said, fmt.Sprintf("Page %d ", pages+1)) {
			t.Errorf("the pages are not numbered: %s", said)
		}
	}
}

func TestAPaperThatWasWithdrawnLeavesItsNumbersTaken(t *testing.T) {
	t.Parallel()
	budget, after := paper("Budget", report(t, "Budget", 40)), paper("After", onePage("After", "", ""))
	_, before := bind(t, agenda(budget, after), t.TempDir())
	gone := pack.Paper{Title: "Budget", Absent: "This paper was withdrawn: it names a person.", Holds: before.Papers[0][0].Numbers}
	out, r := bind(t, agenda(gone, after), t.TempDir())
	if was, is := before.Papers[1][0], r.Papers[1][0]; is.From != was.From || is.To != was.To {
		t.Errorf("the paper behind it moved from %s to %s", was.From, is.From)
	}
	if got := r.Papers[0][0]; got.From != "1" || got.To != before.Papers[0][0].To || got.First != got.Last || got.Fault != nil {
		t.Errorf("what was withdrawn is placed as %+v", got)
	}
	if said := textOf(t, out, r.Papers[0][0].First); !strings.Contains(said, "it names a person") || !strings.Contains(said, "Page 1–") {
		t.Errorf("in its place stands %q", said)
	}
	if said := tool(t, out, "pdftotext", "FILE", "-"); strings.Contains(said, "thanked") {
		t.Error("its words are in the pack")
	}
	var labels struct{ Pagelabels []struct{ Index int } }
	if err := json.Unmarshal([]byte(tool(t, out, "qpdf", "--json", "--json-key=pagelabels", "FILE")), &labels); err != nil || len(labels.Pagelabels) != 3 {
		t.Errorf("the pages are labelled %+v (%v)", labels, err)
	}
}
