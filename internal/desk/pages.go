package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/a-h/templ"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// pagesView is a pack or a paper as it is read page by page: by a script that draws its PDF, and without one as
// text.
type pagesView struct {
	*visit
	reader  readerLook
	title   string // "Cabinet, 3 March 2026"
	of      string // "Agenda, pack"
	file    string // where its PDF is; empty where it has none
	edition string // changes when the file does
	papers  []register.PaperPages
	from    page.Crumb

	form   *page.Form
	asked  string // words that are looked for
	found  []register.Found
	at     *pagePlace // the page that the address asks for
	notes  []noteLine // of who looks, and those shared with them
	before string     // the printed numbers of its neighbours
	after  string
}

// readerLook is what the reader's script needs.
type readerLook struct{ script, worker string }

// newReaderLook finds it among the assets.
func newReaderLook(a *page.Assets) (l readerLook, err error) {
	if l.script, err = a.URL("reader.js"); err != nil {
		return l, err
	}
	l.worker, err = a.URL("pdf.worker.js")
	return l, err
}

// pagePlace is a page of a paper.
type pagePlace struct {
	paper   register.PaperPages
	number  int // of the paper, from 1
	printed string
}

func (p pagePlace) text() string { return p.paper.Text[p.number-1] }

// pagesPath is where a pack is read page by page.
func pagesPath(p register.Pack) string {
	return packsPath(p.Meeting) + "/" + strconv.Itoa(p.Part+1) + "/pages"
}

// showPackPages shows the pack of a part of an agenda.
func (d *Desk) showPackPages(w *reply, v *visit) error {
	view, err := d.packPages(v)
	if err != nil {
		return err
	}
	if err := d.opened(v, v.number); err != nil {
		return err
	}
	return w.page(d.pagesFrame(view), pagesPage(view))
}

// opened keeps that who looks has seen what was published about a meeting so far.
func (d *Desk) opened(v *visit, meeting int) error {
	lines, err := d.record.Editions(v.ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: meeting})
	if err == nil && len(lines) > 0 {
		_, _, err = d.register.See(v.ctx, v.viewer, meeting, lines[0].Seq)
	}
	return err
}

func (d *Desk) packPages(v *visit) (pagesView, error) {
	part, err := v.part("part")
	if err != nil {
		return pagesView{}, err
	}
	work, err := d.register.PackPages(v.ctx, v.viewer, v.number, part-1)
	if err != nil {
		return pagesView{}, err
	}
	base := packView{visit: v}
	if base.meeting, err = d.register.Meeting(v.ctx, v.viewer, v.number); err != nil {
		return pagesView{}, err
	}
	b, err := d.record.Body(v.ctx, base.meeting.Body, d.today())
	if err != nil {
		return pagesView{}, err
	}
	base.body = b.Content.NameOn(base.meeting.Day)
	line, err := d.packLine(v, work.Content)
	if err != nil {
		return pagesView{}, err
	}
	view := pagesView{visit: v, reader: d.leaves, title: base.title(), of: packName(v.words, line), papers: work.Papers, file: packFile(work.Content),
		edition: packEdition(work.Kept), from: page.Crumb{Name: base.title(), Path: agendaPath(v.number)}}
	return d.readPages(view)
}

// readPages completes a view with what the address asks for and the annotations.
func (d *Desk) readPages(view pagesView) (pagesView, error) {
	if err := view.read(); err != nil {
		return view, err
	}
	return view, d.annotate(&view)
}

// packEdition changes whenever the file of a pack does.
func packEdition(k register.Kept[register.Pack]) string {
	return fmt.Sprintf("%.16s-%d", k.Content.Digest, k.Version)
}

// packFile is where the file of a pack is at the desk.
func packFile(p register.Pack) string { return packsPath(p.Meeting) + "/" + strconv.Itoa(p.Part+1) }

// showPaperPages shows one paper of the desk.
func (d *Desk) showPaperPages(w *reply, v *visit) error {
	view, err := d.paperPages(v)
	if err != nil {
		return err
	}
	return w.page(d.pagesFrame(view), pagesPage(view))
}

func (d *Desk) paperPages(v *visit) (pagesView, error) {
	base, err := d.paperView(v)
	if err != nil {
		return pagesView{}, err
	}
	pages, err := d.register.PaperPages(v.ctx, v.viewer, v.number)
	if err != nil {
		return pagesView{}, err
	}
	title := v.words.Plain(base.Content.Title)
	view := pagesView{visit: v, reader: d.leaves, title: title, of: paperFacts(v.words, base.Content), papers: []register.PaperPages{pages},
		edition: paperEdition(base.Kept), from: page.Crumb{Name: title, Path: paperPath(v.number)}}
	if base.Content.Type == "application/pdf" && base.Content.SHA256 != "" {
		view.file = paperPath(v.number) + "/file"
	}
	return d.readPages(view)
}

// paperEdition changes whenever the file of a paper does.
func paperEdition(k register.Kept[register.Paper]) string {
	return fmt.Sprintf("%.16s", k.Content.SHA256)
}

func (d *Desk) pagesFrame(v pagesView) page.Frame {
	return d.frame(v.visit, page.Frame{Title: v.title + ", " + v.of, Section: "meetings", Wide: true,
		Crumbs: []page.Crumb{{Name: v.words.T("desk.nav.home"), Path: "/desk"}, v.from}})
}

// read takes from the address which page is asked for and what is looked for.
func (v *pagesView) read() error {
	v.asked = v.query("q")
	v.form = v.visit.fresh("q", v.asked, "page", v.query("page"))
	v.found = register.Search(v.papers, v.asked)
	wanted := v.query("page")
	if wanted == "" {
		return nil
	}
	last := ""
	for _, p := range v.papers {
		for n := range p.Text {
			printed := p.Printed(n + 1)
			switch {
			case v.at != nil:
				v.after = printed
				return nil
			case printed == wanted:
				v.at, v.before = &pagePlace{p, n + 1, printed}, last
			}
			last = printed
		}
	}
	if v.at == nil {
		return errors.Join(fmt.Errorf("page %q of %s", wanted, v.path), council.ErrNotFound)
	}
	return nil
}

// paperOf is a paper by its number.
func (v pagesView) paperOf(document int) (p register.PaperPages) {
	for _, one := range v.papers {
		if one.Document == document {
			return one
		}
	}
	return p
}

// pageHref is where a page is read as text.
func (v pagesView) pageHref(printed string) string {
	return v.words.Path(v.path+"?page="+printed) + "#text"
}

// scriptPaper is what the reader's script knows of a paper.
type scriptPaper struct {
	Document int    `json:"document"`
	Title    string `json:"title"`
	From     string `json:"from"`
	Pages    int    `json:"pages"`
}

// pagesData is what the reader's script is told of a pack or a paper.
func pagesData(v pagesView) templ.Attributes {
	papers := []scriptPaper{}
	for _, p := range v.papers {
		papers = append(papers, scriptPaper{p.Document, v.words.Plain(p.Title), p.From, len(p.Text)})
	}
	b, err := json.Marshal(papers)
	if err != nil {
		return nil // numbers and texts are always written
	}
	at := ""
	if v.at != nil {
		at = v.at.printed
	}
	return templ.Attributes{"data-file": v.words.Path(v.file), "data-edition": v.edition, "data-papers": string(b), "data-at": at,
		"data-address": v.path, "data-title": v.title + ", " + v.of}
}
