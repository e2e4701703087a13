package desk

import (
	"errors"
	"net/url"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// blankRows is how many rows stand empty below those that are filled, to be filled in turn.
const blankRows = 2

// personView is the form for a person: who they are, and everything dated about them in rows.
type personView struct {
	*visit
	form                   *page.Form
	name                   string
	drafted                bool
	stale                  bool
	wards, parties, bodies []page.Choice
	rows                   map[string]int // how many rows each part of the form has
}

// parts are the rows' names, in the order in which they stand.
const (
	wardRows  = "ward"
	partyRows = "party"
	postRows  = "post"
	seatRows  = "seat"
)

func row(part string, i int) string { return part + "-" + strconv.Itoa(i) }

func (d *Desk) personView(v *visit, p gazette.Person) (personView, error) {
	view := personView{visit: v, name: p.Name, rows: map[string]int{wardRows: len(p.Represents) + blankRows, partyRows: len(p.Parties) + blankRows,
		postRows: len(p.Posts) + blankRows, seatRows: len(p.Memberships) + blankRows}}
	drafts, err := d.register.PeopleDrafts(v.ctx, v.viewer)
	if err != nil {
		return view, err
	}
	wards, err := d.wardLines(v, drafts.Wards)
	if err != nil {
		return view, err
	}
	parties, err := d.partyLines(v, drafts.Parties)
	if err != nil {
		return view, err
	}
	view.wards, view.parties = lineChoices(v, wards), lineChoices(v, parties)
	names, err := d.bodyNames(v)
	view.bodies = []page.Choice{{Label: v.words.T("desk.person.none")}}
	lines, linesErr := d.record.Bodies(v.ctx, d.today()) // those too that have ended: past seats are kept
	for _, b := range lines {
		view.bodies = append(view.bodies, page.Choice{Value: strconv.Itoa(b.Body.Number), Label: v.words.Plain(names[b.Body.Number])})
	}
	return view, errors.Join(err, linesErr)
}

// keepRows lets a form that comes back have as many rows as were sent.
func (v *personView) keepRows(sent url.Values) {
	for part, n := range v.rows {
		for sent.Has(row(part, n+1) + "-from") {
			n++
		}
		v.rows[part] = n
	}
}

func (d *Desk) showNewPerson(w *reply, v *visit) error {
	view, err := d.personView(v, gazette.Person{})
	if err != nil {
		return err
	}
	view.form = v.fresh("style", v.words.T("desk.person.councillor"))
	return w.page(d.peopleFrame(v, v.words.T("desk.person.new")), personPage(view))
}

func (d *Desk) saveNewPerson(w *reply, v *visit) error {
	view, err := d.personView(v, gazette.Person{})
	if err != nil {
		return err
	}
	view.form = v.filled()
	view.keepRows(v.PostForm)
	p := view.readPerson(gazette.Person{})
	if !view.form.Failed() {
		number, err := register.NewPeople(v.ctx, d.register, v.viewer, p)
		if err == nil {
			return w.done(personPath(number), "saved")
		}
		if !view.form.Take(err) {
			return err
		}
	}
	return w.again(d.peopleFrame(v, v.words.T("desk.person.new")), personPage(view))
}

func (d *Desk) showPerson(w *reply, v *visit) error {
	k, err := register.WorkingPeople[gazette.Person](v.ctx, d.register, v.viewer, v.number)
	if err != nil {
		return err
	}
	view, err := d.personView(v, k.Content.Content)
	if err != nil {
		return err
	}
	view.form, view.drafted = personForm(v, k), k.Version > 0
	return w.page(d.peopleFrame(v, view.name), personPage(view))
}

func (d *Desk) savePerson(w *reply, v *visit) error {
	k, err := register.WorkingPeople[gazette.Person](v.ctx, d.register, v.viewer, v.number)
	if err != nil {
		return err
	}
	view, err := d.personView(v, k.Content.Content)
	if err != nil {
		return err
	}
	view.form, view.drafted = v.filled(), k.Version > 0
	view.keepRows(v.PostForm)
	p := view.readPerson(k.Content.Content)
	if !view.form.Failed() {
		err := register.SavePeople(v.ctx, d.register, v.viewer, v.number, v.version(), p)
		switch {
		case err == nil:
			return w.done(personPath(v.number), "saved")
		case isConflict(err):
			view.stale, view.form = true, v.together(personForm(v, k))
			view.keepRows(v.PostForm)
		case !view.form.Take(err):
			return err
		}
	}
	return w.again(d.peopleFrame(v, view.name), personPage(view))
}

func (d *Desk) publishPerson(w *reply, v *visit) error {
	if err := register.PublishOne[gazette.Person](v.ctx, d.register, v.viewer, v.number, v.version()); err != nil {
		return err
	}
	return w.done("/desk/people", "published")
}

func isConflict(err error) bool { return errors.Is(err, council.ErrConflict) }
