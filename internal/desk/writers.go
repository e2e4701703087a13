package desk

import (
	"fmt"
	"slices"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// writersView is the page of who writes a report.
type writersView struct {
	reportView
	accounts map[int]register.Account
	choices  []page.Choice // of those who may be asked to write too
}

func (d *Desk) writersView(v *visit) (writersView, error) {
	base, err := d.reportView(v, v.number)
	view := writersView{reportView: base, accounts: map[int]register.Account{}}
	if err != nil {
		return view, err
	}
	if !view.Writes {
		return view, fmt.Errorf("report %d: %w", v.number, council.ErrDenied)
	}
	accounts, err := d.register.Accounts(v.ctx, v.viewer)
	for _, k := range accounts {
		view.accounts[k.Number] = k.Content
		if k.Content.WritesReports(view.today) && k.Number != view.Content.Author && !slices.Contains(view.Content.Writers, k.Number) {
			view.choices = append(view.choices, page.Choice{Value: strconv.Itoa(k.Number), Label: k.Content.Name})
		}
	}
	return view, err
}

func (d *Desk) showWriters(w *reply, v *visit) error {
	view, err := d.writersView(v)
	if err != nil {
		return err
	}
	return w.page(d.reportFrame(v, v.words.T("desk.writers"), view.crumb()), writersPage(view))
}

// saveWriters lets somebody write the report too, or no longer.
func (d *Desk) saveWriters(w *reply, v *visit) error {
	form := v.filled()
	var err error
	if gone, wrong := strconv.Atoi(form.Value("remove")); wrong == nil {
		err = d.register.RemoveWriter(v.ctx, v.viewer, v.number, gone)
	} else {
		account, _ := strconv.Atoi(form.Value("account"))
		err = d.register.AddWriter(v.ctx, v.viewer, v.number, account)
	}
	if err == nil {
		return w.done(reportPath(v.number)+"/writers", "saved")
	}
	if !form.Take(err) {
		return err
	}
	view, err := d.writersView(v)
	if err != nil {
		return err
	}
	view.form = form
	return w.again(d.reportFrame(v, v.words.T("desk.writers"), view.crumb()), writersPage(view))
}
