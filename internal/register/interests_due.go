package register

import (
	"context"
	"slices"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// InterestDue is a time by which a member has to notify interests: of their new office, or of one that
// they disclosed at a meeting.
type InterestDue struct {
	Person int
	Name   string
	deadline.Answer
	deadline.Verdict
	Done council.Day // when they did; zero while they have not
	What string      // what they disclosed; empty for a new office
}

// Open says whether it is still to be done.
func (d InterestDue) Open() bool { return d.Done.IsZero() }

// WasLate says whether it was done after its last day.
func (d InterestDue) WasLate() bool { return !d.Done.IsZero() && d.Done.After(d.Last) }

// InterestsDue are the times of all who are members today, what is open first, by its last day.
func (r *Register) InterestsDue(ctx context.Context, v audience.Viewer, today council.Day) (list []InterestDue, err error) {
	err = r.look(ctx, v, ReadInterests, func(ctx context.Context, t *turn) error {
		list, err = r.interestsDue(ctx, t, today, 0)
		return err
	})
	return list, err
}

// interestsDue are the times of all who are members on the day; of one alone where a person is given.
func (r *Register) interestsDue(ctx context.Context, t *turn, today council.Day, person int) ([]InterestDue, error) {
	customs, err := t.customs(ctx)
	if err != nil {
		return nil, err
	}
	roll, err := r.record.Roll(ctx)
	if err != nil {
		return nil, err
	}
	var list []InterestDue
	for _, n := range roll.Numbers() {
		since := roll.TookOffice(n, today)
		if since.IsZero() || person != 0 && n != person {
			continue
		}
		k, err := t.keptInterests(ctx, n, roll.People[n])
		if err != nil {
			return nil, err
		}
		list = append(list, t.dueOf(n, roll.People[n], k.Content, since, customs.Content.Deadlines)...)
	}
	sortInterestsDue(list)
	return list, nil
}

// dueOf are the times of one member. The register of an earlier office does not count for a new one.
func (t *turn) dueOf(n int, p gazette.Person, i Interests, since council.Day, c deadline.Customs) []InterestDue {
	var list []InterestDue
	add := func(rule deadline.RuleID, event deadline.Event, day, done council.Day, what string) {
		a, err := deadline.Find(rule, deadline.On(event, day), c)
		if err != nil {
			return // no such rule stood then, or for this nation
		}
		list = append(list, InterestDue{Person: n, Name: p.Name, Answer: a, Verdict: a.At(t.at, c.Soon), Done: done, What: what})
	}
	var given council.Day
	if at := slices.IndexFunc(i.Given, func(d council.Day) bool { return !d.Before(since) }); at >= 0 {
		given = i.Given[at]
	}
	add(deadline.InterestsOffice, deadline.TookOffice, since, given, "")
	for _, one := range i.Told {
		if one.Done.IsZero() {
			add(deadline.InterestsDisclosed, deadline.Disclosed, one.Day, one.Done, one.Text)
		}
	}
	return list
}

func sortInterestsDue(list []InterestDue) {
	slices.SortStableFunc(list, func(a, b InterestDue) int {
		switch {
		case a.Open() != b.Open() && a.Open():
			return -1
		case a.Open() != b.Open():
			return 1
		case a.Open() && a.Last != b.Last:
			return a.Last.Compare(b.Last)
		}
		return strings.Compare(gazette.Fold(a.Name), gazette.Fold(b.Name))
	})
}

// OwnInterestsDue are the times of the viewer's own register; none for whoever is nobody on the record.
func (r *Register) OwnInterestsDue(ctx context.Context, v audience.Viewer, person int, today council.Day) (list []InterestDue, err error) {
	err = r.look(ctx, v, KeepInterests, func(ctx context.Context, t *turn) error {
		if _, _, err := r.interests(ctx, t, person); err != nil {
			return err
		}
		list, err = r.interestsDue(ctx, t, today, person)
		return err
	})
	return list, err
}

// interestWaits are the times of the viewer's own register that are open; for whoever keeps all registers,
// those of others that are due or late; and for the monitoring officer what members consider sensitive.
func (r *Register) interestWaits(ctx context.Context, t *turn, today council.Day) ([]Wait, error) {
	all := keepsAll(t.viewer)
	if !all && (t.viewer.Person() == 0 || May(t.viewer, KeepInterests, audience.AllBodies) != nil) {
		return nil, nil
	}
	whose := t.viewer.Person()
	if all {
		whose = 0
	}
	dues, err := r.interestsDue(ctx, t, today, whose)
	if err != nil {
		return nil, err
	}
	var list []Wait
	for _, d := range dues {
		own := d.Person == t.viewer.Person()
		if !d.Open() || !own && d.Standing != deadline.Due && d.Standing != deadline.Late {
			continue
		}
		list = append(list, Wait{Kind: WaitRegister, Number: d.Person, Title: council.InEnglish(d.Name), By: d.What, Until: d.Last, Late: d.Standing == deadline.Late})
	}
	if May(t.viewer, SealInterest, audience.AllBodies) != nil {
		return list, nil
	}
	asked, err := find[Interests](ctx, t, Query{Marks: []Mark{{"sensitive", "asked"}}})
	for _, k := range asked {
		p, err := published[gazette.Person](ctx, r, k.Number)
		if err != nil {
			return nil, err
		}
		list = append(list, Wait{Kind: WaitSealing, Number: k.Number, Title: council.InEnglish(p.Name), Since: k.Changed})
	}
	return list, err
}
