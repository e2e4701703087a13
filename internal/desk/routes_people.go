package desk

import (
	"slices"

	"moothall/internal/register"
)

// peopleRoutes are the pages of the calendar, and of people and their seats.
func (d *Desk) peopleRoutes() []route {
	return slices.Concat(parties.routes(d), wards.routes(d), []route{
		{"GET", "/desk/meetings/{number}/move", register.MoveMeeting, d.showMove},
		{"POST", "/desk/meetings/{number}/move", register.MoveMeeting, d.saveMove},
		{"GET", "/desk/calendars", register.ReadDesk, d.showCalendars},
		{"GET", "/desk/calendars/new", register.ChangeCalendar, d.showNewCalendar},
		{"POST", "/desk/calendars/new", register.ChangeCalendar, d.saveNewCalendar},
		{"GET", "/desk/calendars/{number}", register.ReadDesk, d.showCalendar},
		{"GET", "/desk/calendars/{number}/year", register.ChangeCalendar, d.showYear},
		{"POST", "/desk/calendars/{number}/year", register.ChangeCalendar, d.saveYear},
		{"GET", "/desk/calendars/{number}/rules/{rule}", register.ChangeCalendar, d.showRule},
		{"POST", "/desk/calendars/{number}/rules/{rule}", register.ChangeCalendar, d.saveRule},
		{"POST", "/desk/calendars/{number}/rules/{rule}/remove", register.ChangeCalendar, d.removeRule},
		{"GET", "/desk/calendars/{number}/meetings/{meeting}", register.ChangeCalendar, d.showPlanned},
		{"POST", "/desk/calendars/{number}/meetings/{meeting}", register.ChangeCalendar, d.savePlanned},
		{"POST", "/desk/calendars/{number}/meetings/{meeting}/day", register.ChangeCalendar, d.moveMeeting},
		{"GET", "/desk/calendars/{number}/months/{month}", register.ReadDesk, d.showMonth},
		{"POST", "/desk/calendars/{number}/publish", register.ChangeCalendar, d.publishCalendar},
		{"GET", "/desk/bodies/{number}/customs", register.ChangeBody, d.showBodyCustoms},
		{"POST", "/desk/bodies/{number}/customs", register.ChangeBody, d.saveBodyCustoms},
		{"GET", "/desk/balance", register.ChangeBalance, d.showBalance},
		{"POST", "/desk/balance/keep", register.ChangeBalance, d.keepAllocation},
		{"GET", "/desk/balance/kept", register.ChangeBalance, d.showAllocations},
		{"GET", "/desk/balance/kept/{number}", register.ChangeBalance, d.showAllocation},
		{"GET", "/desk/interests", register.ReadInterests, d.showAllInterests},
		{"GET", "/desk/interests/{number}", register.KeepInterests, d.showInterests},
		{"POST", "/desk/interests/{number}/publish", register.KeepInterests, d.giveInterests},
		{"POST", "/desk/interests/{number}/told", register.KeepInterests, d.tellInterest},
		{"GET", "/desk/interests/{number}/entries/{entry}", register.KeepInterests, d.showInterest},
		{"POST", "/desk/interests/{number}/entries/{entry}", register.KeepInterests, d.saveInterest},
		{"POST", "/desk/interests/{number}/entries/{entry}/remove", register.KeepInterests, d.removeInterest},
		{"POST", "/desk/interests/{number}/entries/{entry}/sensitive", register.SealInterest, d.sealInterest},
		{"GET", "/desk/appointments", register.ChangePeople, d.showAppointments},
		{"POST", "/desk/appointments", register.ChangePeople, d.saveAppointment},
		{"GET", "/desk/elections", register.HoldElection, d.showElections},
		{"GET", "/desk/elections/new", register.HoldElection, d.showNewElection},
		{"POST", "/desk/elections/new", register.HoldElection, d.saveNewElection},
		{"GET", "/desk/elections/{number}", register.HoldElection, d.showElection},
		{"POST", "/desk/elections/{number}", register.HoldElection, d.saveElection},
		{"GET", "/desk/elections/{number}/review", register.HoldElection, d.showElectionReview},
		{"POST", "/desk/elections/{number}/confirm", register.HoldElection, d.confirmElection},
		{"POST", "/desk/elections/{number}/undo", register.HoldElection, d.undoElection},
		{"GET", "/desk/vacancies/new", register.HoldElection, d.showNewVacancy},
		{"POST", "/desk/vacancies/new", register.HoldElection, d.saveNewVacancy},
		{"GET", "/desk/people", register.ReadDesk, d.showPeople},
		{"POST", "/desk/people/publish", register.ChangePeople, d.publishPeople},
		{"GET", "/desk/people/new", register.ChangePeople, d.showNewPerson},
		{"POST", "/desk/people/new", register.ChangePeople, d.saveNewPerson},
		{"GET", "/desk/people/{number}", register.ChangePeople, d.showPerson},
		{"POST", "/desk/people/{number}", register.ChangePeople, d.savePerson},
		{"POST", "/desk/people/{number}/publish", register.ChangePeople, d.publishPerson},
	})
}
