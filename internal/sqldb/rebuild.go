package sqldb

import (
	"context"
	"database/sql"
	"fmt"

	"moothall/internal/gazette"
)

// Progress hears how far long work has come: what is being done, and how many of how many are.
type Progress func(what string, done, total int)

// projected are the tables made from the log, each with the columns that order its rows.
var projected = []struct{ table, order string }{
	{"latest", "kind, number"}, {"mention", "kind, number, by_kind, by_number"}, {"issue", "number"}, {"issue_ward", "ward, issue"},
	{"issue_body", "body, issue"}, {"meeting", "number"}, {"item", "number"}, {"attendance", "meeting, position"},
	{"vote", "person, meeting, item, limb"}, {"declaration", "meeting, position"}, {"membership", "person, position"},
	{"decision", "number"}, {"decision_ward", "ward, decision"}, {"document", "number"}, {"action", "number"},
}

// batch is how many entries are in memory at once.
const batch = 500

// Rebuild makes every projected table again from the log alone. Readers see the old tables until
// it is done.
func (p *Press) Rebuild(ctx context.Context, progress Progress) error {
	return p.within(ctx, func(ctx context.Context, t *tx, size int64) error {
		return rebuild(ctx, t, int(size), progress)
	})
}

func rebuild(ctx context.Context, t *tx, size int, progress Progress) error {
	for _, table := range projected {
		if err := t.exec(ctx, "DELETE FROM "+table.table); err != nil {
			return err
		}
	}
	p := newProjector(t, newContentShelf())
	for from := 0; from < size; from += batch {
		if err := p.putBatch(ctx, from); err != nil {
			return err
		}
		progress("entries", min(from+batch, size), size)
	}
	return p.renew(ctx, func(done, total int) { progress("accounts", done, total) })
}

// putBatch puts the entries of a batch that are the latest editions of their subjects, and marks
// their accounts.
func (p *projector) putBatch(ctx context.Context, from int) error {
	var entries []gazette.Entry
	err := p.tx.each(ctx, `SELECT `+entryColumns+` FROM entry e WHERE seq >= $1 AND seq < $2 AND NOT EXISTS (
		SELECT 1 FROM entry n WHERE n.kind = e.kind AND n.number = e.number AND n.edition > e.edition) ORDER BY seq`,
		[]any{from, from + batch}, func(rows *sql.Rows) error {
			e, err := scanEntry(rows)
			entries = append(entries, e)
			return err
		})
	if err != nil {
		return err
	}
	for _, e := range entries {
		var content any
		if e.TakenDown == 0 {
			if content, err = gazette.Decode(e.Subject.Kind, e.Content); err != nil {
				return fmt.Errorf("entry %d: %w", e.Seq, err)
			}
		}
		if err := p.put(ctx, e, content); err != nil {
			return err
		}
		p.mark(e.Subject)
	}
	return nil
}
