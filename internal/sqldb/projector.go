package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// projector keeps the tables that readers read in step with the log. It works in two passes: place
// writes what follows from one entry alone; renew composes again every account that the placed
// entries can have touched. It implements gazette.Record.
type projector struct {
	tx        *tx
	shelf     *contentShelf
	meetings  map[int]bool // to renew
	issues    map[int]bool // to renew
	decisions map[int]bool // to renew
	actions   map[int]bool // to renew
	// whole is set where every account is composed in the end: then no walk need find which.
	whole bool
	// walked are the meetings and issues around which everything is marked already.
	walked map[gazette.Subject]bool
}

func newProjector(t *tx, shelf *contentShelf) *projector {
	return &projector{tx: t, shelf: shelf, meetings: map[int]bool{}, issues: map[int]bool{}, decisions: map[int]bool{}, actions: map[int]bool{}, walked: map[gazette.Subject]bool{}}
}

// place makes the entry the latest edition of its subject.
func (p *projector) place(ctx context.Context, e gazette.Entry, content any) error {
	if p.whole {
		p.mark(e.Subject)
		return p.put(ctx, e, content)
	}
	if person, ok := content.(gazette.Person); ok {
		return p.placePerson(ctx, e, person)
	}
	// What the edition before mentioned is touched too: it may be mentioned no more.
	if err := p.touch(ctx, e.Subject); err != nil {
		return err
	}
	if err := p.put(ctx, e, content); err != nil {
		return err
	}
	p.unwalk(e.Subject)
	return p.touch(ctx, e.Subject)
}

// placePerson places an edition of a person, which touches only the meetings whose accounts can
// show the difference: people change every year, and are named by every meeting they ever sat in.
func (p *projector) placePerson(ctx context.Context, e gazette.Entry, person gazette.Person) error {
	before, err := p.Latest(ctx, e.Subject)
	if err != nil && !errors.Is(err, council.ErrNotFound) {
		return err
	}
	if err := p.put(ctx, e, person); err != nil {
		return err
	}
	old, ok := before.Content.(gazette.Person)
	if !ok {
		return p.touch(ctx, e.Subject)
	}
	from, shown := person.ShownSince(old)
	if !shown {
		return nil
	}
	if err := p.eachMentioning(ctx, e.Subject, p.touchOne, gazette.KindAction); err != nil {
		return err
	}
	return p.touchMinutesSince(ctx, e.Subject, from)
}

// put writes the rows that follow from the entry alone; nil content is one that was taken down.
func (p *projector) put(ctx context.Context, e gazette.Entry, content any) error {
	p.shelf.drop(e.Subject)
	title := gazette.TitleOf(content)
	err := p.tx.exec(ctx, `INSERT INTO latest (kind, number, seq, editions, title_en, title_cy) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (kind, number) DO UPDATE SET seq = excluded.seq, editions = excluded.editions, title_en = excluded.title_en, title_cy = excluded.title_cy`,
		string(e.Subject.Kind), e.Subject.Number, e.Seq, e.Edition, title.En, title.Cy)
	if err != nil {
		return err
	}
	if err := p.rewrite(ctx, e.Subject, content); err != nil {
		return fmt.Errorf("project %v: %w", e.Subject, err)
	}
	return nil
}

// emptied says that an edition of the subject was taken down. Where it was the latest, nothing of
// it may stay in any table.
func (p *projector) emptied(ctx context.Context, s gazette.Subject) error {
	if err := p.touch(ctx, s); err != nil {
		return err
	}
	p.shelf.drop(s)
	latest, err := p.Latest(ctx, s)
	if err != nil {
		return err
	}
	if latest.Tombstone != nil {
		err = p.tx.exec(ctx, `UPDATE latest SET title_en = '', title_cy = '' WHERE kind = $1 AND number = $2`, string(s.Kind), s.Number)
		if err == nil {
			err = p.rewrite(ctx, s, nil)
		}
	}
	return err
}

// rewrite replaces the rows that follow from the latest content of a subject alone; nil content
// leaves none.
func (p *projector) rewrite(ctx context.Context, s gazette.Subject, content any) error {
	if err := p.tx.exec(ctx, `DELETE FROM mention WHERE by_kind = $1 AND by_number = $2`, string(s.Kind), s.Number); err != nil {
		return err
	}
	if content != nil {
		for _, m := range gazette.Mentions(s, content) {
			err := p.tx.exec(ctx, `INSERT INTO mention (kind, number, by_kind, by_number) VALUES ($1, $2, $3, $4)`,
				string(m.Kind), m.Number, string(s.Kind), s.Number)
			if err != nil {
				return err
			}
		}
	}
	return p.rewriteRows(ctx, s, content)
}

