package desk

import (
	"strconv"

	"moothall/internal/page"
)

// mostMinutes bounds how long somebody may be given the floor.
const mostMinutes = 120

// giveFloor records who speaks from now on, and for how long.
func (d *Desk) giveFloor(w *reply, v *visit) error {
	form := v.filled()
	minutes := form.Whole("minutes", v.words.T("desk.floor.minutes"), 0, mostMinutes)
	if form.Failed() {
		return d.sittingAgain(w, v, form)
	}
	return d.sat(w, v, form, d.register.GiveFloor(v.ctx, v.viewer, v.number, v.chosen("speaker"), minutes*60), "#floor")
}

// speakers are those who are in the meeting, as choices; the first is nobody.
func (v sittingView) speakers() []page.Choice {
	list := []page.Choice{{Label: v.words.T("desk.sitting.nobody")}}
	for _, k := range v.here(v.Sitting.Content.Item) {
		list = append(list, page.Choice{Value: strconv.Itoa(k.Number), Label: k.Content.Name})
	}
	return list
}
