package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"moothall/internal/bindery"
	"moothall/internal/job"
	"moothall/internal/paper"
	"moothall/internal/paper/pack"
	"moothall/internal/paper/pdf"
	"moothall/internal/sqldb"
)

// sealed opens the shelf of files that the public is not given. A folder is for this program's own user
// alone.
func (c serveCommand) sealed(ctx context.Context) (paper.Shelf, error) {
	at := c.Sealed
	if at == "" {
		at = filepath.Join(c.Data, "sealed")
		if err := os.MkdirAll(at, 0o700); err != nil {
			return nil, fmt.Errorf("make the folder of sealed files: %w", err)
		}
		if err := os.Chmod(at, 0o700); err != nil {
			return nil, fmt.Errorf("close the folder of sealed files to others: %w", err)
		}
	}
	return paper.OpenShelf(ctx, at, paper.Keys{ID: c.S3ID, Secret: c.S3Secret})
}

const (
	// jobLease is how long one piece of work in the background may take: reading a paper is asked of the
	// worker three times, two minutes each at most.
	jobLease = 10 * time.Minute
	// jobPause is how long a paper that was brought may wait before it is looked for.
	jobPause = time.Second
)

// openBindery makes what reads papers in the background, and what puts names on copies.
func (c serveCommand) openBindery(s surroundings, w *workplace, store *sqldb.Register, sealed paper.Shelf) (*pack.Binder, error) {
	extractor, err := newExtractor()
	if err != nil {
		return nil, err
	}
	press, err := pdf.NewPress()
	if err != nil {
		return nil, err
	}
	b := &bindery.Bindery{Papers: w.register, Sealed: sealed, Extractor: extractor}
	w.runner = &job.Runner{Queue: store, Handlers: b.Handlers(), Now: s.now, Log: s.log, Lease: jobLease, Pause: jobPause}
	return pack.NewBinder(press, extractor), nil
}
