package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Release says that something was kept from the public until it was given it.
type Release struct {
	On  council.Day     `json:"on"`
	By  string          `json:"by"`  // who decided that it need not be kept any longer
	Was audience.Ground `json:"was"` // on which it was kept
}

// releasedLabel is the edition of an agenda that gives the public what an item had kept from it.
var releasedLabel = council.Text{En: "Exempt matter released", Cy: "Mater eithriedig wedi'i ryddhau"}

// Releasable is what is kept from the public at an item, as the viewer may read it, and as the public would if
// it were released.
type Releasable struct {
	Kept[Item]
	Public  gazette.Item  // as the agenda would have it
	Private council.Text  // what of that only members could read, as it was typed
	Papers  []Kept[Paper] // that are published as kept from the public
	Minute  council.Text  // in place of the twin; zero where nothing is minuted
	Read    bool          // what the minute says has been read as it stands now
}

// Releasable is what there is to release at an item; ErrNotFound where the viewer may not see it.
func (r *Register) Releasable(ctx context.Context, v audience.Viewer, item int) (one Releasable, err error) {
	err = r.look(ctx, v, ReleaseMatter, func(ctx context.Context, t *turn) error {
		k, err := get[Item](ctx, t, item)
		if err != nil {
			return err
		}
		if err := t.may(k.Content.Body); err != nil {
			return err
		}
		one, err = r.releasable(ctx, t, k)
		return err
	})
	return one, err
}

func (r *Register) releasable(ctx context.Context, t *turn, k Kept[Item]) (one Releasable, err error) {
	one.Kept = k
	if one.Private, err = k.Content.Private.Open(t.viewer, k.Content.Lock()); err != nil {
		return one, err
	}
	public, err := r.publicAgenda(ctx, k.Content.Meeting)
	if err != nil {
		return one, err
	}
	at := slices.IndexFunc(public.Items, func(it gazette.Item) bool { return it.Number == k.Number })
	if at < 0 || k.Content.Ground.IsOpen() || !k.Content.Withdrawn.IsZero() {
		return one, council.ErrTooLate // nothing of it is kept from the public
	}
	one.Public = ProjectRelease(public.Items[at], r.released(k.Content, one.Private, "", t))
	all, err := t.papers(ctx, k.Content.Papers)
	if err != nil {
		return one, err
	}
	for _, p := range all {
		if p.Content.releasable() {
			one.Papers = append(one.Papers, p)
		}
	}
	m, err := fetch[Minute](ctx, t, k.Number)
	if council.IsNotFound(err) {
		return one, nil
	}
	if err != nil {
		return one, err
	}
	one.Minute, err = m.Content.Prose.Open(t.viewer, m.Content.Lock())
	one.Read = m.Content.Read.Stands(one.Minute)
	return one, err
}

// released is an item once it is open, with what was private in it for the public to read.
func (r *Register) released(c Item, private council.Text, by string, t *turn) Item {
	c.Released = &Release{On: council.DayOf(council.InLondon(t.at)), By: by, Was: c.Ground}
	c.Ground = audience.Ground{}
	c.Summary = council.Text{En: typeset(r.typeset, private.En, council.English), Cy: typeset(r.typeset, private.Cy, council.Welsh)}
	return c
}

// releasable says whether the public knows of the paper and is not given it.
func (p Paper) releasable() bool {
	return p.Published && !p.Ground.IsOpen() && !p.Withdrawn && p.State == PaperReady
}

// ReleaseItem gives the public what was kept from it at an item, as it was read at a version: what is asked, what
// was private in it, its minute in place of the twin, and those of its papers that are named. It is an edition of
// the agenda, of the minutes and of each paper. by is who decided it.
func (r *Register) ReleaseItem(ctx context.Context, v audience.Viewer, item, version int, by string, papers []int) error {
	if by == "" {
		return releaseBy()
	}
	return r.do(ctx, v, ReleaseMatter, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Item](ctx, t, item)
		if err != nil {
			return err
		}
		if err := t.may(k.Content.Body); err != nil {
			return err
		}
		if k.Version != version {
			return &Stale[Item]{Mine: k.Content, Theirs: k}
		}
		one, err := r.releasable(ctx, t, k)
		if err != nil {
			return err
		}
		out, err := t.releasePapers(ctx, one.Papers, papers, by)
		if err != nil {
			return err
		}
		k.Content = r.released(k.Content, one.Private, by, t)
		if _, err := put(ctx, t, k); err != nil {
			return err
		}
		agenda, err := r.releaseOnAgenda(ctx, t, k)
		if err != nil {
			return err
		}
		minutes, err := r.releaseMinute(ctx, t, k)
		if err != nil {
			return err
		}
		if err := t.releaseFollowing(ctx, item); err != nil {
			return err
		}
		if err := t.send(ctx, slices.Concat(out, agenda, minutes)...); err != nil {
			return err
		}
		return t.askPacks(ctx, k.Content.Meeting)
	})
}

// releases is ErrInvalid where a change would open what the public was told is kept from it: that is for the act of
// releasing it, which tells them.
func releases(public bool, was, ground audience.Ground) error {
	var faults council.Faults
	if public && !was.IsOpen() && ground.IsOpen() {
		faults.Add("openness", "ground.release")
	}
	return faults.Err()
}

func releaseBy() error {
	var faults council.Faults
	faults.Add("by", "release.by.missing")
	return faults.Err()
}

