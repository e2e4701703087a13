package desk

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// actionsView lists actions as the address narrows them.
type actionsView struct {
	*visit
	form    *page.Form
	list    []register.ActionWork
	total   int
	pages   page.Pages
	names   map[int]council.Text // of bodies
	owners  map[int]string       // of accounts
	bodies  []page.Choice
	people  []page.Choice
	waiting []unfollowed
}

// unfollowed is a meeting whose minutes ask something of somebody that is no action yet.
type unfollowed struct {
	gazette.MeetingLine
	count int
}

// actionsPerPage is how many actions a page lists.
const actionsPerPage = 50

func actionPath(number int) string { return "/desk/actions/" + strconv.Itoa(number) }

// askActions reads what the address asks for; what is no number there does not narrow.
func askActions(v *visit) register.ActionQuery {
	q := register.ActionQuery{State: gazette.ActionState(v.query("state"))}
	for name, n := range map[string]*int{"owner": &q.Owner, "body": &q.Body, "issue": &q.Issue} {
		*n, _ = strconv.Atoi(v.query(name))
	}
	return q
}

func (d *Desk) showActions(w *reply, v *visit) error {
	view := actionsView{visit: v, form: v.fresh("state", v.query("state"), "owner", v.query("owner"), "body", v.query("body"), "issue", v.query("issue"))}
	var err error
	if view.list, err = d.register.Actions(v.ctx, v.viewer, askActions(v)); err != nil {
		return err
	}
	view.total = len(view.list)
	view.list, view.pages = pageOf(v, view.list, actionsPerPage)
	if view.names, err = d.bodyNames(v); err != nil {
		return err
	}
	if view.bodies, err = d.everyBody(v); err != nil {
		return err
	}
	if view.owners, view.people, err = d.ownerChoices(v); err != nil {
		return err
	}
	view.people[0].Label = v.words.T("desk.actions.anybody")
	if view.waiting, err = d.unfollowed(v); err != nil {
		return err
	}
	return w.page(d.frame(v, page.Frame{Title: v.words.T("desk.actions"), Section: "actions"}), actionsPage(view))
}

// narrowed is the query of an address that asks for the same actions.
func (v *actionsView) narrowed() string {
	q := url.Values{}
	for _, name := range []string{"state", "owner", "body", "issue"} {
		if said := v.query(name); said != "" {
			q.Set(name, said)
		}
	}
	return q.Encode()
}

// ownerChoices are the accounts that may be asked to do something, by number and to choose from.
func (d *Desk) ownerChoices(v *visit) (map[int]string, []page.Choice, error) {
	accounts, err := d.register.Accounts(v.ctx, v.viewer)
	names, list := map[int]string{v.viewer.Account(): v.viewer.Name()}, []page.Choice{{Label: v.words.T("desk.action.nobody")}}
	for _, a := range accounts {
		names[a.Number] = a.Content.Name
		if a.Content.Ended.IsZero() {
			list = append(list, page.Choice{Value: strconv.Itoa(a.Number), Label: a.Content.Name})
		}
	}
	return names, list, err
}

// unfollowed are the meetings of late whose minutes ask something of somebody that is no action yet.
func (d *Desk) unfollowed(v *visit) ([]unfollowed, error) {
	if register.May(v.viewer, register.KeepAction, 0) != nil {
		return nil, nil
	}
	today := d.today()
	meetings, err := d.record.Meetings(v.ctx, today.Add(-recordedDays), today)
	if err != nil {
		return nil, err
	}
	var list []unfollowed
	for _, m := range meetings {
		if register.May(v.viewer, register.KeepAction, m.Body.Number) != nil {
			continue
		}
		n, err := d.register.Unfollowed(v.ctx, v.viewer, m.Number)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			list = append(list, unfollowed{MeetingLine: m, count: n})
		}
	}
	return list, nil
}

func (d *Desk) takeUpActions(w *reply, v *visit) error {
	if _, err := d.register.TakeUpActions(v.ctx, v.viewer, v.number); err != nil {
		return err
	}
	return w.done("/desk/actions", "taken-up")
}

