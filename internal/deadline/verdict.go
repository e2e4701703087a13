package deadline

import (
	"time"

	"moothall/internal/council"
)

// Standing is how a time stands at a moment.
type Standing string

// How a time may stand.
const (
	InTime      Standing = "in-time"
	Due         Standing = "due"         // within the days of warning, the last day included
	Late        Standing = "late"        // the last lawful moment has passed
	Practicable Standing = "practicable" // to be done as soon as is practicable: there is no last day
	Kept        Standing = "kept"        // still to be kept
	Over        Standing = "over"        // need not be kept any longer
)

// Verdict is how a time stands at a moment, of something that has not been done yet.
type Verdict struct {
	Standing Standing
	Days     int           // until the last day: 0 on it, negative after it; 0 where there is none
	Left     time.Duration // until it is too late; negative when it is
}

// At is how the answer stands at a moment, with a warning of so many days before the last.
func (a Answer) At(now time.Time, soon int) Verdict {
	if a.Last.IsZero() {
		return Verdict{Standing: Practicable}
	}
	v := Verdict{Days: daysBetween(council.DayOf(council.InLondon(now)), a.Last), Left: a.Moment.Sub(now)}
	late := v.Left <= 0
	switch {
	case a.Rule.Way == Keeping && late:
		v.Standing = Over
	case a.Rule.Way == Keeping:
		v.Standing = Kept
	case late:
		v.Standing = Late
	case v.Days <= soon:
		v.Standing = Due
	default:
		v.Standing = InTime
	}
	return v
}

// Short is by how many clear days something done on a day before a meeting or a decision falls
// short of what the rule asks; 0 where it was in time. A day that does not count is taken as the
// next that does. It is 0 for every rule that does not run before its event.
func (a Answer) Short(done council.Day) int {
	if a.Rule.Way != Before || !done.After(a.Last) {
		return 0
	}
	lost := 0
	for _, d := range a.Counted {
		lost++
		if !d.Before(done) {
			return lost
		}
	}
	return a.Length
}

// daysBetween is how many days the one is before the other; negative when after.
func daysBetween(from, to council.Day) int {
	return int(to.Time().Sub(from.Time()) / (24 * time.Hour))
}
