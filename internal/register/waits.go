package register

import (
	"context"
	"slices"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// WaitKind is why something waits for somebody.
type WaitKind string

// Why things wait.
const (
	WaitSignOff  WaitKind = "sign-off"  // clearance is asked of them
	WaitChanged  WaitKind = "changed"   // what they cleared has changed since
	WaitReturned WaitKind = "returned"  // their report was returned
	WaitDraft    WaitKind = "draft"     // their report is due for an agenda
	WaitHeard    WaitKind = "heard"     // a body has raised points on their report
	WaitRefused  WaitKind = "refused"   // their paper was refused
	WaitAgenda   WaitKind = "agenda"    // an agenda of their body is due
	WaitRegister WaitKind = "interests" // a register of interests is to be given
	WaitSealing  WaitKind = "sensitive" // a member considers an interest sensitive

	WaitMinutes   WaitKind = "minutes"   // minutes of their body are to be written
	WaitChair     WaitKind = "chair"     // they are asked to look at the draft of minutes
	WaitSignature WaitKind = "signature" // approved minutes are not signed yet

	WaitSign     WaitKind = "sign"     // their decision is to be signed
	WaitDecision WaitKind = "decision" // a decision is to be published
	WaitHearing  WaitKind = "hearing"  // a call-in is to be heard
	WaitAction   WaitKind = "action"   // they are to do something
	WaitLost     WaitKind = "lost"     // an action has no owner or no day
)

// WaitKinds lists every reason why something waits.
func WaitKinds() []WaitKind {
	return []WaitKind{WaitSignOff, WaitChanged, WaitReturned, WaitDraft, WaitHeard, WaitRefused, WaitAgenda, WaitRegister, WaitSealing,
		WaitMinutes, WaitChair, WaitSignature, WaitSign, WaitDecision, WaitHearing, WaitAction, WaitLost}
}

// Wait is one thing that waits for somebody.
type Wait struct {
	Kind   WaitKind
	Number int          // of the sign-off, report, paper or meeting
	Title  council.Text // of what waits
	By     string       // who asks, or for which capacity
	Since  time.Time
	Until  council.Day // zero where there is no last day
	Late   bool
}

// Waits are the reports, clearances and papers that wait for the viewer, on a day.
func (r *Register) Waits(ctx context.Context, v audience.Viewer, today council.Day) (list []Wait, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		for _, gather := range []func(context.Context, *turn, council.Day) ([]Wait, error){r.signOffWaits, r.reportWaits, paperWaits, r.interestWaits,
			r.minutesWaits, r.decisionWaits, r.hearingWaits, r.actionWaits} {
			more, err := gather(ctx, t, today)
			if err != nil {
				return err
			}
			list = append(list, more...)
		}
		return nil
	})
	SortWaits(list)
	return list, err
}

// SortWaits puts what is late first, then what is due soonest; what has no last day comes last.
func SortWaits(list []Wait) {
	slices.SortStableFunc(list, func(a, b Wait) int { return soonest(a.Late, a.Until, b.Late, b.Until) })
}

// soonest compares two things that are due: what is late comes first, then what has a last day, by that day.
func soonest(lateA bool, a council.Day, lateB bool, b council.Day) int {
	switch {
	case lateA != lateB && lateA, lateA == lateB && b.IsZero() && !a.IsZero():
		return -1
	case lateA != lateB, a.IsZero() && !b.IsZero():
		return 1
	}
	return a.Compare(b)
}

// signOffWaits are the sign-offs asked of the viewer, and those returned on what they write.
func (r *Register) signOffWaits(ctx context.Context, t *turn, today council.Day) ([]Wait, error) {
	account := itoa(t.viewer.Account())
	marks := []Mark{{"waits for writer", account}, {"waits for account", account}}
	for _, capacity := range t.viewer.Capacities() {
		marks = append(marks, Mark{"waits for capacity", capacity})
	}
	var list []Wait
	for _, m := range marks {
		signs, err := find[SignOff](ctx, t, Query{Marks: []Mark{m}})
		if err != nil {
			return nil, err
		}
		for _, k := range signs {
			rep, err := get[Report](ctx, t, k.Content.Report)
			if council.IsNotFound(err) || err == nil && rep.Content.State == ReportWithdrawn {
				continue
			}
			if err != nil {
				return nil, err
			}
			list = append(list, Wait{Kind: k.Content.waits(), Number: k.Number, Title: rep.Content.Title, By: k.Content.Capacity, Since: k.Changed, Until: k.Content.Due,
				Late: k.Content.Due.Before(today)})
		}
	}
	return list, nil
}

