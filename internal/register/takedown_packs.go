package register

import (
	"context"
	"fmt"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// packEditions are the editions of a public pack in which a paper may be bound that is taken down.
type packEditions struct {
	pack    int // number of the work
	version int // of the pack, when the editions were looked up
	subject gazette.Subject
	entries []int64
}

// packsWith are the editions of packs that go when a paper is taken down: those that were bound while it was
// to be read. latest says that it is not to be read any more; else an earlier edition of it alone goes, and
// the pack as it is now stays.
func (r *Register) packsWith(ctx context.Context, v audience.Viewer, d Takedown, latest bool) (list []packEditions, err error) {
	if d.Of != gazette.KindDocument {
		return nil, nil
	}
	if err := r.Deliver(ctx); err != nil {
		return nil, err
	}
	var packs []Kept[Pack]
	err = r.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		packs, err = find[Pack](ctx, &turn{tx: tx, viewer: v}, Query{Marks: []Mark{{"paper", itoa(d.Number)}}})
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, k := range packs {
		if k.Content.Members {
			continue // it is bound for each reader anew, and kept nowhere
		}
		one := packEditions{pack: k.Number, version: k.Version, subject: gazette.Subject{Kind: gazette.KindDocument, Number: k.Content.Document}}
		history, err := r.record.History(ctx, one.subject)
		if council.IsNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		one.entries = boundBefore(history, latest && !k.Content.Recalled && !k.Content.absent(d.Number))
		list = append(list, one)
	}
	return list, nil
}

// boundBefore are the editions of a pack that have a file, the oldest first, without the one that is given
// now unless it goes too.
func boundBefore(history []gazette.Edition, now bool) (entries []int64) {
	for i, e := range history {
		doc, ok := e.Content.(gazette.Document)
		if ok && doc.File != nil && (now || i < len(history)-1) {
			entries = append(entries, e.Revision.Seq)
		}
	}
	return entries
}

// unchanged is ErrConflict where a pack was made again since its editions were looked up.
func (t *turn) unchanged(ctx context.Context, packs []packEditions) error {
	for _, one := range packs {
		k, err := fetch[Pack](ctx, t, one.pack)
		if err != nil {
			return err
		}
		if k.Version != one.version {
			return fmt.Errorf("pack %d is being made: %w", one.pack, council.ErrConflict)
		}
	}
	return nil
}
