package deadline

import (
	"time"

	"moothall/internal/council"
)

// Acts and regulations by the names that the rules cite them under.
const (
	lga1972  = "Local Government Act 1972 "
	exec2012 = "Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England) Regulations 2012 (SI 2012/2089) "
	execW    = "Local Authorities (Executive Arrangements) (Decisions, Documents and Meetings) (Wales) Regulations 2001 (SI 2001/2290) "
)

// The days from which, and to which, the rules stand as they do.
var (
	access     = council.NewDay(1986, time.April, 1)      // Local Government (Access to Information) Act 1985
	fiveDays   = council.NewDay(2002, time.October, 1)    // SI 2002/715
	fiveSum    = council.NewDay(2015, time.January, 30)   // SI 2015/5
	local1972  = council.NewDay(1974, time.April, 1)      // the Act of 1972
	exec       = council.NewDay(2012, time.September, 10) // SI 2012/2089
	execWales  = council.NewDay(2001, time.July, 28)      // SI 2001/2290
	electronic = council.NewDay(2021, time.May, 1)        // Local Government and Elections (Wales) Act 2021 Sch 4
)

func since(from council.Day) council.Spell { return council.Spell{From: from} }

// until is from the one day to the day before the other.
func until(from, next council.Day) council.Spell { return council.Spell{From: from, To: next.Add(-1)} }

var (
	inEngland = []Nation{England}
	inWales   = []Nation{Wales}
	inBoth    = []Nation{England, Wales}

	executive = []council.BodyKind{council.Cabinet}
	// The access rules of 1972 are for Council and committees; the executive has its own
	// regulations, and a partnership is not a committee of the council.
	notCommittees = []council.BodyKind{council.Cabinet, council.PartnershipBody, council.OutsideBody, ""}

	shorterNotice = Override{ID: AtShorterNotice, Statute: lga1972 + "s100A(6)"}
	shorterAgenda = Override{ID: AtShorterNotice, Statute: lga1972 + "s100B(3)"}
	urgentItem    = Override{ID: UrgentItem, Statute: lga1972 + "s100B(4)(b)"}
	shorterExec   = Override{ID: AtShorterNotice, Statute: exec2012 + "regs 6, 7"}
	shorterWales  = Override{ID: AtShorterNotice, Statute: execW + "reg 5"}
	addedLater    = Override{ID: AddedLater, Statute: exec2012 + "reg 16(2)(b)"}
	urgentPrivate = Override{ID: UrgentPrivate, Statute: exec2012 + "reg 5(6), (7)"}
)

// clearly is a time of so many clear working days before a meeting.
func clearly(id RuleID, length int, r Rule) Rule {
	r.ID, r.Length, r.Unit = id, length, ClearDays
	r.From, r.Way, r.Counting, r.Choice = MeetingHeld, Before, WorkingDays, true
	if r.Certainty == "" {
		r.Certainty = Sure
	}
	if r.Act == "" {
		r.Act = Publish
	}
	return r
}

func meetingRules() []Rule {
	all := append(noticeRules(), agendaRules()...)
	all = append(all, executiveRules()...)
	return append(all, afterMeetingRules()...)
}

func noticeRules() []Rule {
	notice := Rule{Nations: inEngland, Except: notCommittees, Missed: NotLawful, Overrides: []Override{shorterNotice}}
	england := func(spell council.Spell, statute string, length int) Rule {
		notice.InForce, notice.Statute = spell, statute
		return clearly(Notice, length, notice)
	}
	wales := notice
	wales.Nations = inWales
	wales.Statute, wales.InForce = lga1972+"s100A(6)(a)", until(access, electronic)
	walesNow := wales
	walesNow.Statute, walesNow.InForce = lga1972+"s100A(6)(aa)", since(electronic)

	summons := Rule{Act: Send, Bodies: []council.BodyKind{council.FullCouncil}, Nations: inEngland, Missed: NotLawful,
		Statute: lga1972 + "Sch 12 para 4(2)", InForce: until(local1972, fiveSum)}
	summonsNow, summonsWales := summons, summons
	summonsNow.Statute, summonsNow.InForce = lga1972+"Sch 12 para 4(1A)", since(fiveSum)
	summonsWales.Nations, summonsWales.InForce = inWales, since(local1972)
	return []Rule{
		england(until(access, fiveDays), lga1972+"s100A(6)", 3),
		england(since(fiveDays), lga1972+"s100A(6)(a); SI 2002/715", 5),
		clearly(Notice, 3, wales), clearly(Notice, 3, walesNow),
		clearly(Summons, 3, summons), clearly(Summons, 5, summonsNow), clearly(Summons, 3, summonsWales),
	}
}

