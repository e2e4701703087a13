package gazette

import "slices"

// Line is the meeting as it stands in a list.
func (a MeetingAccount) Line() MeetingLine {
	return MeetingLine{Number: a.Number, Body: a.Body, Day: a.Day, Starts: a.Starts, Place: a.Place, State: a.State, Label: a.Label,
		HasAgenda: a.AgendaEditions > 0, MinutesState: a.MinutesState}
}

// Line is the issue as it stands in a list.
func (a IssueAccount) Line() IssueLine {
	line := IssueLine{Number: a.Number, Title: a.Title, Status: a.Status, Key: a.Key}
	for _, s := range a.Route {
		if !s.Planned && s.Day.After(line.Last) {
			line.Last = s.Day
		}
	}
	return line
}

// Bodies are the numbers of the bodies on the issue's route, each once, ascending.
func (a IssueAccount) Bodies() []int {
	var list []int
	for _, s := range a.Route {
		if s.Body.Number != 0 {
			list = append(list, s.Body.Number)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
