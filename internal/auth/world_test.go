package auth_test

import (
	"context"
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

// clock is a clock that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.at }

func (c *clock) pass(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.at = c.at.Add(d) }

// world is a council's accounts and the porter at its door.
type world struct {
	*testing.T
	clock    *clock
	store    *sqldb.Register
	register *register.Register
	porter   *auth.Porter
	key      auth.Key
	hashes   int
}

const origin = "http://localhost:8080"

// home is where requests of the tests come from.
var home = auth.Visitor{Address: "192.0.2.7", Agent: "a test"}

// admin is who looks after the accounts of the tests.
func admin() audience.Viewer {
	return audience.Admit(1, 0, "Root", []audience.Grant{{Role: audience.Administrator}}, council.DayOf(testkit.Morning()))
}

func newWorld(t *testing.T, place sqldb.Place, provider auth.ProviderConfig) *world {
	t.Helper()
	w := &world{T: t, clock: &clock{at: testkit.Morning()}, key: testkit.SealingKey(t)}
	press, key := testkit.Press(t, place)
	var err error
	if w.store, err = sqldb.OpenRegister(t.Context(), place); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.store.Close() })
	w.register = register.New(register.Config{Store: w.store, Outbox: w.store, Press: press, Record: testkit.Reader(t, place, key), Now: w.clock.now,
		Late: func(_ context.Context, err error) { t.Errorf("not delivered: %v", err) }})
	w.porter, err = auth.New(auth.Config{Key: w.key, Store: w.store.Auth(), Now: w.clock.now, Today: council.DayOf, Origin: origin, Provider: provider,
		Council: func(context.Context) string { return "Ambridge Council" }})
	if err != nil {
		t.Fatal(err)
	}
	w.porter.OnHash(func() { w.hashes++ })
	err = w.register.SetUp(t.Context(), council.InEnglish("Ambridge Council"), register.Account{Name: "Root", Email: "root@ambridge.example"})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// account makes an account with a role.
func (w *world) account(name, email string, grants ...audience.Grant) register.Kept[register.Account] {
	w.Helper()
	k, err := w.register.Invite(w.Context(), admin(), register.Account{Name: name, Email: email, Grants: grants})
	if err != nil {
		w.Fatal(err)
	}
	return k
}

// member is somebody who has a password and an authenticator app.
type member struct {
	number   int
	email    string
	password string
	secret   string
	codes    []string
	token    string
}

// enrol has somebody accept an invitation and choose a password.
func (w *world) enrol(k register.Kept[register.Account], password string) member {
	w.Helper()
	ctx := w.Context()
	invitation, _, err := w.porter.Invite(ctx, admin(), k.Number)
	if err != nil {
		w.Fatal(err)
	}
	h, err := w.porter.ByInvitation(ctx, invitation)
	if err != nil {
		w.Fatal(err)
	}
	step, err := w.porter.BeginPassword(ctx, h, password)
	if err != nil {
		w.Fatal(err)
	}
	key, err := w.porter.NewKey(ctx, step)
	if err != nil {
		w.Fatal(err)
	}
	m := member{number: k.Number, email: k.Content.Email, password: password, secret: key.Secret}
	welcome, err := w.porter.FinishPassword(ctx, home, step, w.code(m))
	if err != nil {
		w.Fatal(err)
	}
	m.codes, m.token = welcome.Codes, welcome.Token
	// The code that was just shown works no second time.
	w.clock.pass(time.Minute)
	return m
}

func (w *world) code(m member) string {
	w.Helper()
	code, err := auth.CodeOf(m.secret, w.clock.now())
	if err != nil {
		w.Fatal(err)
	}
	return code
}

// signIn signs somebody in with their password and a code.
func (w *world) signIn(m member) string {
	w.Helper()
	waiting, err := w.porter.CheckPassword(w.Context(), home, m.email, m.password)
	if err != nil {
		w.Fatal(err)
	}
	token, err := w.porter.CheckSecondFactor(w.Context(), home, waiting, w.code(m))
	if err != nil {
		w.Fatal(err)
	}
	w.clock.pass(time.Minute)
	return token
}

// isIn says whether a token lets anybody in, and how often the audit has an act.
func (w *world) isIn(token string) bool {
	w.Helper()
	v, s, err := w.porter.Who(w.Context(), token)
	if err != nil {
		w.Fatal(err)
	}
	if v.IsPublic() != s.IsZero() {
		w.Errorf("%q has a viewer %t and a session %t", token, !v.IsPublic(), !s.IsZero())
	}
	return !v.IsPublic()
}

func (w *world) audited(act string) (n int) {
	w.Helper()
	err := w.register.Audit(w.Context(), admin(), w.store, register.AuditQuery{Act: register.Act(act)}, func(register.AuditLine) error { n++; return nil })
	if err != nil {
		w.Fatal(err)
	}
	return n
}

const goodPassword = "otter kiln spoon"
