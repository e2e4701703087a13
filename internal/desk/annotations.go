package desk

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// annotationRoutes are the pages of what readers note on papers, and what keeps papers on their devices.
func (d *Desk) annotationRoutes() []route {
	return []route{
		{"POST", "/desk/annotations/new", register.Annotate, d.saveNewAnnotation},
		{"GET", "/desk/annotations/{number}", register.Annotate, d.showAnnotation},
		{"POST", "/desk/annotations/{number}", register.Annotate, d.saveAnnotation},
		{"POST", "/desk/annotations/{number}/share", register.Annotate, d.shareAnnotation},
		{"POST", "/desk/annotations/{number}/remove", register.Annotate, d.removeAnnotation},
		{"POST", "/desk/contact", register.KeepDevice, d.contact},
		{"POST", "/desk/device", register.SignIn, d.checkDevice},
		{"GET", "/desk/offline", register.SignIn, d.showOffline},
		{"GET", "/desk/worker.js", register.SignIn, d.sendWorker},
		{"GET", "/desk/app.webmanifest", register.SignIn, d.sendManifest},
	}
}

func annotationPath(number int) string { return "/desk/annotations/" + strconv.Itoa(number) }

// noteLine is an annotation with where it stands in what is being read.
type noteLine struct {
	register.OpenAnnotation
	paper   string
	printed string // the page's number as it is printed there
}

// annotate finds the annotations on the papers of a view.
func (d *Desk) annotate(view *pagesView) error {
	var documents []int
	for _, p := range view.papers {
		if len(p.Text) > 0 {
			documents = append(documents, p.Document)
		}
	}
	list, err := d.register.Annotations(view.ctx, view.viewer, documents)
	for _, o := range list {
		p := view.paperOf(o.Content.Document)
		view.notes = append(view.notes, noteLine{o, view.words.Plain(p.Title), p.Printed(o.Content.Page)})
	}
	return err
}

// newID names an annotation or a change to one.
func newID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

// back is where a form on a reader's page leads back to: an address of the desk, without language.
func back(form *page.Form) string {
	to := form.Value("back")
	if !strings.HasPrefix(to, "/desk/") {
		return "/desk"
	}
	return to
}

// saveNewAnnotation keeps a note on a page, made without script.
func (d *Desk) saveNewAnnotation(w *reply, v *visit) error {
	form := v.filled()
	j := register.Jotting{ID: form.Value("id"), Step: form.Value("id"), Note: form.Value("note")}
	j.Document, _ = strconv.Atoi(form.Value("document"))
	j.Page, _ = strconv.Atoi(form.Value("page"))
	_, err := d.register.Annotate(v.ctx, v.viewer, j)
	if err != nil && !form.Take(err) {
		return err
	}
	if err != nil {
		return w.again(d.frame(v, page.Frame{Title: v.words.T("desk.note.new")}), newNotePage(form))
	}
	return w.see(back(form) + "#notes")
}

// annotationView is one annotation.
type annotationView struct {
	*visit
	register.OpenAnnotation
	form    *page.Form
	paper   register.PaperPages
	where   string            // a page that shows the paper; empty where only packs do
	readers []audience.Viewer // with whom it can be shared
}

func (d *Desk) annotationView(v *visit, form *page.Form) (view annotationView, err error) {
	view = annotationView{visit: v, form: form}
	if view.OpenAnnotation, err = d.register.Annotation(v.ctx, v.viewer, v.number); err != nil {
		return view, err
	}
	if view.paper, err = d.register.AnyPages(v.ctx, v.viewer, view.Content.Document); err != nil {
		return view, err
	}
	if view.Own {
		view.readers, err = d.fellowReaders(v, view.Content.Document)
	}
	return view, err
}

// fellowReaders are the members and officers who may read a paper too.
func (d *Desk) fellowReaders(v *visit, document int) ([]audience.Viewer, error) {
	all, err := d.porter.Holders(v.ctx)
	if err != nil {
		return nil, err
	}
	return d.register.Readers(v.ctx, v.viewer, document, all)
}

func (d *Desk) annotationFrame(v annotationView) page.Frame {
	return d.frame(v.visit, page.Frame{Title: v.title(), Section: "meetings"})
}

func (v annotationView) title() string {
	return v.words.Say("desk.note.on", "Page", v.paper.Printed(v.Content.Page), "Paper", v.words.Plain(v.paper.Title))
}

func (d *Desk) showAnnotation(w *reply, v *visit) error {
	view, err := d.annotationView(v, nil)
	if err != nil {
		return err
	}
	view.form = v.fresh("note", view.Note, "base", view.Note, "step", newID(), "version", strconv.Itoa(view.Version))
	for _, n := range view.Content.Shared {
		view.form.Add("with", strconv.Itoa(n))
	}
	return w.page(d.annotationFrame(view), annotationPage(view))
}

// saveAnnotation keeps what the note became; what was written into it elsewhere meanwhile stays.
func (d *Desk) saveAnnotation(w *reply, v *visit) error {
	form := v.filled()
	view, err := d.annotationView(v, form)
	if err != nil {
		return err
	}
	_, err = d.register.Annotate(v.ctx, v.viewer, view.jotting())
	if err != nil && !form.Take(err) {
		return err
	}
	if err != nil {
		return w.again(d.annotationFrame(view), annotationPage(view))
	}
	return w.done(annotationPath(v.number), "note")
}

// jotting is the change that the form asks for; only of one's own.
func (v annotationView) jotting() register.Jotting {
	j := register.Jotting{ID: v.Content.ID, Step: v.form.Value("step"), Document: v.Content.Document, Page: v.Content.Page, Base: v.form.Value("base"), Note: v.form.Value("note")}
	if !v.Own {
		j.Step = "" // refused
	}
	return j
}

func (d *Desk) removeAnnotation(w *reply, v *visit) error {
	view, err := d.annotationView(v, v.filled())
	if err != nil {
		return err
	}
	j := view.jotting()
	j.Base, j.Remove = view.Note, true
	if _, err := d.register.Annotate(v.ctx, v.viewer, j); err != nil {
		return err
	}
	return w.done("/desk", "note-removed")
}

// shareAnnotation shares an annotation with those who are chosen, and with nobody else.
func (d *Desk) shareAnnotation(w *reply, v *visit) error {
	form := v.filled()
	view, err := d.annotationView(v, form)
	if err != nil {
		return err
	}
	var with []audience.Viewer
	for _, chosen := range form.Values("with") {
		i := slices.IndexFunc(view.readers, func(o audience.Viewer) bool { return strconv.Itoa(o.Account()) == chosen })
		if i < 0 {
			return fmt.Errorf("account %q may not read paper %d: %w", chosen, view.Content.Document, council.ErrDenied)
		}
		with = append(with, view.readers[i])
	}
	if err := d.register.ShareAnnotation(v.ctx, v.viewer, v.number, v.version(), with); err != nil {
		return err
	}
	return w.done(annotationPath(v.number), "note-shared")
}

// readerChoices are those with whom an annotation can be shared.
func (v annotationView) readerChoices() []page.Choice {
	var list []page.Choice
	for _, o := range v.readers {
		list = append(list, page.Choice{Value: strconv.Itoa(o.Account()), Label: o.Name()})
	}
	return list
}
