package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// asks says whether a limb asks something of somebody: it names who, or when, or leaves it to an officer. Of
// a motion that Council has passed every limb does that decides something.
func asks(l gazette.Limb, motion bool) bool {
	return l.Owner != "" || !l.Due.IsZero() || l.Verb == council.Delegated || motion && decides(l.Verb)
}

// limbsAt is what is known of an item whose limbs are followed.
type limbsAt struct {
	meeting  int
	body     int
	day      council.Day
	item     int
	title    council.Text
	issues   []gazette.ItemIssue
	limbs    []gazette.Limb
	openness council.Openness
	motion   bool // a motion that Council passed was moved there
}

// takeUp makes an action of every limb of an item that asks something of somebody, where there is none yet,
// and gives how many it made. What is kept from the public is kept from them in the action too.
func (t *turn) takeUp(ctx context.Context, at limbsAt) (made int, err error) {
	wanted, err := t.unfollowed(ctx, at)
	for _, i := range wanted {
		l := at.limbs[i]
		a := Action{Body: at.body, Meeting: at.meeting, Item: at.item, Limb: i + 1, Label: l.Label, Title: at.title, Decided: at.day, Openness: at.openness,
			Text: audience.Seal(l.Text), Named: audience.Seal(l.Owner), Due: l.Due, Motion: at.motion}
		if len(at.issues) > 0 {
			a.Issue = at.issues[0].Issue
		}
		if _, err := add(ctx, t, a); err != nil {
			return made, err
		}
		made++
	}
	return made, err
}

// unfollowed are the limbs, by their places from 0, that ask something of somebody and are no action yet.
func (t *turn) unfollowed(ctx context.Context, at limbsAt) (list []int, err error) {
	known, err := find[Action](ctx, t, Query{Marks: []Mark{{"item", itoa(at.item)}}})
	for i, l := range at.limbs {
		if asks(l, at.motion) && !slices.ContainsFunc(known, func(k Kept[Action]) bool { return k.Content.Limb == i+1 }) {
			list = append(list, i)
		}
	}
	return list, err
}

// limbsOf are the items of a meeting with their limbs, as they are followed.
func (r *Register) limbsOf(ctx context.Context, t *turn, meeting int) (list []limbsAt, err error) {
	m, items, err := r.tabled(ctx, t, meeting)
	if err != nil {
		return nil, err
	}
	body, err := published[gazette.Body](ctx, r, m.Body)
	if err != nil {
		return nil, err
	}
	motions, err := t.motions(ctx, meeting)
	if err != nil {
		return nil, err
	}
	for _, it := range items {
		at := limbsAt{meeting: meeting, body: m.Body, day: m.Day, item: it.Number, title: it.Title, issues: it.Issues}
		if at.limbs, at.openness, err = r.allLimbs(ctx, t, meeting, it.Number); err != nil {
			return nil, err
		}
		at.motion = body.Kind == council.FullCouncil && slices.ContainsFunc(motions, func(k Kept[Motion]) bool {
			return k.Content.Item == it.Number && k.Content.Sort == MotionProper && k.Content.State == MotionCarried
		})
		list = append(list, at)
	}
	return list, nil
}

// TakeUpActions makes an action of every limb of a meeting's minutes that asks something of somebody, where
// there is none yet, and gives how many it made; and it opens what they recommend and refer to other bodies.
// Publishing minutes does so by itself: this is for minutes that were published elsewhere.
func (r *Register) TakeUpActions(ctx context.Context, v audience.Viewer, meeting int) (made int, err error) {
	err = r.do(ctx, v, KeepAction, r.bodyOf(ctx, meeting), func(ctx context.Context, t *turn) error {
		public, err := r.minutesOf(ctx, meeting)
		if err != nil {
			return err
		}
		made, err = r.followLimbs(ctx, t, meeting, public)
		return err
	})
	return made, err
}

// followLimbs takes up what the minutes of a meeting pass on and ask for, and publishes what of that is public.
// It gives how many actions it made.
func (r *Register) followLimbs(ctx context.Context, t *turn, meeting int, public gazette.Minutes) (made int, err error) {
	all, err := r.limbsOf(ctx, t, meeting)
	if err != nil {
		return 0, err
	}
	for _, at := range all {
		if err := r.openFrom(ctx, t, at); err != nil {
			return made, err
		}
		n, err := t.takeUp(ctx, at)
		if err != nil {
			return made, err
		}
		made += n
	}
	actions, err := find[Action](ctx, t, Query{Marks: []Mark{{"meeting", itoa(meeting)}}})
	if err != nil {
		return made, err
	}
	return made, t.tellActions(ctx, public, actions...)
}

