package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// followMinutes is what follows from minutes that are being published: what they recommend or refer opens
// considerations, what they ask of somebody becomes an action, and what they resolve answers what the meeting
// had taken up. Done again, as minutes are corrected, it adds what is new.
func (r *Register) followMinutes(ctx context.Context, t *turn, w *MinutesWork, public gazette.Minutes) error {
	if _, err := r.followLimbs(ctx, t, w.Number, public); err != nil {
		return err
	}
	return r.answerAt(ctx, t, w)
}

// openFrom opens a consideration for every limb of an item that passes something on, where there is none yet
// and the record knows of no answer.
func (r *Register) openFrom(ctx context.Context, t *turn, at limbsAt) error {
	known, err := find[Consideration](ctx, t, Query{Marks: []Mark{{"item", itoa(at.item)}}})
	if err != nil {
		return err
	}
	for i, l := range at.limbs {
		if l.Verb != council.Recommended && l.Verb != council.Referred ||
			slices.ContainsFunc(known, func(k Kept[Consideration]) bool { return k.Content.Limb == i+1 }) {
			continue
		}
		to, err := r.addressed(ctx, l, at.day)
		if err != nil {
			return err
		}
		c := Consideration{Why: OpenedByRecommendation, Role: council.Decide, To: to, From: at.body, Meeting: at.meeting, Item: at.item, Limb: i + 1,
			Label: l.Label, Title: at.title, Decided: at.day, Openness: at.openness, Text: audience.Seal(l.Text)}
		if l.Verb == council.Referred {
			c.Why, c.Role = OpenedByReferral, council.Note
		}
		if len(at.issues) > 0 {
			c.Issue = at.issues[0].Issue
		}
		answered, err := r.answeredAlready(ctx, c)
		if err != nil {
			return err
		}
		if to == 0 || to == at.body || answered {
			continue
		}
		if err := t.openConsideration(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// answeredAlready says whether the record tells how a limb was answered: of minutes that were published before
// the desk was.
func (r *Register) answeredAlready(ctx context.Context, c Consideration) (bool, error) {
	if c.Issue == 0 {
		return false, nil
	}
	account, err := gazette.ComposeIssue(ctx, r.record, c.Issue)
	if council.IsNotFound(err) {
		return false, nil
	}
	return slices.ContainsFunc(account.Route, func(s gazette.Step) bool {
		return slices.ContainsFunc(s.Item.Limbs, func(l gazette.LimbAccount) bool {
			return l.Anchor == gazette.LimbAnchor(c.Item, c.Limb) && l.AnsweredBy != nil && l.AnsweredBy.Answer != council.AnswerAwaited
		})
	}), err
}

// addressed is the body to which a limb is addressed, by its number or as it is named; 0 for none.
func (r *Register) addressed(ctx context.Context, l gazette.Limb, on council.Day) (int, error) {
	if l.AddresseeBody != 0 || l.Addressee == "" {
		return l.AddresseeBody, nil
	}
	roll, err := r.record.Roll(ctx)
	if err != nil {
		return 0, err
	}
	wanted, to := gazette.FoldBodyName(l.Addressee), 0
	for n, b := range roll.Bodies {
		name := b.NameOn(on)
		if fits := gazette.FoldBodyName(name.En) == wanted || name.Cy != "" && gazette.FoldBodyName(name.Cy) == wanted; fits && (to == 0 || n < to) {
			to = n
		}
	}
	return to, nil
}

// openConsideration keeps a new consideration; an item of a coming agenda that brings the issue to the body
// already takes it up.
func (t *turn) openConsideration(ctx context.Context, c Consideration) error {
	k, err := add(ctx, t, c)
	if err != nil || c.Issue == 0 || c.To == 0 {
		return err
	}
	agendas, err := find[Agenda](ctx, t, Query{Marks: []Mark{{"body", itoa(c.To)}}})
	for _, a := range agendas {
		if a.Content.Day.Before(c.Decided) || a.Number == c.Meeting {
			continue
		}
		for _, n := range a.Content.Items {
			it, err := fetch[Item](ctx, t, n)
			if err != nil && !council.IsNotFound(err) {
				return err
			}
			if err == nil && n != c.Item && it.Content.brings(c.Issue) {
				k.Content.AtMeeting, k.Content.AtItem = a.Number, n
				_, err = put(ctx, t, k)
				return err
			}
		}
	}
	return err
}

// brings says whether the item brings an issue before its body.
func (i Item) brings(issue int) bool {
	return i.Withdrawn.IsZero() && slices.ContainsFunc(i.Issues, func(it gazette.ItemIssue) bool { return it.Issue == issue })
}

// takeUpAt lets an item take up the considerations of its issues that wait for the body and were opened by the
// day of its meeting.
func (t *turn) takeUpAt(ctx context.Context, number int, item Item, day council.Day) error {
	for _, it := range item.Issues {
		waiting, err := find[Consideration](ctx, t, Query{Marks: []Mark{{"state", string(ConsiderationWaits)}, {"to", itoa(item.Body)}, {"issue", itoa(it.Issue)}}})
		if err != nil {
			return err
		}
		for _, k := range waiting {
			if day.Before(k.Content.Decided) || item.Meeting == k.Content.Meeting || number == k.Content.Item {
				continue
			}
			k.Content.AtMeeting, k.Content.AtItem = item.Meeting, number
			if _, err := put(ctx, t, k); err != nil {
				return err
			}
		}
	}
	return nil
}

// letWait lets the considerations that an item had taken up wait again.
func (t *turn) letWait(ctx context.Context, item int) error {
	taken, err := find[Consideration](ctx, t, Query{Marks: []Mark{{"at item", itoa(item)}, {"state", string(ConsiderationTakenUp)}}})
	for _, k := range taken {
		k.Content.AtMeeting, k.Content.AtItem, k.Content.Answer, k.Content.AnswerLimb, k.Content.Chosen = 0, 0, "", 0, false
		if _, err := put(ctx, t, k); err != nil {
			return err
		}
	}
	return err
}

// meetingLetsWait lets all that a meeting's items had taken up wait again, since it is not held.
func (t *turn) meetingLetsWait(ctx context.Context, meeting int) error {
	taken, err := find[Consideration](ctx, t, Query{Marks: []Mark{{"at", itoa(meeting)}, {"state", string(ConsiderationTakenUp)}}})
	for _, k := range taken {
		if err := t.letWait(ctx, k.Content.AtItem); err != nil {
			return err
		}
	}
	return err
}

// AddConsideration puts a consideration that waits for the body on a meeting's agenda, as an item of its own
// with that purpose, and gives the item's public number.
func (r *Register) AddConsideration(ctx context.Context, v audience.Viewer, meeting, number int, purpose council.Text) (item int, err error) {
	if err := May(v, ArrangeAgenda, r.bodyOf(ctx, meeting)); err != nil {
		return 0, err
	}
	if item, err = r.press.Reserve(ctx, gazette.KindItem, 1); err != nil {
		return 0, err
	}
	return item, r.arrange(ctx, v, meeting, -1, func(ctx context.Context, t *turn, a *Kept[Agenda]) error {
		k, err := get[Consideration](ctx, t, number)
		if err != nil {
			return err
		}
		c := &k.Content
		if c.To != a.Content.Body || c.State() != ConsiderationWaits {
			return council.Invalid("consideration %d does not wait for body %d", number, a.Content.Body)
		}
		one, err := t.itemOf(ctx, *c, a.Content.Body)
		if err != nil {
			return err
		}
		one.Meeting, one.Body, one.Purpose = meeting, a.Content.Body, purpose
		c.AtMeeting, c.AtItem = meeting, item
		if _, err = put(ctx, t, k); err != nil {
			return err
		}
		return t.place(ctx, a, item, one, len(a.Content.Items))
	})
}

// itemOf draws an agenda item from a consideration. What was resolved in private is asked in private.
func (t *turn) itemOf(ctx context.Context, c Consideration, body int) (Item, error) {
	text, err := c.Text.Open(t.viewer, c.Lock())
	if err != nil {
		return Item{}, err
	}
	item := Item{Title: c.Title}
	if c.Issue != 0 {
		item.Issues = []gazette.ItemIssue{{Issue: c.Issue, Role: c.Role}}
	}
	if (audience.Lock{Openness: c.Openness}).IsOpen() {
		customs, err := t.bodyCustoms(ctx, body)
		if c.Asks() {
			item.Lead, item.Asked = customs.Content.Lead, []gazette.Ask{{Text: council.InEnglish(text)}}
		}
		return item, err
	}
	from, err := fetch[Item](ctx, t, c.Item)
	item.Ground, item.Private = from.Content.Ground, Sealed(council.InEnglish(text))
	return item, err
}
