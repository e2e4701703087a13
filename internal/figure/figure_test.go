package figure_test

import (
	"testing"
	"time"

	"moothall/internal/council"
	"moothall/internal/figure"
	"moothall/internal/gazette"
)

func day(m time.Month, d int) council.Day { return council.NewDay(2018, m, d) }

// at is noon of a day of 2018.
func at(m time.Month, d int) time.Time { return day(m, d).Start().Add(12 * time.Hour) }

// of is one figure of what was published, as it stands on 30 June 2018, by quarter.
func of(t *testing.T, id gazette.FigureID, what gazette.Timed) figure.Figure {
	t.Helper()
	list := figure.Work(what, gazette.Figures{Show: []gazette.FigureID{id}, DraftMinutes: 10, Nation: "england"}, figure.Quarter, day(6, 30))
	if len(list) != 1 || list[0].ID != id || len(list[0].Periods) != 8 {
		t.Fatalf("one figure of eight quarters is asked for: %+v", list)
	}
	return list[0]
}

// counts holds how many there were and were kept, in the first two quarters of 2018.
func counts(t *testing.T, f figure.Figure, first, second [2]int) {
	t.Helper()
	for i, want := range [][2]int{first, second} {
		p := f.Periods[6+i]
		if [2]int{p.Of, p.Kept} != want {
			t.Errorf("%s: %d of %d, want %d of %d", p.From, p.Kept, p.Of, want[1], want[0])
		}
	}
	if f.Whole.Of != first[0]+second[0] || f.Whole.Kept != first[1]+second[1] {
		t.Errorf("in all %d of %d", f.Whole.Kept, f.Whole.Of)
	}
}

// times holds within how many days a half and nine in ten of all were.
func times(t *testing.T, f figure.Figure, half, most int) {
	t.Helper()
	if f.Whole.Half == nil || *f.Whole.Half != half || *f.Whole.Most != most {
		t.Errorf("half within %v and nine in ten within %v", f.Whole.Half, f.Whole.Most)
	}
}

func TestDecisionsArePublishedWithinTheirStandardOrNot(t *testing.T) {
	t.Parallel()
	one := func(made, published, standard int) gazette.TimedDecision {
		d := gazette.TimedDecision{Day: day(3, made), Published: at(3, published)}
		if standard > 0 {
			d.Standard = day(3, standard)
		}
		return d
	}
	f := of(t, gazette.FigureDecisions, gazette.Timed{Decisions: []gazette.TimedDecision{one(13, 15, 15), one(13, 16, 15), one(13, 13, 15), one(13, 27, 0),
		{Day: day(3, 31), Published: day(4, 1).Start(), Standard: day(4, 1)}}})
	counts(t, f, [2]int{4, 3}, [2]int{0, 0})
	times(t, f, 2, 14) // 2, 3, 0, 14 and 1 days
}

// By what the council has published two working days after Tuesday 13 March are Thursday 15 March.
func TestADecisionOfTheExecutiveHasTheCouncilsStandard(t *testing.T) {
	t.Parallel()
	f := gazette.Figures{Show: []gazette.FigureID{gazette.FigureDecisions}, Nation: "england", Lengths: map[string]int{"decision-statement": 2}}
	for published, kept := range map[int]int{15: 1, 16: 0} {
		what := gazette.Timed{Decisions: []gazette.TimedDecision{{Day: day(3, 13), Published: at(3, published), CallIn: &gazette.CallIn{}}}}
		if got := figure.Work(what, f, figure.Quarter, day(6, 30))[0].Whole; got.Of != 1 || got.Kept != kept {
			t.Errorf("published on %d March: %+v", published, got)
		}
	}
}

