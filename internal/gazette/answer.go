package gazette

import (
	"slices"
	"strings"

	"moothall/internal/council"
)

// AnswerTo is how a resolution answers what was recommended or referred, as far as the texts tell: the
// answer, and the limb that gives it, from 1. It is AnswerAwaited where nothing answers. Among limbs that
// decide, the one that has most words of the recommendation speaks; it amends where it says so itself, or
// where it adds as much as a clause to what it takes over.
func AnswerTo(asked Limb, resolved []Limb) (council.Answer, int) {
	words := tellingWords(asked.Text)
	at, most := -1, -1
	for i, l := range resolved {
		if l.Verb == council.Deferred || !answers(asked.Verb, l.Verb) {
			continue
		}
		if n := len(common(words, tellingWords(l.Text))); n > most {
			at, most = i, n
		}
	}
	if at < 0 {
		return council.AnswerAwaited, 0
	}
	l := resolved[at]
	switch {
	case l.Verb == council.Rejected || l.Verb == council.Withdrawn:
		return council.NotAccepted, at + 1
	case amended.MatchString(l.Text), adds(words, tellingWords(l.Text)):
		return council.AcceptedAmended, at + 1
	}
	return council.Accepted, at + 1
}

// answers says whether a limb with one verb answers a limb with the other: whoever takes note of a
// recommendation has not decided on it, but has done what a referral asks.
func answers(asked, by council.Verb) bool {
	return decides(by) || by == council.Withdrawn || by == council.Recommended || by == council.Delegated || asked == council.Referred
}

// clause is how many words that tell something make a clause.
const clause = 3

// adds says whether a text has most words of another and as many as a clause of its own.
func adds(words, text []string) bool {
	same := len(common(words, text))
	return 2*same >= len(words) && len(words) > 0 && len(text)-same >= clause
}

// common are the words of b that a has too.
func common(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(b), func(w string) bool { return !slices.Contains(a, w) })
}

// passing are words that a resolution is made with, whatever it is about.
var passing = strings.Fields("that the be is are a an of and or to in on for by as it its this these with so at from which not have has been " +
	"council cabinet committee meeting full recommended recommends recommend recommendation recommendations referred approve approved approves adopt adopted " +
	"agree agreed endorse endorsed resolved accept accepted resolution report")

// tellingWords are the words of a resolution that say what it is about, each once.
func tellingWords(text string) []string {
	list := strings.Fields(Fold(text))
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(w string) bool { return slices.Contains(passing, w) })
}
