package desk

import (
	"slices"
	"strconv"
	"time"

	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/diary"
	"moothall/internal/gazette"
	"moothall/internal/register"
)

// usualLength is how long a meeting is taken to last of which no end is known.
const usualLength = 2 * time.Hour

// clashLine is what clashes with a meeting: the other one, where there is one.
type clashLine struct {
	diary.Clash
	other diary.Sitting
}

// fillMonths puts the meetings of the calendar into their months, narrowed as the address asks, each
// with its clashes.
func (d *Desk) fillMonths(v *visit, view *calendarView, days deadline.Calendar) error {
	public, err := d.record.Meetings(v.ctx, view.Content.Year.From, view.Content.Year.To)
	if err != nil {
		return err
	}
	clashes, err := d.clashesOf(v, view.Content.Meetings, public, days)
	if err != nil {
		return err
	}
	states := map[int]council.MeetingState{}
	for _, m := range public {
		states[m.Number] = m.State
	}
	body, _ := strconv.Atoi(v.query("body"))
	for _, m := range view.Content.Meetings {
		line := calendarLine{CalendarMeeting: m, state: states[m.Number]}
		if !m.Off {
			line.clashes = clashes[sitting(v, m.Body, m.Day, m.Starts, m.Ends, m.Place)]
		}
		if len(line.clashes) > 0 {
			view.clashing++
		}
		if body != 0 && m.Body != body || v.query("show") == "clashes" && len(line.clashes) == 0 {
			continue
		}
		first := council.NewDay(m.Day.Year(), m.Day.Month(), 1)
		if n := len(view.months); n == 0 || view.months[n-1].first != first {
			view.months = append(view.months, calendarMonth{first: first})
		}
		last := &view.months[len(view.months)-1]
		last.lines = append(last.lines, line)
	}
	return nil
}

func sitting(v *visit, body int, day council.Day, starts, ends council.Clock, place council.Text) diary.Sitting {
	return diary.Sitting{Body: body, Day: day, Begins: starts, Ends: ends, Room: v.words.Plain(place)}
}

// clashesOf are the clashes among the meetings of a calendar, and with those that are published of
// others.
func (d *Desk) clashesOf(v *visit, meetings []register.CalendarMeeting, public []gazette.MeetingLine, days deadline.Calendar) (map[diary.Sitting][]clashLine, error) {
	var sittings []diary.Sitting
	var bodies []int
	planned := map[int]bool{}
	take := func(s diary.Sitting) {
		sittings = append(sittings, s)
		if !slices.Contains(bodies, s.Body) {
			bodies = append(bodies, s.Body)
		}
	}
	for _, m := range meetings {
		if planned[m.Number] = true; !m.Off {
			take(sitting(v, m.Body, m.Day, m.Starts, m.Ends, m.Place))
		}
	}
	for _, m := range public {
		if !planned[m.Number] && (m.State == council.Scheduled || m.State == council.Summoned) {
			take(sitting(v, m.Body.Number, m.Day, m.Starts, "", m.Place))
		}
	}
	seats, err := d.seatsOf(v, bodies)
	found := map[diary.Sitting][]clashLine{}
	for _, c := range diary.Clashes(sittings, seats, days, usualLength) {
		found[c.A] = append(found[c.A], clashLine{c, c.B})
		if c.Kind != diary.NotADay && c.B != c.A {
			found[c.B] = append(found[c.B], clashLine{c, c.A})
		}
	}
	return found, err
}

// seatsOf are the bodies with those who sit on them today and later; a substitute need not come.
func (d *Desk) seatsOf(v *visit, bodies []int) ([]diary.Body, error) {
	var list []diary.Body
	for _, n := range bodies {
		b, err := d.record.Body(v.ctx, n, d.today())
		if council.IsNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		one := diary.Body{Number: n}
		for _, m := range b.Members {
			if m.Role != gazette.SubstituteFor {
				one.Members = append(one.Members, diary.Member{Person: m.Person.Number, Spell: m.Spell})
			}
		}
		list = append(list, one)
	}
	return list, nil
}
