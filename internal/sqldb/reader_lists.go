package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb/compact"
)

// lines decodes a list of stored lines.
func lines[T any](ctx context.Context, r *Reader, form *compact.Form[T], query string, args ...any) ([]T, error) {
	var list []T
	err := r.each(ctx, query, args, func(rows *sql.Rows) error {
		var line T
		err := rows.Scan(form.Into(&line))
		list = append(list, line)
		return err
	})
	return list, err
}

// Meetings are the meetings from one day to another, both included, in order of time.
func (r *Reader) Meetings(ctx context.Context, from, to council.Day) ([]gazette.MeetingLine, error) {
	return lines(ctx, r, meetingLineForm, `SELECT line FROM meeting WHERE day >= $1 AND day <= $2 ORDER BY day, starts, number`,
		from.String(), to.String())
}

// MeetingDays are the days of the first and the last meeting on the record; zero where there is none.
func (r *Reader) MeetingDays(ctx context.Context) (council.Spell, error) {
	var first, last string
	err := r.db.QueryRowContext(ctx, `SELECT COALESCE(MIN(day), ''), COALESCE(MAX(day), '') FROM meeting WHERE day <> ''`).Scan(&first, &last)
	if err != nil {
		return council.Spell{}, fmt.Errorf("days of meetings: %w", err)
	}
	var days council.Spell
	err = errors.Join(days.From.UnmarshalText([]byte(first)), days.To.UnmarshalText([]byte(last)))
	return days, err
}

// MeetingsOfBody are a body's meetings in a calendar year, newest first.
func (r *Reader) MeetingsOfBody(ctx context.Context, body, year int) ([]gazette.MeetingLine, error) {
	return lines(ctx, r, meetingLineForm, `SELECT line FROM meeting WHERE body = $1 AND day >= $2 AND day <= $3 ORDER BY day DESC, starts DESC, number DESC`,
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
func page[T any](ctx context.Context, r *Reader, form *compact.Form[T], table, order string, w where, q gazette.Question) ([]T, int, error) {
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
	list, err := lines(ctx, r, form, query, args...)
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
	return page(ctx, r, issueLineForm, "issue", "last_day DESC, number DESC", w, q)
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
	w.callIn(q.CallIn, q.On)
	w.days("day", q.From, q.To)
	return page(ctx, r, decisionLineForm, "decision", "day DESC, number DESC", w, q)
}

// callIn narrows to an outcome as gazette.CallIn.Stands has it on a day.
func (w *where) callIn(outcome gazette.CallInOutcome, on council.Day) {
	running := map[gazette.CallInOutcome]gazette.CallInOutcome{gazette.CallInPassed: gazette.CallInOpen, gazette.CallInLapsed: gazette.CallInCalled}
	switch outcome {
	case "":
	case gazette.CallInOpen, gazette.CallInCalled:
		w.and("call_in = ?", string(outcome))
		w.and("(call_in_until = '' OR call_in_until >= ?)", on.String())
	case gazette.CallInPassed, gazette.CallInLapsed:
		n := len(w.args)
		w.args = append(w.args, string(outcome), string(running[outcome]), on.String())
		w.conditions = append(w.conditions, fmt.Sprintf("(call_in = $%d OR call_in = $%d AND call_in_until <> '' AND call_in_until < $%d)", n+1, n+2, n+3))
	case gazette.CallInNoAction, gazette.CallInReconsider, gazette.CallInReferred:
		w.and("call_in = ?", string(outcome))
	}
}

// meetingLine is a meeting as it stands in a list; the zero line where it is not on the record.
func (r *Reader) meetingLine(ctx context.Context, number int) (gazette.MeetingLine, error) {
	list, err := lines(ctx, r, meetingLineForm, `SELECT line FROM meeting WHERE number = $1`, number)
	if err != nil || len(list) == 0 {
		return gazette.MeetingLine{Number: number}, err
	}
	return list[0], nil
}
