package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"moothall/internal/desk"
)

// The pages of the desk are those that somebody on the demonstration's staff comes to from its first page.
// To one that no link leads to there, say here who looks at it and where; * in the address is the number of the
// page that the crawl looks at under what stands before it. A page that is in neither fails the test.
var deskExamples = map[string]example{
	"/desk/set-up":                           {unseen: "looked at on the way of a new installation"},
	"/desk/invitation/{token}":               {unseen: "looked at on the way of a new installation"},
	"/desk/app":                              {unseen: "looked at on the way of a new installation"},
	"/desk/meetings/{number}/notices/{rule}": {who: "officer", at: "/desk/meetings/*/notices/private-first"},
	"/desk/balance":                          {who: "officer", at: "/desk/balance"},
	"/desk/balance/kept":                     {who: "officer", at: "/desk/balance/kept"},
	"/desk/sign-in":                          {at: "/desk/sign-in"},
	"/desk/sign-in/code":                     {unseen: "looked at on the way of a new installation"},
	"/desk/sign-in/provider":                 {unseen: "leads away"},
	"/desk/me/provider":                      {unseen: "leads away"},
	"/desk/me/prove/provider":                {unseen: "leads away"},
	"/desk/me/prove":                         {who: "officer", at: "/desk/me/prove?to=/desk/me"},
	"/desk/items/{number}/release":           {unseen: "looked at when an award is released"},
	"/desk/offline":                          {at: "/desk/offline"},
	"/desk/annotations/{number}":             {unseen: "looked at on a councillor's way through a pack"},
	"/desk/sign-in/provider/back":            {unseen: "leads on"},
	"/desk/invitation/{token}/provider":      {unseen: "leads away"},
}

// example is who looks at a page, and where.
type example struct {
	who    string // on the staff; nobody where empty
	at     string
	unseen string // why it is not looked at
}

// deskPage is a page of the desk as somebody sees it.
type deskPage struct {
	who, at, pattern string
	html             string
}

// deskPerPattern is how many pages of one pattern each of the staff reads. The one with most on it is looked at.
const deskPerPattern = 8

// deskStaff look at the desk, in this order: what the first has seen the next need not.
var deskStaff = []string{"officer", "admin", "author", "finance", "member"}

// deskPatterns are the desk's pages, each with what its addresses look like.
var deskPatterns = sync.OnceValue(func() map[string]*regexp.Regexp {
	all := map[string]*regexp.Regexp{}
	for _, a := range desk.Addresses() {
		if a.Method == http.MethodGet {
			all[a.Pattern] = regexp.MustCompile("^" + regexp.MustCompile(`\\\{[a-z]+\\\}`).ReplaceAllString(regexp.QuoteMeta(a.Pattern), `[^/]+`) + "$")
		}
	}
	return all
})

// patternOf is the pattern that an address is of; the one with the fewest variables where several are.
func patternOf(at string) string {
	found := ""
	for pattern, shape := range deskPatterns() {
		if shape.MatchString(at) && (found == "" || strings.Count(pattern, "{") < strings.Count(found, "{")) {
			found = pattern
		}
	}
	return found
}

// deskPages are pages of every pattern, found by following links, once for all tests.
var deskPages = sync.OnceValues(func() (deskCrawl, error) {
	d, err := moothall.demo()
	if err != nil {
		return deskCrawl{}, err
	}
	return crawlDesk(d.site)
})

// crawlDesk reads the desk of a demonstration.
func crawlDesk(site string) (deskCrawl, error) {
	c := deskCrawl{pages: map[string]deskPage{}, seen: map[string]int{}}
	for _, who := range deskStaff {
		r, err := everybody.as(site, who)
		if err != nil {
			return c, err
		}
		if err := c.read(r, who, "/desk"); err != nil {
			return c, err
		}
	}
	for _, e := range deskExamples {
		if e.unseen != "" {
			continue
		}
		r, err := everybody.as(site, e.who)
		if err != nil {
			return c, err
		}
		if _, err := c.page(r, e.who, c.numbered(e.at)); err != nil {
			return c, err
		}
	}
	return c, nil
}

// deskCrawl follows the links of the desk.
type deskCrawl struct {
	pages map[string]deskPage // by pattern
	seen  map[string]int      // pages by who and pattern
	dead  []string            // what is wrong with links that lead nowhere
}

// numbered is an address with the number of a page that there is in place of *.
func (c *deskCrawl) numbered(at string) string {
	before, after, more := strings.Cut(at, "*")
	if !more {
		return at
	}
	found := strings.TrimPrefix(c.pages[before+"{number}"].at, before)
	number, _, _ := strings.Cut(found, "?")
	return before + number + after
}

