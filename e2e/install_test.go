package e2e

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"moothall/internal/auth"
)

const ownPassword = "otter kiln spoon gate"

var shownKey = regexp.MustCompile(`<code class="moot-code" lang="zxx">([A-Z2-7 ]+)</code>`)

// appCode is the code that an authenticator app shows that was told the key of a page.
func appCode(body string, at time.Time) (string, error) {
	key := shownKey.FindStringSubmatch(body)
	if key == nil {
		return "", fmt.Errorf("no key is shown:\n%s", readable(body))
	}
	return auth.CodeAt(strings.ReplaceAll(key[1], " ", ""), at)
}

// install sets a new installation up and gives its administrator, who is its officer too.
func install(t *testing.T, s *server) *reader {
	t.Helper()
	r, err := newReader(s.site)
	must(t, err)
	answer, _, err := r.post("/desk/set-up", url.Values{"council": {"Ambridge Council"}, "name": {"Jennifer"},
		"email": {"jennifer@ambridge.example"}, "code": {setUpCode(t, s)}})
	must(t, err)
	_, body, err := r.post(answer.Request.URL.Path+"/password", url.Values{"password": {ownPassword}})
	must(t, err)
	code, err := appCode(body, time.Now())
	must(t, err)
	_, body, err = r.post("/desk/app", url.Values{"code": {code}})
	must(t, err)
	if !strings.Contains(body, "Recovery codes") {
		t.Fatalf("no account:\n%s", readable(body))
	}
	r.sent(t, "/desk/accounts/1/roles", url.Values{"version": {"1"}, "role": {"democratic services officer"}, "from": {"1/1/2020"}})
	return r
}

// sent sends a form that is taken, and gives the page that it leads to.
func (r *reader) sent(t *testing.T, at string, values url.Values) (path, body string) {
	t.Helper()
	answer, body, err := r.post(at, values)
	must(t, err)
	if answer.StatusCode != http.StatusOK || answer.Request.Method != http.MethodGet {
		t.Fatalf("%s with %v: %s\n%s", at, values, answer.Status, readable(body))
	}
	return answer.Request.URL.Path, body
}

// acknowledged sends a form, and gives where it leads; "" where it was not acknowledged that what it says is kept.
func (r *reader) acknowledged(ctx context.Context, at, kind string, body []byte) string {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.site+at, bytes.NewReader(body))
	if err != nil {
		return ""
	}
	request.Header.Set("Content-Type", kind)
	client := http.Client{Jar: r.client.Jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	answer, err := client.Do(request)
	if err != nil {
		return ""
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther {
		return ""
	}
	to, _, _ := strings.Cut(answer.Header.Get("Location"), "?")
	return to
}

// withFile is a form with a file, as a browser sends it, and its content type.
func withFile(values url.Values, name string, content []byte) (kind string, body []byte, err error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for field, all := range values {
		for _, value := range all {
			if err := w.WriteField(field, value); err != nil {
				return "", nil, err
			}
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	return w.FormDataContentType(), b.Bytes(), err
}

var formVersion = regexp.MustCompile(`name="version" value="(\d+)"`)

// version is the version that a page's form begins from.
func (r *reader) version(at string) (string, error) {
	_, body, err := r.page(at)
	if err != nil {
		return "", err
	}
	found := formVersion.FindStringSubmatch(body)
	if found == nil {
		return "", fmt.Errorf("%s has no form with a version:\n%s", at, readable(body))
	}
	return found[1], nil
}

// committee is a body with the days on which it meets.
type committee struct {
	name, kind string
	days       []time.Time
}

// convene makes bodies with meetings on days that lie ahead, all of them published.
func convene(t *testing.T, r *reader, all ...committee) {
	t.Helper()
	last := time.Now()
	for _, c := range all {
		body, _ := r.sent(t, "/desk/bodies/new", url.Values{"name": {c.name}, "kind": {c.kind}})
		r.publishes(t, body+"/publish", body)
		for _, day := range c.days {
			if day.After(last) {
				last = day
			}
		}
	}
	calendar, _ := r.sent(t, "/desk/calendars/new", url.Values{"name": {"The year"}, "from": {typed(time.Now())}, "to": {typed(last.AddDate(0, 0, 30))}})
	for i, c := range all {
		for _, day := range c.days {
			version, err := r.version(calendar + "/meetings/new")
			must(t, err)
			r.sent(t, calendar+"/meetings/new", url.Values{"version": {version}, "body": {strconv.Itoa(i + 1)}, "day": {typed(day)}, "starts": {"18:00"}, "place": {"Town Hall"}})
		}
	}
	r.publishes(t, calendar+"/publish", calendar)
}

// publishes sends the form of a page that publishes what stands there.
func (r *reader) publishes(t *testing.T, at, form string) {
	t.Helper()
	version, err := r.version(form)
	must(t, err)
	r.sent(t, at, url.Values{"version": {version}})
}

// typed is a day as people type it.
func typed(day time.Time) string { return day.Format("2/1/2006") }

var shownLink = regexp.MustCompile(`/desk/invitation/[A-Za-z0-9_-]+`)

// invites gives somebody an account with a role, and is them once they have chosen a password.
func (r *reader) invites(t *testing.T, site, name string, role url.Values) *reader {
	t.Helper()
	role.Set("name", name)
	role.Set("email", name+"@ambridge.example")
	_, body, err := r.post("/desk/accounts/new", role)
	must(t, err)
	link := shownLink.FindString(body)
	if link == "" {
		t.Fatalf("nobody was invited:\n%s", readable(body))
	}
	them, err := newReader(site)
	must(t, err)
	_, body, err = them.post(link+"/password", url.Values{"password": {ownPassword}})
	must(t, err)
	code, err := appCode(body, time.Now())
	must(t, err)
	them.sent200(t, "/desk/app", url.Values{"code": {code}})
	return them
}

// sent200 sends a form that is answered with a page.
func (r *reader) sent200(t *testing.T, at string, values url.Values) {
	t.Helper()
	answer, body, err := r.post(at, values)
	must(t, err)
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s\n%s", at, answer.Status, readable(body))
	}
}
