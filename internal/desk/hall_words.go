package desk

import (
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/redline"
	"moothall/internal/register"
)

// What is recorded at a meeting, in words.

func sittingTag(s register.SittingState) string {
	switch s {
	case register.SittingOpen:
		return "govuk-tag--green"
	case register.SittingAdjourned:
		return "govuk-tag--yellow"
	case register.SittingClosed:
	}
	return "govuk-tag--grey"
}

func motionTag(s register.MotionState) string {
	switch s {
	case register.MotionOpen:
		return "govuk-tag--blue"
	case register.MotionCarried:
		return "govuk-tag--green"
	case register.MotionLost:
		return "govuk-tag--red"
	case register.MotionWithdrawn, register.MotionLapsed:
	}
	return "govuk-tag--grey"
}

func withdrewWord(w *page.Words, withdrew bool) string {
	if withdrew {
		return w.T("desk.declaration.withdrew")
	}
	return w.T("desk.declaration.stayed")
}

// about says of somebody on the roll what their presence alone does not.
func (v sittingView) about(a register.Attendance) string {
	var parts []string
	if a.Role != "" && a.Presence != council.Substitute {
		parts = append(parts, v.words.MemberRole(a.Role))
	}
	if a.Post != "" {
		parts = append(parts, a.Post)
	}
	if name := v.NameOf(a.For); name != "" {
		parts = append(parts, v.words.Say("desk.roll.instead", "Name", name))
	}
	if a.Arrived != 0 {
		parts = append(parts, v.words.Say("desk.roll.arrived-at", "Item", v.itemCrumb(a.Arrived).Name))
	}
	if a.Left != 0 {
		parts = append(parts, v.words.Say("desk.roll.left-at", "Item", v.itemCrumb(a.Left).Name))
	}
	return strings.Join(parts, ", ")
}

// missing are the members of the body who are not there, for whom a substitute may come.
func (v sittingView) missing() []register.Kept[register.Attendance] {
	return slices.DeleteFunc(slices.Clone(v.Roll), func(k register.Kept[register.Attendance]) bool {
		return !k.Content.Expected || k.Content.Presence == council.Present || k.Content.Presence == council.Remote
	})
}

// names are all people on the record, as they are called at a meeting.
func (v rollView) names() []string {
	var list []string
	for _, p := range v.people {
		list = append(list, styled(v.words, p))
	}
	return list
}

// moved says who moved and seconded a motion.
func (v sittingView) moved(m register.Motion) string {
	mover, seconder := v.NameOf(m.Mover), v.NameOf(m.Seconder)
	switch {
	case mover == "":
		return ""
	case seconder == "":
		return v.words.Say("desk.motion.moved", "Mover", mover)
	}
	return v.words.Say("desk.motion.seconded", "Mover", mover, "Seconder", seconder)
}

// text is what a motion says, for this viewer, in their language.

func (v sittingView) text(words register.Words, m register.Motion) string {
	t, err := words.Open(v.viewer, m.Lock())
	if err != nil {
		return ""
	}
	return v.words.Plain(t)
}

// change is what an amendment would change.
func (v sittingView) change(m register.Motion) []redline.Run {
	return redline.Text(v.text(m.Before, m), v.text(m.Text, m))
}

// result says how a vote went.
func (v sittingView) result(vote register.Vote) string {
	if vote.Manner == register.ByAssent {
		return v.words.T("desk.vote.assent")
	}
	for _, a := range v.Appointments {
		if a.Number == vote.Appointment {
			return strings.Join(v.rounds(a.Content), " ")
		}
	}
	said := v.words.Say("desk.vote.counts", "For", v.words.Number(vote.For), "Against", v.words.Number(vote.Against), "Abstained", v.words.Number(vote.Abstained))
	if vote.Casting != "" {
		said += " " + v.words.Say("desk.vote.cast", "Name", v.NameOf(vote.CastBy), "Choice", strings.ToLower(v.words.Choice(vote.Casting)))
	}
	if vote.Manner == register.ByBallot {
		said += " " + v.words.T("desk.vote.ballot")
	}
	if vote.Manner == register.ByName {
		said += " " + v.words.T("desk.vote.named")
	}
	return said
}

// rounds says how each round of an appointment went, a sentence or two for each.
func (v sittingView) rounds(a register.Appointment) (lines []string) {
	for i, r := range a.Rounds {
		var votes []string
		for n, c := range r.Standing {
			one, _ := a.Candidate(c)
			votes = append(votes, one.Name+" "+v.words.Number(r.Votes[n]))
		}
		lines = append(lines, v.words.Say("desk.rounds.counts", "Round", v.words.Number(i+1), "Votes", strings.Join(votes, ", "),
			"Abstained", v.words.Number(r.Abstained))+" "+v.came(a, r))
	}
	return lines
}
