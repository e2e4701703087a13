package e2e

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod/lib/proto"
)

// TestPaperOpensInTheBrowser opens a PDF as a reader does who follows its link: the browser's own
// viewer shows it, under a policy that lets nothing of the file's run.
func TestPaperOpensInTheBrowser(t *testing.T) {
	t.Parallel()
	file := paper(t)
	answer, err := http.Get(demo(t).site + file)
	must(t, err)
	must(t, answer.Body.Close())
	policy := answer.Header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "script-src") {
		t.Errorf("%s may run script: %q", file, policy)
	}
	page := open(t, "/", desktop)
	must(t, page.Navigate(demo(t).site+file))
	at := demo(t).site + file
	for range 100 {
		found, err := proto.TargetGetTargets{}.Call(page.Browser())
		must(t, err)
		viewer, shown := false, false
		for _, target := range found.TargetInfos {
			viewer = viewer || strings.HasPrefix(target.URL, "chrome-extension://") && strings.HasSuffix(target.URL, "/index.html")
			shown = shown || target.Type == "iframe" && sameAddress(target.URL, at)
		}
		if viewer && shown {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("the browser does not show %s in its viewer", file)
}

// sameAddress compares addresses whatever their escapes.
func sameAddress(a, b string) bool {
	x, errX := url.PathUnescape(a)
	y, errY := url.PathUnescape(b)
	return errX == nil && errY == nil && x == y
}

var pdfLink = regexp.MustCompile(`href="(/documents/[0-9]+/[^"]+\.pdf)"`)

// paper is the address of a PDF that the site holds.
func paper(t *testing.T) string {
	t.Helper()
	pages := crawled(t)
	for _, at := range pages.byShape["/documents/{}"] {
		if found := pdfLink.FindStringSubmatch(pages.html[at]); found != nil {
			return found[1]
		}
	}
	t.Fatal("the crawl came to no document with a PDF")
	return ""
}
