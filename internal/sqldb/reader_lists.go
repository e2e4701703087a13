package sqldb

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/fxamacker/cbor/v2"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// lines decodes a list of stored lines.
func lines[T any](ctx context.Context, r *Reader, query string, args ...any) ([]T, error) {
	var list []T
	var raw sql.RawBytes
	err := r.each(ctx, query, args, func(rows *sql.Rows) error {
		var line T
		if err := rows.Scan(&raw); err != nil {
			return err
		}
		if err := cbor.Unmarshal(raw, &line); err != nil {
			return err
		}
		list = append(list, line)
		return nil
	})
	return list, err
}

// Meetings are the meetings from one day to another, both included, in order of time.
func (r *Reader) Meetings(ctx context.Context, from, to council.Day) ([]gazette.MeetingLine, error) {
	return lines[gazette.MeetingLine](ctx, r, `SELECT line FROM meeting WHERE day >= $1 AND day <= $2 ORDER BY day, starts, number`,
		from.String(), to.String())
}

// MeetingsOfBody are a body's meetings in a calendar year, newest first.
func (r *Reader) MeetingsOfBody(ctx context.Context, body, year int) ([]gazette.MeetingLine, error) {
	return lines[gazette.MeetingLine](ctx, r, `SELECT line FROM meeting WHERE body = $1 AND day >= $2 AND day <= $3 ORDER BY day DESC, starts DESC, number DESC`,
		body, fmt.Sprintf("%04d-01-01", year), fmt.Sprintf("%04d-12-31", year))
}

// where gathers the conditions of a question.
type where struct {
	conditions []string
	args       []any
}

// and adds a condition on one value, which stands in it as "?".
func (w *where) and(condition string, value any) {
	w.args = append(w.args, value)
	w.conditions = append(w.conditions, strings.ReplaceAll(condition, "?", fmt.Sprintf("$%d", len(w.args))))
}

// words asks for every word in a folded column. Both sides are folded to lower-case letters and
// digits, so that LIKE means the same on both databases and a word holds no wildcard.
func (w *where) words(column, words string) {
	for _, word := range strings.Fields(gazette.Fold(words)) {
		w.and(column+" LIKE ?", "%"+word+"%")
	}
}

func (w *where) days(column string, from, to council.Day) {
	if !from.IsZero() {
		w.and(column+" >= ?", from.String())
	}
	if !to.IsZero() {
		w.and(column+" <= ?", to.String())
	}
}

func (w *where) sql() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conditions, " AND ")
}

// page reads one page of a register and counts the whole.
func page[T any](ctx context.Context, r *Reader, table, order string, w where, q gazette.Question) ([]T, int, error) {
	var total int
	query := "SELECT COUNT(*) FROM " + table + w.sql()
	if err := r.db.QueryRowContext(ctx, query, w.args...).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("%s: %w", query, err)
	}
	perPage := min(q.PerPage, 100)
	if perPage < 1 {
		perPage = 25
	}
	args := append(w.args, perPage, perPage*max(q.Page-1, 0))
	query = fmt.Sprintf("SELECT line FROM %s%s ORDER BY %s LIMIT $%d OFFSET $%d", table, w.sql(), order, len(args)-1, len(args))
	list, err := lines[T](ctx, r, query, args...)
	return list, total, err
}

// Issues are the issues that a question asks for, a page of them, latest considered first, and how
// many there are in all.
func (r *Reader) Issues(ctx context.Context, q gazette.Question) ([]gazette.IssueLine, int, error) {
	var w where
	w.words("fold", q.Words)
	if q.Body != 0 {
		w.and("number IN (SELECT issue FROM issue_body WHERE body = ?)", q.Body)
	}
	if q.Ward != 0 {
		w.and("number IN (SELECT issue FROM issue_ward WHERE ward = ?)", q.Ward)
	}
	if q.Key != nil {
		w.and("key_decision = ?", flag(*q.Key))
	}
	if q.Status != "" {
		w.and("status = ?", string(q.Status))
	}
	w.days("last_day", q.From, q.To)
	return page[gazette.IssueLine](ctx, r, "issue", "last_day DESC, number DESC", w, q)
}

// Decisions are the decisions that a question asks for, a page of them, newest first, and how many
// there are in all.
func (r *Reader) Decisions(ctx context.Context, q gazette.Question) ([]gazette.DecisionLine, int, error) {
	var w where
	w.words("fold", q.Words)
	if q.Body != 0 {
		w.and("body = ?", q.Body)
	}
	if q.Person != 0 {
		w.and("person = ?", q.Person)
	}
	if q.Ward != 0 {
		w.and("number IN (SELECT decision FROM decision_ward WHERE ward = ?)", q.Ward)
	}
	if q.Key != nil {
		w.and("key_decision = ?", flag(*q.Key))
	}
	if q.Officer != nil {
		w.and("officer = ?", flag(*q.Officer))
	}
	if q.CallIn != "" {
		w.and("call_in = ?", string(q.CallIn))
	}
	w.days("day", q.From, q.To)
	return page[gazette.DecisionLine](ctx, r, "decision", "day DESC, number DESC", w, q)
}

// News are publications before an entry, newest first; before 0 means from the newest.
func (r *Reader) News(ctx context.Context, before int64, limit int) ([]gazette.NewsLine, error) {
	if before <= 0 {
		before = 1 << 62
	}
	var list []gazette.NewsLine
	var needDay []int
	err := r.each(ctx, `SELECT e.seq, e.kind, e.number, e.edition, e.published, e.taken_down, l.title_en, l.title_cy
		FROM entry e JOIN latest l ON l.kind = e.kind AND l.number = e.number WHERE e.seq < $1 ORDER BY e.seq DESC LIMIT $2`,
		[]any{before, limit}, func(rows *sql.Rows) error {
			var line gazette.NewsLine
			var kind, at string
			var removed int64
			err := rows.Scan(&line.Seq, &kind, &line.Subject.Number, &line.Edition, &at, &removed, &line.Title.En, &line.Title.Cy)
			if err != nil {
				return err
			}
			line.Subject.Kind, line.Tombstone = gazette.Kind(kind), removed != 0
			line.At, err = gazette.ParseMoment(at)
			list = append(list, line)
			return err
		})
	if err != nil {
		return nil, err
	}
	for i := range list {
		switch list[i].Subject.Kind {
		case gazette.KindMeeting, gazette.KindAgenda, gazette.KindMinutes:
			needDay = append(needDay, i)
		default:
		}
	}
	for _, i := range needDay {
		m, err := r.meetingLine(ctx, list[i].Subject.Number)
		if err != nil {
			return nil, err
		}
		list[i].Label, list[i].Title, list[i].Day = list[i].Title, m.Body.Name, m.Day
	}
	return list, nil
}

// meetingLine is a meeting as it stands in a list; the zero line where it is not on the record.
func (r *Reader) meetingLine(ctx context.Context, number int) (gazette.MeetingLine, error) {
	list, err := lines[gazette.MeetingLine](ctx, r, `SELECT line FROM meeting WHERE number = $1`, number)
	if err != nil || len(list) == 0 {
		return gazette.MeetingLine{Number: number}, err
	}
	return list[0], nil
}
