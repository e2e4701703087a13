package testkit

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

// Staff is somebody whom an OpenID provider of the tests knows.
type Staff struct {
	Name     string // by which they sign in there
	Email    string
	Verified bool // the provider vouches for the address
}

// Provider is an OpenID provider of the tests, and the client that it knows.
type Provider struct{ Issuer, ClientID, ClientSecret string }

// passwordThere is everybody's at the provider.
const passwordThere = "there"

// StartProvider starts an OpenID provider, of a library that is certified for it, with a page to sign in
// at. It sends people back to that address alone.
func StartProvider(t testing.TB, back string, people ...Staff) Provider {
	t.Helper()
	var handler atomic.Pointer[http.Handler]
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*handler.Load()).ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	p := Provider{Issuer: server.URL, ClientID: "moothall", ClientSecret: "a secret of the tests"}
	users := staff{}
	for _, s := range people {
		users[s.Name] = &storage.User{ID: s.Name, Username: s.Name, Password: passwordThere, Email: s.Email, EmailVerified: s.Verified, FirstName: s.Name}
	}
	store := storage.NewStorageWithClients(users, map[string]*storage.Client{p.ClientID: storage.WebClient(p.ClientID, p.ClientSecret, back)})
	made := http.Handler(exampleop.SetupServer(server.URL, store, Silent(), false))
	handler.Store(&made)
	return p
}

// staff are users by their names. It implements storage.UserStore.
type staff map[string]*storage.User

// GetUserByID implements storage.UserStore.
func (s staff) GetUserByID(id string) *storage.User { return s[id] }

// GetUserByUsername implements storage.UserStore.
func (s staff) GetUserByUsername(name string) *storage.User { return s[name] }

// ExampleClientID implements storage.UserStore.
func (staff) ExampleClientID() string { return storage.ServiceUserID }

// SignInThere signs somebody in at a provider, in a browser of their own, from the address to which they
// were sent, and gives the address at the site to which the provider sends them back.
func SignInThere(t testing.TB, address, name, site string) *url.URL {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	var back *url.URL
	browser := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), site) {
			back = r.URL
			return http.ErrUseLastResponse
		}
		return nil
	}}
	ask := func(method, at string, form url.Values) *http.Response {
		r, err := http.NewRequestWithContext(t.Context(), method, at, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		if form != nil {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		answer, err := browser.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	form := ask(http.MethodGet, address, nil)
	defer form.Body.Close()
	if _, err := io.Copy(io.Discard, form.Body); err != nil || form.StatusCode != http.StatusOK {
		t.Fatalf("the provider shows no form: %s, %v", form.Status, err)
	}
	at := form.Request.URL
	answer := ask(http.MethodPost, at.String(), url.Values{"username": {name}, "password": {passwordThere}, "id": {at.Query().Get("authRequestID")}})
	defer answer.Body.Close()
	if back == nil {
		b, _ := io.ReadAll(answer.Body)
		t.Fatalf("the provider sends nobody back: %s\n%s", answer.Status, b)
	}
	return back
}
