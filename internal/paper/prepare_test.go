package paper_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/paper"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/segment"
	"moothall/internal/paper/word"
)

func TestPrepareGivesWhatTheWorkerMade(t *testing.T) {
	t.Parallel()
	e := newExtractor(t, "paper-worker", paper.Limits{})
	p := printed(t, 60)
	order := segment.Order{First: 1000, Key: 50, Scan: "Scanned page", Pages: 10_000}
	want, chunks, err := segment.Prepare(t.Context(), p.PDF, order)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		var got bytes.Buffer
		x, err := e.Prepare(t.Context(), bytes.NewReader(p.PDF), order, &got)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, x); diff != "" {
			t.Error(diff)
		}
		if !bytes.Equal(got.Bytes(), bytes.Join(chunks, nil)) || int64(got.Len()) != x.Bytes || len(x.Pages) != p.Pages {
			t.Errorf("%d bytes of %d pages came, want %d of %d", got.Len(), len(x.Pages), want.Bytes, p.Pages)
		}
		if y, err := e.Extract(t.Context(), bytes.NewReader(p.PDF)); err != nil || y.Pages != p.Pages {
			t.Errorf("the same worker extracts %d pages (%v), want %d", y.Pages, err, p.Pages)
		}
	}
}

var errDisk = errors.New("disk full")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errDisk }

func TestPrepareNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	good := printed(t, 200).PDF
	for _, c := range []struct {
		name, worker string
		limits       paper.Limits
		content      []byte
		to           io.Writer
		want         error
	}{
		{"no PDF", "paper-worker", paper.Limits{}, []byte("\x89PNG\r\n\x1a\n and so on"), io.Discard, paper.ErrNotPDF},
		{"large", "paper-worker", paper.Limits{File: 1000}, good, io.Discard, paper.ErrTooLarge},
		{"long", "paper-worker", paper.Limits{Pages: 1}, good, io.Discard, paper.ErrTooLarge},
		{"hungry", "hungry-worker", paper.Limits{}, good, io.Discard, paper.ErrTooLarge},
		{"crash", "crashing-worker", paper.Limits{}, good, io.Discard, paper.ErrBroken},
		{"slow", "sleeping-worker", paper.Limits{Timeout: 200 * time.Millisecond}, good, io.Discard, paper.ErrTimedOut},
		{"disk", "paper-worker", paper.Limits{}, good, fullDisk{}, errDisk},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e := newExtractor(t, c.worker, c.limits)
			if _, err := e.Prepare(t.Context(), bytes.NewReader(c.content), segment.Order{First: segment.FirstFree}, c.to); !errors.Is(err, c.want) {
				t.Errorf("Prepare = %v, want %v", err, c.want)
			}
		})
	}
}

func TestPrepareStopsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	e := newExtractor(t, "sleeping-worker", paper.Limits{})
	if _, err := e.Prepare(ctx, bytes.NewReader(printed(t, 1).PDF), segment.Order{First: segment.FirstFree}, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("Prepare = %v, want canceled", err)
	}
}

// What our own reader refuses is read by pdfcpu, which must do with what the worker is allowed.
func TestPrepareMendsWithinTheWorkersLimits(t *testing.T) {
	t.Parallel()
	e := newExtractor(t, "paper-worker", paper.Limits{})
	damaged := []byte("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n" +
		"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\ntrailer\n<</Size 4/Root 1 0 R>>\n%%EOF\n")
	x, err := e.Prepare(t.Context(), bytes.NewReader(damaged), segment.Order{First: segment.FirstFree}, io.Discard)
	if err != nil || !x.Mended || len(x.Pages) != 1 {
		t.Errorf("a damaged paper: %d pages, mended: %v (%v)", len(x.Pages), x.Mended, err)
	}
}

// What unfolds without end must end at the worker's limits, and leave the next paper alone.
func TestPrepareSurvivesWhatUnfolds(t *testing.T) {
	t.Parallel()
	e := newExtractor(t, "paper-worker", paper.Limits{Memory: 600 << 20})
	deep := slices.Concat(bytes.Repeat([]byte("["), 1_000_000), bytes.Repeat([]byte("]"), 1_000_000))
	content := fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Kids[2 0 R 3 0 R 3 0 R]>>\nendobj\n3 0 obj\n<</Type/Page/X %s/Parent 2 0 R>>\nendobj\n", deep)
	if _, err := e.Prepare(t.Context(), bytes.NewReader(content), segment.Order{First: segment.FirstFree}, io.Discard); !errors.Is(err, paper.ErrBroken) {
		t.Errorf("deep values: %v, want broken", err)
	}
	if _, err := e.Prepare(t.Context(), bytes.NewReader(printed(t, 5).PDF), segment.Order{First: segment.FirstFree}, io.Discard); err != nil {
		t.Errorf("the paper after it: %v", err)
	}
}

func TestPrepareSetsWordAndTextAsPages(t *testing.T) {
	t.Parallel()
	d := doc.Document{Title: "Report", Lang: "en-GB", Blocks: []doc.Block{doc.Head(1, "Report"), doc.Para("The pier is closed.")}}
	wrote, err := word.Write(d)
	if err != nil {
		t.Fatal(err)
	}
	e := newExtractor(t, "paper-worker", paper.Limits{})
	for name, content := range map[string][]byte{"word": wrote, "text": []byte("Dear Councillor,\n\nthe pier is closed.\n")} {
		x, err := e.Prepare(t.Context(), bytes.NewReader(content), segment.Order{First: segment.FirstFree}, io.Discard)
		if err != nil || len(x.Pages) != 1 || !x.Tagged {
			t.Errorf("%s: %d pages, tagged %v, %v", name, len(x.Pages), x.Tagged, err)
		}
	}
}
