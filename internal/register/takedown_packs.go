package register

import (
	"context"
	"fmt"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// packsWith are the entries of packs that go when a paper is taken down, with the packs as they are now. latest
// says that the paper is not to be read any more; else an earlier edition of it goes alone.
func (r *Register) packsWith(ctx context.Context, v audience.Viewer, d Takedown, latest bool) (packs []Kept[Pack], bound []gazette.BoundIn, err error) {
	if d.Of != gazette.KindDocument {
		return nil, nil, nil
	}
	if err := r.Deliver(ctx); err != nil {
		return nil, nil, err
	}
	err = r.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		packs, err = find[Pack](ctx, &turn{tx: tx, viewer: v}, Query{Marks: []Mark{{"paper", itoa(d.Number)}}})
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	bound, err = gazette.PacksWith(ctx, r.record, d.Number, latest)
	return packs, bound, err
}

// unchanged is ErrConflict where a pack was made again since.
func (t *turn) unchanged(ctx context.Context, packs []Kept[Pack]) error {
	for _, one := range packs {
		k, err := fetch[Pack](ctx, t, one.Number)
		if err != nil {
			return err
		}
		if k.Version != one.Version {
			return fmt.Errorf("pack %d is being made: %w", one.Number, council.ErrConflict)
		}
	}
	return nil
}
