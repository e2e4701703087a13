package deadline

import (
	"time"

	"moothall/internal/council"
)

func decisionRules() []Rule {
	return append(keyRules(), append(recordRules(), scrutinyRules()...)...)
}

// byExecutive is a rule of the regulations of 2012 on decisions for the executive.
func byExecutive(id RuleID, regulation string, r Rule) Rule {
	r.ID, r.Statute, r.Nations, r.InForce = id, exec2012+regulation, inEngland, since(exec)
	if r.From == "" {
		r.From, r.Bodies = DecisionMade, executive
	}
	if r.Certainty == "" {
		r.Certainty = Sure
	}
	return r
}

func keyRules() []Rule {
	return []Rule{
		byExecutive(KeyNotice, "reg 9", Rule{Act: Publish, Needs: []Feature{KeyDecisions}, Way: Before, Length: 28, Unit: ClearDays,
			Counting: CalendarDays, Choice: true, Missed: NotDecided, Overrides: []Override{
				{ID: ByException, Statute: exec2012 + "reg 10", Rule: GeneralException},
				{ID: ByUrgency, Statute: exec2012 + "reg 11", Rule: SpecialUrgency}}}),
		byExecutive(GeneralException, "reg 10", Rule{Act: Tell, Needs: []Feature{KeyDecisions, ShortKey}, Way: Before, Length: 5, Unit: ClearDays,
			Counting: WorkingDays, Choice: true, Missed: NotDecided, Overrides: []Override{
				{ID: ByUrgency, Statute: exec2012 + "reg 11", Rule: SpecialUrgency}}}),
		byExecutive(SpecialUrgency, "reg 11(3)", Rule{Act: Publish, From: UrgencyAgreed, Way: After, Unit: Days, Counting: WorkingDays, Missed: Overdue}),
		byExecutive(UrgencyReport, "reg 19", Rule{Act: Report, From: Reported, Way: After, Length: 12, Unit: Months, Missed: Overdue}),
	}
}

func recordRules() []Rule {
	officers := since(council.NewDay(2014, time.August, 6))
	statement := byExecutive(DecisionStatement, "regs 12 to 14", Rule{Act: Publish, Way: After, Unit: Days, Counting: WorkingDays,
		Choice: true, OwnLength: true, Missed: Overdue, Certainty: Practice})
	statementWales := statement
	statementWales.Nations, statementWales.Statute, statementWales.InForce = inWales, execW+"regs 6 to 8", since(execWales)
	return []Rule{
		statement, statementWales,
		{ID: OfficerRecord, Statute: "Openness of Local Government Bodies Regulations 2014 (SI 2014/2095) regs 7, 8", Nations: inEngland,
			InForce: officers, Needs: []Feature{Delegated}, Act: Publish, From: DecisionMade, Way: After, Unit: Days, Counting: WorkingDays,
			Choice: true, OwnLength: true, Missed: Overdue, Certainty: Practice},
		{ID: CallIn, Statute: "Local Government Act 2000 s9F", Nations: inEngland, InForce: since(council.NewDay(2012, time.May, 4)),
			Unless: []Feature{NotCalledIn, Delegated}, Act: Ask, From: Published, Way: After, Unit: Days, Counting: WorkingDays, Choice: true,
			OwnLength: true, Missed: Lapsed, Certainty: Practice},
		{ID: CallIn, Statute: "Local Government Act 2000 s21(3)", Nations: inWales, InForce: since(execWales),
			Unless: []Feature{NotCalledIn, Delegated}, Act: Ask, From: Published, Way: After, Unit: Days, Counting: WorkingDays, Choice: true,
			OwnLength: true, Missed: Lapsed, Certainty: Practice},
		byExecutive(DecisionKept, "reg 21", Rule{Act: Keep, Way: Keeping, Length: 6, Unit: Years, Inclusive: true, Missed: Released, Certainty: Unsettled}),
	}
}

func scrutinyRules() []Rule {
	return []Rule{
		byExecutive(MembersAccess, "reg 16(3), (4)", Rule{Act: Provide, From: Concluded, Way: After, Length: 24, Unit: Hours, Missed: Overdue}),
		// "No later than 10 clear days after": read as the tenth day itself, the earlier of the two
		// readings, and with every day counted unless the council has chosen otherwise.
		byExecutive(ScrutinyRequest, "reg 17(2)", Rule{Act: Provide, From: Requested, Way: After, Length: 10, Unit: ClearDays,
			Counting: CalendarDays, Choice: true, Missed: Overdue, Overrides: []Override{{ID: WrittenReasons, Statute: exec2012 + "reg 17(4)"}}}),
	}
}
