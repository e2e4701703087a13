package page

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"moothall/internal/council"
)

func gzipped(t *testing.T, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func smallDist(t *testing.T) fstest.MapFS {
	return fstest.MapFS{
		"manifest.json":   {Data: []byte(`{"main.css":"main-1a.css","seal.svg":"seal-2b.svg"}`)},
		"main-1a.css":     {Data: []byte("body{color:#000}")},
		"main-1a.css.gz":  {Data: gzipped(t, "body{color:#000}")},
		"seal-2b.svg":     {Data: []byte("<svg/>")},
		"main-old.css":    {Data: []byte("left over")},
		"unnamed-3c.html": {Data: []byte("<script>")},
	}
}

func TestAssetsURL(t *testing.T) {
	t.Parallel()
	a, err := readAssets(smallDist(t))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := a.URL("main.css"); err != nil || got != "/assets/main-1a.css" {
		t.Errorf("URL(main.css) = %q, %v", got, err)
	}
	if _, err := a.URL("absent.css"); !errors.Is(err, council.ErrNotFound) {
		t.Errorf("URL(absent.css): %v, want not found", err)
	}
}

func TestAssetsRefusesWhatItCannotServe(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		dist fstest.MapFS
		want error
	}{
		{"nothing built", fstest.MapFS{".gitkeep": {}}, ErrNotBuilt},
		{"unknown kind", fstest.MapFS{"manifest.json": {Data: []byte(`{"a":"a.exe"}`)}, "a.exe": {}}, council.ErrInvalid},
	}
	for _, test := range tests {
		if _, err := readAssets(test.dist); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", test.name, err, test.want)
		}
	}
	broken := fstest.MapFS{"manifest.json": {Data: []byte(`{"main.css":"main-1a.css"}`)}}
	if _, err := readAssets(broken); err == nil || !strings.Contains(err.Error(), "main.css") {
		t.Errorf("a manifest that names a missing file: %v, want an error that names it", err)
	}
}

func TestAssetsHandler(t *testing.T) {
	t.Parallel()
	a, err := readAssets(smallDist(t))
	if err != nil {
		t.Fatal(err)
	}
	h := a.Handler()
	tests := []struct {
		name, method, path string
		header, value      string
		status             int
		encoding, body     string
	}{
		{"plain", "GET", "/assets/main-1a.css", "", "", 200, "", "body{color:#000}"},
		{"gzip", "GET", "/assets/main-1a.css", "Accept-Encoding", "br, gzip", 200, "gzip", "body{color:#000}"},
		{"gzip by star", "GET", "/assets/main-1a.css", "Accept-Encoding", "*", 200, "gzip", "body{color:#000}"},
		{"gzip refused", "GET", "/assets/main-1a.css", "Accept-Encoding", "gzip;q=0.0, *", 200, "", "body{color:#000}"},
		{"gzip weighed", "GET", "/assets/main-1a.css", "Accept-Encoding", "gzip;q=0.5", 200, "gzip", "body{color:#000}"},
		{"no gzip made", "GET", "/assets/seal-2b.svg", "Accept-Encoding", "gzip", 200, "", "<svg/>"},
		{"known already", "GET", "/assets/main-1a.css", "If-None-Match", `"x", W/"main-1a.css"`, 304, "", ""},
		{"head", "HEAD", "/assets/main-1a.css", "", "", 200, "", ""},
		{"post", "POST", "/assets/main-1a.css", "", "", 405, "", "This address can only be read.\n"},
		{"plain name", "GET", "/assets/main.css", "", "", 404, "", "There is no such file.\n"},
		{"not in the manifest", "GET", "/assets/unnamed-3c.html", "", "", 404, "", "There is no such file.\n"},
		{"climbing out", "GET", "/assets/../assets.go", "", "", 404, "", "There is no such file.\n"},
		{"gzip by name", "GET", "/assets/main-1a.css.gz", "", "", 404, "", "There is no such file.\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(test.method, test.path, nil)
			if test.header != "" {
				r.Header.Set(test.header, test.value)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			got := w.Result()
			if got.StatusCode != test.status {
				t.Errorf("status %d, want %d", got.StatusCode, test.status)
			}
			if e := got.Header.Get("Content-Encoding"); e != test.encoding {
				t.Errorf("content encoding %q, want %q", e, test.encoding)
			}
			if got.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Error("a browser may guess the type")
			}
			keep := got.Header.Get("Cache-Control") == assetForever
			if want := test.status < 400; keep != want {
				t.Errorf("kept for good: %v, want %v", keep, want)
			}
			if body := unpacked(t, got); body != test.body {
				t.Errorf("body %q, want %q", body, test.body)
			}
		})
	}
}

func unpacked(t *testing.T, answer *http.Response) string {
	t.Helper()
	var from io.Reader = answer.Body
	if answer.Header.Get("Content-Encoding") == "gzip" {
		packed, err := gzip.NewReader(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		from = packed
	}
	body, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// The real thing: what make build embedded is whole, and a gzip copy holds what
// its plain file holds.
func TestBuiltAssets(t *testing.T) {
	t.Parallel()
	a, err := LoadAssets()
	if errors.Is(err, ErrNotBuilt) {
		t.Fatal(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"main.css", "main.js", "favicon.svg"} {
		url, err := a.URL(name)
		if err != nil {
			t.Error(err)
			continue
		}
		plain := httptest.NewRecorder()
		a.Handler().ServeHTTP(plain, httptest.NewRequest("GET", url, nil))
		r := httptest.NewRequest("GET", url, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		packed := httptest.NewRecorder()
		a.Handler().ServeHTTP(packed, r)
		if packed.Result().Header.Get("Content-Encoding") != "gzip" {
			t.Errorf("%s is not sent compressed", name)
		}
		if unpacked(t, packed.Result()) != plain.Body.String() {
			t.Errorf("%s: the compressed copy holds something else", name)
		}
		if n, want := plain.Body.Len(), plain.Result().Header.Get("Content-Length"); strconv.Itoa(n) != want {
			t.Errorf("%s: %d bytes, said to be %s", name, n, want)
		}
	}
}
