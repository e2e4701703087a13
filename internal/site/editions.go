package site

import (
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/redline"
)

// editionsView is the page that lists what was published about another page, and compares any two
// moments of it.
type editionsView struct {
	words    *page.Words
	path     string // of the page itself, without the language
	name     string // what the page is about: "Issue 68576"
	lines    []gazette.EditionLine
	from, to string
	compared bool
	groups   []changeGroup
	count    int // of changes
}

// changeGroup is what changed at one place of one thing: at item 3 of a meeting's agenda.
type changeGroup struct {
	title   council.Text
	where   string
	changes []changeView
}

// changeView is one line that differs.
type changeView struct {
	gazette.Change
	words *page.Words
	runs  []redline.Run // word by word, where both sides say something
}

// start is the moment before anything was published, in the address.
const start = "start"

// showEditions makes the handler of the editions of a kind of page.
func (s *Site) showEditions(kind gazette.Kind, section string) func(w *reply, v *visit) error {
	return func(w *reply, v *visit) error {
		subject := gazette.Subject{Kind: kind, Number: v.number}
		lines, err := s.record.Editions(v.ctx, subject)
		if err != nil {
			return err
		}
		if len(lines) == 0 {
			return council.ErrNotFound
		}
		view := editionsView{words: v.words, path: v.path, lines: lines, from: v.text("from"), to: v.text("to"),
			name: v.words.Kind(kind) + " " + strconv.Itoa(v.number)}
		if err := view.sinceThen(v); err != nil {
			return err
		}
		if err := s.compare(v, subject, &view); err != nil {
			return err
		}
		w.modified = lines[0].At
		if v.json {
			return w.json(view.data())
		}
		above := v.path[:len(v.path)-len("/editions")]
		return w.page(s.frame(v, page.Frame{
			Title: v.words.Say("editions.title", "Name", view.name), Section: section, JSON: true,
			Crumbs: []page.Crumb{{Name: v.words.T("nav.home"), Path: "/"}, {Name: view.name, Path: above}},
		}), editionsPage(view))
	}
}

// sinceThen takes a reader's own mark, an entry of the log up to which they had read, for the two moments to
// compare: what the page was like then, and now.
func (view *editionsView) sinceThen(v *visit) error {
	given := v.text("since")
	if given == "" {
		return nil
	}
	seq, err := strconv.ParseInt(given, 10, 64)
	if err != nil || seq < 0 || view.from != "" || view.to != "" {
		return v.problem("fault.edition", "Name", "since", "Value", given)
	}
	view.from, view.to = start, strconv.FormatInt(view.lines[0].Seq, 10)
	for _, line := range view.lines {
		if line.Seq <= seq {
			view.from = strconv.FormatInt(line.Seq, 10)
			break
		}
	}
	return nil
}

// mark is the address that says, later, what has changed since now.
func (view editionsView) mark() string {
	return view.words.Path(view.path) + "?since=" + strconv.FormatInt(view.lines[0].Seq, 10)
}

// compare finds what changed between the two moments that the address names, if it does.
func (s *Site) compare(v *visit, subject gazette.Subject, view *editionsView) error {
	if view.from == "" && view.to == "" {
		return nil
	}
	from, err := view.moment(v, "from", view.from)
	if err != nil {
		return err
	}
	to, err := view.moment(v, "to", view.to)
	if err != nil {
		return err
	}
	if to < from {
		from, to = to, from
		view.from, view.to = view.to, view.from
	}
	changes, err := s.record.Changes(v.ctx, subject, from, to)
	if err != nil {
		return err
	}
	view.compared = true
	for _, c := range changes {
		one := changeView{Change: c, words: v.words}
		c.Where, c.Before, c.After = one.said(c.Where), one.said(c.Before), one.said(c.After)
		one.Change = c
		if c.Before != "" && c.After != "" {
			one.runs = redline.Words(c.Before, c.After)
		}
		view.add(one)
	}
	return nil
}

