// Package minutes reads what a clerk wrote: the points that members raised with the answers they
// were given, the limbs of a resolution, officer contacts and report references, each with the exact
// place in the source that it was read from. It also reads agenda text: what a body is asked to do,
// and the references in a title.
//
// The package is pure: it opens nothing, keeps nothing, and the same words always give the same
// reading. It must never invent (every word it returns stands in the source, in that order; the one
// exception is the number that a browser shows before an item of an ordered list) and never drop
// (what it could not read is listed as prose, and points, limbs, contacts, references and prose
// together cover the source to the last byte).
package minutes

import "moothall/internal/council"

// Span is a stretch of the source, in bytes: src[Start:End].
type Span struct{ Start, End int }

// Len is the number of bytes in the stretch.
func (s Span) Len() int { return s.End - s.Start }

// Reading is what was read from the minutes of one item.
type Reading struct {
	Points     []Point
	Resolution []Limb
	Contacts   []Contact
	// References may stand inside a point, a limb or a contact; those are not counted twice in Prose.
	References []Reference
	// Prose is every stretch of the source that was not read as one of the above.
	Prose []Span
}

// Point is a comment or question that was raised, and the answer given to it. Answer and AnswerSpan
// are zero where none is recorded; AnswerSpan lies within Span.
type Point struct {
	Text, Answer     string
	Span, AnswerSpan Span
}

// Limb is one limb of a resolution.
type Limb struct {
	// Label is the limb's number as the reader sees it: "(1)", "a)", "1.", or "". One within a limb has
	// both: "(1)(a)".
	Label string
	// Verb is what the limb does. The first operative word decides ("be approved and adopted" is
	// approved), unless the limb also recommends or refers something to a body, which then decides.
	// Where the text has no operative word the headline does ("AGREED", "NOTED"), else resolved.
	Verb council.Verb
	// Stem is what stands before the limbs and is completed by each of them, as in "That the Council
	// be recommended to: (a) approve ...". It lies within the first limb's Span.
	Stem string
	// Text is plain, with white space folded, without the headline word and without a vote in brackets.
	Text string
	// Addressee is the body to which the limb recommends or refers, as written, without "the".
	Addressee string
	// InConsultationWith is whom the one acting must consult, as written, without "the".
	InConsultationWith string
	// Owner is whom the limb makes do something, as written, without "the".
	Owner string
	// Due is the day by which it asks for that; zero where it names none.
	Due council.Day
	// Vote is nil where none is recorded. A vote on the whole resolution is given with every limb.
	Vote *Vote
	// Span takes in the headline word for the first limb of a resolution, and the limb's own label.
	Span Span
}

// Vote is how a resolution was carried, as far as it was recorded: a count that was not stated is 0.
// Its Span may lie in the prose before the resolution ("carried by 30 votes to 12").
type Vote struct {
	For, Against, Abstained int
	Unanimous               bool
	Span                    Span
}

// Contact is an officer to ask; what was not given is "".
type Contact struct {
	Name, Telephone, Email string
	Span                   Span
}

// Reference is a report's reference as written, such as "C&H25".
type Reference struct {
	Text string
	Span Span
}

// Ask is what was read from the agenda text of an item.
type Ask struct {
	// Purpose is the line "To consider a report of ...".
	Purpose     string
	PurposeSpan Span
	// Body is who is asked, as written, without "the"; Stem the whole introduction to the limbs.
	Body, Stem string
	// Limbs are what the body is asked to do. Span of the first takes in the introduction.
	Limbs      []AskLimb
	Contacts   []Contact
	References []Reference
	// Prose is every stretch of the source that was not read as one of the above.
	Prose []Span
}

// AskLimb is one thing that a body is asked to do.
type AskLimb struct {
	Label, Text string
	// Verb is what the body would do by agreeing; resolved where no operative word was met.
	Verb council.Verb
	Span Span
}
