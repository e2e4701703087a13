package site

import (
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// outsideView is what the list of outside bodies shows.
type outsideView struct {
	words *page.Words
	lines []gazette.OutsideLine
	day   council.Day
	on    field
}

// outsideData is the list of outside bodies as data.
type outsideData struct {
	On     council.Day           `json:"on"`
	Bodies []gazette.OutsideLine `json:"bodies"`
}

// showOutside lists the outside bodies with those whom the council has appointed to them, as they were on
// a day: today's where none is chosen.
func (s *Site) showOutside(w *reply, v *visit) error {
	view := outsideView{words: v.words, day: s.today()}
	on, day, err := v.askDay("on", v.words.T("people.on"), v.words.T("form.day.hint"))
	if err != nil {
		return err
	}
	view.on, w.daily = on, day.IsZero()
	if !day.IsZero() {
		view.day = day
	}
	if view.lines, err = s.record.OutsideBodies(v.ctx, view.day); err != nil {
		return err
	}
	if v.json {
		return w.json(outsideData{On: view.day, Bodies: orEmpty(view.lines)})
	}
	return w.form(on.fault != "", s.frame(v, page.Frame{Title: v.words.T("outside.title"), Section: "bodies", JSON: true, Crumbs: v.under("/bodies", "bodies.title")}), outsidePage(view))
}
