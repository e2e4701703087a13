package e2e

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/proto"

	fiction "moothall/internal/demo"
)

// reader is somebody at a desk without a browser: what they are sent is read as it comes.
type reader struct {
	site   string
	client *http.Client
}

// newReader is somebody who has not signed in.
func newReader(site string) (*reader, error) {
	jar, err := cookiejar.New(nil)
	return &reader{site: site, client: &http.Client{Jar: jar, Timeout: time.Minute}}, err
}

// page reads an address, and says where it led in the end.
func (r *reader) page(at string) (answer *http.Response, body string, err error) {
	return said(r.client.Get(r.site + at))
}

// post sends a form.
func (r *reader) post(at string, values url.Values) (answer *http.Response, body string, err error) {
	return said(r.client.PostForm(r.site+at, values))
}

func said(answer *http.Response, err error) (*http.Response, string, error) {
	if err != nil {
		return nil, "", err
	}
	body, err := io.ReadAll(answer.Body)
	return answer, string(body), errors.Join(err, answer.Body.Close())
}

// shownCode is the one-time code that a fictional council's sign-in shows.
var shownCode = regexp.MustCompile(`would be (\d{6})`)

// signIn signs somebody on the demonstration's staff in.
func signIn(site, email string) (*reader, error) {
	r, err := newReader(site)
	if err != nil {
		return nil, err
	}
	_, body, err := r.post("/desk/sign-in", url.Values{"email": {email}, "password": {fiction.Password}})
	if err != nil {
		return nil, err
	}
	code := shownCode.FindStringSubmatch(body)
	if code == nil {
		return nil, fmt.Errorf("no code is shown to %s:\n%s", email, readable(body))
	}
	answer, body, err := r.post("/desk/sign-in/code", url.Values{"code": {code[1]}})
	if err == nil && answer.Request.URL.Path != "/desk" {
		err = fmt.Errorf("%s is not let in:\n%s", email, readable(body))
	}
	return r, err
}

// staff are the readers who have signed in at a site, once each.
type staff struct {
	mu      sync.Mutex
	readers map[string]*reader // by site and email
}

var everybody = staff{readers: map[string]*reader{}}

// as is somebody of the demonstration's staff, by what stands before the @ of their address; nobody where it is empty.
func (s *staff) as(site, who string) (*reader, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r, ok := s.readers[site+who]; ok {
		return r, nil
	}
	r, err := newReader(site)
	if who != "" {
		r, err = signIn(site, who+"@ravensbeck.example")
	}
	if err == nil {
		s.readers[site+who] = r
	}
	return r, err
}

// signedIn lets a window have the session of a reader.
func signedIn(t *testing.T, r *reader) func(*rod.Page) error {
	t.Helper()
	at, err := url.Parse(r.site)
	must(t, err)
	return func(page *rod.Page) error {
		for _, c := range r.client.Jar.Cookies(at) {
			if _, err := (proto.NetworkSetCookie{Name: c.Name, Value: c.Value, URL: r.site}).Call(page); err != nil {
				return err
			}
		}
		return nil
	}
}

// firstHeading is what a page is called.
func firstHeading(body string) string {
	_, rest, _ := strings.Cut(body, "<h1")
	text, _, _ := strings.Cut(rest, "</h1>")
	return readable("<h1" + text)
}
