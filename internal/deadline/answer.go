package deadline

import (
	"fmt"
	"slices"
	"time"

	"moothall/internal/council"
)

// Answer is what a rule says of a matter, with the arithmetic that leads to it.
type Answer struct {
	Rule     Rule
	From     council.Day // the day of the event that the time is counted from or towards
	Length   int         // in the rule's unit, as the council's customs have it; 0 for "as soon as practicable"
	Counting Counting

	// Last is the last lawful day: to do it, or to keep it. It is zero where there is none.
	Last council.Day
	// Moment is the first moment that is too late: the end of the last day, or of the hours.
	Moment time.Time

	Counted []council.Day // the days that were counted, in order; empty for hours, months and years
	Skipped []Skip        // the days among them, and next to them, that were not

	// Shorter says that the meeting was convened after the last day, so that Last is the day on
	// which it was convened, which is lawful; the days counted are still those of the full time.
	Shorter bool
}

// Clock is the statutory clock of a matter: every rule that applies to it, with its answer, those
// to be done first before others. Those without a last day stand at the day of their event.
func Clock(m Matter, c Customs) []Answer {
	var all []Answer
	calendar := NewCalendar(c.Days)
	for _, r := range Rules() {
		if r.Applies(m, c.Nation) {
			all = append(all, answer(r, m, c, calendar))
		}
	}
	slices.SortStableFunc(all, func(a, b Answer) int { return a.sortDay().Compare(b.sortDay()) })
	return all
}

func (a Answer) sortDay() council.Day {
	if a.Last.IsZero() {
		return a.From
	}
	return a.Last
}

// Find is the answer of one rule to a matter; council.ErrNotFound where it does not apply.
func Find(id RuleID, m Matter, c Customs) (Answer, error) {
	for _, r := range Rules() {
		if r.ID == id && r.Applies(m, c.Nation) {
			return answer(r, m, c, NewCalendar(c.Days)), nil
		}
	}
	return Answer{}, fmt.Errorf("the rule %q does not apply: %w", string(id), council.ErrNotFound)
}

// farthest is how many days Earliest looks ahead: more than any notice takes.
const farthest = 400

// Earliest is the first day for the matter's event, a meeting or a decision, for which something
// done on a day would be in time under a rule that runs before it. Other events stay as they are.
// The error is council.ErrNotFound where the rule does not apply on any day of the next 400.
func Earliest(id RuleID, m Matter, done council.Day, c Customs) (council.Day, error) {
	for n := 1; n <= farthest; n++ {
		day := done.Add(n)
		moved := m
		for _, event := range []Event{MeetingHeld, DecisionMade} {
			if _, known := m.Days[event]; known {
				moved = moved.With(event, day)
			}
		}
		moved.Convened = council.Day{} // the question is of full notice
		a, err := Find(id, moved, c)
		if err == nil && a.Rule.Way == Before && !a.Last.Before(done) {
			return day, nil
		}
	}
	return council.Day{}, fmt.Errorf("no day is known for which %q could be done on %s: %w", string(id), done, council.ErrNotFound)
}

func answer(r Rule, m Matter, c Customs, calendar Calendar) Answer {
	a := Answer{Rule: r, From: m.day(r.From), Length: c.length(r), Counting: c.counting(r)}
	switch {
	case a.Length == 0:
		return a
	case r.Unit == Hours:
		a.Moment = m.moment(r.From).Add(time.Duration(a.Length) * time.Hour)
		a.Last = council.DayOf(council.InLondon(a.Moment))
		return a
	case r.Unit == Months:
		a.Last = lastOfMonths(a.From, a.Length, r.Inclusive)
	case r.Unit == Years:
		a.Last = lastOfMonths(a.From, 12*a.Length, r.Inclusive)
	case r.Way == Before:
		a.countBack(calendar)
		a.shorten(m.Convened)
	default:
		a.countOn(calendar)
	}
	a.Moment = endOf(a.Last, r, c)
	return a
}

// moment is when the event was; midnight where only its day is known.
func (m Matter) moment(event Event) time.Time {
	if event == Concluded && !m.At.IsZero() {
		return m.At
	}
	return m.day(event).Start()
}

// endOf is the moment at which the last day ends: when the offices close, but at midnight for what
// is to be kept.
func endOf(last council.Day, r Rule, c Customs) time.Time {
	if c.Closes != "" && r.Way != Keeping {
		return last.At(c.Closes)
	}
	return last.Add(1).Start()
}

// skips says whether the day is not counted, and notes why.
func (a *Answer) skips(d council.Day, calendar Calendar) bool {
	if a.Counting != WorkingDays {
		return false
	}
	skip, skips := calendar.Skips(d)
	if skips {
		a.Skipped = append(a.Skipped, skip)
	}
	return skips
}

// countBack counts the clear days before the event, and takes the next day before them that
// counts: on one that does not, the offices are closed and nobody can read what hangs there.
func (a *Answer) countBack(calendar Calendar) {
	for d := a.From.Add(-1); a.Last.IsZero(); d = d.Add(-1) {
		switch {
		case a.skips(d, calendar):
		case len(a.Counted) < a.Length:
			a.Counted = append(a.Counted, d)
		default:
			a.Last = d
		}
	}
	slices.Reverse(a.Counted)
	slices.Reverse(a.Skipped)
}

// countOn counts the days after the event, or from it where it is inclusive; the last is the last.
func (a *Answer) countOn(calendar Calendar) {
	d := a.From
	if !a.Rule.Inclusive {
		d = d.Add(1)
	}
	for ; len(a.Counted) < a.Length; d = d.Add(1) {
		if !a.skips(d, calendar) {
			a.Counted = append(a.Counted, d)
		}
	}
	a.Last = a.Counted[len(a.Counted)-1]
}

// shorten takes the day on which the meeting was convened, where that is later and the rule allows.
func (a *Answer) shorten(convened council.Day) {
	allowed := slices.ContainsFunc(a.Rule.Overrides, func(o Override) bool { return o.ID == AtShorterNotice })
	if allowed && convened.After(a.Last) {
		a.Last, a.Shorter = convened, true
	}
}

// lastOfMonths is the day of the same number so many months later, or the last of that month where
// it is shorter: the rule of the corresponding date (Dodds v Walker [1981] UKHL). A time that
// begins with its day ends on the day before the one that corresponds, where there is one.
func lastOfMonths(d council.Day, months int, inclusive bool) council.Day {
	same := council.NewDay(d.Year(), d.Month()+time.Month(months), d.DayOfMonth())
	switch {
	case same.DayOfMonth() != d.DayOfMonth(): // rolled over into the next month
		return council.NewDay(same.Year(), same.Month(), 0)
	case inclusive:
		return same.Add(-1)
	default:
		return same
	}
}
