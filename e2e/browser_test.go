package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/launcher"
	"github.com/go-rod/rod/lib/proto"
)

// screen is the size of a window in CSS pixels. A window of 1280 pixels at 400 %
// zoom is as wide as narrow (WCAG 2.2, 1.4.10).
type screen struct{ width, height int }

var (
	desktop = screen{1280, 900}
	phone   = screen{390, 844}
	narrow  = screen{320, 640}
)

// browserOnce is the one browser that all tests share, each in a window of its own
// that knows nothing of the others.
var browserOnce struct {
	sync.Once
	browser *rod.Browser
	stop    func()
	err     error
}

// chromiumPath is where the tests' browser is, or "".
func chromiumPath() string {
	if at := os.Getenv("MOOTHALL_TEST_CHROMIUM"); at != "" {
		return at
	}
	at, err := exec.LookPath("chromium")
	if err != nil {
		return ""
	}
	return at
}

func startBrowser() {
	l := launcher.New().Bin(chromiumPath()).Headless(true).Leakless(false).NoSandbox(os.Getuid() == 0).
		UserDataDir(filepath.Join(moothall.folder, "chromium")).
		Set("disable-gpu").Set("disable-quic").Set("no-first-run").Set("disable-dev-shm-usage").
		Set("disable-background-networking").Set("disable-component-update").Set("disable-sync")
	at, err := l.Launch()
	if err != nil {
		browserOnce.err = err
		return
	}
	browser := rod.New().ControlURL(at)
	if browserOnce.err = browser.Connect(); browserOnce.err != nil {
		l.Kill()
		return
	}
	browserOnce.browser = browser
	browserOnce.stop = func() {
		_ = browser.Close()
		l.Kill()
	}
}

// open shows an address of the site in a new window, and fails the test when the
// page reports an error: a script that throws, or something that the content
// security policy refused.
func open(t *testing.T, at string, s screen, prepare ...func(*rod.Page) error) *rod.Page {
	t.Helper()
	if chromiumPath() == "" {
		t.Skip("no Chromium here: install the package chromium, or say where it is in MOOTHALL_TEST_CHROMIUM")
	}
	browserOnce.Do(startBrowser)
	if browserOnce.err != nil {
		t.Fatalf("browser: %v", browserOnce.err)
	}
	private, err := browserOnce.browser.Incognito()
	if err != nil {
		t.Fatal(err)
	}
	page, err := private.Page(proto.TargetCreateTarget{URL: "about:blank"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = page.Close() })
	page = page.Context(within(t, 4*time.Minute))
	listen(t, page)
	must(t, page.SetViewport(viewport(s)))
	for _, p := range prepare {
		must(t, p(page))
	}
	visit(t, page, at)
	return page
}

// viewport is a window of that size.
func viewport(s screen) *proto.EmulationSetDeviceMetricsOverride {
	return &proto.EmulationSetDeviceMetricsOverride{Width: s.width, Height: s.height, DeviceScaleFactor: 1, Mobile: s.width < 600}
}

// visit leads a window to another address, of the demonstration's site where it names none.
func visit(t *testing.T, page *rod.Page, at string) {
	t.Helper()
	if !strings.Contains(at, "://") {
		at = demo(t).site + at
	}
	loaded := page.WaitNavigation(proto.PageLifecycleEventNameLoad)
	must(t, page.Navigate(at))
	loaded()
	must(t, page.WaitLoad())
}

// listen makes an error on the page an error of the test.
func listen(t *testing.T, page *rod.Page) {
	t.Helper()
	must(t, proto.LogEnable{}.Call(page))
	go page.EachEvent(
		func(e *proto.RuntimeExceptionThrown) {
			t.Errorf("the page's script failed: %s", e.ExceptionDetails.Text)
		},
		func(e *proto.LogEntryAdded) {
			// A form that comes back to be put right is no error, nor is a network that the test may cut.
			expected := strings.Contains(e.Entry.Text, "status of 422") || strings.Contains(e.Entry.Text, "net::ERR_") && byCable(e.Entry.URL)
			if e.Entry.Level == proto.LogLogEntryLevelError && !expected {
				t.Errorf("the browser complains: %s (%s)", e.Entry.Text, e.Entry.URL)
			}
		},
	)()
}

func withoutScript(page *rod.Page) error {
	return proto.EmulationSetScriptExecutionDisabled{Value: true}.Call(page)
}

