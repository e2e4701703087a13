package e2e

import (
	"slices"
	"testing"
)

// drops drags one thing of the page onto another, as a pointer does, and waits for the page after.
func (h hand) drops(thing, place string) {
	h.Helper()
	leads(h.T, h.page, func() {
		eval[bool](h.T, h.page, `(thing, place) => {
		const data = new DataTransfer()
		const send = (to, type) => document.querySelector(to).dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }))
		send(thing, "dragstart")
		if (send(place, "dragover")) throw new Error("it may not be dropped on " + place)
		send(place, "drop")
		return true
	}`, thing, place)
	})
}

func TestAnItemIsDraggedBeforeAnother(t *testing.T) {
	t.Parallel()
	_, _, h := meet(t, 30)
	h.follows("Parks Committee")
	h.follows("Begin the agenda")
	const items = `() => [...document.querySelectorAll("[data-item]")].map((i) => i.dataset.item)`
	before := eval[[]string](t, h.page, items)
	last := before[len(before)-1]
	h.drops(`[data-item="`+last+`"]`, `[data-item="`+before[0]+`"]`)
	want := append([]string{last}, before[:len(before)-1]...)
	if after := eval[[]string](t, h.page, items); !slices.Equal(after, want) {
		t.Errorf("dragged into the order %v, want %v", after, want)
	}
}

func TestAMeetingIsDraggedToAnotherDay(t *testing.T) {
	t.Parallel()
	_, _, h := meet(t, 40)
	h.goes("/desk/calendars/1/months/" + inDays(40).Format("2006-01"))
	const day = `() => document.querySelector("[data-meeting]").closest("[data-day]").dataset.day`
	from := eval[string](t, h.page, day)
	to := eval[string](t, h.page, `() => [...document.querySelectorAll("[data-day]")].find((d) => !d.querySelector("[data-meeting]")).dataset.day`)
	h.drops("[data-meeting]", `[data-day="`+to+`"]`)
	if now := eval[string](t, h.page, day); now != to {
		t.Errorf("dragged from %s to %s, it stands on %s", from, to, now)
	}
}
