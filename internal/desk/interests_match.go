package desk

import (
	"slices"

	"moothall/internal/register"
)

// matches are the entries of registers of interests that may bear on items, of those people whose registers this
// viewer keeps; none where they keep none.
func (d *Desk) matches(v *visit, items []register.ItemWork, people []int) ([]register.InterestMatch, error) {
	if len(people) == 0 || !v.mayDo(register.KeepInterests) {
		return nil, nil
	}
	return d.register.MatchInterests(v.ctx, v.viewer, items, people)
}

// present are the persons who are at an item, and have not declared anything there yet.
func (v sittingView) present(at register.At) (people []int) {
	for _, k := range v.here(at.Number) {
		declared := slices.ContainsFunc(v.Declared, func(d register.Kept[register.Declaration]) bool {
			return d.Content.Person == k.Content.Person && (d.Content.Item == at.Number || d.Content.Item == 0)
		})
		if k.Content.Person != 0 && k.Content.Expected && !declared {
			people = append(people, k.Content.Person)
		}
	}
	return people
}

// onRoll is the number of a person's attendance; 0 where they have none.
func (v sittingView) onRoll(person int) int {
	for _, k := range v.Roll {
		if k.Content.Person == person {
			return k.Number
		}
	}
	return 0
}
