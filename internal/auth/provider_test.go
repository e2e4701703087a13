package auth_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"

	"moothall/internal/auth"
	"moothall/internal/council"
	"moothall/internal/testkit"
)

// staff are the people whom the provider of the tests knows, by their user names there.
type staff map[string]*storage.User

// GetUserByID implements storage.UserStore.
func (s staff) GetUserByID(id string) *storage.User { return s[id] }

// GetUserByUsername implements storage.UserStore.
func (s staff) GetUserByUsername(name string) *storage.User { return s[name] }

// ExampleClientID implements storage.UserStore.
func (staff) ExampleClientID() string { return storage.ServiceUserID }

const (
	clientID     = "moothall"
	clientSecret = "a secret of the tests"
	callback     = "/desk/sign-in/provider/back"
)

// startProvider starts an OpenID provider that is certified as one, with a page to sign in at.
func startProvider(t *testing.T, people staff) auth.ProviderConfig {
	t.Helper()
	var handler atomic.Value
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.Load().(http.Handler).ServeHTTP(w, r) //nolint:forcetypeassert // set below
	}))
	t.Cleanup(server.Close)
	store := storage.NewStorageWithClients(people, map[string]*storage.Client{clientID: storage.WebClient(clientID, clientSecret, origin+callback)})
	handler.Store(http.Handler(exampleop.SetupServer(server.URL, store, testkit.Silent(), false)))
	return auth.ProviderConfig{Issuer: server.URL, ClientID: clientID, ClientSecret: clientSecret, Return: callback}
}

func person(name, email string, verified bool) *storage.User {
	return &storage.User{ID: name, Username: name, Password: "there", Email: email, EmailVerified: verified, FirstName: name}
}

// there signs somebody in at the provider, in a browser of their own, and gives the answer with which
// it sends them back.
func there(t *testing.T, address, user string) url.Values {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	var back *url.URL
	browser := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), origin) {
			back = r.URL
			return http.ErrUseLastResponse
		}
		return nil
	}}
	form, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer form.Body.Close()
	if _, err := io.Copy(io.Discard, form.Body); err != nil || form.StatusCode != http.StatusOK {
		t.Fatal(form.Status, err)
	}
	at := form.Request.URL
	answer, err := browser.PostForm(at.String(), url.Values{"username": {user}, "password": {"there"}, "id": {at.Query().Get("authRequestID")}})
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if back == nil {
		b, _ := io.ReadAll(answer.Body)
		t.Fatalf("the provider sends nobody back: %s\n%s", answer.Status, b)
	}
	return back.Query()
}

func TestTheCouncilsProvider(t *testing.T) {
	t.Parallel()
	config := startProvider(t, staff{"gwen": person("gwen", "Gwen@ambridge.example", true), "huw": person("huw", "huw@ambridge.example", false),
		"eve": person("eve", "eve@elsewhere.example", true), "mair": person("mair", "", false)})
	w := newWorld(t, testkit.SQLite(t), config)
	w.clock.at = time.Now()
	gwen := w.account("Gwen", "gwen@ambridge.example")
	w.account("Huw", "huw@ambridge.example")
	in := func(user string) (auth.Welcome, error) {
		address, step, err := w.porter.AskProvider(t.Context(), origin)
		if err != nil {
			t.Fatal(err)
		}
		if q := address; !strings.Contains(q, "code_challenge_method=S256") || !strings.Contains(q, "nonce=") {
			t.Errorf("asked without PKCE or nonce: %s", q)
		}
		said := there(t, address, user)
		return w.porter.CheckProvider(t.Context(), home, step, said.Get("state"), said.Get("code"))
	}
	welcome, err := in("gwen")
	if err != nil || !w.isIn(welcome.Token) {
		t.Fatalf("by an address that the provider vouches for: %v", err)
	}
	for user, why := range map[string]string{"huw": "an address that it does not vouch for", "eve": "an address that nobody has", "mair": "no address"} {
		if _, err := in(user); !errors.Is(err, auth.ErrRefused) {
			t.Errorf("by %s: %v", why, err)
		}
	}
	// Once linked, the account is known by who they are there, and not by its address.
	gwen.Content.Email = "pritchard@ambridge.example"
	if gwen, err = w.register.ChangeAccount(t.Context(), admin(), gwen); err != nil {
		t.Fatal(err)
	}
	if welcome, err = in("gwen"); err != nil || !w.isIn(welcome.Token) {
		t.Errorf("after a change of address: %v", err)
	}
	if err := w.register.EndAccount(t.Context(), admin(), gwen.Number, gwen.Version); err != nil {
		t.Fatal(err)
	}
	if _, err := in("gwen"); !errors.Is(err, auth.ErrRefused) || w.isIn(welcome.Token) {
		t.Errorf("an ended account: %v", err)
	}
}

