package sqldb

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// tx is a transaction whose statements are prepared once each.
type tx struct {
	*sql.Tx
	prepared map[string]*sql.Stmt
}

func newTx(t *sql.Tx) *tx { return &tx{Tx: t, prepared: map[string]*sql.Stmt{}} }

func (t *tx) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := t.prepared[query]; ok {
		return s, nil
	}
	s, err := t.PrepareContext(ctx, query) //nolint:sqlclosecheck // closed with the transaction
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", firstLine(query), err)
	}
	t.prepared[query] = s
	return s, nil
}

// exec runs a statement that answers no rows.
func (t *tx) exec(ctx context.Context, query string, args ...any) error {
	s, err := t.stmt(ctx, query) //nolint:sqlclosecheck // closed with the transaction
	if err != nil {
		return err
	}
	if _, err := s.ExecContext(ctx, args...); err != nil {
		return fmt.Errorf("%s: %w", firstLine(query), err)
	}
	return nil
}

// row reads the one row of a query; sql.ErrNoRows where there is none.
func (t *tx) row(ctx context.Context, query string, args []any, into ...any) error {
	s, err := t.stmt(ctx, query) //nolint:sqlclosecheck // closed with the transaction
	if err != nil {
		return err
	}
	if err := s.QueryRowContext(ctx, args...).Scan(into...); err != nil {
		return fmt.Errorf("%s: %w", firstLine(query), err)
	}
	return nil
}

// each gives every row of a query to scan.
func (t *tx) each(ctx context.Context, query string, args []any, scan func(*sql.Rows) error) error {
	s, err := t.stmt(ctx, query) //nolint:sqlclosecheck // closed with the transaction
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(ctx, args...)
	return eachRow(query, rows, err, scan)
}

// numbers are the integers that a query answers.
func (t *tx) numbers(ctx context.Context, query string, args ...any) ([]int, error) {
	var list []int
	err := t.each(ctx, query, args, func(r *sql.Rows) error {
		var n int
		err := r.Scan(&n)
		list = append(list, n)
		return err
	})
	return list, err
}

// eachRow walks rows, closes them and wraps what goes wrong with the query it came from.
func eachRow(query string, rows *sql.Rows, err error, scan func(*sql.Rows) error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", firstLine(query), err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("%s: %w", firstLine(query), err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%s: %w", firstLine(query), err)
	}
	return nil
}

func firstLine(query string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(query), "\n")
	return line
}
