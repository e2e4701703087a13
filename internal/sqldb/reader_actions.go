package sqldb

import (
	"context"

	"moothall/internal/gazette"
)

// Actions are the actions that a question asks for, a page of them, those due first first and what has no
// day before them, and how many there are in all.
func (r *Reader) Actions(ctx context.Context, q gazette.ActionQuestion) ([]gazette.ActionLine, int, error) {
	var w where
	w.words("fold", q.Words)
	for _, one := range []struct {
		column string
		number int
	}{{"body", q.Body}, {"person", q.Person}, {"issue", q.Issue}} {
		if one.number != 0 {
			w.and(one.column+" = ?", one.number)
		}
	}
	w.action(q)
	return page(ctx, r, actionLineForm, "action", "CASE WHEN ended = '' THEN 0 ELSE 1 END, due, number", w, gazette.Question{Page: q.Page, PerPage: q.PerPage})
}

// action narrows to a state of actions on a day.
func (w *where) action(q gazette.ActionQuestion) {
	switch q.State {
	case "":
		return
	case gazette.ActionOver:
		w.conditions = append(w.conditions, "ended <> ''")
		return
	case gazette.ActionOpen:
	case gazette.ActionLate:
		w.and("due <> '' AND due < ?", q.On.String())
	case gazette.ActionNoOwner:
		w.conditions = append(w.conditions, "owned = 0")
	case gazette.ActionNoDay:
		w.conditions = append(w.conditions, "due = ''")
	case gazette.ActionAtRisk:
		w.and("(owned = 0 OR due < ?)", q.On.String()) // an empty day comes before every other
	}
	w.conditions = append(w.conditions, "ended = ''")
}

// Action is an action; ErrNotFound where it is not on the record, ErrGone where it was taken down.
func (r *Reader) Action(ctx context.Context, number int) (page gazette.ActionPage, err error) {
	s := gazette.Subject{Kind: gazette.KindAction, Number: number}
	if page.Published, err = published[gazette.Action](ctx, r, s); err != nil || page.Tombstone != nil {
		return page, err
	}
	page.Line, err = gazette.ComposeActionLine(ctx, r, number)
	return page, err
}
