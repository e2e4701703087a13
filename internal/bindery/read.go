package bindery

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/job"
	"moothall/internal/paper"
	"moothall/internal/paper/pack"
	"moothall/internal/register"
)

// Papers is where the outcome of reading is kept: register.Register.
type Papers interface {
	PaperRead(ctx context.Context, j register.PaperJob, x register.Reading) error
}

// Packs is where packs are kept, and what of the register they are made with: register.Register.
type Packs interface {
	Deliver(ctx context.Context) error
	PackOf(ctx context.Context, meeting, part int, members bool) (register.Kept[register.Pack], error)
	PackMade(ctx context.Context, k register.Kept[register.Pack]) error
	ClosedPapers(ctx context.Context, body int, documents []int) ([]register.ClosedPaper, error)
	MembersPack(ctx context.Context, v audience.Viewer, meeting, part int) (register.Kept[register.Pack], []register.ClosedPaper, error)
}

// Bindery reads papers and binds packs.
type Bindery struct {
	Papers    Papers
	Packs     Packs
	Record    Record
	Public    paper.Shelf // where files lie that are published
	Sealed    paper.Shelf // where files lie that the public is not given
	Extractor *paper.Extractor
	Binder    *pack.Binder
	Prepared  string // the folder where the prepared papers of packs are kept; as secret as the sealed shelf
	Wording   Wording
	Now       func() time.Time
	Named     Names
}

// Names knows which files the working record names.
type Names interface {
	// Unnamed gives, of those files, the ones that nothing names.
	Unnamed(ctx context.Context, files []string) ([]string, error)
}

// Sweep clears away what a process that died between taking a file and keeping what it is for has left
// on the sealed shelf, if it was put there before that moment, and says how many files it was.
func (b *Bindery) Sweep(ctx context.Context, before time.Time) (int, error) {
	return b.Sealed.Sweep(ctx, before, b.Named.Unnamed)
}

// Handlers are the kinds of work that the bindery does, for a job.Runner.
func (b *Bindery) Handlers() map[string]job.Handler {
	return map[string]job.Handler{register.ReadPaperJob: b.readPaper, register.MakePacksJob: b.makePacks}
}

// thumbWidth is how wide the picture of a first page is, in pixels.
const thumbWidth = 320

// readPaper reads the file of a paper. What is wrong with the file is kept with the paper; the error is
// the machine's, and the job is tried again.
func (b *Bindery) readPaper(ctx context.Context, c job.Claimed) error {
	var j register.PaperJob
	if err := json.Unmarshal(c.Args, &j); err != nil {
		return fmt.Errorf("read what is asked of job %d: %w", c.ID, err)
	}
	x, err := b.read(ctx, j)
	if faults := faultsOf(err, j.Name); len(faults) > 0 {
		return b.Papers.PaperRead(ctx, j, register.Reading{Faults: faults})
	}
	if err != nil {
		return fmt.Errorf("paper %d: %w", j.Paper, err)
	}
	return b.Papers.PaperRead(ctx, j, x)
}

// read makes the public copy of a file and reads that, so that nothing is read which is not published.
func (b *Bindery) read(ctx context.Context, j register.PaperJob) (register.Reading, error) {
	x, kept, err := b.copy(ctx, j)
	if err != nil {
		return register.Reading{}, err
	}
	if err := paper.CheckName(j.Name, x); err != nil {
		return register.Reading{}, err
	}
	content, err := b.Sealed.Open(ctx, kept.SHA256)
	if err != nil {
		return register.Reading{}, err
	}
	defer content.Close()
	text, err := b.Extractor.Extract(ctx, content)
	if err != nil {
		return register.Reading{}, err
	}
	r := register.Reading{SHA256: kept.SHA256, Size: kept.Size, Type: x.MIME, Pages: text.Pages, Unread: text.Unread, Text: text.Text, HTML: text.HTML}
	r.Thumb, err = b.picture(ctx, content)
	return r, err
}

// copy puts the public copy of a file on the sealed shelf.
func (b *Bindery) copy(ctx context.Context, j register.PaperJob) (paper.Extract, paper.Kept, error) {
	brought, err := b.Sealed.Open(ctx, j.SHA256)
	if err != nil {
		return paper.Extract{}, paper.Kept{}, err
	}
	defer brought.Close()
	from, to := io.Pipe()
	var x paper.Extract
	done := make(chan error, 1)
	go func() {
		var err error
		x, err = b.Extractor.Public(ctx, brought, paper.Copying{Settle: j.Settle, Title: j.Title, Lang: string(j.Language)}, to)
		done <- err
		_ = to.CloseWithError(err) // a writer's end never fails to close
	}()
	kept, putErr := b.Sealed.Put(ctx, from)
	_ = from.Close() // so that a shelf that failed does not leave the worker waiting
	if err := <-done; err != nil && putErr == nil || errors.Is(err, council.ErrInvalid) {
		return x, kept, err
	}
	return x, kept, putErr
}

// picture puts a picture of the first page on the sealed shelf. A paper of which none can be made goes
// without.
func (b *Bindery) picture(ctx context.Context, content io.ReadSeeker) (string, error) {
	var out bytes.Buffer
	err := b.Extractor.Thumbnail(ctx, content, thumbWidth, &out)
	if errors.Is(err, council.ErrInvalid) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	kept, err := b.Sealed.Put(ctx, &out)
	return kept.SHA256, err
}
