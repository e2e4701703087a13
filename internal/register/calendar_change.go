package register

import (
	"context"
	"reflect"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/diary"
	"moothall/internal/gazette"
)

// Calendars are all calendars, the latest year first.
func (r *Register) Calendars(ctx context.Context, v audience.Viewer) (list []Kept[Calendar], err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		list, err = find[Calendar](ctx, t, Query{Reverse: true})
		return err
	})
	return list, err
}

// Calendar is one calendar, with the days that count for the council.
func (r *Register) Calendar(ctx context.Context, v audience.Viewer, number int) (k Kept[Calendar], days deadline.Calendar, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		if k, err = get[Calendar](ctx, t, number); err != nil {
			return err
		}
		days, err = t.workingDays(ctx)
		return err
	})
	return k, days, err
}

// workingDays are the days that count, by the bank holidays and the council's own table.
func (t *turn) workingDays(ctx context.Context) (deadline.Calendar, error) {
	k, err := t.customs(ctx)
	return deadline.NewCalendar(k.Content.Deadlines.Days), err
}

// NewCalendar begins the calendar of a year.
func (r *Register) NewCalendar(ctx context.Context, v audience.Viewer, name council.Text, year council.Spell, breaks []diary.Break) (number int, err error) {
	err = r.do(ctx, v, ChangeCalendar, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := add(ctx, t, Calendar{Name: name, Year: year, Breaks: breaks})
		number = k.Number
		return err
	})
	return number, err
}

// changeCalendar keeps a change to a calendar that was read at a version, and plans its meetings anew.
func (r *Register) changeCalendar(ctx context.Context, v audience.Viewer, number, version int, change func(context.Context, *turn, *Calendar) error) error {
	return r.do(ctx, v, ChangeCalendar, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Calendar](ctx, t, number)
		if err != nil {
			return err
		}
		if k.Version != version {
			return &Stale[Calendar]{Mine: k.Content, Theirs: k}
		}
		// What the change is made to must not be what somebody else holds.
		k.Content.Rules, k.Content.Meetings = slices.Clone(k.Content.Rules), slices.Clone(k.Content.Meetings)
		if err := change(ctx, t, &k.Content); err != nil {
			return err
		}
		days, err := t.workingDays(ctx)
		if err != nil {
			return err
		}
		if k.Content, err = k.Content.plan(days); err != nil {
			return err
		}
		_, err = put(ctx, t, k)
		return err
	})
}

// ChangeYear changes a calendar's name, days and breaks. The rules are read anew: the error is a
// *diary.Misread where one names a break that there is no longer.
func (r *Register) ChangeYear(ctx context.Context, v audience.Viewer, number, version int, name council.Text, year council.Spell, breaks []diary.Break) error {
	return r.changeCalendar(ctx, v, number, version, func(_ context.Context, _ *turn, c *Calendar) error {
		c.Name, c.Year, c.Breaks = name, year, breaks
		return nil
	})
}

// SetRule adds a rule, whose ID is 0, or changes one. Where it names no place or time, those stand in
// at which the body usually meets. The error is a *diary.Misread where its words are not understood.
func (r *Register) SetRule(ctx context.Context, v audience.Viewer, number, version int, rule CalendarRule) error {
	return r.changeCalendar(ctx, v, number, version, func(ctx context.Context, t *turn, c *Calendar) error {
		usual, err := t.bodyCustoms(ctx, rule.Body)
		if err != nil {
			return err
		}
		if rule.Place.IsZero() {
			rule.Place = usual.Content.Place
		}
		if rule.Starts == "" {
			rule.Starts = usual.Content.Starts
		}
		if rule.ID == 0 {
			c.Given++
			rule.ID = c.Given
			c.Rules = append(c.Rules, rule)
			return t.may(rule.Body)
		}
		i := slices.IndexFunc(c.Rules, func(one CalendarRule) bool { return one.ID == rule.ID })
		if i < 0 {
			return council.ErrNotFound
		}
		rule.Body = c.Rules[i].Body // its published meetings are that body's
		c.Rules[i] = rule
		return t.may(rule.Body)
	})
}

// RemoveRule takes a rule out, and with it the meetings that it gave, but not those that are published
// or were changed by hand.
func (r *Register) RemoveRule(ctx context.Context, v audience.Viewer, number, version, id int) error {
	return r.changeCalendar(ctx, v, number, version, func(_ context.Context, t *turn, c *Calendar) error {
		rule, ok := c.Rule(id)
		if !ok {
			return council.ErrNotFound
		}
		c.Rules = slices.DeleteFunc(c.Rules, func(one CalendarRule) bool { return one.ID == id })
		return t.may(rule.Body)
	})
}

