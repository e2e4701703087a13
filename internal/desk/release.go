package desk

import (
	"strconv"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// releaseRoutes are the pages on which the public is given what was kept from it.
func (d *Desk) releaseRoutes() []route {
	return []route{
		{"GET", "/desk/items/{number}/release", register.ReleaseMatter, d.showRelease},
		{"POST", "/desk/items/{number}/release", register.ReleaseMatter, d.saveRelease},
		{"POST", "/desk/papers/{number}/release", register.ReleaseMatter, d.releasePaper},
	}
}

// releaseView shows what the public will read of an item once it is released.
type releaseView struct {
	*visit
	register.Releasable
	form *page.Form
}

// mayRelease says whether there is something of an item to be released, and the viewer may.
func (v itemView) mayRelease() bool {
	return v.Content.Printed && !v.Content.Ground.IsOpen() && v.Content.Withdrawn.IsZero() && register.May(v.viewer, register.ReleaseMatter, v.Content.Body) == nil
}

// mayRelease says whether the paper can be released, and the viewer may.
func (v paperView) mayRelease() bool {
	c := v.Content
	return c.Published && !c.Ground.IsOpen() && !c.Withdrawn && c.State == register.PaperReady && register.May(v.viewer, register.ReleaseMatter, c.Body) == nil
}

func (d *Desk) releaseFrame(v releaseView) page.Frame {
	return d.itemFrame(v.visit, v.Content.Meeting, v.words.T("release.item"))
}

func (d *Desk) showRelease(w *reply, v *visit) error {
	one, err := d.register.Releasable(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	view := releaseView{visit: v, Releasable: one, form: v.fresh("version", strconv.Itoa(one.Version))}
	return w.page(d.releaseFrame(view), releasePage(view))
}

// saveRelease releases the item with the papers that were chosen.
func (d *Desk) saveRelease(w *reply, v *visit) error {
	one, err := d.register.Releasable(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	view := releaseView{visit: v, Releasable: one, form: v.filled()}
	by := view.form.Need("by", v.words.T("ground.by"))
	var papers []int
	for _, said := range view.form.Values("paper") {
		n, err := strconv.Atoi(said)
		if err != nil {
			return council.ErrNotFound
		}
		papers = append(papers, n)
	}
	if !view.form.Failed() {
		err := d.register.ReleaseItem(v.ctx, v.viewer, v.number, v.version(), by, papers)
		if err == nil {
			return w.done(itemPath(v.number), "released")
		}
		if !view.form.Take(err) {
			return err
		}
	}
	return w.again(d.releaseFrame(view), releasePage(view))
}

// paperChoices are the papers of the item that can be released with it.
func (v releaseView) paperChoices() []page.Choice {
	var list []page.Choice
	for _, k := range v.Papers {
		name, lang := v.words.Pick(k.Content.Title)
		list = append(list, page.Choice{Value: strconv.Itoa(k.Number), Label: name, Lang: lang})
	}
	return list
}

// releasedItem is the item as the public will read it.
func (v releaseView) releasedItem() register.Item {
	return register.Item{Purpose: v.Public.Purpose, Lead: v.Public.AskedLead, Asked: v.Public.Asked}
}

// readsNothing says whether releasing the item gives the public no words.
func (v releaseView) readsNothing() bool {
	return v.Minute.IsZero() && v.Private.IsZero() && v.Public.Purpose.IsZero() && len(v.Public.Asked) == 0
}

func (d *Desk) releasePaper(w *reply, v *visit) error {
	view, err := d.paperView(v)
	if err != nil {
		return err
	}
	form := v.filled()
	by := form.Value("release-by")
	err = d.register.ReleasePaper(v.ctx, v.viewer, v.number, v.version(), by)
	if err == nil {
		return w.done(paperPath(v.number), "released")
	}
	view.form = view.paperForm()
	if by == "" {
		view.form.Fail("release-by", v.words.T("release.by.missing"))
		return w.again(view.frame(), paperPage(view))
	}
	return err
}
