package main

import (
	"path/filepath"
	"time"

	"moothall/internal/bindery"
	"moothall/internal/council"
	"moothall/internal/desk"
	"moothall/internal/gazette"
	"moothall/internal/job"
	"moothall/internal/page"
	"moothall/internal/paper"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pack"
	"moothall/internal/paper/pdf"
	"moothall/internal/site"
	"moothall/internal/sqldb"
)

const (
	// jobLease is how long one piece of work in the background may take: reading a paper is asked of the
	// worker three times, two minutes each at most.
	jobLease = 10 * time.Minute
	// jobPause is how long a paper that was brought may wait before it is looked for.
	jobPause = time.Second
)

// openBindery makes what reads papers and binds packs in the background, and puts names on copies.
func (c serveCommand) openBindery(s surroundings, w *workplace, store *sqldb.Register, sealed paper.Shelf, reader *sqldb.Reader, catalogue *page.Catalogue) (*bindery.Bindery, error) {
	extractor, err := newExtractor()
	if err != nil {
		return nil, err
	}
	press, err := pdf.NewPress()
	if err != nil {
		return nil, err
	}
	public, err := c.shelf(s.ctx)
	if err != nil {
		return nil, err
	}
	b := &bindery.Bindery{Papers: w.register, Packs: w.register, Record: reader, Public: public, Sealed: sealed, Extractor: extractor,
		Binder: pack.NewBinder(press, extractor), Prepared: filepath.Join(c.Data, "packs"), Wording: wording(catalogue.In(council.English)), Named: store, Now: s.now}
	w.sweeps = b.Sweep
	w.runner = &job.Runner{Queue: store, Handlers: b.Handlers(), Now: s.now, Log: s.log, Lease: jobLease, Pause: jobPause}
	return b, nil
}

// wording is what packs say themselves.
func wording(w *page.Words) bindery.Wording {
	return bindery.Wording{Pack: desk.PackWords(w), Lang: "en-GB", In: w.Lang(),
		Front: func(a gazette.MeetingAccount, p gazette.Part) doc.Document { return site.FrontSheet(w, a, p) },
		Title: func(a gazette.MeetingAccount, p gazette.Part) string { return site.PackTitle(w, a, p) }}
}

const (
	// sweepEvery is how often the sealed shelf is looked through for what nothing names.
	sweepEvery = 24 * time.Hour
	// leftOver is how long ago a file must have been brought to be taken for left over: longer than it can
	// be on its way.
	leftOver = 24 * time.Hour
)

// sweep clears the sealed shelf of what processes that died have left there, now and every day, until the
// context ends.
func (w *workplace) sweep(s surroundings) {
	for {
		n, err := w.sweeps(s.ctx, s.now().Add(-leftOver))
		if err != nil && s.ctx.Err() == nil {
			s.log.ErrorContext(s.ctx, "cannot sweep the sealed shelf", "error", err)
		}
		if n > 0 {
			s.log.InfoContext(s.ctx, "files that nothing names were cleared from the sealed shelf", "files", n)
		}
		select {
		case <-s.ctx.Done():
			return
		case <-time.After(sweepEvery):
		}
	}
}
