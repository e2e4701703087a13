package deadline

import (
	"time"

	"moothall/internal/council"
)

func memberRules() []Rule { return append(interestRules(), partnershipRules()...) }

func interestRules() []Rule {
	office := Rule{ID: InterestsOffice, Statute: "Localism Act 2011 s30(1)", Nations: inEngland,
		InForce: since(council.NewDay(2012, time.July, 1)), Act: Register, From: TookOffice, Way: After, Length: 28, Unit: Days,
		Inclusive: true, Counting: CalendarDays, Missed: Offence, Certainty: Sure}
	disclosed := office
	disclosed.ID, disclosed.Statute, disclosed.From = InterestsDisclosed, "Localism Act 2011 s31(3)", Disclosed
	return []Rule{
		office, disclosed,
		{ID: SixMonths, Statute: lga1972 + "s85(1)", Nations: inBoth, InForce: since(local1972), Act: Attend, From: Attended,
			Way: After, Length: 6, Unit: Months, Missed: Vacated, Certainty: Unsettled,
			Overrides: []Override{{ID: ReasonApproved, Statute: lga1972 + "s85(1)"}}},
		{ID: BalanceReview, Statute: "Local Government and Housing Act 1989 s15(1), (2)", Nations: inBoth,
			InForce: since(council.NewDay(1990, time.August, 1)), Act: Review, From: GroupsChanged, Way: After, Unit: Days,
			Counting: WorkingDays, Missed: Overdue, Certainty: Sure},
	}
}

func partnershipRules() []Rule {
	review := Rule{ID: CrimeReview, Statute: "Police and Justice Act 2006 s19; Crime and Disorder (Overview and Scrutiny) Regulations 2009 (SI 2009/942)",
		Nations: inEngland, InForce: since(council.NewDay(2009, time.April, 30)), Act: Review, From: Reviewed, Way: After, Length: 12, Unit: Months,
		Missed: Overdue, Certainty: Sure}
	response := review
	response.ID, response.Act, response.From, response.Length, response.Unit = CrimeResponse, Answered, Submitted, 28, Days
	response.Counting, response.Certainty = CalendarDays, Unsettled
	reviewWales, responseWales := review, response
	wales := since(council.NewDay(2009, time.October, 1))
	reviewWales.Nations, reviewWales.InForce = inWales, wales
	responseWales.Nations, responseWales.InForce = inWales, wales
	return []Rule{
		review, reviewWales, response, responseWales,
		{ID: PlanRevised, Statute: "Crime and Disorder Act 1998 s6; Crime and Disorder (Formulation and Implementation of Strategy) Regulations 2007 (SI 2007/1830)",
			Nations: inEngland, InForce: since(council.NewDay(2007, time.August, 1)), Act: Review, From: PlanAdopted, Way: After,
			Length: 12, Unit: Months, Missed: Overdue, Certainty: Unsettled},
		{ID: GrantsPublished, Statute: "Local Government Transparency Code 2015", Nations: inEngland,
			InForce: since(council.NewDay(2015, time.April, 1)), Act: Publish, From: YearEnded, Way: After, Length: 1, Unit: Months,
			Missed: Overdue, Certainty: Unsettled},
	}
}
