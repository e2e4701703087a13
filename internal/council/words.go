package council

import "fmt"

// The closed vocabularies of domain.md. Each is a string whose value is what the record stores;
// what a reader sees comes from the message catalogue. Each has a Valid method, so that nothing
// outside the vocabulary is published.

// BodyKind says what sort of body decides.
type BodyKind string

// Kinds of body.
const (
	FullCouncil     BodyKind = "council"
	Cabinet         BodyKind = "cabinet"
	Scrutiny        BodyKind = "scrutiny"
	AreaCommittee   BodyKind = "area"
	Regulatory      BodyKind = "regulatory"
	OtherCommittee  BodyKind = "committee"
	Panel           BodyKind = "panel"
	Board           BodyKind = "board"
	PartnershipBody BodyKind = "partnership"
	OutsideBody     BodyKind = "outside" // not the council's own: it only appoints people to it
)

var bodyKinds = []BodyKind{FullCouncil, Cabinet, Scrutiny, AreaCommittee, Regulatory, OtherCommittee, Panel, Board, PartnershipBody, OutsideBody}

// BodyKinds lists every kind of body in the order in which a list of bodies shows them.
func BodyKinds() []BodyKind { return append([]BodyKind(nil), bodyKinds...) }

// Role is what a body is to do with an issue.
type Role string

// Roles of a consideration.
const (
	Consult    Role = "consult"
	Scrutinise Role = "scrutinise"
	Recommend  Role = "recommend"
	Decide     Role = "decide"
	Note       Role = "note"
)

// Verb is what a limb of a resolution does.
type Verb string

// Verbs of a resolution.
const (
	Resolved    Verb = "resolved"
	Recommended Verb = "recommended"
	Referred    Verb = "referred"
	Noted       Verb = "noted"
	Received    Verb = "received"
	Approved    Verb = "approved"
	Adopted     Verb = "adopted"
	Endorsed    Verb = "endorsed"
	Agreed      Verb = "agreed"
	Delegated   Verb = "delegated"
	Deferred    Verb = "deferred"
	Withdrawn   Verb = "withdrawn"
	Rejected    Verb = "rejected"
)

// Verbs lists every verb.
func Verbs() []Verb {
	return []Verb{Resolved, Recommended, Referred, Noted, Received, Approved, Adopted, Endorsed, Agreed, Delegated, Deferred, Withdrawn, Rejected}
}

// MeetingState is where a meeting stands.
type MeetingState string

// States of a meeting.
const (
	Scheduled MeetingState = "scheduled"
	Summoned  MeetingState = "summoned"
	Held      MeetingState = "held"
	Cancelled MeetingState = "cancelled"
	Postponed MeetingState = "postponed"
	Adjourned MeetingState = "adjourned"
	Inquorate MeetingState = "inquorate"
)

// MinutesState is where the minutes of a meeting stand.
type MinutesState string

// States of minutes.
const (
	MinutesDraft     MinutesState = "draft"
	MinutesPublished MinutesState = "published"
	MinutesApproved  MinutesState = "approved"
	MinutesSigned    MinutesState = "signed"
)

// Presence is how a person was at a meeting.
type Presence string

// Kinds of presence.
const (
	Present      Presence = "present"
	Apologies    Presence = "apologies"
	Absent       Presence = "absent"
	Substitute   Presence = "substitute"
	InAttendance Presence = "in attendance"
	Remote       Presence = "remote"
)

// Registrable is what an entry in the register of a member's interests is about: the disclosable
// pecuniary interests of the Schedule to SI 2012/1464, in its order, and what codes of conduct add.
type Registrable string

// Registrable interests.
const (
	Employment       Registrable = "employment"
	Sponsorship      Registrable = "sponsorship"
	Contracts        Registrable = "contracts"
	Land             Registrable = "land"
	Licences         Registrable = "licences"
	CorporateTenancy Registrable = "tenancies"
	Securities       Registrable = "securities"
	OtherRegistrable Registrable = "other"
	Gifts            Registrable = "gifts"
)

var registrables = []Registrable{Employment, Sponsorship, Contracts, Land, Licences, CorporateTenancy, Securities, OtherRegistrable, Gifts}

// Registrables lists all of them in the order in which a register has them.
func Registrables() []Registrable { return append([]Registrable(nil), registrables...) }

// IsPecuniary says whether it is a disclosable pecuniary interest (Localism Act 2011 s30), to leave out
// which is an offence.
func (w Registrable) IsPecuniary() bool { return w != OtherRegistrable && w != Gifts }

// InterestKind is the kind of a declared interest.
type InterestKind string

// Kinds of interest.
const (
	Pecuniary     InterestKind = "pecuniary"
	Prejudicial   InterestKind = "prejudicial"
	Personal      InterestKind = "personal"
	OtherInterest InterestKind = "other"
)

