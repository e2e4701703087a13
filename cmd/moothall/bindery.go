package main

import (
	"time"

	"moothall/internal/bindery"
	"moothall/internal/job"
	"moothall/internal/paper"
	"moothall/internal/paper/pack"
	"moothall/internal/paper/pdf"
	"moothall/internal/sqldb"
)

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
