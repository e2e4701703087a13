package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"moothall/internal/council"
	"moothall/internal/demo"
	"moothall/internal/gazette"
	"moothall/internal/paper"
)

type demoCommand struct {
	recordFlags
	Seed  uint64 `default:"1" help:"The number that everything in the council follows from."`
	Scale int    `default:"1" help:"How many times as many meetings: 1 is three municipal years, 20 is 120,000 items, for load tests."`
	Today string `placeholder:"2026-05-18" help:"The day on which the record stands; the default is today."`
}

// Run makes the demonstration council.
func (c demoCommand) Run(s surroundings) error {
	today := council.DayOf(s.now())
	if c.Today != "" {
		var err error
		if today, err = council.ParseDay(c.Today); err != nil {
			return err
		}
	}
	if c.existing() == nil {
		return fmt.Errorf("%s holds a record already: choose another folder for --data, or remove that one: %w", c.Data, council.ErrConflict)
	}
	var seed [32]byte
	binary.LittleEndian.PutUint64(seed[:], c.Seed)
	press, err := c.press(s.ctx, rand.NewChaCha8(seed))
	if err != nil {
		return err
	}
	defer func() { _ = press.Close() }()
	shelf, err := c.shelf(s.ctx)
	if err != nil {
		return err
	}
	extractor, err := newExtractor()
	if err != nil {
		return err
	}
	defer func() { _ = extractor.Close() }()
	began, show := s.now(), progress(s.err)
	files := paper.NewBatch(shelf)
	err = press.Load(s.ctx, func(ctx context.Context, press gazette.Press) error {
		err := demo.Load(ctx, press, files, demoPapers{extractor}, demo.Options{Seed: c.Seed, Today: today, Scale: c.Scale},
			func(done, total int) { show("meetings", done, total) })
		if err != nil {
			return err
		}
		// No entry may outlast a power cut without its files.
		return files.Flush(ctx)
	}, show)
	if err != nil {
		return err
	}
	if err := c.furnishDesk(s, press, shelf, today); err != nil {
		return fmt.Errorf("furnish the demonstration's desk: %w", err)
	}
	_, err = fmt.Fprintf(s.out, "The demonstration council is in %s (%s). Serve it with: moothall serve --data %s\n%s",
		c.Data, s.now().Sub(began).Round(time.Second), c.Data, staffTable())
	return err
}

// demoPapers reads the demonstration council's papers as any other paper is read.
type demoPapers struct{ extractor *paper.Extractor }

// Extract implements demo.Extractor.
func (d demoPapers) Extract(ctx context.Context, _ string, data []byte) ([]string, string, error) {
	x, err := d.extractor.Extract(ctx, bytes.NewReader(data))
	return x.Text, x.HTML, err
}

// newExtractor reads papers in worker processes of this same program.
func newExtractor() (*paper.Extractor, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program, to start it as a worker: %w", err)
	}
	limits := paper.Limits{}
	// Without a place for it, the PDF reader is compiled anew in every worker, which takes seconds.
	if cache, err := os.UserCacheDir(); err == nil {
		limits.Cache = filepath.Join(cache, "moothall", "pdfium")
	}
	return paper.NewExtractor([]string{filepath.Clean(self), "paper-worker"}, limits), nil
}

type workerCommand struct{}

// Run reads papers until its input ends.
func (workerCommand) Run(s surroundings) error { return paper.WorkerMain(s.in, s.out) }
