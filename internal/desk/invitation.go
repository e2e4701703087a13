package desk

import (
	"net/http"

	"moothall/internal/auth"
	"moothall/internal/council"
	"moothall/internal/page"
)

// invitationView is the page on which somebody who was invited chooses how they sign in.
type invitationView struct {
	doorView
	account auth.Account
	base    string // the invitation's own address, without the language
}

// passkeyAct is what a form for a passkey does.
type passkeyAct struct {
	kind   string // "get", or "create"
	ask    string // where the script asks what the browser has to do, without the language
	send   string // where the form goes, without the language
	to     string // where one goes on from there
	button string
	label  bool // the passkey gets a name
}

// invited is who came by the invitation in the address; council.ErrNotFound where it works no longer.
func (d *Desk) invited(v *visit) (auth.Holder, error) {
	if err := d.mustBeSafe(v); err != nil {
		return auth.Holder{}, err
	}
	return d.porter.ByInvitation(v.ctx, v.PathValue("token"))
}

func (d *Desk) showInvitation(w *reply, v *visit) error {
	h, err := d.invited(v)
	if council.IsNotFound(err) {
		return w.say(http.StatusNotFound, d.doorFrame(v, "invitation.over"), overPage(v))
	}
	if err != nil {
		return err
	}
	return w.page(d.doorFrame(v, "invitation"), invitationPage(d.invitationView(v, v.fresh(), h)))
}

func (d *Desk) invitationView(v *visit, form *page.Form, h auth.Holder) invitationView {
	return invitationView{doorView: d.doorView(v, form), account: h.Account, base: "/desk/invitation/" + v.PathValue("token")}
}

// acceptPassword begins a password, which is kept when its second factor has been proved.
func (d *Desk) acceptPassword(w *reply, v *visit) error {
	form := v.filled()
	h, err := d.invited(v)
	if err != nil {
		return err
	}
	step, err := d.porter.BeginPassword(v.ctx, h, form.Value("password"))
	if err == nil {
		d.porter.SetStep(w.header, step)
		return w.see("/desk/app")
	}
	if !form.Take(err) {
		return err
	}
	return w.again(d.doorFrame(v, "invitation"), invitationPage(d.invitationView(v, form, h)))
}

func (d *Desk) askInvited(w *reply, v *visit) error {
	h, err := d.invited(v)
	if err != nil {
		return err
	}
	return d.askNewPasskey(w, v, h)
}

func (d *Desk) askNewPasskey(w *reply, v *visit, h auth.Holder) error {
	options, step, err := d.porter.BeginPasskey(v.ctx, h, d.porter.Origin(v.Request))
	if err != nil {
		return err
	}
	d.porter.SetStep(w.header, step)
	return w.json(options)
}

// newPasskey keeps the passkey that the browser has made.
func (d *Desk) newPasskey(v *visit, form *page.Form) (auth.Welcome, error) {
	return d.porter.FinishPasskey(v.ctx, d.porter.VisitorOf(v.Request), d.porter.Step(v.Request), d.porter.Origin(v.Request),
		form.Value("label"), form.Value("answer"))
}

func (d *Desk) acceptPasskey(w *reply, v *visit) error {
	form := v.filled()
	h, err := d.invited(v)
	if err != nil {
		return err
	}
	welcome, err := d.newPasskey(v, form)
	if err == nil {
		return d.letIn(w, v, welcome.Token, "")
	}
	if !refusal(form, "passkey", "passkey.refused", err) {
		return err
	}
	return w.again(d.doorFrame(v, "invitation"), invitationPage(d.invitationView(v, form, h)))
}

func (d *Desk) acceptProvider(w *reply, v *visit) error {
	h, err := d.invited(v)
	if err != nil {
		return err
	}
	address, step, err := d.porter.LinkProvider(v.ctx, h, d.porter.Origin(v.Request))
	return d.leadAway(w, address, step, err)
}

// appView is the page on which an authenticator app learns its key.
type appView struct {
	doorView
	key auth.OneTimeKey
}

func (d *Desk) showApp(w *reply, v *visit) error {
	key, err := d.porter.NewKey(v.ctx, d.porter.Step(v.Request))
	if err != nil {
		return err
	}
	return w.page(d.doorFrame(v, "app"), appPage(appView{d.doorView(v, v.fresh()), key}))
}

func (d *Desk) saveApp(w *reply, v *visit) error {
	form := v.filled()
	step := d.porter.Step(v.Request)
	welcome, err := d.porter.FinishPassword(v.ctx, d.porter.VisitorOf(v.Request), step, form.Value("code"))
	if err == nil {
		if welcome.Token != "" {
			err = d.porter.Seat(v.ctx, w.header, v.Request, welcome.Token)
		}
		if err != nil {
			return err
		}
		return w.page(d.doorFrame(v, "codes"), codesPage(v, welcome.Codes))
	}
	if !refusal(form, "code", "code.refused", err) {
		return err
	}
	key, keyErr := d.porter.NewKey(v.ctx, step)
	if keyErr != nil {
		return keyErr
	}
	return d.turnedAway(w, d.doorFrame(v, "app"), appPage(appView{d.doorView(v, form), key}), err)
}