// releasePapers opens those of an item's papers that are named, and gives their editions.
func (t *turn) releasePapers(ctx context.Context, all []Kept[Paper], named []int, by string) (out []Outgoing, err error) {
	for _, n := range named {
		at := slices.IndexFunc(all, func(k Kept[Paper]) bool { return k.Number == n })
		if at < 0 {
			return nil, council.ErrNotFound
		}
		o, err := t.releasePaper(ctx, all[at], by)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

// releasePaper opens a paper. Its file goes to the public shelf with its edition.
func (t *turn) releasePaper(ctx context.Context, k Kept[Paper], by string) (o Outgoing, err error) {
	c := &k.Content
	c.Released, c.Ground, c.Twin = &Release{On: council.DayOf(council.InLondon(t.at)), By: by, Was: c.Ground}, audience.Ground{}, 0
	if k, err = put(ctx, t, k); err != nil {
		return o, err
	}
	d, err := ProjectPaper(k.Content, t.viewer, false)
	if err != nil {
		return o, err
	}
	return edition(gazette.Subject{Kind: gazette.KindDocument, Number: k.Number}, d)
}

// releaseOnAgenda is the public's agenda with an item as it is once it is open. What else is being prepared for
// it is not in that edition.
func (r *Register) releaseOnAgenda(ctx context.Context, t *turn, k Kept[Item]) ([]Outgoing, error) {
	public, err := r.publicAgenda(ctx, k.Content.Meeting)
	if err != nil {
		return nil, err
	}
	public.Label, public.Items = releasedLabel, slices.Clone(public.Items)
	for i, it := range public.Items {
		if it.Number == k.Number {
			public.Items[i] = ProjectRelease(it, k.Content)
		}
	}
	o, err := edition(gazette.Subject{Kind: gazette.KindAgenda, Number: k.Content.Meeting}, public)
	if err != nil {
		return nil, err
	}
	a, err := fetch[Agenda](ctx, t, k.Content.Meeting)
	if err != nil {
		return nil, err
	}
	a.Content.Editions = append(slices.Clip(a.Content.Editions), PrintedEdition{Label: releasedLabel, On: council.DayOf(council.InLondon(t.at)), Release: true})
	_, err = put(ctx, t, a)
	return []Outgoing{o}, err
}

// releaseMinute opens what is minuted at an item and gives the edition of the minutes that says it, where they
// are published: whatever else was changed in them since waits for its own edition.
func (r *Register) releaseMinute(ctx context.Context, t *turn, item Kept[Item]) ([]Outgoing, error) {
	k, err := fetch[Minute](ctx, t, item.Number)
	if council.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	prose, err := k.Content.Prose.Open(t.viewer, k.Content.Lock())
	if err != nil {
		return nil, err
	}
	k.Content.Openness = ""
	if !k.Content.Drafted.IsZero() {
		k.Content.Drafted = Sealed(prose) // the public reads it all from now on
	}
	if k, err = put(ctx, t, k); err != nil {
		return nil, err
	}
	e, err := r.record.Latest(ctx, gazette.Subject{Kind: gazette.KindMinutes, Number: k.Content.Meeting})
	public, ok := e.Content.(gazette.Minutes)
	if council.IsNotFound(err) || err == nil && !ok || prose.IsZero() {
		return nil, nil // there is no edition to renew
	}
	if err != nil {
		return nil, err
	}
	if !k.Content.Read.Stands(prose) {
		var faults council.Faults
		faults.Add("by", "minutes.unread", "Item", item.Content.Title.String())
		return nil, faults.Err()
	}
	one, err := ProjectMinute(k, prose, k.Content.Read, t.viewer, r.typeset)
	if err != nil {
		return nil, err
	}
	agenda, err := r.publicAgenda(ctx, k.Content.Meeting)
	if err != nil {
		return nil, err
	}
	public.Items = withMinute(public.Items, one, agenda)
	o, err := edition(gazette.Subject{Kind: gazette.KindMinutes, Number: k.Content.Meeting}, public)
	return []Outgoing{o}, err
}

// withMinute puts what is minuted at an item in its place, in the order of the agenda where it had none.
func withMinute(items []gazette.ItemMinute, one gazette.ItemMinute, agenda gazette.Agenda) []gazette.ItemMinute {
	items = slices.DeleteFunc(slices.Clone(items), func(m gazette.ItemMinute) bool { return m.Item == one.Item })
	place := func(item int) int {
		return slices.IndexFunc(agenda.Items, func(it gazette.Item) bool { return it.Number == item })
	}
	at := slices.IndexFunc(items, func(m gazette.ItemMinute) bool { return place(m.Item) > place(one.Item) })
	if at < 0 {
		at = len(items)
	}
	return slices.Insert(items, at, one)
}

// ReleasePaper gives the public a paper that was kept from it, as it was read at a version. by is who decided it.
func (r *Register) ReleasePaper(ctx context.Context, v audience.Viewer, number, version int, by string) error {
	if by == "" {
		return releaseBy()
	}
	return r.do(ctx, v, ReleaseMatter, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Paper](ctx, t, number)
		if err != nil {
			return err
		}
		if err := t.may(k.Content.Body); err != nil {
			return err
		}
		if k.Version != version {
			return &Stale[Paper]{Mine: k.Content, Theirs: k}
		}
		if !k.Content.releasable() {
			return council.ErrTooLate
		}
		o, err := t.releasePaper(ctx, k, by)
		if err != nil {
			return err
		}
		if err := t.send(ctx, o); err != nil {
			return err
		}
		meetings, err := r.record.Mentioning(ctx, o.Subject, gazette.KindAgenda)
		for _, n := range meetings {
			if err := t.askPacks(ctx, n); err != nil {
				return err
			}
		}
		return err
	})
}