// SetMeeting puts a meeting in by itself, where its ID is 0, or changes the day, the times, the place
// or the label of one, or says that it is off. What is summoned or over is not changed here.
func (r *Register) SetMeeting(ctx context.Context, v audience.Viewer, number, version int, m CalendarMeeting) error {
	return r.changeCalendar(ctx, v, number, version, func(ctx context.Context, t *turn, c *Calendar) error {
		m.Own = true
		if m.ID == 0 {
			c.Given++
			m.ID, m.Rule, m.Number = c.Given, 0, 0
			c.Meetings = append(c.Meetings, m)
			return t.may(m.Body)
		}
		i := slices.IndexFunc(c.Meetings, func(one CalendarMeeting) bool { return one.ID == m.ID })
		if i < 0 {
			return council.ErrNotFound
		}
		before := c.Meetings[i]
		m.Body, m.Rule, m.Ruled, m.Stray, m.Number = before.Body, before.Rule, before.Ruled, before.Stray, before.Number
		c.Meetings[i] = m
		if err := r.stillPlanned(ctx, m); err != nil {
			return err
		}
		return t.may(m.Body)
	})
}

// stillPlanned says whether a meeting may be changed in its calendar.
func (r *Register) stillPlanned(ctx context.Context, m CalendarMeeting) error {
	var faults council.Faults
	if m.Number != 0 {
		now, err := published[gazette.Meeting](ctx, r, m.Number)
		if err != nil {
			return err
		}
		if now.State != council.Scheduled {
			faults.Add("day", "calendar.meeting.settled")
		}
		if m.Off && m.Reason.IsZero() {
			faults.Add("reason", "calendar.meeting.reason.missing")
		}
	}
	return faults.Err()
}

// PublishCalendar publishes every meeting of a calendar that is not published as it stands there, all
// of them together. Those that are summoned, over or were moved since stay as they are.
func (r *Register) PublishCalendar(ctx context.Context, v audience.Viewer, number, version int) error {
	if err := May(v, ChangeCalendar, audience.AllBodies); err != nil {
		return err
	}
	k, _, err := r.Calendar(ctx, v, number)
	if err != nil {
		return err
	}
	first, err := r.reserveFor(ctx, k.Content)
	if err != nil {
		return err
	}
	return r.changeCalendar(ctx, v, number, version, func(ctx context.Context, t *turn, c *Calendar) error {
		out, err := r.calendarEditions(ctx, t, c, first)
		if err != nil {
			return err
		}
		if len(out) == 0 {
			var faults council.Faults
			faults.Add("publish", "calendar.nothing")
			return faults.Err()
		}
		return t.send(ctx, out...)
	})
}

// calendarEditions are the editions of a calendar's meetings that differ from what is published. New
// ones get their public numbers, from first on.
func (r *Register) calendarEditions(ctx context.Context, t *turn, c *Calendar, first int) ([]Outgoing, error) {
	var out []Outgoing
	for i := range c.Meetings {
		m := &c.Meetings[i]
		content, changed, err := r.calendarMeeting(ctx, *m)
		if err != nil {
			return nil, err
		}
		if !changed {
			continue
		}
		if err := t.may(m.Body); err != nil {
			return nil, err
		}
		if m.Number == 0 {
			m.Number, first = first, first+1
		}
		one, err := edition(gazette.Subject{Kind: gazette.KindMeeting, Number: m.Number}, content)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// reserveFor gives the first of as many public numbers as a calendar has meetings without one.
func (r *Register) reserveFor(ctx context.Context, c Calendar) (int, error) {
	count := 0
	for _, m := range c.Meetings {
		if m.Number == 0 && !m.Off {
			count++
		}
	}
	if count == 0 {
		return 0, nil
	}
	return r.press.Reserve(ctx, gazette.KindMeeting, count)
}

// calendarMeeting is a meeting as its calendar has it, and whether that differs from what is published.
func (r *Register) calendarMeeting(ctx context.Context, m CalendarMeeting) (gazette.Meeting, bool, error) {
	var now gazette.Meeting
	if m.Number != 0 {
		var err error
		if now, err = published[gazette.Meeting](ctx, r, m.Number); err != nil {
			return now, false, err
		}
		if now.State != council.Scheduled {
			return now, false, nil
		}
	}
	want := now
	want.Body, want.Day, want.Starts, want.Place, want.Label, want.State = m.Body, m.Day, m.Starts, m.Place, m.Label, council.Scheduled
	if m.Off {
		want.State, want.Reason = council.Cancelled, m.Reason
	}
	return want, !(m.Off && m.Number == 0) && !reflect.DeepEqual(want, now), nil
}

// ToPublish is how many meetings of a calendar publishing it would publish.
func (r *Register) ToPublish(ctx context.Context, c Calendar) (int, error) {
	count := 0
	for _, m := range c.Meetings {
		_, changed, err := r.calendarMeeting(ctx, m)
		if err != nil {
			return 0, err
		}
		if changed {
			count++
		}
	}
	return count, nil
}
