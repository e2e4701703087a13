package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strconv"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/paper"
	"moothall/internal/paper/pack"
)

// sendPaper gives a paper's file to whoever may read it. An exempt PDF has the name of the member who
// reads it on every page; officers of the body get the file itself.
func (d *Desk) sendPaper(w *reply, v *visit) error {
	view, err := d.paperView(v)
	if err != nil {
		return err
	}
	c := view.Content
	if c.SHA256 == "" {
		return fmt.Errorf("paper %d has no file that was read: %w", v.number, council.ErrNotFound)
	}
	f := paper.File{SHA256: c.SHA256, Name: view.Name, Type: c.Type}
	if !c.Ground.IsOpen() && c.Type == "application/pdf" && !v.viewer.Has(audience.Officer, c.Body) {
		return d.sendMarked(w, v, view, f)
	}
	w.file = d.serveSealed(v, view, f)
	return nil
}

// serveSealed serves a file of the sealed shelf, for this reader and no cache.
func (d *Desk) serveSealed(v *visit, view paperView, f paper.File) func(http.ResponseWriter) error {
	return func(out http.ResponseWriter) error {
		out.Header().Set("Cache-Control", "no-store")
		return paper.ServeFile(out, v.Request, d.sealed, f, view.Changed)
	}
}

// sendMarked gives a copy with the reader's name on every page. The copy is a file without a name, gone
// when it has been sent.
func (d *Desk) sendMarked(w *reply, v *visit, view paperView, f paper.File) error {
	kept, err := d.nameless()
	if err != nil {
		return err
	}
	if err := d.mark(v, view, f, kept); err != nil {
		return errors.Join(err, kept.Close())
	}
	f.SHA256 += "-" + strconv.Itoa(v.viewer.Account())
	w.file = func(out http.ResponseWriter) error {
		defer kept.Close()
		out.Header().Set("Cache-Control", "no-store")
		paper.ServeContent(out, v.Request, f, kept, view.Changed)
		return nil
	}
	return nil
}

func (d *Desk) mark(v *visit, view paperView, f paper.File, to io.Writer) error {
	title := v.words.Plain(view.Content.Title)
	plan := pack.Plan{Title: title, Lang: string(v.words.Lang()), Holder: v.viewer.Name(), Words: PackWords(v.words)}
	of := pack.Paper{Title: title, Lang: string(view.Content.Language), SHA256: f.SHA256,
		Open: func(ctx context.Context) (io.ReadSeekCloser, error) { return d.sealed.Open(ctx, f.SHA256) }}
	_, err := d.marker.Mark(v.ctx, plan, of, filepath.Join(d.markedIn, f.SHA256), to)
	return err
}

// PackWords are what packs and marked copies say themselves.
func PackWords(w *page.Words) pack.Words {
	return pack.Words{Contents: w.T("pack.contents"), Item: w.T("pack.item"), Paper: w.T("pack.paper"), Page: w.T("pack.page"),
		Stamp: w.T("pack.stamp"), Copy: w.T("pack.copy"), Scan: w.T("pack.scan"), Missing: w.T("pack.missing"), Read: w.T("pack.read"),
		Reasons: pack.Reasons{Encrypted: w.T("pack.encrypted"), Locked: w.T("pack.locked"), NotPDF: w.T("pack.no-pdf"), Broken: w.T("pack.broken"),
			TooLarge: w.T("pack.large"), TimedOut: w.T("pack.slow")},
		Withdrawn: w.T("print.withdrawn"), Gone: w.T("print.gone"), Closed: w.T("print.closed-part")}
}

// sendThumb gives the picture of a paper's first page.
func (d *Desk) sendThumb(w *reply, v *visit) error {
	view, err := d.paperView(v)
	if err != nil {
		return err
	}
	if view.Content.Thumb == "" {
		return fmt.Errorf("paper %d has no picture: %w", v.number, council.ErrNotFound)
	}
	w.file = d.serveSealed(v, view, paper.File{SHA256: view.Content.Thumb, Name: "1.png", Type: "image/png"})
	return nil
}
