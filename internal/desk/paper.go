package desk

import (
	"errors"
	"fmt"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// paperRoutes are the pages of papers.
func (d *Desk) paperRoutes() []route {
	return []route{
		{"GET", "/desk/items/{number}/papers/new", register.AttachPaper, d.showItemPaper},
		{"POST", "/desk/items/{number}/papers/new", register.AttachPaper, d.saveItemPaper},
		{"GET", "/desk/reports/{number}/papers/new", register.AttachPaper, d.showReportPaper},
		{"POST", "/desk/reports/{number}/papers/new", register.AttachPaper, d.saveReportPaper},
		{"GET", "/desk/papers/{number}", register.ReadDesk, d.showPaper},
		{"POST", "/desk/papers/{number}", register.AttachPaper, d.savePaper},
		{"POST", "/desk/papers/{number}/replace", register.AttachPaper, d.replacePaper},
		{"POST", "/desk/papers/{number}/read", register.AttachPaper, d.readPaper},
		{"POST", "/desk/papers/{number}/withdraw", register.WithdrawPaper, d.withdrawPaper},
		{"GET", "/desk/papers/{number}/file", register.ReadDesk, d.sendPaper},
		{"GET", "/desk/papers/{number}/pages", register.ReadDesk, d.showPaperPages},
		{"GET", "/desk/papers/{number}/thumb", register.ReadDesk, d.sendThumb},
	}
}

func paperPath(number int) string { return fmt.Sprintf("/desk/papers/%d", number) }

// bring is where a paper is brought to an item; empty where the viewer may not.
func (v itemView) bring() string {
	if !v.may {
		return ""
	}
	return itemPath(v.Number) + "/papers/new"
}

// bring is where a paper is brought to a report; empty where the viewer may not.
func (v reportView) bring() string {
	if !v.Writes {
		return ""
	}
	return reportPath(v.Number) + "/papers/new"
}

func (d *Desk) showItemPaper(w *reply, v *visit) error {
	item, err := d.register.MayAttachToItem(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	return w.page(d.itemFrame(v, item.Content.Meeting, v.words.T("desk.paper.new")), newPaperPage(d, v.newPaper(string(council.Appendix))))
}

// newPaper is the form of a paper to be brought.
func (v *visit) newPaper(of string) *page.Form {
	return v.fresh("of", of, "openness", string(council.Open), "language", string(v.words.Lang()))
}

func (d *Desk) saveItemPaper(w *reply, v *visit) error {
	item, err := d.register.MayAttachToItem(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	return d.bringPaper(w, v, d.itemFrame(v, item.Content.Meeting, v.words.T("desk.paper.new")), func(p register.Paper, f register.Brought) (int, error) {
		return d.register.AttachToItem(v.ctx, v.viewer, v.number, p, f)
	})
}

func (d *Desk) showReportPaper(w *reply, v *visit) error {
	if _, err := d.register.MayAttachToReport(v.ctx, v.viewer, v.number); err != nil {
		return err
	}
	return w.page(d.frame(v, page.Frame{Title: v.words.T("desk.paper.new")}), newPaperPage(d, v.newPaper(string(council.Report))))
}

func (d *Desk) saveReportPaper(w *reply, v *visit) error {
	if _, err := d.register.MayAttachToReport(v.ctx, v.viewer, v.number); err != nil {
		return err
	}
	return d.bringPaper(w, v, d.frame(v, page.Frame{Title: v.words.T("desk.paper.new")}), func(p register.Paper, f register.Brought) (int, error) {
		return d.register.AttachToReport(v.ctx, v.viewer, v.number, p, f)
	})
}

// bringPaper takes a paper with its file and has it attached.
func (d *Desk) bringPaper(w *reply, v *visit, f page.Frame, attach func(register.Paper, register.Brought) (int, error)) error {
	var p register.Paper
	form, file, err := d.takeForm(v, func(form *page.Form) { p = paperIn(form) })
	if err != nil {
		return err
	}
	if !form.Failed() {
		number, err := attach(p, file)
		if err == nil {
			return w.done(paperPath(number), "brought")
		}
		if !form.Take(err) {
			return err
		}
	}
	return w.again(f, newPaperPage(d, form))
}

// paperView is the page of one paper.
type paperView struct {
	*visit
	register.PaperWork
	desk   *Desk
	form   *page.Form
	theirs *register.Kept[register.Paper]
}

func (d *Desk) paperView(v *visit) (paperView, error) {
	work, err := d.register.Paper(v.ctx, v.viewer, v.number)
	view := paperView{visit: v, PaperWork: work, desk: d, form: v.fresh()}
	if err == nil && work.Content.Withdrawn && !work.May {
		err = fmt.Errorf("paper %d is withdrawn: %w", v.number, council.ErrNotFound)
	}
	return view, err
}

// paperForm is the form with what is said of a paper in it.
func (v paperView) paperForm() *page.Form {
	c := v.Content
	pairs := []string{"version", strconv.Itoa(v.Version), "title", c.Title.En, "title-cy", c.Title.Cy, "of", string(c.Of), "author", c.Author,
		"language", string(c.Language), "twin", strconv.Itoa(c.Twin), "openness", string(openness(c.Ground)), "reason", c.Ground.Reason.En,
		"reason-cy", c.Ground.Reason.Cy, "by", c.Ground.By, "review", v.words.Day(c.Ground.Review)}
	for _, p := range c.Ground.Paragraphs {
		pairs = append(pairs, "paragraphs", strconv.Itoa(p))
	}
	return v.fresh(pairs...)
}

func (v paperView) frame() page.Frame {
	f := page.Frame{Title: v.words.Plain(v.Content.Title), Section: "meetings", Crumbs: []page.Crumb{{Name: v.words.T("desk.nav.home"), Path: "/desk"}}}
	if v.Content.Item != 0 {
		f.Crumbs = append(f.Crumbs, page.Crumb{Name: v.words.T("desk.agenda"), Path: agendaPath(v.Content.Meeting)},
			page.Crumb{Name: v.words.T("desk.paper.item"), Path: itemPath(v.Content.Item)})
	}
	return v.desk.frame(v.visit, f)
}

func (d *Desk) showPaper(w *reply, v *visit) error {
	view, err := d.paperView(v)
	if err != nil {
		return err
	}
	view.form = view.paperForm()
	return w.page(view.frame(), paperPage(view))
}

func (d *Desk) savePaper(w *reply, v *visit) error {
	view, err := d.paperView(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	p := paperIn(view.form)
	if !view.form.Failed() {
		err := d.register.ChangePaper(v.ctx, v.viewer, v.number, v.version(), p)
		var stale *register.Stale[register.Paper]
		switch {
		case err == nil:
			return w.done(paperPath(v.number), "saved")
		case errors.As(err, &stale):
			view.theirs = &stale.Theirs
			theirs := view
			theirs.Kept = stale.Theirs
			view.form = v.together(theirs.paperForm())
		case !view.form.Take(err):
			return err
		}
	}
	return w.again(view.frame(), paperPage(view))
}

// replacePaper gives the paper another file.
func (d *Desk) replacePaper(w *reply, v *visit) error {
	view, err := d.paperView(v)
	if err != nil {
		return err
	}
	if !view.May {
		return fmt.Errorf("replace paper %d: %w", v.number, council.ErrDenied)
	}
	form, file, err := d.takeForm(v, func(*page.Form) {})
	if err != nil {
		return err
	}
	if !form.Failed() {
		if err := d.register.ReplaceFile(v.ctx, v.viewer, v.number, file); err != nil {
			return err
		}
		return w.done(paperPath(v.number), "brought")
	}
	view.form = view.paperForm()
	view.form.Fail("file", form.Fault("file"))
	return w.again(view.frame(), paperPage(view))
}

// readPaper has the file read again, with what its authors have not settled settled where that is asked.
func (d *Desk) readPaper(w *reply, v *visit) error {
	if err := d.register.ReadAgain(v.ctx, v.viewer, v.number, v.filled().Value("settle") == "yes"); err != nil {
		return err
	}
	return w.done(paperPath(v.number), "brought")
}

// withdrawPaper takes the paper off, or has it printed as withdrawn.
func (d *Desk) withdrawPaper(w *reply, v *visit) error {
	view, err := d.paperView(v)
	if err != nil {
		return err
	}
	sent := v.filled()
	err = d.register.WithdrawPaper(v.ctx, v.viewer, v.number, sent.Pair("withdraw-reason"))
	if err == nil {
		return w.done(paperPath(v.number), "withdrawn")
	}
	view.form = view.paperForm()
	if !view.form.Take(err) {
		return err
	}
	return w.again(view.frame(), paperPage(view))
}
