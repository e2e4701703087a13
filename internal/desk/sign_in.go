package desk

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"moothall/internal/auth"
	"moothall/internal/council"
	"moothall/internal/page"
)

// ProviderReturn is the page to which the council's OpenID Connect provider sends people back.
const ProviderReturn = "/desk/sign-in/provider/back"

// isSecret says whether a field of a form is never sent back.
func isSecret(name string) bool { return name == "password" || name == "code" || name == "answer" }

// doorView is a page on which somebody comes in.
type doorView struct {
	*visit
	form     *page.Form
	to       string // where they go then
	shown    string // the code of now, at a fictional council
	provider bool   // the council has an OpenID Connect provider
	passkeys passkeyView
}

// passkeyView is what a page needs for passkeys.
type passkeyView struct {
	script string // its address
	taken  bool   // browsers take passkeys at the site's address
	where  string // an address of this machine at which they do; empty where none is known
}

func (d *Desk) passkeyView(v *visit) passkeyView {
	origin := d.porter.Origin(v.Request)
	p := passkeyView{script: d.passkeys, taken: auth.TakesPasskeys(origin)}
	if u, err := url.Parse(origin); err == nil && origin != "" && !p.taken {
		p.where = "http://localhost:" + u.Port() + v.URL.Path
	}
	return p
}

