package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// subjectsOf are the subjects whose editions have made a page.
func (r *Reader) subjectsOf(ctx context.Context, page gazette.Subject) ([]gazette.Subject, error) {
	switch page.Kind {
	case gazette.KindMeeting:
		return r.papersOf(ctx, page.Number)
	case gazette.KindIssue:
		list := []gazette.Subject{page}
		meetings, err := r.Mentioning(ctx, page, gazette.KindAgenda)
		if err != nil {
			return nil, err
		}
		for _, m := range meetings {
			papers, err := r.papersOf(ctx, m)
			if err != nil {
				return nil, err
			}
			list = append(list, papers...)
		}
		more, err := r.naming(ctx, page, gazette.KindDecision, gazette.KindAnswer)
		return append(list, more...), err
	default:
		return []gazette.Subject{page}, nil
	}
}

// papersOf are a meeting, its papers, and the actions that follow from it.
func (r *Reader) papersOf(ctx context.Context, meeting int) ([]gazette.Subject, error) {
	s := gazette.Subject{Kind: gazette.KindMeeting, Number: meeting}
	list := []gazette.Subject{s, {Kind: gazette.KindAgenda, Number: meeting}, {Kind: gazette.KindMinutes, Number: meeting}}
	actions, err := r.naming(ctx, s, gazette.KindAction)
	return append(list, actions...), err
}

// naming are the subjects of some kinds whose latest editions mention s.
func (r *Reader) naming(ctx context.Context, s gazette.Subject, kinds ...gazette.Kind) ([]gazette.Subject, error) {
	var list []gazette.Subject
	for _, kind := range kinds {
		numbers, err := r.Mentioning(ctx, s, kind)
		if err != nil {
			return nil, err
		}
		for _, n := range numbers {
			list = append(list, gazette.Subject{Kind: kind, Number: n})
		}
	}
	return list, nil
}

// Editions are the entries that have made a page, newest first; ErrNotFound where the page's
// subject is not on the record.
func (r *Reader) Editions(ctx context.Context, page gazette.Subject) ([]gazette.EditionLine, error) {
	if _, err := r.Latest(ctx, page); err != nil {
		return nil, err
	}
	subjects, err := r.subjectsOf(ctx, page)
	if err != nil {
		return nil, err
	}
	var list []gazette.EditionLine
	for _, s := range subjects {
		editions, err := r.editionsOf(ctx, s)
		if err != nil {
			return nil, err
		}
		list = append(list, editions...)
	}
	slices.SortFunc(list, func(a, b gazette.EditionLine) int { return int(b.Seq - a.Seq) })
	return list, nil
}

// editionsOf are the editions of one subject.
func (r *Reader) editionsOf(ctx context.Context, s gazette.Subject) ([]gazette.EditionLine, error) {
	var list []gazette.EditionLine
	editions, err := r.History(ctx, s)
	if errors.Is(err, council.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, e := range editions {
		line := gazette.EditionLine{Seq: e.Revision.Seq, Subject: s, Edition: e.Revision.Entries, At: e.Revision.Changed, Tombstone: e.Tombstone}
		if a, ok := e.Content.(gazette.Agenda); ok {
			line.Label = a.Label
		}
		list = append(list, line)
	}
	switch s.Kind {
	case gazette.KindMeeting, gazette.KindAgenda, gazette.KindMinutes:
		m, err := r.meetingLine(ctx, s.Number)
		if err != nil {
			return nil, err
		}
		for i := range list {
			list[i].Meeting = &m
		}
	default:
	}
	return list, nil
}

// History is every edition of a subject with its content, the oldest first: nil content where it was
// taken down. ErrNotFound where there is none.
func (r *Reader) History(ctx context.Context, s gazette.Subject) ([]gazette.Edition, error) {
	var list []gazette.Edition
	err := r.each(ctx, historyQuery, []any{string(s.Kind), s.Number}, func(rows *sql.Rows) error {
		var row latestRow
		if err := rows.Scan(row.into()...); err != nil {
			return err
		}
		e, err := row.edition(s)
		list = append(list, e)
		return err
	})
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%v: %w", s, council.ErrNotFound)
	}
	return list, err
}

