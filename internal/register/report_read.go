package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// ReportWork is all that is known of a report on its way.
type ReportWork struct {
	Kept[Report]
	Issue    gazette.Issue   // as it is being worked on, or published
	Sections []Kept[Section] // in order, those that the viewer may see
	Out      []Kept[Section] // taken out of the report
	Papers   []Kept[Paper]
	SignOffs []Kept[SignOff] // in the order in which they are due
	Customs  Customs
	Heard    []Heard // what bodies before which it has been raised and resolved
	Writes   bool    // the viewer may change it
}

// Report is a report on its way.
func (r *Register) Report(ctx context.Context, v audience.Viewer, number int) (w ReportWork, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		w, err = r.report(ctx, t, number)
		return err
	})
	return w, err
}

func (r *Register) report(ctx context.Context, t *turn, number int) (w ReportWork, err error) {
	if w.Kept, err = get[Report](ctx, t, number); err != nil {
		return w, err
	}
	issue, err := working[gazette.Issue](ctx, t, r, w.Content.Issue)
	if err != nil {
		return w, err
	}
	w.Issue = issue.Content.Content
	if w.Sections, err = t.sections(ctx, w.Content); err != nil {
		return w, err
	}
	if w.Out, err = find[Section](ctx, t, Query{Marks: []Mark{{"report", itoa(number)}}}); err != nil {
		return w, err
	}
	w.Out = slices.DeleteFunc(w.Out, func(k Kept[Section]) bool { return slices.Contains(w.Content.Sections, k.Number) })
	if w.Papers, err = find[Paper](ctx, t, Query{Marks: []Mark{{"report", itoa(number)}}}); err != nil {
		return w, err
	}
	if w.SignOffs, err = t.signOffs(ctx, number); err != nil {
		return w, err
	}
	customs, err := t.customs(ctx)
	if err != nil {
		return w, err
	}
	w.Customs = customs.Content
	w.Writes = w.Content.writes(t.viewer)
	w.Heard, err = r.heard(ctx, t, w.Content)
	return w, err
}

// sections are the sections of a report that the viewer may see, in its order.
func (t *turn) sections(ctx context.Context, rep Report) ([]Kept[Section], error) {
	var list []Kept[Section]
	for _, n := range rep.Sections {
		k, err := get[Section](ctx, t, n)
		if council.IsNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, k)
	}
	return list, nil
}

// Reports are the reports that the viewer may see in a state, or in any but withdrawn where it is empty:
// those whose next body meets soonest first, so many of them, after a place in that order.
func (r *Register) Reports(ctx context.Context, v audience.Viewer, state ReportState, after string, limit int) (list []Kept[Report], err error) {
	q := Query{After: after, Limit: limit}
	if state != "" {
		q.Marks = []Mark{{"state", string(state)}}
	} else {
		q.Marks = []Mark{{"alive", "yes"}}
	}
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		list, err = find[Report](ctx, t, q)
		return err
	})
	return list, err
}

// Section is one section with what is known of its report.
func (r *Register) Section(ctx context.Context, v audience.Viewer, number int) (k Kept[Section], w ReportWork, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		if k, err = get[Section](ctx, t, number); err != nil {
			return err
		}
		w, err = r.report(ctx, t, k.Content.Report)
		return err
	})
	return k, w, err
}

// Version is what a section said after a change, opened.
type Version struct {
	Kept[SectionVersion]
	Prose council.Text // as typed
}

// SectionVersions are the versions of a section, oldest first: whoever may see the section now may see
// what it said before.
func (r *Register) SectionVersions(ctx context.Context, v audience.Viewer, number int) (list []Version, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		k, err := get[Section](ctx, t, number)
		if err != nil {
			return err
		}
		kept, err := find[SectionVersion](ctx, t, Query{Marks: []Mark{{"section", itoa(number)}}})
		if err != nil {
			return err
		}
		for _, one := range kept {
			// A part that was made exempt is exempt in all its versions, so that the section's own lock holds.
			prose, err := one.Content.Prose.Open(v, k.Content.Lock())
			if err != nil {
				return err
			}
			list = append(list, Version{Kept: one, Prose: prose})
		}
		return nil
	})
	return list, err
}
