package auth_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"moothall/internal/audience"
	"moothall/internal/auth"
	"moothall/internal/council"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

func noName(context.Context) string { return "" }

func TestASessionEnds(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, auth.ProviderConfig{})
		k := w.account("Gwen", "gwen@ambridge.example", audience.Grant{Role: audience.Officer})
		m := w.enrol(k, goodPassword)
		idle := w.signIn(m)
		w.clock.pass(58 * time.Minute)
		if !w.isIn(idle) {
			t.Error("ended within the hour")
		}
		w.clock.pass(time.Hour)
		if w.isIn(idle) {
			t.Error("open after an hour in which nothing was done")
		}
		busy := w.signIn(m)
		for range 23 {
			w.clock.pass(30 * time.Minute)
			if !w.isIn(busy) {
				t.Fatal("a session in use has ended")
			}
		}
		w.clock.pass(30 * time.Minute)
		if w.isIn(busy) {
			t.Error("open after twelve hours")
		}
		left := w.signIn(m)
		if err := w.porter.Leave(t.Context(), left); err != nil || w.isIn(left) {
			t.Errorf("open after signing out, or %v", err)
		}
		shut := w.signIn(m)
		if err := w.register.EndAccount(t.Context(), admin(), k.Number, k.Version); err != nil {
			t.Fatal(err)
		}
		if w.isIn(shut) {
			t.Error("open for an account that has ended")
		}
		if _, err := w.porter.CheckPassword(t.Context(), home, m.email, goodPassword); !errors.Is(err, auth.ErrRefused) {
			t.Errorf("an ended account's password: %v", err)
		}
		if _, _, err := w.porter.Invite(t.Context(), admin(), k.Number); !errors.Is(err, council.ErrConflict) {
			t.Errorf("an invitation to an ended account: %v", err)
		}
	})
}

func TestSessionsAreSeenAndEnded(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, auth.ProviderConfig{})
		m := w.enrol(w.account("Gwen", "gwen@ambridge.example"), goodPassword)
		first, second, third := w.signIn(m), w.signIn(m), w.signIn(m)
		list, err := w.porter.Sessions(t.Context(), m.number)
		if err != nil || len(list) != 4 || list[0].Address != home.Address || list[0].Agent != home.Agent {
			t.Fatalf("%+v, %v", list, err)
		}
		v, mine, err := w.porter.Who(t.Context(), third)
		if err != nil || mine.Hash != list[0].Hash {
			t.Fatal(mine, err)
		}
		if err := w.porter.EndSession(t.Context(), v, m.number, list[2].Hash); err != nil || w.isIn(first) || !w.isIn(second) {
			t.Errorf("ending one: %v", err)
		}
		if err := w.porter.EndSession(t.Context(), v, m.number+1, mine.Hash); !council.IsNotFound(err) {
			t.Errorf("ending another account's: %v", err)
		}
		if err := w.porter.EndSessions(t.Context(), v, m.number, mine); err != nil || w.isIn(second) || w.isIn(m.token) || !w.isIn(third) {
			t.Errorf("ending the others: %v", err)
		}
	})
}

// TestRolesAreOfTheDay changes an account under a session that stays open.
func TestRolesAreOfTheDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), auth.ProviderConfig{})
	today := council.DayOf(w.clock.now())
	k := w.account("Gwen", "gwen@ambridge.example", audience.Grant{Role: audience.Chair, Body: 2, Spell: council.Spell{To: today}})
	m := w.enrol(k, goodPassword)
	v, _, err := w.porter.Who(t.Context(), m.token)
	if err != nil || !v.Has(audience.Chair, 2) {
		t.Errorf("%+v, %v", v, err)
	}
	k.Content.Grants = append(k.Content.Grants, audience.Grant{Role: audience.Member, Body: 2})
	if _, err := w.register.ChangeAccount(t.Context(), admin(), k); err != nil {
		t.Fatal(err)
	}
	if v, _, err = w.porter.Who(t.Context(), m.token); err != nil || !v.Has(audience.Member, 2) {
		t.Errorf("a new role does not hold at once: %+v, %v", v, err)
	}
	w.clock.pass(24 * time.Hour)
	if v, _, err = w.porter.Who(t.Context(), w.signIn(m)); err != nil || v.Has(audience.Chair, 2) {
		t.Errorf("a role outlasts its day: %+v, %v", v, err)
	}
}

