package register

import (
	"context"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Issue is an issue as it is being worked on: its draft, or what is published.
func (r *Register) Issue(ctx context.Context, v audience.Viewer, number int) (k Kept[Draft[gazette.Issue]], err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		k, err = working[gazette.Issue](ctx, t, r, number)
		return err
	})
	return k, err
}

// issueFor is the edition of an issue that goes out with an agenda or a plan which brings it before a
// body: its draft where there is one, with what the report on it plans and says of it; nil where none is
// known. ok is false where nothing about it changes.
func (r *Register) issueFor(ctx context.Context, t *turn, number int, rep *Report) (content gazette.Issue, ok bool, err error) {
	k, err := working[gazette.Issue](ctx, t, r, number)
	if err != nil {
		return content, false, err
	}
	content = k.Content.Content
	if rep == nil {
		return content, k.Version > 0, nil
	}
	return ProjectIssue(content, *rep), true, nil
}

// dropDraft takes the draft of an issue out of the register, now that it is published.
func (t *turn) dropDraft(ctx context.Context, number int) error {
	k, err := fetch[Draft[gazette.Issue]](ctx, t, number)
	if council.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return remove(ctx, t, k)
}

// plannedOn are the considerations of a route that are announced before an agenda brings them.
func plannedOn(route []Stage) []gazette.Planned {
	var list []gazette.Planned
	for _, s := range route {
		if s.Day.IsZero() {
			continue
		}
		p := gazette.Planned{Body: s.Body, Role: s.Role, Due: s.Day}
		for i, a := range s.Asked {
			if i > 0 {
				p.Asked.En += " "
			}
			p.Asked = council.Text{En: p.Asked.En + a.Text.En, Cy: p.Asked.Cy + a.Text.Cy}
		}
		list = append(list, p)
	}
	return list
}
