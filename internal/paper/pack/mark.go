package pack

import (
	"context"
	"fmt"
	"io"
)

// Mark writes a copy of one paper with the holder's name on every page, as in the holder's pack, without
// front sheet and contents. The prepared paper is kept in the folder, one for each paper. Errors are
// those of Bind; a paper that cannot be bound is replaced by a page that says why.
func (b *Binder) Mark(ctx context.Context, plan Plan, p Paper, folder string, out io.Writer) (Placed, error) {
	plan.Items = []Item{{Title: p.Title, Papers: []Paper{p}}}
	if err := plan.check(); err != nil {
		return Placed{}, err
	}
	defer b.turn(folder)()
	s, err := openStore(folder, plan.Words.Scan)
	if err != nil {
		return Placed{}, err
	}
	w := &binding{Binder: b, ctx: ctx, plan: plan, store: s, join: newJoiner(out), times: map[string]int{}, alone: true}
	if err := w.bindPapers(func(Progress) {}); err != nil {
		return Placed{}, fmt.Errorf("mark %q: %w", p.Title, err)
	}
	w.join.order = w.parts[0]
	w.number()
	w.place(0)
	if err := w.finish(); err != nil {
		return Placed{}, fmt.Errorf("mark %q: %w", p.Title, err)
	}
	return w.placed[0][0], s.sweep()
}
