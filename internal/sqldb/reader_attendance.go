package sqldb

import (
	"context"
	"database/sql"
	"slices"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// bounds are the first and the last day of a period for comparison with days as they are stored.
func bounds(in council.Spell) (from, to string) {
	from, to = in.From.String(), in.To.String()
	if to == "" {
		to = "9999-12-31"
	}
	return from, to
}

// Attendance is a person's attendance in a period: at each body, how many of the meetings at which
// they held a seat they came to, and a page of their meetings, counted from 1. Of somebody who is
// not on the record it is empty.
func (r *Reader) Attendance(ctx context.Context, person int, in council.Spell, page int) (a gazette.PersonAttendance, err error) {
	a.Period = in
	from, to := bounds(in)
	if err = r.attended(ctx, &a, person, from, to); err != nil {
		return a, err
	}
	err = r.each(ctx, `SELECT a.presence, m.line FROM attendance a JOIN meeting m ON m.number = a.meeting
		WHERE a.person = $1 AND m.day >= $2 AND m.day <= $3 ORDER BY m.day DESC, m.starts DESC, m.number DESC LIMIT $4 OFFSET $5`,
		[]any{person, from, to, gazette.MeetingsPerPage, gazette.MeetingsPerPage * max(page-1, 0)}, func(rows *sql.Rows) error {
			var m gazette.PersonMeeting
			err := rows.Scan(&m.Presence, meetingLineForm.Into(&m.Meeting))
			a.Meetings = append(a.Meetings, m)
			return err
		})
	if err != nil {
		return a, err
	}
	a.Years, err = r.yearsIn(ctx, `SELECT DISTINCT SUBSTR(m.day, 1, 4) FROM attendance a JOIN meeting m ON m.number = a.meeting
		WHERE a.person = $1 AND m.day <> '' ORDER BY 1 DESC`, person)
	return a, err
}

// attended counts, in all and by body.
func (r *Reader) attended(ctx context.Context, a *gazette.PersonAttendance, person int, from, to string) error {
	counts := map[int]*gazette.AttendanceCount{}
	err := r.each(ctx, `SELECT m.body, a.presence, a.expected, COUNT(*) FROM attendance a JOIN meeting m ON m.number = a.meeting
		WHERE a.person = $1 AND m.day >= $2 AND m.day <= $3 GROUP BY m.body, a.presence, a.expected`, []any{person, from, to}, func(rows *sql.Rows) error {
		var body, expected, n int
		var presence string
		if err := rows.Scan(&body, &presence, &expected, &n); err != nil {
			return err
		}
		if counts[body] == nil {
			counts[body] = &gazette.AttendanceCount{}
		}
		counts[body].Add(council.Presence(presence), expected == 1, n)
		a.Attendance.Add(council.Presence(presence), expected == 1, n)
		a.MeetingsTotal += n
		return nil
	})
	if err != nil {
		return err
	}
	for _, body := range sortedNumbers(counts) {
		name, err := r.called(ctx, gazette.Subject{Kind: gazette.KindBody, Number: body})
		if err != nil {
			return err
		}
		a.ByBody = append(a.ByBody, gazette.BodyAttendance{Body: gazette.Named{Number: body, Name: name}, Count: *counts[body]})
	}
	return nil
}

// Attendances is the attendance of everybody who was expected at a meeting in the period, by
// surname, with party and ward as of the day.
func (r *Reader) Attendances(ctx context.Context, in council.Spell, on council.Day) ([]gazette.MemberAttendance, error) {
	from, to := bounds(in)
	counts := map[int]*gazette.AttendanceCount{}
	err := r.each(ctx, `SELECT a.person, a.presence, a.expected, COUNT(*) FROM attendance a JOIN meeting m ON m.number = a.meeting
		WHERE a.person <> 0 AND m.day >= $1 AND m.day <= $2 GROUP BY a.person, a.presence, a.expected`, []any{from, to}, func(rows *sql.Rows) error {
		var person, expected, n int
		var presence string
		if err := rows.Scan(&person, &presence, &expected, &n); err != nil {
			return err
		}
		if counts[person] == nil {
			counts[person] = &gazette.AttendanceCount{}
		}
		counts[person].Add(council.Presence(presence), expected == 1, n)
		return nil
	})
	if err != nil {
		return nil, err
	}
	d, err := r.directory(ctx)
	if err != nil {
		return nil, err
	}
	var list []gazette.MemberAttendance
	for _, n := range sortedNumbers(counts) {
		if _, stands := d.People[n]; stands && counts[n].Expected > 0 {
			list = append(list, gazette.MemberAttendance{PersonLine: d.person(n, on), Count: *counts[n]})
		}
	}
	slices.SortStableFunc(list, func(a, b gazette.MemberAttendance) int { return bySurname(a.Person, b.Person) })
	return list, nil
}

// LastAttended is, by person, the day of the last meeting that they were at as a member of the body, or in a
// member's place.
func (r *Reader) LastAttended(ctx context.Context) (map[int]council.Day, error) {
	last := map[int]council.Day{}
	err := r.each(ctx, `SELECT a.person, MAX(m.day) FROM attendance a JOIN meeting m ON m.number = a.meeting
		WHERE a.person <> 0 AND a.presence IN ($1, $2, $3) GROUP BY a.person`,
		[]any{string(council.Present), string(council.Remote), string(council.Substitute)}, func(rows *sql.Rows) error {
			var person int
			var day string
			if err := rows.Scan(&person, &day); err != nil {
				return err
			}
			d, err := council.ParseDay(day)
			last[person] = d
			return err
		})
	return last, err
}
