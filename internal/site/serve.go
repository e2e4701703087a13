package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"

	"moothall/internal/council"
	"moothall/internal/page"
)

// bodies are the buffers that pages are rendered into.
type bodies struct{ pool sync.Pool }

func isAbsent(err error) bool {
	return errors.Is(err, council.ErrNotFound) || errors.Is(err, council.ErrGone)
}

// ServeHTTP answers a public request: from memory where the same answer was given since the last
// publication, else by the page that the address belongs to.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.cache.answer(w, r, s.record.Generation(), s.now) {
		return
	}
	words := s.wordsOf(r.URL.Path)
	defer s.survive(w, r, words)
	secure(w.Header())
	if strings.HasPrefix(r.URL.Path, "/assets/") {
		s.mux.ServeHTTP(w, r)
		return
	}
	if tidied, untidy := tidy(r.URL); untidy {
		http.Redirect(w, r, tidied, http.StatusMovedPermanently)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		s.fail(w, r, words, page.ErrMethod)
		return
	}
	if s.answerOld(w, r) {
		return
	}
	s.mux.ServeHTTP(w, r)
}

// survive answers a request whose handler panicked. It cannot, where part of the answer was sent.
func (s *Site) survive(w http.ResponseWriter, r *http.Request, words *page.Words) {
	switch cause := recover(); cause {
	case nil:
	case http.ErrAbortHandler:
		panic(cause) //nolint:forbid // how a handler tells the server to break the connection off
	default:
		s.fail(w, r, words, fmt.Errorf("panic: %v\n%s", cause, debug.Stack()))
	}
}

// wordsOf are the words for the language that the path begins with.
func (s *Site) wordsOf(path string) *page.Words {
	if path == "/cy" || strings.HasPrefix(path, "/cy/") {
		return s.welsh
	}
	return s.english
}

// tidy takes slashes off the end of a path.
func tidy(u *url.URL) (string, bool) {
	if len(u.Path) < 2 || !strings.HasSuffix(u.Path, "/") {
		return "", false
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	// Two slashes at the start would name another host.
	path = "/" + strings.TrimLeft(path, "/\\")
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return path, true
}

// serve answers a request that belongs to a route.
func (s *Site) serve(w http.ResponseWriter, r *http.Request, to route, words *page.Words) {
	v := &visit{Request: r, ctx: r.Context(), words: words, params: to.params}
	err := s.prepare(v, to)
	var other *moved
	switch {
	case errors.As(err, &other):
		http.Redirect(w, r, other.address, http.StatusMovedPermanently)
	case err != nil:
		s.fail(w, r, words, err)
	case to.stream != nil:
		if err := to.stream(w, v); err != nil {
			s.fail(w, r, words, err)
		}
	default:
		s.show(w, v, to)
	}
}

// moved is the error of a number that is written in another way than ours.
type moved struct{ address string }

func (m *moved) Error() string { return "moved to " + m.address }

// prepare reads what the address says.
func (s *Site) prepare(v *visit, to route) error {
	v.path = v.URL.Path
	if v.words.Lang() == council.Welsh {
		v.path = strings.TrimPrefix(v.path, "/cy")
		if v.path == "" {
			v.path = "/"
		}
	}
	if to.json {
		v.path, v.json = strings.CutSuffix(v.path, ".json")
		v.json = v.json || prefersJSON(v.Request)
	}
	if err := v.readNumber(to); err != nil {
		return err
	}
	return v.readQuery()
}

// readNumber reads what stands for {number}. Leading zeros are sent to the address without.
func (v *visit) readNumber(to route) error {
	if !strings.Contains(to.pattern, "{number}") {
		return nil
	}
	given := v.PathValue("number")
	if to.json {
		given = strings.TrimSuffix(given, ".json")
	}
	n, ok := digits(strings.TrimLeft(given, "0"))
	if _, all := digits(given); !ok || !all {
		return council.ErrNotFound
	}
	if given[0] == '0' {
		path := strings.Replace(v.URL.Path, "/"+given, "/"+strconv.Itoa(n), 1)
		return &moved{address: (&url.URL{Path: path, RawQuery: v.URL.RawQuery}).String()}
	}
	v.number = n
	return nil
}

// show lets the page speak and sends what it says. An answer is kept under the generation that was
// read before the record was, so that what is published meanwhile leaves no stale answer behind.
func (s *Site) show(w http.ResponseWriter, v *visit, to route) {
	generation := s.record.Generation()
	key := s.key(v)
	if a := s.cache.get(key, generation, s.now); a != nil {
		a.write(w, v.Request)
		return
	}
	said := &reply{ctx: v.ctx, body: takeBody()}
	defer giveBody(said.body)
	if err := to.show(said, v); err != nil {
		s.fail(w, v.Request, v.words, err)
		return
	}
	a := s.finish(said)
	if a.status == http.StatusOK {
		s.cache.put(key, generation, a)
	}
	a.write(w, v.Request)
}

// key names the answer: the address as it is canonical, the language and the representation.
func (s *Site) key(v *visit) string {
	path := v.words.Path(v.path)
	if v.json {
		path += ".json"
	}
	return path + v.canonical()
}

// notFound answers where no route does.
func (s *Site) notFound(w http.ResponseWriter, r *http.Request) {
	s.fail(w, r, s.wordsOf(r.URL.Path), council.ErrNotFound)
}

// fail is the one place that answers errors. The reader is told the kind, the log the cause.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, words *page.Words, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		return // the reader went away
	}
	fault := page.Explain(words, err)
	if fault.Status >= http.StatusInternalServerError {
		s.logger.ErrorContext(r.Context(), "page failed", "path", r.URL.Path, "query", r.URL.RawQuery, "cause", err)
	}
	said := &reply{ctx: r.Context(), body: takeBody()}
	defer giveBody(said.body)
	if err := s.sayFault(said, r, words, fault); err != nil {
		s.logger.ErrorContext(r.Context(), "the page that says so failed too", "cause", err)
		said.body.Reset()
		said.kind = kindText
		said.body.WriteString(fault.Title + "\n\n" + fault.Text + "\n")
	}
	said.status = fault.Status
	s.finish(said).write(w, r)
}

func (s *Site) sayFault(said *reply, r *http.Request, words *page.Words, fault page.Fault) error {
	if prefersJSON(r) || strings.HasSuffix(r.URL.Path, ".json") {
		return said.json(map[string]any{"error": map[string]any{"status": fault.Status, "title": fault.Title, "text": fault.Text}})
	}
	v := &visit{Request: r, ctx: r.Context(), words: words, path: "/"}
	return said.page(s.frame(v, page.Frame{Title: fault.Title}), page.FaultPage(words, fault))
}

var buffers = bodies{sync.Pool{New: func() any { return new(bytes.Buffer) }}}

// mostPooled is how large a buffer may be to be kept.
const mostPooled = 1 << 20

func takeBody() *bytes.Buffer { b, _ := buffers.pool.Get().(*bytes.Buffer); b.Reset(); return b }

func giveBody(b *bytes.Buffer) {
	if b.Cap() <= mostPooled {
		buffers.pool.Put(b)
	}
}
