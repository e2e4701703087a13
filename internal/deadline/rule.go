package deadline

import (
	"slices"

	"moothall/internal/council"
)

// RuleID names a rule, whichever nation and time it is for: the rule on agendas is one, though it
// gives five days in England and three in Wales.
type RuleID string

// The rules.
const (
	Notice             RuleID = "notice"
	Agenda             RuleID = "agenda"
	Summons            RuleID = "summons"
	ExecutiveNotice    RuleID = "executive-notice"
	ExecutiveAgenda    RuleID = "executive-agenda"
	MembersPapers      RuleID = "members-papers"
	PrivateFirst       RuleID = "private-first"
	PrivateSecond      RuleID = "private-second"
	DecisionNote       RuleID = "decision-note"
	MinutesKept        RuleID = "minutes-kept"
	BackgroundKept     RuleID = "background-kept"
	KeyNotice          RuleID = "key-notice"
	GeneralException   RuleID = "general-exception"
	SpecialUrgency     RuleID = "special-urgency"
	UrgencyReport      RuleID = "urgency-report"
	DecisionStatement  RuleID = "decision-statement"
	OfficerRecord      RuleID = "officer-record"
	CallIn             RuleID = "call-in"
	MembersAccess      RuleID = "members-access"
	ScrutinyRequest    RuleID = "scrutiny-request"
	DecisionKept       RuleID = "decision-kept"
	InterestsOffice    RuleID = "interests-office"
	InterestsDisclosed RuleID = "interests-disclosed"
	SixMonths          RuleID = "six-months"
	BalanceReview      RuleID = "balance-review"
	CrimeReview        RuleID = "crime-review"
	CrimeResponse      RuleID = "crime-response"
	PlanRevised        RuleID = "plan-revised"
	GrantsPublished    RuleID = "grants-published"
)

// Event is what a time is counted from, or towards.
type Event string

// Events. Each happens on a day, and Concluded at a moment.
const (
	MeetingHeld   Event = "meeting"      // the meeting is held
	DecisionMade  Event = "decision"     // the decision is made, at a meeting or by one person
	Concluded     Event = "concluded"    // a private meeting ended, or an individual had decided
	Published     Event = "published"    // the statement of the decision was published
	UrgencyAgreed Event = "agreed"       // it was agreed that a decision is urgent
	Requested     Event = "requested"    // the executive received a member's request
	TookOffice    Event = "took-office"  // a person became a member or co-opted member
	Disclosed     Event = "disclosed"    // a member disclosed an interest that was not registered
	Attended      Event = "attended"     // a member last attended a meeting
	GroupsChanged Event = "groups"       // the annual meeting, or a change in the political groups
	Reviewed      Event = "reviewed"     // the committee last reviewed the partnership
	Submitted     Event = "submitted"    // a report was submitted to a responsible body
	PlanAdopted   Event = "plan-adopted" // the partnership's plan was adopted or last revised
	Reported      Event = "reported"     // Council last had the report of urgent decisions
	YearEnded     Event = "year-ended"   // the financial year ended
)

// Way is how a time runs from its event.
type Way string

// Ways in which a time runs.
const (
	Before  Way = "before"  // something must be done so long before the event
	After   Way = "after"   // something must be done, or may be done only, within so long after it
	Keeping Way = "keeping" // something must be kept for so long after it
)

// Unit is what a length is a number of.
type Unit string

// Units of length.
const (
	ClearDays Unit = "clear-days" // whole days between: neither the event's day nor the last day counts
	Days      Unit = "days"
	Hours     Unit = "hours"
	Months    Unit = "months"
	Years     Unit = "years"
)

// Counting says which days count.
type Counting string

// Ways of counting days.
const (
	WorkingDays  Counting = "working"  // Saturdays, Sundays and bank holidays do not count
	CalendarDays Counting = "calendar" // every day counts
)

// Act is what is to be done in time.
type Act string

// Acts.
const (
	Publish  Act = "publish"
	Send     Act = "send"
	Tell     Act = "tell"
	Provide  Act = "provide"
	Register Act = "register"
	Answered Act = "answer"
	Review   Act = "review"
	Report   Act = "report"
	Attend   Act = "attend"
	Ask      Act = "call-in"
	Keep     Act = "keep"
)

