package site

import (
	"net/http"
	"strings"

	"moothall/internal/page"
)

// route is one page of the site.
type route struct {
	pattern string   // as the standard library's mux has it, without method and language
	params  []string // the query parameters that the page reads, in canonical order
	json    bool     // can also be had as data
	show    func(w *reply, v *visit) error
	// stream writes the answer itself, and nothing where it returns an error. For files.
	stream func(w http.ResponseWriter, v *visit) error
}

// routes lists every page.
func (s *Site) routes() []route {
	return []route{
		{pattern: "/issues", params: []string{"words", "status", "page"}, json: true, show: s.showIssues},
		{pattern: "/", show: s.showHome},
		{pattern: "/accessibility", show: s.showAccessibility},
		{pattern: "/bodies", json: true, show: s.showBodies},
		{pattern: "/bodies/{number}", params: []string{"on", "year"}, json: true, show: s.showBody},
		{pattern: "/new", params: []string{"before"}, json: true, show: s.showNew},
		{pattern: "/calendar", params: []string{"month", "view"}, json: true, show: s.showCalendar},
		{pattern: "/decisions", params: decisionParams(), json: true, show: s.showDecisions},
		{pattern: "/decisions/{number}", json: true, show: s.showDecision},
		{pattern: "/documents/{number}", json: true, show: s.showDocument},
		{pattern: "/documents/{number}/{name}", stream: s.sendFile},
		{pattern: "/forward-plans", json: true, show: s.showPlans},
		{pattern: "/forward-plans/{number}", json: true, show: s.showPlan},
		{pattern: "/people", params: []string{"on"}, json: true, show: s.showPeople},
		{pattern: "/people/{number}", params: []string{"page"}, json: true, show: s.showPerson},
		{pattern: "/wards", json: true, show: s.showWards},
		{pattern: "/wards/{number}", params: []string{"on", "page"}, json: true, show: s.showWard},
	}
}

// handle puts a route into the mux: in English, in Welsh, and as data.
func (s *Site) handle(r route) {
	patterns := []string{r.pattern}
	if r.json && !strings.HasSuffix(r.pattern, "}") && r.pattern != "/" {
		patterns = append(patterns, r.pattern+".json")
	}
	for _, pattern := range patterns {
		exact := pattern
		if pattern == "/" {
			exact, pattern = "/{$}", ""
		}
		s.mux.HandleFunc(exact, func(w http.ResponseWriter, q *http.Request) { s.serve(w, q, r, s.english) })
		s.mux.HandleFunc("/cy"+pattern, func(w http.ResponseWriter, q *http.Request) { s.serve(w, q, r, s.welsh) })
	}
}

// frame completes what stands around a page's content.
func (s *Site) frame(v *visit, f page.Frame) page.Frame {
	f.Words, f.Look = v.words, s.look
	f.Path = v.path + v.canonical()
	f.Council, _ = s.whose(v.ctx) // without it the page has no name above it, and is still right
	if len(f.Crumbs) == 0 && v.path != "/" {
		f.Crumbs = []page.Crumb{{Name: v.words.T("nav.home"), Path: "/"}}
	}
	return f
}
