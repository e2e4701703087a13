package site

import (
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// statusSentence says where an issue stands: "Approved by Council on 5 April 2018, as Cabinet
// recommended on 13 March 2018."
func statusSentence(w *page.Words, s gazette.Status) string {
	switch s.Kind {
	case gazette.StatusNew, "":
		return w.T("status.new")
	case gazette.StatusPlanned:
		return plannedSentence(w, s.Next)
	case gazette.StatusConsidered:
		return w.Say("status.considered", "Body", by(w, s), "Day", w.Day(s.Day)) + nextClause(w, s.Next)
	case gazette.StatusRecommended:
		return w.Say("status.recommended", "Verb", w.Verb(s.Verb), "Body", by(w, s), "Day", w.Day(s.Day)) +
			awaitClause(w, s)
	case gazette.StatusDecided, gazette.StatusRejected, gazette.StatusDeferred, gazette.StatusWithdrawn:
	}
	return w.Say("status.done", "Verb", w.Verb(s.Verb), "Body", by(w, s), "Day", w.Day(s.Day)) +
		recommendedClause(w, s) + nextClause(w, s.Next)
}

// by is who did it: the body, or the single decision maker.
func by(w *page.Words, s gazette.Status) string {
	if !s.Maker.IsZero() {
		return w.Plain(s.Maker)
	}
	return w.Plain(s.Body.Name)
}

// nextBefore is who is to consider an issue next: the body, or the single decision maker.
func nextBefore(w *page.Words, next *gazette.NextStep) string {
	if !next.Maker.IsZero() {
		return w.Plain(next.Maker)
	}
	return w.Plain(next.Body.Name)
}

func plannedSentence(w *page.Words, next *gazette.NextStep) string {
	switch {
	case next == nil:
		return w.T("status.new")
	case next.Day.IsZero():
		return w.Say("status.planned", "Body", nextBefore(w, next))
	case next.Month:
		return w.Say("status.planned.month", "Body", nextBefore(w, next), "Month", w.Month(next.Day))
	}
	return w.Say("status.planned.day", "Body", nextBefore(w, next), "Day", w.Day(next.Day))
}

// awaitClause says whose answer a recommendation awaits, and when it is expected.
func awaitClause(w *page.Words, s gazette.Status) string {
	to := w.Plain(s.To.Name)
	switch {
	case to == "":
		return nextClause(w, s.Next)
	case s.Next == nil || s.Next.Day.IsZero() || s.Next.Body.Number != s.To.Number:
		return " " + w.Say("status.awaits", "Body", to)
	case s.Next.Month:
		return " " + w.Say("status.awaits.month", "Body", to, "Month", w.Month(s.Next.Day))
	}
	return " " + w.Say("status.awaits.day", "Body", to, "Day", w.Day(s.Next.Day))
}

// recommendedClause says whose recommendation the decision answered, and how.
func recommendedClause(w *page.Words, s gazette.Status) string {
	name := w.Plain(s.RecommendedBy.Name)
	if name == "" {
		return "."
	}
	day := w.Day(s.RecommendedOn)
	switch s.Answer {
	case council.AcceptedAmended:
		return w.Say("status.as-recommended.amended", "Body", name, "Day", day)
	case council.NotAccepted:
		return w.Say("status.as-recommended.not", "Body", name, "Day", day)
	case council.Accepted, council.AnswerAwaited:
	}
	return w.Say("status.as-recommended", "Body", name, "Day", day)
}

// nextClause is a sentence of its own about the next planned consideration.
func nextClause(w *page.Words, next *gazette.NextStep) string {
	if next == nil {
		return ""
	}
	return " " + plannedSentence(w, next)
}