// historyQuery reads every edition of a subject in the order in which they were published.
const historyQuery = `SELECT e.seq, e.edition, e.published, e.content, COALESCE(t.published, ''), t.content
	FROM entry e LEFT JOIN entry t ON t.seq = e.taken_down AND e.taken_down > 0
	WHERE e.kind = $1 AND e.number = $2 ORDER BY e.seq`

// Changes are what differs between a page as the entry from had left it and as the entry to had;
// from -1 is before anything was published.
func (r *Reader) Changes(ctx context.Context, page gazette.Subject, from, to int64) ([]gazette.Change, error) {
	subjects, err := r.subjectsOf(ctx, page)
	if err != nil {
		return nil, err
	}
	issue := 0
	if page.Kind == gazette.KindIssue {
		issue = page.Number
	}
	var list []gazette.Change
	for _, s := range subjects {
		before, err := r.asOf(ctx, s, from, issue)
		if err != nil {
			return nil, err
		}
		after, err := r.asOf(ctx, s, to, issue)
		if err != nil {
			return nil, err
		}
		title, err := r.called(ctx, s)
		if err != nil {
			return nil, err
		}
		for _, c := range gazette.Compare(s, before, after, issue) {
			c, err = r.named(ctx, c.Called(title))
			if err != nil {
				return nil, err
			}
			list = append(list, c)
		}
	}
	return list, nil
}

// asOf is the content of a subject as the entry seq had left the record; nil where there was none
// or it has been taken down. Minutes are narrowed to the issue's items, which the agenda of that
// moment names.
func (r *Reader) asOf(ctx context.Context, s gazette.Subject, seq int64, issue int) (any, error) {
	var encoded []byte
	err := r.db.QueryRowContext(ctx, `SELECT content FROM entry WHERE kind = $1 AND number = $2 AND seq <= $3 ORDER BY seq DESC LIMIT 1`,
		string(s.Kind), s.Number, seq).Scan(&encoded)
	if errors.Is(err, sql.ErrNoRows) || err == nil && encoded == nil {
		return nil, nil //nolint:nilnil // nothing is a thing to compare with
	}
	if err != nil {
		return nil, fmt.Errorf("read %v as of entry %d: %w", s, seq, err)
	}
	content, err := gazette.Decode(s.Kind, encoded)
	minutes, ok := content.(gazette.Minutes)
	if err != nil || !ok || issue == 0 {
		return content, err
	}
	agenda, err := r.asOf(ctx, gazette.Subject{Kind: gazette.KindAgenda, Number: s.Number}, seq, 0)
	a, _ := agenda.(gazette.Agenda)
	return minutes.OnlyItems(a.ItemsOf(issue)), err
}

// called is what a subject is called where it is named in passing; the papers of a meeting are
// called by its body.
func (r *Reader) called(ctx context.Context, s gazette.Subject) (council.Text, error) {
	switch s.Kind {
	case gazette.KindMeeting, gazette.KindAgenda, gazette.KindMinutes:
		m, err := r.meetingLine(ctx, s.Number)
		return m.Body.Name, err
	case gazette.KindItem:
		return r.title(ctx, `SELECT title_en, title_cy FROM item WHERE number = $1`, s.Number)
	default:
		return r.title(ctx, `SELECT title_en, title_cy FROM latest WHERE number = $1 AND kind = $2`, s.Number, string(s.Kind))
	}
}

func (r *Reader) title(ctx context.Context, query string, args ...any) (t council.Text, err error) {
	err = r.db.QueryRowContext(ctx, query, args...).Scan(&t.En, &t.Cy)
	if errors.Is(err, sql.ErrNoRows) {
		return t, nil
	}
	if err != nil {
		return t, fmt.Errorf("%s: %w", query, err)
	}
	return t, nil
}

// named adds what the subjects that a change marks are called.
func (r *Reader) named(ctx context.Context, c gazette.Change) (gazette.Change, error) {
	c.Names, c.Days = map[gazette.Subject]council.Text{}, map[gazette.Subject]council.Day{}
	for _, text := range []string{c.Where, c.Before, c.After} {
		for _, s := range gazette.SubjectsIn(text) {
			title, err := r.called(ctx, s)
			if err != nil {
				return c, err
			}
			c.Names[s] = title
			if s.Kind != gazette.KindMeeting {
				continue
			}
			m, err := r.meetingLine(ctx, s.Number)
			if err != nil {
				return c, err
			}
			c.Days[s] = m.Day
		}
	}
	return c, nil
}
