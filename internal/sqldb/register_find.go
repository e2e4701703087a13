package sqldb

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/gazette"
	"moothall/internal/register"
)

// statement is a query under construction, with its arguments numbered as they come.
type statement struct {
	text strings.Builder
	args []any
}

// arg adds an argument and gives its placeholder.
func (s *statement) arg(v any) string {
	s.args = append(s.args, v)
	return fmt.Sprintf("$%d", len(s.args))
}

// list is the placeholders of numbers, for IN.
func (s *statement) list(numbers []int) string {
	var places []string
	for _, n := range numbers {
		places = append(places, s.arg(n))
	}
	return strings.Join(places, ", ")
}

// among asks that the body of a row be one for which the viewer holds one of the roles; work of no single
// body is everybody's who holds the role at all. The row is "w", the work's own, or "b", of another body
// before which it goes.
func (s *statement) among(row string, v audience.Viewer, roles ...audience.Role) string {
	bodies, all := v.BodiesAs(roles...)
	switch {
	case all:
		return "1 = 1"
	case len(bodies) == 0:
		return "1 = 0"
	}
	return row + ".body IN (" + s.list(append(bodies, audience.AllBodies)) + ")"
}

// sits is among without the work of no single body.
func (s *statement) sits(row string, v audience.Viewer, role audience.Role) string {
	return row + ".body <> 0 AND " + s.among(row, v, role)
}

// always is a clause that holds for every piece of work or for none.
func always(holds bool) string {
	if holds {
		return "1 = 1"
	}
	return "1 = 0"
}

// before asks that the work open because of the body of a row.
func (s *statement) before(row string, v audience.Viewer) string {
	anywhere := always(v.Has(audience.Chair, audience.AllBodies) || v.Has(audience.Member, audience.AllBodies))
	return "(" + strings.Join([]string{
		s.among(row, v, audience.MonitoringOfficer),
		s.among(row, v, audience.Officer),
		"w.open = 1 AND (" + s.among(row, v, audience.Author) + " OR " + s.among(row, v, audience.Approver) + ")",
		"w.open = 1 AND " + row + ".tabled = 1 AND " + anywhere,
		row + ".tabled = 1 AND " + s.sits(row, v, audience.Member),
		s.sits(row, v, audience.Chair),
	}, " OR ") + ")"
}

// lock is audience.Lock.Opens as a clause: the one place where a query asks who is looking.
func (s *statement) lock(v audience.Viewer) string {
	if v.IsPublic() {
		return "1 = 0"
	}
	return "(EXISTS (SELECT 1 FROM work_owner o WHERE o.kind = w.kind AND o.number = w.number AND o.account = " + s.arg(v.Account()) + ")" +
		" OR w.body = " + s.arg(audience.Directory) + " AND " + always(v.ReadsDirectory()) +
		" OR w.body >= " + s.arg(audience.AllBodies) + " AND (" + s.before("w", v) +
		" OR EXISTS (SELECT 1 FROM work_body b WHERE b.kind = w.kind AND b.number = w.number AND " + s.before("b", v) + ")))"
}

// selecting writes FROM and WHERE of a query for work.
func (s *statement) selecting(v audience.Viewer, kind register.Kind, q register.Query) {
	s.text.WriteString(" FROM work w WHERE w.kind = " + s.arg(string(kind)) + " AND " + s.lock(v))
	for _, m := range q.Marks {
		s.text.WriteString(" AND EXISTS (SELECT 1 FROM mark m WHERE m.kind = w.kind AND m.number = w.number AND m.name = " +
			s.arg(m.Name) + " AND m.value = " + s.arg(m.Value) + ")")
	}
}

// Find implements register.Tx.
func (w *work) Find(ctx context.Context, v audience.Viewer, kind register.Kind, q register.Query,
	each func(register.Meta, func(any) error) error) error {
	var s statement
	s.text.WriteString("SELECT w.number, w.version, w.changed, w.changed_by, w.content")
	s.selecting(v, kind, q)
	beyond, down := " > ", ""
	if q.Reverse {
		beyond, down = " < ", " DESC"
	}
	if q.After != "" {
		s.text.WriteString(" AND w.sorts" + beyond + s.arg(q.After))
	}
	s.text.WriteString(" ORDER BY w.sorts" + down + ", w.number" + down)
	if q.Limit > 0 {
		s.text.WriteString(" LIMIT " + s.arg(q.Limit))
	}
	return w.each(ctx, s.text.String(), s.args, func(rows *sql.Rows) error {
		m := register.Meta{Key: register.Key{Kind: kind}}
		var changed string
		var content []byte
		if err := rows.Scan(&m.Number, &m.Version, &changed, &m.By, &content); err != nil {
			return err
		}
		var err error
		if m.Changed, err = gazette.ParseMoment(changed); err != nil {
			return err
		}
		return each(m, func(into any) error { return readWork(m.Key, content, into) })
	})
}

// Count implements register.Tx.
func (w *work) Count(ctx context.Context, v audience.Viewer, kind register.Kind, q register.Query) (int, error) {
	var s statement
	s.text.WriteString("SELECT COUNT(*)")
	s.selecting(v, kind, q)
	var n int
	err := w.row(ctx, s.text.String(), s.args, &n)
	return n, err
}