// InterestKinds lists every kind of interest, the weightiest first.
func InterestKinds() []InterestKind {
	return []InterestKind{Pecuniary, Prejudicial, Personal, OtherInterest}
}

// RelationKind joins two issues as parts of one policy's life; it reads "this issue … that issue".
type RelationKind string

// Kinds of relation between issues.
const (
	Precedes   RelationKind = "precedes"
	Succeeds   RelationKind = "succeeds"
	Monitors   RelationKind = "monitors"
	Implements RelationKind = "implements"
	PartOf     RelationKind = "part of"
)

// DocumentKind says what a document is.
type DocumentKind string

// Kinds of document.
const (
	Report         DocumentKind = "report"
	Appendix       DocumentKind = "appendix"
	Background     DocumentKind = "background paper"
	Presentation   DocumentKind = "presentation"
	SupplementDoc  DocumentKind = "supplement"
	MinutesDoc     DocumentKind = "minutes"
	DecisionNotice DocumentKind = "decision notice"
	AgendaPack     DocumentKind = "agenda pack"
	NoticeDoc      DocumentKind = "notice" // that law asks for before a meeting or a decision
)

// Openness says who may see an item or document.
type Openness string

// Kinds of openness.
const (
	Open         Openness = "open"
	Exempt       Openness = "exempt"
	Confidential Openness = "confidential"
)

// Choice is how a member voted.
type Choice string

// Choices in a vote.
const (
	For       Choice = "for"
	Against   Choice = "against"
	Abstained Choice = "abstained"
)

// Answer is the relation of a limb to the recommendation it answers.
type Answer string

// Answers to a recommendation or referral.
const (
	Accepted        Answer = "accepted"
	AcceptedAmended Answer = "accepted as amended"
	NotAccepted     Answer = "not accepted"
	AnswerAwaited   Answer = "awaited"
)

var vocabularies = map[string]map[string]bool{
	"body kind":     setOf(bodyKinds...),
	"role":          setOf(Consult, Scrutinise, Recommend, Decide, Note),
	"verb":          setOf(Resolved, Recommended, Referred, Noted, Received, Approved, Adopted, Endorsed, Agreed, Delegated, Deferred, Withdrawn, Rejected),
	"meeting state": setOf(Scheduled, Summoned, Held, Cancelled, Postponed, Adjourned, Inquorate),
	"minutes state": setOf(MinutesDraft, MinutesPublished, MinutesApproved, MinutesSigned),
	"presence":      setOf(Present, Apologies, Absent, Substitute, InAttendance, Remote),
	"interest":      setOf(Pecuniary, Prejudicial, Personal, OtherInterest),
	"registrable":   setOf(registrables...),
	"relation":      setOf(Precedes, Succeeds, Monitors, Implements, PartOf),
	"document kind": setOf(Report, Appendix, Background, Presentation, SupplementDoc, MinutesDoc, DecisionNotice, AgendaPack, NoticeDoc),
	"openness":      setOf(Open, Exempt, Confidential),
	"choice":        setOf(For, Against, Abstained),
}

func setOf[T ~string](words ...T) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[string(w)] = true
	}
	return set
}

func known[T ~string](vocabulary string, w T) error {
	if vocabularies[vocabulary][string(w)] {
		return nil
	}
	return fmt.Errorf("%q is not a %s: %w", string(w), vocabulary, ErrInvalid)
}

// Check says whether the word belongs to its vocabulary; the error is ErrInvalid.
func (w BodyKind) Check() error { return known("body kind", w) }

// Check says whether the word belongs to its vocabulary; the error is ErrInvalid.
func (w Role) Check() error { return known("role", w) }

// Check says whether the word belongs to its vocabulary; the error is ErrInvalid.
func (w Verb) Check() error { return known("verb", w) }

// Check says whether the word belongs to its vocabulary; the error is ErrInvalid.
func (w MeetingState) Check() error { return known("meeting state", w) }

// Check says whether the word belongs to its vocabulary; the error is ErrInvalid.
func (w MinutesState) Check() error { return known("minutes state", w) }

// Check says whether the word belongs to its vocabulary; the error is ErrInvalid.
func (w Presence) Check() error { return known("presence", w) }

// Check says whether the word belongs to its vocabulary; the error is ErrInvalid.
func (w InterestKind) Check() error { return known("interest", w) }

// Check says whether the word belongs to its vocabulary; the error is ErrInvalid.
func (w Registrable) Check() error { return known("registrable", w) }

// Check says whether the word belongs to its vocabulary; the error is ErrInvalid.
func (w RelationKind) Check() error { return known("relation", w) }

// Check says whether the word belongs to its vocabulary; the error is ErrInvalid.
func (w DocumentKind) Check() error { return known("document kind", w) }

// Check says whether the word belongs to its vocabulary; the error is ErrInvalid.
func (w Openness) Check() error { return known("openness", w) }

// Check says whether the word belongs to its vocabulary; the error is ErrInvalid.
func (w Choice) Check() error { return known("choice", w) }
