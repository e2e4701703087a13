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

// CallInWork is a call-in as it stands, with what the viewer may do about it.
type CallInWork struct {
	Kept[CallIn]
	Decision  Decision
	Period    deadline.Answer // with its arithmetic
	Threshold int
	Stands    gazette.CallInOutcome
	Holds     bool // the decision may not be put into effect
	// Bar is why the viewer may not sign, as the key of a message; empty where they may.
	Bar     string
	Records bool // the viewer may arrange and record the hearing
}

// CallIn is how the call-in of a decision stands; ErrNotFound where it cannot be called in.
func (r *Register) CallIn(ctx context.Context, v audience.Viewer, decision int) (w CallInWork, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		k, err := get[CallIn](ctx, t, decision)
		if err != nil {
			return err
		}
		w, err = r.callInWork(ctx, t, k)
		return err
	})
	return w, err
}

// CallIns are the call-ins that the viewer may see with that outcome, or all; those that end first come first.
func (r *Register) CallIns(ctx context.Context, v audience.Viewer, outcome gazette.CallInOutcome) (list []Kept[CallIn], err error) {
	q := Query{}
	if outcome != "" {
		q.Marks = []Mark{{"outcome", string(outcome)}}
	}
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		list, err = find[CallIn](ctx, t, q)
		return err
	})
	return list, err
}

func (r *Register) callInWork(ctx context.Context, t *turn, k Kept[CallIn]) (w CallInWork, err error) {
	w.Kept = k
	d, err := fetch[Decision](ctx, t, k.Number)
	if err != nil {
		return w, err
	}
	customs, err := t.customs(ctx)
	if err != nil {
		return w, err
	}
	w.Decision, w.Threshold = d.Content, customs.Content.CallIn.threshold()
	if w.Period, err = k.Content.period(customs.Content.Deadlines); err != nil {
		return w, err
	}
	today := council.DayOf(council.InLondon(t.at))
	w.Stands, w.Holds = k.Content.Public.Stands(today), k.Content.Public.Holds(today)
	w.Records = May(t.viewer, RecordCallIn, audience.AllBodies) == nil
	w.Bar, err = r.callInBar(ctx, t, w, customs.Content.CallIn)
	return w, err
}

// callInBar is why the viewer may not sign; empty where they may.
func (r *Register) callInBar(ctx context.Context, t *turn, w CallInWork, c CallInCustoms) (string, error) {
	switch {
	case May(t.viewer, AskCallIn, audience.AllBodies) != nil || t.viewer.Person() == 0:
		return "call-in.bar.member", nil
	case w.Content.Public.Outcome == gazette.CallInOpen && !t.at.Before(w.Period.Moment):
		return "call-in.bar.over", nil
	case w.Content.Public.Outcome != gazette.CallInOpen:
		return "call-in.bar.called", nil
	case w.Content.signed(t.viewer.Person()):
		return "call-in.bar.signed", nil
	}
	s, err := r.standing(ctx, t)
	switch {
	case err != nil:
		return "", err
	case s.executive && c.Outside:
		return "call-in.bar.executive", nil
	case !s.councillor && !(s.coOpted && c.CoOpted) && !(s.chairs && c.Chair):
		return "call-in.bar.councillor", nil
	}
	return "", nil
}

// standing is in which capacities somebody may call a decision in today.
type standing struct {
	name                                   string // as the record has it
	councillor, executive, coOpted, chairs bool
}

// standing is that of the viewer: co-opted to scrutiny or its chair, and whether they are of the executive.
func (r *Register) standing(ctx context.Context, t *turn) (s standing, err error) {
	e, err := r.record.Latest(ctx, gazette.Subject{Kind: gazette.KindPerson, Number: t.viewer.Person()})
	if err != nil {
		return s, err
	}
	person, _ := e.Content.(gazette.Person)
	today := council.DayOf(council.InLondon(t.at))
	s.name = strings.TrimSpace(person.Style + " " + person.Name)
	s.councillor = slices.ContainsFunc(person.Represents, func(w gazette.WardSpell) bool { return w.Covers(today) })
	for _, m := range person.Memberships {
		if !m.Covers(today) {
			continue
		}
		body, err := published[gazette.Body](ctx, r, m.Body)
		if err != nil {
			return s, err
		}
		switch body.Kind { //nolint:exhaustive // other bodies give no standing
		case council.Cabinet:
			s.executive = true
		case council.Scrutiny:
			s.chairs, s.coOpted = s.chairs || m.Role == gazette.Chair, s.coOpted || m.Role == gazette.CoOpted
		}
	}
	return s, nil
}

// openCallIn begins the call-in period of a decision that is being published; nothing where it has none.
func (t *turn) openCallIn(ctx context.Context, k Kept[Decision], public *gazette.CallIn) error {
	if public == nil {
		return nil
	}
	c := CallIn{Title: k.Content.Title, Day: k.Content.Day, Published: k.Content.Published, Public: *public}
	_, err := put(ctx, t, Kept[CallIn]{Number: k.Number, Content: c})
	return err
}