func TestAnAnswerOfTheProviderIsHeldToItsQuestion(t *testing.T) {
	t.Parallel()
	config := startProvider(t, staff{"gwen": person("gwen", "gwen@ambridge.example", true)})
	w := newWorld(t, testkit.SQLite(t), config)
	w.clock.at = time.Now()
	w.account("Gwen", "gwen@ambridge.example")
	ask := func() (url.Values, string) {
		address, step, err := w.porter.AskProvider(t.Context(), origin)
		if err != nil {
			t.Fatal(err)
		}
		return there(t, address, "gwen"), step
	}
	one, step := ask()
	if _, err := w.porter.CheckProvider(t.Context(), home, "", one.Get("state"), one.Get("code")); !council.IsNotFound(err) {
		t.Errorf("in a browser that asked nothing: %v", err)
	}
	if _, err := w.porter.CheckProvider(t.Context(), home, step, "another", one.Get("code")); !errors.Is(err, auth.ErrRefused) {
		t.Errorf("with another state: %v", err)
	}
	// A code that was meant for another browser: its PKCE verifier and nonce are not this one's.
	other, _ := ask()
	mine, step := ask()
	if _, err := w.porter.CheckProvider(t.Context(), home, step, mine.Get("state"), other.Get("code")); !errors.Is(err, auth.ErrRefused) {
		t.Errorf("with the code of another question: %v", err)
	}
	if _, err := w.porter.CheckProvider(t.Context(), home, step, mine.Get("state"), mine.Get("code")); !council.IsNotFound(err) {
		t.Errorf("a question answered twice: %v", err)
	}
}

// TestAProviderIsLinkedByInvitation links an account with somebody of whose address the provider says
// nothing, and takes their signing in there again as a proof.
func TestAProviderIsLinkedByInvitation(t *testing.T) {
	t.Parallel()
	config := startProvider(t, staff{"gwen": person("gwen", "", false), "huw": person("huw", "", false)})
	w := newWorld(t, testkit.SQLite(t), config)
	w.clock.at = time.Now()
	k := w.account("Gwen", "gwen@ambridge.example")
	invitation, _, err := w.porter.Invite(t.Context(), admin(), k.Number)
	if err != nil {
		t.Fatal(err)
	}
	h, err := w.porter.ByInvitation(t.Context(), invitation)
	if err != nil {
		t.Fatal(err)
	}
	address, step, err := w.porter.LinkProvider(t.Context(), h, origin)
	if err != nil {
		t.Fatal(err)
	}
	said := there(t, address, "gwen")
	welcome, err := w.porter.CheckProvider(t.Context(), home, step, said.Get("state"), said.Get("code"))
	if err != nil || !w.isIn(welcome.Token) {
		t.Fatal(err)
	}
	if _, err := w.porter.ByInvitation(t.Context(), invitation); !council.IsNotFound(err) {
		t.Errorf("the invitation works again: %v", err)
	}
	for user, want := range map[string]error{"huw": auth.ErrRefused, "gwen": nil} {
		_, s, err := w.porter.Who(t.Context(), welcome.Token)
		if err != nil {
			t.Fatal(err)
		}
		address, step, err := w.porter.ProveProvider(t.Context(), s, origin)
		if err != nil || !strings.Contains(address, "prompt=login") {
			t.Fatal(address, err)
		}
		said := there(t, address, user)
		if _, err := w.porter.CheckProvider(t.Context(), home, step, said.Get("state"), said.Get("code")); !errors.Is(err, want) {
			t.Errorf("a proof by %s: %v", user, err)
		}
	}
}

func TestAProviderThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	w := newWorld(t, testkit.SQLite(t), auth.ProviderConfig{Issuer: server.URL, ClientID: clientID, Return: callback})
	if _, _, err := w.porter.AskProvider(context.Background(), origin); err == nil || errors.Is(err, council.ErrDenied) {
		t.Errorf("%v", err)
	}
	m := w.enrol(w.account("Gwen", "gwen@ambridge.example"), goodPassword)
	w.signIn(m)
}
