package register

import (
	"context"
	"errors"
	"reflect"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// changeReport runs a change to a report by somebody who may write it. The version is the report's as
// they saw it; below 0 for a change that holds whatever else has been changed meanwhile.
func (r *Register) changeReport(ctx context.Context, v audience.Viewer, number, version int,
	change func(context.Context, *turn, *Kept[Report]) error) error {
	return r.do(ctx, v, WriteReport, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := t.writing(ctx, number)
		if err != nil {
			return err
		}
		if version >= 0 && k.Version != version {
			return &Stale[Report]{Mine: k.Content, Theirs: k}
		}
		before := k.Content.Lock()
		if err := change(ctx, t, &k); err != nil {
			return err
		}
		return t.putReport(ctx, k, before)
	})
}

// writing is a report that the viewer may write; ErrDenied where they may only read it.
func (t *turn) writing(ctx context.Context, number int) (Kept[Report], error) {
	k, err := get[Report](ctx, t, number)
	if err != nil {
		return k, err
	}
	if !k.Content.writes(t.viewer) {
		return k, council.ErrDenied
	}
	return k, nil
}

// putReport keeps a report with the state of its clearance, and where it opens to others than before,
// its parts with it.
func (t *turn) putReport(ctx context.Context, k Kept[Report], before audience.Lock) error {
	state, err := t.clearance(ctx, k)
	if err != nil {
		return err
	}
	if err := t.tellStale(ctx, k); err != nil {
		return err
	}
	k.Content.State = state
	if k, err = put(ctx, t, k); err != nil {
		return err
	}
	now := k.Content.Lock()
	if before.Equal(now) {
		return nil
	}
	return t.passLock(ctx, k)
}

// passLock gives the parts of a report the lock of the whole.
func (t *turn) passLock(ctx context.Context, k Kept[Report]) error {
	for _, n := range k.Content.Sections {
		s, err := fetch[Section](ctx, t, n)
		if err != nil {
			return err
		}
		s.Content.InReport = partOf(k.Content)
		if _, err := put(ctx, t, s); err != nil {
			return err
		}
	}
	signs, err := t.signOffs(ctx, k.Number)
	if err != nil {
		return err
	}
	for _, s := range signs {
		s.Content.InReport, s.Content.Writers = partOf(k.Content), k.Content.allWriters()
		if _, err := put(ctx, t, s); err != nil {
			return err
		}
	}
	papers, err := find[Paper](ctx, t, Query{Marks: []Mark{{"report", itoa(k.Number)}}})
	if err != nil {
		return err
	}
	for _, p := range papers {
		p.Content = p.Content.goingBefore(k.Content.Lock())
		if _, err := put(ctx, t, p); err != nil {
			return err
		}
	}
	return nil
}

// Particulars are what a report says of itself besides its sections and its route.
type Particulars struct {
	Title      council.Text
	Purpose    council.Text
	References []string
	Contacts   []gazette.Contact
	Department council.Text
	Ground     audience.Ground
}

// ChangeParticulars keeps what a report says of itself, changed at the given version.
func (r *Register) ChangeParticulars(ctx context.Context, v audience.Viewer, number, version int, p Particulars) error {
	return r.changeReport(ctx, v, number, version, func(_ context.Context, _ *turn, k *Kept[Report]) error {
		c := &k.Content
		c.Title, c.Purpose, c.References, c.Contacts, c.Department, c.Ground = p.Title, p.Purpose, p.References, p.Contacts, p.Department, p.Ground
		return nil
	})
}

// WithdrawReport says that a report goes nowhere any more. What was published of it stays.
func (r *Register) WithdrawReport(ctx context.Context, v audience.Viewer, number, version int) error {
	return r.changeReport(ctx, v, number, version, func(_ context.Context, _ *turn, k *Kept[Report]) error {
		k.Content.State = ReportWithdrawn
		return nil
	})
}