// AskCallIn signs for a decision to be called in, with the member's reasons. When enough have signed, it is
// called in: the public reads who did and why, and the decision is held until it is heard.
func (r *Register) AskCallIn(ctx context.Context, v audience.Viewer, decision int, reasons council.Text) error {
	return r.changeCallIn(ctx, v, AskCallIn, decision, func(ctx context.Context, t *turn, w CallInWork, k *Kept[CallIn]) (bool, error) {
		var faults council.Faults
		if w.Bar != "" {
			faults.Add("reasons", w.Bar)
		} else if reasons.IsZero() {
			faults.Add("reasons", "call-in.reasons.missing")
		}
		if err := faults.Err(); err != nil {
			return false, err
		}
		customs, err := t.customs(ctx)
		if err != nil {
			return false, err
		}
		s, err := r.standing(ctx, t)
		c := &k.Content
		c.Signatures = append(slices.Clone(c.Signatures), CallInSignature{Person: v.Person(), Name: s.name, At: t.at, Reasons: reasons})
		if err != nil || len(c.Signatures) < w.Threshold && !(s.chairs && customs.Content.CallIn.Chair) {
			return false, err
		}
		c.call(council.DayOf(council.InLondon(t.at)), customs.Content)
		return true, nil
	})
}

// ArrangeHearing says which body hears a call-in, and at which of its meetings where that is known.
func (r *Register) ArrangeHearing(ctx context.Context, v audience.Viewer, decision, version, body, meeting int) error {
	return r.changeCallIn(ctx, v, RecordCallIn, decision, func(ctx context.Context, t *turn, w CallInWork, k *Kept[CallIn]) (bool, error) {
		k.Version = version
		var faults council.Faults
		if w.Stands != gazette.CallInCalled {
			faults.Add("body", "call-in.not-called")
		}
		if b, err := published[gazette.Body](ctx, r, body); err != nil || b.Kind != council.Scrutiny && b.Kind != council.AreaCommittee && b.Kind != council.FullCouncil {
			faults.Add("body", "call-in.body.missing")
		}
		if m, err := published[gazette.Meeting](ctx, r, meeting); meeting != 0 && (err != nil || m.Body != body || m.Day.Before(k.Content.Public.Called)) {
			faults.Add("meeting", "call-in.meeting.unknown")
		}
		k.Content.Public.Body, k.Content.Public.Meeting = body, meeting
		if err := faults.Err(); err != nil {
			return false, err
		}
		return true, t.openHearing(ctx, w, *k)
	})
}

// Hearing is what came of hearing a call-in.
type Hearing struct {
	Outcome gazette.CallInOutcome
	Day     council.Day
	Advice  council.Text // what the body said, in plain text
	Council int          // the body to which it is referred, where it is
}

// RecordHearing records what the body that heard a call-in resolved. Where that is no action, the decision
// holds from that day; else the decision maker, or Council, is to consider it again.
func (r *Register) RecordHearing(ctx context.Context, v audience.Viewer, decision, version int, h Hearing) error {
	return r.changeCallIn(ctx, v, RecordCallIn, decision, func(ctx context.Context, t *turn, w CallInWork, k *Kept[CallIn]) (bool, error) {
		k.Version = version
		p := &k.Content.Public
		var faults council.Faults
		switch {
		case w.Stands == gazette.CallInLapsed && (h.Day.IsZero() || h.Day.After(p.HearBy)):
			faults.Add("outcome", "call-in.not-heard")
		case p.Outcome != gazette.CallInCalled:
			faults.Add("outcome", "call-in.not-called")
		}
		if h.Day.IsZero() || h.Day.Before(p.Called) || h.Day.After(council.DayOf(council.InLondon(t.at))) {
			faults.Add("day", "call-in.day.wrong")
		}
		p.To = 0
		switch h.Outcome {
		case gazette.CallInNoAction:
		case gazette.CallInReconsider:
			p.To = w.Decision.Body
		case gazette.CallInReferred:
			if b, err := published[gazette.Body](ctx, r, h.Council); err != nil || b.Kind != council.FullCouncil {
				faults.Add("outcome", "call-in.council.missing")
			}
			p.To = h.Council
		case gazette.CallInOpen, gazette.CallInPassed, gazette.CallInCalled, gazette.CallInLapsed:
			faults.Add("outcome", "call-in.outcome.missing")
		default:
			faults.Add("outcome", "call-in.outcome.missing")
		}
		if h.Outcome != gazette.CallInNoAction && strings.TrimSpace(h.Advice.String()) == "" {
			faults.Add("advice", "call-in.advice.missing")
		}
		p.Outcome, p.Heard, p.Advice = h.Outcome, h.Day, h.Advice
		if err := faults.Err(); err != nil {
			return false, err
		}
		return true, t.openAgain(ctx, w, *k)
	})
}

// changeCallIn runs a change to a call-in, and where it says so publishes how that stands.
func (r *Register) changeCallIn(ctx context.Context, v audience.Viewer, act Act, decision int, change func(context.Context, *turn, CallInWork, *Kept[CallIn]) (bool, error)) error {
	return r.do(ctx, v, act, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[CallIn](ctx, t, decision)
		if err != nil {
			return err
		}
		w, err := r.callInWork(ctx, t, k)
		if err != nil {
			return err
		}
		tell, err := change(ctx, t, w, &k)
		if err != nil {
			return err
		}
		if _, err := put(ctx, t, k); err != nil || !tell {
			return err
		}
		public, err := published[gazette.Decision](ctx, r, decision)
		if err != nil {
			return err
		}
		customs, err := t.customs(ctx)
		if err != nil {
			return err
		}
		public.CallIn, public.Effective = &k.Content.Public, k.Content.takesEffect(customs.Content.Deadlines)
		out, err := edition(gazette.Subject{Kind: gazette.KindDecision, Number: decision}, public)
		if err != nil {
			return err
		}
		return t.send(ctx, out)
	})
}