// TestAPlantedTokenIsWorthNothing signs in at a browser in which somebody has put the token of a session
// of their own.
func TestAPlantedTokenIsWorthNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), auth.ProviderConfig{})
	m := w.enrol(w.account("Gwen", "gwen@ambridge.example"), goodPassword)
	planted := w.signIn(w.enrol(w.account("Eve", "eve@ambridge.example"), goodPassword))
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/desk/sign-in", nil)
	r.AddCookie(&http.Cookie{Name: "moothall", Value: planted})
	got := httptest.NewRecorder()
	token := w.signIn(m)
	if err := w.porter.Seat(t.Context(), got.Header(), r, token); err != nil {
		t.Fatal(err)
	}
	if w.isIn(planted) || !w.isIn(token) || token == planted {
		t.Error("the planted session is still open")
	}
	for _, c := range got.Result().Cookies() {
		if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Domain != "" || c.Path != "/" {
			t.Errorf("a cookie: %v", c)
		}
	}
}

func TestCookiesOverTLSBelongToTheHost(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), auth.ProviderConfig{})
	secure, err := auth.New(auth.Config{Key: testkit.SealingKey(t), Store: w.store.Auth(), Now: w.clock.now, Today: council.DayOf, Origin: "https://Democracy.example/", Council: noName})
	if err != nil {
		t.Fatal(err)
	}
	got := httptest.NewRecorder()
	secure.SetStep(got.Header(), "token")
	c := got.Result().Cookies()[0]
	if c.Name != "__Host-moothall-step" || !c.Secure {
		t.Errorf("%v", c)
	}
	for _, wrong := range []string{"http://democracy.example", "https://democracy.example/desk", "democracy.example", "https://u:p@democracy.example"} {
		if _, err := auth.New(auth.Config{Origin: wrong}); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

func TestWhereARequestComesFrom(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		proxies                 []string
		remote, forwarded, want string
	}{
		{nil, "192.0.2.9:1234", "", "192.0.2.9"},
		{nil, "127.0.0.1:1234", "198.51.100.1", "127.0.0.1"}, // nobody was named, so nobody is believed
		{[]string{"127.0.0.1"}, "192.0.2.9:1234", "198.51.100.1", "192.0.2.9"},
		{[]string{"127.0.0.1"}, "127.0.0.1:1234", "203.0.113.5, 198.51.100.1", "198.51.100.1"},
		{[]string{"127.0.0.1"}, "127.0.0.1:1234", "198.51.100.1, 127.0.0.1", "198.51.100.1"},
		{[]string{"::1", "10.0.0.0/8"}, "[::1]:1234", "198.51.100.1, 198.51.100.7, 10.1.2.3", "198.51.100.7"},
		{[]string{"10.1.2.3/8"}, "[::ffff:10.0.0.1]:1234", "198.51.100.1", "198.51.100.1"},
		{[]string{"::1"}, "[::1]:1234", "", "::1"},
		{[]string{"127.0.0.1"}, "127.0.0.1:1234", "198.51.100.1, rubbish", "127.0.0.1"},
	} {
		porter, err := auth.New(auth.Config{Key: testkit.SealingKey(t), Proxies: test.proxies})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		r.RemoteAddr = test.remote
		r.Header.Set("X-Forwarded-For", test.forwarded)
		if got := porter.VisitorOf(r).Address; got != test.want {
			t.Errorf("%+v: %s", test, got)
		}
	}
	if _, err := auth.New(auth.Config{Key: testkit.SealingKey(t), Proxies: []string{"localhost"}}); !errors.Is(err, council.ErrInvalid) {
		t.Errorf("a name is taken for an address: %v", err)
	}
}

// TestASiteBehindAServerThatDoesTLS takes a browser's form where that server passes on a Host of its own.
func TestASiteBehindAServerThatDoesTLS(t *testing.T) {
	t.Parallel()
	porter, err := auth.New(auth.Config{Key: testkit.SealingKey(t), Origin: "https://democracy.example"})
	if err != nil {
		t.Fatal(err)
	}
	guard, err := porter.Guard()
	if err != nil {
		t.Fatal(err)
	}
	for from, refused := range map[string]bool{"https://democracy.example": false, "https://elsewhere.example": true} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://10.0.0.7:8080/desk/sign-in", nil)
		r.Header.Set("Origin", from)
		if err := guard.Check(r); (err != nil) != refused {
			t.Errorf("from %s: %v", from, err)
		}
	}
}

