package desk

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/launcher"
	"github.com/go-rod/rod/lib/proto"

	"moothall/internal/page"
	"moothall/internal/testkit"
)

// chromium starts a browser with an authenticator that has a finger on it, and shows an empty window.
func chromium(t *testing.T) *rod.Page {
	t.Helper()
	at := os.Getenv("MOOTHALL_TEST_CHROMIUM")
	if at == "" {
		at, _ = exec.LookPath("chromium")
	}
	if at == "" {
		t.Skip("no Chromium here: install the package chromium, or say where it is in MOOTHALL_TEST_CHROMIUM")
	}
	l := launcher.New().Bin(at).Headless(true).Leakless(false).NoSandbox(os.Getuid() == 0).UserDataDir(t.TempDir()).
		Set("disable-gpu").Set("disable-quic").Set("no-first-run").Set("disable-dev-shm-usage").
		Set("disable-background-networking").Set("disable-component-update").Set("disable-sync")
	control, err := l.Launch()
	if err != nil {
		t.Fatal(err)
	}
	browser := rod.New().ControlURL(control)
	if err := browser.Connect(); err != nil {
		l.Kill()
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = browser.Close()
		l.Kill()
	})
	page, err := browser.Page(proto.TargetCreateTarget{URL: "about:blank"})
	if err != nil {
		t.Fatal(err)
	}
	page = page.Timeout(90 * time.Second)
	if err := (proto.WebAuthnEnable{}).Call(page); err != nil {
		t.Fatal(err)
	}
	_, err = proto.WebAuthnAddVirtualAuthenticator{Options: &proto.WebAuthnVirtualAuthenticatorOptions{
		Protocol: proto.WebAuthnAuthenticatorProtocolCtap2, Transport: proto.WebAuthnAuthenticatorTransportInternal,
		HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true}}.Call(page)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// show leads the window to an address.
func show(t *testing.T, page *rod.Page, at string) {
	t.Helper()
	loaded := page.WaitNavigation(proto.PageLifecycleEventNameLoad)
	if err := page.Navigate(at); err != nil {
		t.Fatal(err)
	}
	loaded()
}

// write puts words into the field of that name.
func write(t *testing.T, page *rod.Page, id, words string) {
	t.Helper()
	field, err := page.Element("#" + id)
	if err != nil {
		t.Fatal(err)
	}
	if err := (proto.DOMFocus{ObjectID: field.Object.ObjectID}).Call(page); err != nil {
		t.Fatal(err)
	}
	if err := page.InsertText(words); err != nil {
		t.Fatal(err)
	}
}

// press clicks what a selector finds, and waits until the heading of the page says something else.
func press(t *testing.T, page *rod.Page, selector, heading string) {
	t.Helper()
	button, err := page.Element(selector)
	if err != nil {
		t.Fatalf("%s: %v", selector, err)
	}
	// As the browser sees it: rod's own click waits for frames that a window without a screen may not draw.
	if err := page.WaitElementsMoreThan(selector+":enabled", 0); err != nil {
		t.Fatalf("%s: %v", selector, err)
	}
	clicks(t, page, button)
	if _, err := page.ElementR("h1", "^\\s*"+heading); err != nil {
		t.Fatalf("%s does not lead to %q: %v", selector, heading, err)
	}
}

// clicks presses the mouse on what can be seen of a button.
func clicks(t *testing.T, page *rod.Page, button *rod.Element) {
	t.Helper()
	if err := (proto.DOMScrollIntoViewIfNeeded{ObjectID: button.Object.ObjectID}).Call(page); err != nil {
		t.Fatal(err)
	}
	shape, err := button.Shape()
	if err != nil || shape.OnePointInside() == nil {
		t.Fatalf("%s is of no size: %v", button, err)
	}
	if err := page.Mouse.MoveTo(*shape.OnePointInside()); err != nil {
		t.Fatal(err)
	}
	if err := page.Mouse.Click(proto.InputMouseButtonLeft, 1); err != nil {
		t.Fatal(err)
	}
}

// TestAPasskeyInABrowser makes a passkey in Chromium, signs in with it, and shows it as a proof.
func TestAPasskeyInABrowser(t *testing.T) {
	t.Parallel()
	window := chromium(t)
	h := newHouse(t, testkit.SQLite(t), "")
	assets, err := page.LoadAssets()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(withAssets(h.desk, assets.Handler()))
	t.Cleanup(server.Close)
	site := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)

	show(t, window, site+"/desk/set-up")
	accessible(t, window)
	for name, value := range map[string]string{"council": "Ambridge Council", "name": "Root", "email": "root@ambridge.example", "code": setUpCode} {
		write(t, window, name, value)
	}
	press(t, window, "main form button", "Choose how you sign in")
	accessible(t, window)
	write(t, window, "label", "a laptop")
	press(t, window, "#passkey button", "What waits for you")

	for _, path := range []string{"/desk/me", "/desk/accounts", "/desk/accounts/new", "/desk/accounts/1", "/desk/audit", "/cy/desk/me"} {
		show(t, window, site+path)
		accessible(t, window)
	}
	h.pass(20 * time.Minute)
	show(t, window, site+"/desk/me")
	if text := window.MustElement("main").MustText(); !strings.Contains(text, "a laptop") || strings.Contains(text, "Make a passkey") {
		t.Errorf("their own page says\n%s", text)
	}
	show(t, window, site+"/desk/me/prove")
	press(t, window, "#passkey button", "Root")
	if text := window.MustElement("main").MustText(); !strings.Contains(text, "Make a passkey") {
		t.Errorf("after a proof:\n%s", text)
	}
	press(t, window, ".moot-header__person button", "Sign in")
	accessible(t, window)
	press(t, window, "#passkey button", "What waits for you")

}

// accessible holds the page to WCAG 2.2, as far as axe can tell.
func accessible(t *testing.T, page *rod.Page) {
	t.Helper()
	axe, err := os.ReadFile("../../web/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := page.Evaluate(&rod.EvalOptions{JS: "() => { " + string(axe) + " }"}); err != nil {
		t.Fatal(err)
	}
	got, err := page.Evaluate(&rod.EvalOptions{AwaitPromise: true, ByValue: true, JS: `() => axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
		.then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).join(" ")).join("\n") + (r.passes.length ? "" : "nothing was checked"))`})
	if err != nil {
		t.Fatal(err)
	}
	if found := got.Value.Str(); found != "" {
		info, _ := page.Info()
		t.Errorf("%s:\n%s", info.URL, found)
	}
}

// withAssets serves the style sheet and the scripts beside the desk.
func withAssets(desk, assets http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/assets/", assets)
	mux.Handle("/", desk)
	return mux
}
