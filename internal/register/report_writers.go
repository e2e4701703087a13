package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// AddWriter lets another account write a report: one whose holder writes reports today.
func (r *Register) AddWriter(ctx context.Context, v audience.Viewer, report, account int) error {
	return r.changeReport(ctx, v, report, -1, func(ctx context.Context, t *turn, k *Kept[Report]) error {
		a, err := get[Account](ctx, t, account)
		if err != nil && !council.IsNotFound(err) {
			return err
		}
		if err != nil || !a.Content.WritesReports(council.DayOf(council.InLondon(t.at))) {
			var faults council.Faults
			faults.Add("account", "writers.account.other")
			return faults.Err()
		}
		if account != k.Content.Author {
			k.Content.Writers = with(k.Content.Writers, account)
		}
		return nil
	})
}

// RemoveWriter lets an account no longer write a report. Who started it stays.
func (r *Register) RemoveWriter(ctx context.Context, v audience.Viewer, report, account int) error {
	return r.changeReport(ctx, v, report, -1, func(_ context.Context, _ *turn, k *Kept[Report]) error {
		k.Content.Writers = slices.DeleteFunc(slices.Clone(k.Content.Writers), func(n int) bool { return n == account })
		return nil
	})
}

// WritesReports says whether the account's holder writes reports on the day.
func (a Account) WritesReports(on council.Day) bool {
	return a.Ended.IsZero() && slices.ContainsFunc(a.Grants, func(g audience.Grant) bool {
		return (g.Role == audience.Author || g.Role == audience.Officer) && g.Covers(on)
	})
}
