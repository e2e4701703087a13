package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"moothall/internal/audience"
	"moothall/internal/auth"
	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// visit is one request for one page or act.
type visit struct {
	*http.Request
	ctx    context.Context
	out    http.ResponseWriter // to set deadlines by; a page is said to its reply
	words  *page.Words
	viewer audience.Viewer
	// session is the one in which the request came; zero where nobody has signed in.
	session auth.Session
	path    string // the page's address without the language and its query
	number  int    // what stood for {number}; 0 on routes without one
}

// mostTyped is how large a form without files may be, in bytes.
const mostTyped = 4 << 20

func (d *Desk) visit(r *http.Request, words *page.Words) *visit {
	path := r.URL.Path
	if words.Lang() == council.Welsh {
		path = strings.TrimPrefix(path, "/cy")
	}
	return &visit{Request: r, ctx: r.Context(), words: words, path: path}
}

// read takes the address and the form apart.
func (v *visit) read(w http.ResponseWriter) error {
	if strings.Contains(v.Pattern, "{number}") {
		n, err := v.part("number")
		if err != nil {
			return err
		}
		v.number = n
	}
	if v.Method != http.MethodPost || strings.HasPrefix(v.Header.Get("Content-Type"), "multipart/") {
		return nil // files are read by the page that takes them
	}
	v.Body = http.MaxBytesReader(w, v.Body, mostTyped)
	if err := v.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return &page.Problem{Key: "desk.fault.large", Args: []string{"Most", v.words.Number(mostTyped >> 20)}, Path: v.path}
		}
		return fmt.Errorf("read the form: %w", errors.Join(err, council.ErrInvalid))
	}
	for name, values := range v.PostForm {
		for i, value := range values {
			// A text area sends its lines as Windows does; rubbish in UTF-8 cannot be kept.
			values[i] = strings.ReplaceAll(strings.ToValidUTF8(strings.ReplaceAll(value, "\x00", ""), "\uFFFD"), "\r\n", "\n")
		}
		if !utf8.ValidString(name) {
			return fmt.Errorf("read the form: %w", council.ErrInvalid)
		}
	}
	return nil
}

// part is a number in the address; ErrNotFound where it is none.
func (v *visit) part(name string) (int, error) {
	given := v.PathValue(name)
	n, err := strconv.Atoi(given)
	if err != nil || n < 1 || n > 1<<31 || strconv.Itoa(n) != given {
		return 0, fmt.Errorf("%q is no number: %w", given, council.ErrNotFound)
	}
	return n, nil
}

// filled is the form as it was sent.
func (v *visit) filled() *page.Form {
	page.Choose(v.PostForm)
	form := page.NewForm(v.words, v.PostForm)
	settle(form)
	return form
}

// fresh is a form with the values that it begins with: name, value, name, value.
func (v *visit) fresh(pairs ...string) *page.Form {
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return page.NewForm(v.words, values)
}

// version is the version that a form began from.
func (v *visit) version() int {
	n, _ := strconv.Atoi(v.PostForm.Get("version"))
	return n
}

// mayDo says whether who looks may do the act for some body, so that a page shows nobody a way that is shut to
// them. Whether they may is asked again where it is done.
func (v *visit) mayDo(act register.Act) bool {
	return register.May(v.viewer, act, audience.AllBodies) == nil
}

// query is a parameter of the address, trimmed.
func (v *visit) query(name string) string { return strings.TrimSpace(v.URL.Query().Get(name)) }