func TestChangesNeedAFreshProof(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, auth.ProviderConfig{})
		m := w.enrol(w.account("Gwen", "gwen@ambridge.example"), goodPassword)
		token, elsewhere := w.signIn(m), w.signIn(m)
		w.clock.pass(20 * time.Minute)
		_, s, err := w.porter.Who(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.porter.BySession(t.Context(), s); !errors.Is(err, auth.ErrProve) {
			t.Fatalf("after twenty minutes: %v", err)
		}
		if err := w.porter.ProvePassword(t.Context(), s, home, goodPassword, "000000"); !errors.Is(err, auth.ErrRefused) {
			t.Errorf("a wrong code: %v", err)
		}
		if err := w.porter.ProvePassword(t.Context(), s, home, goodPassword, w.code(m)); err != nil {
			t.Fatal(err)
		}
		w.clock.pass(time.Minute)
		if _, s, err = w.porter.Who(t.Context(), token); err != nil {
			t.Fatal(err)
		}
		h, err := w.porter.BySession(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		w.changePassword(h, &m)
		if !w.isIn(token) || w.isIn(elsewhere) {
			t.Error("a change of password has to end the sessions elsewhere, and only those")
		}
		if err := w.porter.Remove(t.Context(), h, auth.Password, ""); !council.IsNotFound(err) {
			t.Errorf("removing what is not there: %v", err)
		}
		ways, err := w.porter.Ways(t.Context(), m.number)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range ways {
			if len(c.Secret) != 0 {
				t.Errorf("the secret of a %s is given out", c.Kind)
			}
			if c.Kind == auth.Password {
				if err := w.porter.Remove(t.Context(), h, c.Kind, c.ID); !errors.Is(err, council.ErrConflict) {
					t.Errorf("removing the last way: %v", err)
				}
			}
		}
		w.signIn(m)
	})
}

func (w *world) changePassword(h auth.Holder, m *member) {
	w.Helper()
	m.password = "another kiln spoon"
	step, err := w.porter.BeginPassword(w.Context(), h, m.password)
	if err != nil {
		w.Fatal(err)
	}
	key, err := w.porter.NewKey(w.Context(), step)
	if err != nil {
		w.Fatal(err)
	}
	m.secret = key.Secret
	welcome, err := w.porter.FinishPassword(w.Context(), home, step, w.code(*m))
	if err != nil || welcome.Token != "" || len(welcome.Codes) != 10 {
		w.Fatal(welcome, err)
	}
	w.clock.pass(time.Minute)
}

func TestAccountsAreKeptApart(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, auth.ProviderConfig{})
		k := w.account("Gwen", "gwen@ambridge.example")
		_, err := w.register.Invite(t.Context(), admin(), register.Account{Name: "Two", Email: "GWEN@ambridge.example"})
		var faults *council.Faults
		if !errors.As(err, &faults) || faults.List()[0].Key != "account.email.taken" {
			t.Errorf("the same address again: %v", err)
		}
		if _, err := w.register.Invite(t.Context(), audience.Viewer{}, register.Account{Name: "Two", Email: "two@ambridge.example"}); !errors.Is(err, council.ErrDenied) {
			t.Errorf("by the public: %v", err)
		}
		k.Content.Grants = []audience.Grant{{Role: audience.Approver, Capacity: "Astrology"}}
		if _, err := w.register.ChangeAccount(t.Context(), admin(), k); !errors.As(err, &faults) || faults.List()[0].Key != "account.capacity.unknown" {
			t.Errorf("a capacity that the council has not named: %v", err)
		}
		root, err := w.register.Account(t.Context(), admin(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.register.EndAccount(t.Context(), admin(), 1, root.Version); !errors.As(err, &faults) || faults.List()[0].Key != "account.administrator.last" {
			t.Errorf("ending the last administrator: %v", err)
		}
		if _, err := w.register.Account(t.Context(), audience.Admit(9, 0, "M", []audience.Grant{{Role: audience.Member}}, council.DayOf(w.clock.now())), 1); !council.IsNotFound(err) {
			t.Errorf("a member looks up an account: %v", err)
		}
	})
}

// TestANewInvitationReplacesWhatWasLost has somebody choose anew how they sign in: whoever has the old
// password, the old codes or an old session is out.
func TestANewInvitationReplacesWhatWasLost(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, auth.ProviderConfig{})
		k := w.account("Gwen", "gwen@ambridge.example")
		lost := w.enrol(k, goodPassword)
		found := w.enrol(k, "another kiln spoon")
		if w.isIn(lost.token) || !w.isIn(found.token) {
			t.Error("a session from before is open")
		}
		if _, err := w.porter.CheckPassword(t.Context(), home, lost.email, lost.password); !errors.Is(err, auth.ErrRefused) {
			t.Errorf("the old password: %v", err)
		}
		waiting, err := w.porter.CheckPassword(t.Context(), home, found.email, found.password)
		if err != nil {
			t.Fatal(err)
		}
		for _, old := range []string{w.code(lost), lost.codes[0]} {
			if _, err := w.porter.CheckSecondFactor(t.Context(), home, waiting, old); !errors.Is(err, auth.ErrRefused) {
				t.Errorf("an old code: %v", err)
			}
		}
	})
}