// add puts a change with the one before it, where both are at the same place.
func (view *editionsView) add(c changeView) {
	view.count++
	if n := len(view.groups); n > 0 && view.groups[n-1].title == c.Title && view.groups[n-1].where == c.Where {
		view.groups[n-1].changes = append(view.groups[n-1].changes, c)
		return
	}
	view.groups = append(view.groups, changeGroup{title: c.Title, where: c.Where, changes: []changeView{c}})
}

// moment reads a moment: the place in the log of one of the listed entries, or "start".
func (view *editionsView) moment(v *visit, name, given string) (int64, error) {
	if given == start {
		return -1, nil
	}
	for _, line := range view.lines {
		if strconv.FormatInt(line.Seq, 10) == given {
			return line.Seq, nil
		}
	}
	return 0, v.problem("fault.edition", "Name", name, "Value", given)
}

// moments are the choices of the form: newest first, the start last where it is one.
func (view editionsView) moments(withStart bool, chosen string) []momentView {
	var list []momentView
	for _, line := range view.lines {
		value := strconv.FormatInt(line.Seq, 10)
		list = append(list, momentView{value: value, text: view.words.Moment(line.At) + ": " + view.what(line), chosen: value == chosen})
	}
	if withStart {
		list = append(list, momentView{value: start, text: view.words.T("editions.start"), chosen: chosen == start || chosen == ""})
	}
	return list
}

// changedBy is the page that shows what the entry at a place of the list changed.
func (view editionsView) changedBy(place int) string {
	from := start
	if place+1 < len(view.lines) {
		from = strconv.FormatInt(view.lines[place+1].Seq, 10)
	}
	return view.words.Path(view.path) + "?from=" + from + "&to=" + strconv.FormatInt(view.lines[place].Seq, 10)
}

// momentView is a choice of the form.
type momentView struct {
	value, text string
	chosen      bool
}

// what says what an entry published: "Supplement 1, Cabinet, 13 March 2018".
func (view editionsView) what(line gazette.EditionLine) string {
	text := view.words.Kind(line.Subject.Kind)
	if !line.Label.IsZero() {
		text = view.words.Plain(line.Label)
	}
	if line.Meeting != nil {
		text += ", " + view.words.Plain(line.Meeting.Body.Name) + ", " + view.words.Day(line.Meeting.Day)
	}
	return text + ", " + view.words.Say("editions.number", "Number", strconv.Itoa(line.Edition))
}

// label says which part of the content a change is in.
func (c changeView) label() string {
	if what, welsh := strings.CutSuffix(c.What, "Welsh"); welsh {
		return c.words.T(what) + ", " + c.words.T("editions.in-welsh")
	}
	return c.words.T(c.What)
}

// editionsData is the editions as data.
type editionsData struct {
	Editions []editionData `json:"editions"`
	Changes  []changeData  `json:"changes,omitempty"`
}

type editionData struct {
	Entry     int64              `json:"entry"`
	Kind      gazette.Kind       `json:"kind"`
	Number    int                `json:"number"`
	Edition   int                `json:"edition"`
	Published string             `json:"published"`
	Label     council.Text       `json:"label,omitzero"`
	Tombstone *gazette.Tombstone `json:"tombstone,omitempty"`
}

type changeData struct {
	Kind   gazette.Kind `json:"kind"`
	Number int          `json:"number"`
	Field  string       `json:"field"`
	Where  string       `json:"where,omitempty"`
	Before string       `json:"before,omitempty"`
	After  string       `json:"after,omitempty"`
}

func (view editionsView) data() editionsData {
	d := editionsData{Editions: []editionData{}}
	for _, l := range view.lines {
		d.Editions = append(d.Editions, editionData{Entry: l.Seq, Kind: l.Subject.Kind, Number: l.Subject.Number,
			Edition: l.Edition, Published: gazette.Moment(l.At), Label: l.Label, Tombstone: l.Tombstone})
	}
	for _, g := range view.groups {
		for _, c := range g.changes {
			d.Changes = append(d.Changes, changeData{Kind: c.Subject.Kind, Number: c.Subject.Number,
				Field: c.What, Where: c.Where, Before: c.Before, After: c.After})
		}
	}
	return d
}
