package desk

import (
	"errors"
	"time"

	"moothall/internal/audience"
	"moothall/internal/auth"
	"moothall/internal/page"
)

// meView is the page of one's own account.
type meView struct {
	*visit
	form     *page.Form
	fresh    bool // they proved lately who they are, and may change how they sign in
	ways     []auth.Credential
	codes    int // recovery codes that were not used
	sessions []auth.Session
	provider bool
	passkeys passkeyView
	roles    []roleLine
}

func (d *Desk) meView(v *visit, form *page.Form) (meView, error) {
	m := meView{visit: v, form: form, fresh: d.porter.Fresh(v.session), provider: d.porter.HasProvider(), passkeys: d.passkeyView(v)}
	all, err := d.porter.Ways(v.ctx, v.viewer.Account())
	if err != nil {
		return m, err
	}
	m.ways, m.codes = ownWays(all)
	if m.sessions, err = d.porter.Sessions(v.ctx, v.viewer.Account()); err != nil {
		return m, err
	}
	m.roles, err = d.roleLines(v, v.viewer.Grants())
	return m, err
}

// ownWays are the ways to sign in among credentials, and how many recovery codes there are. The one-time
// key goes with the password, and says when that was used.
func ownWays(all []auth.Credential) (ways []auth.Credential, codes int) {
	used := time.Time{}
	for _, c := range all {
		switch c.Kind {
		case auth.Recovery:
			codes++
		case auth.OneTime:
			used = c.Used
		case auth.Password, auth.Passkey, auth.Provider:
			ways = append(ways, c)
		}
	}
	for i := range ways {
		if ways[i].Kind == auth.Password {
			ways[i].Used = used
		}
	}
	return ways, codes
}

// hasPassword says whether there is a password, with its one-time key and recovery codes.
func (m meView) hasPassword() bool { return m.has(auth.Password) }

func (m meView) has(kind auth.CredentialKind) bool {
	for _, c := range m.ways {
		if c.Kind == kind {
			return true
		}
	}
	return false
}

func (d *Desk) meFrame(v *visit) page.Frame { return d.frame(v, page.Frame{Title: v.words.T("me")}) }

func (d *Desk) showMe(w *reply, v *visit) error {
	m, err := d.meView(v, v.fresh())
	if err != nil {
		return err
	}
	return w.page(d.meFrame(v), mePage(m))
}

// holder is who changes how they sign in. Where they did not prove lately who they are, they are sent to
// do so, and there is no holder.
func (d *Desk) holder(w *reply, v *visit) (h auth.Holder, ok bool, err error) {
	h, err = d.porter.BySession(v.ctx, v.session)
	if errors.Is(err, auth.ErrProve) {
		return h, false, w.see("/desk/me/prove")
	}
	return h, err == nil, err
}

// meAgain shows the page again with what is wrong, or gives back an error that is not the form's.
func (d *Desk) meAgain(w *reply, v *visit, form *page.Form, field, key string, err error) error {
	if !refusal(form, field, key, err) {
		return err
	}
	m, viewErr := d.meView(v, form)
	if viewErr != nil {
		return viewErr
	}
	return d.turnedAway(w, d.meFrame(v), mePage(m), err)
}

func (d *Desk) savePassword(w *reply, v *visit) error {
	h, ok, err := d.holder(w, v)
	if !ok {
		return err
	}
	form := v.filled()
	step, err := d.porter.BeginPassword(v.ctx, h, form.Value("password"))
	if err != nil {
		return d.meAgain(w, v, form, "password", "code.refused", err)
	}
	d.porter.SetStep(w.header, step)
	return w.see("/desk/app")
}

func (d *Desk) askOwnPasskey(w *reply, v *visit) error {
	h, err := d.porter.BySession(v.ctx, v.session)
	if err != nil {
		return err
	}
	return d.askNewPasskey(w, v, h)
}

func (d *Desk) saveOwnPasskey(w *reply, v *visit) error {
	form := v.filled()
	if _, err := d.newPasskey(v, form); err != nil {
		return d.meAgain(w, v, form, "passkey", "passkey.refused", err)
	}
	return w.done("/desk/me", "way")
}

