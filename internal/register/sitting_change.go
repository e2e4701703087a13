package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// member is a seat on a body on a day.
type member struct {
	person int
	name   string
	role   gazette.MemberRole
	voting bool
}

// membersOn are those who sit on a body on a day, as the record has them.
func (r *Register) membersOn(ctx context.Context, body int, day council.Day) (list []member, err error) {
	people, err := r.record.Mentioning(ctx, gazette.Subject{Kind: gazette.KindBody, Number: body}, gazette.KindPerson)
	if err != nil {
		return nil, err
	}
	for _, n := range people {
		p, err := published[gazette.Person](ctx, r, n)
		if err != nil {
			return nil, err
		}
		for _, m := range p.Memberships {
			if m.Body == body && m.Covers(day) {
				list = append(list, member{person: n, name: nameOf(p), role: m.Role, voting: m.Voting})
				break
			}
		}
	}
	return list, nil
}

// nameOf is what a person is called at a meeting.
func nameOf(p gazette.Person) string {
	if p.Style == "" {
		return p.Name
	}
	return p.Style + " " + p.Name
}

// OpenMeeting records that a meeting has begun, with everybody who sits on the body to be marked as there
// or not. A meeting is not opened before its day.
func (r *Register) OpenMeeting(ctx context.Context, v audience.Viewer, meeting int, began council.Clock) error {
	m, err := published[gazette.Meeting](ctx, r, meeting)
	if err != nil {
		return err
	}
	if err := May(v, RecordMeeting, m.Body); err != nil {
		return err
	}
	if err := r.opens(m); err != nil {
		return err
	}
	agenda, err := r.Agenda(ctx, v, meeting)
	if err == nil && agenda.Agenda.Version == 0 {
		err = r.BeginAgenda(ctx, v, meeting)
	}
	if err != nil {
		return err
	}
	members, err := r.membersOn(ctx, m.Body, m.Day)
	if err != nil {
		return err
	}
	return r.do(ctx, v, RecordMeeting, m.Body, func(ctx context.Context, t *turn) error {
		a, err := get[Agenda](ctx, t, meeting)
		if err != nil {
			return err
		}
		s := Sitting{Body: m.Body, Day: m.Day, State: SittingOpen, Began: began}
		if s.Business, err = t.business(ctx, a.Content); err != nil {
			return err
		}
		for _, one := range members {
			if one.role == gazette.Chair {
				s.Chair = one.person
			}
			if err := t.expect(ctx, meeting, m.Body, one); err != nil {
				return err
			}
		}
		if _, err := put(ctx, t, Kept[Sitting]{Number: meeting, Content: s}); err != nil {
			return err
		}
		return r.showScreen(ctx, t, meeting)
	})
}

// opens is ErrInvalid where a meeting cannot be opened now.
func (r *Register) opens(m gazette.Meeting) error {
	var faults council.Faults
	switch m.State {
	case council.Scheduled, council.Summoned, council.Held:
	case council.Cancelled, council.Postponed, council.Adjourned, council.Inquorate:
		faults.Add("began", "sitting.state.wrong")
	}
	if council.DayOf(council.InLondon(r.now())).Before(m.Day) {
		faults.Add("began", "sitting.early")
	}
	return faults.Err()
}

// business are the items that a meeting takes: those of its agenda that were not withdrawn, and no heading.
func (t *turn) business(ctx context.Context, a Agenda) (list []int, err error) {
	for _, n := range a.Items {
		k, err := fetch[Item](ctx, t, n)
		if err != nil {
			return nil, err
		}
		if !k.Content.Heading && k.Content.Withdrawn.IsZero() {
			list = append(list, n)
		}
	}
	return list, nil
}

// expect keeps a place on the roll for a member, unless they are a substitute, who is added by whoever
// they come for.
func (t *turn) expect(ctx context.Context, meeting, body int, m member) error {
	if m.role == gazette.SubstituteFor {
		return nil
	}
	_, err := add(ctx, t, Attendance{Meeting: meeting, Body: body, Person: m.person, Name: m.name, Role: m.role, Expected: m.voting})
	return err
}

// recorded runs a change to what is recorded of a meeting that was opened. It can be mended after the
// meeting is closed, until the minutes are approved.
func (r *Register) recorded(ctx context.Context, v audience.Viewer, meeting int, run func(context.Context, *turn, Kept[Sitting]) error) error {
	return r.do(ctx, v, RecordMeeting, r.bodyOf(ctx, meeting), func(ctx context.Context, t *turn) error {
		k, err := t.recordable(ctx, meeting)
		if err != nil {
			return err
		}
		if err := run(ctx, t, k); err != nil {
			return err
		}
		return r.showScreen(ctx, t, meeting)
	})
}

// happened is a piece of what is recorded of a meeting: an attendance, a declaration, a motion.
type happened interface {
	Work
	// at is the meeting at which it happened, and its body.
	at() (meeting, body int)
}

func (m Motion) at() (meeting, body int)      { return m.Meeting, m.Body }
func (a Attendance) at() (meeting, body int)  { return a.Meeting, a.Body }
func (d Declaration) at() (meeting, body int) { return d.Meeting, d.Body }

// onRecord runs a change to one piece of what is recorded of a meeting, while it may still be mended.
func onRecord[T happened](ctx context.Context, r *Register, v audience.Viewer, number int, run func(context.Context, *turn, Kept[T], Sitting) error) error {
	return r.do(ctx, v, RecordMeeting, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[T](ctx, t, number)
		if err != nil {
			return err
		}
		meeting, body := k.Content.at()
		if err := t.may(body); err != nil {
			return err
		}
		s, err := t.recordable(ctx, meeting)
		if err != nil {
			return err
		}
		if err := run(ctx, t, k, s.Content); err != nil {
			return err
		}
		return r.showScreen(ctx, t, meeting)
	})
}

