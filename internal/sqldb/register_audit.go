package sqldb

import (
	"context"
	"database/sql"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/register"
)

// Note implements register.Tx.
func (w *work) Note(ctx context.Context, line register.AuditLine) error {
	seq, err := w.Next(ctx, "audit")
	if err != nil {
		return err
	}
	fold := gazette.Fold(strings.Join([]string{line.Name, string(line.Act), string(line.Subject.Kind), line.Before, line.After}, " "))
	return w.exec(ctx, `INSERT INTO audit (seq, at, account, name, act, kind, number, before, after, fold) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		seq, gazette.Moment(line.At), line.Account, line.Name, string(line.Act), string(line.Subject.Kind), line.Subject.Number,
		line.Before, line.After, fold)
}

// auditing writes the WHERE of a query for lines of the audit.
func (s *statement) auditing(q register.AuditQuery) {
	s.text.WriteString(" WHERE 1 = 1")
	and := func(clause string, v any) { s.text.WriteString(" AND " + clause + s.arg(v)) }
	if q.Account != 0 {
		and("account = ", q.Account)
	}
	if q.Act != "" {
		and("act = ", string(q.Act))
	}
	if q.Subject.Kind != "" {
		and("kind = ", string(q.Subject.Kind))
	}
	if q.Subject.Number != 0 {
		and("number = ", q.Subject.Number)
	}
	if q.Before != 0 {
		and("seq < ", q.Before)
	}
	for _, word := range strings.Fields(gazette.Fold(q.Words)) {
		and("fold LIKE ", "%"+word+"%")
	}
	if !q.From.IsZero() {
		and("at >= ", q.From.String())
	}
	if q.To != (council.Day{}) {
		and("at < ", q.To.Add(1).String())
	}
}

// Audit implements register.Auditor.
func (r *Register) Audit(ctx context.Context, q register.AuditQuery, each func(register.AuditLine) error) error {
	var s statement
	s.text.WriteString("SELECT seq, at, account, name, act, kind, number, before, after FROM audit")
	s.auditing(q)
	s.text.WriteString(" ORDER BY seq DESC")
	if q.Limit > 0 {
		s.text.WriteString(" LIMIT " + s.arg(q.Limit))
	}
	rows, err := r.read.QueryContext(ctx, s.text.String(), s.args...)
	return eachRow(s.text.String(), rows, err, func(rows *sql.Rows) error {
		var line register.AuditLine
		var at, act, kind string
		err := rows.Scan(&line.Seq, &at, &line.Account, &line.Name, &act, &kind, &line.Subject.Number, &line.Before, &line.After)
		if err != nil {
			return err
		}
		line.Act, line.Subject.Kind = register.Act(act), register.Kind(kind)
		if line.At, err = gazette.ParseMoment(at); err != nil {
			return err
		}
		return each(line)
	})
}
