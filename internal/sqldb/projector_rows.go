package sqldb

import (
	"context"
	"fmt"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// rewriteRows replaces the rows, besides mentions, that follow from the latest content of a
// subject alone. What an account is composed for (issues, meetings) is left to renew.
func (p *projector) rewriteRows(ctx context.Context, s gazette.Subject, content any) error {
	switch s.Kind {
	case gazette.KindPerson:
		c, _ := content.(gazette.Person)
		return p.memberships(ctx, s.Number, c)
	case gazette.KindAgenda:
		c, _ := content.(gazette.Agenda)
		return p.items(ctx, s.Number, c)
	case gazette.KindMinutes:
		c, _ := content.(gazette.Minutes)
		return p.minuted(ctx, s.Number, c)
	case gazette.KindDocument:
		c, ok := content.(gazette.Document)
		return p.document(ctx, s.Number, c, ok)
	case gazette.KindCouncil, gazette.KindWard, gazette.KindParty, gazette.KindBody, gazette.KindIssue, gazette.KindMeeting,
		gazette.KindDecision, gazette.KindPlan, gazette.KindAnswer, gazette.KindAction, gazette.KindTakedown, gazette.KindItem:
	}
	return nil
}

// replace puts rows in place of those of a table that belong to one number.
func (p *projector) replace(ctx context.Context, table, owner string, number int, columns string, rows [][]any) error {
	if err := p.tx.exec(ctx, "DELETE FROM "+table+" WHERE "+owner+" = $1", number); err != nil {
		return err
	}
	query := "INSERT INTO " + table + " (" + columns + ") VALUES (" + placeholders(1+strings.Count(columns, ",")) + ")"
	for _, row := range rows {
		if err := p.tx.exec(ctx, query, row...); err != nil {
			return err
		}
	}
	return nil
}

func (p *projector) memberships(ctx context.Context, person int, c gazette.Person) error {
	var rows [][]any
	for i, m := range c.Memberships {
		rows = append(rows, []any{person, i, m.Body, m.From.String(), m.To.String()})
	}
	return p.replace(ctx, "membership", "person", person, "person, position, body, from_day, to_day", rows)
}

func (p *projector) items(ctx context.Context, meeting int, c gazette.Agenda) error {
	for _, it := range c.Items {
		others, err := p.tx.numbers(ctx, `SELECT meeting FROM item WHERE number = $1 AND meeting <> $2`, it.Number, meeting)
		if err != nil {
			return err
		}
		if len(others) > 0 {
			return fmt.Errorf("item %d stands on the agenda of meeting %d already: %w", it.Number, others[0], council.ErrConflict)
		}
	}
	var rows [][]any
	for _, it := range c.Items {
		rows = append(rows, []any{it.Number, meeting, it.Title.En, it.Title.Cy})
	}
	return p.replace(ctx, "item", "meeting", meeting, "number, meeting, title_en, title_cy", rows)
}

func (p *projector) minuted(ctx context.Context, meeting int, c gazette.Minutes) error {
	var here, declared, votes [][]any
	for i, a := range c.Attendance {
		here = append(here, []any{meeting, i, a.Person, string(a.Presence), flag(a.Expected)})
	}
	for i, d := range c.Declarations {
		declared = append(declared, []any{meeting, i, d.Person, d.Item, string(d.Kind), d.Nature.En, d.Nature.Cy, flag(d.Withdrew)})
	}
	for _, it := range c.Items {
		for i, l := range it.Resolution {
			if l.Vote == nil {
				continue
			}
			for _, v := range l.Vote.ByName {
				votes = append(votes, []any{meeting, it.Item, i + 1, v.Person, string(v.Choice)})
			}
		}
	}
	if err := p.replace(ctx, "attendance", "meeting", meeting, "meeting, position, person, presence, expected", here); err != nil {
		return err
	}
	if err := p.replace(ctx, "vote", "meeting", meeting, "meeting, item, limb, person, choice", votes); err != nil {
		return err
	}
	return p.replace(ctx, "declaration", "meeting", meeting, "meeting, position, person, item, kind, nature_en, nature_cy, withdrew", declared)
}

func (p *projector) document(ctx context.Context, number int, c gazette.Document, live bool) error {
	var rows [][]any
	if live {
		size := c.Size
		if c.File != nil {
			size = c.File.Size
		}
		rows = [][]any{{number, c.Title.En, c.Title.Cy, size}}
	}
	return p.replace(ctx, "document", "number", number, "number, title_en, title_cy, size", rows)
}

// flag stores a truth as both databases know it.
func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
