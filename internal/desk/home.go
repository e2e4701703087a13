package desk

import "moothall/internal/page"

// showHome is the desk's first page: what waits for whoever has signed in.
func (d *Desk) showHome(w *reply, v *visit) error {
	return w.page(d.frame(v, page.Frame{Title: v.words.T("desk.home"), Section: "home"}), homePage(v))
}
