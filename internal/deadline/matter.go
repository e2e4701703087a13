package deadline

import (
	"slices"
	"time"

	"moothall/internal/council"
)

// Matter is a thing that is being prepared, or that happened, as far as times depend on it: a
// meeting, a decision, a member's request. Its events are those whose day is known or planned.
type Matter struct {
	// Body is the kind of body that meets or decides. For a decision that one person makes for the
	// executive it is council.Cabinet, whose function that is.
	Body     council.BodyKind
	Features []Feature
	Days     map[Event]council.Day
	At       time.Time   // of Concluded, which is a moment
	Convened council.Day // the day on which the meeting was called, where it is known
}

// Meeting is a meeting of a body on a day, at which it also decides.
func Meeting(body council.BodyKind, day council.Day, features ...Feature) Matter {
	return Matter{Body: body, Features: features, Days: map[Event]council.Day{MeetingHeld: day, DecisionMade: day}}
}

// Decision is an executive decision that one member or officer is to make on a day.
func Decision(day council.Day, features ...Feature) Matter {
	return Matter{Body: council.Cabinet, Features: features, Days: map[Event]council.Day{DecisionMade: day}}
}

// On is a matter of which one event is known: a request, an election, a publication.
func On(event Event, day council.Day, features ...Feature) Matter {
	return Matter{Features: features, Days: map[Event]council.Day{event: day}}
}

// Has says whether the matter has the feature.
func (m Matter) Has(f Feature) bool { return slices.Contains(m.Features, f) }

// With is the matter with the day of one more event.
func (m Matter) With(event Event, day council.Day) Matter {
	days := map[Event]council.Day{event: day}
	for e, d := range m.Days {
		if e != event {
			days[e] = d
		}
	}
	m.Days = days
	return m
}

// day is the day of the event; zero where it is not known.
func (m Matter) day(event Event) council.Day {
	if event == Concluded && !m.At.IsZero() {
		return council.DayOf(council.InLondon(m.At))
	}
	return m.Days[event]
}
