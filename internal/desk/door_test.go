package desk

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"moothall/internal/auth"
	"moothall/internal/page"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

const setUpCode = "ABCDE-FGHJK"

// house is a desk with its real door, in a new installation.
type house struct {
	*testing.T
	desk  *Desk
	mu    sync.Mutex
	at    time.Time
	store *sqldb.Register
}

func (h *house) now() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.at }

func (h *house) pass(d time.Duration) { h.mu.Lock(); defer h.mu.Unlock(); h.at = h.at.Add(d) }

func newHouse(t *testing.T, place sqldb.Place, origin string, provider ...testkit.Provider) *house {
	t.Helper()
	h := &house{T: t, at: testkit.Morning()}
	press, key := testkit.Press(t, place)
	reader := testkit.Reader(t, place, key)
	store, err := sqldb.OpenRegister(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	h.store = store
	assets, err := page.LoadAssets()
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := page.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	var config auth.ProviderConfig
	for _, p := range provider {
		config = auth.ProviderConfig{Issuer: p.Issuer, ClientID: p.ClientID, ClientSecret: p.ClientSecret, Return: ProviderReturn}
		h.at = time.Now() // the provider's clock is the machine's
	}
	porter, err := auth.New(auth.Config{Key: testkit.SealingKey(t), Store: store.Auth(), Now: h.now, Today: page.Today, Origin: origin, Provider: config,
		Council: func(context.Context) string { return "Ambridge Council" }})
	if err != nil {
		t.Fatal(err)
	}
	reg := register.New(register.Config{Store: store, Outbox: store, Press: press, Record: reader, Now: h.now,
		Late:    func(_ context.Context, err error) { t.Errorf("not delivered: %v", err) },
		Release: func(context.Context, string) error { return nil }})
	h.desk, err = New(Config{Register: reg, Record: reader, Auditor: store, Gate: porter, Porter: porter, SetUpCode: setUpCode, Assets: assets,
		Catalogue: catalogue, Now: h.now, Logger: testkit.Silent()})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// browser keeps cookies and asks the desk for pages.
type browser struct {
	*house
	cookies map[string]string
}

func (h *house) browser() *browser { return &browser{h, map[string]string{}} }

func (b *browser) send(method, path string, pairs ...string) *httptest.ResponseRecorder {
	b.Helper()
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequestWithContext(b.Context(), method, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("User-Agent", "a test")
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	got := httptest.NewRecorder()
	b.desk.ServeHTTP(got, r)
	for _, c := range got.Result().Cookies() {
		if b.cookies[c.Name] = c.Value; c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	if got.Code >= http.StatusInternalServerError {
		b.Errorf("%s %s: %d\n%s", method, path, got.Code, got.Body)
	}
	return got
}

func (b *browser) get(path string) *httptest.ResponseRecorder {
	b.Helper()
	return b.send(http.MethodGet, path)
}

// leads sends a form and gives the page to which it leads.
func (b *browser) leads(path string, pairs ...string) string {
	b.Helper()
	got := b.send(http.MethodPost, path, pairs...)
	if got.Code != http.StatusSeeOther {
		b.Fatalf("POST %s: %d\n%s", path, got.Code, got.Body)
	}
	return got.Header().Get("Location")
}

var secretOnPage = regexp.MustCompile(`secret=([A-Z2-7]+)`)

// choose has whoever came by an invitation choose a password, and gives their one-time key and their
// recovery codes.
func (b *browser) choose(invitation, password string) (secret string, codes []string) {
	b.Helper()
	if at := b.leads(invitation+"/password", "password", password); at != "/desk/app" {
		b.Fatalf("a password leads to %s", at)
	}
	found := secretOnPage.FindStringSubmatch(b.get("/desk/app").Body.String())
	if found == nil {
		b.Fatal("no key on the page")
	}
	done := b.send(http.MethodPost, "/desk/app", "code", b.code(found[1]))
	if done.Code != http.StatusOK {
		b.Fatalf("the code of the app: %d\n%s", done.Code, done.Body)
	}
	codes = regexp.MustCompile(`[A-Z2-7]{5}-[A-Z2-7]{5}`).FindAllString(done.Body.String(), -1)
	b.pass(time.Minute)
	return found[1], codes
}

func (b *browser) code(secret string) string {
	b.Helper()
	code, err := totp.GenerateCode(secret, b.now())
	if err != nil {
		b.Fatal(err)
	}
	return code
}

const goodPassword = "otter kiln spoon"

// setUp founds the council and gives the administrator's browser.
func (h *house) setUp() *browser {
	h.Helper()
	b := h.browser()
	to := b.leads("/desk/set-up", "council", "Ambridge Council", "name", "Root", "email", "root@ambridge.example", "code", setUpCode)
	b.choose(to, goodPassword)
	return b
}

func TestANewInstallationIsSetUpOnce(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		h := newHouse(t, place, "https://democracy.example")
		b := h.browser()
		if at := b.get("/desk/sign-in").Header().Get("Location"); at != "/desk/set-up" {
			t.Fatalf("a new installation leads to %s", at)
		}
		stranger := b.send(http.MethodPost, "/desk/set-up", "council", "Mine", "name", "Eve", "email", "eve@example.com", "code", "AAAAA-AAAAA")
		if stranger.Code != http.StatusUnprocessableEntity || !strings.Contains(stranger.Body.String(), `value="Mine"`) || strings.Contains(stranger.Body.String(), "AAAAA") {
			t.Errorf("without the code: %d\n%s", stranger.Code, stranger.Body)
		}
		wrong := b.send(http.MethodPost, "/desk/set-up", "council", "Ambridge Council", "name", "", "email", "root", "code", setUpCode)
		if wrong.Code != http.StatusUnprocessableEntity || !strings.Contains(wrong.Body.String(), "name-error") || !strings.Contains(wrong.Body.String(), "email-error") {
			t.Errorf("with faults: %d\n%s", wrong.Code, wrong.Body)
		}
		root := h.setUp()
		if got := root.get("/desk/accounts"); got.Code != http.StatusOK || !strings.Contains(got.Body.String(), "Ambridge Council") || !strings.Contains(got.Body.String(), "root@ambridge.example") {
			t.Errorf("the administrator: %d\n%s", got.Code, got.Body)
		}
		if again := b.send(http.MethodPost, "/desk/set-up", "council", "Mine", "name", "Eve", "email", "eve@example.com", "code", setUpCode); again.Code != http.StatusNotFound {
			t.Errorf("a second time: %d", again.Code)
		}
	})
}

// TestAWholeAccount follows somebody from the invitation to the day on which they leave.
func TestAWholeAccount(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		h := newHouse(t, place, "https://democracy.example")
		root := h.setUp()
		sent := root.send(http.MethodPost, "/desk/accounts/new", "name", "Gwen", "email", "gwen@ambridge.example", "role", "democratic services officer", "body", "0")
		link := regexp.MustCompile(`https://democracy\.example(/desk/invitation/[\w-]+)`).FindStringSubmatch(sent.Body.String())
		if sent.Code != http.StatusOK || link == nil {
			t.Fatalf("%d\n%s", sent.Code, sent.Body)
		}
		gwen := h.browser()
		if weak := gwen.send(http.MethodPost, link[1]+"/password", "password", "Ambridge2026!"); weak.Code != http.StatusUnprocessableEntity ||
			!strings.Contains(weak.Body.String(), "password-error") || strings.Contains(weak.Body.String(), "Ambridge2026") {
			t.Errorf("a weak password: %d\n%s", weak.Code, weak.Body)
		}
		secret, codes := gwen.choose(link[1], goodPassword)
		if len(codes) != 10 {
			t.Errorf("%d recovery codes", len(codes))
		}
		if used := h.browser().get(link[1]); used.Code != http.StatusNotFound || !strings.Contains(used.Body.String(), "/desk/sign-in") {
			t.Errorf("the used invitation: %d", used.Code)
		}
		other := h.browser()
		if at := other.leads("/desk/sign-in", "email", "gwen@ambridge.example", "password", goodPassword, "to", "/desk/bodies"); at != "/desk/sign-in/code?to=%2Fdesk%2Fbodies" {
			t.Errorf("a password leads to %s", at)
		}
		if got := other.get("/desk/bodies"); got.Code != http.StatusSeeOther {
			t.Errorf("a password alone: %d", got.Code)
		}
		if at := other.leads("/desk/sign-in/code", "code", other.code(secret), "to", "/desk/bodies"); at != "/desk/bodies" {
			t.Errorf("a code leads to %s", at)
		}
		h.pass(time.Minute)
		if got := other.get("/desk/me"); got.Code != http.StatusOK || strings.Count(got.Body.String(), "a test") != 2 {
			t.Errorf("their own page: %d\n%s", got.Code, got.Body)
		}
		if got := other.get("/desk/accounts"); got.Code != http.StatusForbidden {
			t.Errorf("an officer among the accounts: %d", got.Code)
		}
		if at := other.leads("/desk/me/sessions"); at != "/desk/me?done=sessions" || gwen.get("/desk").Code != http.StatusSeeOther || other.get("/desk").Code != http.StatusOK {
			t.Error("signing out everywhere else did not")
		}
		if at := root.leads("/desk/accounts/2/end", "version", "1"); at != "/desk/accounts/2?done=account" || other.get("/desk").Code != http.StatusSeeOther {
			t.Error("whoever's account is ended is still in")
		}
		if last := root.send(http.MethodPost, "/desk/accounts/1/end", "version", "1"); last.Code != http.StatusUnprocessableEntity {
			t.Errorf("ending the last administrator: %d", last.Code)
		}
	})
}

