package gazette

import (
	"testing"
	"time"

	"moothall/internal/council"
)

// A little world: Cabinet (2) and Council (1), with a scrutiny committee (3).
var (
	cabinet  = Named{2, council.InEnglish("Cabinet")}
	full     = Named{1, council.InEnglish("Council")}
	scrutiny = Named{3, council.InEnglish("Homes Scrutiny Committee")}
)

func march(day int) council.Day { return council.NewDay(2018, time.March, day) }

// step is a held step with limbs.
func step(body Named, day int, role council.Role, limbs ...LimbAccount) Step {
	for i := range limbs {
		limbs[i].Anchor = LimbAnchor(day, i+1)
	}
	return Step{Body: body, Day: march(day), Role: role, Meeting: day, MeetingState: council.Held, Item: ItemAccount{Number: day, Limbs: limbs},
		Outcome: outcome(role, limbs)}
}

func limb(v council.Verb, text string, to ...Named) LimbAccount {
	l := LimbAccount{Verb: v, Text: text}
	if len(to) > 0 {
		l.Addressee = to[0]
	}
	return l
}

func TestStatusFollowsFromTheRoute(t *testing.T) {
	t.Parallel()
	recommends := func() Step {
		return step(cabinet, 13, council.Recommend, limb(council.Recommended, "That Council be recommended to approve the plan.", full))
	}
	planned := Step{Planned: true, Body: full, Day: march(29), Role: council.Decide, MeetingState: council.Scheduled, Meeting: 29}
	called := func(state council.MeetingState) Step {
		s := step(full, 20, council.Decide)
		s.MeetingState = state
		return s
	}
	for name, c := range map[string]struct {
		steps  []Step
		kind   StatusKind
		verb   council.Verb
		answer council.Answer
		by     Named
	}{
		"nothing yet":                  {nil, StatusNew, "", "", Named{}},
		"only planned":                 {[]Step{planned}, StatusPlanned, "", "", Named{}},
		"only noted at scrutiny":       {[]Step{step(scrutiny, 1, council.Scrutinise, limb(council.Noted, "That the report be noted."))}, StatusConsidered, council.Noted, "", Named{}},
		"recommended, awaiting":        {[]Step{recommends()}, StatusRecommended, council.Recommended, "", Named{}},
		"recommended, Council planned": {[]Step{recommends(), planned}, StatusRecommended, council.Recommended, "", Named{}},
		"approved as recommended":      {[]Step{recommends(), step(full, 29, council.Decide, limb(council.Approved, "That it be approved."))}, StatusDecided, council.Approved, council.Accepted, cabinet},
		"approved as amended":          {[]Step{recommends(), step(full, 29, council.Decide, limb(council.Approved, "That the plan, as amended, be approved."))}, StatusDecided, council.Approved, council.AcceptedAmended, cabinet},
		"rejected":                     {[]Step{recommends(), step(full, 29, council.Decide, limb(council.Rejected, "That it be not approved."))}, StatusRejected, council.Rejected, council.NotAccepted, cabinet},
		"deferred, so still awaiting":  {[]Step{recommends(), step(full, 29, council.Decide, limb(council.Deferred, "That it be deferred."))}, StatusDeferred, council.Deferred, "", Named{}},
		"noted after it was decided": {[]Step{recommends(), step(full, 29, council.Decide, limb(council.Approved, "That it be approved.")), step(scrutiny, 30, council.Note, limb(council.Noted, "Noted."))},
			StatusDecided, council.Approved, council.Accepted, cabinet},
		"the meeting that should decide was cancelled": {[]Step{recommends(), called(council.Cancelled)}, StatusRecommended, council.Recommended, "", Named{}},
		"decided by Cabinet itself":                    {[]Step{step(cabinet, 13, council.Decide, limb(council.Agreed, "That it be agreed."))}, StatusDecided, council.Agreed, "", Named{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			st := statusOf(joinSteps(c.steps, nil))
			if st.Kind != c.kind || st.Verb != c.verb || st.Answer != c.answer || st.RecommendedBy != c.by {
				t.Errorf("status is %+v, want kind %q, verb %q, answer %q by %v", st, c.kind, c.verb, c.answer, c.by)
			}
		})
	}
}

func TestARecommendationOpensAPlannedStepAtItsAddressee(t *testing.T) {
	t.Parallel()
	steps := joinSteps([]Step{step(cabinet, 13, council.Recommend, limb(council.Recommended, "That Council be recommended to approve.", full))}, nil)
	if len(steps) != 2 || !steps[1].Planned || steps[1].Body != full || steps[1].Role != council.Decide || !steps[1].Day.IsZero() {
		t.Fatalf("the route is %+v, want a planned step at Council without a day", steps)
	}
	if a := steps[0].AnsweredBy; a == nil || a.Step != 1 || a.Answer != council.AnswerAwaited {
		t.Errorf("the recommendation is answered by %+v, want the planned step, awaited", a)
	}
}

