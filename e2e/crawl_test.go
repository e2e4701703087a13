package e2e

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// The kinds of page that the site must have, by the shape of their address. A
// number, a date and a hash in an address are written {}.
var pageShapes = []string{
	"/",
	"/accessibility",
	"/attendance",
	"/bodies",
	"/bodies/{}",
	"/calendar",
	"/decisions",
	"/decisions/{}",
	"/documents/{}",
	"/forward-plans",
	"/forward-plans/{}",
	"/gazette",
	"/issues",
	"/issues/{}",
	"/items/{}",
	"/meetings/{}",
	"/new",
	"/people",
	"/people/{}",
	"/wards",
	"/wards/{}",
}

const (
	perShape  = 12  // pages of one shape that the crawl reads
	mostPages = 500 // in all
)

// pageSet is what a crawl of the site found.
type pageSet struct {
	byShape map[string][]string // addresses, in the order found
	html    map[string]string   // by address
	dead    []string            // what is wrong with links that lead nowhere
}

var variablePart = regexp.MustCompile(`\d{4}-\d\d(-\d\d)?|[0-9a-f]{64}|\d+`)

// shape is what addresses of one kind of page have in common. The names of query
// parameters belong to it, their values do not.
func shape(u *url.URL) string {
	s := variablePart.ReplaceAllString(u.Path, "{}")
	if file := strings.LastIndex(s, "/"); strings.HasPrefix(s, "/documents/{}/") {
		s = s[:file] + "/{}" // a file under its real name
	}
	var names []string
	for name := range u.Query() {
		names = append(names, name)
	}
	slices.Sort(names)
	if len(names) > 0 {
		s += "?" + strings.Join(names, "&")
	}
	return s
}

// crawl reads the demonstration council's site once for all tests: every page
// reached from the home page, up to perShape of each shape.
var crawl = sync.OnceValues(func() (pageSet, error) {
	d, err := moothall.demo()
	if err != nil {
		return pageSet{}, err
	}
	found := pageSet{byShape: map[string][]string{}, html: map[string]string{}}
	tried := map[string]int{}
	client := &http.Client{Timeout: 30 * time.Second}
	queue, seenOn := []string{"/"}, map[string]string{"/": "the start"}
	for len(queue) > 0 && len(found.html) < mostPages {
		at := queue[0]
		queue = queue[1:]
		u, err := url.Parse(at)
		if err != nil {
			return pageSet{}, fmt.Errorf("address %q: %w", at, err)
		}
		if tried[shape(u)]++; tried[shape(u)] > perShape {
			continue
		}
		body, err := readPage(client, d.site+at)
		if err != nil {
			found.dead = append(found.dead, fmt.Sprintf("%s, to which %s leads: %v", at, seenOn[at], err))
		}
		if body == "" {
			continue
		}
		found.byShape[shape(u)] = append(found.byShape[shape(u)], at)
		found.html[at] = body
		for _, link := range links(body, u) {
			if seenOn[link] == "" {
				seenOn[link] = at
				queue = append(queue, link)
			}
		}
	}
	return found, nil
})

// readPage reads an HTML page; what is no HTML is "". A link that leads nowhere
// is an error.
func readPage(client *http.Client, address string) (string, error) {
	answer, err := client.Get(address)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("it answers %s", answer.Status)
	}
	if !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		return "", nil
	}
	body, err := io.ReadAll(answer.Body)
	return string(body), err
}

// links are the addresses on this site that a page leads to, without fragments.
func links(body string, from *url.URL) []string {
	var all []string
	for tokens := html.NewTokenizer(strings.NewReader(body)); ; {
		switch tokens.Next() {
		case html.ErrorToken:
			return all
		case html.StartTagToken:
			token := tokens.Token()
			if token.Data != "a" {
				continue
			}
			for _, attr := range token.Attr {
				if attr.Key != "href" {
					continue
				}
				to, err := from.Parse(attr.Val)
				if err != nil || to.Host != "" || to.Scheme != "" {
					continue
				}
				to.Fragment = ""
				all = append(all, to.RequestURI())
			}
		}
	}
}

func crawled(t *testing.T) pageSet {
	t.Helper()
	pages, err := crawl()
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// sample is up to n addresses of every shape, in the order of the shapes. Of the
// variants of a page by its query one is enough, as of pages in Welsh, which are
// the same but for their words.
func (p pageSet) sample(n int) []string {
	var shapes []string
	for s := range p.byShape {
		shapes = append(shapes, s)
	}
	slices.Sort(shapes)
	var all []string
	for _, s := range shapes {
		most := n
		query, welsh := strings.Contains(s, "?"), strings.HasPrefix(s, "/cy")
		switch {
		case query && welsh:
			continue
		case query, welsh:
			most = 1
		}
		all = append(all, p.byShape[s][:min(most, len(p.byShape[s]))]...)
	}
	return all
}

func TestNoDeadLinks(t *testing.T) {
	t.Parallel()
	for _, dead := range crawled(t).dead {
		t.Error(dead)
	}
}

func TestSiteHasEveryKindOfPage(t *testing.T) {
	t.Parallel()
	pages := crawled(t)
	for _, want := range pageShapes {
		if len(pages.byShape[want]) == 0 {
			t.Errorf("no link on the site leads to a page %s", want)
		}
	}
	t.Logf("%d pages of %d kinds", len(pages.html), len(pages.byShape))
}

// TestAnchors holds that every link within a page, or to a part of another,
// leads to something that has that name, and that no name is given twice.
func TestAnchors(t *testing.T) {
	t.Parallel()
	pages := crawled(t)
	names := map[string]map[string]bool{}
	for at, body := range pages.html {
		names[at] = map[string]bool{"": true, "top": true}
		for _, id := range attributes(t, body, "", "id") {
			if names[at][id] && id != "top" {
				t.Errorf("%s: two elements are called %q", at, id)
			}
			names[at][id] = true
		}
	}
	for at, body := range pages.html {
		from, err := url.Parse(at)
		if err != nil {
			t.Fatal(err)
		}
		for _, href := range attributes(t, body, "a", "href") {
			to, err := from.Parse(href)
			if err != nil {
				t.Errorf("%s: %v", at, err)
				continue
			}
			anchors, read := names[to.RequestURI()]
			if to.Host == "" && read && !anchors[to.Fragment] {
				t.Errorf("%s leads to %s, and that page has no part of this name", at, href)
			}
		}
	}
}

// attributes are the values of an attribute on all elements of a name, or on all
// of any name.
func attributes(t *testing.T, body, element, name string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || element != "" && n.Data != element {
			continue
		}
		for _, attr := range n.Attr {
			if attr.Key == name {
				all = append(all, attr.Val)
			}
		}
	}
	return all
}
