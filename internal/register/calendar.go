package register

import (
	"fmt"
	"slices"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/diary"
)

// Calendar is the calendar of a municipal year in the making: the rules by which bodies meet, and the
// meetings that come of them, each of which may have been changed by hand since.
type Calendar struct {
	Name     council.Text      `json:"name"`
	Year     council.Spell     `json:"year"`
	Breaks   []diary.Break     `json:"breaks,omitempty"`
	Rules    []CalendarRule    `json:"rules,omitempty"`
	Meetings []CalendarMeeting `json:"meetings,omitempty"` // in order of their days
	Given    int               `json:"given,omitzero"`     // the last ID that a rule or a meeting was given
}

// CalendarRule is when one body meets.
type CalendarRule struct {
	ID     int           `json:"id"`
	Body   int           `json:"body"`
	Words  string        `json:"words"`            // as package diary reads them
	Starts council.Clock `json:"starts,omitempty"` // where the words do not say
	Ends   council.Clock `json:"ends,omitempty"`   // until when the room and the people are taken
	Place  council.Text  `json:"place,omitzero"`
}

// CalendarMeeting is a meeting of a calendar.
type CalendarMeeting struct {
	ID     int           `json:"id"`
	Body   int           `json:"body"`
	Rule   int           `json:"rule,omitzero"`  // that gave it; 0 for one that was put in by itself
	Ruled  council.Day   `json:"ruled,omitzero"` // the day that the rule gives
	Day    council.Day   `json:"day"`
	Starts council.Clock `json:"starts,omitempty"`
	Ends   council.Clock `json:"ends,omitempty"`
	Place  council.Text  `json:"place,omitzero"`
	Label  council.Text  `json:"label,omitzero"`  // "Annual meeting"
	Own    bool          `json:"own,omitempty"`   // was changed by hand, so that its rule no longer moves it
	Stray  bool          `json:"stray,omitempty"` // is published or was changed, and no rule gives it any longer
	Off    bool          `json:"off,omitempty"`   // does not take place
	Reason council.Text  `json:"reason,omitzero"` // why not, which one that was published has to say
	Number int           `json:"number,omitzero"` // its public number; 0 until it is published
}

// Kind implements Work.
func (Calendar) Kind() Kind { return "calendar" }

// Lock implements Work: everybody at the desk may see what is planned.
func (Calendar) Lock() audience.Lock { return audience.Lock{} }

// Marks implements Work.
func (Calendar) Marks() []Mark { return nil }

// Order implements Work: by its first day.
func (c Calendar) Order() string { return c.Year.From.String() }

// longestYear is how many days a calendar may be long: a council's year from one annual meeting to the
// next is longer than a calendar's at times.
const longestYear = 460

// Check implements Work.
func (c Calendar) Check() error {
	var faults council.Faults
	if c.Name.IsZero() {
		faults.Add("name", "calendar.name.missing")
	}
	switch {
	case c.Year.From.IsZero():
		faults.Add("from", "calendar.from.missing")
	case c.Year.To.IsZero():
		faults.Add("to", "calendar.to.missing")
	case c.Year.To.Before(c.Year.From), c.Year.From.Add(longestYear).Before(c.Year.To):
		faults.Add("to", "calendar.to.wrong")
	}
	for _, m := range c.Meetings {
		if m.Day.IsZero() || m.Body == 0 {
			faults.Add("day", "calendar.meeting.incomplete")
			break
		}
	}
	return faults.Err()
}

// BreakNames are the names by which rules may call the spells without meetings, each once.
func (c Calendar) BreakNames() []string {
	var names []string
	for _, b := range c.Breaks {
		if !slices.Contains(names, b.Name) {
			names = append(names, b.Name)
		}
	}
	return names
}

// Rule is the rule with an ID.
func (c Calendar) Rule(id int) (CalendarRule, bool) {
	i := slices.IndexFunc(c.Rules, func(r CalendarRule) bool { return r.ID == id })
	if i < 0 {
		return CalendarRule{}, false
	}
	return c.Rules[i], true
}

// Meeting is the meeting with an ID.
func (c Calendar) Meeting(id int) (CalendarMeeting, bool) {
	i := slices.IndexFunc(c.Meetings, func(m CalendarMeeting) bool { return m.ID == id })
	if i < 0 {
		return CalendarMeeting{}, false
	}
	return c.Meetings[i], true
}

// Expand is a rule over the calendar's year: the meetings that it gives, and the days on which there is
// none though it gives them. The error is a *diary.Misread.
func (c Calendar) Expand(r CalendarRule, days deadline.Calendar) (rule diary.Rule, places []diary.Place, fallen []diary.Fallen, err error) {
	if rule, err = diary.Parse(r.Words, c.BreakNames()...); err != nil {
		return rule, nil, nil, err
	}
	places, fallen = rule.Expand(diary.Year{Spell: c.Year, Breaks: c.Breaks, Days: days})
	return rule, places, fallen, nil
}

// plan makes the meetings anew from the rules. What was changed by hand stays as it was made, and what
// is published stays.
func (c Calendar) plan(days deadline.Calendar) (Calendar, error) {
	before := c.Meetings
	c.Meetings = nil
	for _, r := range c.Rules {
		rule, places, _, err := c.Expand(r, days)
		if err != nil {
			return c, fmt.Errorf("rule %d: %w", r.ID, err)
		}
		if rule.At != "" {
			r.Starts = rule.At
		}
		for _, p := range places {
			i := slices.IndexFunc(before, func(m CalendarMeeting) bool { return m.Rule == r.ID && m.Ruled == p.Ruled })
			m := CalendarMeeting{}
			if i >= 0 {
				m = before[i]
				before = slices.Delete(slices.Clone(before), i, i+1)
			} else {
				c.Given++
				m.ID = c.Given
			}
			c.Meetings = append(c.Meetings, m.ruledBy(r, p))
		}
	}
	for _, m := range before {
		if m.Own || m.Number != 0 {
			m.Stray = m.Rule != 0
			c.Meetings = append(c.Meetings, m)
		}
	}
	c.sort()
	return c, nil
}

// ruledBy is the meeting as its rule has it, unless somebody has changed it.
func (m CalendarMeeting) ruledBy(r CalendarRule, p diary.Place) CalendarMeeting {
	m.Stray = false
	if m.Own {
		return m
	}
	m.Body, m.Rule, m.Ruled, m.Day, m.Starts, m.Ends, m.Place = r.Body, r.ID, p.Ruled, p.Day, r.Starts, r.Ends, r.Place
	return m
}

func (c *Calendar) sort() {
	slices.SortStableFunc(c.Meetings, func(a, b CalendarMeeting) int {
		if a.Day != b.Day {
			return a.Day.Compare(b.Day)
		}
		if a.Starts != b.Starts {
			return strings.Compare(string(a.Starts), string(b.Starts))
		}
		return a.ID - b.ID
	})
}
