package e2e

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// rubbish is what people and machines type where something else is asked for.
var rubbish = map[string]string{
	"nothing":            "",
	"much too much":      strings.Repeat("x", 50_000),
	"no day":             "31 February 2026",
	"no number":          "-7.5e99",
	"control characters": "a\x00b\x07c\u202ed\ufffe\r\ne",
	"no UTF-8":           "caf\xe9",
	"markup":             `"'><script>alert(1)</script>&amp;<!--`,
	"a hash":             "#{$}%00../../etc/passwd",
}

// endings are forms that would end what the tests need.
var endings = []string{"/desk/sign-out", "/desk/me/", "/end", "/sessions", "/desk/accounts/capacities"}

// TestRubbishInEveryForm sends rubbish in every field of every form of the desk. Nothing falls over; what is not
// taken comes back as it was typed, with a fault that leads to its field.
func TestRubbishInEveryForm(t *testing.T) {
	t.Parallel()
	d, err := moothall.workshop()
	must(t, err)
	crawl, err := crawlDesk(d.site)
	must(t, err)
	forms := 0
	for _, p := range crawl.pages {
		r, err := everybody.as(d.site, p.who)
		must(t, err)
		_, body, err := r.page(p.at)
		must(t, err)
		for i, f := range formsOf(t, body, p.at) {
			if f.method != "post" || len(f.typed) == 0 || slices.ContainsFunc(endings, func(e string) bool { return strings.Contains(f.action, e) }) {
				continue
			}
			forms++
			for name, text := range rubbish {
				// Read again, since what was taken before has another version.
				_, body, err := r.page(p.at)
				must(t, err)
				if all := formsOf(t, body, p.at); i < len(all) && all[i].action == f.action {
					tryRubbish(t, r, p.at, all[i], name, text)
				}
			}
		}
	}
	t.Logf("%d forms", forms)
	if forms < 20 {
		t.Errorf("only %d forms were found", forms)
	}
}

func tryRubbish(t *testing.T, r *reader, at string, f webForm, name, text string) {
	t.Helper()
	for _, field := range f.typed {
		f.values.Set(field, text)
	}
	answer, body, err := r.post(f.action, f.values)
	must(t, err)
	what := at + ", the form for " + f.action + " with " + name
	switch {
	case answer.StatusCode == http.StatusOK:
		if strings.Contains(body, "<script>alert(1)") {
			t.Errorf("%s: markup comes through to %s", what, answer.Request.URL)
		}
	case answer.StatusCode == http.StatusUnprocessableEntity, answer.StatusCode == http.StatusTooManyRequests:
		holdsTyped(t, what, body, f)
	default:
		t.Errorf("%s: %s\n%.300s", what, answer.Status, readable(body))
	}
}

// asKept is a text as the desk takes it.
func asKept(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD"), "\r\n", "\n")
}

// holdsTyped holds that a form that was not taken says why, and still has what was typed.
func holdsTyped(t *testing.T, what, body string, sent webForm) {
	t.Helper()
	var back *webForm
	for _, f := range formsOf(t, body, sent.action) {
		if slices.Equal(f.typed, sent.typed) {
			back = &f
		}
	}
	if back == nil {
		t.Errorf("%s: the form does not come back", what)
		return
	}
	for _, field := range sent.typed {
		if got, want := back.values.Get(field), asKept(sent.values.Get(field)); got != want && strings.TrimPrefix(got, "\n") != strings.TrimSpace(want) && got != strings.TrimSpace(want) {
			t.Errorf("%s: the field %s comes back as %.80q", what, field, got)
		}
	}
	linked := 0
	ids := attributes(t, body, "", "id")
	_, summary, _ := strings.Cut(body, "govuk-error-summary__list")
	summary, _, _ = strings.Cut(summary, "</ul>")
	for _, href := range attributes(t, "<ul "+summary, "a", "href") {
		linked++
		if !slices.Contains(ids, strings.TrimPrefix(href, "#")) {
			t.Errorf("%s: a fault leads to %s, and there is no such field", what, href)
		}
	}
	if linked == 0 {
		t.Errorf("%s: it is not taken, and nothing says why\n%.300s", what, readable(body))
	}
}

// webForm is a form as a browser would send it.
type webForm struct {
	action, method string
	values         url.Values
	typed          []string // names of the fields that one types in
}

// formsOf are the forms of a page without files.
func formsOf(t *testing.T, body, at string) []webForm {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	must(t, err)
	var all []webForm
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "form" || attribute(n, "enctype") != "" {
			continue
		}
		f := webForm{action: attribute(n, "action"), method: attribute(n, "method"), values: url.Values{}}
		if f.action == "" {
			f.action = at
		}
		for field := range n.Descendants() {
			f.field(field)
		}
		all = append(all, f)
	}
	return all
}

// field takes an element of a form into what is sent.
func (f *webForm) field(n *html.Node) {
	name, kind := attribute(n, "name"), attribute(n, "type")
	if n.Type != html.ElementNode || name == "" {
		return
	}
	switch {
	case n.Data == "textarea":
		f.typed = append(f.typed, name)
		var text strings.Builder
		for c := range n.ChildNodes() {
			text.WriteString(c.Data)
		}
		f.values.Set(name, text.String())
	case n.Data == "select":
		for o := range n.Descendants() {
			if o.Data == "option" && (has(o, "selected") || !f.values.Has(name)) {
				f.values.Set(name, attribute(o, "value"))
			}
		}
	case n.Data != "input" || kind == "password" || kind == "file":
	case kind == "radio" || kind == "checkbox":
		if has(n, "checked") {
			f.values.Add(name, attribute(n, "value"))
		}
	case kind == "hidden":
		f.values.Add(name, attribute(n, "value"))
	default:
		f.typed = append(f.typed, name)
		f.values.Set(name, attribute(n, "value"))
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}
