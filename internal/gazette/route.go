package gazette

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"moothall/internal/council"
)

// The rules by which an issue's route is computed from what was published. Nobody types a status
// or an answer: they follow from agendas and minutes.

// sortSteps puts steps in the order in which they happened or will happen; steps without a day
// come last, and a body's own order of items is kept.
func sortSteps(steps []Step) {
	slices.SortStableFunc(steps, func(a, b Step) int {
		if a.Day.IsZero() != b.Day.IsZero() {
			if a.Day.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Starts, b.Starts), cmp.Compare(a.Meeting, b.Meeting))
	})
}

// summaryOrder says which limb's verb sums up a resolution of several: what decides goes before
// what passes on, and that before what takes note.
var summaryOrder = []council.Verb{
	council.Adopted, council.Approved, council.Agreed, council.Endorsed, council.Resolved, council.Rejected, council.Deferred,
	council.Withdrawn, council.Delegated, council.Recommended, council.Referred, council.Received, council.Noted,
}

// outcome is the verb that sums up a resolution, given what the body was to do; empty where
// nothing was resolved. A body that was to recommend did so if any limb does; where several limbs
// decide, the first of them speaks.
func outcome(role council.Role, limbs []LimbAccount) council.Verb {
	has := func(v council.Verb) bool {
		return slices.ContainsFunc(limbs, func(l LimbAccount) bool { return l.Verb == v })
	}
	if role == council.Recommend {
		for _, v := range []council.Verb{council.Recommended, council.Referred} {
			if has(v) {
				return v
			}
		}
	}
	for _, l := range limbs {
		if decides(l.Verb) {
			return l.Verb
		}
	}
	for _, v := range summaryOrder {
		if has(v) {
			return v
		}
	}
	return ""
}

func decides(v council.Verb) bool {
	return slices.Contains(summaryOrder[:6], v)
}

// joinSteps joins each recommendation or referral to the consideration that answered it: the one that
// an officer has said, by the anchor of the limb, or else the next one at the addressee. Steps must be
// sorted. A recommendation that nothing answers yet, held or planned, opens a planned step at its
// addressee; the steps with those added are returned.
func joinSteps(steps []Step, said map[string]Answer) []Step {
	for i := range steps {
		for l := range steps[i].Item.Limbs {
			limb := &steps[i].Item.Limbs[l]
			if !passesOn(limb.Verb) || limb.Addressee.Name.IsZero() {
				continue
			}
			told, ok := said[limb.Anchor]
			if to := stepOf(steps, told); ok && to > i {
				join(steps, i, limb, to, told)
				continue
			}
			to := answering(steps, i, limb.Addressee)
			if to < 0 {
				steps = append(steps, Step{Planned: true, Body: limb.Addressee, Role: roleAt(limb.Verb)})
				to = len(steps) - 1
			}
			answer, by := answerOf(steps[to])
			join(steps, i, limb, to, Answer{Answer: answer, ByLimb: by + 1})
		}
	}
	return steps
}

func passesOn(v council.Verb) bool { return v == council.Recommended || v == council.Referred }

func roleAt(v council.Verb) council.Role {
	if v == council.Recommended {
		return council.Decide
	}
	return council.Note
}

// answering is the index of the first step at the addressee after step from that went ahead or is
// still to come, or -1.
func answering(steps []Step, from int, addressee Named) int {
	for i := from + 1; i < len(steps); i++ {
		if sameBody(steps[i].Body, addressee) && !calledOff(steps[i].MeetingState) && steps[i].Outcome != council.Deferred {
			return i
		}
	}
	return -1
}

func calledOff(s council.MeetingState) bool {
	return s == council.Cancelled || s == council.Postponed || s == council.Inquorate
}

func sameBody(a, b Named) bool {
	if a.Number != 0 && b.Number != 0 {
		return a.Number == b.Number
	}
	return a.Number+b.Number != 0 && FoldBodyName(a.Name.String()) == FoldBodyName(b.Name.String())
}

// notInNames are the words that do not tell one body from another, English and Welsh.
var notInNames = map[string]bool{"": true, "the": true, "meeting": true, "full": true, "y": true, "yr": true, "cyfarfod": true, "llawn": true}

