package desk

import (
	"slices"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// appointmentsView is the page of outside bodies, with whom the council has appointed to each, and the form
// by which somebody is appointed.
type appointmentsView struct {
	*visit
	form   *page.Form
	lines  []appointment
	total  int
	pages  page.Pages
	bodies []page.Choice
	people []page.Choice
}

// appointment is somebody who represents the council on an outside body, or did, or an outside body on
// which nobody does.
type appointment struct {
	body   gazette.Named
	person int
	name   string
	council.Spell
}

const appointmentsPerPage = 50

func (d *Desk) appointmentsView(v *visit) (appointmentsView, error) {
	view := appointmentsView{visit: v}
	roll, err := d.record.Roll(v.ctx)
	if err != nil {
		return view, err
	}
	view.bodies, view.people = []page.Choice{{Label: v.words.T("desk.choose")}}, []page.Choice{{Label: v.words.T("desk.choose")}}
	for _, n := range roll.Numbers() {
		if p := roll.People[n]; p.IsCouncillor(d.today()) {
			view.people = append(view.people, page.Choice{Value: strconv.Itoa(n), Label: p.Name})
		}
	}
	wanted := gazette.Fold(v.query("q"))
	for _, k := range outsideBodies(roll, d.today()) {
		view.bodies = append(view.bodies, page.Choice{Value: strconv.Itoa(k.Number), Label: v.words.Plain(k.Name)})
		for _, a := range appointedTo(roll, k, d.today()) {
			if matches(wanted, v.words.Plain(k.Name), a.name) {
				view.lines = append(view.lines, a)
			}
		}
	}
	view.total = len(view.lines)
	view.lines, view.pages = pageOf(v, view.lines, appointmentsPerPage)
	return view, nil
}

// outsideBodies are the outside bodies of the day by number.
func outsideBodies(roll gazette.Roll, on council.Day) []gazette.Named {
	var list []gazette.Named
	for n, b := range roll.Bodies {
		if b.Kind == council.OutsideBody && b.Covers(on) {
			list = append(list, gazette.Named{Number: n, Name: b.NameOn(on)})
		}
	}
	slices.SortFunc(list, func(a, b gazette.Named) int { return a.Number - b.Number })
	return list
}

// appointedTo are the appointments to a body that hold on the day or are to come.
func appointedTo(roll gazette.Roll, body gazette.Named, on council.Day) []appointment {
	var list []appointment
	for _, n := range roll.Numbers() {
		for _, m := range roll.People[n].Memberships {
			if m.Body == body.Number && (m.To.IsZero() || !m.To.Before(on)) {
				list = append(list, appointment{body: body, person: n, name: roll.People[n].Name, Spell: m.Spell})
			}
		}
	}
	if len(list) == 0 {
		list = append(list, appointment{body: body})
	}
	return list
}

func (d *Desk) showAppointments(w *reply, v *visit) error {
	view, err := d.appointmentsView(v)
	if err != nil {
		return err
	}
	view.form = v.fresh("q", v.query("q"))
	return w.page(d.peopleFrame(v, v.words.T("desk.appointments")), appointmentsPage(view))
}

// saveAppointment appoints somebody to an outside body, as a draft of the person.
func (d *Desk) saveAppointment(w *reply, v *visit) error {
	view, err := d.appointmentsView(v)
	if err != nil {
		return err
	}
	f := v.filled()
	view.form = f
	body, person := view.chosen("body", view.bodies), view.chosen("person", view.people)
	spell := readSpell(f, "appointed")
	if spell.From.IsZero() && f.Fault("appointed-from") == "" {
		f.Need("appointed-from", v.words.T("desk.person.from"))
	}
	if f.Failed() {
		return w.again(d.peopleFrame(v, v.words.T("desk.appointments")), appointmentsPage(view))
	}
	k, err := register.WorkingPeople[gazette.Person](v.ctx, d.register, v.viewer, person)
	if err != nil {
		return err
	}
	p := k.Content.Content
	p.Memberships = append(slices.Clone(p.Memberships), gazette.Membership{Body: body, Role: gazette.Representative, Spell: spell})
	if err := register.SavePeople(v.ctx, d.register, v.viewer, person, k.Version, p); err != nil {
		return err
	}
	return w.done(personPath(person), "saved")
}

// chosen is the number that was chosen in a field, which must be one of the choices.
func (v appointmentsView) chosen(field string, choices []page.Choice) int {
	n, _ := strconv.Atoi(v.form.Value(field))
	if n == 0 || !slices.ContainsFunc(choices, func(c page.Choice) bool { return c.Value == v.form.Value(field) }) {
		v.form.Fail(field, v.words.Say("form.needed", "Name", v.words.T("desk.appointment."+field)))
	}
	return n
}
