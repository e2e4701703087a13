package ballot

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func TestARoundComesToSomething(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rule  Rule
		votes []int // of candidates 1, 2, ...
		want  Outcome
	}{
		"more than half":                      {Majority, []int{6, 3, 2}, Outcome{Chosen: 1}},
		"just half is no majority":            {Majority, []int{5, 3, 2}, Outcome{Out: 3}},
		"two with as few":                     {Majority, []int{5, 3, 3}, Outcome{Tied: []int{2, 3}}},
		"all equal":                           {Majority, []int{3, 3, 3}, Outcome{Tied: []int{1, 2, 3}}},
		"two equal in the last round":         {Majority, []int{4, 4}, Outcome{Tied: []int{1, 2}, Chooses: true}},
		"nobody against them":                 {Majority, []int{4}, Outcome{Chosen: 1}},
		"nobody against them, and nobody for": {Majority, []int{0}, Outcome{Tied: []int{1}, Chooses: true}},
		"most":                                {Most, []int{4, 5, 3}, Outcome{Chosen: 2}},
		"as many":                             {Most, []int{5, 5, 3}, Outcome{Tied: []int{1, 2}, Chooses: true}},
		"nobody stands":                       {Majority, nil, Outcome{}},
	} {
		var round []Tally
		for i, v := range c.votes {
			round = append(round, Tally{i + 1, v})
		}
		if got := Decide(c.rule, round); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestRoundsEnd holds that rounds of any votes end with somebody who is chosen.
func TestRoundsEnd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		standing := map[int]bool{}
		for n := range rapid.IntRange(1, 8).Draw(t, "candidates") {
			standing[n+1] = true
		}
		for most := len(standing); ; most-- {
			if most == 0 {
				t.Fatal("everybody is out and nobody is chosen")
			}
			var round []Tally
			for n := range standing {
				round = append(round, Tally{n, rapid.IntRange(0, 20).Draw(t, "votes")})
			}
			o := Decide(Majority, round)
			switch {
			case o.Chosen != 0 || o.Chooses:
				return
			case o.Out != 0:
				delete(standing, o.Out)
			default:
				delete(standing, o.Tied[rapid.IntRange(0, len(o.Tied)-1).Draw(t, "lot")])
			}
		}
	})
}
