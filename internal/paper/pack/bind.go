package pack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"moothall/internal/council"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdf"
	"moothall/internal/paper/segment"
)

// Preparer makes segments of papers that nobody has vetted: paper.Extractor, in a worker process.
type Preparer interface {
	// Prepare reads a paper to its end and writes its segment's data. Errors of the paper are those
	// of segment.Prepare, or doc.ErrTimedOut.
	Prepare(ctx context.Context, paper io.ReadSeeker, o segment.Order, to io.Writer) (segment.Index, error)
}

// Binder binds packs. One binder may bind many at once, those of one folder in turn.
type Binder struct {
	press    *pdf.Press
	preparer Preparer
	mu       sync.Mutex
	folders  map[string]*sync.Mutex
}

// NewBinder makes a binder.
func NewBinder(press *pdf.Press, preparer Preparer) *Binder {
	return &Binder{press: press, preparer: preparer, folders: map[string]*sync.Mutex{}}
}

// binding is a pack under way.
type binding struct {
	*Binder
	ctx    context.Context
	plan   Plan
	store  *store
	join   *joiner
	placed [][]Placed
	parts  [][]*part // by item and paper
	times  map[string]int
	alone  bool // a single paper, without front sheet and contents
	// labels are the numbers of the pages as they are printed, front many of them before the papers.
	labels []string
	front  int
	jumps  []jump
}

// jump is a page, counted from 0 without the front, from which numbers go on at another.
type jump struct{ page, number int }

// Bind makes a pack and writes it to out as PDF 1.7. Prepared papers are kept in the folder, one for
// each pack: made again, a pack costs little more than the papers that are new. Progress, which may
// be nil, hears of every paper. A plan that lacks something is council.ErrInvalid; a paper that
// cannot be bound is no error, but told in the result.
func (b *Binder) Bind(ctx context.Context, plan Plan, folder string, out io.Writer, progress func(Progress)) (Result, error) {
	if err := plan.check(); err != nil {
		return Result{}, err
	}
	defer b.turn(folder)()
	s, err := openStore(folder, plan.Words.Scan)
	if err != nil {
		return Result{}, err
	}
	if progress == nil {
		progress = func(Progress) {}
	}
	w := &binding{Binder: b, ctx: ctx, plan: plan, store: s, join: newJoiner(out), times: map[string]int{}}
	if err := w.bindPapers(progress); err != nil {
		return Result{}, fmt.Errorf("bind pack %q: %w", plan.Title, err)
	}
	pages, err := w.bindFront()
	if err != nil {
		return Result{}, fmt.Errorf("bind pack %q: %w", plan.Title, err)
	}
	if err := w.finish(); err != nil {
		return Result{}, fmt.Errorf("bind pack %q: %w", plan.Title, err)
	}
	return Result{Pages: pages, Bytes: w.join.at, Papers: w.placed}, s.sweep()
}

// turn waits for the folder, and gives what passes it on.
func (b *Binder) turn(folder string) func() {
	b.mu.Lock()
	m := b.folders[folder]
	if m == nil {
		m = &sync.Mutex{}
		b.folders[folder] = m
	}
	b.mu.Unlock()
	m.Lock()
	return m.Unlock
}

// bindPapers writes the papers' segments.
func (w *binding) bindPapers(progress func(Progress)) error {
	now := Progress{Total: w.plan.papers()}
	for _, item := range w.plan.Items {
		placed, parts := make([]Placed, len(item.Papers)), make([]*part, len(item.Papers))
		for j, paper := range item.Papers {
			now.Title = paper.Title
			progress(now)
			var err error
			if parts[j], placed[j], err = w.bindPaper(paper); err != nil {
				return fmt.Errorf("paper %q: %w", paper.Title, err)
			}
			now.Done++
		}
		w.placed, w.parts = append(w.placed, placed), append(w.parts, parts)
	}
	progress(now)
	return nil
}

// bindPaper writes a paper's segment, or a page in its place.
func (w *binding) bindPaper(p Paper) (*part, Placed, error) {
	if p.Absent != "" {
		return w.bindInstead(p, nil)
	}
	x, f, kept, err := w.segmentOf(p)
	if err == nil {
		defer f.Close()
		bound, err := w.join.add(x, io.LimitReader(f, x.Bytes))
		if err != nil {
			return nil, Placed{}, err
		}
		bound.title, bound.lang = p.Title, firstOf(x.Lang, p.Lang)
		return bound, Placed{Tagged: x.Tagged, Kept: kept, LeftOut: x.LeftOut}, nil
	}
	why := fault(err)
	if why == nil || w.ctx.Err() != nil {
		return nil, Placed{}, err
	}
	return w.bindInstead(p, why)
}

// bindInstead writes a page in place of a paper.
func (w *binding) bindInstead(p Paper, why error) (*part, Placed, error) {
	bound, err := w.bindOwn(w.standIn(p, why))
	if err != nil {
		return nil, Placed{}, err
	}
	bound.title, bound.lang = p.Title, w.plan.Lang
	return bound, Placed{Fault: why}, nil
}

func firstOf(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// fault is which of the ways in which a paper cannot be bound an error is; nil where it is the
// machine's.
func fault(err error) error {
	for _, kind := range []error{segment.ErrLocked, segment.ErrNotPDF, doc.ErrEncrypted, doc.ErrTooLarge, doc.ErrTimedOut, doc.ErrBroken} {
		if errors.Is(err, kind) {
			return kind
		}
	}
	return nil
}

// segmentOf takes a paper's segment from the folder, or has it prepared.
func (w *binding) segmentOf(p Paper) (segment.Index, *os.File, bool, error) {
	name := w.store.name(p.SHA256, w.times[p.SHA256])
	w.times[p.SHA256]++
	if x, f, ok := w.store.load(name); ok {
		if w.join.free(x) {
			return x, f, true, nil
		}
		_ = f.Close()
	}
	content, err := p.Open(w.ctx)
	if err != nil {
		return segment.Index{}, nil, false, fmt.Errorf("open: %w", err)
	}
	defer content.Close()
	x, f, err := w.store.save(w.ctx, name, segment.Order{Scan: w.plan.Words.Scan}, func(ctx context.Context, o segment.Order, to io.Writer) (segment.Index, error) {
		return w.preparer.Prepare(ctx, content, o, to)
	})
	return x, f, false, err
}

// bindOwn prints a document of ours and writes its segment.
func (w *binding) bindOwn(d doc.Document) (*part, error) {
	d.Inner = true
	printed, err := w.press.Print(d)
	if err != nil {
		return nil, err
	}
	return w.bindPrinted(d, printed, nil)
}

// bindPrinted writes the segment of a document of ours, which leads to the targets.
func (w *binding) bindPrinted(d doc.Document, printed pdf.Printed, targets map[string]string) (*part, error) {
	x, data, err := own(w.ctx, printed.PDF, segment.Order{First: w.store.object, Key: w.store.key, Targets: targets})
	if err != nil {
		return nil, err
	}
	w.store.take(x)
	x.Outline.First, x.Outline.Count = 0, 0 // its headings need no bookmarks
	bound, err := w.join.add(x, data)
	if err != nil {
		return nil, err
	}
	bound.title, bound.lang = d.Title, d.Lang
	return bound, nil
}

// finish writes what stands above the segments.
func (w *binding) finish() error {
	if w.store.object > mostNumbers {
		return fmt.Errorf("it has more than %d objects: %w", mostNumbers, council.ErrInvalid)
	}
	if err := w.putStamps(); err != nil {
		return err
	}
	return w.putTop()
}
