package site

import (
	"strconv"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// meetingDay is a day with its meetings, in order of time.
type meetingDay struct {
	day      council.Day
	today    bool
	meetings []gazette.MeetingLine
}

// anchor is the day's place on a page: "day-2018-04-05".
func (d meetingDay) anchor() string { return "day-" + d.day.String() }

// week is a row of a month's table, Monday first. Days of other months are zero.
type week [7]meetingDay

// weekdays are the columns of a month's table.
func weekdays() [7]time.Weekday {
	return [7]time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
}

// byDay groups meetings that are in order of time.
func byDay(meetings []gazette.MeetingLine, today council.Day) []meetingDay {
	var days []meetingDay
	for _, m := range meetings {
		if len(days) == 0 || days[len(days)-1].day != m.Day {
			days = append(days, meetingDay{day: m.Day, today: m.Day == today})
		}
		last := &days[len(days)-1]
		last.meetings = append(last.meetings, m)
	}
	return days
}

// weeksOf lays out the month that begins on first.
func weeksOf(first, today council.Day, meetings []gazette.MeetingLine) []week {
	on := map[council.Day][]gazette.MeetingLine{}
	for _, m := range meetings {
		on[m.Day] = append(on[m.Day], m)
	}
	var weeks []week
	for day := first; day.Month() == first.Month(); day = day.Add(1) {
		column := (int(day.Weekday()) + 6) % 7
		if len(weeks) == 0 || column == 0 {
			weeks = append(weeks, week{})
		}
		weeks[len(weeks)-1][column] = meetingDay{day: day, today: day == today, meetings: on[day]}
	}
	return weeks
}

// isOff says whether a meeting did not go ahead as arranged, which its line must say.
func isOff(state council.MeetingState) bool {
	switch state {
	case council.Cancelled, council.Postponed, council.Adjourned, council.Inquorate:
		return true
	case council.Scheduled, council.Summoned, council.Held:
	}
	return false
}

// meetingPapers says what has been published for a meeting; empty where nothing was.
func meetingPapers(w *page.Words, m gazette.MeetingLine) string {
	switch {
	case m.MinutesState != "":
		return w.MinutesState(m.MinutesState)
	case m.HasAgenda:
		return w.MeetingState(council.Summoned)
	}
	return ""
}

// meetingPath is the address of a meeting.
func meetingPath(w *page.Words, m gazette.MeetingLine) string {
	return w.Path("/meetings/" + strconv.Itoa(m.Number))
}

// atClock is a time of day to be written after a day; empty where it is not known.
func atClock(w *page.Words, c council.Clock) string {
	if c == "" {
		return ""
	}
	return ", " + w.Clock(c)
}
