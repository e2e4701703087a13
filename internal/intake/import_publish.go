package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// latest is the content of a subject as it stands. Not found is no error: on is false then. gone is
// true where it was taken down.
func latest[T any](ctx context.Context, im *importer, s gazette.Subject) (content T, on, gone bool, err error) {
	found, err := im.act.Latest(ctx, s)
	switch {
	case errors.Is(err, council.ErrNotFound):
		return content, false, false, nil
	case errors.Is(err, council.ErrGone):
		return content, true, true, nil
	case err != nil:
		return content, false, false, err
	}
	content, ok := found.(T)
	if !ok {
		return content, false, false, fmt.Errorf("%v on the record is a %T: %w", s, found, council.ErrConflict)
	}
	return content, true, false, nil
}

// publish appends an edition where the content says anything new. That the page it was read from has
// changed elsewhere is nothing new, so the source is compared only with the rest; and what was
// published here first does not come to be imported by a page that fills its gaps.
func (im *importer) publish(ctx context.Context, s gazette.Subject, content any) error {
	before, err := im.act.Latest(ctx, s)
	src := &im.source
	switch {
	case errors.Is(err, council.ErrNotFound):
		im.report.Created = append(im.report.Created, s)
	case err != nil:
		return err
	default:
		same, err := sameButSource(s, before, content)
		if err != nil {
			return err
		}
		if same {
			im.report.Unchanged++
			return nil
		}
		im.report.noteUpdate(s)
		if !imported(before) {
			src = nil
		}
	}
	_, err = im.act.Publish(ctx, s, withSource(content, src))
	return err
}

// imported says whether a content was read from a page; a body's never says so.
func imported(content any) bool {
	switch c := content.(type) {
	case gazette.Issue:
		return c.Source != nil
	case gazette.Meeting:
		return c.Source != nil
	case gazette.Agenda:
		return c.Source != nil
	case gazette.Minutes:
		return c.Source != nil
	case gazette.Document:
		return c.Source != nil
	case gazette.Decision:
		return c.Source != nil
	}
	return false
}

// noteUpdate counts a subject once, and not as updated where this import made it.
func (r *PageReport) noteUpdate(s gazette.Subject) {
	for _, list := range [][]gazette.Subject{r.Created, r.Updated} {
		for _, known := range list {
			if known == s {
				return
			}
		}
	}
	r.Updated = append(r.Updated, s)
}

func sameButSource(s gazette.Subject, before, after any) (bool, error) {
	a, err := gazette.Encode(s, withSource(before, nil))
	if err != nil {
		return false, err
	}
	b, err := gazette.Encode(s, withSource(after, nil))
	return bytes.Equal(a, b), err
}

// withSource is the content as read from another source. A body has none.
func withSource(content any, src *gazette.Source) any {
	switch c := content.(type) {
	case gazette.Issue:
		c.Source = src
		return c
	case gazette.Meeting:
		c.Source = src
		return c
	case gazette.Agenda:
		c.Source = src
		return c
	case gazette.Minutes:
		c.Source = src
		return c
	case gazette.Document:
		c.Source = src
		return c
	case gazette.Decision:
		c.Source = src
		return c
	}
	return content
}

// number is the page's own number for a new subject where that is free, else the next one.
func (im *importer) number(ctx context.Context, kind gazette.Kind, own int) (int, error) {
	if own > 0 {
		_, err := im.act.Latest(ctx, gazette.Subject{Kind: kind, Number: own})
		if errors.Is(err, council.ErrNotFound) {
			return own, nil
		}
		if err != nil && !errors.Is(err, council.ErrGone) {
			return 0, err
		}
	}
	return im.act.Next(ctx, kind)
}

// itemNumber is the same for an item. A new number is never one that the page has for another item.
func (im *importer) itemNumber(ctx context.Context, own int) (int, error) {
	if own > 0 {
		_, err := im.act.FindItem(ctx, own)
		if errors.Is(err, council.ErrNotFound) {
			return own, nil
		}
		if err != nil {
			return 0, err
		}
	}
	for {
		n, err := im.act.Next(ctx, gazette.KindItem)
		if err != nil || !slices.ContainsFunc(im.held, func(c consideration) bool { return c.ItemNumber == n }) {
			return n, err
		}
	}
}

// say puts words into the text's language that the page is in, and leaves the other.
func (im *importer) say(t council.Text, words string) council.Text {
	if im.page.Language == council.Welsh {
		t.Cy = words
	} else {
		t.En = words
	}
	return t
}

// said is what a text says in the page's language; "" where it exists in the other alone.
func (im *importer) said(t council.Text) string {
	if im.page.Language == council.Welsh {
		return t.Cy
	}
	return t.En
}

// follows says whether the page is in Welsh and the text exists in English: what has no language, a
// limb or a name, is then the English page's, so that it does not matter which was imported first.
func (im *importer) follows(t council.Text) bool {
	return im.page.Language == council.Welsh && t.En != ""
}
