package page

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"

	"moothall/internal/council"
)

// built holds what `make build` made of web/: files under names that hold the
// hash of their content, gzip copies, and manifest.json. In a fresh clone it
// holds nothing.
//
//go:embed all:dist
var built embed.FS

// ErrNotBuilt says that the program was compiled before its style sheet and
// script were made.
var ErrNotBuilt = errors.New("the style sheet and script have not been built: run \"make build\"")

// assetPrefix is where the site answers with assets.
const assetPrefix = "/assets/"

// assetForever is the answer header for a file whose name changes with its
// content.
const assetForever = "public, max-age=31536000, immutable"

// Assets are the style sheet, the script and the images that pages name. They
// are read once, held in memory and never change.
type Assets struct {
	urls  map[string]string // "main.css" → "/assets/main-0123456789.css"
	files map[string]asset  // "main-0123456789.css" → its bytes
}

type asset struct {
	kind  string // content type
	etag  string
	plain []byte
	gzip  []byte // nil where it would be no smaller
}

// LoadAssets reads the assets that were compiled into the program. Its error is
// ErrNotBuilt when there are none.
func LoadAssets() (*Assets, error) {
	dist, err := fs.Sub(built, "dist")
	if err != nil {
		return nil, fmt.Errorf("assets: %w", err)
	}
	return readAssets(dist)
}

// readAssets reads manifest.json, a JSON object from plain to hashed names, and
// every file it names.
func readAssets(dist fs.FS) (*Assets, error) {
	manifest, err := fs.ReadFile(dist, "manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotBuilt
	}
	if err != nil {
		return nil, fmt.Errorf("assets: %w", err)
	}
	var names map[string]string
	if err := json.Unmarshal(manifest, &names); err != nil {
		return nil, fmt.Errorf("assets: manifest.json: %w", err)
	}
	a := &Assets{urls: map[string]string{}, files: map[string]asset{}}
	for name, file := range names {
		if a.files[file], err = readAsset(dist, file); err != nil {
			return nil, fmt.Errorf("assets: %s: %w", name, err)
		}
		a.urls[name] = assetPrefix + file
	}
	return a, nil
}

func readAsset(dist fs.FS, file string) (asset, error) {
	kind, err := assetKind(file)
	if err != nil {
		return asset{}, err
	}
	plain, err := fs.ReadFile(dist, file)
	if err != nil {
		return asset{}, err
	}
	packed, err := fs.ReadFile(dist, file+".gz")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return asset{}, err
	}
	return asset{kind: kind, etag: `"` + file + `"`, plain: plain, gzip: packed}, nil
}

// assetKind is a table of ours, since the mime package asks the machine it runs
// on and a server without such a table would send scripts as plain text.
func assetKind(file string) (string, error) {
	switch path.Ext(file) {
	case ".css":
		return "text/css; charset=utf-8", nil
	case ".js":
		return "text/javascript; charset=utf-8", nil
	case ".svg":
		return "image/svg+xml", nil
	case ".png":
		return "image/png", nil
	default:
		return "", fmt.Errorf("no content type known for %q: %w", file, council.ErrInvalid)
	}
}

// URL is the address of the asset with a plain name such as "main.css", as a
// path on this site. Its error is of the kind council.ErrNotFound.
func (a *Assets) URL(name string) (string, error) {
	url, ok := a.urls[name]
	if !ok {
		return "", fmt.Errorf("asset %q: %w", name, council.ErrNotFound)
	}
	return url, nil
}

// Read is the content of the asset with a plain name. Its error is of the kind council.ErrNotFound.
func (a *Assets) Read(name string) ([]byte, error) {
	url, err := a.URL(name)
	if err != nil {
		return nil, err
	}
	return a.files[strings.TrimPrefix(url, assetPrefix)].plain, nil
}

// Handler answers GET and HEAD under /assets/ with files that a browser may
// keep for good, compressed for those that take gzip. Any other address under
// it is not found.
func (a *Assets) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "This address can only be read.", http.StatusMethodNotAllowed)
			return
		}
		file, ok := a.files[strings.TrimPrefix(r.URL.Path, assetPrefix)]
		if !ok {
			http.Error(w, "There is no such file.", http.StatusNotFound)
			return
		}
		file.answer(w, r)
	})
}

func (f asset) answer(w http.ResponseWriter, r *http.Request) {
	head, body := w.Header(), f.plain
	head.Set("Cache-Control", assetForever)
	head.Set("ETag", f.etag)
	head.Set("Vary", "Accept-Encoding")
	if namesETag(r.Header.Get("If-None-Match"), f.etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if f.gzip != nil && TakesGzip(r.Header.Get("Accept-Encoding")) {
		head.Set("Content-Encoding", "gzip")
		// A strong tag names one run of bytes, and these are others.
		head.Set("ETag", "W/"+f.etag)
		body = f.gzip
	}
	head.Set("Content-Type", f.kind)
	head.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodHead {
		return
	}
	// An error here is a reader who went away.
	_, _ = w.Write(body)
}

// namesETag reports whether an If-None-Match header (RFC 9110, 13.1.2: a list,
// compared weakly, or "*") names the tag.
func namesETag(header, etag string) bool {
	for one := range strings.SplitSeq(header, ",") {
		one = strings.TrimSpace(one)
		if one == "*" || strings.TrimPrefix(one, "W/") == etag {
			return true
		}
	}
	return false
}

// TakesGzip reports whether an Accept-Encoding header (RFC 9110, 12.5.3) allows
// gzip: named, or covered by "*", and not with a weight of nought.
func TakesGzip(header string) bool {
	rest := false
	for one := range strings.SplitSeq(header, ",") {
		coding, weight, _ := strings.Cut(strings.ToLower(one), ";")
		_, q, _ := strings.Cut(weight, "=")
		wanted := strings.Trim(q, "0. ") != "" || strings.TrimSpace(q) == ""
		switch strings.TrimSpace(coding) {
		case "gzip":
			return wanted
		case "*":
			rest = wanted
		}
	}
	return rest
}