// waits says why a sign-off waits for somebody.
func (s SignOff) waits() WaitKind {
	switch {
	case s.State == SignOffReturned:
		return WaitReturned
	case s.Stale:
		return WaitChanged
	}
	return WaitSignOff
}

// reportWaits are the reports that the viewer writes and that are due for an agenda, or on which a body
// has said something that the report does not tell of yet.
func (r *Register) reportWaits(ctx context.Context, t *turn, today council.Day) ([]Wait, error) {
	reports, err := find[Report](ctx, t, Query{Marks: []Mark{{"goes on", "yes"}, {"writer", itoa(t.viewer.Account())}}})
	if err != nil {
		return nil, err
	}
	customs, err := t.customs(ctx)
	if err != nil {
		return nil, err
	}
	var list []Wait
	for _, k := range reports {
		until, err := r.dueForAgenda(ctx, t, k.Content, customs.Content.Deadlines)
		if err != nil {
			return nil, err
		}
		soon := today.Add(customs.Content.Deadlines.Soon)
		if k.Content.State != ReportCleared && !until.IsZero() && !until.After(soon) {
			list = append(list, Wait{Kind: WaitDraft, Number: k.Number, Title: k.Content.Title, Since: k.Changed, Until: until, Late: until.Before(today)})
		}
		untold, err := r.untold(ctx, t, k)
		if err != nil {
			return nil, err
		}
		if untold {
			list = append(list, Wait{Kind: WaitHeard, Number: k.Number, Title: k.Content.Title, Since: k.Changed, Until: until, Late: until.Before(today) && !until.IsZero()})
		}
	}
	return list, nil
}

// dueForAgenda is the day by which a report must be cleared for the next body on its route: so many days
// as the body asks for before the last on which its agenda is lawfully published. It is zero where no day
// is planned.
func (r *Register) dueForAgenda(ctx context.Context, t *turn, rep Report, c deadline.Customs) (last council.Day, err error) {
	i := slices.IndexFunc(rep.Route, func(s Stage) bool { return s.Item == 0 })
	if i < 0 || rep.Route[i].Day.IsZero() {
		return last, nil
	}
	body, err := published[gazette.Body](ctx, r, rep.Route[i].Body)
	if err != nil {
		return last, err
	}
	for _, a := range deadline.Clock(deadline.Meeting(body.Kind, rep.Route[i].Day), c) {
		if slices.Contains(toPublish, a.Rule.ID) && !a.Last.IsZero() && (last.IsZero() || a.Last.Before(last)) {
			last = a.Last
		}
	}
	own, err := t.bodyCustoms(ctx, rep.Route[i].Body)
	if last.IsZero() {
		last = rep.Route[i].Day
	}
	return last.Add(-own.Content.Reports), err
}

// untold says whether a body has said something on a report that goes on, and no section tells of it or a
// point that it raised is not answered.
func (r *Register) untold(ctx context.Context, t *turn, k Kept[Report]) (bool, error) {
	if !slices.ContainsFunc(k.Content.Route, func(s Stage) bool { return s.Item == 0 }) {
		return false, nil
	}
	heard, err := r.heard(ctx, t, k.Content)
	if err != nil || len(heard) == 0 {
		return false, err
	}
	sections, err := t.sections(ctx, k.Content)
	return slices.ContainsFunc(heard, func(h Heard) bool {
		return h.unanswered() || !slices.ContainsFunc(sections, func(s Kept[Section]) bool { return s.Content.Heard == h.Item })
	}), err
}

// paperWaits are the papers of the viewer that were refused.
func paperWaits(ctx context.Context, t *turn, _ council.Day) ([]Wait, error) {
	papers, err := find[Paper](ctx, t, Query{Marks: []Mark{{"refused of", itoa(t.viewer.Account())}}})
	var list []Wait
	for _, k := range papers {
		list = append(list, Wait{Kind: WaitRefused, Number: k.Number, Title: k.Content.Title, Since: k.Changed})
	}
	return list, err
}