func agendaRules() []Rule {
	agenda := Rule{Except: notCommittees, Missed: NotConsidered, Overrides: []Override{shorterAgenda, urgentItem},
		Statute: lga1972 + "s100B(3), (4)", Nations: inEngland, InForce: until(access, fiveDays)}
	now, wales := agenda, agenda
	now.Statute, now.InForce = agenda.Statute+"; SI 2002/715", since(fiveDays)
	wales.Nations, wales.InForce = inWales, since(access)
	return []Rule{clearly(Agenda, 3, agenda), clearly(Agenda, 5, now), clearly(Agenda, 3, wales)}
}

func executiveRules() []Rule {
	england := Rule{Nations: inEngland, InForce: since(exec), Bodies: executive}
	rule := func(id RuleID, length int, regulation string, missed Consequence, overrides ...Override) Rule {
		r := england
		r.Statute, r.Missed, r.Overrides = exec2012+regulation, missed, overrides
		return clearly(id, length, r)
	}
	private := func(r Rule) Rule { r.Needs = []Feature{PrivateItems}; return r }
	first := private(rule(PrivateFirst, 28, "reg 5(2)", NotPrivate, urgentPrivate))
	first.Counting = CalendarDays
	members := rule(MembersPapers, 5, "reg 16(2)", Overdue, shorterExec, addedLater)
	members.Act = Provide
	urgent := Override{ID: UrgentItem, Statute: exec2012 + "reg 7(4)(b)"}
	urgentWales := Override{ID: UrgentItem, Statute: execW + "reg 5(4)(b)"}
	wales := Rule{Nations: inWales, InForce: since(execWales), Bodies: executive, Statute: execW + "reg 5", Missed: NotConsidered,
		Overrides: []Override{shorterWales, urgentWales}}
	return []Rule{
		rule(ExecutiveNotice, 5, "reg 6", NotLawful, shorterExec),
		rule(ExecutiveAgenda, 5, "reg 7", NotConsidered, shorterExec, urgent),
		clearly(ExecutiveAgenda, 3, wales),
		members, first, private(rule(PrivateSecond, 5, "reg 5(4)", NotPrivate, urgentPrivate)),
	}
}

func afterMeetingRules() []Rule {
	kept := Rule{ID: MinutesKept, Statute: lga1972 + "s100C(1)", Nations: inBoth, InForce: since(access), Except: notCommittees,
		Act: Keep, From: MeetingHeld, Way: Keeping, Length: 6, Unit: Years, Inclusive: true, Missed: Released, Certainty: Sure}
	background := kept
	background.ID, background.Statute, background.Length = BackgroundKept, lga1972+"s100D(2)", 4
	keptWales := kept
	keptWales.Nations, keptWales.Statute, keptWales.InForce = inWales, lga1972+"s100C(1A)", since(electronic)
	keptWalesThen := kept
	keptWalesThen.Nations, keptWalesThen.InForce = inWales, until(access, electronic)
	kept.Nations = inEngland
	return []Rule{
		{ID: DecisionNote, Statute: lga1972 + "s100C(1C); Local Government and Elections (Wales) Act 2021 Sch 4 para 8",
			Nations: inWales, InForce: since(electronic), Except: notCommittees, Act: Publish, From: MeetingHeld, Way: After,
			Length: 7, Unit: Days, Inclusive: true, Counting: WorkingDays, Missed: Overdue, Certainty: Sure},
		kept, keptWalesThen, keptWales, background,
	}
}