// complete checks that everything the entries mention is on the record.
func (p *projector) complete(ctx context.Context, entries []gazette.Entry) error {
	for _, e := range entries {
		var kind string
		var number int
		err := p.tx.row(ctx, `SELECT m.kind, m.number FROM mention m LEFT JOIN latest l ON l.kind = m.kind AND l.number = m.number
			WHERE m.by_kind = $1 AND m.by_number = $2 AND l.number IS NULL ORDER BY m.kind, m.number LIMIT 1`,
			[]any{string(e.Subject.Kind), e.Subject.Number}, &kind, &number)
		if err == nil {
			return fmt.Errorf("%v names %s/%d, which is not on the record: %w", e.Subject, kind, number, council.ErrInvalid)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	return nil
}

// Mentioning implements gazette.Record.
func (p *projector) Mentioning(ctx context.Context, s gazette.Subject, kind gazette.Kind) ([]int, error) {
	return p.tx.numbers(ctx, `SELECT by_number FROM mention WHERE kind = $1 AND number = $2 AND by_kind = $3 ORDER BY by_number`,
		string(s.Kind), s.Number, string(kind))
}

// Latest implements gazette.Record.
func (p *projector) Latest(ctx context.Context, s gazette.Subject) (gazette.Edition, error) {
	if e, ok := p.shelf.get(s); ok {
		if e.Revision.Entries == 0 {
			return gazette.Edition{}, fmt.Errorf("%v: %w", s, council.ErrNotFound)
		}
		return e, nil
	}
	var row latestRow
	err := p.tx.row(ctx, latestQuery, []any{string(s.Kind), s.Number}, row.into()...)
	if errors.Is(err, sql.ErrNoRows) {
		p.shelf.put(s, gazette.Edition{}) // known not to be there
		return gazette.Edition{}, fmt.Errorf("%v: %w", s, council.ErrNotFound)
	}
	if err != nil {
		return gazette.Edition{}, err
	}
	e, err := row.edition(s)
	if err == nil {
		p.shelf.put(s, e)
	}
	return e, err
}

// latestQuery reads the latest edition of a subject, with the takedown that emptied it if one did.
const latestQuery = `SELECT e.seq, l.editions, e.published, e.content, COALESCE(t.published, ''), t.content
	FROM latest l JOIN entry e ON e.seq = l.seq LEFT JOIN entry t ON t.seq = e.taken_down AND e.taken_down > 0
	WHERE l.kind = $1 AND l.number = $2`

type latestRow struct {
	seq                int64
	editions           int
	published, removed string
	content, takedown  []byte
}

func (r *latestRow) into() []any {
	return []any{&r.seq, &r.editions, &r.published, &r.content, &r.removed, &r.takedown}
}

func (r *latestRow) edition(s gazette.Subject) (gazette.Edition, error) {
	at, err := gazette.ParseMoment(r.published)
	if err != nil {
		return gazette.Edition{}, err
	}
	e := gazette.Edition{Subject: s, Revision: gazette.Revision{Seq: r.seq, Changed: at, Entries: r.editions}}
	if r.takedown != nil {
		e.Tombstone, err = tombstone(r.removed, r.takedown)
		return e, err
	}
	e.Content, err = gazette.Decode(s.Kind, r.content)
	if err != nil {
		return e, fmt.Errorf("read entry %d: %w", r.seq, err)
	}
	return e, nil
}

func tombstone(published string, content []byte) (*gazette.Tombstone, error) {
	on, err := gazette.ParseMoment(published)
	if err != nil {
		return nil, err
	}
	decoded, err := gazette.Decode(gazette.KindTakedown, content)
	if err != nil {
		return nil, err
	}
	t, _ := decoded.(gazette.Takedown)
	return &gazette.Tombstone{Ground: t.Ground, Reason: t.Reason, On: on}, nil
}

// placeholders is "$1, $2, ..." for a statement of n values.
func placeholders(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", i+1)
	}
	return b.String()
}