// TestEveryRefusalLooksTheSame holds the answers to an address that has an account and to one that has
// none to being the same, byte for byte, but for the address.
func TestEveryRefusalLooksTheSame(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t), "https://democracy.example")
	h.setUp()
	for i := range 8 {
		var said []string
		for _, email := range []string{"root@ambridge.example", "none@ambridge.example"} {
			got := h.browser().send(http.MethodPost, "/desk/sign-in", "email", email, "password", "wrong kiln spoon")
			said = append(said, http.StatusText(got.Code)+got.Header().Get("Set-Cookie")+got.Header().Get("Retry-After")+strings.ReplaceAll(got.Body.String(), email, ""))
			if want := []int{http.StatusUnprocessableEntity, http.StatusTooManyRequests}[i/5]; i < 6 && got.Code != want {
				t.Errorf("%s, time %d: %d", email, i+1, got.Code)
			}
			if strings.Contains(got.Body.String(), "wrong kiln spoon") {
				t.Error("a password comes back")
			}
		}
		if said[0] != said[1] {
			t.Errorf("time %d:\n%s\n\n%s", i+1, said[0], said[1])
		}
	}
}

func TestNobodyIsLedAway(t *testing.T) {
	t.Parallel()
	for to, want := range map[string]string{"/desk/bodies?x=1": "/desk/bodies?x=1", "/cy/desk/me": "/desk/me", "": "/desk", "https://evil.example/desk": "/desk",
		"//evil.example/desk/": "/desk", `/\evil.example`: "/desk", "/desk/../../": "/desk", "/deskevil": "/desk", "/desk/sign-in": "/desk"} {
		if got := onward(to); got != want && !(strings.HasPrefix(got, "/desk") && !strings.HasPrefix(got, "/desk/sign-") && strings.Contains(to, "..")) {
			t.Errorf("%q leads to %q", to, got)
		}
	}
}

