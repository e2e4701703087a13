package desk

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/diary"
	"moothall/internal/page"
	"moothall/internal/register"
)

// ruleView is the form for when a body meets, with what its words come to.
type ruleView struct {
	calendarView
	form   *page.Form
	rule   register.CalendarRule
	choose []page.Choice // of bodies, for a new rule
	shown  *ruleShown
	stale  bool
}

// ruleShown is what a rule comes to, before it is kept.
type ruleShown struct {
	reading string
	places  []diary.Place
	fallen  []diary.Fallen
}

func rulePath(calendar int, rule string) string {
	return fmt.Sprintf("/desk/calendars/%d/rules/%s", calendar, rule)
}

func (d *Desk) ruleView(v *visit) (ruleView, error) {
	base, err := d.calendarView(v)
	view := ruleView{calendarView: base}
	if err != nil {
		return view, err
	}
	if v.PathValue("rule") == "new" {
		view.choose, err = d.bodyChoices(v)
		return view, err
	}
	id, err := v.part("rule")
	if err != nil {
		return view, err
	}
	var ok bool
	if view.rule, ok = base.Content.Rule(id); !ok {
		return view, council.ErrNotFound
	}
	return view, nil
}

func (d *Desk) showRule(w *reply, v *visit) error {
	view, err := d.ruleView(v)
	if err != nil {
		return err
	}
	view.form = view.ruleForm()
	return w.page(d.calendarFrame(v, view.heading(), view.crumb()), rulePage(view))
}

// ruleForm is the form with a rule in it as it stands now, or an empty one for a new rule.
func (v ruleView) ruleForm() *page.Form {
	r := v.rule
	return v.fresh("version", strconv.Itoa(v.Version), "words", r.Words, "starts", string(r.Starts), "ends", string(r.Ends), "place", r.Place.En, "place-cy", r.Place.Cy)
}

func (v ruleView) heading() string {
	if v.rule.ID == 0 {
		return v.words.T("desk.rule.new")
	}
	return v.words.Plain(v.names[v.rule.Body])
}

// saveRule keeps a rule, or only shows what it comes to.
func (d *Desk) saveRule(w *reply, v *visit) error {
	view, err := d.ruleView(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	r := view.readRule()
	if !view.form.Failed() && v.PostForm.Get("do") == "look" {
		if err := d.lookAtRule(v, &view, r); err != nil {
			return err
		}
		if !view.form.Failed() {
			return w.page(d.calendarFrame(v, view.heading(), view.crumb()), rulePage(view))
		}
	}
	if !view.form.Failed() {
		err := d.register.SetRule(v.ctx, v.viewer, v.number, v.version(), r)
		if err == nil {
			return w.done(calendarPath(v.number), "saved")
		}
		if view.stale, err = heldUp(view.form, "words", err); err != nil {
			return err
		}
		if view.stale {
			view.form = v.together(view.ruleForm())
		}
	}
	return w.again(d.calendarFrame(v, view.heading(), view.crumb()), rulePage(view))
}

func (v ruleView) readRule() register.CalendarRule {
	f, r := v.form, v.rule
	if r.ID == 0 {
		r.Body, _ = strconv.Atoi(f.Need("body", f.Words.T("desk.meeting.body")))
	}
	r.Words = f.Need("words", f.Words.T("desk.rule.words"))
	r.Starts, r.Ends = f.Clock("starts", f.Words.T("desk.rule.starts")), f.Clock("ends", f.Words.T("desk.rule.ends"))
	r.Place = f.Pair("place")
	return r
}

func (d *Desk) lookAtRule(v *visit, view *ruleView, r register.CalendarRule) error {
	k, days, err := d.register.Calendar(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	rule, places, fallen, err := k.Content.Expand(r, days)
	var misread *diary.Misread
	if errors.As(err, &misread) {
		view.form.Fail("words", v.words.Misread(misread))
		return nil
	}
	view.shown = &ruleShown{reading: rule.String(), places: places, fallen: fallen}
	return err
}

// removeRule takes a rule out of the calendar.
func (d *Desk) removeRule(w *reply, v *visit) error {
	id, err := v.part("rule")
	if err != nil {
		return err
	}
	err = d.register.RemoveRule(v.ctx, v.viewer, v.number, v.version(), id)
	if err == nil {
		return w.done(calendarPath(v.number), "saved")
	}
	if !errors.Is(err, council.ErrConflict) {
		return err
	}
	view, err := d.ruleView(v)
	if err != nil {
		return err
	}
	view.stale, view.form = true, view.ruleForm()
	return w.say(http.StatusConflict, d.calendarFrame(v, view.heading(), view.crumb()), rulePage(view))
}
