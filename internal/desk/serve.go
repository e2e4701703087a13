package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// policy lets a page load the desk's own style sheet, scripts and images, send forms to it, and
// nothing else. No script or style stands in a page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func secure(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
}

// ServeHTTP answers a request to the desk. A request that another site had a browser send is refused
// before anything is read of it.
func (d *Desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	v := d.visit(r, d.wordsOf(r))
	defer d.survive(w, v)
	if err := d.guard.Check(r); err != nil {
		d.fail(w, v, fmt.Errorf("%w: %w", err, council.ErrDenied))
		return
	}
	d.mux.ServeHTTP(w, r)
}

func (d *Desk) wordsOf(r *http.Request) *page.Words {
	if strings.HasPrefix(r.URL.Path, "/cy/") {
		return d.welsh
	}
	return d.english
}

// survive answers a request whose handler panicked.
func (d *Desk) survive(w http.ResponseWriter, v *visit) {
	switch cause := recover(); cause {
	case nil:
	case http.ErrAbortHandler:
		panic(cause) //nolint:forbid // how a handler tells the server to break the connection off
	default:
		d.fail(w, v, fmt.Errorf("panic: %v\n%s", cause, debug.Stack()))
	}
}

// serve answers a request that belongs to a route: who is looking, may they, and then the page.
func (d *Desk) serve(w http.ResponseWriter, v *visit, to route) {
	var err error
	v.out = w
	if v.viewer, v.session, err = d.gate.WhoAsks(v.Request); err != nil {
		d.fail(w, v, err)
		return
	}
	if err := v.read(w); err != nil {
		d.fail(w, v, err)
		return
	}
	if err := register.May(v.viewer, to.act, audience.AllBodies); err != nil {
		d.refuse(w, v, err)
		return
	}
	said := &reply{visit: v, header: http.Header{}}
	if err := d.sent.once(said, v, d.now(), to.handle); err != nil {
		d.fail(w, v, err)
		return
	}
	if said.file == nil {
		said.send(w)
	} else if err := said.file(w); err != nil {
		d.fail(w, v, err)
	}
}

// refuse sends whoever has not signed in to do so. A form that they had filled in comes back to them
// whole, so that nothing that was typed is lost with a session.
func (d *Desk) refuse(w http.ResponseWriter, v *visit, err error) {
	said := &reply{visit: v, header: http.Header{}}
	switch {
	case !v.viewer.IsPublic():
		d.fail(w, v, err)
		return
	case v.Method == http.MethodPost:
		f := d.frame(v, page.Frame{Title: v.words.T("desk.held")})
		err = said.say(http.StatusUnauthorized, f, heldPage(v))
	default:
		err = said.see("/desk/sign-in?to=" + url.QueryEscape(v.words.Path(v.URL.RequestURI())))
	}
	if err != nil {
		d.fail(w, v, err)
		return
	}
	said.send(w)
}

// fail is the one place that answers errors. The reader is told the kind, the log the cause.
func (d *Desk) fail(w http.ResponseWriter, v *visit, err error) {
	if errors.Is(err, context.Canceled) && v.ctx.Err() != nil {
		return // the reader went away
	}
	fault := page.Explain(v.words, err)
	if fault.Status >= http.StatusInternalServerError {
		d.logger.ErrorContext(v.ctx, "page of the desk failed", "path", v.URL.Path, "cause", err)
	}
	said := &reply{visit: v, header: http.Header{}}
	if err := said.say(fault.Status, d.frame(v, page.Frame{Title: fault.Title}), page.FaultPage(v.words, fault)); err != nil {
		d.logger.ErrorContext(v.ctx, "the page that says so failed too", "cause", err)
		http.Error(w, fault.Title+"\n\n"+fault.Text, fault.Status)
		return
	}
	said.send(w)
}

// frame completes what stands around a page's content.
func (d *Desk) frame(v *visit, f page.Frame) page.Frame {
	f.Words, f.Look, f.Council = v.words, d.look, d.whose(v.ctx)
	f.Path = v.path
	f.Desk = &page.Desk{Name: v.viewer.Name()}
	if v.viewer.IsPublic() {
		return f
	}
	f.Desk.Entries = sections(v.viewer)
	if key := "desk.done." + v.query("done"); v.Method == http.MethodGet && v.words.Has(key) {
		f.Desk.Done = v.words.T(key)
	}
	if len(f.Crumbs) == 0 && v.path != "/desk" {
		f.Crumbs = []page.Crumb{{Name: v.words.T("desk.nav.home"), Path: "/desk"}}
	}
	return f
}