// Feature is something about a matter on which a rule depends.
type Feature string

// Features of a matter.
const (
	PrivateItems Feature = "private-items" // part of the meeting is likely to be held in private
	KeyDecisions Feature = "key-decisions" // a key decision is to be made
	ShortKey     Feature = "short-key"     // 28 days' notice of a key decision is impracticable
	Delegated    Feature = "delegated"     // an officer decides for Council or a committee
	NotCalledIn  Feature = "not-called-in" // the constitution or the law excepts it from call-in
)

// Consequence is what happens when a time is missed or, of what must be kept, has run out.
type Consequence string

// Consequences.
const (
	NotLawful     Consequence = "not-lawful"     // the meeting is not lawfully called
	NotConsidered Consequence = "not-considered" // the item may not be considered
	NotPrivate    Consequence = "not-private"    // the meeting may not be held in private
	NotDecided    Consequence = "not-decided"    // the key decision may not be made
	Overdue       Consequence = "overdue"        // the duty is broken, and remains
	Offence       Consequence = "offence"        // without a reasonable excuse it is an offence
	Vacated       Consequence = "vacated"        // the person is no longer a member
	Lapsed        Consequence = "lapsed"         // the right is over, and the decision takes effect
	Released      Consequence = "released"       // it need not be kept any longer
)

// OverrideID is a lawful way that remains when a time is missed.
type OverrideID string

// Overrides.
const (
	AtShorterNotice OverrideID = "shorter-notice"    // the meeting was convened later: then at that time
	UrgentItem      OverrideID = "urgent-item"       // the chair's opinion, special circumstances in the minutes
	AddedLater      OverrideID = "added-later"       // an item added later: when it is added
	UrgentPrivate   OverrideID = "urgent-private"    // agreed that the private meeting is urgent
	ByException     OverrideID = "general-exception" // the general exception for key decisions
	ByUrgency       OverrideID = "special-urgency"   // special urgency for key decisions
	ReasonApproved  OverrideID = "reason-approved"   // the authority approved the reason for absence
	WrittenReasons  OverrideID = "written-reasons"   // written reasons why it is refused
)

// Override is a lawful way that remains, and where it stands.
type Override struct {
	ID      OverrideID
	Statute string
	Rule    RuleID // the rule with the override's own time; empty where it has none
}

// Certainty is how sure a rule is.
type Certainty string

// Degrees of certainty.
const (
	Sure      Certainty = "sure"
	Practice  Certainty = "practice"  // a convention or a council's own rule, not statute
	Unsettled Certainty = "unsettled" // contested, or left open: take advice
)

// Rule is one time that statute sets, for the nations and the spell in which it stands so.
type Rule struct {
	ID      RuleID
	Statute string // as a lawyer cites it
	Nations []Nation
	InForce council.Spell // by the day of the event

	Bodies []council.BodyKind // that it applies to; none means it is not about bodies of a kind
	Except []council.BodyKind // that it does not apply to
	Needs  []Feature          // all of which the matter must have
	Unless []Feature          // none of which it may have

	Act       Act
	From      Event
	Way       Way
	Length    int // 0 where the law says only "as soon as practicable"
	Unit      Unit
	Inclusive bool     // "beginning with": the day of the event is the first that counts
	Counting  Counting // where the council has not chosen
	Choice    bool     // statute leaves the counting open, so that a council may choose
	OwnLength bool     // statute leaves the length to the council's constitution

	Missed    Consequence
	Overrides []Override
	Certainty Certainty
}

// Rules are all the rules, in the order in which a reader meets them.
func Rules() []Rule { return slices.Concat(meetingRules(), decisionRules(), memberRules()) }

// Applies says whether the rule is about the matter, as far as its nation, its dates, its body
// and its features say so. It is false where the day of the rule's event is not known.
func (r Rule) Applies(m Matter, nation Nation) bool {
	day := m.day(r.From)
	return !day.IsZero() && r.InForce.Covers(day) && slices.Contains(r.Nations, nation) &&
		(len(r.Bodies) == 0 || slices.Contains(r.Bodies, m.Body)) && !slices.Contains(r.Except, m.Body) &&
		!slices.ContainsFunc(r.Needs, func(f Feature) bool { return !m.Has(f) }) &&
		!slices.ContainsFunc(r.Unless, m.Has)
}
