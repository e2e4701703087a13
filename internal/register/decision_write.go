package register

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// NewDecision begins the record of a decision and gives its public number.
func (r *Register) NewDecision(ctx context.Context, v audience.Viewer, d Decision) (number int, err error) {
	if err := May(v, WriteDecision, d.Body); err != nil {
		return 0, err
	}
	if err := d.Check(); err != nil {
		return 0, err
	}
	if number, err = r.press.Reserve(ctx, gazette.KindDecision, 1); err != nil {
		return 0, err
	}
	return number, r.do(ctx, v, WriteDecision, d.Body, func(ctx context.Context, t *turn) error {
		d.Signed, d.Published = nil, council.Day{}
		if err := t.keepDecision(ctx, Kept[Decision]{Number: number, Content: d}); err != nil {
			return err
		}
		return t.decidedAgain(ctx, number, d)
	})
}

// ChangeDecision keeps a change to the record of a decision, made to the given version of it. A signature
// stands for what was signed: where that is another now, it is taken off.
func (r *Register) ChangeDecision(ctx context.Context, v audience.Viewer, number, version int, d Decision) error {
	return r.do(ctx, v, WriteDecision, audience.AllBodies, func(ctx context.Context, t *turn) error {
		was, err := get[Decision](ctx, t, number)
		if err != nil {
			return err
		}
		if err := t.unpublished(was.Content); err != nil {
			return err
		}
		if err := t.may(d.Body); err != nil {
			return err
		}
		d.Owners, d.Signed, d.Published = was.Content.Owners, was.Content.Signed, council.Day{}
		if !reflect.DeepEqual(d.says(), was.Content.says()) {
			d.Signed = nil
		}
		return t.keepDecision(ctx, Kept[Decision]{Number: number, Version: version, Content: d})
	})
}

// unpublished says that a decision may still be changed: ErrTooLate where it is published.
func (t *turn) unpublished(d Decision) error {
	if !d.Published.IsZero() {
		return council.ErrTooLate
	}
	return t.may(d.Body)
}

// keepDecision keeps a decision with those who work on it: who drafts it, and who decides.
func (t *turn) keepDecision(ctx context.Context, k Kept[Decision]) error {
	d := &k.Content
	owners := slices.Clone(d.Owners)
	for _, account := range []int{t.viewer.Account(), d.By} {
		owners = with(owners, account)
	}
	if d.Person != 0 {
		accounts, err := find[Account](ctx, t, Query{})
		if err != nil {
			return err
		}
		for _, a := range accounts {
			if a.Content.Person == d.Person && a.Content.Ended.IsZero() {
				owners = with(owners, a.Number)
			}
		}
	}
	d.Owners = slices.DeleteFunc(owners, func(n int) bool { return n == 0 })
	_, err := put(ctx, t, k)
	return err
}

// RemoveDecision takes a record out that was not published.
func (r *Register) RemoveDecision(ctx context.Context, v audience.Viewer, number, version int) error {
	return r.do(ctx, v, WriteDecision, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Decision](ctx, t, number)
		if err != nil {
			return err
		}
		if err := t.unpublished(k.Content); err != nil {
			return err
		}
		if k.Version != version {
			return &Stale[Decision]{Mine: k.Content, Theirs: k}
		}
		if err := t.madeAgain(ctx, number, council.Day{}); err != nil {
			return err
		}
		return remove(ctx, t, k)
	})
}

// SignDecision signs the record of a single decision as it was read at a version.
func (r *Register) SignDecision(ctx context.Context, v audience.Viewer, number, version int) error {
	return r.do(ctx, v, SignDecision, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Decision](ctx, t, number)
		if err != nil {
			return err
		}
		if !k.Content.signs(t.viewer) {
			return council.ErrDenied
		}
		if err := t.unpublished(k.Content); err != nil {
			return err
		}
		k.Version = version
		k.Content.Signed = &DecisionSignature{Name: t.viewer.Name(), Account: t.viewer.Account(), At: t.at}
		_, err = put(ctx, t, k)
		return err
	})
}

