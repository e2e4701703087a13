// Package figure works out the figures by which the public sees how a council keeps its times, from what is
// published and nothing else, so that anybody who has the record comes to the same.
//
// Every figure counts, for a period, how many there were and how many of those kept the time; two of them say also
// how long it took. A period takes what happened in it: the meeting, or the decision. It must never read a clock or
// store anything, and has no words for a reader.
package figure

import (
	"slices"
	"strings"
	"time"

	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// Figure is one figure over time.
type Figure struct {
	ID       gazette.FigureID `json:"id"`
	Standard int              `json:"standard,omitempty"` // in days, of the minutes
	Periods  []Count          `json:"periods"`            // oldest first
	Whole    Count            `json:"whole"`              // of all the periods together
}

// Count is a figure of one period.
type Count struct {
	council.Spell
	Of   int `json:"of"`   // how many there were
	Kept int `json:"kept"` // how many of them did; of call-ins, how many were called in
	// Half and Most are within how many days one half, and nine in ten, were done. Nil where that is not measured
	// or nothing was done.
	Half *int `json:"half,omitempty"`
	Most *int `json:"most,omitempty"`

	days []int
}

// Length is how long a period is.
type Length int

// Lengths, in months.
const (
	Month   Length = 1
	Quarter Length = 3
)

// shown is how many periods of a length are shown.
func (l Length) shown() int {
	if l == Month {
		return 12
	}
	return 8
}

// Work works out the figures that a council shows, for the periods up to the one of today.
func Work(t gazette.Timed, f gazette.Figures, l Length, today council.Day) []Figure {
	var list []Figure
	for _, id := range gazette.FigureIDs() {
		if slices.Contains(f.Show, id) {
			w := work{Timed: t, customs: customs(f), draft: f.DraftMinutes, today: today}
			one := Figure{ID: id, Periods: periods(l, today)}
			if id == gazette.FigureMinutes {
				one.Standard = f.DraftMinutes
			}
			w.figure = &one
			w.count()
			one.finish()
			list = append(list, one)
		}
	}
	return list
}

// customs are the council's customs of counting as it has published them.
func customs(f gazette.Figures) deadline.Customs {
	c := deadline.Customs{Nation: deadline.Nation(f.Nation), Counting: map[deadline.RuleID]deadline.Counting{}, Lengths: map[deadline.RuleID]int{}}
	for id, how := range f.Counting {
		c.Counting[deadline.RuleID(id)] = deadline.Counting(how)
	}
	for id, n := range f.Lengths {
		c.Lengths[deadline.RuleID(id)] = n
	}
	for _, d := range f.Days {
		c.Days = append(c.Days, deadline.OwnDay{Day: d.Day, Name: d.Name, Counts: d.Counts})
	}
	return c
}

// periods are those up to the one in which a day is, oldest first.
func periods(l Length, today council.Day) []Count {
	first := council.NewDay(today.Year(), time.Month((int(today.Month())-1)/int(l)*int(l)+1), 1)
	list := make([]Count, l.shown())
	for i := range list {
		from := council.NewDay(first.Year(), first.Month()-time.Month(int(l)*(len(list)-1-i)), 1)
		list[i].Spell = council.Spell{From: from, To: council.NewDay(from.Year(), from.Month()+time.Month(l), 0)}
	}
	return list
}

// add counts one thing that happened on a day; days is how long it took, below 0 where it was not done.
func (f *Figure) add(on council.Day, of, kept int, days int) {
	for i := range f.Periods {
		if p := &f.Periods[i]; p.Covers(on) {
			p.Of, p.Kept = p.Of+of, p.Kept+kept
			if days >= 0 {
				p.days = append(p.days, days)
			}
		}
	}
}

// finish sums the periods up.
func (f *Figure) finish() {
	for i := range f.Periods {
		p := &f.Periods[i]
		p.Half, p.Most = within(p.days, 50), within(p.days, 90)
		f.Whole.Of, f.Whole.Kept = f.Whole.Of+p.Of, f.Whole.Kept+p.Kept
		f.Whole.days = append(f.Whole.days, p.days...)
	}
	f.Whole.Spell = council.Spell{From: f.Periods[0].From, To: f.Periods[len(f.Periods)-1].To}
	f.Whole.Half, f.Whole.Most = within(f.Whole.days, 50), within(f.Whole.days, 90)
}

// within is the least number of days within which so many in a hundred are; nil of none.
func within(days []int, percent int) *int {
	if len(days) == 0 {
		return nil
	}
	sorted := slices.Sorted(slices.Values(days))
	return &sorted[(len(sorted)*percent+99)/100-1]
}

// work is a figure being counted.
type work struct {
	gazette.Timed
	customs deadline.Customs
	draft   int
	today   council.Day
	figure  *Figure
}

func (w work) count() {
	switch w.figure.ID {
	case gazette.FigureDecisions:
		w.decisions()
	case gazette.FigureAgendas:
		w.agendas()
	case gazette.FigureMinutes:
		w.minutes()
	case gazette.FigureApproval:
		w.approval()
	case gazette.FigureCallIns:
		w.callIns()
	case gazette.FigureAttendance:
		for _, m := range w.Meetings {
			w.figure.add(m.Day, m.Attendance.Expected, m.Attendance.Present+m.Attendance.Remote, -1)
		}
	}
}

// dayOf is the day of a moment in London.
func dayOf(t time.Time) council.Day { return council.DayOf(council.InLondon(t)) }

// daysTo is how many days a moment was after a day; 0 on the day itself or before it.
func daysTo(from council.Day, t time.Time) int {
	n := 0
	for d := dayOf(t); from.Before(d); from = from.Add(1) {
		n++
	}
	return n
}

// decisions counts those that a standard asks to publish, and how many were in time by it. How long it took is of
// all.
func (w work) decisions() {
	for _, d := range w.Decisions {
		of, kept := 0, 0
		if last := w.standard(d); !last.IsZero() {
			of = 1
			if !dayOf(d.Published).After(last) {
				kept = 1
			}
		}
		w.figure.add(d.Day, of, kept, daysTo(d.Day, d.Published))
	}
}

// standard is by when a decision was to be published: as its record says or, of one of the executive's that says
// nothing, as the council counts now. It is zero where nothing asks for it.
func (w work) standard(d gazette.TimedDecision) council.Day {
	if !d.Standard.IsZero() || d.CallIn == nil {
		return d.Standard
	}
	a, err := deadline.Find(deadline.DecisionStatement, deadline.Decision(d.Day), w.customs)
	if err != nil {
		return council.Day{} // no rule is about it
	}
	return a.Last
}

// held says whether a meeting took place, or was to by now.
func (w work) held(m gazette.TimedMeeting) bool {
	switch m.State {
	case council.Cancelled, council.Postponed:
		return false
	case council.Scheduled, council.Summoned, council.Held, council.Adjourned, council.Inquorate:
	}
	return m.Day.Before(w.today)
}

// agendaRules are those that publishing an agenda keeps or breaks.
var agendaRules = []deadline.RuleID{deadline.Notice, deadline.Agenda, deadline.Summons, deadline.ExecutiveNotice, deadline.ExecutiveAgenda}

// agendas counts the meetings that a rule asks an agenda for, and how many had it by the last lawful day.
func (w work) agendas() {
	for _, m := range w.Meetings {
		if !w.held(m) {
			continue
		}
		var last council.Day
		for _, a := range deadline.Clock(deadline.Meeting(m.Kind, m.Day), w.customs) {
			if slices.Contains(agendaRules, a.Rule.ID) && !a.Last.IsZero() && (last.IsZero() || a.Last.Before(last)) {
				last = a.Last
			}
		}
		switch {
		case last.IsZero():
		case !m.Agenda.IsZero() && !dayOf(m.Agenda).After(last):
			w.figure.add(m.Day, 1, 1, -1)
		default:
			w.figure.add(m.Day, 1, 0, -1)
		}
	}
}

// minutes counts the meetings whose minutes are published or should be, and how many were within the standard.
func (w work) minutes() {
	for _, m := range w.Meetings {
		if !w.held(m) || m.State == council.Inquorate {
			continue
		}
		last := m.Day.Add(w.draft)
		switch {
		case m.Minutes.IsZero() && (w.draft == 0 || !last.Before(w.today)):
		case m.Minutes.IsZero():
			w.figure.add(m.Day, 1, 0, -1)
		case w.draft > 0 && dayOf(m.Minutes).After(last):
			w.figure.add(m.Day, 1, 0, daysTo(m.Day, m.Minutes))
		default:
			w.figure.add(m.Day, 1, 1, daysTo(m.Day, m.Minutes))
		}
	}
}

// extraordinary are the words by which a label says that a meeting approves no minutes of others (Local
// Government Act 1972 Sch 12 para 41).
var extraordinary = []string{"extraordinary", "special", "eithriadol", "arbennig"}

func ordinary(m gazette.TimedMeeting) bool {
	label := strings.ToLower(m.Label.En + " " + m.Label.Cy)
	return !slices.ContainsFunc(extraordinary, func(word string) bool { return strings.Contains(label, word) })
}

// approval counts the meetings after which their body has met again ordinarily, and how many had their minutes
// approved there.
func (w work) approval() {
	meetings := slices.SortedStableFunc(slices.Values(w.Meetings), func(a, b gazette.TimedMeeting) int { return a.Day.Compare(b.Day) })
	next := map[int]gazette.TimedMeeting{}
	for _, m := range slices.Backward(meetings) {
		if !w.held(m) || m.State == council.Inquorate {
			continue
		}
		if after, ok := next[m.Body]; ok {
			kept := 0
			if m.ApprovedAt == after.Number {
				kept = 1
			}
			w.figure.add(m.Day, 1, kept, -1)
		}
		if ordinary(m) {
			next[m.Body] = m
		}
	}
}

// callIns counts the decisions that could be called in, and how many were.
func (w work) callIns() {
	for _, d := range w.Decisions {
		if d.CallIn == nil {
			continue
		}
		called := 0
		if len(d.CallIn.By) > 0 || !d.CallIn.Called.IsZero() {
			called = 1
		}
		w.figure.add(d.Day, 1, called, -1)
	}
}
