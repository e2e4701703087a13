package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"
)

// hand is somebody at the desk in a window of their own, who knows of a page what it says.
type hand struct {
	*testing.T
	page *rod.Page
	site string
}

// handOf opens a window at an address of a site.
func handOf(t *testing.T, site, at string, prepare ...func(*rod.Page) error) hand {
	t.Helper()
	return hand{t, open(t, site+at, desktop, prepare...), site}
}

func (h hand) goes(at string) { h.Helper(); visit(h.T, h.page, h.site+at) }

// follows goes where a link or button leads that says this, of the page itself before those around it.
func (h hand) follows(text string) {
	h.Helper()
	e, err := h.page.Timeout(time.Second).ElementR("main a, main button", `^\s*`+text)
	if err != nil {
		follow(h.T, h.page, `^\s*`+text)
		return
	}
	e = e.CancelTimeout().Context(h.page.GetContext())
	click(h.T, h.page, e)
}

// opens unfolds what is behind a summary, which leads nowhere.
func (h hand) opens(text string) {
	h.Helper()
	e, err := h.page.Timeout(5*time.Second).ElementR("summary", text)
	must(h.T, err)
	e = e.CancelTimeout().Context(h.page.GetContext())
	open := func() bool {
		o, err := e.Eval(`() => this.parentElement.open`)
		must(h.T, err)
		return o.Value.Bool()
	}
	h.tries("unfold "+text, func() bool {
		if !open() {
			must(h.T, h.page.Mouse.MoveTo(pointOf(h.T, e)))
			must(h.T, h.page.Mouse.Click(proto.InputMouseButtonLeft, 1))
		}
		return open()
	})
}

// tries does something until it has come about, since a page may move or take the focus while it is used.
func (h hand) tries(what string, done func() bool) {
	h.Helper()
	for end := time.Now().Add(10 * time.Second); !done(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			h.Fatalf("%s: cannot %s", h.page.MustInfo().URL, what)
		}
	}
}

// labelled is the field that a label of exactly these words belongs to; of several the first that can be seen.
func (h hand) labelled(label string) *rod.Element {
	h.Helper()
	e, err := h.page.Timeout(5 * time.Second).ElementByJS(rod.Eval(`(label) => {
		const fits = [...document.querySelectorAll("main label")].filter((l) => l.textContent.trim() === label && document.getElementById(l.htmlFor))
		return (fits.find((l) => l.checkVisibility()) || fits[0] || { htmlFor: "" }).htmlFor ? document.getElementById((fits.find((l) => l.checkVisibility()) || fits[0]).htmlFor) : null
	}`, label))
	if err != nil {
		h.Fatalf("%s: no field is called %q", h.page.MustInfo().URL, label)
	}
	return e.CancelTimeout().Context(h.page.GetContext())
}

// fills types into the field with this label, over what is there.
func (h hand) fills(label, words string) {
	h.Helper()
	field := h.labelled(label)
	h.focuses(label, field)
	_, err := field.Eval(`() => this.select()`)
	must(h.T, err)
	must(h.T, h.page.InsertText(words))
}

// focuses gives a field the focus, once it is there to be used.
func (h hand) focuses(label string, field *rod.Element) {
	h.Helper()
	h.tries("come to "+label, func() bool {
		if (proto.DOMFocus{ObjectID: field.Object.ObjectID}).Call(h.page) != nil {
			return false
		}
		has, err := field.Eval(`() => document.activeElement === this`)
		must(h.T, err)
		return has.Value.Bool()
	})
}

// chooses marks the radio button or checkbox with this label, or the choice of a list.
func (h hand) chooses(label string, choice ...string) {
	h.Helper()
	field := h.labelled(label)
	if len(choice) == 0 {
		checked := func() bool {
			is, err := field.Eval(`() => this.checked`)
			must(h.T, err)
			return is.Value.Bool()
		}
		was := checked()
		h.tries("choose "+label, func() bool {
			h.focuses(label, field)
			must(h.T, h.page.Keyboard.Type(input.Space))
			return checked() != was || was && (*must1(field.Attribute("type")) == "radio")
		})
		return
	}
	h.focuses(label, field)
	if !eval[bool](h.T, h.page, `(id, text) => {
		const list = document.getElementById(id), one = [...list.options].find((o) => o.text.trim() === text)
		if (one) list.value = one.value
		return !!one
	}`, *must1(field.Attribute("id")), choice[0]) {
		h.Fatalf("%s: %q has no choice %q", h.page.MustInfo().URL, label, choice[0])
	}
}

func must1[T any](v T, _ error) T { return v }

// walks comes to a link or button by the keyboard alone and presses Enter on it.
func (h hand) walks(text string) {
	h.Helper()
	for range 200 {
		must(h.T, h.page.Keyboard.Type(input.Tab))
		if strings.HasPrefix(eval[string](h.T, h.page, `() => (document.activeElement.innerText || "").trim()`), text) {
			leads(h.T, h.page, func() { must(h.T, h.page.Keyboard.Type(input.Enter)) })
			return
		}
	}
	h.Fatalf("%s: the keyboard comes to nothing that says %q", h.page.MustInfo().URL, text)
}

func (h hand) says() string { h.Helper(); return text(h.T, h.page, "main") }

func (h hand) sees(all ...string) {
	h.Helper()
	says := h.says()
	for _, words := range all {
		if !strings.Contains(says, words) {
			h.Errorf("%s does not say %q:\n%.1500s", h.page.MustInfo().URL, words, says)
		}
	}
}

func (h hand) lacks(all ...string) {
	h.Helper()
	html := eval[string](h.T, h.page, `() => document.documentElement.outerHTML`)
	for _, words := range all {
		if strings.Contains(html, words) {
			h.Errorf("%s holds %q", h.page.MustInfo().URL, words)
		}
	}
}
