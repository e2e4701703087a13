package e2e

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var saidCode = regexp.MustCompile(`with the code (\S+)`)

// setUpCode is what a new installation prints for whoever runs it.
func setUpCode(t *testing.T, s *server) string {
	t.Helper()
	for range 100 {
		if found := saidCode.FindStringSubmatch(s.said.String()); found != nil {
			return found[1]
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("no set-up code in\n%s", s.said)
	return ""
}

// TestANewInstallation serves a record that there was none of, and sets it up with the code that the
// program printed: the council's name and one administrator, nothing else.
func TestANewInstallation(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "council")
	s, err := startServer(moothall.binary, nil, "--data", data, "--new")
	must(t, err)
	t.Cleanup(func() { _ = s.stop() })
	site := strings.Replace(s.site, "127.0.0.1", "localhost", 1)
	jar, err := cookiejar.New(nil)
	must(t, err)
	browser := &http.Client{Jar: jar}
	form := url.Values{"council": {"Ambridge Council"}, "name": {"Jennifer"}, "email": {"jennifer@ambridge.example"}, "code": {setUpCode(t, s)}}
	got, err := browser.PostForm(site+"/desk/set-up", form)
	must(t, err)
	defer got.Body.Close()
	if got.StatusCode != http.StatusOK || !strings.HasPrefix(got.Request.URL.Path, "/desk/invitation/") {
		t.Fatalf("set-up leads to %s: %s", got.Request.URL.Path, got.Status)
	}
	again, err := browser.PostForm(site+"/desk/set-up", form)
	must(t, err)
	defer again.Body.Close()
	if again.StatusCode != http.StatusNotFound {
		t.Errorf("a second set-up: %s", again.Status)
	}
	home, err := browser.Get(s.site + "/")
	must(t, err)
	defer home.Body.Close()
	if page, err := io.ReadAll(home.Body); err != nil || !strings.Contains(string(page), "Ambridge Council") {
		t.Errorf("the public site does not say whose it is: %v\n%s", err, page)
	}
}
