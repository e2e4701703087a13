package page

import (
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// The closed vocabularies in a reader's words. Each message's key is the vocabulary and the word as
// the record stores it; a test holds that no word is without one.

// word is the message of a vocabulary's word. A key that is only looked up costs no memory.
func word[T ~string](w *Words, vocabulary string, value T) string {
	if s, ok := w.plain[vocabulary+"."+string(value)]; ok {
		return s
	}
	return vocabulary + "." + string(value) // a test holds that none is missing
}

// Word is a word of the vocabulary that the record names so: "Cancelled" of "meeting-state". What is
// no word of it stands as it is.
func (w *Words) Word(vocabulary, value string) string {
	if key := vocabulary + "." + value; w.Has(key) {
		return w.T(key)
	}
	return value
}

// BodyKind is "Scrutiny committee".
func (w *Words) BodyKind(k council.BodyKind) string { return word(w, "body-kind", k) }

// Role is what a body was to do with an issue: "to recommend".
func (w *Words) Role(r council.Role) string { return word(w, "role", r) }

// Verb is what a limb does, standing alone: "Approved".
func (w *Words) Verb(v council.Verb) string { return word(w, "verb", v) }

// MeetingState is "Cancelled".
func (w *Words) MeetingState(s council.MeetingState) string { return word(w, "meeting-state", s) }

// MinutesState is "Draft minutes".
func (w *Words) MinutesState(s council.MinutesState) string { return word(w, "minutes-state", s) }

// Presence is "Apologies".
func (w *Words) Presence(p council.Presence) string { return word(w, "presence", p) }

// Interest is "Pecuniary interest".
func (w *Words) Interest(k council.InterestKind) string { return word(w, "interest", k) }

// Registrable is what an entry in a register of interests is about: "Corporate tenancies".
func (w *Words) Registrable(k council.Registrable) string { return word(w, "registrable", k) }

// Relation is "Follows", of this issue; inverse where that issue says it of this one.
func (w *Words) Relation(k council.RelationKind, inverse bool) string {
	if inverse {
		return word(w, "relation-inverse", k)
	}
	return word(w, "relation", k)
}

// DocumentKind is "Appendix".
func (w *Words) DocumentKind(k council.DocumentKind) string { return word(w, "document-kind", k) }

// Openness is "Exempt".
func (w *Words) Openness(o council.Openness) string { return word(w, "openness", o) }

// Choice is "Against".
func (w *Words) Choice(c council.Choice) string { return word(w, "choice", c) }

// Answer is what became of a recommendation: "accepted as amended".
func (w *Words) Answer(a council.Answer) string { return word(w, "answer", a) }

// MemberRole is "Vice-chair".
func (w *Words) MemberRole(r gazette.MemberRole) string { return word(w, "member-role", r) }

// CallIn is "Called in".
func (w *Words) CallIn(o gazette.CallInOutcome) string { return word(w, "call-in", o) }

// Ground is the lawful ground of a takedown.
func (w *Words) Ground(g gazette.TakedownGround) string { return word(w, "ground", g) }

// Kind is what an entry of the record publishes: "Agenda".
func (w *Words) Kind(k gazette.Kind) string { return word(w, "kind", k) }

// StatusKind is where an issue stands, as a filter says it: "Decided".
func (w *Words) StatusKind(k gazette.StatusKind) string { return word(w, "status-kind", k) }