// recordable is the sitting of a meeting, where something may still be recorded of it.
func (t *turn) recordable(ctx context.Context, meeting int) (Kept[Sitting], error) {
	k, err := get[Sitting](ctx, t, meeting)
	if err != nil {
		return k, err
	}
	minutes, err := fetch[Minutes](ctx, t, meeting)
	if council.IsNotFound(err) {
		return k, nil
	}
	if err == nil && (minutes.Content.State == MinutesApproved || minutes.Content.State == MinutesSigned) {
		return k, &Settled{Meeting: meeting}
	}
	return k, err
}

// Settled is the error of changing what minutes say that were approved. It is of the kind
// council.ErrTooLate.
type Settled struct{ Meeting int }

// Error is for the log.
func (s *Settled) Error() string {
	return "the minutes of meeting " + itoa(s.Meeting) + " are approved"
}

// Unwrap gives the kind.
func (s *Settled) Unwrap() error { return council.ErrTooLate }

// sitting runs a change to the sitting itself, made to the given version of it.
func (r *Register) sitting(ctx context.Context, v audience.Viewer, meeting, version int, change func(*Sitting) error) error {
	return r.recorded(ctx, v, meeting, func(ctx context.Context, t *turn, k Kept[Sitting]) error {
		k.Version = version
		if err := change(&k.Content); err != nil {
			return err
		}
		_, err := put(ctx, t, k)
		return err
	})
}

// TakeItem records that the meeting has come to an item; 0 puts it before the first.
func (r *Register) TakeItem(ctx context.Context, v audience.Viewer, meeting, version, item int) error {
	return r.sitting(ctx, v, meeting, version, func(s *Sitting) error {
		if item != 0 && s.place(item) < 0 {
			return council.ErrNotFound
		}
		s.Item = item
		return nil
	})
}

// ChangeBusiness records that the business is taken in another order.
func (r *Register) ChangeBusiness(ctx context.Context, v audience.Viewer, meeting, version int, order []int) error {
	return r.sitting(ctx, v, meeting, version, func(s *Sitting) error {
		if !slices.Equal(slices.Sorted(slices.Values(order)), slices.Sorted(slices.Values(s.Business))) {
			return council.Invalid("the order must name every item of the business once")
		}
		s.Business = order
		return nil
	})
}

// Preside records who presides.
func (r *Register) Preside(ctx context.Context, v audience.Viewer, meeting, version, person int) error {
	return r.sitting(ctx, v, meeting, version, func(s *Sitting) error {
		s.Chair = person
		return nil
	})
}

// AdjournSitting records that a meeting stops for a time, and ResumeSitting that it goes on. A meeting
// that goes on another day is adjourned by MoveMeeting.
func (r *Register) AdjournSitting(ctx context.Context, v audience.Viewer, meeting, version int, b Break) error {
	return r.sitting(ctx, v, meeting, version, func(s *Sitting) error {
		if s.State != SittingOpen {
			return council.Invalid("meeting %d is %s", meeting, s.State)
		}
		s.State, s.Breaks = SittingAdjourned, append(slices.Clone(s.Breaks), b)
		return nil
	})
}

// ResumeSitting records that a meeting goes on after it stopped for a time.
func (r *Register) ResumeSitting(ctx context.Context, v audience.Viewer, meeting, version int, at council.Clock) error {
	return r.sitting(ctx, v, meeting, version, func(s *Sitting) error {
		if s.State != SittingAdjourned {
			return council.Invalid("meeting %d is %s", meeting, s.State)
		}
		s.State, s.Breaks = SittingOpen, slices.Clone(s.Breaks)
		s.Breaks[len(s.Breaks)-1].To = at
		return nil
	})
}

// Closing is how a meeting ended.
type Closing struct {
	Ended     council.Clock
	Inquorate bool         // it could not be held
	Reason    council.Text // why not
}

// CloseMeeting records that a meeting is closed, and publishes that it was held and when it ended, or that
// it was inquorate. Its minutes are begun.
func (r *Register) CloseMeeting(ctx context.Context, v audience.Viewer, meeting, version int, c Closing) error {
	m, err := published[gazette.Meeting](ctx, r, meeting)
	if err != nil {
		return err
	}
	m.State, m.Ends = council.Held, c.Ended
	if c.Inquorate {
		m.State, m.Ends, m.Reason = council.Inquorate, "", c.Reason
		if c.Reason.IsZero() {
			var faults council.Faults
			faults.Add("reason", "sitting.inquorate.reason")
			return faults.Err()
		}
	}
	return r.recorded(ctx, v, meeting, func(ctx context.Context, t *turn, k Kept[Sitting]) error {
		if err := t.nothingOpen(ctx, meeting); err != nil {
			return err
		}
		k.Version = version
		k.Content.State, k.Content.Ended, k.Content.Inquorate = SittingClosed, c.Ended, c.Inquorate
		if _, err := put(ctx, t, k); err != nil {
			return err
		}
		if err := t.beginMinutes(ctx, meeting, k.Content); err != nil {
			return err
		}
		out, err := edition(gazette.Subject{Kind: gazette.KindMeeting, Number: meeting}, m)
		if err != nil {
			return err
		}
		return t.send(ctx, out)
	})
}

// beginMinutes keeps the minutes of a meeting, to be written, unless they are begun.
func (t *turn) beginMinutes(ctx context.Context, meeting int, s Sitting) error {
	_, err := fetch[Minutes](ctx, t, meeting)
	if !council.IsNotFound(err) {
		return err
	}
	_, err = put(ctx, t, Kept[Minutes]{Number: meeting, Content: Minutes{Body: s.Body, Day: s.Day, State: MinutesWriting}})
	return err
}
