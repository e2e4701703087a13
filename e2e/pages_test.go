package e2e

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
)

// TestPages opens pages of every kind as different readers do.
func TestPages(t *testing.T) {
	t.Parallel()
	for _, at := range crawled(t).sample(2) {
		t.Run(strings.TrimPrefix(at, "/"), func(t *testing.T) {
			t.Run("on the narrowest screen", func(t *testing.T) {
				page := open(t, at, narrow)
				noSideways(t, page, narrow)
				checkAccess(t, page)
			})
			if strings.HasPrefix(at, "/cy") {
				return // The page is the same but for its words, which are longer.
			}
			t.Run("on a desktop", func(t *testing.T) {
				page := open(t, at, desktop)
				checkAccess(t, page)
				noSideways(t, page, desktop)
			})
			t.Run("without script", func(t *testing.T) {
				page := open(t, at, phone, withoutScript)
				if text(t, page, "main h1") == "" {
					t.Error("it shows no heading")
				}
				noSideways(t, page, phone)
			})
		})
	}
}

// noSideways holds that nothing of the page lies to the right of the window.
func noSideways(t *testing.T, page *rod.Page, s screen) {
	t.Helper()
	wide := eval[[]string](t, page, `(width) => document.documentElement.scrollWidth <= width ? [] :
		[...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 1)
		.slice(0, 5).map((e) => e.outerHTML.slice(0, 160))`, s.width)
	for _, element := range wide {
		t.Errorf("at %d pixels the page scrolls sideways, for: %s", s.width, element)
	}
}

// TestOtherStates looks at what the crawl does not come to: pages that say
// no, and Welsh ones.
func TestOtherStates(t *testing.T) {
	t.Parallel()
	d := demo(t)
	for _, at := range []string{"/no-such-page", "/issues/999999999", "/issues/x", "/cy/no-such-page", "/meetings/0"} {
		answer, err := http.Get(d.site + at)
		must(t, err)
		must(t, answer.Body.Close())
		if answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s answers %s", at, answer.Status)
		}
	}
	for _, at := range []string{"/cy/", "/cy/issues", "/cy/decisions"} {
		page := open(t, at, phone)
		checkAccess(t, page)
		noSideways(t, page, phone)
		if lang := eval[string](t, page, `() => document.documentElement.lang`); lang != "cy" {
			t.Errorf("%s says that its language is %q", at, lang)
		}
	}
}

// TestValidHTML runs html-validate over every page that the crawl read.
func TestValidHTML(t *testing.T) {
	t.Parallel()
	pages, html := crawled(t), map[string]string{}
	for _, at := range pages.sample(3) {
		html[at] = pages.html[at]
	}
	checkHTML(t, html)
}

// checkHTML runs html-validate over pages, by the names that they are told by.
func checkHTML(t *testing.T, html map[string]string) {
	t.Helper()
	folder, address := t.TempDir(), map[string]string{}
	for name, page := range html {
		file := filepath.Join(folder, fmt.Sprintf("%04d.html", len(address)))
		address[file] = name
		must(t, os.WriteFile(file, []byte(page), 0o600))
	}
	checker := exec.CommandContext(within(t, 5*time.Minute), "node", "../web/node_modules/html-validate/bin/html-validate.mjs",
		"--config", "../web/.htmlvalidate.json", "--formatter", "json", folder)
	// Into a file: it ends before a pipe has taken all that it says.
	said, err := os.Create(filepath.Join(t.TempDir(), "said.json"))
	must(t, err)
	defer said.Close()
	checker.Stdout, checker.Stderr = said, t.Output()
	var ended *exec.ExitError
	if err := checker.Run(); err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	out, err := os.ReadFile(said.Name())
	must(t, err)
	var found []struct {
		FilePath string
		Messages []struct {
			RuleID, Message, Selector string
			Line, Column              int
		}
	}
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatalf("html-validate said %.300q: %v", out, err)
	}
	told := map[string]int{}
	for _, file := range found {
		for _, m := range file.Messages {
			if told[m.RuleID]++; told[m.RuleID] <= 5 {
				t.Errorf("%s:%d:%d: %s (%s) %s", address[file.FilePath], m.Line, m.Column, m.Message, m.RuleID, m.Selector)
			}
		}
	}
	for rule, n := range told {
		if n > 5 {
			t.Errorf("%s: %d times in all", rule, n)
		}
	}
}

// TestKeyboard walks through the page without a mouse: the skip link
// comes first and leads past the navigation, and the focus is always to be seen.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	page := open(t, first(t, "/issues/{}"), desktop)
	must(t, page.Keyboard.Type(input.Tab))
	if class := eval[string](t, page, `() => document.activeElement.className`); !strings.Contains(class, "govuk-skip-link") {
		t.Fatalf("the first thing that the keyboard comes to is %q, not the skip link", class)
	}
	must(t, page.Keyboard.Type(input.Enter))
	if in := eval[bool](t, page, `() => document.querySelector("main").contains(document.activeElement)`); !in {
		t.Error("the skip link does not lead into the page's content")
	}
	checkKeyboard(t, page)
}

// TestPaper prints the page: what only a screen is for is not there, and
// what the page says is.
func TestPaper(t *testing.T) {
	t.Parallel()
	page := open(t, first(t, "/issues/{}"), screen{794, 1123}, onPaper)
	noSideways(t, page, screen{794, 1123})
	for _, selector := range []string{".govuk-skip-link", "nav", "button", "form"} {
		if shown := strings.TrimSpace(text(t, page, selector)); shown != "" {
			t.Errorf("%s is printed: %.80s", selector, shown)
		}
	}
	if text(t, page, "h1") == "" {
		t.Error("no heading is printed")
	}
}

// first is the first page of a shape that the crawl came to.
func first(t *testing.T, shape string) string {
	t.Helper()
	found := crawled(t).byShape[shape]
	if len(found) == 0 {
		t.Fatalf("the site has no page %s", shape)
	}
	return found[0]
}
