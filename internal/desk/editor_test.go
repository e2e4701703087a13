package desk

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"

	"moothall/internal/page"
	"moothall/internal/testkit"
)

// writer is somebody who writes the minute of item 3 in a window.
type writer struct {
	*testing.T
	*rod.Page
	at string
}

// writers opens the minute of item 3 in as many windows of one browser.
func writers(t *testing.T, windows int) (*world, []writer) {
	t.Helper()
	first := chromium(t)
	w := newWorld(t, testkit.SQLite(t))
	w.sit()
	assets, err := page.LoadAssets()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(withAssets(w.desk, assets.Handler()))
	t.Cleanup(server.Close)
	list := []writer{{t, first, server.URL + "/desk/items/3/minute"}}
	for len(list) < windows {
		other, err := first.Browser().Page(proto.TargetCreateTarget{})
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, writer{t, other.Timeout(3 * time.Minute), list[0].at})
	}
	for _, one := range list {
		one.opens()
	}
	return w, list
}

// opens opens the page, and gathers what its content security policy refuses.
func (w writer) opens() {
	w.Helper()
	if _, err := w.EvalOnNewDocument(`window.refused = []; document.addEventListener("securitypolicyviolation", (e) => window.refused.push(e.violatedDirective + " " + e.blockedURI + " " + e.sourceFile))`); err != nil {
		w.Fatal(err)
	}
	show(w.T, w.Page, w.at)
	w.MustElement("#prose-page")
}

// types types at the end of the text.
func (w writer) types(text string) {
	w.Helper()
	w.ends()
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			w.presses(input.Enter)
		}
		if err := w.InsertText(line); err != nil {
			w.Fatal(err)
		}
	}
}

// ends puts the cursor at the end of the text.
func (w writer) ends() {
	w.Helper()
	w.MustEval(`() => {
		const page = document.querySelector("#prose-page")
		page.focus()
		getSelection().selectAllChildren(page)
		getSelection().collapseToEnd()
	}`)
}

func (w writer) presses(keys ...input.Key) {
	w.Helper()
	if err := w.Keyboard.Type(keys...); err != nil {
		w.Fatal(err)
	}
}

// says waits until the page says how the text is kept.
func (w writer) says(state string) {
	w.Helper()
	if _, err := w.Page.Timeout(30 * time.Second).Element(`.moot-minute__state[data-state="` + state + `"]`); err != nil {
		w.Fatalf("it does not say %q: %v, %s", state, err, w.MustEval(`() => document.querySelector(".moot-minute__state").outerHTML`).Str())
	}
}

// holds waits until the form's field says this.
func (w writer) holds(text string) {
	w.Helper()
	if err := w.Page.Timeout(30 * time.Second).Wait(rod.Eval(`(text) => document.querySelector("#prose").value === text`, text)); err != nil {
		w.Fatalf("the text is %q, not %q: %v", w.text(), text, err)
	}
}

func (w writer) text() string { return w.MustElement("#prose").MustProperty("value").Str() }

// reads waits until what is read beside the text has a field that begins with this.
func (w writer) reads(field, value string) {
	w.Helper()
	if err := w.Page.Timeout(30 * time.Second).Wait(rod.Eval(`(field, value) => (document.querySelector("[name=" + field + "]")?.value ?? "").startsWith(value)`, field, value)); err != nil {
		w.Fatalf("%s is not read as %q: %v, %s", field, value, err, w.MustElement("#read").MustText())
	}
}

// network cuts the window off, or lets it back.
func (w writer) network(on bool) {
	w.Helper()
	if err := (proto.NetworkEnable{}).Call(w.Page); err != nil {
		w.Fatal(err)
	}
	if err := (proto.NetworkEmulateNetworkConditions{Offline: !on, DownloadThroughput: -1, UploadThroughput: -1}).Call(w.Page); err != nil {
		w.Fatal(err)
	}
}

// pastes has the browser paste HTML, and text beside it.
func (w writer) pastes(html, text string) {
	w.Helper()
	w.MustEval(`(html, text) => {
		const data = new DataTransfer()
		if (html !== "") data.setData("text/html", html)
		data.setData("text/plain", text)
		document.querySelector("#prose-page").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
	}`, html, text)
}

