package wall

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/screen"
)

// Config is what the screens need.
type Config struct {
	Hub       *screen.Hub
	Council   func(context.Context) (gazette.Published[gazette.Council], error) // whose meeting it is
	Assets    *page.Assets
	Catalogue *page.Catalogue
	Now       func() time.Time
	Logger    *slog.Logger
}

// Wall answers requests for screens: /screen/N and its events, with /cy in front in Welsh.
type Wall struct {
	hub     *screen.Hub
	council func(context.Context) (gazette.Published[gazette.Council], error)
	look    page.Look
	english *page.Words
	welsh   *page.Words
	now     func() time.Time
	logger  *slog.Logger
	mux     *http.ServeMux
	drawn   drawings
}

// New makes the handler of the screens.
func New(c Config) (*Wall, error) {
	look, err := page.NewLook(c.Assets)
	if err != nil {
		return nil, fmt.Errorf("wall: %w", err)
	}
	w := &Wall{hub: c.Hub, council: c.Council, look: look, english: c.Catalogue.In(council.English), welsh: c.Catalogue.In(council.Welsh), now: c.Now,
		logger: c.Logger, mux: http.NewServeMux(), drawn: drawings{last: map[string]drawing{}}}
	for _, words := range []*page.Words{w.english, w.welsh} {
		w.handle(words, "/screen/{meeting}", w.show)
		w.handle(words, "/screen/{meeting}/events", w.events)
	}
	w.mux.HandleFunc("/", func(out http.ResponseWriter, r *http.Request) { w.fail(out, r, w.wordsOf(r), council.ErrNotFound) })
	return w, nil
}

// policy lets a screen load the site's own style sheet, script and images, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'self'"

func (w *Wall) handle(words *page.Words, pattern string, do func(http.ResponseWriter, *http.Request, *page.Words, int) error) {
	w.mux.HandleFunc("GET "+words.Path(pattern), func(out http.ResponseWriter, r *http.Request) {
		given := r.PathValue("meeting")
		meeting, err := strconv.Atoi(given)
		if err != nil || meeting < 1 || strconv.Itoa(meeting) != given {
			w.fail(out, r, words, council.ErrNotFound)
			return
		}
		if err := do(out, r, words, meeting); err != nil {
			w.fail(out, r, words, err)
		}
	})
}

// ServeHTTP implements http.Handler.
func (w *Wall) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	h := out.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
	w.mux.ServeHTTP(out, r)
}

func (w *Wall) wordsOf(r *http.Request) *page.Words {
	if strings.HasPrefix(r.URL.Path, "/cy/") {
		return w.welsh
	}
	return w.english
}

// show answers with the screen as it is now. Without script its reader looks again by a link: a page
// that is put in the place of another by itself is lost on whoever reads slowly (WCAG 2.2.1).
func (w *Wall) show(out http.ResponseWriter, r *http.Request, words *page.Words, meeting int) error {
	frame, err := w.hub.Now(r.Context(), meeting)
	if err != nil {
		return err
	}
	v := view{words: words, Face: frame.Face, id: frame.ID, now: w.now(), look: w.look, council: w.whose(r.Context())}
	var body bytes.Buffer
	if err := document(v).Render(r.Context(), &body); err != nil {
		return fmt.Errorf("render the screen of meeting %d: %w", meeting, err)
	}
	out.Header().Set("Content-Type", "text/html; charset=utf-8")
	out.Header().Set("Cache-Control", "no-store")
	_, _ = out.Write(body.Bytes()) // an error is a reader who went away
	return nil
}

// events sends the screen, and again whenever it changes. What is sent is drawn once for all who watch.
func (w *Wall) events(out http.ResponseWriter, r *http.Request, words *page.Words, meeting int) error {
	return w.hub.Stream(out, r, meeting, func(f *screen.Frame) (screen.Event, error) {
		html, err := w.drawn.of(f, words)
		return screen.Event{ID: f.ID, Name: "face", Data: html}, err
	})
}

// whose is the council whose meeting it is; zero where that cannot be read.
func (w *Wall) whose(ctx context.Context) gazette.Council {
	c, err := w.council(ctx)
	if err != nil && !council.IsNotFound(err) {
		w.logger.ErrorContext(ctx, "cannot read whose screen it is", "error", err)
	}
	return c.Content
}

// fail is the one place that answers errors.
func (w *Wall) fail(out http.ResponseWriter, r *http.Request, words *page.Words, err error) {
	fault := page.Explain(words, err)
	if fault.Status >= http.StatusInternalServerError {
		w.logger.ErrorContext(r.Context(), "screen failed", "path", r.URL.Path, "cause", err)
	}
	frame := page.Frame{Words: words, Look: w.look, Council: w.whose(r.Context()), Title: fault.Title, Path: strings.TrimPrefix(r.URL.Path, "/cy")}
	out.Header().Set("Content-Type", "text/html; charset=utf-8")
	out.WriteHeader(fault.Status)
	if err := page.Layout(frame, page.FaultPage(words, fault)).Render(r.Context(), out); err != nil {
		w.logger.ErrorContext(r.Context(), "the page that says so failed too", "cause", err)
	}
}
