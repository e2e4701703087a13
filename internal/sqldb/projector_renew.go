package sqldb

import (
	"context"
	"errors"
	"maps"
	"slices"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// touch marks every account that shows the subject, given what is mentioned as of now. It may
// mark too many, never too few; the test that rebuilds random histories holds it to that.
func (p *projector) touch(ctx context.Context, s gazette.Subject) error {
	switch s.Kind {
	case gazette.KindMeeting, gazette.KindAgenda, gazette.KindMinutes:
		if err := p.touchMeeting(ctx, s.Number); err != nil {
			return err
		}
		if s.Kind == gazette.KindMeeting {
			return p.touchNaming(ctx, s)
		}
		return nil
	case gazette.KindIssue:
		return p.touchIssue(ctx, s.Number)
	case gazette.KindDecision, gazette.KindPlan, gazette.KindAction, gazette.KindAnswer:
		return p.touchOne(ctx, s)
	case gazette.KindCouncil, gazette.KindTakedown, gazette.KindItem:
		return nil
	case gazette.KindParty:
		return p.touchThrough(ctx, s, gazette.KindPerson)
	case gazette.KindWard:
		if err := p.touchThrough(ctx, s, gazette.KindPerson); err != nil {
			return err
		}
		return p.touchMentioning(ctx, s)
	case gazette.KindPerson, gazette.KindBody:
		return p.touchMentioning(ctx, s)
	case gazette.KindDocument:
		if err := p.touchMentioned(ctx, s); err != nil { // the meeting whose pack it is
			return err
		}
		return p.touchMentioning(ctx, s)
	}
	return nil
}

// mark marks the account of the subject itself, where it has one.
func (p *projector) mark(s gazette.Subject) {
	switch s.Kind {
	case gazette.KindMeeting:
		p.meetings[s.Number] = true
	case gazette.KindIssue:
		p.issues[s.Number] = true
	case gazette.KindDecision:
		p.decisions[s.Number] = true
	case gazette.KindAction:
		p.actions[s.Number] = true
	default:
	}
}

// walkedBefore says whether everything around a meeting or an issue is marked already, and that
// from now on it is.
func (p *projector) walkedBefore(s gazette.Subject) bool {
	before := p.walked[s]
	p.walked[s] = true
	return before
}

// unwalk says that the mentions of the subject have changed, so that what is around it must be
// marked anew.
func (p *projector) unwalk(s gazette.Subject) {
	switch s.Kind {
	case gazette.KindAgenda:
		delete(p.walked, gazette.Subject{Kind: gazette.KindMeeting, Number: s.Number})
	case gazette.KindIssue:
		clear(p.walked) // its relations are around other issues too
	default:
	}
}

// touchMinutesSince marks the meetings from the day on whose minutes name a person.
func (p *projector) touchMinutesSince(ctx context.Context, s gazette.Subject, from council.Day) error {
	meetings, err := p.Mentioning(ctx, s, gazette.KindMinutes)
	if err != nil {
		return err
	}
	for _, n := range meetings {
		e, err := p.Latest(ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: n})
		if err != nil && !errors.Is(err, council.ErrNotFound) {
			return err
		}
		if m, ok := e.Content.(gazette.Meeting); ok && m.Day.Before(from) {
			continue
		}
		if err := p.touchMeeting(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// touchMeeting marks a meeting, the issues on its agenda, and the issues related to those, whose
// pages show their status.
func (p *projector) touchMeeting(ctx context.Context, number int) error {
	if p.walkedBefore(gazette.Subject{Kind: gazette.KindMeeting, Number: number}) {
		return nil
	}
	p.meetings[number] = true
	return p.touchMentioned(ctx, gazette.Subject{Kind: gazette.KindAgenda, Number: number})
}

// touchMentioned marks the issues and meetings that the subject mentions.
func (p *projector) touchMentioned(ctx context.Context, s gazette.Subject) error {
	issues, err := p.mentioned(ctx, s, gazette.KindIssue)
	if err != nil {
		return err
	}
	for _, n := range issues {
		if err := p.touchRelated(ctx, n); err != nil {
			return err
		}
	}
	meetings, err := p.mentioned(ctx, s, gazette.KindMeeting)
	for _, n := range meetings {
		p.meetings[n] = true
	}
	return err
}

// touchRelated marks an issue and those related to it, in either direction.
func (p *projector) touchRelated(ctx context.Context, number int) error {
	s := gazette.Subject{Kind: gazette.KindIssue, Number: number}
	if p.walkedBefore(s) {
		return nil
	}
	p.issues[number] = true
	ours, err := p.mentioned(ctx, s, gazette.KindIssue)
	if err != nil {
		return err
	}
	theirs, err := p.Mentioning(ctx, s, gazette.KindIssue)
	for _, n := range append(ours, theirs...) {
		p.issues[n] = true
	}
	return err
}

// touchIssue marks an issue, those related to it, and the meetings that consider it with all
// their issues, since a joint item names every issue it brings.
func (p *projector) touchIssue(ctx context.Context, number int) error {
	if err := p.touchRelated(ctx, number); err != nil {
		return err
	}
	meetings, err := p.Mentioning(ctx, gazette.Subject{Kind: gazette.KindIssue, Number: number}, gazette.KindAgenda)
	if err != nil {
		return err
	}
	for _, n := range meetings {
		if err := p.touchMeeting(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// touchMentioning marks what shows a subject that others mention: meetings with all their issues,
// issues, and the issues of decisions and plans.
func (p *projector) touchMentioning(ctx context.Context, s gazette.Subject) error {
	return p.eachMentioning(ctx, s, p.touchOne, gazette.KindMeeting, gazette.KindAgenda, gazette.KindMinutes, gazette.KindIssue,
		gazette.KindDecision, gazette.KindPlan, gazette.KindAction)
}

// eachMentioning does something with every subject of some kinds that mentions s.
func (p *projector) eachMentioning(ctx context.Context, s gazette.Subject, do func(context.Context, gazette.Subject) error, kinds ...gazette.Kind) error {
	for _, kind := range kinds {
		numbers, err := p.Mentioning(ctx, s, kind)
		if err != nil {
			return err
		}
		for _, n := range numbers {
			if err := do(ctx, gazette.Subject{Kind: kind, Number: n}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *projector) touchOne(ctx context.Context, s gazette.Subject) error {
	switch s.Kind {
	case gazette.KindIssue:
		return p.touchRelated(ctx, s.Number)
	case gazette.KindPlan, gazette.KindAnswer:
		return p.touchMentioned(ctx, s)
	case gazette.KindDecision:
		p.decisions[s.Number] = true
		return p.touchMentioned(ctx, s)
	case gazette.KindAction:
		return p.touchAction(ctx, s)
	case gazette.KindMeeting:
		if err := p.touchNaming(ctx, s); err != nil {
			return err
		}
		return p.touchMeeting(ctx, s.Number)
	default:
		return p.touchMeeting(ctx, s.Number)
	}
}

// touchAction marks an action, and the issues of the meeting that asked for it, whose pages show it.
func (p *projector) touchAction(ctx context.Context, s gazette.Subject) error {
	p.actions[s.Number] = true
	meetings, err := p.mentioned(ctx, s, gazette.KindMeeting)
	for _, n := range meetings {
		if err := p.touchMeeting(ctx, n); err != nil {
			return err
		}
	}
	return err
}

// touchNaming marks the meetings that name a meeting: that were moved to it, or had their minutes
// approved there.
func (p *projector) touchNaming(ctx context.Context, s gazette.Subject) error {
	mark := func(_ context.Context, naming gazette.Subject) error {
		p.meetings[naming.Number] = true
		return nil
	}
	return p.eachMentioning(ctx, s, mark, gazette.KindMeeting, gazette.KindMinutes)
}

// touchThrough marks what shows the subjects of a kind that mention s.
func (p *projector) touchThrough(ctx context.Context, s gazette.Subject, kind gazette.Kind) error {
	return p.eachMentioning(ctx, s, p.touchMentioning, kind)
}

func (p *projector) mentioned(ctx context.Context, by gazette.Subject, kind gazette.Kind) ([]int, error) {
	return p.tx.numbers(ctx, `SELECT number FROM mention WHERE by_kind = $1 AND by_number = $2 AND kind = $3 ORDER BY number`,
		string(by.Kind), by.Number, string(kind))
}

// renew composes and stores every marked account again. progress, which may be nil, hears how many
// of how many are done.
func (p *projector) renew(ctx context.Context, progress func(done, total int)) error {
	total, done := len(p.meetings)+len(p.issues)+len(p.decisions)+len(p.actions), 0
	for _, marked := range []struct {
		numbers map[int]bool
		renew   func(context.Context, int) error
	}{{p.meetings, p.renewMeeting}, {p.issues, p.renewIssue}, {p.decisions, p.renewDecision}, {p.actions, p.renewAction}} {
		for _, n := range slices.Sorted(maps.Keys(marked.numbers)) {
			if err := marked.renew(ctx, n); err != nil {
				return err
			}
			if done++; progress != nil {
				progress(done, total)
			}
		}
		clear(marked.numbers)
	}
	clear(p.walked)
	return nil
}

func (p *projector) renewMeeting(ctx context.Context, number int) error {
	a, err := gazette.ComposeMeeting(ctx, p, number)
	if errors.Is(err, council.ErrNotFound) {
		return nil // named, but not published yet
	}
	if err != nil {
		return err
	}
	said := a.Line()
	line, err := meetingLineForm.Encode(&said)
	if err != nil {
		return err
	}
	account, err := meetingForm.Encode(&a)
	if err != nil {
		return err
	}
	return p.replace(ctx, "meeting", "number", number, "number, body, day, starts, line, account",
		[][]any{{number, a.Body.Number, a.Day.String(), string(a.Starts), line, account}})
}

func (p *projector) renewIssue(ctx context.Context, number int) error {
	a, err := gazette.ComposeIssue(ctx, p, number)
	if errors.Is(err, council.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	said := a.Line()
	line, err := issueLineForm.Encode(&said)
	if err != nil {
		return err
	}
	account, err := issueForm.Encode(&a)
	if err != nil {
		return err
	}
	err = p.replace(ctx, "issue", "number", number, "number, fold, status, last_day, key_decision, line, account",
		[][]any{{number, gazette.FoldText(a.Title), string(a.Status.Kind), said.Last.String(), flag(a.Key), line, account}})
	if err != nil {
		return err
	}
	var wards, bodies [][]any
	for _, w := range a.Wards {
		wards = append(wards, []any{number, w.Number})
	}
	for _, b := range a.Bodies() {
		bodies = append(bodies, []any{number, b})
	}
	if err := p.replace(ctx, "issue_ward", "issue", number, "issue, ward", wards); err != nil {
		return err
	}
	return p.replace(ctx, "issue_body", "issue", number, "issue, body", bodies)
}

func (p *projector) renewDecision(ctx context.Context, number int) error {
	e, err := p.Latest(ctx, gazette.Subject{Kind: gazette.KindDecision, Number: number})
	if errors.Is(err, council.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	d, live := e.Content.(gazette.Decision)
	var rows, wards [][]any
	if live {
		line, err := gazette.ComposeDecisionLine(ctx, p, number)
		if err != nil {
			return err
		}
		encoded, err := decisionLineForm.Encode(&line)
		if err != nil {
			return err
		}
		callIn, until := "", ""
		if d.CallIn != nil {
			callIn, until = string(d.CallIn.Outcome), d.CallIn.Ends().String()
		}
		rows = [][]any{{number, d.Day.String(), d.Body, d.MakerPerson, d.Item, flag(d.Officer), flag(d.Key), callIn, until, gazette.FoldText(d.Title), encoded}}
		for _, w := range d.Wards {
			wards = append(wards, []any{number, w})
		}
	}
	err = p.replace(ctx, "decision", "number", number, "number, day, body, person, item, officer, key_decision, call_in, call_in_until, fold, line", rows)
	if err != nil {
		return err
	}
	return p.replace(ctx, "decision_ward", "decision", number, "decision, ward", wards)
}
