package ballot

import "slices"

// Rule is how somebody is chosen from several candidates.
type Rule string

// Rules, of which standing orders choose.
const (
	// Majority asks for more than half of the votes that are given to candidates. While nobody has them,
	// whoever has the fewest is out, and another round is held (LGA 1972 Sch 12 para 39 asks for a majority of
	// those who vote).
	Majority Rule = "majority"
	// Most chooses whoever has the most votes, in one round.
	Most Rule = "most"
)

// Rules lists every rule.
func Rules() []Rule { return []Rule{Majority, Most} }

// Tally is how many votes a candidate has in a round.
type Tally struct{ Candidate, Votes int }

// Outcome is what a round comes to: one of its fields is set. Among those who are tied, the casting vote or a lot
// chooses: who is chosen where Chooses says so, and otherwise who is out.
type Outcome struct {
	Chosen  int
	Out     int
	Tied    []int
	Chooses bool
}

// Decide is what a round comes to by a rule. Abstentions are no votes. Of a round without candidates the outcome is
// zero.
func Decide(rule Rule, round []Tally) Outcome {
	if len(round) == 0 {
		return Outcome{}
	}
	total, most, fewest := 0, round[0].Votes, round[0].Votes
	for _, t := range round {
		total += t.Votes
		most, fewest = max(most, t.Votes), min(fewest, t.Votes)
	}
	first, last := with(round, most), with(round, fewest)
	switch {
	case rule == Majority && 2*most > total, rule == Most && len(first) == 1:
		return Outcome{Chosen: first[0]}
	case rule == Most, len(round) <= 2:
		return Outcome{Tied: first, Chooses: true}
	case len(last) == 1:
		return Outcome{Out: last[0]}
	}
	return Outcome{Tied: last}
}

// with are the candidates who have so many votes.
func with(round []Tally, votes int) (list []int) {
	for _, t := range round {
		if t.Votes == votes {
			list = append(list, t.Candidate)
		}
	}
	slices.Sort(list)
	return list
}
