package desk

import (
	"moothall/internal/council"
	"moothall/internal/deadline"
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

// showMeetings lists the meetings to come with their agendas and what is due for them first.
func (d *Desk) showMeetings(w *reply, v *visit) error {
	lines, err := d.comingMeetings(v, comingDays)
	if err != nil {
		return err
	}
	return w.page(d.frame(v, page.Frame{Title: v.words.T("desk.meetings"), Section: "meetings"}), meetingsPage(v, lines))
}

func (d *Desk) comingMeetings(v *visit, days int) ([]meetingLine, error) {
	today := d.today()
	public, err := d.record.Meetings(v.ctx, today, today.Add(days))
	if err != nil {
		return nil, err
	}
	var numbers []int
	for _, m := range public {
		if m.State == council.Scheduled || m.State == council.Summoned {
			numbers = append(numbers, m.Number)
		}
	}
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
