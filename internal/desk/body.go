package desk

import (
	"errors"
	"fmt"
	"strconv"

	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// bodyView is a body's form, with what somebody else has made of it meanwhile.
type bodyView struct {
	*visit
	bodyFormView
	form    *page.Form
	name    string
	drafted bool
	theirs  *register.Kept[register.Draft[gazette.Body]]
}

func (d *Desk) showNewBody(w *reply, v *visit) error {
	choices, err := d.bodyForms(v, gazette.Body{})
	if err != nil {
		return err
	}
	return w.page(d.bodyFrame(v, v.words.T("desk.body.new")), bodyPage(bodyView{visit: v, bodyFormView: choices, form: v.fresh()}))
}

func (d *Desk) saveNewBody(w *reply, v *visit) error {
	choices, err := d.bodyForms(v, gazette.Body{})
	if err != nil {
		return err
	}
	choices.keepRows(v.PostForm)
	form := v.filled()
	body := choices.read(form, gazette.Body{})
	if !form.Failed() {
		number, err := d.register.NewBody(v.ctx, v.viewer, body)
		if err == nil {
			return w.done(bodyPath(number), "saved")
		}
		if !form.Take(err) {
			return err
		}
	}
	return w.again(d.bodyFrame(v, v.words.T("desk.body.new")), bodyPage(bodyView{visit: v, bodyFormView: choices, form: form}))
}

func (d *Desk) showBody(w *reply, v *visit) error {
	k, err := d.register.Body(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	choices, err := d.bodyForms(v, k.Content.Content)
	if err != nil {
		return err
	}
	view := bodyView{visit: v, bodyFormView: choices, form: bodyForm(v, k), name: v.words.Plain(k.Content.Content.Name), drafted: k.Version > 0}
	return w.page(d.bodyFrame(v, view.name), bodyPage(view))
}

// bodyForm is the form with a body's values in it.
func bodyForm(v *visit, k register.Kept[register.Draft[gazette.Body]]) *page.Form {
	b := k.Content.Content
	pairs := []string{"version", strconv.Itoa(k.Version), "name", b.Name.En, "name-cy", b.Name.Cy, "kind", string(b.Kind),
		"quorum", number(b.Quorum), "seats", number(b.Seats), "email", b.Email, "from", v.words.Day(b.From), "to", v.words.Day(b.To),
		"parent", number(b.Parent), "remit", asTyped(b.Remit.En), "remit-cy", asTyped(b.Remit.Cy)}
	for _, n := range b.Wards {
		pairs = append(pairs, "wards", strconv.Itoa(n))
	}
	for i, n := range b.Names {
		at := row("former", i+1)
		pairs = append(pairs, at, n.Name.En, at+"-cy", n.Name.Cy, at+"-from", v.words.Day(n.From), at+"-to", v.words.Day(n.To))
	}
	return v.fresh(pairs...)
}

// number is a number as a field shows it: nothing for 0.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (d *Desk) saveBody(w *reply, v *visit) error {
	k, err := d.register.Body(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	choices, err := d.bodyForms(v, k.Content.Content)
	if err != nil {
		return err
	}
	choices.keepRows(v.PostForm)
	view := bodyView{visit: v, bodyFormView: choices, form: v.filled(), name: v.words.Plain(k.Content.Content.Name), drafted: k.Version > 0}
	body := choices.read(view.form, k.Content.Content)
	if !view.form.Failed() {
		err := d.register.ChangeBody(v.ctx, v.viewer, v.number, v.version(), body)
		var stale *register.Stale[register.Draft[gazette.Body]]
		switch {
		case err == nil:
			return w.done(bodyPath(v.number), "saved")
		case errors.As(err, &stale):
			view.theirs, view.form = &stale.Theirs, v.together(bodyForm(v, stale.Theirs))
		case !view.form.Take(err):
			return err
		}
	}
	return w.again(d.bodyFrame(v, view.name), bodyPage(view))
}

func (d *Desk) publishBody(w *reply, v *visit) error {
	if err := d.register.PublishBody(v.ctx, v.viewer, v.number, v.version()); err != nil {
		return err
	}
	return w.done("/desk/bodies", "published")
}

func bodyPath(number int) string { return fmt.Sprintf("/desk/bodies/%d", number) }

func (d *Desk) bodyFrame(v *visit, title string) page.Frame {
	return d.frame(v, page.Frame{Title: title, Section: "bodies", Crumbs: []page.Crumb{
		{Name: v.words.T("desk.nav.home"), Path: "/desk"}, {Name: v.words.T("desk.bodies"), Path: "/desk/bodies"}}})
}
