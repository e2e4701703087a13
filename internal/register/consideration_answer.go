package register

import (
	"context"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// answerAt answers what a meeting had taken up, by what its minutes resolve. What was deferred waits again.
func (r *Register) answerAt(ctx context.Context, t *turn, w *MinutesWork) error {
	taken, err := find[Consideration](ctx, t, Query{Marks: []Mark{{"at", itoa(w.Number)}}})
	for _, k := range taken {
		limbs, openness, err := r.allLimbs(ctx, t, w.Number, k.Content.AtItem)
		if err != nil {
			return err
		}
		if len(limbs) == 0 {
			continue
		}
		if deferred(limbs) {
			if err := t.letWait(ctx, k.Content.AtItem); err != nil {
				return err
			}
			continue
		}
		if err := t.answer(&k.Content, limbs); err != nil {
			return err
		}
		k.Content.Done = w.Meeting.Day
		if err := t.tellAnswer(ctx, k, openness); err != nil {
			return err
		}
	}
	return err
}

// deferred says whether a resolution puts its matter off and does nothing else with it.
func deferred(limbs []gazette.Limb) bool {
	for _, l := range limbs {
		if l.Verb != council.Deferred {
			return false
		}
	}
	return true
}

// answer lets the texts answer, unless an officer has said how.
func (t *turn) answer(c *Consideration, limbs []gazette.Limb) error {
	if c.Chosen || !c.Asks() {
		return nil
	}
	text, err := c.Text.Open(t.viewer, c.Lock())
	if err != nil {
		return err
	}
	asked := gazette.Limb{Verb: council.Recommended, Text: text}
	if c.Why == OpenedByReferral {
		asked.Verb = council.Referred
	}
	c.Answer, c.AnswerLimb = gazette.AnswerTo(asked, limbs)
	return nil
}

// tellAnswer keeps a consideration and publishes how it was answered, where both what was asked and what
// was resolved are public; openness is of the item that answers.
func (t *turn) tellAnswer(ctx context.Context, k Kept[Consideration], openness council.Openness) error {
	c := k.Content
	if _, err := put(ctx, t, k); err != nil {
		return err
	}
	if !c.Asks() || c.Answer == "" || c.Answer == council.AnswerAwaited || !c.Lock().IsOpen() || !(audience.Lock{Openness: openness}).IsOpen() {
		return nil
	}
	out, err := edition(gazette.Subject{Kind: gazette.KindAnswer, Number: k.Number}, gazette.Answer{Meeting: c.Meeting, Item: c.Item, Limb: c.Limb, Issue: c.Issue,
		By: c.AtMeeting, ByItem: c.AtItem, ByLimb: c.AnswerLimb, Answer: c.Answer})
	if err != nil {
		return err
	}
	return t.send(ctx, out)
}

// SayAnswer records how a recommendation was answered, and by which limb of the item that took it up, from
// 1, or 0 for none. Once the minutes are published the public reads it.
func (r *Register) SayAnswer(ctx context.Context, v audience.Viewer, number, version int, answer council.Answer, limb int) error {
	return r.do(ctx, v, AnswerConsideration, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Consideration](ctx, t, number)
		if err != nil {
			return err
		}
		c := &k.Content
		if err := t.may(c.To); err != nil {
			return err
		}
		var faults council.Faults
		if c.AtItem == 0 || !c.Asks() {
			faults.Add("answer", "consideration.waits")
		}
		if answer != council.Accepted && answer != council.AcceptedAmended && answer != council.NotAccepted {
			faults.Add("answer", "consideration.answer.missing")
		}
		limbs, openness, err := r.allLimbs(ctx, t, c.AtMeeting, c.AtItem)
		if err != nil && c.AtItem != 0 {
			return err
		}
		if limb < 0 || limb > len(limbs) {
			faults.Add("limb", "consideration.limb.unknown")
		}
		if err := faults.Err(); err != nil {
			return err
		}
		k.Version, c.Answer, c.AnswerLimb, c.Chosen = version, answer, limb, true
		if c.Done.IsZero() {
			_, err = put(ctx, t, k)
			return err
		}
		return t.tellAnswer(ctx, k, openness)
	})
}

// ConsiderationQuery narrows a list of considerations; zero fields do not.
type ConsiderationQuery struct {
	To, From, Issue int
	State           ConsiderationState
	Open            bool // those that were not considered yet
}

// ConsiderationWork is a consideration with what the viewer may read of it and do with it.
type ConsiderationWork struct {
	Kept[Consideration]
	Text     string
	Resolved []gazette.Limb // of the item that takes it up, as far as that is written
	Computed council.Answer // as the texts tell
	By       int            // the limb that gives it
	Answers  bool           // the viewer may say how it is answered
}

// Considerations are the planned considerations that the viewer may see, those that have waited longest first.
func (r *Register) Considerations(ctx context.Context, v audience.Viewer, q ConsiderationQuery) (list []ConsiderationWork, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		list, err = t.considerations(ctx, q)
		return err
	})
	return list, err
}

func (t *turn) considerations(ctx context.Context, q ConsiderationQuery) (list []ConsiderationWork, err error) {
	var marks []Mark
	for name, n := range map[string]int{"to": q.To, "from": q.From, "issue": q.Issue} {
		if n != 0 {
			marks = append(marks, Mark{name, itoa(n)})
		}
	}
	if q.State != "" {
		marks = append(marks, Mark{"state", string(q.State)})
	}
	all, err := find[Consideration](ctx, t, Query{Marks: marks})
	if err != nil {
		return nil, err
	}
	for _, k := range all {
		if q.Open && k.Content.State() == ConsiderationDone {
			continue
		}
		w := ConsiderationWork{Kept: k}
		if w.Text, err = k.Content.Text.Open(t.viewer, k.Content.Lock()); err != nil {
			return nil, err
		}
		list = append(list, w)
	}
	return list, nil
}

// Consideration is one planned consideration.
func (r *Register) Consideration(ctx context.Context, v audience.Viewer, number int) (w ConsiderationWork, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		if w.Kept, err = get[Consideration](ctx, t, number); err != nil {
			return err
		}
		c := w.Content
		if w.Text, err = c.Text.Open(t.viewer, c.Lock()); err != nil {
			return err
		}
		if c.AtItem == 0 || May(t.viewer, ReadMinutes, c.To) != nil {
			return nil
		}
		w.Answers = c.Asks() && May(t.viewer, AnswerConsideration, c.To) == nil
		if w.Resolved, _, err = r.allLimbs(ctx, t, c.AtMeeting, c.AtItem); err != nil {
			return err
		}
		c.Chosen = false
		err := t.answer(&c, w.Resolved)
		w.Computed, w.By = c.Answer, c.AnswerLimb
		return err
	})
	return w, err
}
