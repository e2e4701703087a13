package desk

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/redline"
	"moothall/internal/register"
)

// considerationsView lists what was decided elsewhere and is considered by another body.
type considerationsView struct {
	*visit
	form   *page.Form
	list   []register.ConsiderationWork
	total  int
	pages  page.Pages
	names  map[int]council.Text // of bodies
	bodies []page.Choice
}

func considerationPath(number int) string { return "/desk/considerations/" + strconv.Itoa(number) }

// considerationsOpen asks in the address for what was not considered yet, whether it waits or is on an agenda.
const considerationsOpen = "open"

func (d *Desk) showConsiderations(w *reply, v *visit) error {
	view := considerationsView{visit: v, form: v.fresh("state", v.query("state"), "to", v.query("to"))}
	q := register.ConsiderationQuery{State: register.ConsiderationState(v.query("state"))}
	if q.Open = v.query("state") == considerationsOpen; q.Open {
		q.State = ""
	}
	q.To, _ = strconv.Atoi(v.query("to"))
	var err error
	if view.list, err = d.register.Considerations(v.ctx, v.viewer, q); err != nil {
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
	return w.page(d.frame(v, page.Frame{Title: v.words.T("desk.considerations"), Section: "considerations"}), considerationsPage(view))
}

// considerationStates are what the list narrows to.
func considerationStates(w *page.Words) []page.Choice {
	list := []page.Choice{{Label: w.T("desk.made.all")}, {Value: considerationsOpen, Label: w.T("desk.consideration.state.open")}}
	for _, s := range register.ConsiderationStates() {
		list = append(list, page.Choice{Value: string(s), Label: w.T("desk.consideration.state." + string(s))})
	}
	return list
}

// considerationView is one of them.
type considerationView struct {
	*visit
	register.ConsiderationWork
	form  *page.Form
	names map[int]council.Text
	stale bool
}

func (d *Desk) showConsideration(w *reply, v *visit) error {
	return d.consideration(w, v, http.StatusOK, nil)
}

func (d *Desk) consideration(w *reply, v *visit, status int, form *page.Form) error {
	work, err := d.register.Consideration(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	view := considerationView{visit: v, ConsiderationWork: work, form: form, stale: status == http.StatusConflict}
	if form == nil {
		answer, limb := work.Content.Answer, work.Content.AnswerLimb
		if answer == "" {
			answer, limb = work.Computed, work.By
		}
		view.form = v.fresh("answer", string(answer), "limb", strconv.Itoa(limb))
	}
	if view.names, err = d.bodyNames(v); err != nil {
		return err
	}
	return w.say(status, d.frame(v, page.Frame{Title: v.words.Plain(work.Content.Title), Section: "considerations", Crumbs: []page.Crumb{
		{Name: v.words.T("desk.nav.home"), Path: "/desk"}, {Name: v.words.T("desk.considerations"), Path: "/desk/considerations"}}}), considerationPage(view))
}

// sayAnswer records how a recommendation was answered.
func (d *Desk) sayAnswer(w *reply, v *visit) error {
	form := v.filled()
	limb, _ := strconv.Atoi(form.Value("limb"))
	err := d.register.SayAnswer(v.ctx, v.viewer, v.number, v.version(), council.Answer(form.Value("answer")), limb)
	switch {
	case err == nil:
		return w.done(considerationPath(v.number), "answer-said")
	case errors.Is(err, council.ErrConflict):
		return d.consideration(w, v, http.StatusConflict, form)
	case form.Take(err):
		return d.consideration(w, v, http.StatusUnprocessableEntity, form)
	}
	return err
}

// addConsideration puts a consideration that waits for the body on the agenda.
func (d *Desk) addConsideration(w *reply, v *visit) error {
	number, err := strconv.Atoi(v.PostForm.Get("consideration"))
	if err != nil {
		return fmt.Errorf("which consideration: %w", errors.Join(err, council.ErrInvalid))
	}
	work, err := d.register.Consideration(v.ctx, v.viewer, number)
	if err != nil {
		return err
	}
	purpose := council.Text{}
	if body, err := d.record.Body(v.ctx, work.Content.From, work.Content.Decided); err == nil {
		name := body.Content.NameOn(work.Content.Decided)
		purpose.En = considerationPurpose(d.english, work.Content, name)
		if name.Cy != "" {
			purpose.Cy = considerationPurpose(d.welsh, work.Content, name)
		}
	}
	item, err := d.register.AddConsideration(v.ctx, v.viewer, v.number, number, purpose)
	if err != nil {
		return err
	}
	return w.see(agendaPath(v.number) + "#item-" + strconv.Itoa(item))
}

// considerationPurpose is what an item is for that brings a consideration to its body.
func considerationPurpose(w *page.Words, c register.Consideration, from council.Text) string {
	return w.Say("desk.consideration.purpose."+openingKey(c.Why), "Body", w.Plain(from), "Day", w.Day(c.Decided))
}

// openingKey is a reason why a consideration was opened as keys of messages have it.
func openingKey(o register.Opening) string {
	if o == register.OpenedByCallIn {
		return "call-in"
	}
	return string(o)
}

// whyOpened says in a line why a consideration is planned.
func whyOpened(w *page.Words, names map[int]council.Text, c register.Consideration) string {
	return w.Say("desk.consideration.opened."+openingKey(c.Why), "Body", w.Plain(names[c.From]), "Day", w.Day(c.Decided))
}

// before is who is to consider it.
func before(names map[int]council.Text, c register.Consideration) council.Text {
	if c.To == 0 {
		return c.Maker
	}
	return names[c.To]
}

// answers are how a recommendation can be answered.
func (v considerationView) answers() []page.Choice {
	var list []page.Choice
	for _, a := range []council.Answer{council.Accepted, council.AcceptedAmended, council.NotAccepted} {
		list = append(list, page.Choice{Value: string(a), Label: v.words.Answer(a)})
	}
	return list
}

// limbs are those that can answer.
func (v considerationView) limbs() []page.Choice {
	list := []page.Choice{{Value: "0", Label: v.words.T("desk.consideration.no-limb")}}
	for i, l := range v.Resolved {
		list = append(list, page.Choice{Value: strconv.Itoa(i + 1), Label: limbLabel(l, i) + " " + short(l.Text)})
	}
	return list
}

// mostShown is how many letters of a limb a list of choices shows.
const mostShown = 80

func short(text string) string {
	letters := []rune(text)
	if len(letters) <= mostShown {
		return text
	}
	return string(letters[:mostShown]) + "…"
}

// answering is the limb that answers, as is said or as the texts tell; false where none does.
func (v considerationView) answering() (gazette.Limb, bool) {
	at := v.Content.AnswerLimb
	if v.Content.Answer == "" {
		at = v.By
	}
	if at < 1 || at > len(v.Resolved) {
		return gazette.Limb{}, false
	}
	return v.Resolved[at-1], true
}

// difference is what was asked beside what was resolved, word by word; nil where nothing answers or nothing differs.
func (v considerationView) difference() []redline.Run {
	l, ok := v.answering()
	if !ok {
		return nil
	}
	runs := redline.Words(v.Text, l.Text)
	if !slices.ContainsFunc(runs, func(r redline.Run) bool { return r.Added || r.Removed }) {
		return nil
	}
	return runs
}
