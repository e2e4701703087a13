package sqldb

import (
	"context"
	"database/sql"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Timed is what was published when, as far as figures are made of it.
func (r *Reader) Timed(ctx context.Context) (t gazette.Timed, err error) {
	err = r.each(ctx, `SELECT l.number, f.published, e.content FROM latest l JOIN entry e ON e.seq = l.seq
		JOIN entry f ON f.kind = l.kind AND f.number = l.number AND f.edition = 1
		WHERE l.kind = $1 AND e.taken_down = 0 ORDER BY l.number`, []any{string(gazette.KindDecision)}, func(rows *sql.Rows) error {
		var one gazette.TimedDecision
		var at string
		var encoded []byte
		if err := rows.Scan(&one.Number, &at, &encoded); err != nil {
			return err
		}
		content, err := gazette.Decode(gazette.KindDecision, encoded)
		if err != nil {
			return err
		}
		d, _ := content.(gazette.Decision)
		if d.Source != nil {
			return nil
		}
		one.Day, one.Standard, one.CallIn = d.Day, d.Standard, d.CallIn
		one.Published, err = gazette.ParseMoment(at)
		t.Decisions = append(t.Decisions, one)
		return err
	})
	if err != nil {
		return t, err
	}
	t.Meetings, err = r.timedMeetings(ctx)
	return t, err
}

func (r *Reader) timedMeetings(ctx context.Context) (list []gazette.TimedMeeting, err error) {
	roll, err := r.Roll(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := r.countedByMeeting(ctx)
	if err != nil {
		return nil, err
	}
	err = r.each(ctx, `SELECT l.number, e.content, COALESCE(a.published, ''), COALESCE(n.published, ''), COALESCE(x.number, 0)
		FROM latest l JOIN entry e ON e.seq = l.seq
		LEFT JOIN entry a ON a.kind = $2 AND a.number = l.number AND a.edition = 1
		LEFT JOIN entry n ON n.kind = $3 AND n.number = l.number AND n.edition = 1
		LEFT JOIN mention x ON x.by_kind = $3 AND x.by_number = l.number AND x.kind = $1
		WHERE l.kind = $1 AND e.taken_down = 0 ORDER BY l.number`,
		[]any{string(gazette.KindMeeting), string(gazette.KindAgenda), string(gazette.KindMinutes)}, func(rows *sql.Rows) error {
			var one gazette.TimedMeeting
			var agenda, minutes string
			var encoded []byte
			if err := rows.Scan(&one.Number, &encoded, &agenda, &minutes, &one.ApprovedAt); err != nil {
				return err
			}
			content, err := gazette.Decode(gazette.KindMeeting, encoded)
			if err != nil {
				return err
			}
			m, _ := content.(gazette.Meeting)
			if m.Source != nil {
				return nil
			}
			one.Body, one.Kind, one.Day, one.State, one.Label = m.Body, roll.Bodies[m.Body].Kind, m.Day, m.State, m.Label
			one.Attendance = counts[one.Number]
			if one.Agenda, err = momentOf(agenda); err != nil {
				return err
			}
			one.Minutes, err = momentOf(minutes)
			list = append(list, one)
			return err
		})
	return list, err
}

// momentOf reads a moment; empty is the zero one.
func momentOf(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return gazette.ParseMoment(s)
}

// countedByMeeting is the attendance at each meeting.
func (r *Reader) countedByMeeting(ctx context.Context) (map[int]gazette.AttendanceCount, error) {
	counts := map[int]gazette.AttendanceCount{}
	err := r.each(ctx, `SELECT meeting, presence, expected, COUNT(*) FROM attendance GROUP BY meeting, presence, expected`, nil, func(rows *sql.Rows) error {
		var meeting, expected, n int
		var presence string
		if err := rows.Scan(&meeting, &presence, &expected, &n); err != nil {
			return err
		}
		c := counts[meeting]
		c.Add(council.Presence(presence), expected == 1, n)
		counts[meeting] = c
		return nil
	})
	return counts, err
}
