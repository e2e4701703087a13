package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"moothall/internal/page"
)

// reply is what a page's handler has to say. It is sent when the handler has returned without an error.
type reply struct {
	visit    *visit
	header   http.Header
	status   int
	kind     string // content type
	body     bytes.Buffer
	location string // of a redirect
	// file writes a file, in place of all else. Where it gives an error it has written nothing.
	file func(http.ResponseWriter) error
}

// page answers with a whole page.
func (w *reply) page(f page.Frame, content templ.Component) error {
	return w.say(http.StatusOK, f, content)
}

// again answers a form that has something to put right with the form as it was sent.
func (w *reply) again(f page.Frame, content templ.Component) error {
	f.Title = f.Words.Say("form.title", "Title", f.Title)
	return w.say(http.StatusUnprocessableEntity, f, content)
}

func (w *reply) say(status int, f page.Frame, content templ.Component) error {
	w.status, w.kind = status, "text/html; charset=utf-8"
	if err := page.Layout(f, content).Render(w.visit.ctx, &w.body); err != nil {
		return fmt.Errorf("render %s: %w", f.Path, err)
	}
	return nil
}

// done leads on after an act, to a page that says in a sentence what was done: the message
// "desk.done." followed by key.
func (w *reply) done(path, key string) error {
	return w.see(path + "?done=" + key)
}

// away leads to a page of another site.
func (w *reply) away(address string) error {
	w.status, w.location = http.StatusSeeOther, address
	return nil
}

// json answers a script.
func (w *reply) json(content []byte) error {
	w.status, w.kind = http.StatusOK, "application/json"
	w.body.Write(content)
	return nil
}

// asJSON answers a script with a value.
func (w *reply) asJSON(value any) error {
	content, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("write %T: %w", value, err)
	}
	return w.json(content)
}

// text answers with a file that is no page.
func (w *reply) text(kind, content string) error {
	w.status, w.kind = http.StatusOK, kind
	w.body.WriteString(content)
	return nil
}

// see leads to another page of the desk, given without the language.
func (w *reply) see(path string) error {
	w.status, w.location = http.StatusSeeOther, w.visit.words.Path(path)
	return nil
}

// data answers with something to be saved as a file.
func (w *reply) data(kind, name string, content []byte) error {
	w.status, w.kind = http.StatusOK, kind
	w.header.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.body.Write(content)
	return nil
}

// send writes the answer. Nothing of the desk is kept by any cache.
func (w *reply) send(to http.ResponseWriter) {
	h := to.Header()
	for name, values := range w.header {
		h[name] = values
	}
	h.Set("Cache-Control", "no-store")
	if w.location != "" {
		h.Set("Location", w.location)
		to.WriteHeader(w.status)
		return
	}
	h.Set("Content-Type", w.kind)
	to.WriteHeader(w.status)
	_, _ = to.Write(w.body.Bytes())
}
