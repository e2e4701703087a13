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
	State              ActionState
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
	for _, n := range a.Notes {
		one := OpenNote{ActionNote: n}
		if one.Text, err = n.Text.Open(t.viewer, l); err != nil {
			return w, err
		}
		if one.Evidence, err = n.Evidence.Open(t.viewer, l); err != nil {
			return w, err
		}
		w.Notes = append(w.Notes, one)
	}
	w.Late = a.Is(ActionLate, council.DayOf(council.InLondon(t.at)))
	w.Keeps = a.End == "" && May(t.viewer, KeepAction, a.Body) == nil
	w.Reports = a.End == "" && (w.Keeps || a.Owner != 0 && a.Owner == t.viewer.Account())
	return w, nil
}

// asks says whether a limb asks something of somebody: it names who, or when, or leaves it to an officer.
func asks(l gazette.Limb) bool {
	return l.Owner != "" || !l.Due.IsZero() || l.Verb == council.Delegated
}

// TakeUpActions makes an action of every limb of a meeting's minutes that asks something of somebody, where
// there is none yet, and gives how many it made. Of an item that is kept from the public the action is kept
// from them too.
func (r *Register) TakeUpActions(ctx context.Context, v audience.Viewer, meeting int) (made int, err error) {
	err = r.do(ctx, v, KeepAction, r.bodyOf(ctx, meeting), func(ctx context.Context, t *turn) error {
		m, items, err := r.tabled(ctx, t, meeting)
		if err != nil {
			return err
		}
		for _, it := range items {
			limbs, openness, err := r.allLimbs(ctx, t, meeting, it.Number)
			if err != nil {
				return err
			}
			known, err := find[Action](ctx, t, Query{Marks: []Mark{{"item", itoa(it.Number)}}})
			if err != nil {
				return err
			}
			for i, l := range limbs {
				if !asks(l) || slices.ContainsFunc(known, func(k Kept[Action]) bool { return k.Content.Limb == i+1 }) {
					continue
				}
				a := Action{Body: m.Body, Meeting: meeting, Item: it.Number, Limb: i + 1, Label: l.Label, Title: it.Title, Decided: m.Day, Openness: openness,
					Text: audience.Seal(l.Text), Named: audience.Seal(l.Owner), Due: l.Due}
				if len(it.Issues) > 0 {
					a.Issue = it.Issues[0].Issue
				}
				if _, err := add(ctx, t, a); err != nil {
					return err
				}
				made++
			}
		}
		return nil
	})
	return made, err
}

// allLimbs is what was resolved at an item, all of it, and whether it is kept from the public.
func (r *Register) allLimbs(ctx context.Context, t *turn, meeting, item int) ([]gazette.Limb, council.Openness, error) {
	k, err := get[Minute](ctx, t, item)
	if council.IsNotFound(err) || err == nil && k.Content.Lock().IsOpen() {
		limbs, err := r.publicLimbs(ctx, t, meeting, item)
		return limbs, "", err
	}
	if err != nil {
		return nil, "", err
	}
	o, err := k.Content.Open(t.viewer)
	if err != nil || !k.Content.Read.Stands(o.Prose) {
		return nil, k.Content.Openness, err
	}
	one, err := projectReading(k.Content, k.Content.Read, t.viewer)
	return one.Resolution, k.Content.Openness, err
}

// AssignAction says who does what an action asks, and until when.
func (r *Register) AssignAction(ctx context.Context, v audience.Viewer, number, version, owner int, due council.Day) error {
	return r.changeAction(ctx, v, number, version, func(t *turn, a *Action) error {
		if err := May(t.viewer, KeepAction, a.Body); err != nil {
			return err
		}
		a.Owner, a.Due = owner, due
		return nil
	})
}

// NoteAction says how an action goes, with where that can be seen; end says that it is done, or is not to
// be done. Whoever is to do it may say that it is done; only officers may cancel it.
func (r *Register) NoteAction(ctx context.Context, v audience.Viewer, number, version int, text, evidence string, end ActionEnd) error {
	return r.changeAction(ctx, v, number, version, func(t *turn, a *Action) error {
		if a.Owner != t.viewer.Account() || end == ActionCancelled {
			if err := May(t.viewer, KeepAction, a.Body); err != nil {
				return err
			}
		}
		var faults council.Faults
		if text == "" && end != ActionDone {
			faults.Add("note", "action.note.missing")
		}
		if text == "" && evidence == "" && end == ActionDone {
			faults.Add("note", "action.evidence.missing")
		}
		a.Notes = append(slices.Clone(a.Notes), ActionNote{At: t.at, By: t.viewer.Name(), Text: audience.Seal(text), Evidence: audience.Seal(evidence)})
		if end == ActionDone || end == ActionCancelled {
			a.End, a.Ended, a.EndedBy = end, council.DayOf(council.InLondon(t.at)), t.viewer.Name()
		}
		return faults.Err()
	})
}

// changeAction runs a change to an action that is still to be done, seen at a version.
func (r *Register) changeAction(ctx context.Context, v audience.Viewer, number, version int, change func(*turn, *Action) error) error {
	return r.do(ctx, v, ReportAction, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Action](ctx, t, number)
		if err != nil {
			return err
		}
		if k.Content.End != "" {
			return council.ErrTooLate
		}
		if err := change(t, &k.Content); err != nil {
			return err
		}
		k.Version = version
		_, err = put(ctx, t, k)
		return err
	})
}

// Unfollowed is how many limbs of a meeting's minutes ask something of somebody and are no action yet.
func (r *Register) Unfollowed(ctx context.Context, v audience.Viewer, meeting int) (n int, err error) {
	err = r.look(ctx, v, KeepAction, func(ctx context.Context, t *turn) error {
		_, items, err := r.tabled(ctx, t, meeting)
		if err != nil {
			return err
		}
		known, err := find[Action](ctx, t, Query{Marks: []Mark{{"meeting", itoa(meeting)}}})
		if err != nil {
			return err
		}
		for _, it := range items {
			limbs, _, err := r.allLimbs(ctx, t, meeting, it.Number)
			if err != nil {
				return err
			}
			for i, l := range limbs {
				if asks(l) && !slices.ContainsFunc(known, func(k Kept[Action]) bool { return k.Content.Item == it.Number && k.Content.Limb == i+1 }) {
					n++
				}
			}
		}
		return nil
	})
	return n, err
}