func (d *Desk) linkProvider(w *reply, v *visit) error {
	h, ok, err := d.holder(w, v)
	if !ok {
		return err
	}
	address, step, err := d.porter.LinkProvider(v.ctx, h, d.porter.Origin(v.Request))
	return d.leadAway(w, address, step, err)
}

func (d *Desk) makeCodes(w *reply, v *visit) error {
	h, ok, err := d.holder(w, v)
	if !ok {
		return err
	}
	codes, err := d.porter.NewCodes(v.ctx, h)
	if err != nil {
		return err
	}
	return w.page(d.doorFrame(v, "codes"), codesPage(v, codes))
}

func (d *Desk) removeWay(w *reply, v *visit) error {
	h, ok, err := d.holder(w, v)
	if !ok {
		return err
	}
	form := v.filled()
	if err := d.porter.Remove(v.ctx, h, auth.CredentialKind(form.Value("kind")), form.Value("id")); err != nil {
		return err
	}
	return w.done("/desk/me", "way-removed")
}

// endOwnSessions ends the session that the form names, or all but this one.
func (d *Desk) endOwnSessions(w *reply, v *visit) error {
	var err error
	if hash := v.filled().Value("session"); hash != "" {
		err = errors.Join(d.porter.EndSession(v.ctx, v.viewer, v.viewer.Account(), hash), d.register.ForgetDevices(v.ctx, v.viewer, v.viewer.Account(), hash, ""))
	} else {
		err = errors.Join(d.porter.EndSessions(v.ctx, v.viewer, v.viewer.Account(), v.session), d.register.ForgetDevices(v.ctx, v.viewer, v.viewer.Account(), "", v.session.Hash))
	}
	if err != nil {
		return err
	}
	return w.done("/desk/me", "sessions")
}

func (d *Desk) showProve(w *reply, v *visit) error {
	m, err := d.meView(v, v.fresh())
	if err != nil {
		return err
	}
	return w.page(d.doorFrame(v, "prove"), provePage(m))
}

func (d *Desk) saveProve(w *reply, v *visit) error {
	form := v.filled()
	err := d.porter.ProvePassword(v.ctx, v.session, d.porter.VisitorOf(v.Request), form.Value("password"), form.Value("code"))
	return d.proved(w, v, form, "password", "prove.refused", err)
}

func (d *Desk) provePasskey(w *reply, v *visit) error {
	form := v.filled()
	err := d.porter.ProvePasskey(v.ctx, v.session, d.porter.VisitorOf(v.Request), d.porter.Step(v.Request), d.porter.Origin(v.Request), form.Value("answer"))
	return d.proved(w, v, form, "passkey", "passkey.refused", err)
}

func (d *Desk) proved(w *reply, v *visit, form *page.Form, field, key string, err error) error {
	if err == nil {
		return w.see("/desk/me")
	}
	if !refusal(form, field, key, err) {
		return err
	}
	m, viewErr := d.meView(v, form)
	if viewErr != nil {
		return viewErr
	}
	return d.turnedAway(w, d.doorFrame(v, "prove"), provePage(m), err)
}

func (d *Desk) proveProvider(w *reply, v *visit) error {
	address, step, err := d.porter.ProveProvider(v.ctx, v.session, d.porter.Origin(v.Request))
	return d.leadAway(w, address, step, err)
}

// roleLine is a role as somebody holds it.
type roleLine struct {
	index int // its place among the account's
	role  audience.Role
	body  string // empty where for every body
	audience.Grant
}

// roleLines are grants with the bodies named.
func (d *Desk) roleLines(v *visit, grants []audience.Grant) ([]roleLine, error) {
	bodies, err := d.bodyLines(v)
	if err != nil {
		return nil, err
	}
	names := map[int]string{}
	for _, b := range bodies {
		names[b.number] = v.words.Plain(b.name)
	}
	var list []roleLine
	for i, g := range grants {
		list = append(list, roleLine{index: i, role: g.Role, body: names[g.Body], Grant: g})
	}
	return list, nil
}

// roleText is a role in words: "Approver (Finance), Planning Committee".
func roleText(v *visit, r roleLine) string {
	text := v.words.T("account-role." + string(r.role))
	if r.Capacity != "" {
		text += " (" + r.Capacity + ")"
	}
	if r.body != "" {
		text += ", " + r.body
	}
	return text
}
