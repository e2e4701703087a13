package desk

import (
	"strconv"

	"moothall/internal/page"
)

// vacancyView is the form by which a seat falls vacant.
type vacancyView struct {
	*visit
	form        *page.Form
	councillors []page.Choice
}

func (d *Desk) vacancyView(v *visit) (vacancyView, error) {
	view := vacancyView{visit: v, councillors: []page.Choice{{Label: v.words.T("desk.choose")}}}
	people, err := d.record.People(v.ctx, d.today())
	for _, p := range people {
		if p.Councillor {
			about := v.words.Plain(p.Person.Name)
			for _, w := range p.Wards {
				about += ", " + v.words.Plain(w.Name)
			}
			view.councillors = append(view.councillors, page.Choice{Value: strconv.Itoa(p.Person.Number), Label: about})
		}
	}
	return view, err
}

func (d *Desk) showNewVacancy(w *reply, v *visit) error {
	view, err := d.vacancyView(v)
	if err != nil {
		return err
	}
	view.form = v.fresh("person", v.query("person"))
	return w.page(d.electionFrame(v, v.words.T("desk.vacancy.new")), vacancyPage(view))
}

// saveNewVacancy ends all that a councillor holds, and publishes that.
func (d *Desk) saveNewVacancy(w *reply, v *visit) error {
	view, err := d.vacancyView(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	person, _ := strconv.Atoi(view.form.Need("person", v.words.T("desk.vacancy.person")))
	last := view.form.Day("last", v.words.T("desk.vacancy.last"))
	if !view.form.Failed() {
		err := d.register.VacateSeat(v.ctx, v.viewer, person, last)
		if err == nil {
			return w.done("/desk/elections", "vacated")
		}
		if !view.form.Take(err) {
			return err
		}
	}
	return w.again(d.electionFrame(v, v.words.T("desk.vacancy.new")), vacancyPage(view))
}
