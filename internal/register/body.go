package register

import (
	"context"

	"moothall/internal/audience"
	"moothall/internal/gazette"
)

// Body is a body as it is being worked on: the draft of its next edition, or what is published where
// nothing is drafted (then its version is 0).
func (r *Register) Body(ctx context.Context, v audience.Viewer, number int) (k Kept[Draft[gazette.Body]], err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		k, err = working[gazette.Body](ctx, t, r, number)
		return err
	})
	return k, err
}

// BodyDrafts are the bodies of which there is a draft.
func (r *Register) BodyDrafts(ctx context.Context, v audience.Viewer) (list []Kept[Draft[gazette.Body]], err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		list, err = find[Draft[gazette.Body]](ctx, t, Query{})
		return err
	})
	return list, err
}

// NewBody begins a body and gives its public number.
func (r *Register) NewBody(ctx context.Context, v audience.Viewer, content gazette.Body) (number int, err error) {
	if err := May(v, ChangeBody, audience.AllBodies); err != nil {
		return 0, err
	}
	if number, err = r.press.Reserve(ctx, gazette.KindBody, 1); err != nil {
		return 0, err
	}
	return number, r.ChangeBody(ctx, v, number, 0, content)
}

// ChangeBody keeps a change to a body, made to the given version of it. The public sees it when it is
// published.
func (r *Register) ChangeBody(ctx context.Context, v audience.Viewer, number, version int, content gazette.Body) error {
	return r.do(ctx, v, ChangeBody, number, func(ctx context.Context, t *turn) error {
		_, err := keepDraft(ctx, t, number, version, content)
		return err
	})
}

// PublishBody publishes the draft of a body.
func (r *Register) PublishBody(ctx context.Context, v audience.Viewer, number, version int) error {
	return r.do(ctx, v, ChangeBody, number, func(ctx context.Context, t *turn) error {
		return publishKept[gazette.Body](ctx, t, number, version)
	})
}
