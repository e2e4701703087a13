package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// DecisionWork is a decision as it is being recorded, with what law and the council's customs say of it.
type DecisionWork struct {
	Kept[Decision]
	Body      gazette.Body // that decided; zero where one person did
	Issue     council.Text // its title; zero where the decision belongs to none
	Executive bool
	// Missing is what the law requires of the record and is not there yet.
	Missing []council.FieldFault
	// Standard says by when it is to be published; nil where neither statute nor the council says.
	Standard *Due
	// CallIn says until when it may be called in if it is published today; nil where it cannot be.
	CallIn *deadline.Answer
	Effect council.Day // from when it holds, unless it is called in; zero where that is not known
	// Noticed is when notice of the issue's key decision was first given; zero where it was not.
	Noticed                   council.Day
	Writes, Signs, MayPublish bool // what the viewer may do with it
}

// Decision is a decision as it is being recorded.
func (r *Register) Decision(ctx context.Context, v audience.Viewer, number int) (w DecisionWork, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		k, err := get[Decision](ctx, t, number)
		if err != nil {
			return err
		}
		w, err = r.decisionWork(ctx, t, k)
		return err
	})
	return w, err
}

// Decisions are the decisions that the viewer may see, those made last first.
func (r *Register) Decisions(ctx context.Context, v audience.Viewer, q Query) (list []Kept[Decision], err error) {
	q.Reverse = true
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		list, err = find[Decision](ctx, t, q)
		return err
	})
	return list, err
}

func (r *Register) decisionWork(ctx context.Context, t *turn, k Kept[Decision]) (w DecisionWork, err error) {
	w.Kept = k
	d := k.Content
	if d.Body != 0 {
		if w.Body, err = published[gazette.Body](ctx, r, d.Body); err != nil {
			return w, err
		}
	}
	w.Executive = d.executive(w.Body)
	w.Missing = d.missing(w.Executive).List()
	if d.Issue != 0 {
		issue, err := working[gazette.Issue](ctx, t, r, d.Issue)
		if err != nil && !council.IsNotFound(err) {
			return w, err
		}
		w.Issue = issue.Content.Content.Title
		if w.Noticed, err = r.noticed(ctx, d.Issue); err != nil {
			return w, err
		}
	}
	customs, err := t.customs(ctx)
	if err != nil {
		return w, err
	}
	c := customs.Content.Deadlines
	w.Standard = d.standard(w.Body, c, t)
	w.CallIn = d.callInUntil(w.Executive, council.DayOf(council.InLondon(t.at)), c)
	w.Effect = d.Effective
	if w.CallIn != nil {
		w.Effect = effect(w.CallIn.Last, c)
	}
	unpublished := d.Published.IsZero()
	w.Writes = unpublished && (May(t.viewer, WriteDecision, d.Body) == nil || slices.Contains(d.Owners, t.viewer.Account()) && May(t.viewer, WriteDecision, audience.AllBodies) == nil)
	w.Signs = unpublished && d.Signed == nil && d.signs(t.viewer)
	w.MayPublish = unpublished && May(t.viewer, PublishDecision, d.Body) == nil
	return w, nil
}

// executive says whether the decision was made for the executive: by its body, by a member, or by an
// officer for it.
func (d Decision) executive(body gazette.Body) bool {
	return d.Sort == ByMember || d.Sort == ByBody && body.Kind == council.Cabinet
}

// signs says whether somebody may sign the decision: the member who made it, the officer who did, and for
// an officer democratic services.
func (d Decision) signs(v audience.Viewer) bool {
	switch d.Sort {
	case ByMember:
		return v.Person() != 0 && v.Person() == d.Person
	case ByOfficer:
		return d.By != 0 && d.By == v.Account() || v.Has(audience.Officer, audience.AllBodies)
	case ByBody: // the minutes are signed
	}
	return false
}

// standard is by when the decision is to be published, and how that stands.
func (d Decision) standard(body gazette.Body, c deadline.Customs, t *turn) *Due {
	rule, m := deadline.DecisionStatement, deadline.Decision(d.Day)
	switch d.Sort {
	case ByBody:
		m = deadline.Meeting(body.Kind, d.Day)
	case ByOfficer:
		rule, m = deadline.OfficerRecord, deadline.Decision(d.Day, deadline.Delegated)
	case ByMember:
	}
	a, err := deadline.Find(rule, m, c)
	if err != nil { // no rule is about it
		return nil
	}
	return &Due{Answer: a, Verdict: a.At(t.at, c.Soon), Done: d.Published}
}

// callInUntil is until when the decision may be called in, if it is published on a day; nil where it
// cannot be.
func (d Decision) callInUntil(executive bool, on council.Day, c deadline.Customs) *deadline.Answer {
	if !executive || d.NoCallIn != nil {
		return nil
	}
	a, err := deadline.Find(deadline.CallIn, deadline.On(deadline.Published, on), c)
	if err != nil {
		return nil
	}
	return &a
}

// ToRecord is an item at which a body resolved something of which there is no record as a decision yet.
type ToRecord struct {
	Body, Meeting, Item int
	Day                 council.Day
	Last                council.Day // by which it is to be published; zero where nothing says
	Printed             string
	Title               council.Text
}

// ToRecord are the items of a meeting of the executive at which something was resolved, and of which no
// decision is recorded.
func (r *Register) ToRecord(ctx context.Context, v audience.Viewer, meeting int) (list []ToRecord, err error) {
	err = r.look(ctx, v, WriteDecision, func(ctx context.Context, t *turn) error {
		m, items, err := r.tabled(ctx, t, meeting)
		if err != nil {
			return err
		}
		last, err := t.statementBy(ctx, m.Day)
		if err != nil {
			return err
		}
		for _, one := range items {
			known, err := find[Decision](ctx, t, Query{Marks: []Mark{{"item", itoa(one.Number)}}, Limit: 1})
			if err != nil {
				return err
			}
			limbs, err := r.publicLimbs(ctx, t, meeting, one.Number)
			if err != nil {
				return err
			}
			if len(known) == 0 && slices.ContainsFunc(limbs, func(l gazette.Limb) bool { return decides(l.Verb) }) {
				list = append(list, ToRecord{Body: m.Body, Meeting: meeting, Item: one.Number, Day: m.Day, Last: last, Printed: one.Printed, Title: one.Title})
			}
		}
		return nil
	})
	return list, err
}

// statementBy is by when the statement of a decision of the executive made on a day is to be published; zero
// where nothing says.
func (t *turn) statementBy(ctx context.Context, day council.Day) (last council.Day, err error) {
	customs, err := t.customs(ctx)
	if err != nil {
		return last, err
	}
	a, err := deadline.Find(deadline.DecisionStatement, deadline.Decision(day), customs.Content.Deadlines)
	if council.IsNotFound(err) {
		return last, nil
	}
	return a.Last, err
}

// decides says whether a limb with the verb makes a decision of its own.
func decides(v council.Verb) bool {
	switch v {
	case council.Resolved, council.Approved, council.Adopted, council.Endorsed, council.Agreed, council.Delegated, council.Rejected:
		return true
	case council.Recommended, council.Referred, council.Noted, council.Received, council.Deferred, council.Withdrawn:
	}
	return false
}
