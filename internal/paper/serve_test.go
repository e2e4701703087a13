package paper_test

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/paper"
)

var published = time.Date(2018, time.April, 5, 18, 0, 0, 0, time.UTC)

func serve(t *testing.T, s paper.Shelf, f paper.File, method string, header map[string]string) *http.Response {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "/documents/7/file", nil)
	for k, v := range header {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	if err := paper.ServeFile(w, r, s, f, published); err != nil {
		t.Fatal(err)
	}
	return w.Result()
}

func TestServeFileAnswersAsHTTPAsks(t *testing.T) {
	t.Parallel()
	const content = "%PDF-1.7 the plan"
	eachShelf(t, func(t *testing.T, s paper.Shelf) {
		sha := put(t, s, content)
		f := paper.File{SHA256: sha, Name: "Plan.pdf", Type: "application/pdf"}
		tag := `"` + sha + `"`
		cases := []struct {
			name, method string
			header       map[string]string
			status       int
			body, ranged string
		}{
			{"whole", "GET", nil, 200, content, ""},
			{"head", "HEAD", nil, 200, "", ""},
			{"first five", "GET", map[string]string{"Range": "bytes=0-4"}, 206, "%PDF-", "bytes 0-4/17"},
			{"resumed", "GET", map[string]string{"Range": "bytes=9-", "If-Range": tag}, 206, "the plan", "bytes 9-16/17"},
			{"resumed but changed", "GET", map[string]string{"Range": "bytes=9-", "If-Range": `"other"`}, 200, content, ""},
			{"last four", "GET", map[string]string{"Range": "bytes=-4"}, 206, "plan", "bytes 13-16/17"},
			{"beyond the end", "GET", map[string]string{"Range": "bytes=17-"}, 416, "invalid range: failed to overlap\n", "bytes */17"},
			{"known", "GET", map[string]string{"If-None-Match": tag}, 304, "", ""},
			{"known by date", "GET", map[string]string{"If-Modified-Since": published.Format(http.TimeFormat)}, 304, "", ""},
			{"not known", "GET", map[string]string{"If-None-Match": `"other"`}, 200, content, ""},
		}
		for _, c := range cases {
			answer := serve(t, s, f, c.method, c.header)
			body, err := io.ReadAll(answer.Body)
			if err != nil {
				t.Fatal(err)
			}
			if answer.StatusCode != c.status || string(body) != c.body || answer.Header.Get("Content-Range") != c.ranged {
				t.Errorf("%s: %d %q range %q, want %d %q %q", c.name, answer.StatusCode, body, answer.Header.Get("Content-Range"), c.status, c.body, c.ranged)
			}
			if c.status == 200 && answer.Header.Get("Content-Length") != "17" {
				t.Errorf("%s: Content-Length %q", c.name, answer.Header.Get("Content-Length"))
			}
			if c.status != 416 && answer.Header.Get("ETag") != tag {
				t.Errorf("%s: ETag %q", c.name, answer.Header.Get("ETag"))
			}
		}
	})
}

func TestServeFileLetsNothingRun(t *testing.T) {
	t.Parallel()
	s := newFolder(t, t.TempDir())
	sha := put(t, s, "<script>alert(1)</script>")
	cases := []struct {
		given, sent, disposition string
		sandboxed                bool
	}{
		{"application/pdf", "application/pdf", "inline", false},
		{"text/plain", "text/plain; charset=utf-8", "inline", true},
		{"text/plain; charset=iso-8859-1", "text/plain; charset=iso-8859-1", "inline", true},
		{"image/png", "image/png", "inline", true},
		{"IMAGE/JPEG", "IMAGE/JPEG", "inline", true},
		{"image/svg+xml", "image/svg+xml", "attachment", true},
		{"text/html", "text/html", "attachment", true},
		{"application/xhtml+xml", "application/xhtml+xml", "attachment", true},
		{"text/javascript", "text/javascript", "attachment", true},
		{"application/zip", "application/zip", "attachment", true},
		{"nonsense; \r\nx: y", "application/octet-stream", "attachment", true},
		{"", "application/octet-stream", "attachment", true},
	}
	for _, c := range cases {
		h := serve(t, s, paper.File{SHA256: sha, Name: "f", Type: c.given}, "GET", nil).Header
		kind, _, err := mime.ParseMediaType(h.Get("Content-Disposition"))
		if err != nil {
			t.Fatal(err)
		}
		got := []string{h.Get("Content-Type"), kind, h.Get("X-Content-Type-Options")}
		if diff := cmp.Diff([]string{c.sent, c.disposition, "nosniff"}, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.given, diff)
		}
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "sandbox") != c.sandboxed || strings.Contains(policy, "script") {
			t.Errorf("%q: Content-Security-Policy %q", c.given, policy)
		}
	}
}

