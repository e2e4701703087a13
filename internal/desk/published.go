package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// publishedRoutes are the pages on which what was published is taken down.
func (d *Desk) publishedRoutes() []route {
	return []route{
		{"GET", "/desk/published/{kind}/{number}", register.TakeDown, d.showPublished},
		{"GET", "/desk/published/{kind}/{number}/{entry}", register.TakeDown, d.showTakedown},
		{"POST", "/desk/published/{kind}/{number}/{entry}", register.TakeDown, d.saveTakedown},
		{"POST", "/desk/papers/{number}/put-back", register.TakeDown, d.putBack},
	}
}

// publishedView lists what was published about something, each with the way to take it down.
type publishedView struct {
	*visit
	of      gazette.Subject
	lines   []gazette.EditionLine // newest first
	papers  []gazette.Named       // documents that a meeting and its agenda name
	form    *page.Form
	entry   gazette.EditionLine // that is to be taken down
	several bool                // other editions of the same subject stand
	at      time.Time           // now
	sure    bool                // what the public will read is shown, to be confirmed
}

func publishedPath(s gazette.Subject) string { return "/desk/published/" + s.String() }

func (d *Desk) publishedView(v *visit) (publishedView, error) {
	view := publishedView{visit: v, of: gazette.Subject{Kind: gazette.Kind(v.PathValue("kind")), Number: v.number}, form: v.fresh(), at: d.now()}
	var err error
	if view.lines, err = d.record.Editions(v.ctx, view.of); err != nil {
		return view, err
	}
	kinds := []gazette.Kind{gazette.KindDecision}
	switch view.of.Kind { //nolint:exhaustive // of the others no page of the desk lists papers
	case gazette.KindMeeting:
		kinds = []gazette.Kind{gazette.KindMeeting, gazette.KindAgenda}
	case gazette.KindDecision:
	default:
		return view, nil
	}
	var numbers []int
	for _, kind := range kinds {
		e, err := d.record.Latest(v.ctx, gazette.Subject{Kind: kind, Number: v.number})
		if err != nil && !council.IsNotFound(err) {
			return view, err
		}
		numbers = append(numbers, documentsIn(e.Content)...)
	}
	for _, n := range numbers {
		e, err := d.record.Latest(v.ctx, gazette.Subject{Kind: gazette.KindDocument, Number: n})
		if council.IsNotFound(err) {
			continue
		}
		if err != nil {
			return view, err
		}
		doc, _ := e.Content.(gazette.Document)
		view.papers = append(view.papers, gazette.Named{Number: n, Name: doc.Title})
	}
	return view, nil
}

// documentsIn are the documents that a meeting or an agenda names.
func documentsIn(content any) []int {
	switch c := content.(type) {
	case gazette.Meeting:
		return c.Documents
	case gazette.Decision:
		return c.Documents
	case gazette.Agenda:
		list := slices.Clone(c.Documents)
		for _, it := range c.Items {
			list = append(list, it.Documents...)
		}
		return list
	}
	return nil
}

// line says what an entry published and which edition it was.
func (v publishedView) line(l gazette.EditionLine) string {
	name := v.words.Kind(l.Subject.Kind)
	if !l.Label.IsZero() {
		name = v.words.Plain(l.Label)
	}
	return name + ", " + v.words.Say("editions.number", "Number", strconv.Itoa(l.Edition))
}

// paperName is a document's title, or its number where it was taken down.
func (v publishedView) paperName(n gazette.Named) string {
	if n.Name.IsZero() {
		return v.words.Kind(gazette.KindDocument) + " " + strconv.Itoa(n.Number)
	}
	return v.words.Plain(n.Name)
}

// grounds are the lawful grounds of a takedown.
func (v publishedView) grounds() []page.Choice {
	var list []page.Choice
	for _, g := range gazette.TakedownGrounds() {
		list = append(list, page.Choice{Value: string(g), Label: v.words.Ground(g)})
	}
	return list
}

func (v publishedView) title() string {
	return v.words.Say("desk.published.title", "What", v.words.Kind(v.of.Kind)+" "+strconv.Itoa(v.of.Number))
}

func (d *Desk) showPublished(w *reply, v *visit) error {
	view, err := d.publishedView(v)
	if err != nil {
		return err
	}
	return w.page(d.frame(v, page.Frame{Title: view.title(), Crumbs: view.crumbs()}), publishedPage(view))
}

