package desk

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// addActionsReport puts the report on what the body has asked for on the agenda of its meeting.
func (d *Desk) addActionsReport(w *reply, v *visit) error {
	both := func(key string) council.Text { return council.Text{En: d.english.T(key), Cy: d.welsh.T(key)} }
	item, err := d.register.AddActionsReport(v.ctx, v.viewer, v.number, register.ActionsPaper{
		Title: both("desk.actions.report.title"), Purpose: both("desk.actions.report.purpose"), Asked: both("desk.actions.report.asked"),
		Write: func(list []register.ActionWork, l council.Language) string {
			if l == council.Welsh {
				return actionsTyped(d.welsh, list)
			}
			return actionsTyped(d.english, list)
		}})
	var faults *council.Faults
	if errors.As(err, &faults) {
		view, viewErr := d.agendaView(v)
		if viewErr != nil {
			return viewErr
		}
		view.form.Take(err)
		return w.say(http.StatusUnprocessableEntity, d.agendaFrame(view, view.title()), agendaPage(view))
	}
	if err != nil {
		return err
	}
	return w.see(agendaPath(v.number) + "#item-" + strconv.Itoa(item))
}

// actionsTyped is a table of actions as it is typed: what is asked, of whom, until when, and how it goes. Only what
// the public may read of them is in it, so that a name stands for nobody but their post.
func actionsTyped(w *page.Words, list []register.ActionWork) string {
	rows := [][]string{{w.T("desk.action.what"), w.T("desk.action.owner"), w.T("desk.action.due"), w.T("desk.state"), w.T("desk.action.notes")}}
	for _, k := range list {
		owner, said := w.Plain(k.Content.Post), ""
		if owner == "" {
			owner = k.Named
		}
		for _, n := range k.Notes {
			if n.Public {
				said = n.Text
			}
		}
		state := w.T("desk.action.state.open")
		switch {
		case k.Content.End == gazette.ActionDone, k.Content.End == gazette.ActionCancelled:
			state = w.T("desk.action.ended." + string(k.Content.End))
		case k.Late:
			state = w.T("desk.signoff.late")
		}
		rows = append(rows, []string{strings.TrimSpace(k.Content.Label + " " + k.Text), owner, w.Day(k.Content.Due), state, said})
	}
	var b strings.Builder
	for _, cells := range rows {
		for i, c := range cells {
			cells[i] = strings.Join(strings.Fields(c), " ")
		}
		b.WriteString(strings.Join(cells, "\t") + "\n")
	}
	return b.String()
}
