package desk

import (
	"errors"
	"strconv"
	"strings"

	"moothall/internal/page"
	"moothall/internal/register"
)

// capacitiesView is the page on which the council names what approvers clear reports for.
type capacitiesView struct {
	*visit
	form  *page.Form
	stale bool // somebody else has changed the council's customs meanwhile
}

func (d *Desk) showCapacities(w *reply, v *visit) error {
	k, err := d.register.Customs(v.ctx, v.viewer)
	if err != nil {
		return err
	}
	form := v.fresh("version", strconv.Itoa(k.Version), "capacities", strings.Join(k.Content.Capacities, "\n"))
	return w.page(d.accountsFrame(v, v.words.T("capacities")), capacitiesPage(capacitiesView{visit: v, form: form}))
}

// saveCapacities keeps the capacities, one a line, among the council's other customs.
func (d *Desk) saveCapacities(w *reply, v *visit) error {
	k, err := d.register.Customs(v.ctx, v.viewer)
	if err != nil {
		return err
	}
	view := capacitiesView{visit: v, form: v.filled()}
	k.Content.Capacities = nil
	for line := range strings.SplitSeq(view.form.Value("capacities"), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			k.Content.Capacities = append(k.Content.Capacities, line)
		}
	}
	err = d.register.ChangeCustoms(v.ctx, v.viewer, v.version(), k.Content)
	var stale *register.Stale[register.Customs]
	switch {
	case err == nil:
		return w.done("/desk/accounts", "account")
	case errors.As(err, &stale):
		view.stale = true
	case !view.form.Take(err):
		return err
	}
	return w.again(d.accountsFrame(v, v.words.T("capacities")), capacitiesPage(view))
}