// crumbs lead back to where it is worked on.
func (v publishedView) crumbs() []page.Crumb {
	list := []page.Crumb{{Name: v.words.T("desk.nav.home"), Path: "/desk"}}
	switch v.of.Kind {
	case gazette.KindMeeting, gazette.KindAgenda, gazette.KindMinutes:
		list = append(list, page.Crumb{Name: v.words.T("desk.agenda"), Path: agendaPath(v.of.Number)})
	default:
	}
	return list
}

// takedownView is the form for taking down the entry that the address names.
func (d *Desk) takedownView(v *visit) (publishedView, error) {
	view, err := d.publishedView(v)
	if err != nil {
		return view, err
	}
	entry, err := strconv.ParseInt(v.PathValue("entry"), 10, 64)
	i := slices.IndexFunc(view.lines, func(l gazette.EditionLine) bool { return l.Seq == entry && l.Subject == view.of })
	if err != nil || i < 0 {
		return view, fmt.Errorf("entry %q of %v: %w", v.PathValue("entry"), view.of, council.ErrNotFound)
	}
	view.entry = view.lines[i]
	view.several = len(view.standing()) > 1
	return view, nil
}

// standing are the entries of the subject itself that were not taken down, newest first.
func (v publishedView) standing() []int64 {
	var list []int64
	for _, l := range v.lines {
		if l.Subject == v.of && l.Tombstone == nil {
			list = append(list, l.Seq)
		}
	}
	return list
}

// latest says whether the entry at a place in the log is the latest of the subject.
func (v publishedView) latest(entries []int64) bool {
	for _, l := range v.lines {
		if l.Subject == v.of {
			return slices.Contains(entries, l.Seq)
		}
	}
	return false
}

func (d *Desk) showTakedown(w *reply, v *visit) error {
	view, err := d.takedownView(v)
	if err != nil {
		return err
	}
	view.form = v.fresh("scope", "this")
	return w.page(d.frame(v, page.Frame{Title: v.words.T("desk.takedown"), Crumbs: view.crumbs()}), takedownPage(view))
}

// saveTakedown shows what the public will read in its place and, on the second press, takes it down.
func (d *Desk) saveTakedown(w *reply, v *visit) error {
	view, err := d.takedownView(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	if view.entry.Tombstone != nil {
		return w.done(publishedPath(view.of), "taken-down") // the same form, sent twice
	}
	entries := []int64{view.entry.Seq}
	if view.several && view.form.Value("scope") == "all" {
		entries = view.standing()
	}
	t := register.Takedown{Of: view.of.Kind, Number: view.of.Number, Ground: gazette.TakedownGround(view.form.Value("ground")), Reason: view.form.Pair("reason")}
	sure := view.form.Value("sure") == "yes"
	if sure {
		err = d.register.TakeDown(v.ctx, v.viewer, t, view.latest(entries), entries...)
	} else {
		err = d.register.CheckTakedown(v.ctx, v.viewer, t, view.latest(entries))
	}
	f := d.frame(v, page.Frame{Title: v.words.T("desk.takedown"), Crumbs: view.crumbs()})
	switch {
	case err != nil && view.form.Take(err):
		return w.again(f, takedownPage(view))
	case err != nil:
		return err
	case sure:
		return w.done(publishedPath(view.of), "taken-down")
	}
	view.sure = true
	return w.page(f, takedownPage(view))
}

// tombstone is what the public will read in place of what is taken down.
func (v publishedView) tombstone() gazette.Tombstone {
	return gazette.Tombstone{Ground: gazette.TakedownGround(v.form.Value("ground")), Reason: v.form.Pair("reason"), On: v.at}
}

// putBack lets a paper that was taken down be published with the next edition of its agenda.
func (d *Desk) putBack(w *reply, v *visit) error {
	if err := d.register.PutBack(v.ctx, v.viewer, v.number); err != nil {
		return err
	}
	return w.done(paperPath(v.number), "put-back")
}

// takedownPath is where an entry is taken down.
func takedownPath(l gazette.EditionLine) string {
	return strings.Join([]string{publishedPath(l.Subject), strconv.FormatInt(l.Seq, 10)}, "/")
}
