package sqldb

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"

	"moothall/internal/gazette"
)

// projection makes every projected table anew, beside the record, from a copy of the log, and
// compares row by row.
func (v *verifier) projection(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "moothall-verify-")
	if err != nil {
		return fmt.Errorf("make room to verify: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	db, err := openWriter(ctx, Place{Dir: dir}, gazetteTables)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	sqlTx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin to project: %w", err)
	}
	defer func() { _ = sqlTx.Rollback() }()
	fresh := newTx(sqlTx)
	if err := v.copyLog(ctx, fresh); err != nil {
		return err
	}
	if err := rebuild(ctx, fresh, int(v.size), v.progress); err != nil {
		return err
	}
	for _, t := range projected {
		if err := v.sameTable(ctx, fresh, t.table, t.order); err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) copyLog(ctx context.Context, to *tx) error {
	for from := int64(0); from < v.size; from += batch {
		entries, err := v.entries(ctx, from)
		if err != nil {
			return err
		}
		for _, e := range entries {
			err := to.exec(ctx, `INSERT INTO entry (`+entryColumns+`) VALUES (`+placeholders(10)+`)`, e.Seq, string(e.Subject.Kind), e.Subject.Number,
				e.Edition, gazette.Moment(e.Published), e.Commitment[:], strings.Join(e.Files, " "), e.Nonce, e.Content, e.TakenDown)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// sameTable walks both tables in step. Texts are ordered by their bytes on both databases: the
// columns of the orders hold plain words and numbers.
func (v *verifier) sameTable(ctx context.Context, fresh *tx, table, order string) error {
	query := "SELECT * FROM " + table + " ORDER BY " + order
	want, err := dump(ctx, fresh, query)
	if err != nil {
		return err
	}
	defer want.close()
	have, err := dump(ctx, v.tx, query)
	if err != nil {
		return err
	}
	defer have.close()
	for {
		w, wok, err := want.next()
		if err != nil {
			return err
		}
		h, hok, err := have.next()
		if err != nil {
			return err
		}
		switch {
		case !wok && !hok:
			return nil
		case !hok:
			return disagree("table %s lacks the row that the log gives it: %s", table, describe(w))
		case !wok:
			return disagree("table %s has a row that the log does not give it: %s", table, describe(h))
		}
		for i := range w {
			if !bytes.Equal(w[i], h[i]) {
				return disagree("table %s: the row of %s is not what the log says, in column %s", table, describe(w), want.columns[i])
			}
		}
		v.Rows++
	}
}

// describe names a row by its first columns.
func describe(row []sql.RawBytes) string {
	var words []string
	for _, cell := range row[:min(2, len(row))] {
		words = append(words, string(cell))
	}
	return strings.Join(words, " ")
}

// dumped walks the rows of a query as bytes, which are alike on both databases.
type dumped struct {
	rows    *sql.Rows
	columns []string
	cells   []sql.RawBytes
	into    []any
}

func dump(ctx context.Context, t *tx, query string) (*dumped, error) {
	rows, err := t.QueryContext(ctx, query) //nolint:sqlclosecheck,rowserrcheck // closed by close, checked by next
	if err != nil {
		return nil, fmt.Errorf("%s: %w", query, err)
	}
	columns, err := rows.Columns()
	if err != nil {
		_ = rows.Close() //nolint:sqlclosecheck // else whoever dumped defers it
		return nil, fmt.Errorf("%s: %w", query, err)
	}
	d := &dumped{rows: rows, columns: columns, cells: make([]sql.RawBytes, len(columns)), into: make([]any, len(columns))}
	for i := range d.cells {
		d.into[i] = &d.cells[i]
	}
	return d, nil
}

func (d *dumped) next() ([]sql.RawBytes, bool, error) {
	if !d.rows.Next() {
		if err := d.rows.Err(); err != nil {
			return nil, false, fmt.Errorf("walk a table: %w", err)
		}
		return nil, false, nil
	}
	if err := d.rows.Scan(d.into...); err != nil {
		return nil, false, fmt.Errorf("walk a table: %w", err)
	}
	return d.cells, true, nil
}

func (d *dumped) close() {
	_ = d.rows.Close() //nolint:sqlclosecheck // whoever dumped defers this
}