// FoldBodyName is a body's name in the form in which names are compared: lower case, without
// "the" or the word "meeting", as "the Council Meeting" and "Council" are one body.
func FoldBodyName(name string) string {
	var words []string
	for _, w := range strings.Fields(strings.ToLower(strings.ReplaceAll(name, "&", " and "))) {
		if w = strings.Trim(w, ",.;:'’"); !notInNames[w] {
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}

// stepOf is the step at which an answer was given; -1 where it is not on the route.
func stepOf(steps []Step, a Answer) int {
	return slices.IndexFunc(steps, func(s Step) bool { return s.Meeting != 0 && s.Meeting == a.By && s.Item.Number == a.ByItem })
}

// join joins a limb of a step to the step that answered it, as that did.
func join(steps []Step, from int, limb *LimbAccount, to int, a Answer) {
	answer, by := a.Answer, a.ByLimb-1
	asked := steps[from]
	limb.AnsweredBy = &Joint{Step: to, Body: steps[to].Body, Day: steps[to].Day, Answer: answer}
	back := &Joint{Step: from, Body: asked.Body, Day: asked.Day, Answer: answer, Limb: limb.Anchor}
	if by >= 0 && by < len(steps[to].Item.Limbs) {
		answering := &steps[to].Item.Limbs[by]
		limb.AnsweredBy.Limb = answering.Anchor
		if answering.AnswerTo == nil {
			answering.AnswerTo = back
		}
	}
	if steps[from].AnsweredBy == nil {
		steps[from].AnsweredBy = limb.AnsweredBy
	}
	// The latest recommendation before a decision is the one that it answered.
	if prior := steps[to].AnswerTo; prior == nil || prior.Step < from {
		steps[to].AnswerTo = back
	}
}

var amended = regexp.MustCompile(`(?i)\bas (so )?amended\b|\bsubject to (the )?(following )?(amendment|addition|deletion)|\bwith the (following )?amendment`)

// answerOf is how a step answered what was recommended to it, and the index of the limb that
// says so, -1 where none does yet.
func answerOf(s Step) (council.Answer, int) {
	if s.Planned || s.Outcome == "" {
		return council.AnswerAwaited, -1
	}
	for i, l := range s.Item.Limbs {
		switch {
		case l.Verb != s.Outcome:
			continue
		case l.Verb == council.Rejected || l.Verb == council.Withdrawn:
			return council.NotAccepted, i
		case amended.MatchString(l.Text):
			return council.AcceptedAmended, i
		default:
			return council.Accepted, i
		}
	}
	return council.AnswerAwaited, -1
}

// statusOf says where an issue stands, from its joined route.
func statusOf(steps []Step) Status {
	st := Status{Kind: StatusNew}
	for _, s := range steps {
		if s.Planned && !calledOff(s.MeetingState) && (st.Next == nil || st.Next.Day.IsZero() && !s.Day.IsZero()) {
			st.Next = &NextStep{Body: s.Body, Maker: s.Maker, Role: s.Role, Day: s.Day, Month: s.Month}
			st.Kind = StatusPlanned
		}
	}
	last := lastSpeaking(steps)
	if last < 0 {
		return st
	}
	s := steps[last]
	st.Verb, st.Body, st.Maker, st.Day = s.Outcome, s.Body, s.Maker, s.Day
	st.Kind = kindOf(s)
	if st.Kind == StatusRecommended {
		st.To = s.AnsweredBy.Body
	}
	if a := s.AnswerTo; a != nil && st.Kind != StatusRecommended {
		st.RecommendedBy, st.RecommendedOn, st.Answer = a.Body, a.Day, a.Answer
	}
	return st
}

// lastSpeaking is the index of the step whose outcome is where the issue stands: the last that
// decided or recommended, or else the last that was held; -1 where none was.
func lastSpeaking(steps []Step) int {
	last, lastHeld := -1, -1
	for i, s := range steps {
		if s.Planned || calledOff(s.MeetingState) {
			continue
		}
		lastHeld = i
		if s.Outcome != "" && (s.Role == council.Decide || s.Role == council.Recommend || s.AnswerTo != nil) {
			last = i
		}
	}
	if last < 0 {
		return lastHeld
	}
	return last
}

func kindOf(s Step) StatusKind {
	switch {
	case passesOn(s.Outcome) && s.AnsweredBy != nil && s.AnsweredBy.Answer == council.AnswerAwaited:
		return StatusRecommended
	case s.Outcome == council.Rejected:
		return StatusRejected
	case s.Outcome == council.Deferred:
		return StatusDeferred
	case s.Outcome == council.Withdrawn:
		return StatusWithdrawn
	case s.Outcome != "" && (s.Role == council.Decide || s.AnswerTo != nil):
		return StatusDecided
	default:
		return StatusConsidered
	}
}