// sendActions sends the actions that the address asks for as CSV: a line each, days as 2026-05-18.
func (d *Desk) sendActions(w *reply, v *visit) error {
	list, err := d.register.Actions(v.ctx, v.viewer, askActions(v))
	if err != nil {
		return err
	}
	names, err := d.bodyNames(v)
	if err != nil {
		return err
	}
	owners, _, err := d.ownerChoices(v)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	rows := [][]string{{"action", "body", "meeting", "decided", "item", "label", "text", "asked of", "owner", "due", "state", "ended", "ended by", "issue", "last note"}}
	for _, k := range list {
		c := k.Content
		state, last := string(gazette.ActionOpen), ""
		if c.End != "" {
			state = string(c.End)
		} else if k.Late {
			state = string(gazette.ActionLate)
		}
		if n := len(k.Notes); n > 0 {
			last = k.Notes[n-1].Text
		}
		rows = append(rows, unformulated(strconv.Itoa(k.Number), v.words.Plain(names[c.Body]), strconv.Itoa(c.Meeting), c.Decided.String(), v.words.Plain(c.Title), c.Label,
			k.Text, k.Named, owners[c.Owner], c.Due.String(), state, c.Ended.String(), c.EndedBy, number(c.Issue), last))
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write the actions as CSV: %w", err)
	}
	return w.data("text/csv; charset=utf-8", "actions.csv", b.Bytes())
}

// actionView is one action.
type actionView struct {
	*visit
	register.ActionWork
	form   *page.Form
	body   council.Text
	owners map[int]string
	people []page.Choice
	stale  bool
}

func (d *Desk) showAction(w *reply, v *visit) error { return d.action(w, v, http.StatusOK, nil) }

func (d *Desk) action(w *reply, v *visit, status int, form *page.Form) error {
	work, err := d.register.Action(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	view := actionView{visit: v, ActionWork: work, form: form, stale: status == http.StatusConflict}
	if form == nil {
		post := work.Content.Post
		if post.IsZero() {
			post.En = work.Named
		}
		view.form = v.fresh("owner", number(work.Content.Owner), "due", v.words.Day(work.Content.Due), "post", post.En, "post-cy", post.Cy)
	}
	names, err := d.bodyNames(v)
	if err != nil {
		return err
	}
	view.body = names[work.Content.Body]
	if view.owners, view.people, err = d.ownerChoices(v); err != nil {
		return err
	}
	title := v.words.Plain(work.Content.Title)
	return w.say(status, d.frame(v, page.Frame{Title: title, Section: "actions", Crumbs: []page.Crumb{{Name: v.words.T("desk.nav.home"), Path: "/desk"},
		{Name: v.words.T("desk.actions"), Path: "/desk/actions"}}}), actionPage(view))
}

func (d *Desk) saveAction(w *reply, v *visit) error {
	form := v.filled()
	due := form.Day("due", v.words.T("desk.action.due"))
	owner := form.Whole("owner", v.words.T("desk.action.owner"), 1, 1<<31-1)
	if form.Failed() {
		return d.action(w, v, http.StatusUnprocessableEntity, form)
	}
	care := register.ActionCare{Owner: owner, Post: form.Pair("post"), Due: due}
	return d.actionDone(w, v, form, d.register.AssignAction(v.ctx, v.viewer, v.number, v.version(), care))
}

func (d *Desk) noteAction(w *reply, v *visit) error {
	form := v.filled()
	said := register.ActionReport{Text: strings.TrimSpace(form.Value("note")), Evidence: strings.TrimSpace(form.Value("evidence")),
		Public: form.Has("public", "yes"), End: gazette.ActionEnd(form.Value("end"))}
	return d.actionDone(w, v, form, d.register.NoteAction(v.ctx, v.viewer, v.number, v.version(), said))
}

// actionDone answers an act on an action.
func (d *Desk) actionDone(w *reply, v *visit, form *page.Form, err error) error {
	switch {
	case err == nil:
		return w.done(actionPath(v.number), "action-saved")
	case errors.Is(err, council.ErrConflict):
		return d.action(w, v, http.StatusConflict, form)
	case form.Take(err):
		return d.action(w, v, http.StatusUnprocessableEntity, form)
	}
	return err
}

// endChoices are whether an action goes on.
func (v actionView) endChoices() []page.Choice {
	list := []page.Choice{{Label: v.words.T("desk.action.goes-on")}, {Value: string(gazette.ActionDone), Label: v.words.T("desk.action.end.done")}}
	if v.Keeps {
		list = append(list, page.Choice{Value: string(gazette.ActionCancelled), Label: v.words.T("desk.action.end.cancelled")})
	}
	return list
}
