package site

import (
	"net/http"
	"strings"

	"moothall/internal/gazette"
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
	return append(s.recordRoutes(), []route{
		{pattern: "/issues/{number}", params: []string{"order"}, json: true, show: s.showIssue},
		{pattern: "/meetings/{number}", json: true, show: s.showMeeting},
		{pattern: "/meetings/{number}/agenda", show: s.showPrintedAgenda},
		{pattern: "/meetings/{number}/agenda.pdf", stream: s.sendAgenda(".pdf")},
		{pattern: "/meetings/{number}/agenda.docx", stream: s.sendAgenda(".docx")},
		{pattern: "/items/{number}", json: true, show: s.showItem},
		{pattern: "/items/{number}/extract", show: s.showExtract},
		{pattern: "/items/{number}/extract.pdf", stream: s.sendExtract(".pdf")},
		{pattern: "/items/{number}/extract.docx", stream: s.sendExtract(".docx")},
		{pattern: "/", show: s.showHome},
		{pattern: "/issues", params: []string{"words", "status", "page"}, json: true, show: s.showIssues},
		{pattern: "/calendar", params: []string{"month", "view"}, json: true, show: s.showCalendar},
		{pattern: "/bodies", json: true, show: s.showBodies},
		{pattern: "/outside-bodies", params: []string{"on"}, json: true, show: s.showOutside},
		{pattern: "/bodies/{number}", params: []string{"on", "year"}, json: true, show: s.showBody},
		{pattern: "/new", params: []string{"before"}, json: true, show: s.showNew},
		{pattern: "/accessibility", show: s.showAccessibility},
		{pattern: "/decisions", params: decisionParams(), json: true, show: s.showDecisions},
		{pattern: "/decisions/{number}", json: true, show: s.showDecision},
		{pattern: "/actions", params: []string{"words", "state", "body", "person", "issue", "page"}, json: true, show: s.showActions},
		{pattern: "/actions/{number}", json: true, show: s.showAction},
		{pattern: "/documents/{number}", json: true, show: s.showDocument},
		{pattern: "/documents/{number}/{name}", stream: s.sendFile},
		{pattern: "/people", params: []string{"on"}, json: true, show: s.showPeople},
		{pattern: "/people/{number}", params: []string{"from", "to", "meetings", "page"}, json: true, show: s.showPerson},
		{pattern: "/attendance", params: []string{"from", "to"}, json: true, show: s.showAttendance},
		{pattern: "/figures", params: []string{"by"}, json: true, show: s.showFigures},
		{pattern: "/figures.csv", stream: s.sendFigures},
		{pattern: "/forward-plans", json: true, show: s.showPlans},
		{pattern: "/forward-plans/{number}", json: true, show: s.showPlan},
		{pattern: "/wards", json: true, show: s.showWards},
		{pattern: "/wards/{number}", params: []string{"on", "page"}, json: true, show: s.showWard},
	}...)
}

// recordRoutes are the pages of what was published when, and of the proof of it.
func (s *Site) recordRoutes() []route {
	routes := []route{
		{pattern: "/gazette", show: s.showGazette},
		{pattern: "/gazette/checkpoint", show: s.showCheckpoint},
		{pattern: "/gazette/key", show: s.showKey},
		{pattern: "/gazette/entries", params: []string{"from", "limit"}, show: s.showEntries},
		{pattern: "/gazette/inclusion", params: []string{"entry", "size"}, show: s.showInclusion},
		{pattern: "/gazette/consistency", params: []string{"from", "to"}, show: s.showConsistency},
	}
	for _, p := range []struct {
		path    string
		kind    gazette.Kind
		section string
	}{
		{"issues", gazette.KindIssue, "issues"}, {"meetings", gazette.KindMeeting, "meetings"},
		{"bodies", gazette.KindBody, "bodies"}, {"people", gazette.KindPerson, "people"},
		{"wards", gazette.KindWard, "wards"}, {"decisions", gazette.KindDecision, "decisions"},
		{"documents", gazette.KindDocument, ""}, {"forward-plans", gazette.KindPlan, "plans"},
		{"actions", gazette.KindAction, "decisions"},
	} {
		routes = append(routes, route{pattern: "/" + p.path + "/{number}/editions", params: []string{"from", "to", "since"}, json: true,
			show: s.showEditions(p.kind, p.section)})
	}
	return routes
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
