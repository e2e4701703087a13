package demo

import (
	"context"
	"slices"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// meeting is a meeting while it is being told: from the calendar to approved minutes.
type meeting struct {
	number   int
	body     *body
	content  gazette.Meeting
	fate     council.MeetingState // what becomes of it
	cause    string               // why, where it is not simply held
	instead  *meeting             // held instead of it
	next     *meeting             // of the same body, in the same or the next year
	prior    *meeting             // whose minutes it approves
	items    []*tabled
	late     []*tabled // come with a supplement
	minutes  gazette.Minutes
	plain    string    // why a special meeting was called
	pages    []int     // documents of the meeting as a whole
	updated  bool      // a late paper comes with a supplement
	schedule *paperJob // the reports on its smaller matters, bound as one
}

// tabled is an item on an agenda, with the stage of the matter that it brings, if any.
type tabled struct {
	gazette.Item
	step     *stage
	standing string // what standing item it is
}

func (m *meeting) day() council.Day { return m.content.Day }

// annual is the day of the annual meeting of the Council.
func annual(year int) council.Day { return nth(year, time.May, time.Wednesday, 3) }

// slot is a place in the yearly calendar.
type slot struct {
	body    string
	month   time.Month
	weekday time.Weekday
	nth     int
	starts  council.Clock
	place   string
}

const (
	moot  = "Council Chamber, Moot Hall, Ravensbeck"
	rooms = "Committee Room 2, Moot Hall, Ravensbeck"
)

// calendar is every meeting of a municipal year, as days.
func calendar(year int) []slot {
	list := []slot{{"council", time.May, time.Wednesday, 3, "11:00", moot}}
	for _, m := range []struct {
		month time.Month
		nth   int
	}{{time.July, 2}, {time.September, 3}, {time.October, 4}, {time.December, 1}, {time.January, 4}, {time.February, 4}, {time.April, 1}} {
		list = append(list, slot{"council", m.month, time.Thursday, m.nth, "18:00", moot})
	}
	for _, month := range []time.Month{time.June, time.July, time.September, time.October, time.November, time.December, time.January, time.February, time.March, time.April} {
		list = append(list, slot{"cabinet", month, time.Tuesday, 2, "18:00", "The Weavers' Room, Moot Hall, Ravensbeck"})
	}
	for i, key := range []string{"communities", "corporate", "children", "adults", "economy"} {
		for _, month := range []time.Month{time.June, time.July, time.September, time.November, time.December, time.January, time.February} {
			list = append(list, slot{key, month, time.Weekday(1 + i), cycleWeek(month), "18:00", rooms})
		}
	}
	places := []string{"Central Library, Weavers Square", "Kilnshaw Community Centre", "Alder Vale Village Hall", "St Bride's Church Hall, Larkhill", "Upper Raven Institute", "Netherwood Primary School"}
	for i, key := range []string{"central", "east", "north", "south", "valley", "west"} {
		for _, month := range []time.Month{time.June, time.July, time.September, time.October, time.December, time.January, time.March} {
			list = append(list, slot{key, month, time.Weekday(1 + i%5), areaWeek(month) + i/5, "18:30", places[i]})
		}
	}
	return append(list, regulatoryCalendar()...)
}

func cycleWeek(m time.Month) int {
	if m == time.February {
		return 4
	}
	return 3
}

func areaWeek(m time.Month) int {
	if m == time.December {
		return 1
	}
	return 2
}

func regulatoryCalendar() []slot {
	var list []slot
	for m := time.January; m <= time.December; m++ {
		list = append(list, slot{"planning", m, time.Thursday, 2, "14:00", moot})
	}
	for _, m := range []time.Month{time.June, time.July, time.September, time.October, time.November, time.January, time.February, time.April} {
		list = append(list, slot{"licensing", m, time.Wednesday, 1, "10:00", rooms})
	}
	for _, m := range []time.Month{time.June, time.July, time.September, time.November, time.January, time.March} {
		list = append(list, slot{"audit", m, time.Wednesday, 4, "17:30", rooms})
		list = append(list, slot{"board", m, time.Friday, 1, "10:00", "Committee Room 1, Moot Hall, Ravensbeck"})
	}
	for _, m := range []time.Month{time.June, time.July, time.September, time.October, time.November, time.January, time.February, time.March} {
		list = append(list, slot{"appeals", m, time.Wednesday, 2, "09:30", rooms})
	}
	return list
}

// callYear puts the meetings of a municipal year into the calendar, a year after those before.
func (b *borough) callYear(year int) []*meeting {
	var called []*meeting
	for _, s := range calendar(year) {
		day := nth(inYear(year, s.month), s.month, s.weekday, s.nth)
		for !workingDay(day) {
			day = day.Add(7)
		}
		m := &meeting{body: b.byKey[s.body], fate: council.Held}
		m.content = gazette.Meeting{Body: m.body.number, Day: day, Starts: s.starts, Place: en(s.place), State: council.Scheduled}
		switch {
		case s.body == "council" && s.month == time.May:
			m.content.Label = en("Annual meeting")
		case s.body == "council" && s.month == time.February:
			m.content.Label = en("Budget meeting")
		}
		called = append(called, m)
	}
	called = b.mishaps(year, called)
	slices.SortStableFunc(called, func(a, c *meeting) int { return a.day().Compare(c.day()) })
	for _, m := range called {
		m.number = b.number(gazette.KindMeeting)
		b.link(m)
		b.meetings = append(b.meetings, m)
	}
	return called
}

// link makes a meeting the next one of the latest meeting of its body that goes ahead.
func (b *borough) link(m *meeting) {
	if m.fate != council.Held && m.fate != council.Adjourned {
		return
	}
	for i := len(b.meetings) - 1; i >= 0; i-- {
		prior := b.meetings[i]
		if prior.body == m.body && (prior.fate == council.Held || prior.fate == council.Adjourned) {
			prior.next, m.prior = m, prior
			return
		}
	}
}

// mishaps are the meetings of the base years that did not go as called, and those held instead.
func (b *borough) mishaps(year int, called []*meeting) []*meeting {
	find := func(key string, month time.Month) *meeting {
		i := slices.IndexFunc(called, func(m *meeting) bool { return m.body.key == key && m.day().Month() == month })
		return called[i]
	}
	extra := func(of *meeting, day council.Day, label string) *meeting {
		m := &meeting{body: of.body, fate: council.Held, content: of.content}
		m.content.Day, m.content.Label = day, en(label)
		called = append(called, m)
		return m
	}
	mishap := func(m *meeting, fate council.MeetingState, cause string) *meeting {
		m.fate, m.cause = fate, cause
		return m
	}
	switch year {
	case b.lastYear - 2:
		m := mishap(find("valley", time.January), council.Postponed, "Heavy snow had closed the valley road, and the hall was in use as a rest centre.")
		m.instead = extra(m, working(m.day(), 5), "")
		mishap(find("appeals", time.February), council.Cancelled, "There was no business for the meeting.")
	case b.lastYear - 1:
		mishap(find("west", time.July), council.Inquorate, "Fewer than three members were present at half past six. At seven o'clock the Chair declared that the meeting could not go ahead.")
		m := mishap(find("planning", time.November), council.Adjourned, "The fire alarm sounded at 3.40 pm and the building could not be entered again that afternoon. The remaining applications were left to the adjourned meeting.")
		m.instead = extra(m, working(m.day(), 6), "Adjourned meeting")
		s := extra(find("council", time.September), nth(year, time.November, time.Wednesday, 2), "Special meeting")
		s.plain = "Local Plan"
		mishap(find("licensing", time.April), council.Cancelled, "All of the applications had been settled by agreement.")
	case b.lastYear:
		mishap(find("audit", time.July), council.Cancelled, "The external auditor's report was not ready; it was taken at the next meeting.")
	}
	return called
}

// planYear calls the meetings of a municipal year, says what they will consider, and queues all
// that is to be published about them.
func (b *borough) planYear(ctx context.Context, act gazette.Act, year int) error {
	b.forgetMeetings(council.NewDay(year-1, 4, 1))
	called := b.callYear(year)
	for _, m := range called {
		if err := b.publish(ctx, act, gazette.KindMeeting, m.number, m.content); err != nil {
			return err
		}
	}
	b.fillYear(year, called)
	for _, m := range called {
		b.queueMeeting(m)
	}
	return nil
}

// forgetMeetings lets go of meetings whose minutes were approved long ago.
func (b *borough) forgetMeetings(before council.Day) {
	b.meetings = slices.DeleteFunc(b.meetings, func(m *meeting) bool { return m.day().Before(before) })
}

// queueMeeting queues what is published about a meeting.
func (b *borough) queueMeeting(m *meeting) {
	rng := b.dice("meeting", m.number)
	agenda := lastNotice(m.day())
	if m.fate == council.Cancelled {
		b.queue.push(working(m.day(), -3-rng.IntN(3)), afternoon, func(ctx context.Context, act gazette.Act) error { return b.callOff(ctx, act, m) })
		return
	}
	b.queue.push(working(agenda, -rng.IntN(2)), morning, func(ctx context.Context, act gazette.Act) error { return b.publishAgenda(ctx, act, m) })
	if m.fate == council.Postponed {
		b.queue.push(working(m.day(), -1), afternoon, func(ctx context.Context, act gazette.Act) error { return b.callOff(ctx, act, m) })
		return
	}
	if len(m.late) > 0 || m.updated {
		b.queue.push(working(m.day(), -1), morning, func(ctx context.Context, act gazette.Act) error { return b.publishLate(ctx, act, m) })
	}
	b.queue.push(working(m.day(), 1), afternoon, func(ctx context.Context, act gazette.Act) error { return b.hold(ctx, act, m) })
}

// callOff publishes that a meeting will not be held on its day.
func (b *borough) callOff(ctx context.Context, act gazette.Act, m *meeting) error {
	m.content.State, m.content.Reason = m.fate, en(m.cause)
	if m.instead != nil {
		m.content.MovedTo = m.instead.number
	}
	return b.publish(ctx, act, gazette.KindMeeting, m.number, m.content)
}