func TestNobodySignsInWithoutTLSOverANetwork(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t), "")
	b := h.browser()
	if got := b.send(http.MethodPost, "/desk/sign-in", "email", "root@ambridge.example", "password", goodPassword); got.Code != http.StatusForbidden {
		t.Errorf("at %s: %d", "example.com", got.Code)
	}
}

func TestTheAuditIsFoundAndSaved(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		h := newHouse(t, place, "https://democracy.example")
		root := h.setUp()
		root.send(http.MethodPost, "/desk/accounts/new", "name", "=1+1", "email", "gwen@ambridge.example")
		page := root.get("/desk/audit?words=gwen").Body.String()
		if !strings.Contains(page, "manage accounts") || strings.Contains(page, "sign in:") || strings.Contains(page, goodPassword) {
			t.Errorf("%s", page)
		}
		file := root.get("/desk/audit.csv")
		if file.Header().Get("Content-Type") != "text/csv; charset=utf-8" || !strings.Contains(file.Body.String(), "set up the council,account,1") ||
			!strings.Contains(file.Body.String(), "choose a password,account,1") {
			t.Errorf("%s", file.Body)
		}
	})
}

// TestTheProvidersPages follows two people to the council's provider and back: one by an invitation, one
// whom nobody has invited.
func TestTheProvidersPages(t *testing.T) {
	t.Parallel()
	const site = "https://democracy.example"
	provider := testkit.StartProvider(t, site+ProviderReturn, testkit.Staff{Name: "root"}, testkit.Staff{Name: "eve", Email: "eve@ambridge.example", Verified: true})
	h := newHouse(t, testkit.SQLite(t), site, provider)
	root := h.browser()
	invitation := root.leads("/desk/set-up", "council", "Ambridge Council", "name", "Root", "email", "root@ambridge.example", "code", setUpCode)
	there := func(b *browser, from, name string) *httptest.ResponseRecorder {
		sent := b.get(from)
		if sent.Code != http.StatusSeeOther || !strings.HasPrefix(sent.Header().Get("Location"), provider.Issuer) {
			t.Fatalf("%s leads to %d %s", from, sent.Code, sent.Header().Get("Location"))
		}
		return b.get(testkit.SignInThere(t, sent.Header().Get("Location"), name, site).RequestURI())
	}
	if got := there(root, invitation+"/provider", "root"); got.Header().Get("Location") != "/desk" || root.get("/desk/accounts").Code != http.StatusOK {
		t.Fatalf("by an invitation: %d %s\n%s", got.Code, got.Header().Get("Location"), got.Body)
	}
	again := h.browser()
	if got := there(again, "/desk/sign-in/provider", "root"); got.Header().Get("Location") != "/desk" || again.get("/desk").Code != http.StatusOK {
		t.Errorf("once linked: %d\n%s", got.Code, got.Body)
	}
	eve := h.browser()
	if got := there(eve, "/desk/sign-in/provider", "eve"); got.Code != http.StatusUnprocessableEntity || eve.get("/desk").Code != http.StatusSeeOther {
		t.Errorf("whom nobody has invited: %d\n%s", got.Code, got.Body)
	}
	h.pass(20 * time.Minute)
	if at := root.get("/desk/me/provider").Header().Get("Location"); at != "/desk/me/prove" {
		t.Errorf("linking without a fresh proof leads to %s", at)
	}
}