// RecordDecision begins the record of what a body resolved at an item, from the limbs of its minute: what
// is exempt in those is left out. It gives the number of the record, of one that was begun before too.
func (r *Register) RecordDecision(ctx context.Context, v audience.Viewer, meeting, item int) (number int, err error) {
	var d Decision
	err = r.look(ctx, v, WriteDecision, func(ctx context.Context, t *turn) error {
		known, err := find[Decision](ctx, t, Query{Marks: []Mark{{"item", itoa(item)}}, Limit: 1})
		if err != nil {
			return err
		}
		for _, k := range known {
			number = k.Number
			return nil
		}
		d, err = r.resolved(ctx, t, meeting, item)
		return err
	})
	if err != nil || number != 0 {
		return number, err
	}
	return r.NewDecision(ctx, v, d)
}

// resolved is what was resolved at an item, as a decision.
func (r *Register) resolved(ctx context.Context, t *turn, meeting, item int) (d Decision, err error) {
	m, items, err := r.tabled(ctx, t, meeting)
	if err != nil {
		return d, err
	}
	at := slices.IndexFunc(items, func(one gazette.Item) bool { return one.Number == item })
	if at < 0 {
		return d, council.ErrNotFound
	}
	c := items[at]
	d = Decision{Sort: ByBody, Title: c.Title, Body: m.Body, Day: m.Day, Meeting: meeting, Item: item, Purpose: c.Purpose,
		Contacts: c.Contacts, Documents: c.Documents, Reference: strings.Join(c.References, ", ")}
	for _, i := range c.Issues {
		d.Issue = i.Issue
	}
	if k, err := get[Item](ctx, t, item); err == nil {
		d.Report, d.Key = k.Content.Report, k.Content.Key
	} else if !council.IsNotFound(err) {
		return d, err
	}
	if err := r.aboutIssue(ctx, t, &d); err != nil {
		return d, err
	}
	limbs, err := r.publicLimbs(ctx, t, meeting, item)
	if err != nil {
		return d, err
	}
	var lines []string
	for _, l := range limbs {
		if !passed(l.Verb) {
			lines = append(lines, strings.TrimSpace(l.Label+" "+l.Text))
		}
	}
	d.Text = council.InEnglish(strings.Join(lines, "\n\n"))
	d.Conflicts, err = r.declaredAt(ctx, t, meeting, item)
	return d, err
}

// passed says whether a limb of the verb leaves the decision to another body.
func passed(v council.Verb) bool { return v == council.Recommended || v == council.Referred }

// aboutIssue takes over what the issue says: wards, and whether and why it is key.
func (r *Register) aboutIssue(ctx context.Context, t *turn, d *Decision) error {
	if d.Issue == 0 {
		return nil
	}
	k, err := working[gazette.Issue](ctx, t, r, d.Issue)
	if council.IsNotFound(err) {
		return nil
	}
	i := k.Content.Content
	d.AllWards, d.Wards, d.Key = i.AllWards, i.Wards, d.Key || i.Key
	if d.Key {
		d.KeyReason = i.KeyReason
	}
	return err
}

// declaredAt are the interests declared at an item, a line each; zero where the desk knows of none.
func (r *Register) declaredAt(ctx context.Context, t *turn, meeting, item int) (council.Text, error) {
	list, err := find[Declaration](ctx, t, Query{Marks: []Mark{{"meeting", itoa(meeting)}}})
	var lines []string
	for _, k := range list {
		c := k.Content
		if err != nil || c.Item != item && c.Item != 0 {
			continue
		}
		line := c.Name
		if !c.Sensitive {
			nature, err := c.Nature.Open(t.viewer, c.Lock())
			if err != nil {
				return council.Text{}, err
			}
			line += ": " + nature.String()
		}
		lines = append(lines, line)
	}
	return council.InEnglish(strings.Join(lines, "\n")), err
}