// Council answers what Cabinet last recommended, not what a scrutiny committee had recommended to Cabinet.
func TestADecisionAnswersTheLatestRecommendation(t *testing.T) {
	t.Parallel()
	steps := joinSteps([]Step{
		step(scrutiny, 1, council.Recommend, limb(council.Recommended, "That Council be recommended to wait.", full)),
		step(cabinet, 13, council.Recommend, limb(council.Recommended, "That Council be recommended to approve.", full)),
		step(full, 29, council.Decide, limb(council.Approved, "That it be approved.")),
	}, nil)
	if a := steps[2].AnswerTo; a == nil || a.Step != 1 {
		t.Errorf("Council's decision answers %+v, want Cabinet's step", a)
	}
}

// What an officer has said goes before what is computed from the texts, whichever body is the next.
func TestAnAnswerThatWasSaidStands(t *testing.T) {
	t.Parallel()
	asked := limb(council.Recommended, "That Council be recommended to approve.", full)
	answered := step(full, 30, council.Decide, limb(council.Noted, "Noted."), limb(council.Approved, "That it be approved for a year."))
	answered.Meeting, answered.Item.Number = 90, 30
	steps := joinSteps([]Step{step(cabinet, 13, council.Recommend, asked), step(full, 29, council.Decide, limb(council.Approved, "That it be approved.")), answered},
		map[string]Answer{LimbAnchor(13, 1): {By: 90, ByItem: 30, ByLimb: 2, Answer: council.AcceptedAmended}})
	if a := steps[0].AnsweredBy; a == nil || a.Step != 2 || a.Answer != council.AcceptedAmended {
		t.Errorf("answered by %+v, want the third step, as amended", a)
	}
	if a := steps[2].Item.Limbs[1].AnswerTo; a == nil || a.Limb != LimbAnchor(13, 1) {
		t.Errorf("the limb that answers says %+v", a)
	}
}

func TestAPointIsJoinedToWhatIsSaidToIt(t *testing.T) {
	t.Parallel()
	raise := func(item int, points ...string) Step {
		s := step(scrutiny, 1, council.Scrutinise)
		s.Item.Number = item
		for _, p := range points {
			s.Item.Points = append(s.Item.Points, PointAccount{Text: p})
		}
		return s
	}
	goesOn := step(cabinet, 13, council.Decide)
	goesOn.Item.Responses = []Response{{Item: 5, Raised: "Who pays?", Text: council.InEnglish("The fund.")}, {Item: 5, Raised: "When?"}}
	steps := []Step{raise(5, "Who pays?", "When?", "Where?"), goesOn}
	joinPoints(steps)
	got := steps[0].Item.Points
	if got[0].Response == nil || got[0].Response.Text.En != "The fund." || got[1].Response == nil || !got[1].Response.Text.IsZero() || got[2].Response != nil {
		t.Errorf("the points are answered so: %+v", got)
	}
	goesOn.Planned, goesOn.Item.Responses = true, nil
	steps = []Step{raise(5, "Who pays?"), goesOn}
	if joinPoints(steps); steps[0].Item.Points[0].Response == nil || steps[0].Item.Points[0].Response.Step != 1 {
		t.Error("a point that goes on does not say that it is not answered yet")
	}
}

func TestALimbSumsUpItsResolution(t *testing.T) {
	t.Parallel()
	both := []LimbAccount{limb(council.Agreed, "That the budget be agreed."), limb(council.Recommended, "That Council be recommended to set it.", full)}
	for _, c := range []struct {
		role  council.Role
		limbs []LimbAccount
		want  council.Verb
	}{
		{council.Recommend, both, council.Recommended},
		{council.Decide, both, council.Agreed},
		{council.Decide, []LimbAccount{limb(council.Noted, "a"), limb(council.Approved, "b")}, council.Approved},
		{council.Scrutinise, []LimbAccount{limb(council.Noted, "a"), limb(council.Referred, "b", cabinet)}, council.Referred},
		{council.Decide, nil, ""},
	} {
		if got := outcome(c.role, c.limbs); got != c.want {
			t.Errorf("a body that was to %s is summed up as %q, want %q", c.role, got, c.want)
		}
	}
}

func TestBodiesAreOneUnderTheirEverydayNames(t *testing.T) {
	t.Parallel()
	for _, same := range [][2]string{{"the Council Meeting", "Council"}, {"Full Council", "council"}, {"Communities & Housing", "Communities and Housing"}, {"The Cabinet.", "Cabinet"}} {
		if FoldBodyName(same[0]) != FoldBodyName(same[1]) {
			t.Errorf("%q and %q are not taken for one body", same[0], same[1])
		}
	}
	if FoldBodyName("Cabinet") == FoldBodyName("Cabinet Committee") {
		t.Error("Cabinet and a Cabinet Committee are taken for one body")
	}
}

func TestWhatIsAccentedIsFoundWithoutAccents(t *testing.T) {
	t.Parallel()
	if got := Fold("Tŷ’r  Cyngor – Llŷn & Ôl-troed"); got != "tyr cyngor llyn ol troed" {
		t.Errorf("folded to %q", got)
	}
}
