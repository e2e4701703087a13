package register_test

import (
	"strings"
	"testing"

	"moothall/internal/council"
	"moothall/internal/register"
)

func TestNumbersAsPrinted(t *testing.T) {
	t.Parallel()
	// Each letter is an item: A at depth 0, b at depth 1, c at depth 2, h a heading.
	for _, test := range []struct {
		name    string
		style   register.NumberStyle
		items   string
		printed map[int]string
		want    string
	}{
		{"letters", register.Lettered, "AAbbcA", nil, "1 2 2(a) 2(b) 2(b)(i) 3"},
		{"Romans, as in 1.(iv)", register.Romans, "AbbbbA", nil, "1 1.(i) 1.(ii) 1.(iii) 1.(iv) 2"},
		{"decimals", register.Decimal, "AbcA", nil, "1 1.1 1.1.1 2"},
		{"headings have none", register.Lettered, "hAhA", nil, "- 1 - 2"},
		{"a sub-item of nothing is an item", register.Lettered, "bA", nil, "1 2"},
		{"a later item between", register.Lettered, "AAA", map[int]string{1: "1", 3: "2"}, "1 1A 2"},
		{"a later item at the end", register.Lettered, "AAAA", map[int]string{1: "1", 3: "2"}, "1 1A 2 3"},
		{"a later item before all", register.Lettered, "AA", map[int]string{2: "1"}, "0A 1"},
		{"a later sub-item between", register.Lettered, "Abbb", map[int]string{1: "1", 2: "1(a)", 4: "1(b)"}, "1 1(a) 1(a)A 1(b)"},
	} {
		items := map[int]register.Item{}
		var order []int
		for i, c := range test.items {
			order = append(order, i+1)
			items[i+1] = register.Item{Title: council.InEnglish("x"), Heading: c == 'h', Depth: strings.IndexRune("Abc", max(c, 'A')) * btoi(c != 'h')}
		}
		given := register.Numbered(test.style, order, items, test.printed)
		var got []string
		for _, n := range order {
			if given[n] == "" {
				given[n] = "-"
			}
			got = append(got, given[n])
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: %v, want %s", test.name, got, test.want)
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
