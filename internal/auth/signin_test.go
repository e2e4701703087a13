package auth_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"moothall/internal/audience"
	"moothall/internal/auth"
	"moothall/internal/council"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

func TestAPasswordNeedsItsSecondFactor(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, auth.ProviderConfig{})
		m := w.enrol(w.account("Gwen", "Gwen@ambridge.example", audience.Grant{Role: audience.Officer, Body: 3}), goodPassword)
		if !w.isIn(m.token) {
			t.Error("whoever has enrolled is not let in")
		}
		waiting, err := w.porter.CheckPassword(t.Context(), home, "gwen@AMBRIDGE.example ", goodPassword)
		if err != nil {
			t.Fatal(err)
		}
		if w.isIn(waiting) {
			t.Error("a password alone lets in")
		}
		if _, err := w.porter.CheckSecondFactor(t.Context(), home, waiting, "000000"); !errors.Is(err, auth.ErrRefused) {
			t.Errorf("a wrong code: %v", err)
		}
		code := w.code(m)
		token, err := w.porter.CheckSecondFactor(t.Context(), home, waiting, code)
		if err != nil {
			t.Fatal(err)
		}
		v, _, err := w.porter.Who(t.Context(), token)
		if err != nil || v.Account() != m.number || v.Name() != "Gwen" || !v.Has(audience.Officer, 3) || v.Has(audience.Officer, 4) {
			t.Errorf("%+v, %v", v, err)
		}
		if _, err := w.porter.CheckSecondFactor(t.Context(), home, waiting, code); !council.IsNotFound(err) {
			t.Errorf("the same step again: %v", err)
		}
		if waiting, err = w.porter.CheckPassword(t.Context(), home, m.email, goodPassword); err != nil {
			t.Fatal(err)
		}
		if _, err := w.porter.CheckSecondFactor(t.Context(), home, waiting, code); !errors.Is(err, auth.ErrRefused) {
			t.Errorf("a code that was used: %v", err)
		}
		if got := w.audited("sign in"); got != 2 {
			t.Errorf("%d sign-ins in the audit", got)
		}
		if got := w.audited("refuse a sign-in"); got != 2 {
			t.Errorf("%d refusals in the audit", got)
		}
	})
}

func TestARecoveryCodeWorksOnce(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, auth.ProviderConfig{})
		m := w.enrol(w.account("Gwen", "gwen@ambridge.example"), goodPassword)
		if len(m.codes) != 10 {
			t.Fatalf("%d recovery codes", len(m.codes))
		}
		for i, want := range []error{nil, auth.ErrRefused} {
			waiting, err := w.porter.CheckPassword(t.Context(), home, m.email, goodPassword)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.porter.CheckSecondFactor(t.Context(), home, waiting, " "+m.codes[3]+" "); !errors.Is(err, want) {
				t.Errorf("time %d: %v", i+1, err)
			}
		}
	})
}

// TestNobodyLearnsWhoHasAnAccount holds that whoever is refused learns the same, and that as much work
// is done for it, whether there is an account or not.
func TestNobodyLearnsWhoHasAnAccount(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, auth.ProviderConfig{})
		m := w.enrol(w.account("Gwen", "gwen@ambridge.example"), goodPassword)
		ended := w.account("Huw", "huw@ambridge.example")
		w.enrol(ended, goodPassword)
		if err := w.register.EndAccount(t.Context(), admin(), ended.Number, ended.Version); err != nil {
			t.Fatal(err)
		}
		w.account("Mair", "mair@ambridge.example") // invited, with no way to sign in yet
		said := map[string]bool{}
		for _, email := range []string{"nobody@ambridge.example", m.email, "huw@ambridge.example", "mair@ambridge.example", ""} {
			password := "wrong kiln spoon"
			if email == "huw@ambridge.example" {
				password = goodPassword
			}
			before, lines := w.hashes, w.audited("refuse a sign-in")
			_, err := w.porter.CheckPassword(t.Context(), home, email, password)
			if !errors.Is(err, auth.ErrRefused) {
				t.Fatalf("%q: %v", email, err)
			}
			said[err.Error()] = true
			if w.hashes-before != 1 || w.audited("refuse a sign-in")-lines != 1 {
				t.Errorf("%q: %d hashes, %d lines", email, w.hashes-before, w.audited("refuse a sign-in")-lines)
			}
		}
		if len(said) != 1 {
			t.Errorf("different words: %v", said)
		}
	})
}

func TestAttemptsAreLimited(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, auth.ProviderConfig{})
		m := w.enrol(w.account("Gwen", "gwen@ambridge.example"), goodPassword)
		for _, email := range []string{m.email, "nobody@ambridge.example"} {
			var tried int
			var many *auth.TooMany
			for tried = 0; tried < 20 && many == nil; tried++ {
				_, err := w.porter.CheckPassword(t.Context(), home, email, "wrong kiln spoon")
				errors.As(err, &many)
			}
			if tried != 6 || many.Until.Sub(w.clock.now()) != time.Second {
				t.Errorf("%q: refused the %d. time, for %v", email, tried, many)
			}
		}
		if _, err := w.porter.CheckPassword(t.Context(), home, m.email, goodPassword); err == nil {
			t.Error("the right password is taken while one has to wait")
		}
		w.clock.pass(time.Second)
		var waits []time.Duration
		for range 12 {
			_, err := w.porter.CheckPassword(t.Context(), home, m.email, "wrong kiln spoon")
			if !errors.Is(err, auth.ErrRefused) {
				t.Fatal(err)
			}
			var many *auth.TooMany
			_, err = w.porter.CheckPassword(t.Context(), home, m.email, "wrong kiln spoon")
			if !errors.As(err, &many) {
				t.Fatal(err)
			}
			waits = append(waits, many.Until.Sub(w.clock.now()))
			w.clock.pass(waits[len(waits)-1])
		}
		if fmt.Sprint(waits) != "[2s 4s 8s 16s 32s 1m4s 2m8s 4m16s 8m32s 15m0s 15m0s 15m0s]" {
			t.Errorf("waits: %v", waits)
		}
		w.signIn(m)
		if _, err := w.porter.CheckPassword(t.Context(), home, m.email, "wrong kiln spoon"); !errors.Is(err, auth.ErrRefused) {
			t.Errorf("after success: %v", err)
		}
	})
}

