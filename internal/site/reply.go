package site

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"moothall/internal/page"
)

// reply is what a page's handler has to say. It is written to the reader, and kept for the next,
// when the handler has returned without an error.
type reply struct {
	ctx      context.Context
	status   int
	kind     string // content type
	body     *bytes.Buffer
	location string // of a redirect
	// modified is when the record last changed what the page shows; zero where that is not known.
	modified time.Time
	// daily says that the page speaks of today and is another tomorrow.
	daily bool
}

const (
	kindHTML = "text/html; charset=utf-8"
	kindJSON = "application/json"
	kindText = "text/plain; charset=utf-8"
)

// page answers with a whole page.
func (w *reply) page(f page.Frame, content templ.Component) error {
	w.status, w.kind = http.StatusOK, kindHTML
	if err := page.Layout(f, content).Render(w.ctx, w.body); err != nil {
		return fmt.Errorf("render %s: %w", f.Path, err)
	}
	return nil
}

// form answers with a page that was asked something by a form: as a bad request, where faulty, that
// tells beside its fields what to put right.
func (w *reply) form(faulty bool, f page.Frame, content templ.Component) error {
	if faulty {
		f.Title, f.JSON = f.Words.Say("form.title", "Title", f.Title), false
	}
	err := w.page(f, content)
	if faulty {
		w.status = http.StatusBadRequest
	}
	return err
}

// json answers with data.
func (w *reply) json(value any) error {
	w.status, w.kind = http.StatusOK, kindJSON
	enc := json.NewEncoder(w.body)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		return fmt.Errorf("write %T: %w", value, err)
	}
	return nil
}

// text answers with plain text.
func (w *reply) text(s string) error {
	w.status, w.kind = http.StatusOK, kindText
	w.body.WriteString(s)
	return nil
}

// redirect sends the reader to another address for good.
func (w *reply) redirect(address string) error {
	w.status, w.kind, w.location = http.StatusMovedPermanently, kindText, address
	w.body.WriteString(address + "\n")
	return nil
}

// see sends the reader to another address this time: which it is may change.
func (w *reply) see(address string) error {
	w.status, w.kind, w.location = http.StatusFound, kindText, address
	w.body.WriteString(address + "\n")
	return nil
}
