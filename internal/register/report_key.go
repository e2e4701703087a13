package register

import (
	"context"

	"moothall/internal/audience"
	"moothall/internal/gazette"
)

// KeyTest is how the answers stand against what makes a decision key (SI 2012/2089 reg 8).
type KeyTest struct {
	Threshold int  // of the council, in pounds; 0 where it has set none
	Sum       bool // the pounds reach it
	Wards     bool // two or more wards are significantly affected
}

// Key says whether the decision is key.
func (k KeyTest) Key() bool { return k.Sum || k.Wards }

// manyWards is how many wards make a decision key.
const manyWards = 2

// Test holds the answers against a threshold.
func (k KeyAnswers) Test(threshold int) KeyTest {
	return KeyTest{Threshold: threshold, Sum: threshold > 0 && k.Pounds >= threshold, Wards: k.AllWards || len(k.Wards) >= manyWards}
}

// AnswerKey keeps the answers to whether the decision is key, given at a version of the report, and tells
// the issue of them. An officer may hold a decision key that neither sum nor wards make so.
func (r *Register) AnswerKey(ctx context.Context, v audience.Viewer, report, version int, a KeyAnswers) error {
	return r.changeReport(ctx, v, report, version, func(ctx context.Context, t *turn, k *Kept[Report]) error {
		customs, err := t.customs(ctx)
		if err != nil {
			return err
		}
		a.Asked, a.Key = true, a.Key || a.Test(customs.Content.Threshold).Key()
		k.Content.Key = a
		issue, err := working[gazette.Issue](ctx, t, r, k.Content.Issue)
		if err != nil {
			return err
		}
		c := issue.Content.Content
		c.Key, c.AllWards, c.Wards = a.Key, a.AllWards, a.Wards
		_, err = keepDraft(ctx, t, issue.Number, issue.Version, c)
		return err
	})
}
