package auth_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"moothall/internal/auth"
	"moothall/internal/council"
	"moothall/internal/testkit"
)

const callback = "/desk/sign-in/provider/back"

// startProvider starts the council's provider for people whom it knows by their names.
func startProvider(t *testing.T, people ...testkit.Staff) auth.ProviderConfig {
	t.Helper()
	p := testkit.StartProvider(t, origin+callback, people...)
	return auth.ProviderConfig{Issuer: p.Issuer, ClientID: p.ClientID, ClientSecret: p.ClientSecret, Return: callback}
}

// there signs somebody in at the provider, and gives the answer with which it sends them back.
func there(t *testing.T, address, user string) url.Values {
	t.Helper()
	return testkit.SignInThere(t, address, user, origin).Query()
}

func TestTheCouncilsProvider(t *testing.T) {
	t.Parallel()
	config := startProvider(t, testkit.Staff{Name: "gwen", Email: "Gwen@ambridge.example", Verified: true}, testkit.Staff{Name: "huw", Email: "huw@ambridge.example"},
		testkit.Staff{Name: "eve", Email: "eve@elsewhere.example", Verified: true}, testkit.Staff{Name: "mair"})
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
	config := startProvider(t, testkit.Staff{Name: "gwen", Email: "gwen@ambridge.example", Verified: true})
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
	config := startProvider(t, testkit.Staff{Name: "gwen"}, testkit.Staff{Name: "huw"})
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
	w := newWorld(t, testkit.SQLite(t), auth.ProviderConfig{Issuer: server.URL, ClientID: "moothall", Return: callback})
	if _, _, err := w.porter.AskProvider(context.Background(), origin); err == nil || errors.Is(err, council.ErrDenied) {
		t.Errorf("%v", err)
	}
	m := w.enrol(w.account("Gwen", "gwen@ambridge.example"), goodPassword)
	w.signIn(m)
}
