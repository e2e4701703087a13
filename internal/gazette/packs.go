package gazette

import (
	"context"
	"errors"
	"slices"

	"moothall/internal/council"
)

// Past is the record with what every subject said before.
type Past interface {
	Record
	// History is every edition of a subject, the oldest first, with nil content where it was taken down;
	// council.ErrNotFound where there is none.
	History(ctx context.Context, s Subject) ([]Edition, error)
}

// BoundIn are entries of one agenda pack, in which a paper is bound.
type BoundIn struct {
	Pack    Subject
	Entries []int64 // sequence numbers, ascending
}

// PacksWith are the entries of agenda packs that hold a paper and that stand, which go when the paper is taken
// down. Where now is false only an earlier edition of the paper goes, and with it all but the pack that is
// given now, which holds the paper as it is.
func PacksWith(ctx context.Context, p Past, paper int, now bool) (list []BoundIn, err error) {
	packs, err := packsOf(ctx, p, paper)
	if err != nil {
		return nil, err
	}
	for _, n := range packs {
		one := BoundIn{Pack: Subject{Kind: KindDocument, Number: n}}
		history, err := p.History(ctx, one.Pack)
		if errors.Is(err, council.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for i, e := range history {
			if holds(e, paper) && (now || i < len(history)-1) {
				one.Entries = append(one.Entries, e.Revision.Seq)
			}
		}
		if len(one.Entries) > 0 {
			list = append(list, one)
		}
	}
	return list, nil
}

// packsOf are the documents among which are the packs that hold a paper now or did before: those that
// mention it, and those of the meetings on whose agendas it is.
func packsOf(ctx context.Context, r Record, paper int) ([]int, error) {
	s := Subject{Kind: KindDocument, Number: paper}
	all, err := r.Mentioning(ctx, s, KindDocument)
	if err != nil {
		return nil, err
	}
	meetings, err := r.Mentioning(ctx, s, KindAgenda)
	if err != nil {
		return nil, err
	}
	for _, m := range meetings {
		packs, err := r.Mentioning(ctx, Subject{Kind: KindMeeting, Number: m}, KindDocument)
		if err != nil {
			return nil, err
		}
		all = append(all, packs...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// holds says whether an edition of a pack has a file in which the paper is bound.
func holds(e Edition, paper int) bool {
	d, ok := e.Content.(Document)
	return ok && d.File != nil && d.Pack != nil && slices.ContainsFunc(d.Pack.Papers, func(p PackedPaper) bool { return p.Document == paper })
}