// Five clear days before Tuesday 13 March 2018 end on Monday 5 March; before Council on 5 April, after Easter, on 26 March.
func TestAgendasArePublishedByTheirLastLawfulDayOrNot(t *testing.T) {
	t.Parallel()
	counts(t, of(t, gazette.FigureAgendas, gazette.Timed{Meetings: []gazette.TimedMeeting{
		{Kind: council.Cabinet, Day: day(3, 13), State: council.Held, Agenda: at(3, 5)},
		{Kind: council.Cabinet, Day: day(3, 13), State: council.Held, Agenda: at(3, 6)},
		{Kind: council.Cabinet, Day: day(3, 13), State: council.Held},
		{Kind: council.Cabinet, Day: day(3, 13), State: council.Cancelled},
		{Kind: council.FullCouncil, Day: day(4, 5), State: council.Held, Agenda: at(3, 26)},
		{Kind: council.OutsideBody, Day: day(4, 5), State: council.Held},
		{Kind: council.Cabinet, Day: day(7, 5), State: council.Summoned},
	}}), [2]int{3, 1}, [2]int{1, 1})
}

func TestDraftMinutesAreInTimeOrNot(t *testing.T) {
	t.Parallel()
	f := of(t, gazette.FigureMinutes, gazette.Timed{Meetings: []gazette.TimedMeeting{
		{Day: day(3, 13), State: council.Held, Minutes: at(3, 23)},
		{Day: day(3, 13), State: council.Held, Minutes: at(3, 24)},
		{Day: day(3, 13), State: council.Held},
		{Day: day(3, 13), State: council.Inquorate},
		{Day: day(6, 25), State: council.Held}, // its ten days are not over
		{Day: day(6, 26), State: council.Held, Minutes: at(6, 28)},
	}})
	counts(t, f, [2]int{3, 1}, [2]int{1, 1})
	times(t, f, 10, 11)
}

func TestMinutesAreApprovedAtTheNextOrdinaryMeetingOrNot(t *testing.T) {
	t.Parallel()
	counts(t, of(t, gazette.FigureApproval, gazette.Timed{Meetings: []gazette.TimedMeeting{
		{Number: 1, Body: 1, Day: day(1, 10), State: council.Held, ApprovedAt: 3},
		{Number: 2, Body: 1, Day: day(2, 1), State: council.Held, Label: council.InEnglish("Extraordinary meeting"), ApprovedAt: 4},
		{Number: 3, Body: 1, Day: day(3, 10), State: council.Held},
		{Number: 4, Body: 1, Day: day(5, 10), State: council.Held},
		{Number: 5, Body: 2, Day: day(5, 11), State: council.Held},
	}}), [2]int{3, 1}, [2]int{0, 0})
}

func TestCallInsAndAttendanceAreCounted(t *testing.T) {
	t.Parallel()
	counts(t, of(t, gazette.FigureCallIns, gazette.Timed{Decisions: []gazette.TimedDecision{{Day: day(3, 1)}, {Day: day(3, 1), CallIn: &gazette.CallIn{}},
		{Day: day(4, 1), CallIn: &gazette.CallIn{By: []int{4, 5, 6}}}}}), [2]int{1, 0}, [2]int{1, 1})
	counts(t, of(t, gazette.FigureAttendance, gazette.Timed{Meetings: []gazette.TimedMeeting{{Day: day(3, 1), Attendance: gazette.AttendanceCount{Expected: 9, Present: 6, Remote: 1}},
		{Day: day(6, 30), Attendance: gazette.AttendanceCount{Expected: 3, Absent: 3}}}}), [2]int{9, 7}, [2]int{3, 0})
}

func TestACouncilsOwnDayMovesTheLastDay(t *testing.T) {
	t.Parallel()
	f := gazette.Figures{Show: []gazette.FigureID{gazette.FigureAgendas}, Nation: "england", Days: []gazette.FigureDay{{Day: day(3, 7)}}}
	what := gazette.Timed{Meetings: []gazette.TimedMeeting{{Kind: council.Cabinet, Day: day(3, 13), State: council.Held, Agenda: at(3, 5)}}}
	if got := figure.Work(what, f, figure.Month, day(6, 30)); len(got[0].Periods) != 12 || got[0].Whole.Of != 1 || got[0].Whole.Kept != 0 {
		t.Errorf("with a day on which the offices are closed: %+v", got[0].Whole)
	}
}