// TestManyAtOnceAreLimitedToo tries twenty passwords at the same time, by two porters as in two
// processes: no more are checked than one after another.
func TestManyAtOnceAreLimitedToo(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, auth.ProviderConfig{})
		other, err := auth.New(auth.Config{Key: w.key, Store: w.store.Auth(), Now: w.clock.now, Today: council.DayOf, Origin: origin, Council: noName})
		if err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		checked := 0
		var all sync.WaitGroup
		for i := range 20 {
			porter := []*auth.Porter{w.porter, other}[i%2]
			porter.OnHash(func() {})
			all.Go(func() {
				_, err := porter.CheckPassword(t.Context(), home, "gwen@ambridge.example", fmt.Sprint("guess number ", i))
				var many *auth.TooMany
				mu.Lock()
				defer mu.Unlock()
				if !errors.As(err, &many) {
					checked++
				}
			})
		}
		all.Wait()
		if checked != 5 {
			t.Errorf("%d were checked", checked)
		}
	})
}

// TestAnAddressIsLimited tries one password on many accounts, from one place and then another.
func TestAnAddressIsLimited(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), auth.ProviderConfig{})
	tried := 0
	for from := range 40 {
		at := auth.Visitor{Address: fmt.Sprintf("2001:db8::%x", from+1)}
		_, err := w.porter.CheckPassword(t.Context(), at, fmt.Sprintf("a%d@ambridge.example", from), goodPassword)
		var many *auth.TooMany
		if errors.As(err, &many) {
			break
		}
		tried++
	}
	if tried != 30 {
		t.Errorf("%d accounts were tried from one network", tried)
	}
	if _, err := w.porter.CheckPassword(t.Context(), home, "b@ambridge.example", goodPassword); !errors.Is(err, auth.ErrRefused) {
		t.Errorf("from elsewhere: %v", err)
	}
}

func TestAnInvitationWorksOnceAndForSevenDays(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, auth.ProviderConfig{})
		k := w.account("Gwen", "gwen@ambridge.example")
		first, until, err := w.porter.Invite(t.Context(), admin(), k.Number)
		if err != nil || until.Sub(w.clock.now()) != 7*24*time.Hour {
			t.Fatal(until, err)
		}
		second, _, err := w.porter.Invite(t.Context(), admin(), k.Number)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.porter.ByInvitation(t.Context(), first); !council.IsNotFound(err) {
			t.Errorf("the invitation before the last: %v", err)
		}
		h, err := w.porter.ByInvitation(t.Context(), second)
		if err != nil || h.Account.Name != "Gwen" {
			t.Fatal(h, err)
		}
		// Two steps are begun; the second to end finds the invitation used.
		var steps []string
		for range 2 {
			step, err := w.porter.BeginPassword(t.Context(), h, goodPassword)
			if err != nil {
				t.Fatal(err)
			}
			steps = append(steps, step)
		}
		for i, step := range steps {
			key, err := w.porter.NewKey(t.Context(), step)
			if err != nil {
				t.Fatal(err)
			}
			var faults *council.Faults
			if _, err := w.porter.FinishPassword(t.Context(), home, step, "12"); !errors.As(err, &faults) || faults.List()[0].Field != "code" {
				t.Errorf("a wrong code: %v", err)
			}
			_, err = w.porter.FinishPassword(t.Context(), home, step, w.code(member{secret: key.Secret}))
			if (err == nil) != (i == 0) {
				t.Errorf("end %d: %v", i+1, err)
			}
		}
		if _, err := w.porter.ByInvitation(t.Context(), second); !council.IsNotFound(err) {
			t.Errorf("a used invitation: %v", err)
		}
		third, _, err := w.porter.Invite(t.Context(), admin(), k.Number)
		if err != nil {
			t.Fatal(err)
		}
		w.clock.pass(7 * 24 * time.Hour)
		if _, err := w.porter.ByInvitation(t.Context(), third); !council.IsNotFound(err) {
			t.Errorf("after seven days: %v", err)
		}
	})
}

func TestSetUpNeedsTheCode(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), auth.ProviderConfig{})
	code := auth.NewCode()
	if err := w.porter.CheckSetUp(t.Context(), home, code, " "+code[:5]+code[6:]); err != nil {
		t.Errorf("the code without its hyphen: %v", err)
	}
	for range 4 {
		if err := w.porter.CheckSetUp(t.Context(), home, code, "AAAAA-AAAAA"); !errors.Is(err, auth.ErrRefused) {
			t.Errorf("another code: %v", err)
		}
	}
	if err := w.porter.CheckSetUp(t.Context(), home, "", ""); !errors.Is(err, auth.ErrRefused) {
		t.Errorf("where none was printed: %v", err)
	}
	var many *auth.TooMany
	if err := w.porter.CheckSetUp(t.Context(), home, code, code); !errors.As(err, &many) {
		t.Errorf("after five failures: %v", err)
	}
	err := w.register.SetUp(t.Context(), council.InEnglish("Mine"), register.Account{Name: "Eve", Email: "eve@example.com"})
	if !errors.Is(err, council.ErrDenied) {
		t.Errorf("a second set-up: %v", err)
	}
}
