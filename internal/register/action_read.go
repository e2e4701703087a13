package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// ActionQuery narrows a list of actions; zero fields do not.
type ActionQuery struct {
	Owner, Body, Issue int
	State              gazette.ActionState
}

// ActionWork is an action with what the viewer may read of it and do with it.
type ActionWork struct {
	Kept[Action]
	Text, Named    string
	Notes          []OpenNote
	Late           bool
	Keeps, Reports bool // the viewer may give it an owner and a day; say how it goes
}

// OpenNote is a note as whoever may read it reads it.
type OpenNote struct {
	ActionNote
	Text, Evidence string
	Public         bool
}

// Actions are the actions that the viewer may see, those due first first.
func (r *Register) Actions(ctx context.Context, v audience.Viewer, q ActionQuery) (list []ActionWork, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		var marks []Mark
		for name, n := range map[string]int{"owner": q.Owner, "body": q.Body, "issue": q.Issue} {
			if n != 0 {
				marks = append(marks, Mark{name, itoa(n)})
			}
		}
		all, err := find[Action](ctx, t, Query{Marks: marks})
		if err != nil {
			return err
		}
		for _, k := range all {
			if !k.Content.Is(q.State, council.DayOf(council.InLondon(t.at))) {
				continue
			}
			w, err := t.actionWork(k)
			if err != nil {
				return err
			}
			list = append(list, w)
		}
		return nil
	})
	return list, err
}

// Action is one action.
func (r *Register) Action(ctx context.Context, v audience.Viewer, number int) (w ActionWork, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		k, err := get[Action](ctx, t, number)
		if err != nil {
			return err
		}
		w, err = t.actionWork(k)
		return err
	})
	return w, err
}

func (t *turn) actionWork(k Kept[Action]) (w ActionWork, err error) {
	a, l := k.Content, k.Content.Lock()
	w.Kept = k
	if w.Text, err = a.Text.Open(t.viewer, l); err != nil {
		return w, err
	}
	if w.Named, err = a.Named.Open(t.viewer, l); err != nil {
		return w, err
	}
	for _, n := range slices.Concat(a.Notes, a.Told) {
		one := OpenNote{ActionNote: n, Public: len(w.Notes) >= len(a.Notes)}
		if one.Text, err = n.Text.Open(t.viewer, l); err != nil {
			return w, err
		}
		if one.Evidence, err = n.Evidence.Open(t.viewer, l); err != nil {
			return w, err
		}
		w.Notes = append(w.Notes, one)
	}
	slices.SortStableFunc(w.Notes, func(a, b OpenNote) int { return a.At.Compare(b.At) })
	w.Late = a.Is(gazette.ActionLate, council.DayOf(council.InLondon(t.at)))
	w.Keeps = a.End == "" && May(t.viewer, KeepAction, a.Body) == nil
	w.Reports = a.End == "" && (w.Keeps || a.Owner != 0 && a.Owner == t.viewer.Account())
	return w, nil
}