// tellActions publishes actions as they stand, as far as the minutes that ask for them are public.
func (t *turn) tellActions(ctx context.Context, public gazette.Minutes, actions ...Kept[Action]) error {
	var out []Outgoing
	for _, k := range actions {
		person := 0
		if k.Content.Owner != 0 {
			owner, err := fetch[Account](ctx, t, k.Content.Owner)
			if err != nil && !council.IsNotFound(err) {
				return err
			}
			person = owner.Content.Person
		}
		content, ok, err := ProjectAction(k.Content, public, person, t.viewer)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		o, err := edition(gazette.Subject{Kind: gazette.KindAction, Number: k.Number}, content)
		if err != nil {
			return err
		}
		out = append(out, o)
	}
	return t.send(ctx, out...)
}

// releaseFollowing opens what follows from an item, once that is released: the public reads an action from the
// next word that is said of it.
func (t *turn) releaseFollowing(ctx context.Context, item int) error {
	actions, err := find[Action](ctx, t, Query{Marks: []Mark{{"item", itoa(item)}}})
	if err != nil {
		return err
	}
	for _, k := range actions {
		k.Content.Openness = ""
		if _, err := put(ctx, t, k); err != nil {
			return err
		}
	}
	opened, err := find[Consideration](ctx, t, Query{Marks: []Mark{{"item", itoa(item)}}})
	for _, k := range opened {
		k.Content.Openness = ""
		if _, err := put(ctx, t, k); err != nil {
			return err
		}
	}
	return err
}

// ActionCare is who sees to an action, and until when.
type ActionCare struct {
	Owner int          // the account of whoever does it; 0 for nobody with one
	Post  council.Text // the post or body as which the public knows them
	Due   council.Day
}

// AssignAction says who does what an action asks, and until when.
func (r *Register) AssignAction(ctx context.Context, v audience.Viewer, number, version int, c ActionCare) error {
	return r.changeAction(ctx, v, number, version, func(t *turn, a *Action) error {
		if err := May(t.viewer, KeepAction, a.Body); err != nil {
			return err
		}
		a.Owner, a.Post, a.Due = c.Owner, c.Post, c.Due
		return nil
	})
}

// ActionReport is what somebody says of how an action goes, with where that can be seen.
type ActionReport struct {
	Text, Evidence string
	Public         bool              // the public reads it too, where it reads the action
	End            gazette.ActionEnd // that it is done, or is not to be done; empty where it goes on
}

// NoteAction says how an action goes. Whoever is to do it may say that it is done; only officers may cancel it.
func (r *Register) NoteAction(ctx context.Context, v audience.Viewer, number, version int, n ActionReport) error {
	return r.changeAction(ctx, v, number, version, func(t *turn, a *Action) error {
		if a.Owner != t.viewer.Account() || n.End == gazette.ActionCancelled {
			if err := May(t.viewer, KeepAction, a.Body); err != nil {
				return err
			}
		}
		var faults council.Faults
		if n.Text == "" && n.End != gazette.ActionDone {
			faults.Add("note", "action.note.missing")
		}
		if n.Text == "" && n.Evidence == "" && n.End == gazette.ActionDone {
			faults.Add("note", "action.evidence.missing")
		}
		note := ActionNote{At: t.at, By: t.viewer.Name(), Text: audience.Seal(n.Text), Evidence: audience.Seal(n.Evidence)}
		if n.Public {
			a.Told = append(slices.Clone(a.Told), note)
		} else {
			a.Notes = append(slices.Clone(a.Notes), note)
		}
		if n.End == gazette.ActionDone || n.End == gazette.ActionCancelled {
			a.End, a.Ended, a.EndedBy = n.End, council.DayOf(council.InLondon(t.at)), t.viewer.Name()
		}
		return faults.Err()
	})
}

// changeAction runs a change to an action that is still to be done, seen at a version, and publishes how it
// stands then where it is public.
func (r *Register) changeAction(ctx context.Context, v audience.Viewer, number, version int, change func(*turn, *Action) error) error {
	return r.do(ctx, v, ReportAction, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Action](ctx, t, number)
		if err != nil {
			return err
		}
		if k.Content.End != "" {
			return council.ErrTooLate
		}
		if err := change(t, &k.Content); err != nil {
			return err
		}
		k.Version = version
		if k, err = put(ctx, t, k); err != nil {
			return err
		}
		public, err := r.minutesOf(ctx, k.Content.Meeting)
		if err != nil {
			return err
		}
		return t.tellActions(ctx, public, k)
	})
}

// Unfollowed is how many limbs of a meeting's minutes ask something of somebody and are no action yet.
func (r *Register) Unfollowed(ctx context.Context, v audience.Viewer, meeting int) (n int, err error) {
	err = r.look(ctx, v, KeepAction, func(ctx context.Context, t *turn) error {
		all, err := r.limbsOf(ctx, t, meeting)
		for _, at := range all {
			wanted, err := t.unfollowed(ctx, at)
			if err != nil {
				return err
			}
			n += len(wanted)
		}
		return err
	})
	return n, err
}
