package e2e

import (
	"strings"
	"testing"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
)

// The demonstration council's own story: a plan that two scrutiny committees
// looked at, that the Cabinet recommended, and that the Council adopted.
const (
	planTitle    = "Safer Ravensbeck Partnership: Strategic Plan"
	planDecision = "be approved and adopted"
)

// TestFindWhatWasDecided is a resident who has heard of a plan and wants to know
// what came of it: from the home page, with and without script, by mouse and by
// keyboard, to the words of the resolution.
func TestFindWhatWasDecided(t *testing.T) {
	t.Parallel()
	readers := map[string]func(*testing.T) *rod.Page{
		"with script":    func(t *testing.T) *rod.Page { return open(t, "/", desktop) },
		"without script": func(t *testing.T) *rod.Page { return open(t, "/", desktop, withoutScript) },
	}
	for name, reader := range readers {
		t.Run(name, func(t *testing.T) {
			page := reader(t)
			follow(t, page, "^Issues$")
			write(t, page, "words", "strategic plan")
			leads(t, page, func() { must(t, page.Keyboard.Type(input.Enter)) })

			followDecided(t, page)
			status := text(t, page, ".moot-status")
			if !strings.Contains(status, "Council") || !strings.Contains(strings.ToLower(status), "adopted") && !strings.Contains(strings.ToLower(status), "approved") {
				t.Errorf("the status does not say that Council approved it: %q", status)
			}
			for _, body := range []string{"Scrutiny", "Cabinet", "Council"} {
				if !strings.Contains(text(t, page, ".moot-route"), body) {
					t.Errorf("the route does not name %s:\n%s", body, text(t, page, ".moot-route"))
				}
			}
			if !strings.Contains(text(t, page, "main"), planDecision) {
				t.Error("the issue's page does not give the words of the resolution")
			}
			routeLeadsToItsParts(t, page)
		})
	}
}

// followDecided follows the plan that has been adopted, among those that the
// search has found.
func followDecided(t *testing.T, page *rod.Page) {
	t.Helper()
	links, err := page.Elements("main .moot-lines__line")
	must(t, err)
	for _, line := range links {
		words, err := line.Text()
		must(t, err)
		if strings.Contains(words, planTitle) && strings.Contains(words, "Council") && !strings.Contains(words, "first year") {
			link, err := line.Element("a")
			must(t, err)
			click(t, page, link)
			return
		}
	}
	t.Fatalf("the search for \"strategic plan\" does not find %q:\n%s", planTitle, text(t, page, "main"))
}

// routeLeadsToItsParts holds that each held step of the route leads to its own
// part of the page, which comes into view.
func routeLeadsToItsParts(t *testing.T, page *rod.Page) {
	t.Helper()
	targets := eval[[]string](t, page, `() => [...document.querySelectorAll(".moot-route a[href^='#']")].map((a) => a.hash)`)
	if len(targets) < 4 {
		t.Errorf("the route leads to %d parts of the page, and the plan was considered four times", len(targets))
	}
	for _, hash := range targets {
		if !eval[bool](t, page, `(hash) => {
			const part = document.getElementById(hash.slice(1))
			if (!part) return false
			part.scrollIntoView({ behavior: "instant" })
			const box = part.getBoundingClientRect()
			return box.height > 0 && box.top < innerHeight && box.bottom > 0
		}`, hash) {
			t.Errorf("the route leads to %s, and nothing is to be seen there", hash)
		}
	}
}

// TestReadMeetingOnPhone is a resident on a bus: from the home page to a
// meeting, from its contents to an item, with a thumb.
func TestReadMeetingOnPhone(t *testing.T) {
	t.Parallel()
	at := longestMeeting(t)
	for _, s := range []screen{phone, narrow} {
		page := open(t, at, s)
		noSideways(t, page, s)
		small := eval[[]string](t, page, `() => [...document.querySelectorAll("main p, main li, main dd, main td")]
			.filter((e) => e.innerText.trim() && parseFloat(getComputedStyle(e).fontSize) < 14)
			.slice(0, 3).map((e) => e.outerHTML.slice(0, 120))`)
		for _, element := range small {
			t.Errorf("%s: too small to read at %d pixels: %s", at, s.width, element)
		}
		contents := eval[[]string](t, page, `() => [...document.querySelectorAll("main nav a[href^='#']")].map((a) => a.hash)`)
		if len(contents) < 5 {
			t.Fatalf("%s: its contents lead to %d parts", at, len(contents))
		}
		for _, hash := range contents {
			if !eval[bool](t, page, `(hash) => {
				document.querySelector("main nav a[href='" + CSS.escape(hash).replace("\\#", "#") + "']").click()
				const part = document.getElementById(hash.slice(1))
				return !!part && location.hash === hash && part.getBoundingClientRect().height > 0
			}`, hash) {
				t.Errorf("%s: its contents lead to %s, and nothing is to be seen there", at, hash)
			}
		}
	}
}

// longestMeeting is the meeting, of those that the crawl came to, with most to
// read.
func longestMeeting(t *testing.T) string {
	t.Helper()
	pages := crawled(t)
	longest := first(t, "/meetings/{}")
	for _, at := range pages.byShape["/meetings/{}"] {
		if len(pages.html[at]) > len(pages.html[longest]) {
			longest = at
		}
	}
	return longest
}

// TestChangeLanguage is a resident who reads Welsh: the same page, in the other
// language, and back.
func TestChangeLanguage(t *testing.T) {
	t.Parallel()
	page := open(t, first(t, "/issues/{}"), phone)
	before := eval[string](t, page, `() => location.pathname`)
	follow(t, page, "^Cymraeg$")
	if got := eval[string](t, page, `() => location.pathname`); got != "/cy"+before {
		t.Errorf("the Welsh page of %s is at %s", before, got)
	}
	follow(t, page, "^English$")
	if got := eval[string](t, page, `() => location.pathname`); got != before {
		t.Errorf("back in English, %s is at %s", before, got)
	}
}

// TestMenuOnPhone opens the navigation, which on a phone is behind a button where
// there is script, and is all there where there is none.
func TestMenuOnPhone(t *testing.T) {
	t.Parallel()
	page := open(t, "/", phone)
	if strings.Contains(text(t, page, "#navigation"), "Decisions") {
		t.Error("the navigation takes the top of a phone's screen before anybody asked for it")
	}
	button, err := page.Element(".govuk-js-service-navigation-toggle")
	must(t, err)
	must(t, button.Click("left", 1))
	if !strings.Contains(text(t, page, "#navigation"), "Decisions") {
		t.Error("the button does not open the navigation")
	}
	plain := open(t, "/", phone, withoutScript)
	if !strings.Contains(text(t, plain, "#navigation"), "Decisions") {
		t.Error("without script there is no navigation")
	}
}
