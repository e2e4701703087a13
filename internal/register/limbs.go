package register

import (
	"context"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// publicLimbs is what was resolved at an item as the public may read it: the limbs of the minute that is
// being written, of an item that is kept from the public those of its open twin, and where the desk has
// none those of the minutes that are published.
func (r *Register) publicLimbs(ctx context.Context, t *turn, meeting, item int) ([]gazette.Limb, error) {
	k, err := get[Minute](ctx, t, item)
	if err == nil {
		limbs, err := t.openLimbs(k.Content)
		if err != nil || len(limbs) > 0 {
			return limbs, err
		}
	} else if !council.IsNotFound(err) {
		return nil, err
	}
	minutes, err := r.minutesOf(ctx, meeting)
	for _, m := range minutes.Items {
		if m.Item == item {
			return m.Resolution, err
		}
	}
	return nil, err
}

// tabled are the items of a meeting as the public may read them: those of the desk's agenda, and where it
// has none those that are published.
func (r *Register) tabled(ctx context.Context, t *turn, meeting int) (m gazette.Meeting, items []gazette.Item, err error) {
	w, err := r.agenda(ctx, t, meeting)
	if err != nil {
		return m, nil, err
	}
	for _, one := range w.Items {
		items = append(items, projectItem(one, w))
	}
	if w.Agenda.Version > 0 && len(items) > 0 {
		return w.Meeting, items, nil
	}
	e, err := r.record.Latest(ctx, gazette.Subject{Kind: gazette.KindAgenda, Number: meeting})
	if council.IsNotFound(err) {
		return w.Meeting, nil, nil
	}
	agenda, _ := e.Content.(gazette.Agenda)
	return w.Meeting, agenda.Items, err
}

// minutesOf are the published minutes of a meeting; none where there are none.
func (r *Register) minutesOf(ctx context.Context, meeting int) (gazette.Minutes, error) {
	e, err := r.record.Latest(ctx, gazette.Subject{Kind: gazette.KindMinutes, Number: meeting})
	if council.IsNotFound(err) {
		return gazette.Minutes{}, nil
	}
	m, _ := e.Content.(gazette.Minutes)
	return m, err
}

// openLimbs are the limbs of a minute that the public may read, so far as they were read in its prose as
// that stands now.
func (t *turn) openLimbs(m Minute) ([]gazette.Limb, error) {
	o, err := m.Open(t.viewer)
	if err != nil {
		return nil, err
	}
	prose, read := m.Public(o)
	if !read.Stands(prose) {
		return nil, nil
	}
	one, err := projectReading(m, read, t.viewer)
	return one.Resolution, err
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
