package desk

import (
	"fmt"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// setUpView is the page on which a new installation is set up.
type setUpView struct {
	*visit
	form  *page.Form
	named bool // the record says already whose it is
}

// setUpView is ErrNotFound once there is an account.
func (d *Desk) setUpView(v *visit, form *page.Form) (setUpView, error) {
	fresh, err := d.register.IsNew(v.ctx)
	if err == nil && (!fresh || d.setUp == "") {
		err = fmt.Errorf("set up already: %w", council.ErrNotFound)
	}
	return setUpView{visit: v, form: form, named: !d.whose(v.ctx).Name.IsZero()}, err
}

func (d *Desk) showSetUp(w *reply, v *visit) error {
	view, err := d.setUpView(v, v.fresh())
	if err != nil {
		return err
	}
	return w.page(d.doorFrame(v, "set-up"), setUpPage(view))
}

// saveSetUp names the council, makes the first administrator's account, and leads them to choose how
// they sign in.
func (d *Desk) saveSetUp(w *reply, v *visit) error {
	view, err := d.setUpView(v, v.filled())
	if err != nil {
		return err
	}
	if err := d.mustBeSafe(v); err != nil {
		return err
	}
	form := view.form
	at := d.porter.VisitorOf(v.Request)
	err = d.porter.CheckSetUp(v.ctx, at, d.setUp, form.Value("code"))
	if err == nil {
		err = d.register.SetUp(v.ctx, form.Pair("council"), register.Account{Name: strings.TrimSpace(form.Value("name")), Email: strings.TrimSpace(form.Value("email"))})
	}
	if err != nil {
		if !refusal(form, "code", "set-up.code.wrong", err) {
			return err
		}
		return d.turnedAway(w, d.doorFrame(v, "set-up"), setUpPage(view), err)
	}
	token, _, err := d.porter.Invite(v.ctx, audience.Viewer{}, 1)
	if err != nil {
		return err
	}
	return w.see("/desk/invitation/" + token)
}
