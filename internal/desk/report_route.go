package desk

import (
	"errors"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// stageView is the form of one stage of a report's route.
type stageView struct {
	reportView
	at       int // from 1; one more than there are for a new stage
	body     int // 0 while none is chosen
	taken    bool
	bodies   []page.Choice
	meetings []page.Choice
}

func (d *Desk) stageView(v *visit, at, body int) (stageView, error) {
	base, err := d.reportView(v, v.number)
	view := stageView{reportView: base, at: at, body: body}
	if err != nil {
		return view, err
	}
	if !view.Writes {
		return view, council.ErrDenied
	}
	if at < 1 || at > len(view.Content.Route)+1 {
		return view, council.ErrNotFound
	}
	if at <= len(view.Content.Route) {
		view.taken = view.Content.Route[at-1].Item != 0
		if body == 0 {
			view.body = view.Content.Route[at-1].Body
		}
	}
	if view.bodies, err = d.bodyChoices(v); err != nil || view.body == 0 {
		return view, err
	}
	view.meetings, err = d.meetingChoices(v, view.body)
	return view, err
}

// meetingChoices are the coming meetings of a body.
func (d *Desk) meetingChoices(v *visit, body int) ([]page.Choice, error) {
	b, err := d.record.Body(v.ctx, body, d.today())
	list := []page.Choice{{Label: v.words.T("desk.stage.meeting.none")}}
	for _, m := range b.Coming {
		if m.State == council.Scheduled || m.State == council.Summoned {
			list = append(list, page.Choice{Value: strconv.Itoa(m.Number), Label: v.words.Weekday(m.Day) + " " + v.words.Clock(m.Starts)})
		}
	}
	return list, err
}

// showNewStage asks first for the body, then for the rest.
func (d *Desk) showNewStage(w *reply, v *visit) error {
	body, _ := strconv.Atoi(v.query("body"))
	work, err := d.register.Report(v.ctx, v.viewer, v.number)
	if err != nil {
		return err
	}
	view, err := d.stageView(v, len(work.Content.Route)+1, body)
	if err != nil {
		return err
	}
	lead := ""
	if body != 0 {
		customs, err := d.register.BodyCustoms(v.ctx, v.viewer, body)
		if err != nil {
			return err
		}
		lead = customs.Content.Lead
	}
	view.form = v.fresh("version", strconv.Itoa(view.Version), "new", "yes", "body", v.query("body"), "role", string(council.Decide), "lead", lead)
	return w.page(d.reportFrame(v, v.words.T("desk.stage.new"), view.crumb()), stagePage(view))
}

func (d *Desk) showStage(w *reply, v *visit) error {
	at, err := v.part("stage")
	if err != nil {
		return err
	}
	view, err := d.stageView(v, at, 0)
	if err != nil {
		return err
	}
	if at > len(view.Content.Route) {
		return council.ErrNotFound
	}
	view.form = stageForm(v, view.Version, view.Content.Route[at-1])
	return w.page(d.reportFrame(v, v.words.T("desk.stage"), view.crumb()), stagePage(view))
}

// stageForm is the form with a stage of a report in it, whose version is given.
func stageForm(v *visit, version int, s register.Stage) *page.Form {
	day := ""
	if s.Meeting == 0 {
		day = v.words.Day(s.Day)
	}
	return v.fresh("version", strconv.Itoa(version), "body", strconv.Itoa(s.Body), "meeting", strconv.Itoa(s.Meeting), "day", day, "role", string(s.Role),
		"lead", s.Lead, "asked", askedText(s.Asked, council.English), "asked-cy", askedText(s.Asked, council.Welsh))
}

func (d *Desk) saveStage(w *reply, v *visit) error {
	at, err := v.part("stage")
	if err != nil {
		return err
	}
	form := v.filled()
	s := register.Stage{Day: form.Day("day", v.words.T("desk.stage.day")), Role: council.Role(form.Value("role")), Lead: strings.TrimSpace(form.Value("lead")),
		Asked: readAsked(form.Value("asked"), form.Value("asked-cy"))}
	s.Body, _ = strconv.Atoi(form.Value("body"))
	s.Meeting, _ = strconv.Atoi(form.Value("meeting"))
	view, err := d.stageView(v, at, s.Body)
	if err != nil {
		return err
	}
	view.form = form
	if !form.Failed() {
		err := d.register.SetStage(v.ctx, v.viewer, v.number, v.version(), at-1, s)
		var stale *register.Stale[register.Report]
		switch {
		case err == nil:
			return w.done(reportPath(v.number), "report-saved")
		case errors.As(err, &stale):
			route := stale.Theirs.Content.Route
			view.stale, view.at = true, stageNow(route, at, s.Body, form.Value("new") == "yes")
			if view.at > len(route) {
				view.form = v.atVersion(stale.Theirs.Version)
			} else {
				view.form = v.together(stageForm(v, stale.Theirs.Version, route[view.at-1]))
			}
		case !form.Take(err):
			return err
		}
	}
	return w.again(d.reportFrame(v, v.words.T("desk.stage"), view.crumb()), stagePage(view))
}

// stageNow is where a stage before a body stands on a route that was changed meanwhile, from 1: after all
// others where it is new, or is there no longer.
func stageNow(route []register.Stage, at, body int, isNew bool) int {
	if isNew {
		return len(route) + 1
	}
	if at <= len(route) && route[at-1].Body == body {
		return at
	}
	for i, s := range route {
		if s.Body == body {
			return i + 1
		}
	}
	return len(route) + 1
}

// changeRoute moves a stage up, or takes it off the route.
func (d *Desk) changeRoute(w *reply, v *visit) error {
	what, which, _ := strings.Cut(v.PostForm.Get("move"), "-")
	at, err := strconv.Atoi(which)
	if err != nil {
		return errors.Join(council.ErrInvalid, err)
	}
	if what == "up" {
		err = d.register.MoveStage(v.ctx, v.viewer, v.number, v.version(), at-1)
	} else {
		err = d.register.RemoveStage(v.ctx, v.viewer, v.number, v.version(), at-1)
	}
	if err != nil {
		return d.showReportAgain(w, v, err)
	}
	return w.see(reportPath(v.number) + "#route")
}

// addHeard puts what a body raised and resolved into the report, as a section with what the report says to
// each point, or place for that.
func (d *Desk) addHeard(w *reply, v *visit) error {
	view, err := d.reportView(v, v.number)
	if err != nil {
		return err
	}
	item, _ := strconv.Atoi(v.PostForm.Get("item"))
	for _, h := range view.Heard {
		if h.Item != item {
			continue
		}
		form, answers := v.filled(), false
		for i := range h.Points {
			if name := responseName(item, i); v.PostForm.Has(name) {
				h.Responses[i], answers = form.Pair(name), true
			}
		}
		number, err := d.register.Respond(v.ctx, v.viewer, v.number, item, h.Responses, heardSection(d.english, d.welsh, h))
		switch {
		case err != nil:
			return d.showReportAgain(w, v, err)
		case answers:
			return w.done(reportPath(v.number), "responses-kept")
		}
		return w.see(sectionPath(number))
	}
	return council.ErrNotFound
}

// responseName is the field in which a point that was raised at an item, counted from 0, is answered.
func responseName(item, i int) string {
	return "response-" + strconv.Itoa(item) + "-" + strconv.Itoa(i)
}

// heardSection is the section that tells the next body what one before it has said.
func heardSection(en, cy *page.Words, h register.Heard) register.Section {
	heading := council.Text{En: en.Say("desk.heard.title", "Body", en.Plain(h.Body), "Day", en.Day(h.Day)), Cy: cy.Say("desk.heard.title", "Body", cy.Plain(h.Body), "Day", cy.Day(h.Day))}
	prose := council.Text{En: heardProse(en, h)}
	if h.Body.Cy != "" {
		prose.Cy = heardProse(cy, h)
	} else {
		heading.Cy = ""
	}
	return register.Section{Heading: heading, Prose: register.Sealed(prose), Heard: h.Item}
}

// heardProse is what was raised, each with place for the answer, and what was resolved, as it is typed.
func heardProse(w *page.Words, h register.Heard) string {
	var b strings.Builder
	for i, p := range h.Points {
		b.WriteString("**" + w.Say("desk.heard.point", "Number", strconv.Itoa(i+1)) + "** " + p.Text + "\n\n")
		if p.Answer != "" {
			b.WriteString("**" + w.T("desk.heard.answered") + "** " + p.Answer + "\n\n")
		}
		said, _ := h.Responses[i].In(w.Lang())
		b.WriteString("**" + w.T("desk.heard.response") + "** " + said + "\n\n")
	}
	if len(h.Resolved) > 0 {
		b.WriteString("**" + w.T("desk.heard.resolved") + "**\n\n")
	}
	for i, l := range h.Resolved {
		b.WriteString(limbLabel(l, i) + " " + l.Text + "\n")
	}
	return strings.TrimSpace(b.String())
}

func limbLabel(l gazette.Limb, i int) string {
	if l.Label != "" {
		return l.Label
	}
	return "(" + strconv.Itoa(i+1) + ")"
}

// isTold says whether a section of the report tells of an item already.
func (v reportView) isTold(item int) bool {
	for _, k := range v.Sections {
		if k.Content.Heard == item {
			return true
		}
	}
	return false
}
