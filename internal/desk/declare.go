package desk

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// declareView is the form of a declaration of interest.
type declareView struct {
	sittingView
	one register.Kept[register.Declaration] // number 0 for a new one
}

func declarationPath(number int) string { return fmt.Sprintf("/desk/declarations/%d", number) }

func (d *Desk) declareFrame(v declareView) page.Frame {
	return d.sittingFrame(v.sittingView, v.words.T("desk.declare"))
}

func (d *Desk) newDeclaration(v *visit) (declareView, error) {
	base, err := d.sittingView(v, v.number)
	if err == nil && base.Sitting.Version == 0 {
		err = council.ErrNotFound
	}
	return declareView{sittingView: base}, err
}

func (d *Desk) showNewDeclaration(w *reply, v *visit) error {
	view, err := d.newDeclaration(v)
	if err != nil {
		return err
	}
	view.form = v.fresh("item", v.query("item"), "person", v.query("person"), "withdrew", "no")
	return w.page(d.declareFrame(view), declarePage(view))
}

func (d *Desk) saveNewDeclaration(w *reply, v *visit) error {
	view, err := d.newDeclaration(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	one := view.read()
	if !view.form.Failed() {
		_, err := d.register.Declare(v.ctx, v.viewer, v.number, one)
		if err == nil {
			return w.see(view.after(one))
		}
		if !view.form.Take(err) {
			return err
		}
	}
	return w.again(d.declareFrame(view), declarePage(view))
}

// read reads the form.
func (v declareView) read() register.Declaration {
	f := v.form
	one := register.Declaration{Item: v.chosen("item"), Interest: council.InterestKind(f.Value("interest")), Nature: register.Sealed(f.Pair("nature")),
		Sensitive: f.Value("sensitive") != "", Withdrew: f.Value("withdrew") == "yes"}
	i := slices.IndexFunc(v.Roll, func(k register.Kept[register.Attendance]) bool { return k.Number == v.chosen("person") })
	if i >= 0 {
		one.Person, one.Name = v.Roll[i].Content.Person, v.Roll[i].Content.Name
	}
	return one
}

// after is the page that leads on once a declaration is kept.
func (v declareView) after(one register.Declaration) string {
	if one.Item == 0 {
		return sittingPath(v.Number)
	}
	return v.itemPath(one.Item)
}

// everybody are all on the roll, as choices by the number of their attendance.
func (v sittingView) everybody() []page.Choice {
	list := []page.Choice{{Label: v.words.T("desk.sitting.choose")}}
	for _, k := range v.Roll {
		list = append(list, page.Choice{Value: strconv.Itoa(k.Number), Label: k.Content.Name})
	}
	return list
}

// declarer is the number of the attendance of whoever declared; empty where they are not on the roll.
func (v declareView) declarer() string {
	for _, k := range v.Roll {
		if k.Content.Person == v.one.Content.Person && k.Content.Name == v.one.Content.Name {
			return strconv.Itoa(k.Number)
		}
	}
	return ""
}

// interests are the kinds of interest to choose from.
func (v declareView) interests() []page.Choice {
	var list []page.Choice
	for _, k := range council.InterestKinds() {
		list = append(list, page.Choice{Value: string(k), Label: v.words.Interest(k), Hint: v.words.T("desk.declaration.hint." + string(k))})
	}
	return list
}

func (d *Desk) declareView(v *visit) (declareView, error) {
	k, err := d.register.Declaration(v.ctx, v.viewer, v.number)
	if err != nil {
		return declareView{}, err
	}
	base, err := d.sittingView(v, k.Content.Meeting)
	return declareView{sittingView: base, one: k}, err
}

func (d *Desk) showDeclaration(w *reply, v *visit) error {
	view, err := d.declareView(v)
	if err != nil {
		return err
	}
	if view.form, err = view.kept(); err != nil {
		return err
	}
	return w.page(d.declareFrame(view), declarePage(view))
}

// kept is the form with the declaration as it is kept.
func (v declareView) kept() (*page.Form, error) {
	c := v.one.Content
	nature, err := c.Nature.Open(v.viewer, c.Lock())
	if err != nil {
		return nil, err
	}
	withdrew := "no"
	if c.Withdrew {
		withdrew = "yes"
	}
	pairs := []string{"version", strconv.Itoa(v.one.Version), "person", v.declarer(), "item", number(c.Item), "interest", string(c.Interest),
		"nature", nature.En, "nature-cy", nature.Cy, "withdrew", withdrew}
	if c.Sensitive {
		pairs = append(pairs, "sensitive", "yes")
	}
	return v.fresh(pairs...), nil
}

func (d *Desk) saveDeclaration(w *reply, v *visit) error {
	view, err := d.declareView(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	one := view.read()
	err = d.register.ChangeDeclaration(v.ctx, v.viewer, v.number, v.version(), one)
	switch {
	case err == nil:
		return w.see(view.after(one))
	case errors.Is(err, council.ErrConflict):
		view.stale = true
	case !view.form.Take(err):
		return err
	}
	return w.again(d.declareFrame(view), declarePage(view))
}

func (d *Desk) removeDeclaration(w *reply, v *visit) error {
	view, err := d.declareView(v)
	if err != nil {
		return err
	}
	if err := d.register.RemoveDeclaration(v.ctx, v.viewer, v.number); err != nil {
		return err
	}
	return w.see(view.after(view.one.Content))
}