// onward is where somebody goes who has come in: to a page of the desk and nowhere else.
func onward(to string) string {
	to = strings.TrimPrefix(to, "/cy")
	u, err := url.Parse(to)
	inside := err == nil && u.Host == "" && u.Scheme == "" && (u.Path == "/desk" || strings.HasPrefix(u.Path, "/desk/"))
	if !inside || strings.Contains(to, `\`) || strings.HasPrefix(u.Path, "/desk/sign-") {
		return "/desk"
	}
	return to
}

func (d *Desk) doorView(v *visit, form *page.Form) doorView {
	to := v.query("to")
	if to == "" {
		to = form.Value("to")
	}
	return doorView{visit: v, form: form, to: onward(to), provider: d.porter.HasProvider(), passkeys: d.passkeyView(v)}
}

// refusal puts beside a field why somebody was not let in: the same sentence whatever was wrong. It
// says whether that was it.
func refusal(form *page.Form, field, key string, err error) bool {
	var many *auth.TooMany
	switch {
	case errors.As(err, &many):
		// In whole minutes, so that a clock that is a little off does not matter.
		form.Fail(field, form.Words.Say("sign-in.wait", "Time", form.Words.Clock(page.ClockOf(many.Until.Add(time.Minute-1)))))
	case errors.Is(err, auth.ErrRefused):
		form.Fail(field, form.Words.T(key))
	default:
		return form.Take(err)
	}
	return true
}

// turnedAway is again, with the status that says that too much was tried, where it was.
func (d *Desk) turnedAway(w *reply, f page.Frame, content templ.Component, err error) error {
	var many *auth.TooMany
	tooMany := errors.As(err, &many)
	if err := w.again(f, content); err != nil {
		return err
	}
	if tooMany {
		w.status = http.StatusTooManyRequests
		w.header.Set("Retry-After", strconv.Itoa(1+int(many.Until.Sub(d.now()).Seconds())))
	}
	return nil
}

func (d *Desk) doorFrame(v *visit, key string) page.Frame {
	return d.frame(v, page.Frame{Title: v.words.T(key)})
}

func (d *Desk) showSignIn(w *reply, v *visit) error {
	fresh, err := d.register.IsNew(v.ctx)
	switch {
	case err != nil:
		return err
	case fresh:
		return w.see("/desk/set-up")
	case !v.viewer.IsPublic():
		return w.see(onward(v.query("to")))
	case d.porter.Origin(v.Request) == "":
		return w.page(d.doorFrame(v, "sign-in"), unsafePage(v))
	}
	return w.page(d.doorFrame(v, "sign-in"), signInPage(d.doorView(v, v.fresh())))
}

func (d *Desk) saveSignIn(w *reply, v *visit) error {
	form := v.filled()
	if err := d.mustBeSafe(v); err != nil {
		return err
	}
	waiting, err := d.porter.CheckPassword(v.ctx, d.porter.VisitorOf(v.Request), form.Value("email"), form.Value("password"))
	if err == nil {
		d.porter.SetStep(w.header, waiting)
		return w.see("/desk/sign-in/code?to=" + url.QueryEscape(onward(form.Value("to"))))
	}
	return d.notIn(w, v, form, "email", "sign-in.refused", err)
}

// notIn shows the sign-in page again to somebody who was refused.
func (d *Desk) notIn(w *reply, v *visit, form *page.Form, field, key string, err error) error {
	if !refusal(form, field, key, err) {
		return err
	}
	return d.turnedAway(w, d.doorFrame(v, "sign-in"), signInPage(d.doorView(v, form)), err)
}

// mustBeSafe refuses secrets over a network without TLS.
func (d *Desk) mustBeSafe(v *visit) error {
	if d.porter.Origin(v.Request) == "" {
		return errors.Join(council.ErrDenied, errors.New("sign-in without TLS, at no known address"))
	}
	return nil
}

func (d *Desk) showCode(w *reply, v *visit) error {
	if d.porter.Step(v.Request) == "" {
		return w.see("/desk/sign-in")
	}
	view := d.doorView(v, v.fresh())
	var err error
	if view.shown, err = d.porter.ShownCode(v.ctx, d.porter.Step(v.Request)); council.IsNotFound(err) {
		return w.see("/desk/sign-in")
	}
	if err != nil {
		return err
	}
	return w.page(d.doorFrame(v, "sign-in.code"), codePage(view))
}

func (d *Desk) saveCode(w *reply, v *visit) error {
	form := v.filled()
	token, err := d.porter.CheckSecondFactor(v.ctx, d.porter.VisitorOf(v.Request), d.porter.Step(v.Request), form.Value("code"))
	switch {
	case err == nil:
		return d.letIn(w, v, token, form.Value("to"))
	case council.IsNotFound(err):
		return w.see("/desk/sign-in")
	case refusal(form, "code", "code.refused", err):
		return d.turnedAway(w, d.doorFrame(v, "sign-in.code"), codePage(d.doorView(v, form)), err)
	}
	return err
}

// letIn gives somebody their session and sends them on.
func (d *Desk) letIn(w *reply, v *visit, token, to string) error {
	if err := d.porter.Seat(v.ctx, w.header, v.Request, token); err != nil {
		return err
	}
	return w.see(onward(to))
}

func (d *Desk) askPasskey(w *reply, v *visit) error {
	options, step, err := d.porter.AskPasskey(v.ctx, d.porter.Origin(v.Request))
	if err != nil {
		return err
	}
	d.porter.SetStep(w.header, step)
	return w.json(options)
}

func (d *Desk) savePasskey(w *reply, v *visit) error {
	form := v.filled()
	token, err := d.porter.CheckPasskey(v.ctx, d.porter.VisitorOf(v.Request), d.porter.Step(v.Request), d.porter.Origin(v.Request), form.Value("answer"))
	if err == nil {
		return d.letIn(w, v, token, form.Value("to"))
	}
	return d.notIn(w, v, form, "passkey", "passkey.refused", err)
}

func (d *Desk) toProvider(w *reply, v *visit) error {
	address, step, err := d.porter.AskProvider(v.ctx, d.porter.Origin(v.Request))
	return d.leadAway(w, address, step, err)
}

func (d *Desk) leadAway(w *reply, address, step string, err error) error {
	if err != nil {
		return err
	}
	d.porter.SetStep(w.header, step)
	return w.away(address)
}

// backFromProvider takes people back who signed in there: to come in, to link their account, or as a
// proof.
func (d *Desk) backFromProvider(w *reply, v *visit) error {
	welcome, err := d.porter.CheckProvider(v.ctx, d.porter.VisitorOf(v.Request), d.porter.Step(v.Request), v.query("state"), v.query("code"))
	switch {
	case err == nil && welcome.Token != "":
		return d.letIn(w, v, welcome.Token, "")
	case err == nil:
		return w.see("/desk/me")
	case council.IsNotFound(err):
		err = auth.ErrRefused
	}
	return d.notIn(w, v, v.fresh(), "provider", "provider.refused", err)
}

func (d *Desk) signOut(w *reply, v *visit) error {
	if err := d.porter.Unseat(v.ctx, w.header, v.Request); err != nil {
		return err
	}
	if err := d.leaveDevice(w, v); err != nil {
		return err
	}
	return w.see("/desk/sign-in")
}