func TestServeFileSaysTheRealName(t *testing.T) {
	t.Parallel()
	s := newFolder(t, t.TempDir())
	sha := put(t, s, "x")
	cases := []struct{ name, read, header string }{
		{"Plan 2018-21.pdf", "Plan 2018-21.pdf", `inline; filename="Plan 2018-21.pdf"`},
		{"Ŵyl y dref.pdf", "Ŵyl y dref.pdf", `inline; filename="_yl y dref.pdf"; filename*=UTF-8''%C5%B4yl%20y%20dref.pdf`},
		{`The "Plan".pdf`, `The "Plan".pdf`, `inline; filename="The _Plan_.pdf"; filename*=UTF-8''The%20%22Plan%22.pdf`},
		{"50% off.pdf", "50% off.pdf", `inline; filename="50_ off.pdf"; filename*=UTF-8''50%25%20off.pdf`},
		{"../../etc/passwd", "-..-etc-passwd", `inline; filename="-..-etc-passwd"`},
		{`C:\temp\plan.pdf`, "C:-temp-plan.pdf", `inline; filename="C:-temp-plan.pdf"`},
		{"a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf", `inline; filename="aSet-Cookie: x.pdf"`},
		{"plan\u202efdp.exe", "planfdp.exe", `inline; filename="planfdp.exe"`},
		{"bad\xff.pdf", "bad.pdf", `inline; filename="bad.pdf"`},
		{"", "", "inline"},
		{" .. ", "", "inline"},
	}
	for _, c := range cases {
		got := serve(t, s, paper.File{SHA256: sha, Name: c.name, Type: "application/pdf"}, "GET", nil).Header.Get("Content-Disposition")
		if got != c.header {
			t.Errorf("%q: Content-Disposition %s, want %s", c.name, got, c.header)
		}
		_, params, err := mime.ParseMediaType(got)
		if err != nil || params["filename"] != c.read {
			t.Errorf("%q is read as %q, %v; want %q", c.name, params["filename"], err, c.read)
		}
	}
}

func TestServeFileWritesNothingWhenThereIsNothing(t *testing.T) {
	t.Parallel()
	s := newFolder(t, t.TempDir())
	for sha, want := range map[string]error{shaOf("absent"): council.ErrNotFound, "../x": council.ErrInvalid} {
		w := httptest.NewRecorder()
		err := paper.ServeFile(w, httptest.NewRequestWithContext(t.Context(), "GET", "/", nil), s, paper.File{SHA256: sha, Name: "Plan.pdf"}, published)
		if !errors.Is(err, want) || len(w.Header()) != 0 || w.Body.Len() != 0 {
			t.Errorf("ServeFile(%q) = %v with headers %v, want %v and nothing written", sha, err, w.Header(), want)
		}
	}
}

func TestServeFileKeepsTheCallersCacheRule(t *testing.T) {
	t.Parallel()
	s := newFolder(t, t.TempDir())
	f := paper.File{SHA256: put(t, s, "x"), Name: "f.txt", Type: "text/plain"}
	if got := serve(t, s, f, "GET", nil).Header.Get("Cache-Control"); got != "no-cache" {
		t.Errorf("Cache-Control %q", got)
	}
	w := httptest.NewRecorder()
	w.Header().Set("Cache-Control", "private, no-store")
	if err := paper.ServeFile(w, httptest.NewRequestWithContext(t.Context(), "GET", "/", nil), s, f, published); err != nil {
		t.Fatal(err)
	}
	if got := w.Header().Get("Cache-Control"); got != "private, no-store" {
		t.Errorf("Cache-Control %q, want the caller's", got)
	}
}
