package gazette

import (
	"testing"

	"moothall/internal/council"
)

func TestAnAnswerFollowsFromTheTexts(t *testing.T) {
	t.Parallel()
	asked := Limb{Verb: council.Recommended, Text: "That the Council Meeting be recommended to approve the Safer Stockport Partnership (SSP) Strategic Plan for 2018-2021."}
	for name, c := range map[string]struct {
		asked    Limb
		resolved []Limb
		want     council.Answer
		limb     int
	}{
		"in other words":  {asked, []Limb{{Verb: council.Approved, Text: "That the Safer Stockport Partnership Strategic Plan 2018-21 be approved and adopted."}}, council.Accepted, 1},
		"with a clause":   {asked, []Limb{{Verb: council.Approved, Text: "That the Safer Stockport Partnership Strategic Plan 2018-21 be approved and its targets reviewed every summer."}}, council.AcceptedAmended, 1},
		"as amended":      {asked, []Limb{{Verb: council.Approved, Text: "That the recommendation be approved as amended."}}, council.AcceptedAmended, 1},
		"refused":         {asked, []Limb{{Verb: council.Rejected, Text: "That the Strategic Plan be not approved."}}, council.NotAccepted, 1},
		"deferred":        {asked, []Limb{{Verb: council.Deferred, Text: "That the Strategic Plan be deferred."}}, council.AnswerAwaited, 0},
		"only noted":      {asked, []Limb{{Verb: council.Noted, Text: "That the Strategic Plan be noted."}}, council.AnswerAwaited, 0},
		"the limb itself": {asked, []Limb{{Verb: council.Agreed, Text: "That the officers be thanked."}, {Verb: council.Approved, Text: "That the Strategic Plan be approved."}}, council.Accepted, 2},
		"a referral noted": {Limb{Verb: council.Referred, Text: "That the petition be referred to Cabinet."}, []Limb{{Verb: council.Noted, Text: "That the petition be noted."}},
			council.Accepted, 1},
		"nothing": {asked, nil, council.AnswerAwaited, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, limb := AnswerTo(c.asked, c.resolved); got != c.want || limb != c.limb {
				t.Errorf("answered %q by limb %d, want %q by %d", got, limb, c.want, c.limb)
			}
		})
	}
}
