package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Corrected is what a published decision is to say in place of what it says. Whose decision it is, of what day,
// and whether it may be called in are no matter for a correction: such a record is withdrawn and made anew.
type Corrected struct {
	Title, Purpose, Text, Reasons, Alternatives, Conflicts, Consulted council.Text
	Why                                                               council.Text // as the public reads it
}

// CorrectDecision publishes a new edition of a decision's record in which it says something else, with new notices
// in print and why; the edition of before stays on the record, so that the difference can be read. The call-in
// period is not begun anew. What the law requires and would be missing is *council.Faults.
func (r *Register) CorrectDecision(ctx context.Context, v audience.Viewer, number, version int, c Corrected) error {
	if r.notices == nil {
		return council.Invalid("there is nothing to print decision %d with", number)
	}
	w, err := r.Decision(ctx, v, number)
	if err != nil {
		return err
	}
	if err := May(v, PublishDecision, w.Content.Body); err != nil {
		return err
	}
	if err := w.correctable(version, c); err != nil {
		return err
	}
	before, err := published[gazette.Decision](ctx, r, number)
	if err != nil {
		return err
	}
	d := &w.Content
	d.Title, d.Purpose, d.Text, d.Reasons = c.Title, c.Purpose, c.Text, c.Reasons
	d.Alternatives, d.Conflicts, d.Consulted = c.Alternatives, c.Conflicts, c.Consulted
	if err := d.Check(); err != nil {
		return err
	}
	faults := d.missing(w.Executive)
	if err := faults.Err(); err != nil {
		return err
	}
	public, papers, err := r.printDecision(ctx, w)
	if err != nil {
		return err
	}
	// What the publication set in motion goes on as it was.
	public.CallIn, public.Effective, public.Standard = before.CallIn, before.Effective, before.Standard
	return r.do(ctx, v, PublishDecision, d.Body, func(ctx context.Context, t *turn) error {
		public.Corrections = append(slices.Clip(before.Corrections), gazette.DecisionCorrection{On: council.DayOf(council.InLondon(t.at)), Why: c.Why})
		if _, err := put(ctx, t, w.Kept); err != nil {
			return err
		}
		record, err := edition(gazette.Subject{Kind: gazette.KindDecision, Number: number}, public)
		if err != nil {
			return err
		}
		return t.send(ctx, append(papers, record)...)
	})
}

// correctable is what stands against a correction: another version than the one that was read, that nothing is
// published yet, or that nobody says why.
func (w DecisionWork) correctable(version int, c Corrected) error {
	if w.Version != version {
		return &Stale[Decision]{Mine: w.Content, Theirs: w.Kept}
	}
	if w.Content.Published.IsZero() {
		return council.ErrTooLate // it is simply changed
	}
	var faults council.Faults
	if c.Why.IsZero() {
		faults.Add("why", "made.why.missing")
	}
	return faults.Err()
}

// decisionWithdrawn lets the record of a decision that was taken down be put right, signed and published again;
// whatever was made of its call-in falls with it.
func (t *turn) decisionWithdrawn(ctx context.Context, number int) error {
	k, err := fetch[Decision](ctx, t, number)
	if council.IsNotFound(err) {
		return nil // published before the desk was
	}
	if err != nil {
		return err
	}
	k.Content.Published, k.Content.Signed = council.Day{}, nil
	if _, err := put(ctx, t, k); err != nil {
		return err
	}
	call, err := fetch[CallIn](ctx, t, number)
	if council.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return remove(ctx, t, call)
}