// AddSection puts a new section at the end of a report and gives its number.
func (r *Register) AddSection(ctx context.Context, v audience.Viewer, report int, s Section) (number int, err error) {
	err = r.changeReport(ctx, v, report, -1, func(ctx context.Context, t *turn, k *Kept[Report]) error {
		if err := t.addSection(ctx, k, s, len(k.Content.Sections)); err != nil {
			return err
		}
		number = k.Content.Sections[len(k.Content.Sections)-1]
		return nil
	})
	return number, err
}

// OrderSections puts the sections of a report into another order, seen at the given version.
func (r *Register) OrderSections(ctx context.Context, v audience.Viewer, report, version int, order []int) error {
	return r.changeReport(ctx, v, report, version, func(_ context.Context, _ *turn, k *Kept[Report]) error {
		if !slices.Equal(slices.Sorted(slices.Values(order)), slices.Sorted(slices.Values(k.Content.Sections))) {
			return council.Invalid("the order must name every section of the report once")
		}
		k.Content.Sections = order
		return nil
	})
}

// RemoveSection takes a section out of its report. It is kept, with what somebody may be writing in it,
// and can be put back.
func (r *Register) RemoveSection(ctx context.Context, v audience.Viewer, report, section int) error {
	return r.changeReport(ctx, v, report, -1, func(_ context.Context, _ *turn, k *Kept[Report]) error {
		k.Content.Sections = slices.DeleteFunc(slices.Clone(k.Content.Sections), func(n int) bool { return n == section })
		return nil
	})
}

// RestoreSection puts a section back at the end of its report.
func (r *Register) RestoreSection(ctx context.Context, v audience.Viewer, report, section int) error {
	return r.changeReport(ctx, v, report, -1, func(ctx context.Context, t *turn, k *Kept[Report]) error {
		s, err := get[Section](ctx, t, section)
		if err != nil {
			return err
		}
		if s.Content.Report != report {
			return council.ErrNotFound
		}
		k.Content.Sections = with(k.Content.Sections, section)
		return t.passLock(ctx, *k)
	})
}

// WriteSection keeps a change to a section that was read at an edition. Where somebody else has written
// another since, it is *Stale[Section], with both.
func (r *Register) WriteSection(ctx context.Context, v audience.Viewer, number, edition int, heading council.Text, prose Words, g audience.Ground) error {
	err := r.writeSection(ctx, v, number, edition, heading, prose, g)
	var stale *Stale[Section]
	if errors.Is(err, council.ErrConflict) && !errors.As(err, &stale) {
		// Another act was between reading and writing: what it did is read now.
		return r.writeSection(ctx, v, number, edition, heading, prose, g)
	}
	return err
}

func (r *Register) writeSection(ctx context.Context, v audience.Viewer, number, edition int, heading council.Text, prose Words, g audience.Ground) error {
	return r.do(ctx, v, WriteReport, audience.AllBodies, func(ctx context.Context, t *turn) error {
		s, err := get[Section](ctx, t, number)
		if err != nil {
			return err
		}
		rep, err := t.writing(ctx, s.Content.Report)
		if err != nil {
			return err
		}
		mine := s.Content
		mine.Heading, mine.Prose, mine.Ground, mine.Edition = heading, prose, g, edition+1
		if s.Content.Edition != edition {
			return &Stale[Section]{Mine: mine, Theirs: s}
		}
		said := heading != s.Content.Heading || prose != s.Content.Prose || !reflect.DeepEqual(g, s.Content.Ground)
		if !said {
			mine.Edition = edition
		}
		s.Content = mine
		if s, err = put(ctx, t, s); err != nil {
			return err
		}
		if err := t.dropTyping(ctx, number); err != nil {
			return err
		}
		if said {
			if err := t.keepVersion(ctx, s); err != nil {
				return err
			}
		}
		return t.reassess(ctx, rep)
	})
}

// reassess keeps the report where a change to one of its parts has changed where its clearance stands.
func (t *turn) reassess(ctx context.Context, k Kept[Report]) error {
	if err := t.tellStale(ctx, k); err != nil {
		return err
	}
	state, err := t.clearance(ctx, k)
	if err != nil || state == k.Content.State {
		return err
	}
	k.Content.State = state
	_, err = put(ctx, t, k)
	return err
}