func (c *deskCrawl) read(r *reader, who, from string) error {
	queue, known := []string{from}, map[string]bool{from: true}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		next, err := c.page(r, who, at)
		if err != nil {
			return err
		}
		for _, link := range next {
			path, _, _ := strings.Cut(link, "?")
			if pattern := patternOf(path); pattern != "" && !known[link] && !strings.Contains(pattern, "/file") {
				known[link] = true
				queue = append(queue, link)
			}
		}
	}
	return nil
}

// page reads one, keeps it if no other of its kind has more on it, and gives its links.
func (c *deskCrawl) page(r *reader, who, at string) ([]string, error) {
	path, _, _ := strings.Cut(at, "?")
	pattern := patternOf(path)
	if c.seen[who+pattern] >= deskPerPattern {
		return nil, nil
	}
	c.seen[who+pattern]++
	answer, body, err := r.page(at)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode != http.StatusOK {
		c.dead = append(c.dead, fmt.Sprintf("a link leads %s to %s, and that answers %s", who, at, answer.Status))
		return nil, nil
	}
	ended := answer.Request.URL.Path
	if patternOf(ended) != pattern {
		return nil, nil // it leads on
	}
	if !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		return nil, nil
	}
	if len(body) > len(c.pages[pattern].html) {
		c.pages[pattern] = deskPage{who, at, pattern, body}
	}
	from, err := url.Parse(at)
	return links(body, from), err
}

func deskCrawled(t *testing.T) deskCrawl {
	t.Helper()
	c, err := deskPages()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestNoDeadLinksAtTheDesk holds that nobody is shown a link to what they may not see.
func TestNoDeadLinksAtTheDesk(t *testing.T) {
	t.Parallel()
	for _, dead := range deskCrawled(t).dead {
		t.Error(dead)
	}
}

// TestEveryPageOfTheDeskIsLookedAt fails for a page that no link leads to and of which deskExamples gives
// no example.
func TestEveryPageOfTheDeskIsLookedAt(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, p := range deskCrawled(t).pages {
		seen[p.pattern] = true
	}
	files := []string{"/desk/audit.csv", "/desk/actions.csv", "/desk/compliance.csv", "/desk/papers/{number}/thumb", "/desk/meetings/{number}/packs/{part}", "/desk/meetings/{number}/following", "/desk/worker.js",
		"/desk/app.webmanifest"} // that are no pages
	for pattern := range deskPatterns() {
		if !seen[pattern] && deskExamples[pattern].unseen == "" && !slices.Contains(files, pattern) && !strings.Contains(pattern, "/file") {
			t.Errorf("nobody comes to %s: give an example of it in deskExamples", pattern)
		}
	}
	for pattern := range deskExamples {
		if deskPatterns()[pattern] == nil {
			t.Errorf("the desk has no page %s", pattern)
		}
	}
}

// TestDeskPages looks at a page of every kind: with axe, on the narrowest screen, by keyboard, and without
// script.
func TestDeskPages(t *testing.T) {
	t.Parallel()
	for _, p := range deskCrawled(t).pages {
		t.Run(p.who+" at "+p.at, func(t *testing.T) {
			t.Parallel()
			session, err := everybody.as(demo(t).site, p.who)
			must(t, err)
			page := open(t, p.at, narrow, signedIn(t, session))
			noSideways(t, page, narrow)
			checkAccess(t, page)
			must(t, page.SetViewport(viewport(desktop)))
			noSideways(t, page, desktop)
			checkKeyboard(t, page)
			if firstHeading(p.html) == "" {
				t.Error("without script it shows no heading")
			}
			operable(t, p.html)
		})
	}
}

// operable holds that a form that is sent by script alone says so to whoever has none.
func operable(t *testing.T, body string) {
	t.Helper()
	for form := range strings.SplitSeq(body, "<form") {
		form, _, more := strings.Cut(form, "</form>")
		if more && !strings.Contains(form, `type="submit"`) && !strings.Contains(form, "<noscript>") {
			t.Errorf("a form has no button to send it with: %.200s", form)
		}
	}
}

// TestDeskValidHTML runs html-validate over the pages of the desk.
func TestDeskValidHTML(t *testing.T) {
	t.Parallel()
	html := map[string]string{}
	for _, p := range deskCrawled(t).pages {
		html[p.who+" at "+p.at] = p.html
	}
	checkHTML(t, html)
}
