package desk

import "moothall/internal/register"

// peopleRoutes are the pages of the calendar, and of people and their seats.
func (d *Desk) peopleRoutes() []route {
	return []route{
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
		{"POST", "/desk/calendars/{number}/publish", register.ChangeCalendar, d.publishCalendar},
	}
}
