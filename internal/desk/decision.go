package desk

import (
	"errors"
	"net/http"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// decisionView is the record of a decision, with what is missing and what may be done.
type decisionView struct {
	*visit
	register.DecisionWork
	form     *page.Form // of what is done on the page
	stale    bool
	call     *register.CallInWork // nil where the decision cannot be called in, or is not published
	bodies   []page.Choice        // that may hear a call-in
	meetings []page.Choice        // of those
	council  int
	person   string // the member who decided
}

func (d *Desk) decisionFrame(v *visit, title string, above ...page.Crumb) page.Frame {
	crumbs := []page.Crumb{{Name: v.words.T("desk.nav.home"), Path: "/desk"}, {Name: v.words.T("desk.decisions"), Path: "/desk/decisions"}}
	return d.frame(v, page.Frame{Title: title, Section: "decisions", Crumbs: append(crumbs, above...)})
}

func (d *Desk) showDecision(w *reply, v *visit) error { return d.decision(w, v, http.StatusOK, nil) }

// decision shows a record, after a form on it was refused with that form.
func (d *Desk) decision(w *reply, v *visit, status int, form *page.Form) error {
	work, err := d.register.Decision(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	view := decisionView{visit: v, DecisionWork: work, form: form, stale: status == http.StatusConflict}
	if form == nil {
		view.form = v.fresh("version", strconv.Itoa(work.Version))
	}
	if work.Content.Person != 0 {
		if view.person, err = d.personName(v, work.Content.Person); err != nil {
			return err
		}
	}
	if err := d.callInView(v, &view); err != nil {
		return err
	}
	return w.say(status, d.decisionFrame(v, v.words.Plain(work.Content.Title)), decisionPage(view))
}

// personName is what somebody on the record is called.
func (d *Desk) personName(v *visit, number int) (string, error) {
	people, err := d.record.People(v.ctx, d.today())
	for _, p := range people {
		if p.Person.Number == number {
			return v.words.Plain(p.Person.Name), err
		}
	}
	return "", err
}

// callInView fills in how the call-in stands and what is needed to record its hearing.
func (d *Desk) callInView(v *visit, view *decisionView) error {
	call, err := d.register.CallIn(v.ctx, v.viewer, view.Number)
	if council.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	view.call = &call
	if !call.Records || call.Content.Public.Outcome != gazette.CallInCalled {
		return nil
	}
	bodies, err := d.record.Bodies(v.ctx, d.today())
	if err != nil {
		return err
	}
	hears := map[int]bool{}
	view.bodies = []page.Choice{{Label: v.words.T("desk.choose")}}
	for _, b := range bodies {
		if b.Kind == council.FullCouncil {
			view.council = b.Body.Number
		}
		if b.Ended || b.Kind != council.Scrutiny && b.Kind != council.AreaCommittee && b.Kind != council.FullCouncil {
			continue
		}
		hears[b.Body.Number] = true
		name, lang := v.words.Pick(b.Body.Name)
		view.bodies = append(view.bodies, page.Choice{Value: strconv.Itoa(b.Body.Number), Label: name, Lang: lang})
	}
	from := call.Content.Public.Called
	meetings, err := d.record.Meetings(v.ctx, from, from.Add(comingDays))
	view.meetings = []page.Choice{{Label: v.words.T("desk.call-in.no-meeting")}}
	for _, m := range meetings {
		if hears[m.Body.Number] {
			view.meetings = append(view.meetings, page.Choice{Value: strconv.Itoa(m.Number), Label: v.words.Plain(m.Body.Name) + ", " + v.words.Weekday(m.Day)})
		}
	}
	return err
}

// acted answers an act on a record: what stands against it is said beside its fields, or on the record
// where somebody else has changed it.
func (d *Desk) acted(w *reply, v *visit, err error, done string) error {
	form := v.filled()
	switch {
	case err == nil:
		return w.done(decisionPath(v.number), done)
	case errors.Is(err, council.ErrConflict):
		return d.decision(w, v, http.StatusConflict, nil)
	case form.Take(err):
		return d.decision(w, v, http.StatusUnprocessableEntity, form)
	}
	return err
}

func (d *Desk) signDecision(w *reply, v *visit) error {
	return d.acted(w, v, d.register.SignDecision(v.ctx, v.viewer, v.number, v.version()), "signed")
}

func (d *Desk) publishDecision(w *reply, v *visit) error {
	return d.acted(w, v, d.register.PublishDecision(v.ctx, v.viewer, v.number, v.version()), "published")
}

func (d *Desk) removeDecision(w *reply, v *visit) error {
	if err := d.register.RemoveDecision(v.ctx, v.viewer, v.number, v.version()); err != nil {
		return d.acted(w, v, err, "")
	}
	return w.done("/desk/decisions", "made-removed")
}

func (d *Desk) askCallIn(w *reply, v *visit) error {
	return d.acted(w, v, d.register.AskCallIn(v.ctx, v.viewer, v.number, v.filled().Pair("reasons")), "call-in-signed")
}

func (d *Desk) arrangeHearing(w *reply, v *visit) error {
	body, _ := strconv.Atoi(v.PostForm.Get("body"))
	meeting, _ := strconv.Atoi(v.PostForm.Get("meeting"))
	return d.acted(w, v, d.register.ArrangeHearing(v.ctx, v.viewer, v.number, v.version(), body, meeting), "saved-public")
}

func (d *Desk) recordHearing(w *reply, v *visit) error {
	form := v.filled()
	h := register.Hearing{Outcome: gazette.CallInOutcome(form.Value("outcome")), Day: form.Day("day", v.words.T("desk.call-in.day")), Advice: form.Pair("advice")}
	if form.Failed() {
		return d.decision(w, v, http.StatusUnprocessableEntity, form)
	}
	h.Council, _ = strconv.Atoi(form.Value("council"))
	return d.acted(w, v, d.register.RecordHearing(v.ctx, v.viewer, v.number, v.version(), h), "saved-public")
}

// outcomes are what may come of a hearing.
func (v decisionView) outcomes() []page.Choice {
	var list []page.Choice
	for _, o := range []gazette.CallInOutcome{gazette.CallInNoAction, gazette.CallInReconsider, gazette.CallInReferred} {
		list = append(list, page.Choice{Value: string(o), Label: v.words.T("desk.call-in.outcome." + string(o))})
	}
	return list
}

// madeBy is who decided.
func (v decisionView) madeBy() council.Text {
	if v.Content.Sort == register.ByBody {
		return v.Body.NameOn(v.Content.Day)
	}
	return v.Content.Maker
}

// lateness says whether the decision was published later than the council's own standard asks.
func (v decisionView) lateness() bool {
	return v.Standard != nil && !v.Standard.Last.IsZero() && v.Standard.Done.After(v.Standard.Last)
}