func onPaper(page *rod.Page) error {
	return proto.EmulationSetEmulatedMedia{Media: "print"}.Call(page)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// eval runs a function of JavaScript in the page and gives what it answers.
func eval[T any](t *testing.T, page *rod.Page, js string, args ...any) T {
	t.Helper()
	answer, err := page.Evaluate(rod.Eval(js, args...).ByPromise())
	must(t, err)
	var value T
	must(t, answer.Value.Unmarshal(&value))
	return value
}

// follow clicks the first link or button with this text, as a reader would, and
// waits for the page it leads to.
func follow(t *testing.T, page *rod.Page, text string) {
	t.Helper()
	element, err := page.Timeout(5*time.Second).ElementR("a, button, summary", text)
	if err != nil {
		t.Fatalf("%s: nothing to follow says %q", page.MustInfo().URL, text)
	}
	click(t, page, element.CancelTimeout().Context(page.GetContext()))
}

// click presses the mouse on an element that leads to another page, and waits for
// that. It asks the browser and not the page where the element is, so that it works
// where the page may run no script.
func click(t *testing.T, page *rod.Page, element *rod.Element) {
	t.Helper()
	must(t, page.Mouse.MoveTo(pointOf(t, element)))
	leads(t, page, func() { must(t, page.Mouse.Click(proto.InputMouseButtonLeft, 1)) })
}

// pointOf is where to press on an element, once it keeps its place: a banner that takes the focus moves the page.
func pointOf(t *testing.T, element *rod.Element) proto.Point {
	t.Helper()
	var was proto.Point
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(60 * time.Millisecond) {
		if (proto.DOMScrollIntoViewIfNeeded{ObjectID: element.Object.ObjectID}).Call(element) != nil {
			continue
		}
		shape, err := element.Shape()
		if err != nil || shape.OnePointInside() == nil {
			continue
		}
		at := *shape.OnePointInside()
		if at == was {
			return at
		}
		was = at
	}
	t.Fatalf("%s is of no size, or does not keep its place", element)
	return was
}

// leads does what leads to another page, and waits until that is there.
func leads(t *testing.T, page *rod.Page, do func()) {
	t.Helper()
	patient := page.Timeout(30 * time.Second)
	loaded := patient.WaitNavigation(proto.PageLifecycleEventNameLoad)
	do()
	loaded()
	if err := patient.GetContext().Err(); err != nil {
		t.Fatalf("%s: what was pressed leads nowhere: %v", page.MustInfo().URL, err)
	}
}

// write puts words into the field with this identifier.
func write(t *testing.T, page *rod.Page, id, words string) {
	t.Helper()
	field, err := page.Timeout(5 * time.Second).Element("#" + id)
	must(t, err)
	must(t, proto.DOMFocus{ObjectID: field.Object.ObjectID}.Call(page))
	must(t, page.InsertText(words))
}

// text is what the page shows of the elements that a selector names, as a reader
// would copy it; "" where nothing of them is to be seen.
func text(t *testing.T, page *rod.Page, selector string) string {
	t.Helper()
	return eval[string](t, page, `(s) => [...document.querySelectorAll(s)].filter((e) => e.checkVisibility()).map((e) => e.innerText).join("\n")`, selector)
}

// axeSource is the accessibility checker, which runs within the page.
var axeSource = sync.OnceValues(func() (string, error) {
	source, err := os.ReadFile("../web/node_modules/axe-core/axe.min.js")
	return string(source), err
})

type axeViolation struct {
	ID, Impact, Help string
	Nodes            []struct {
		HTML           string
		FailureSummary string
	}
}

func (v axeViolation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s", v.ID, v.Impact, v.Help)
	for i, n := range v.Nodes {
		if i == 3 {
			fmt.Fprintf(&b, "\n   and %d more", len(v.Nodes)-i)
			break
		}
		fmt.Fprintf(&b, "\n   %s\n   %s", n.HTML, strings.ReplaceAll(n.FailureSummary, "\n", "\n   "))
	}
	return b.String()
}

// checkAccess runs axe on the page as it is.
func checkAccess(t *testing.T, page *rod.Page) {
	t.Helper()
	source, err := axeSource()
	must(t, err)
	// Not as an element of the page: its policy would rightly refuse it.
	_, err = proto.RuntimeEvaluate{Expression: source}.Call(page)
	must(t, err)
	found := eval[[]axeViolation](t, page, `async () => (await axe.run(document, {
		runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
		resultTypes: ["violations"],
	})).violations.map(({ id, impact, help, nodes }) => ({
		id, impact: impact || "", help, nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
	}))`)
	for _, v := range found {
		t.Errorf("%s", v)
	}
}
