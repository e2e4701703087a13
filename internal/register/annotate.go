package register

import (
	"context"
	"fmt"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// OpenAnnotation is an annotation that the viewer may read, with its words.
type OpenAnnotation struct {
	Kept[Annotation]
	Quote, Note string
	Own         bool
}

// Annotate keeps a change to an annotation of the viewer's own, or a new one; a change that was kept before
// changes nothing. The answer is the annotation as it stands. ErrNotFound where they may not read the paper.
func (r *Register) Annotate(ctx context.Context, v audience.Viewer, j Jotting) (o OpenAnnotation, err error) {
	if err := j.check(); err != nil {
		return o, err
	}
	err = r.do(ctx, v, Annotate, audience.AllBodies, func(ctx context.Context, t *turn) error {
		number, err := t.tx.Next(ctx, Annotation{}.Kind()) // the same from another window waits here
		if err != nil {
			return err
		}
		k, err := t.annotationByID(ctx, j.ID)
		if err != nil {
			return err
		}
		if k.Version == 0 {
			k = Kept[Annotation]{Number: number, Content: Annotation{ID: j.ID, Account: v.Account(), Document: j.Document, Page: j.Page,
				Quote: audience.Seal(j.Quote), Start: j.Start}}
			if j.Remove {
				o = OpenAnnotation{Kept: k, Own: true}
				o.Content.Removed = true
				return nil // it never came here
			}
		}
		o, err = r.jot(ctx, t, k, j)
		return err
	})
	return o, err
}

// jot makes a change to an annotation of the viewer's own.
func (r *Register) jot(ctx context.Context, t *turn, k Kept[Annotation], j Jotting) (o OpenAnnotation, err error) {
	pages, err := r.opensPaper(ctx, t, k.Content.Document)
	if err != nil {
		return o, err
	}
	if k.Content.Page > pages {
		return o, council.Invalid("paper %d has %d pages", k.Content.Document, pages)
	}
	if slices.Contains(k.Content.Steps, j.Step) {
		return t.openAnnotation(k)
	}
	note, err := k.Content.Note.Open(t.viewer, k.Content.Lock())
	if err != nil {
		return o, err
	}
	k.Content.Name = t.viewer.Name()
	k.Content = k.Content.apply(j, note)
	if k, err = put(ctx, t, k); err != nil {
		return o, err
	}
	return t.openAnnotation(k)
}

// annotationByID is the viewer's own annotation of that name; version 0 where there is none.
func (t *turn) annotationByID(ctx context.Context, id string) (k Kept[Annotation], err error) {
	list, err := find[Annotation](ctx, t, Query{Marks: []Mark{{"id", fmt.Sprintf("%d/%s", t.viewer.Account(), id)}}, Limit: 1})
	if len(list) > 0 {
		k = list[0]
	}
	return k, err
}

func (t *turn) openAnnotation(k Kept[Annotation]) (o OpenAnnotation, err error) {
	o = OpenAnnotation{Kept: k, Own: k.Content.Account == t.viewer.Account()}
	if o.Quote, err = k.Content.Quote.Open(t.viewer, k.Content.Lock()); err != nil {
		return o, err
	}
	o.Note, err = k.Content.Note.Open(t.viewer, k.Content.Lock())
	return o, err
}

// Annotations are the viewer's own on those papers, and those that are shared with them, by place. Papers that
// they may not read, or not any more, have none.
func (r *Register) Annotations(ctx context.Context, v audience.Viewer, documents []int) (list []OpenAnnotation, err error) {
	err = r.look(ctx, v, Annotate, func(ctx context.Context, t *turn) error {
		for _, n := range documents {
			found, err := find[Annotation](ctx, t, Query{Marks: []Mark{{"document", itoa(n)}}})
			if err != nil {
				return err
			}
			if len(found) == 0 {
				continue
			}
			if _, err := r.opensPaper(ctx, t, n); council.IsNotFound(err) {
				continue
			} else if err != nil {
				return err
			}
			for _, k := range found {
				o, err := t.openAnnotation(k)
				if err != nil {
					return err
				}
				list = append(list, o)
			}
		}
		return nil
	})
	return list, err
}

// Annotation is one annotation that the viewer may read, of a paper that they may read.
func (r *Register) Annotation(ctx context.Context, v audience.Viewer, number int) (o OpenAnnotation, err error) {
	err = r.look(ctx, v, Annotate, func(ctx context.Context, t *turn) error {
		k, err := get[Annotation](ctx, t, number)
		if err == nil && k.Content.Removed {
			err = fmt.Errorf("annotation %d was removed: %w", number, council.ErrNotFound)
		}
		if err != nil {
			return err
		}
		if _, err := r.opensPaper(ctx, t, k.Content.Document); err != nil {
			return err
		}
		o, err = t.openAnnotation(k)
		return err
	})
	return o, err
}

// Readers are those of the others who may read a paper that the viewer may read.
func (r *Register) Readers(ctx context.Context, v audience.Viewer, document int, others []audience.Viewer) (list []audience.Viewer, err error) {
	err = r.look(ctx, v, Annotate, func(ctx context.Context, t *turn) error {
		if _, err := r.opensPaper(ctx, t, document); err != nil {
			return err
		}
		list, err = r.readers(ctx, t, document, others)
		return err
	})
	return list, err
}

func (r *Register) readers(ctx context.Context, t *turn, document int, others []audience.Viewer) (list []audience.Viewer, err error) {
	for _, o := range others {
		if o.Account() == t.viewer.Account() {
			continue
		}
		as := *t
		as.viewer = o
		_, err := r.opensPaper(ctx, &as, document)
		switch {
		case err == nil:
			list = append(list, o)
		case !council.IsNotFound(err):
			return nil, err
		}
	}
	return list, nil
}

// ShareAnnotation says with whom an annotation of the viewer's own is shared, and with nobody else. Those who may
// not read the paper are refused: council.ErrDenied.
func (r *Register) ShareAnnotation(ctx context.Context, v audience.Viewer, number, version int, with []audience.Viewer) error {
	return r.do(ctx, v, Annotate, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Annotation](ctx, t, number)
		if err == nil && k.Content.Account != v.Account() {
			err = fmt.Errorf("annotation %d is somebody else's: %w", number, council.ErrDenied)
		}
		if err != nil {
			return err
		}
		may, err := r.readers(ctx, t, k.Content.Document, with)
		if err != nil {
			return err
		}
		if len(may) != len(with) {
			return fmt.Errorf("somebody with whom annotation %d is shared may not read paper %d: %w", number, k.Content.Document, council.ErrDenied)
		}
		k.Version, k.Content.Shared = version, nil
		for _, o := range may {
			k.Content.Shared = append(k.Content.Shared, o.Account())
		}
		_, err = put(ctx, t, k)
		return err
	})
}
