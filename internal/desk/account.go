package desk

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"moothall/internal/auth"
	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// accountView is the page of one account, for administrators.
type accountView struct {
	*visit
	form     *page.Form // of its name and address
	role     *page.Form // of a role to be added
	kept     register.Kept[register.Account]
	roles    []roleLine
	choices  roleForm
	sessions []auth.Session
	invited  time.Time // until when an invitation is open; zero where none is
	ways     int       // in which its holder can sign in
	stale    bool      // somebody else has changed it meanwhile
}

func accountPath(number int) string { return fmt.Sprintf("/desk/accounts/%d", number) }

func (d *Desk) accountView(v *visit) (a accountView, err error) {
	a = accountView{visit: v, role: v.fresh()}
	if a.kept, err = d.register.Account(v.ctx, v.viewer, v.number); err != nil {
		return a, err
	}
	a.form = accountForm(v, a.kept)
	if a.roles, err = d.roleLines(v, a.kept.Content.Grants); err != nil {
		return a, err
	}
	if a.choices, err = d.roleForm(v); err != nil {
		return a, err
	}
	if a.sessions, err = d.porter.Sessions(v.ctx, v.number); err != nil {
		return a, err
	}
	ways, err := d.porter.Ways(v.ctx, v.number)
	if err != nil {
		return a, err
	}
	a.ways = len(ways)
	a.invited, err = d.porter.InvitedUntil(v.ctx, v.number)
	return a, err
}

// accountForm is the form with an account's name and address in it.
func accountForm(v *visit, k register.Kept[register.Account]) *page.Form {
	c := k.Content
	return v.fresh("version", strconv.Itoa(k.Version), "name", c.Name, "email", c.Email, "person", number(c.Person))
}

func (d *Desk) showAccount(w *reply, v *visit) error {
	a, err := d.accountView(v)
	if err != nil {
		return err
	}
	return w.page(d.accountsFrame(v, a.kept.Content.Name), accountPage(a))
}

// changeAccount keeps a change and shows the account, or the form again with what is wrong or what somebody else has
// changed meanwhile.
func (d *Desk) changeAccount(w *reply, a accountView, form *page.Form, k register.Kept[register.Account]) error {
	if !form.Failed() {
		k.Version = a.version()
		_, err := d.register.ChangeAccount(a.ctx, a.viewer, k)
		var stale *register.Stale[register.Account]
		switch {
		case err == nil:
			return w.done(accountPath(a.number), "account")
		case errors.As(err, &stale):
			if a.stale = true; form == a.form {
				a.form = a.together(accountForm(a.visit, stale.Theirs))
			}
		case !form.Take(err):
			return err
		}
	}
	return w.again(d.accountsFrame(a.visit, a.kept.Content.Name), accountPage(a))
}

func (d *Desk) saveAccount(w *reply, v *visit) error {
	a, err := d.accountView(v)
	if err != nil {
		return err
	}
	a.form = v.filled()
	k := a.kept
	k.Content.Name, k.Content.Email = strings.TrimSpace(a.form.Value("name")), strings.TrimSpace(a.form.Value("email"))
	k.Content.Person = a.form.Whole("person", v.words.T("account.person"), 1, 1<<31-1)
	return d.changeAccount(w, a, a.form, k)
}

func (d *Desk) addRole(w *reply, v *visit) error {
	a, err := d.accountView(v)
	if err != nil {
		return err
	}
	a.role = v.filled()
	k := a.kept
	added := readRole(a.role, a.choices.bodies)
	if added == nil {
		a.role.Need("role", v.words.T("account.role"))
	}
	k.Content.Grants = append(append(k.Content.Grants[:0:0], k.Content.Grants...), added...)
	return d.changeAccount(w, a, a.role, k)
}

// endRole ends a role at once: yesterday was its last day. One that had not begun before today is taken
// away; the audit knows of it.
func (d *Desk) endRole(w *reply, v *visit) error {
	a, err := d.accountView(v)
	if err != nil {
		return err
	}
	index, err := strconv.Atoi(v.filled().Value("role"))
	if err != nil || index < 0 || index >= len(a.kept.Content.Grants) {
		return fmt.Errorf("no such role: %w", council.ErrNotFound)
	}
	k := a.kept
	grants := append(k.Content.Grants[:0:0], k.Content.Grants...)
	yesterday := d.today().Add(-1)
	if from := grants[index].From; !from.IsZero() && from.After(yesterday) {
		grants = append(grants[:index], grants[index+1:]...)
	} else {
		grants[index].To = yesterday
	}
	k.Content.Grants = grants
	return d.changeAccount(w, a, a.role, k)
}

func (d *Desk) invite(w *reply, v *visit) error {
	k, err := d.register.Account(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	return d.showLink(w, v, k)
}

// endSessions ends the session that the form names, or all of the account's.
func (d *Desk) endSessions(w *reply, v *visit) error {
	var err error
	if hash := v.filled().Value("session"); hash != "" {
		err = errors.Join(d.porter.EndSession(v.ctx, v.viewer, v.number, hash), d.register.ForgetDevices(v.ctx, v.viewer, v.number, hash, ""))
	} else {
		err = errors.Join(d.porter.EndSessions(v.ctx, v.viewer, v.number, auth.Session{}), d.register.ForgetDevices(v.ctx, v.viewer, v.number, "", ""))
	}
	if err != nil {
		return err
	}
	return w.done(accountPath(v.number), "sessions")
}

func (d *Desk) endAccount(w *reply, v *visit) error {
	a, err := d.accountView(v)
	if err != nil {
		return err
	}
	err = d.register.EndAccount(v.ctx, v.viewer, v.number, v.version())
	if a.role.Take(err) {
		return w.again(d.accountsFrame(v, a.kept.Content.Name), accountPage(a))
	}
	if err != nil {
		return err
	}
	// They are shut out already: this is so that nothing opens again should the account be.
	if err := d.porter.EndSessions(v.ctx, v.viewer, v.number, auth.Session{}); err != nil {
		return err
	}
	return w.done(accountPath(v.number), "account")
}

func (d *Desk) reopenAccount(w *reply, v *visit) error {
	if err := d.register.ReopenAccount(v.ctx, v.viewer, v.number, v.version()); err != nil {
		return err
	}
	return w.done(accountPath(v.number), "account")
}
