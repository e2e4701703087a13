package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// arrange runs a change to a meeting's agenda: asked of the rules for the body whose meeting it is. The
// version is the agenda's, as whoever makes the change saw it; below 0 for a change that holds whatever
// the order has become meanwhile.
func (r *Register) arrange(ctx context.Context, v audience.Viewer, meeting, version int,
	change func(context.Context, *turn, *Kept[Agenda]) error) error {
	m, err := published[gazette.Meeting](ctx, r, meeting)
	if err != nil {
		return err
	}
	return r.do(ctx, v, ArrangeAgenda, m.Body, func(ctx context.Context, t *turn) error {
		k, err := t.agendaOf(ctx, meeting, m)
		if err != nil {
			return err
		}
		if version >= 0 && k.Version != version {
			return &Stale[Agenda]{Mine: k.Content, Theirs: k}
		}
		if err := change(ctx, t, &k); err != nil {
			return err
		}
		if _, err := put(ctx, t, k); err != nil {
			return err
		}
		return r.showScreen(ctx, t, meeting)
	})
}

// BeginAgenda begins a meeting's agenda: from what is published of it, or else with the items that stand
// on every agenda of the body.
func (r *Register) BeginAgenda(ctx context.Context, v audience.Viewer, meeting int) error {
	public, err := r.publicAgenda(ctx, meeting)
	if err != nil {
		return err
	}
	if len(public.Items) > 0 {
		return r.resumeAgenda(ctx, v, meeting, public)
	}
	k, err := r.BodyCustoms(ctx, v, r.bodyOf(ctx, meeting))
	if err != nil {
		return err
	}
	first, err := r.press.Reserve(ctx, gazette.KindItem, max(1, len(k.Content.Standing)))
	if err != nil {
		return err
	}
	return r.arrange(ctx, v, meeting, 0, func(ctx context.Context, t *turn, a *Kept[Agenda]) error {
		a.Content.Numbers = k.Content.Numbers
		for i, s := range k.Content.Standing {
			item := Item{Meeting: meeting, Body: a.Content.Body, Title: s.Title, Purpose: s.Purpose, Depth: s.Depth, Heading: s.Heading, Procedural: !s.Heading}
			if err := t.place(ctx, a, first+i, item, len(a.Content.Items)); err != nil {
				return err
			}
		}
		return nil
	})
}

// bodyOf is the body whose meeting it is; 0 where it is not on the record.
func (r *Register) bodyOf(ctx context.Context, meeting int) int {
	m, err := published[gazette.Meeting](ctx, r, meeting)
	if err != nil {
		return 0
	}
	return m.Body
}

// resumeAgenda takes an agenda up that was published elsewhere: imported, or made before the desk was.
func (r *Register) resumeAgenda(ctx context.Context, v audience.Viewer, meeting int, public gazette.Agenda) error {
	return r.arrange(ctx, v, meeting, 0, func(ctx context.Context, t *turn, a *Kept[Agenda]) error {
		var numbers []int
		for _, it := range public.Items {
			item := Item{Meeting: meeting, Body: a.Content.Body, Depth: it.Depth, Heading: it.Heading, Procedural: it.Procedural, Title: it.Title,
				Purpose: it.Purpose, Lead: it.AskedLead, Asked: it.Asked, References: it.References, Contacts: it.Contacts, Issues: it.Issues,
				Papers: it.Documents, Ground: groundOf(it), Printed: true, Summary: it.Summary}
			if e := it.Exemption; e != nil && !e.Released.IsZero() {
				item.Released = &Release{On: e.Released, Was: item.Ground}
				item.Ground = audience.Ground{}
			}
			if err := t.place(ctx, a, it.Number, item, len(a.Content.Items)); err != nil {
				return err
			}
			numbers = append(numbers, it.Number)
		}
		on := council.DayOf(council.InLondon(t.at))
		if e, err := r.record.Latest(ctx, gazette.Subject{Kind: gazette.KindAgenda, Number: meeting}); err == nil {
			on = council.DayOf(council.InLondon(e.Revision.Changed))
		}
		a.Content.Editions = []PrintedEdition{{Label: public.Label, On: on, Added: numbers}}
		return nil
	})
}

// groundOf is the ground on which a published item is kept from the public. Who decided is not published, so
// that it is not known.
func groundOf(it gazette.Item) audience.Ground {
	g := audience.Ground{Openness: it.Openness}
	if it.Exemption != nil {
		g.Paragraphs, g.Reason, g.Review = it.Exemption.Paragraphs, it.Exemption.Reason, it.Exemption.Review
	}
	return g
}

