package site

import (
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// attendancesView is what the table of everybody's attendance shows.
type attendancesView struct {
	words *page.Words
	lines []gazette.MemberAttendance
	span  spanChoice
}

// showAttendance is everybody's attendance in a period.
func (s *Site) showAttendance(w *reply, v *visit) error {
	span, err := v.askSpan()
	if err != nil {
		return err
	}
	on := span.in.To
	if on.IsZero() {
		on, w.daily = s.today(), true // party and ward as of today
	}
	view := attendancesView{words: v.words}
	if len(span.faults()) == 0 {
		if view.lines, err = s.record.Attendances(v.ctx, span.in, on); err != nil {
			return err
		}
	}
	if v.json {
		return w.json(orEmpty(view.lines))
	}
	days, err := s.record.MeetingDays(v.ctx)
	if err != nil {
		return err
	}
	var years []int
	for y := min(days.To.Year(), s.today().Year()); !days.From.IsZero() && y >= days.From.Year(); y-- {
		years = append(years, y)
	}
	view.span = span.withYears(v, years)
	return w.form(len(span.faults()) > 0, s.frame(v, page.Frame{Title: v.words.T("attendances.title"), Section: "people", JSON: true,
		Crumbs: v.under("/people", "people.title")}), attendancesPage(view))
}

// personPath is where a line of the table leads: the person's attendance in the same period.
func (d attendancesView) personPath(line gazette.MemberAttendance) string {
	path := linkTo(d.words, "people", line.Person.Number)
	if !d.span.in.From.IsZero() || !d.span.in.To.IsZero() {
		path += "?from=" + d.span.in.From.String() + "&to=" + d.span.in.To.String()
	}
	return path + "#attendance"
}
