package sqldb

import (
	"context"
	"errors"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// renewAction composes and stores the row of an action again; one that was taken down has none.
func (p *projector) renewAction(ctx context.Context, number int) error {
	e, err := p.Latest(ctx, gazette.Subject{Kind: gazette.KindAction, Number: number})
	if errors.Is(err, council.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	var rows [][]any
	if a, live := e.Content.(gazette.Action); live {
		line, err := gazette.ComposeActionLine(ctx, p, number)
		if err != nil {
			return err
		}
		encoded, err := actionLineForm.Encode(&line)
		if err != nil {
			return err
		}
		rows = [][]any{{number, a.Body, a.Person, a.Issue, flag(!a.Owner.IsZero() || a.Person != 0), a.Due.String(), string(a.End), line.Fold(), encoded}}
	}
	return p.replace(ctx, "action", "number", number, "number, body, person, issue, owned, due, ended, fold, line", rows)
}