// place keeps a new item and puts it on the agenda at an index, where it takes up what waits for the body.
func (t *turn) place(ctx context.Context, a *Kept[Agenda], number int, item Item, at int) error {
	if _, err := put(ctx, t, Kept[Item]{Number: number, Content: item}); err != nil {
		return err
	}
	a.Content.Items = slices.Insert(slices.Clone(a.Content.Items), at, number)
	return t.takeUpAt(ctx, number, item, a.Content.Day)
}

// AddItem puts a new item at the end of a meeting's agenda and gives its public number.
func (r *Register) AddItem(ctx context.Context, v audience.Viewer, meeting int, item Item) (number int, err error) {
	if err := item.Check(); err != nil {
		return 0, err
	}
	if err := May(v, ArrangeAgenda, r.bodyOf(ctx, meeting)); err != nil {
		return 0, err
	}
	if number, err = r.press.Reserve(ctx, gazette.KindItem, 1); err != nil {
		return 0, err
	}
	return number, r.arrange(ctx, v, meeting, -1, func(ctx context.Context, t *turn, a *Kept[Agenda]) error {
		item.Meeting, item.Body, item.Printed = meeting, a.Content.Body, false
		return t.place(ctx, a, number, item, len(a.Content.Items))
	})
}

// AddReport puts a report that waits for the body on the agenda: its title, purpose, what the body is
// asked and its papers are drawn from it.
func (r *Register) AddReport(ctx context.Context, v audience.Viewer, meeting, report int) (number int, err error) {
	if err := May(v, ArrangeAgenda, r.bodyOf(ctx, meeting)); err != nil {
		return 0, err
	}
	m, err := published[gazette.Meeting](ctx, r, meeting)
	if err != nil {
		return 0, err
	}
	if err := r.printReport(ctx, v, report, func(rep Report) *Stage { return rep.waitsFor(m.Body, m.Day) }); err != nil {
		return 0, err
	}
	if number, err = r.press.Reserve(ctx, gazette.KindItem, 1); err != nil {
		return 0, err
	}
	return number, r.arrange(ctx, v, meeting, -1, func(ctx context.Context, t *turn, a *Kept[Agenda]) error {
		k, err := get[Report](ctx, t, report)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(k.Content.Route, func(s Stage) bool { return s.Body == a.Content.Body && s.Item == 0 })
		if i < 0 {
			return council.Invalid("report %d does not wait for body %d", report, a.Content.Body)
		}
		item, err := t.itemFor(ctx, k, i)
		if err != nil {
			return err
		}
		item.Meeting, item.Body = meeting, a.Content.Body
		k.Content.Route = slices.Clone(k.Content.Route)
		k.Content.Route[i].Item, k.Content.Route[i].Meeting, k.Content.Route[i].Day = number, meeting, a.Content.Day
		if _, err := put(ctx, t, k); err != nil {
			return err
		}
		return t.place(ctx, a, number, item, len(a.Content.Items))
	})
}

// itemFor draws an agenda item from a report at a stage of its route.
func (t *turn) itemFor(ctx context.Context, k Kept[Report], stage int) (Item, error) {
	rep, s := k.Content, k.Content.Route[stage]
	item := Item{Title: rep.Title, Purpose: rep.Purpose, Lead: s.Lead, Asked: s.Asked, References: rep.References, Contacts: rep.Contacts,
		Issues: []gazette.ItemIssue{{Issue: rep.Issue, Role: s.Role}}, Report: k.Number, Ground: rep.Ground,
		Key: rep.Key.Key && s.Role == council.Decide}
	var err error
	item.Papers, err = t.papersOf(ctx, k.Number)
	return item, err
}

// Item is one item of an agenda in the making, with its papers.
func (r *Register) Item(ctx context.Context, v audience.Viewer, number int) (one ItemWork, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		if one.Kept, err = get[Item](ctx, t, number); err != nil {
			return err
		}
		if one.Papers, err = t.papers(ctx, one.Content.Papers); err != nil || one.Content.Report == 0 {
			return err
		}
		rep, err := get[Report](ctx, t, one.Content.Report)
		if council.IsNotFound(err) {
			return nil // what other bodies said of an exempt report is on the public record for whoever looks there
		}
		if err != nil {
			return err
		}
		one.Heard, err = r.heard(ctx, t, rep.Content)
		one.Heard = slices.DeleteFunc(one.Heard, func(h Heard) bool { return h.Item == number })
		return err
	})
	return one, err
}

