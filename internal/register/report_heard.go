package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
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
	// Responses are what the report says to each of the points; zero for one that is not answered yet.
	Responses []council.Text
}

// heard is what the bodies on a route have said so far.
func (r *Register) heard(ctx context.Context, t *turn, rep Report) ([]Heard, error) {
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
			for _, p := range h.Points {
				said, err := rep.responseTo(t.viewer, s.Item, p.Text)
				if err != nil {
					return nil, err
				}
				h.Responses = append(h.Responses, said)
			}
			list = append(list, h)
		}
	}
	return list, nil
}

// responseTo is what the report says to a point; zero where it says nothing.
func (r Report) responseTo(v audience.Viewer, item int, raised string) (council.Text, error) {
	for _, one := range r.Responses {
		if one.Item == item && one.Raised == raised {
			return one.Text.Open(v, r.Lock())
		}
	}
	return council.Text{}, nil
}

// unanswered says whether something that was raised was answered neither at the meeting nor by the report.
func (h Heard) unanswered() bool {
	for i, p := range h.Points {
		if p.Answer == "" && h.Responses[i].IsZero() {
			return true
		}
	}
	return false
}

// Respond keeps what a report says to the points that were raised at an item, in their order, and the section
// that tells the next body of them, and gives that one's number. A section that told of the item before is
// written anew.
func (r *Register) Respond(ctx context.Context, v audience.Viewer, report, item int, said []council.Text, s Section) (number int, err error) {
	err = r.changeReport(ctx, v, report, -1, func(ctx context.Context, t *turn, k *Kept[Report]) error {
		all, err := r.heard(ctx, t, k.Content)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(h Heard) bool { return h.Item == item })
		if at < 0 || len(said) > len(all[at].Points) {
			return council.ErrNotFound
		}
		kept := slices.DeleteFunc(slices.Clone(k.Content.Responses), func(p PointResponse) bool { return p.Item == item })
		for i, text := range said {
			if !text.IsZero() {
				kept = append(kept, PointResponse{Item: item, Raised: all[at].Points[i].Text, Text: Sealed(text)})
			}
		}
		k.Content.Responses, s.Heard = kept, item
		number, err = t.tellHeard(ctx, k, s)
		return err
	})
	return number, err
}

// tellHeard puts the section that tells of an item in the place of the one that did before, or at the end of
// the report.
func (t *turn) tellHeard(ctx context.Context, k *Kept[Report], s Section) (int, error) {
	sections, err := t.sections(ctx, k.Content)
	if err != nil {
		return 0, err
	}
	for _, old := range sections {
		if old.Content.Heard != s.Heard {
			continue
		}
		old.Content.Prose = s.Prose
		old.Content.Edition++
		if old, err = put(ctx, t, old); err != nil {
			return 0, err
		}
		if err := t.dropTyping(ctx, old.Number); err != nil {
			return 0, err
		}
		return old.Number, t.keepVersion(ctx, old)
	}
	if err := t.addSection(ctx, k, s, len(k.Content.Sections)); err != nil {
		return 0, err
	}
	return k.Content.Sections[len(k.Content.Sections)-1], nil
}

// carried are the points that bodies before an item raised on its report, with what that says to each: what
// the public reads with the item. Of a report that is kept from them they read none of it.
func (r *Register) carried(ctx context.Context, t *turn, item int, report int) ([]gazette.Response, error) {
	rep, err := fetch[Report](ctx, t, report)
	if err != nil || !rep.Content.Ground.IsOpen() {
		return nil, err
	}
	stage := slices.IndexFunc(rep.Content.Route, func(s Stage) bool { return s.Item == item })
	heard, err := r.heard(ctx, t, rep.Content)
	var list []gazette.Response
	for _, h := range heard {
		if h.Stage >= stage {
			continue
		}
		for i, p := range h.Points {
			if p.Answer == "" || !h.Responses[i].IsZero() {
				list = append(list, gazette.Response{Item: h.Item, Raised: p.Text, Text: h.Responses[i]})
			}
		}
	}
	return list, err
}
