package page

import (
	"strings"

	"moothall/internal/balance"
	"moothall/internal/diary"
)

// Misread is what an officer is told of a rule that was not wholly understood: what was not, what
// was expected there, and what was understood before it.
func (w *Words) Misread(m *diary.Misread) string {
	wanted := word(w, "diary.wanted", m.Wanted)
	said := []string{w.Say("diary.misread.end", "Wanted", wanted)}
	if m.Rest != "" {
		said[0] = w.Say("diary.misread", "Rest", m.Rest, "Wanted", wanted)
	}
	if m.Meant != "" {
		said = append(said, w.Say("diary.meant", "Word", m.Meant))
	}
	if m.Understood.Pace != "" {
		said = append(said, w.Say("diary.understood", "Rule", m.Understood.String()))
	}
	return strings.Join(said, " ")
}

// Reason is why a meeting fell away or was moved: "Easter Monday", "in school holidays".
func (w *Words) Reason(r diary.Reason) string {
	switch r.Why {
	case diary.WhyBreak:
		return w.Say("diary.why.break", "Name", r.Break.Name)
	case diary.WhyHoliday:
		return w.Say("diary.why.holiday", "Name", w.Skip(r.Holiday))
	default:
		return word(w, "diary.why", r.Why)
	}
}

// Clash is how two meetings clash, or what a meeting's day is; who they are stands beside it.
func (w *Words) Clash(c diary.Clash) string {
	said := ""
	switch c.Kind {
	case diary.SamePeople:
		said = w.Count("diary.clash.people", len(c.People))
	case diary.SameRoom:
		said = w.Say("diary.clash.room", "Room", c.Room)
	case diary.NotADay:
		said = w.Say("diary.clash.holiday", "Day", w.Weekday(c.A.Day), "Why", w.Skip(c.Holiday))
	}
	if c.Maybe {
		said += " (" + w.T("diary.clash.maybe") + ")"
	}
	return said
}

// Principle is one of the four principles by which seats are shared.
func (w *Words) Principle(p balance.Principle) string { return word(w, "principle", p) }

// GroupName is a political group's name, or what its members are called who are in none.
func (w *Words) GroupName(name string) string {
	if name == balance.Ungrouped {
		return w.T("balance.ungrouped")
	}
	return name
}

// NeedsNobodyAgainst says on what condition seats may depart from the principles.
func (w *Words) NeedsNobodyAgainst() string { return w.T("balance.needs") }