// ChangeItem keeps a change to an item, made to the given version of it. Its place on the agenda is
// changed by Reorder.
func (r *Register) ChangeItem(ctx context.Context, v audience.Viewer, number, version int, item Item) error {
	return r.do(ctx, v, ArrangeAgenda, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Item](ctx, t, number)
		if err != nil {
			return err
		}
		if err := t.may(k.Content.Body); err != nil {
			return err
		}
		// What the page does not change stays as it is kept.
		item.Meeting, item.Body, item.Report, item.Printed = k.Content.Meeting, k.Content.Body, k.Content.Report, k.Content.Printed
		item.Minutes, item.Released, item.Summary = k.Content.Minutes, k.Content.Released, k.Content.Summary
		if err := releases(k.Content.Printed, k.Content.Ground, item.Ground); err != nil {
			return err
		}
		if _, err = put(ctx, t, Kept[Item]{Number: number, Version: version, Content: item}); err != nil {
			return err
		}
		a, err := fetch[Agenda](ctx, t, item.Meeting)
		if err != nil {
			return err
		}
		if err := t.takeUpAt(ctx, number, item, a.Content.Day); err != nil {
			return err
		}
		return r.showScreen(ctx, t, item.Meeting)
	})
}

// Reorder puts the items of an agenda into another order, seen at the given version.
func (r *Register) Reorder(ctx context.Context, v audience.Viewer, meeting, version int, order []int) error {
	return r.arrange(ctx, v, meeting, version, func(_ context.Context, _ *turn, a *Kept[Agenda]) error {
		if !slices.Equal(slices.Sorted(slices.Values(order)), slices.Sorted(slices.Values(a.Content.Items))) {
			return council.Invalid("the order must name every item of the agenda once")
		}
		a.Content.Items = order
		return nil
	})
}

// RemoveItem takes an item off an agenda. One that was published is withdrawn instead, with the reason
// that is printed; its number stays.
func (r *Register) RemoveItem(ctx context.Context, v audience.Viewer, meeting, number int, reason council.Text) error {
	return r.arrange(ctx, v, meeting, -1, func(ctx context.Context, t *turn, a *Kept[Agenda]) error {
		k, err := get[Item](ctx, t, number)
		if err != nil {
			return err
		}
		if k.Content.Meeting != meeting {
			return council.ErrNotFound
		}
		if k.Content.Printed {
			if reason.IsZero() {
				var faults council.Faults
				faults.Add("reason", "item.withdrawn.reason.missing")
				return faults.Err()
			}
			k.Content.Withdrawn = reason
			if _, err := put(ctx, t, k); err != nil {
				return err
			}
			return t.letWait(ctx, number)
		}
		if err := t.letWait(ctx, number); err != nil {
			return err
		}
		if err := t.backToWaiting(ctx, k); err != nil {
			return err
		}
		a.Content.Items = slices.DeleteFunc(slices.Clone(a.Content.Items), func(n int) bool { return n == number })
		return remove(ctx, t, k)
	})
}

// backToWaiting lets the report of an item that leaves an agenda wait for the body again.
func (t *turn) backToWaiting(ctx context.Context, k Kept[Item]) error {
	if k.Content.Report == 0 {
		return nil
	}
	rep, err := fetch[Report](ctx, t, k.Content.Report)
	if err != nil {
		return err
	}
	rep.Content.Route = slices.Clone(rep.Content.Route)
	for i := range rep.Content.Route {
		if rep.Content.Route[i].Item == k.Number {
			rep.Content.Route[i].Item, rep.Content.Route[i].Meeting = 0, 0
		}
	}
	_, err = put(ctx, t, rep)
	return err
}

// RecordGround records the lawful ground on which something goes ahead late.
func (r *Register) RecordGround(ctx context.Context, v audience.Viewer, meeting int, g LawfulGround) error {
	var faults council.Faults
	if g.By == "" {
		faults.Add("by", "lawful.by.missing")
	}
	if g.Reason.IsZero() {
		faults.Add("reason", "lawful.reason.missing")
	}
	if g.Rule == deadline.KeyNotice {
		faults.Add("reason", "lawful.notice.needed") // the notice itself is the ground, once it is published
	}
	if err := faults.Err(); err != nil {
		return err
	}
	return r.arrange(ctx, v, meeting, -1, func(_ context.Context, t *turn, a *Kept[Agenda]) error {
		g.On = council.DayOf(council.InLondon(t.at))
		kept := slices.DeleteFunc(slices.Clone(a.Content.Grounds), func(o LawfulGround) bool { return o.Rule == g.Rule && o.Item == g.Item })
		a.Content.Grounds = append(kept, g)
		return nil
	})
}
