package register

import (
	"context"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// RollMark is what somebody marked on the roll of a meeting.
type RollMark struct {
	Number, Version int // of the attendance
	Presence        council.Presence
}

// MarkRoll records for several people at once whether they are there. A mark that was made to another
// version is not kept, unless it says what is kept already; it is given back, while the others are kept.
func (r *Register) MarkRoll(ctx context.Context, v audience.Viewer, meeting int, marks []RollMark) (refused []Kept[Attendance], err error) {
	err = r.recorded(ctx, v, meeting, func(ctx context.Context, t *turn, _ Kept[Sitting]) error {
		refused = nil
		for _, m := range marks {
			k, err := t.onRoll(ctx, meeting, m.Number)
			if err != nil {
				return err
			}
			switch {
			case k.Content.Presence == m.Presence:
				continue
			case k.Version != m.Version:
				refused = append(refused, k)
				continue
			}
			k.Content.Presence = m.Presence
			if _, err := put(ctx, t, k); err != nil {
				return err
			}
		}
		return nil
	})
	return refused, err
}

// onRoll is an attendance at that meeting.
func (t *turn) onRoll(ctx context.Context, meeting, number int) (Kept[Attendance], error) {
	k, err := get[Attendance](ctx, t, number)
	if err == nil && k.Content.Meeting != meeting {
		return k, council.ErrNotFound
	}
	return k, err
}

// AddAttendance puts somebody on the roll: a substitute, an officer, a guest, a member who came late to
// the body.
func (r *Register) AddAttendance(ctx context.Context, v audience.Viewer, meeting int, a Attendance) (number int, err error) {
	err = r.recorded(ctx, v, meeting, func(ctx context.Context, t *turn, s Kept[Sitting]) error {
		a.Meeting, a.Body = meeting, s.Content.Body
		if err := t.fitsRoll(ctx, s.Content, 0, a); err != nil {
			return err
		}
		k, err := add(ctx, t, a)
		number = k.Number
		return err
	})
	return number, err
}

// ChangeAttendance keeps how somebody is at a meeting, changed at the given version of it.
func (r *Register) ChangeAttendance(ctx context.Context, v audience.Viewer, number, version int, a Attendance) error {
	return onRecord(ctx, r, v, number, func(ctx context.Context, t *turn, k Kept[Attendance], s Sitting) error {
		// Who it is about, and their seat, stay.
		a.Meeting, a.Body, a.Person, a.Name, a.Expected = k.Content.Meeting, k.Content.Body, k.Content.Person, k.Content.Name, k.Content.Expected
		if a.Role == "" {
			a.Role = k.Content.Role
		}
		if err := t.fitsRoll(ctx, s, number, a); err != nil {
			return err
		}
		_, err := put(ctx, t, Kept[Attendance]{Number: number, Version: version, Content: a})
		return err
	})
}

// RemoveAttendance takes somebody off the roll who was put there by mistake. A member of the body stays.
func (r *Register) RemoveAttendance(ctx context.Context, v audience.Viewer, number int) error {
	return onRecord(ctx, r, v, number, func(ctx context.Context, t *turn, k Kept[Attendance], _ Sitting) error {
		if k.Content.Expected {
			return council.Invalid("attendance %d is of a member of the body", number)
		}
		return remove(ctx, t, k)
	})
}

// fitsRoll is ErrInvalid where an attendance contradicts the others on the roll.
func (t *turn) fitsRoll(ctx context.Context, s Sitting, number int, a Attendance) error {
	roll, err := t.roll(ctx, a.Meeting)
	if err != nil {
		return err
	}
	var faults council.Faults
	for _, k := range roll {
		if k.Number == number {
			continue
		}
		if a.Person != 0 && k.Content.Person == a.Person {
			faults.Add("person", "attendance.twice")
		}
		if a.Presence != council.Substitute || a.For == 0 {
			continue
		}
		if k.Content.Presence == council.Substitute && k.Content.For == a.For {
			faults.Add("for", "attendance.for.twice")
		}
		if k.Content.Person == a.For && (k.Content.Presence == council.Present || k.Content.Presence == council.Remote) {
			faults.Add("for", "attendance.for.present")
		}
	}
	if a.Left != 0 && s.place(a.Left) <= s.place(a.Arrived) {
		faults.Add("left", "attendance.left.before")
	}
	return faults.Err()
}

// roll are all attendances at a meeting.
func (t *turn) roll(ctx context.Context, meeting int) ([]Kept[Attendance], error) {
	return find[Attendance](ctx, t, Query{Marks: []Mark{{"meeting", itoa(meeting)}}})
}

// Declare records an interest that somebody declares.
func (r *Register) Declare(ctx context.Context, v audience.Viewer, meeting int, d Declaration) (number int, err error) {
	err = r.recorded(ctx, v, meeting, func(ctx context.Context, t *turn, s Kept[Sitting]) error {
		d.Meeting, d.Body = meeting, s.Content.Body
		if d.Item != 0 && s.Content.place(d.Item) < 0 {
			return council.ErrNotFound
		}
		k, err := add(ctx, t, d)
		number = k.Number
		return err
	})
	return number, err
}

// ChangeDeclaration keeps a declaration, changed at the given version of it.
func (r *Register) ChangeDeclaration(ctx context.Context, v audience.Viewer, number, version int, d Declaration) error {
	return onRecord(ctx, r, v, number, func(ctx context.Context, t *turn, k Kept[Declaration], _ Sitting) error {
		d.Meeting, d.Body = k.Content.Meeting, k.Content.Body
		_, err := put(ctx, t, Kept[Declaration]{Number: number, Version: version, Content: d})
		return err
	})
}

// RemoveDeclaration takes a declaration out that was recorded by mistake.
func (r *Register) RemoveDeclaration(ctx context.Context, v audience.Viewer, number int) error {
	return onRecord(ctx, r, v, number, func(ctx context.Context, t *turn, k Kept[Declaration], _ Sitting) error { return remove(ctx, t, k) })
}
