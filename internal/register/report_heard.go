package register

import (
	"context"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Heard is what a body before which a report has been raised and resolved, as its published minutes say.
type Heard struct {
	Stage    int // of the report's route
	Item     int // agenda item
	Meeting  int
	Day      council.Day
	Body     council.Text // as it was called that day
	Points   []gazette.Point
	Resolved []gazette.Limb
}

// heard is what the bodies on a route have said so far.
func (r *Register) heard(ctx context.Context, rep Report) ([]Heard, error) {
	var list []Heard
	for i, s := range rep.Route {
		if s.Item == 0 {
			continue
		}
		e, err := r.record.Latest(ctx, gazette.Subject{Kind: gazette.KindMinutes, Number: s.Meeting})
		if council.IsNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		minutes, _ := e.Content.(gazette.Minutes)
		for _, m := range minutes.Items {
			if m.Item != s.Item || len(m.Points)+len(m.Resolution) == 0 {
				continue
			}
			h := Heard{Stage: i, Item: s.Item, Meeting: s.Meeting, Day: s.Day, Points: m.Points, Resolved: m.Resolution}
			body, err := published[gazette.Body](ctx, r, s.Body)
			if err != nil {
				return nil, err
			}
			h.Body = body.NameOn(s.Day)
			list = append(list, h)
		}
	}
	return list, nil
}
