package desk

import (
	"fmt"
	"slices"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// accountLine is an account in the list of all.
type accountLine struct {
	register.Kept[register.Account]
	roles []roleLine // that hold today
}

// accountsPerPage is how many accounts a page of them lists.
const accountsPerPage = 40

// accountsView is a page of the accounts, narrowed as the address asks.
type accountsView struct {
	*visit
	form  *page.Form
	lines []accountLine
	roles []page.Choice
	total int
	pages page.Pages
}

// showAccounts lists the accounts with the roles that hold today.
func (d *Desk) showAccounts(w *reply, v *visit) error {
	all, err := d.register.Accounts(v.ctx, v.viewer)
	if err != nil {
		return err
	}
	view := accountsView{visit: v, form: v.fresh("q", v.query("q"), "role", v.query("role"), "ended", v.query("ended")), roles: []page.Choice{{Label: v.words.T("desk.lists.any")}}}
	for _, r := range audience.Roles() {
		view.roles = append(view.roles, page.Choice{Value: string(r), Label: v.words.T("account-role." + string(r))})
	}
	wanted := gazette.Fold(v.query("q"))
	var found []register.Kept[register.Account]
	for _, k := range all {
		held := slices.ContainsFunc(today(k.Content.Grants, d), func(g audience.Grant) bool { return string(g.Role) == v.query("role") })
		if matches(wanted, k.Content.Name, k.Content.Email) && (v.query("role") == "" || held) && (v.query("ended") == "yes" || k.Content.Ended.IsZero()) {
			found = append(found, k)
		}
	}
	view.total = len(found)
	found, view.pages = pageOf(v, found, accountsPerPage)
	for _, k := range found {
		roles, err := d.roleLines(v, today(k.Content.Grants, d))
		if err != nil {
			return err
		}
		view.lines = append(view.lines, accountLine{k, roles})
	}
	return w.page(d.frame(v, page.Frame{Title: v.words.T("accounts"), Section: "accounts"}), accountsPage(view))
}

// today are the grants that hold today.
func today(grants []audience.Grant, d *Desk) []audience.Grant {
	var list []audience.Grant
	for _, g := range grants {
		if g.Covers(d.today()) {
			list = append(list, g)
		}
	}
	return list
}

func (d *Desk) accountsFrame(v *visit, title string) page.Frame {
	return d.frame(v, page.Frame{Title: title, Section: "accounts", Crumbs: []page.Crumb{
		{Name: v.words.T("desk.nav.home"), Path: "/desk"}, {Name: v.words.T("accounts"), Path: "/desk/accounts"}}})
}

// roleForm is what a form for a role chooses from.
type roleForm struct{ roles, bodies, capacities []page.Choice }

func (d *Desk) roleForm(v *visit) (f roleForm, err error) {
	f.roles = []page.Choice{{Label: v.words.T("account.role.none")}}
	for _, r := range audience.Roles() {
		f.roles = append(f.roles, page.Choice{Value: string(r), Label: v.words.T("account-role." + string(r))})
	}
	lines, err := d.bodyLines(v)
	if err != nil {
		return f, err
	}
	f.bodies = []page.Choice{{Value: "0", Label: v.words.T("account.body.all")}}
	for _, b := range lines {
		f.bodies = append(f.bodies, page.Choice{Value: fmt.Sprint(b.number), Label: v.words.Plain(b.name)})
	}
	customs, err := d.register.Customs(v.ctx, v.viewer)
	f.capacities = []page.Choice{{Label: v.words.T("account.capacity.none")}}
	for _, c := range customs.Content.Capacities {
		f.capacities = append(f.capacities, page.Choice{Value: c, Label: c})
	}
	return f, err
}

// readRole takes a role from a form; nothing where none was chosen.
func readRole(form *page.Form, bodies []page.Choice) []audience.Grant {
	g := audience.Grant{Role: audience.Role(form.Value("role")), Capacity: form.Value("capacity")}
	g.From = form.Day("from", form.Words.T("account.from"))
	g.To = form.Day("to", form.Words.T("account.to"))
	for i, b := range bodies {
		if i > 0 && b.Value == form.Value("body") {
			_, _ = fmt.Sscan(b.Value, &g.Body)
		}
	}
	if g.Role == "" {
		return nil
	}
	return []audience.Grant{g}
}

// newAccountView is the form by which somebody is invited.
type newAccountView struct {
	*visit
	form  *page.Form
	roles roleForm
}

func (d *Desk) showNewAccount(w *reply, v *visit) error {
	roles, err := d.roleForm(v)
	if err != nil {
		return err
	}
	return w.page(d.accountsFrame(v, v.words.T("account.new")), newAccountPage(newAccountView{v, v.fresh(), roles}))
}

// saveNewAccount makes the account and shows the link by which its holder comes in.
func (d *Desk) saveNewAccount(w *reply, v *visit) error {
	form := v.filled()
	roles, err := d.roleForm(v)
	if err != nil {
		return err
	}
	a := register.Account{Name: strings.TrimSpace(form.Value("name")), Email: strings.TrimSpace(form.Value("email")), Grants: readRole(form, roles.bodies)}
	if !form.Failed() {
		k, err := d.register.Invite(v.ctx, v.viewer, a)
		if err == nil {
			return d.showLink(w, v, k)
		}
		if !form.Take(err) {
			return err
		}
	}
	return w.again(d.accountsFrame(v, v.words.T("account.new")), newAccountPage(newAccountView{v, form, roles}))
}

// showLink makes an invitation and shows its link, this once.
func (d *Desk) showLink(w *reply, v *visit, k register.Kept[register.Account]) error {
	token, until, err := d.porter.Invite(v.ctx, v.viewer, k.Number)
	if err != nil {
		return err
	}
	link := d.porter.Origin(v.Request) + v.words.Path("/desk/invitation/"+token)
	f := d.accountsFrame(v, v.words.T("invitation.made"))
	return w.page(f, linkPage(v, k, link, v.words.Moment(until)))
}
