package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
)

// signOffs are the sign-offs asked for a report, those due first before others.
func (t *turn) signOffs(ctx context.Context, report int) ([]Kept[SignOff], error) {
	return find[SignOff](ctx, t, Query{Marks: []Mark{{"report", itoa(report)}}})
}

// clearance is where the report stands, whoever looks: an act by somebody who sees less of it must come
// to the same.
func (t *turn) clearance(ctx context.Context, k Kept[Report]) (ReportState, error) {
	sections, signs, err := t.underClearance(ctx, k)
	return stateOf(k.Content, sections, signs), err
}

// underClearance are all sections of a report and the sign-offs asked for it.
func (t *turn) underClearance(ctx context.Context, k Kept[Report]) (sections []Kept[Section], signs []Kept[SignOff], err error) {
	for _, n := range k.Content.Sections {
		s, err := fetch[Section](ctx, t, n)
		if err != nil {
			return nil, nil, err
		}
		sections = append(sections, s)
	}
	signs, err = t.signOffs(ctx, k.Number)
	return sections, signs, err
}

// tellStale keeps with each sign-off that was given whether what it was given for has changed since, so that
// what waits for somebody is found without reading every report.
func (t *turn) tellStale(ctx context.Context, k Kept[Report]) error {
	sections, signs, err := t.underClearance(ctx, k)
	if err != nil {
		return err
	}
	for _, s := range signs {
		stale := s.Content.State == SignOffApproved && !s.Content.Stands(k.Content, sections)
		if stale == s.Content.Stale {
			continue
		}
		s.Content.Stale = stale
		if _, err := put(ctx, t, s); err != nil {
			return err
		}
	}
	return nil
}

// AskSignOff asks somebody to clear a report.
func (r *Register) AskSignOff(ctx context.Context, v audience.Viewer, report int, s SignOff) error {
	return r.changeReport(ctx, v, report, -1, func(ctx context.Context, t *turn, k *Kept[Report]) error {
		if s.Account != 0 {
			a, err := get[Account](ctx, t, s.Account)
			if err != nil && !council.IsNotFound(err) {
				return err
			}
			if err != nil || !a.Content.clears(s.Capacity, council.DayOf(council.InLondon(t.at))) {
				var faults council.Faults
				faults.Add("account", "signoff.account.other")
				return faults.Err()
			}
			s.Name = a.Content.Name
			k.Content.Approvers = with(k.Content.Approvers, s.Account)
		}
		s.Report, s.State, s.AskedBy, s.InReport, s.Writers = report, SignOffAsked, t.viewer.Name(), partOf(k.Content), k.Content.allWriters()
		_, err := add(ctx, t, s)
		return err
	})
}

// clears says whether the account's holder clears reports in a capacity on the day.
func (a Account) clears(capacity string, on council.Day) bool {
	return a.Ended.IsZero() && slices.ContainsFunc(a.Grants, func(g audience.Grant) bool {
		return g.Role == audience.Approver && g.Capacity == capacity && g.Covers(on)
	})
}

// with is a list of numbers with one more, once.
func with(list []int, n int) []int {
	if slices.Contains(list, n) {
		return list
	}
	return append(list[:len(list):len(list)], n)
}

// AskAgain asks for a sign-off again that was returned, now that its authors have answered.
func (r *Register) AskAgain(ctx context.Context, v audience.Viewer, number, version int, due council.Day) error {
	return r.aboutSignOff(ctx, v, WriteReport, number, version, func(t *turn, k *Kept[SignOff], rep Kept[Report]) error {
		if !rep.Content.writes(t.viewer) {
			return council.ErrDenied
		}
		k.Content.State, k.Content.Due, k.Content.Over, k.Content.On, k.Content.Stale = SignOffAsked, due, nil, council.Day{}, false
		return nil
	})
}

// DropSignOff takes a sign-off back that is no longer asked for.
func (r *Register) DropSignOff(ctx context.Context, v audience.Viewer, number int) error {
	return r.do(ctx, v, WriteReport, audience.AllBodies, func(ctx context.Context, t *turn) error {
		s, err := get[SignOff](ctx, t, number)
		if err != nil {
			return err
		}
		rep, err := t.writing(ctx, s.Content.Report)
		if err != nil {
			return err
		}
		if err := remove(ctx, t, s); err != nil {
			return err
		}
		return t.reassess(ctx, rep)
	})
}

// SignOff answers a sign-off that is asked of the viewer, about the report as they saw it: approved,
// returned to its authors, or, with the state as it is, only commented on. To return it needs a comment.
func (r *Register) SignOff(ctx context.Context, v audience.Viewer, number, version int, state SignOffState, comment string, over []SectionAt) error {
	if state == SignOffReturned && comment == "" {
		var faults council.Faults
		faults.Add("comment", "signoff.comment.missing")
		return faults.Err()
	}
	return r.aboutSignOff(ctx, v, ClearReport, number, version, func(t *turn, k *Kept[SignOff], rep Kept[Report]) error {
		if err := t.may(rep.Content.Body()); err != nil {
			return err
		}
		s := &k.Content
		if !s.AskedOf(t.viewer) {
			return council.ErrDenied
		}
		s.Comment = audience.Seal(comment)
		if state == SignOffAsked {
			return nil
		}
		s.State, s.Name, s.On = state, t.viewer.Name(), council.DayOf(council.InLondon(t.at))
		s.Over, s.Asked, s.Stale = over, askedOf(rep.Content), false
		return nil
	})
}

// aboutSignOff runs a change to a sign-off and looks again where the report stands.
func (r *Register) aboutSignOff(ctx context.Context, v audience.Viewer, act Act, number, version int, change func(*turn, *Kept[SignOff], Kept[Report]) error) error {
	return r.do(ctx, v, act, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[SignOff](ctx, t, number)
		if err != nil {
			return err
		}
		rep, err := get[Report](ctx, t, k.Content.Report)
		if err != nil {
			return err
		}
		k.Version = version
		if err := change(t, &k, rep); err != nil {
			return err
		}
		if _, err := put(ctx, t, k); err != nil {
			return err
		}
		return t.reassess(ctx, rep)
	})
}

// SignOffOf is one sign-off; ErrNotFound where the viewer may not see it.
func (r *Register) SignOffOf(ctx context.Context, v audience.Viewer, number int) (k Kept[SignOff], err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		k, err = get[SignOff](ctx, t, number)
		return err
	})
	return k, err
}
