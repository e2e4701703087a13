package desk

import (
	"slices"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// comingDays is how far ahead the desk's list of meetings looks.
const comingDays = 60

// meetingLine is a meeting to come, with where its agenda stands.
type meetingLine struct {
	register.AgendaWork
	bodyName council.Text
}

// meetingsPerPage is how many meetings a page of them lists.
const meetingsPerPage = 40

// meetingsView is a page of the meetings to come, narrowed as the address asks.
type meetingsView struct {
	*visit
	form   *page.Form
	begun  []register.Progress // meetings whose minutes are not signed yet
	lines  []meetingLine
	bodies []page.Choice
	total  int
	pages  page.Pages
}

// spans are how many days ahead the list of meetings can look.
var spans = []int{comingDays, 180, 400}

// showMeetings lists the meetings to come with their agendas and what is due for them first.
func (d *Desk) showMeetings(w *reply, v *visit) error {
	days, _ := strconv.Atoi(v.query("days"))
	if !slices.Contains(spans, days) {
		days = comingDays
	}
	public, err := d.expected(v, days)
	if err != nil {
		return err
	}
	view := meetingsView{visit: v, form: v.fresh("body", v.query("body"), "days", strconv.Itoa(days)), bodies: []page.Choice{{Label: v.words.T("desk.calendar.all-bodies")}}}
	var numbers []int
	for _, m := range public {
		body := strconv.Itoa(m.Body.Number)
		if !slices.ContainsFunc(view.bodies, func(c page.Choice) bool { return c.Value == body }) {
			view.bodies = append(view.bodies, page.Choice{Value: body, Label: v.words.Plain(m.Body.Name)})
		}
		if v.query("body") == "" || v.query("body") == body {
			numbers = append(numbers, m.Number)
		}
	}
	view.total = len(numbers)
	numbers, view.pages = pageOf(v, numbers, meetingsPerPage)
	if view.lines, err = d.agendasOf(v, numbers); err != nil {
		return err
	}
	if view.begun, err = d.register.InProgress(v.ctx, v.viewer); err != nil {
		return err
	}
	return w.page(d.frame(v, page.Frame{Title: v.words.T("desk.meetings"), Section: "meetings"}), meetingsPage(view))
}

// begunPath is where a meeting that has begun is recorded, or its minutes are.
func begunPath(p register.Progress) string {
	if p.Sitting == register.SittingClosed {
		return minutesPath(p.Meeting)
	}
	return sittingPath(p.Meeting)
}

func begunState(w *page.Words, p register.Progress) string {
	if p.Sitting == register.SittingClosed {
		return w.T("desk.minutes.state." + string(p.Minutes.Content.State))
	}
	return w.T("desk.sitting.state." + string(p.Sitting))
}

func begunTag(p register.Progress) string {
	if p.Sitting == register.SittingClosed {
		return "govuk-tag--blue"
	}
	return sittingTag(p.Sitting)
}

// expected are the meetings of the next so many days that are to take place, in order.
func (d *Desk) expected(v *visit, days int) ([]gazette.MeetingLine, error) {
	today := d.today()
	public, err := d.record.Meetings(v.ctx, today, today.Add(days))
	return slices.DeleteFunc(public, func(m gazette.MeetingLine) bool { return m.State != council.Scheduled && m.State != council.Summoned }), err
}

// comingMeetings are all meetings of the next so many days with their agendas.
func (d *Desk) comingMeetings(v *visit, days int) ([]meetingLine, error) {
	public, err := d.expected(v, days)
	if err != nil {
		return nil, err
	}
	var numbers []int
	for _, m := range public {
		numbers = append(numbers, m.Number)
	}
	return d.agendasOf(v, numbers)
}

// agendasOf are meetings with their agendas.
func (d *Desk) agendasOf(v *visit, numbers []int) ([]meetingLine, error) {
	works, err := d.register.Agendas(v.ctx, v.viewer, numbers)
	if err != nil {
		return nil, err
	}
	var lines []meetingLine
	for _, w := range works {
		lines = append(lines, meetingLine{AgendaWork: w, bodyName: w.Body.NameOn(w.Meeting.Day)})
	}
	return lines, nil
}

// first is what is due first of what is not done; nil where nothing is.
func (m meetingLine) first() *register.Due {
	for i := range m.Clock {
		if m.Clock[i].Done.IsZero() && m.Clock[i].Ground == nil && m.Clock[i].Standing != deadline.Practicable {
			return &m.Clock[i]
		}
	}
	return nil
}

// agendaState is where the agenda stands, in a word or two.
func agendaState(w *page.Words, a register.Kept[register.Agenda]) string {
	switch n := len(a.Content.Editions); {
	case n > 0 && !a.Content.Editions[n-1].Withdrawn.IsZero():
		return w.T("desk.published.withdrawn")
	case n > 0:
		return w.Plain(a.Content.Editions[n-1].Label)
	case a.Version > 0:
		return w.T("desk.state.draft")
	}
	return w.T("desk.agenda.none")
}

// standingTag is the class of the tag for how a time stands: colour is never its only sign.
func standingTag(s deadline.Standing) string {
	switch s {
	case deadline.Late:
		return "govuk-tag--red"
	case deadline.Due:
		return "govuk-tag--yellow"
	case deadline.InTime, deadline.Kept:
		return "govuk-tag--green"
	case deadline.Practicable, deadline.Over:
	}
	return "govuk-tag--grey"
}
