package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// checkStage is ErrInvalid where a stage cannot stand on a route.
func (r *Register) checkStage(ctx context.Context, s *Stage) error {
	var faults council.Faults
	if _, err := published[gazette.Body](ctx, r, s.Body); err != nil {
		if !council.IsNotFound(err) {
			return err
		}
		faults.Add("body", "report.body.missing")
	}
	if s.Role.Check() != nil {
		faults.Add("role", "report.role.missing")
	}
	if s.Meeting != 0 {
		m, err := published[gazette.Meeting](ctx, r, s.Meeting)
		if err != nil || m.Body != s.Body {
			faults.Add("meeting", "report.meeting.unknown")
		}
		s.Day = m.Day
	}
	return faults.Err()
}

// SetStage puts a stage in place of the one at an index of a report's route, seen at the given version;
// at the index after the last it is added. A stage that an agenda has taken up keeps its body and day.
func (r *Register) SetStage(ctx context.Context, v audience.Viewer, report, version, at int, s Stage) error {
	if err := r.checkStage(ctx, &s); err != nil {
		return err
	}
	return r.changeReport(ctx, v, report, version, func(_ context.Context, _ *turn, k *Kept[Report]) error {
		route := slices.Clone(k.Content.Route)
		switch {
		case at == len(route):
			s.Item = 0
			route = append(route, s)
		case at < 0 || at > len(route):
			return council.ErrNotFound
		default:
			if was := route[at]; was.Item != 0 {
				s.Body, s.Meeting, s.Day = was.Body, was.Meeting, was.Day
			}
			s.Item = route[at].Item
			route[at] = s
		}
		k.Content.Route = route
		return nil
	})
}

// RemoveStage takes a stage off a report's route that no agenda has taken up.
func (r *Register) RemoveStage(ctx context.Context, v audience.Viewer, report, version, at int) error {
	return r.changeReport(ctx, v, report, version, func(_ context.Context, _ *turn, k *Kept[Report]) error {
		if at < 0 || at >= len(k.Content.Route) {
			return council.ErrNotFound
		}
		var faults council.Faults
		if k.Content.Route[at].Item != 0 {
			faults.Add("route", "report.stage.taken")
		}
		if len(k.Content.Route) == 1 {
			faults.Add("route", "report.stage.last")
		}
		if err := faults.Err(); err != nil {
			return err
		}
		k.Content.Route = slices.Delete(slices.Clone(k.Content.Route), at, at+1)
		return nil
	})
}

// MoveStage changes places of a stage with the one before it, seen at the given version.
func (r *Register) MoveStage(ctx context.Context, v audience.Viewer, report, version, at int) error {
	return r.changeReport(ctx, v, report, version, func(_ context.Context, _ *turn, k *Kept[Report]) error {
		if at < 1 || at >= len(k.Content.Route) {
			return council.ErrNotFound
		}
		k.Content.Route = slices.Clone(k.Content.Route)
		k.Content.Route[at-1], k.Content.Route[at] = k.Content.Route[at], k.Content.Route[at-1]
		return nil
	})
}
