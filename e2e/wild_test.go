package e2e

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"moothall/internal/desk"
)

// wildValues are what stands in addresses, queries and fields where nobody thought of it.
var wildValues = []string{"", "0", "1", "-1", "18446744073709551616", "1e9", "x", "\x00", "\xff\xfe", "../../etc/passwd", "//elsewhere.example", "<b>&\"'", "2026-02-31",
	"9999-12-31", "0000-00-00", "%", "%zz", "\u202e\u0000\ufffe", strings.Repeat("9", 400), strings.Repeat("long ", 3000), "true", "null", "[]", "exempt", "\r\nX-Injected: 1"}

// TestWildRequestsToTheDesk asks for every address of the desk as several people, with numbers that there are and
// that there are not, with queries and fields that no page would send: hidden fields and choices too. Each gets an
// answer that is right, or that says in a page of plain words what is wrong.
func TestWildRequestsToTheDesk(t *testing.T) {
	t.Parallel()
	demo(t)
	s, err := startServer(moothall.binary, nil, "--data", filepath.Join(moothall.folder, "wild"))
	must(t, err)
	t.Cleanup(func() { must(t, s.stop()) })
	w := wild{T: t, dice: rand.New(rand.NewPCG(1, 2))} //nolint:gosec // the same requests each time
	w.learn()
	for _, who := range []string{"officer", "admin", "member", ""} {
		r, err := everybody.as(s.site, who)
		must(t, err)
		r.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		for _, a := range desk.Addresses() {
			// What follows a meeting is answered for as long as one listens.
			if strings.HasSuffix(a.Pattern, "/following") || slices.ContainsFunc(endings, func(e string) bool { return strings.Contains(a.Pattern, e) }) {
				continue
			}
			for range 6 {
				w.ask(r, who, a)
			}
		}
	}
	t.Logf("%d requests: %v", w.asked, w.answers)
	if w.asked < 3000 || w.answers[http.StatusOK] < 300 || w.answers[http.StatusUnprocessableEntity] < 30 {
		t.Error("too few got so far that they mean something")
	}
}

// wild asks for what nobody would.
type wild struct {
	*testing.T
	dice    *rand.Rand
	numbers map[string][]string  // that there are, by what stands before them in an address
	forms   map[string][]webForm // by the pattern of their action
	names   []string             // of fields
	asked   int
	answers map[int]int
}

var numbered = regexp.MustCompile(`(/desk/[a-z/-]+/)(\d+)`)

// learn finds what there is to ask for: numbers, forms and names of fields.
func (w *wild) learn() {
	w.numbers, w.forms, w.answers = map[string][]string{}, map[string][]webForm{}, map[int]int{}
	pages := deskCrawled(w.T).pages
	for _, pattern := range slices.Sorted(maps.Keys(pages)) {
		p := pages[pattern]
		for _, found := range numbered.FindAllStringSubmatch(p.html, -1) {
			w.numbers[found[1]] = append(w.numbers[found[1]], found[2])
		}
		for _, f := range formsOf(w.T, p.html, p.at) {
			action, _, _ := strings.Cut(f.action, "?")
			w.forms[shapeOf(action)] = append(w.forms[shapeOf(action)], f)
			for name := range f.values {
				w.names = append(w.names, name)
			}
		}
	}
	slices.Sort(w.names)
	w.names = slices.Compact(w.names)
}

var variable = regexp.MustCompile(`\{[a-z]+\}`)

// shapeOf is an address or a pattern without its numbers and variables.
func shapeOf(at string) string {
	return regexp.MustCompile(`\d+`).ReplaceAllString(variable.ReplaceAllString(at, "#"), "#")
}

func (w *wild) one(of []string) string { return of[w.dice.IntN(len(of))] }

// ask sends one request, and holds that its answer is one.
func (w *wild) ask(r *reader, who string, a desk.Address) {
	w.Helper()
	at := w.address(a.Pattern)
	form := w.form(a.Pattern)
	var answer *http.Response
	var body string
	var err error
	if a.Method == http.MethodPost {
		answer, body, err = r.post(at, form)
	} else {
		answer, body, err = r.page(at + "?" + form.Encode())
	}
	what := fmt.Sprintf("%s %.200s as %q with %.600q", a.Method, at, who, form.Encode())
	if err != nil {
		w.Errorf("%s: %v", what, err)
		return
	}
	w.asked++
	w.answers[answer.StatusCode]++
	to := answer.Header.Get("Location")
	switch {
	case answer.StatusCode >= http.StatusInternalServerError:
		w.Errorf("%s: %s\n%.300s", what, answer.Status, readable(body))
	case answer.StatusCode >= http.StatusMultipleChoices && answer.StatusCode < http.StatusBadRequest:
		if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`) {
			w.Errorf("%s: leads to %q", what, to)
		}
	case answer.StatusCode != http.StatusNoContent && body == "":
		w.Errorf("%s: %s and nothing", what, answer.Status)
	}
	if answer.Header.Get("X-Injected") != "" {
		w.Errorf("%s: a header of the asker's", what)
	}
}

// address fills a pattern, mostly with numbers that there are.
func (w *wild) address(pattern string) string {
	for {
		where := variable.FindStringIndex(pattern)
		if where == nil {
			return pattern
		}
		value := w.one(w.known(pattern[:where[0]]))
		if w.dice.IntN(4) == 0 {
			value = url.PathEscape(w.one(wildValues[1:]))
		}
		pattern = pattern[:where[0]] + value + pattern[where[1]:]
	}
}

// known are numbers that there are behind the beginning of an address, whatever stood before it.
func (w *wild) known(before string) []string {
	parts := strings.Split(strings.TrimSuffix(before, "/"), "/")
	if all := w.numbers[before]; len(all) > 0 {
		return all
	}
	if all := w.numbers["/desk/"+parts[len(parts)-1]+"/"]; len(all) > 0 {
		return all
	}
	return []string{"1", "2", "3"}
}

// form is one that a page has, with some of its fields as nobody would send them, or fields of other forms.
func (w *wild) form(pattern string) url.Values {
	values := url.Values{}
	if forms := w.forms[shapeOf(pattern)]; len(forms) > 0 {
		for name, v := range forms[w.dice.IntN(len(forms))].values {
			values[name] = slices.Clone(v)
		}
	}
	names := slices.Sorted(maps.Keys(values))
	for range w.dice.IntN(4) {
		name := w.one(w.names)
		if len(names) > 0 && w.dice.IntN(3) > 0 {
			name = w.one(names)
		}
		switch w.dice.IntN(6) {
		case 0:
			values.Del(name)
		case 1:
			values.Add(name, w.one(wildValues))
		default:
			values.Set(name, w.one(wildValues))
		}
	}
	return values
}