func TestTheEditorReadsAsItIsTyped(t *testing.T) {
	t.Parallel()
	_, all := writers(t, 1)
	w := all[0]
	accessible(t, w.Page)
	w.ends()
	w.MustEval(`() => document.querySelector("#prose-page").focus()`)
	w.presses(input.Slash)
	w.MustElementR(".moot-offers__one", "RESOLVED")
	accessible(t, w.Page)
	w.presses(input.ArrowDown, input.ArrowUp, input.Escape, input.Backspace)
	w.types("RESOLVED –")
	if err := w.Keyboard.Press(input.ShiftLeft); err != nil {
		t.Fatal(err)
	}
	w.presses(input.Enter)
	if err := w.Keyboard.Release(input.ShiftLeft); err != nil {
		t.Fatal(err)
	}
	w.types("(1) That the plan be noted.\nThat Cabinet be recommended to approve it.")
	w.holds("RESOLVED –\n(1) That the plan be noted.\n(2) That Cabinet be recommended to approve it.")
	w.reads("r-limb-0-verb", "noted")
	w.reads("r-limb-1-addressee", "Cabinet")
	w.MustElementR(".moot-said--limb", "plan be noted")
	w.says("kept")
	accessible(t, w.Page)
	// Tab leaves the editor, and Shift and Tab go back into it from behind.
	w.presses(input.Tab)
	if at := w.MustEval(`() => document.activeElement.closest(".moot-editor__text") === null`).Bool(); !at {
		t.Error("Tab does not leave the editor")
	}
	if refused := w.MustEval(`() => window.refused.join("\n")`).Str(); refused != "" {
		t.Errorf("the content security policy refuses: %s", refused)
	}
}

func TestTheEditorKeepsThroughALostNetwork(t *testing.T) {
	t.Parallel()
	_, all := writers(t, 1)
	w := all[0]
	w.types("The chair opened the item.")
	w.says("kept")
	w.network(false)
	w.types(" Rain fell.")
	w.says("away")
	// The window is closed, as by a lid or a crash, and opened again once the network is back.
	again, err := w.Browser().Page(proto.TargetCreateTarget{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Page.Close(); err != nil {
		t.Fatal(err)
	}
	back := writer{t, again.Timeout(3 * time.Minute), w.at}
	back.opens()
	back.holds("The chair opened the item. Rain fell.")
	back.says("kept")
	back.opens()
	if got := back.text(); got != "The chair opened the item. Rain fell." {
		t.Errorf("the server has %q", got)
	}
	if held := back.MustEval(`() => localStorage.length`).Int(); held != 0 {
		t.Errorf("the browser still holds %d texts that the server has", held)
	}
}

func TestTwoWindowsWriteOneMinute(t *testing.T) {
	t.Parallel()
	_, all := writers(t, 2)
	one, two := all[0], all[1]
	one.types("The chair opened the item.\nMembers spoke.")
	one.says("kept")
	two.opens()
	one.types(" The vote was taken.")
	one.says("kept")
	// What does not contradict is brought together as it is typed.
	two.MustEval(`() => { const page = document.querySelector("#prose-page"); page.focus(); getSelection().collapse(page.firstChild, 0) }`)
	if err := two.InsertText("At six, "); err != nil {
		t.Fatal(err)
	}
	two.holds("At six, The chair opened the item.\n\nMembers spoke. The vote was taken.")
	two.says("kept")
	// What does is shown, both of it, when the form is sent.
	one.types(" It was lost.")
	one.says("kept")
	two.opens()
	one.types(" By one.")
	one.says("kept")
	two.types(" By two.")
	two.says("stale")
	two.MustEval(`() => document.querySelector("form.moot-minute button.govuk-button[type=submit]").click()`)
	two.MustElement(".moot-redline")
	if text := two.text(); !strings.Contains(text, "By one.") || !strings.Contains(text, "By two.") {
		t.Errorf("not both are shown: %q", text)
	}
}

// TestWhatIsHeldIsOffered opens a minute that somebody else has written while this browser held something of its own.
func TestWhatIsHeldIsOffered(t *testing.T) {
	t.Parallel()
	world, all := writers(t, 1)
	w := all[0]
	w.types("The chair opened the item.")
	w.says("kept")
	w.network(false)
	w.types(" Mine.")
	w.says("away")
	world.write(3, "Before all: the chair opened the item.")
	again, err := w.Browser().Page(proto.TargetCreateTarget{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Page.Close(); err != nil {
		t.Fatal(err)
	}
	back := writer{t, again.Timeout(3 * time.Minute), w.at}
	back.opens()
	back.MustElementR(".moot-minute__held", "Mine\\.")
	accessible(t, back.Page)
	back.MustElementR(".moot-minute__held button", "Bring both together").MustEval(`() => this.click()`)
	back.MustElement(".moot-redline")
	if text := back.text(); !strings.Contains(text, "Mine.") || !strings.Contains(text, "Before all") {
		t.Errorf("both are not there: %q", text)
	}
}