// TestTheCouncilNamesItsCapacities names one that no other council has, and gives it to somebody.
func TestTheCouncilNamesItsCapacities(t *testing.T) {
	t.Parallel()
	h := newHouse(t, testkit.SQLite(t), "https://democracy.example")
	root := h.setUp()
	role := []string{"version", "1", "role", "approver", "body", "0", "capacity", "Flood risk"}
	if early := root.send(http.MethodPost, "/desk/accounts/1/roles", role...); early.Code != http.StatusUnprocessableEntity || !strings.Contains(early.Body.String(), "capacity-error") {
		t.Errorf("before it is named: %d\n%s", early.Code, early.Body)
	}
	if at := root.leads("/desk/customs", "version", "0", "nation", "england", "soon", "7", "capacities", "Finance\r\n\r\n Flood risk \r\n"); at != "/desk/customs?done=account" {
		t.Errorf("naming it leads to %s", at)
	}
	if stale := root.send(http.MethodPost, "/desk/customs", "version", "0", "nation", "england", "capacities", "Legal"); stale.Code != http.StatusUnprocessableEntity || !strings.Contains(stale.Body.String(), "You: Legal") {
		t.Errorf("a change to an old version: %d\n%s", stale.Code, stale.Body)
	}
	root.leads("/desk/accounts/1/roles", role...)
	if page := root.get("/desk/me").Body.String(); !strings.Contains(page, "Approver (Flood risk)") {
		t.Errorf("the new role is not theirs:\n%s", page)
	}
	root.leads("/desk/accounts/1/roles/end", "version", "2", "role", "1")
	if page := root.get("/desk/me").Body.String(); strings.Contains(page, "Flood risk") {
		t.Error("a role that was ended holds still")
	}
}
