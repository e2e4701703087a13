package e2e

import (
	"testing"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"
)

// watchFocus notes where the keyboard comes to, and whether that can be seen. It gives how many stops there are: a
// group of radio buttons is one.
const watchFocus = `() => {
	const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, iframe, [tabindex]")].filter((e) =>
		e.tabIndex >= 0 && !e.disabled && e.type !== "hidden" && e.checkVisibility({ visibilityProperty: true }))
	const name = (e) => e.type === "radio" ? "radio " + e.name + " of " + (e.form ? [...document.forms].indexOf(e.form) : "") : stops.indexOf(e)
	const seen = window.moothallSeen = { missed: () => [], faults: [], names: new Set() }
	seen.missed = () => stops.filter((e) => !seen.names.has(name(e)) && e.checkVisibility({ visibilityProperty: true })).map((e) => e.outerHTML.slice(0, 160))
	document.addEventListener("focusin", ({ target: e }) => {
		seen.names.add(name(e))
		const s = getComputedStyle(e), box = e.getBoundingClientRect()
		// GOV.UK Frontend marks the focus with a colour and a shadow or an outline; of radio buttons and checkboxes beside them.
		const beside = e.matches("[type=radio], [type=checkbox]") && e.nextElementSibling ? getComputedStyle(e.nextElementSibling, "::before") : s
		const marked = [s, beside].some((s) => s.outlineStyle !== "none" || s.boxShadow !== "none")
		if (box.width === 0 || box.height === 0) seen.faults.push("of no size: " + e.outerHTML.slice(0, 160))
		else if (!marked) seen.faults.push("without a mark: " + e.outerHTML.slice(0, 160))
	})
	const out = new Set(stops.map(name))
	return out.size
}`

// checkKeyboard walks through the whole page by its keyboard, from where the focus is: everything that can be
// operated is reached, the focus is always to be seen, and nothing holds it.
func checkKeyboard(t *testing.T, page *rod.Page) {
	t.Helper()
	// Of several pages at once only one has the focus, and the others show none.
	must(t, proto.EmulationSetFocusEmulationEnabled{Enabled: true}.Call(page))
	stops := eval[int](t, page, watchFocus)
	for range stops + 3 {
		must(t, page.Keyboard.Type(input.Tab))
	}
	for _, missed := range eval[[]string](t, page, `() => window.moothallSeen.missed()`) {
		t.Errorf("the keyboard does not come to %s", missed)
	}
	for _, fault := range eval[[]string](t, page, `() => window.moothallSeen.faults`) {
		t.Errorf("where the keyboard comes to, the focus is %s", fault)
	}
}
