package register

import (
	"strconv"
	"strings"
)

// NumberStyle is how a body numbers the items of its agendas.
type NumberStyle string

// Styles of numbering: "6", then "6(a)" or "6.(i)" or "6.1" for its sub-items.
const (
	Lettered NumberStyle = ""        // 6, 6(a), 6(a)(i)
	Romans   NumberStyle = "romans"  // 6, 6.(i), 6.(i)(a)
	Decimal  NumberStyle = "decimal" // 6, 6.1, 6.1.1
)

// NumberStyles are the styles to choose from.
func NumberStyles() []NumberStyle { return []NumberStyle{Lettered, Romans, Decimal} }

// Numbered gives each item its number as printed, in order. Headings have none and start no count anew.
// Numbers that were published stay: printed, by item number, are those of earlier editions; an item
// added between them later takes the number of the one before it with a letter, "6A".
func Numbered(style NumberStyle, numbers []int, items map[int]Item, printed map[int]string) map[int]string {
	given := map[int]string{}
	var counts [deepest + 1]int
	var above [deepest + 1]string
	for _, n := range numbers {
		item := items[n]
		if item.Heading {
			continue
		}
		depth := item.Depth
		for depth > 0 && above[depth-1] == "" {
			depth-- // a sub-item of nothing is an item
		}
		counts[depth]++
		for d := depth + 1; d <= deepest; d++ {
			counts[d], above[d] = 0, ""
		}
		parent := ""
		if depth > 0 {
			parent = above[depth-1]
		}
		label := ordinal(style, parent, depth, counts[depth])
		if was, ok := printed[n]; ok {
			label = was
		} else if free := between(label, above[depth], printed, given); free != label {
			label = free
			counts[depth]--
		}
		above[depth], given[n] = label, label
	}
	return given
}

func ordinal(style NumberStyle, parent string, depth, n int) string {
	if depth == 0 {
		return strconv.Itoa(n)
	}
	switch style {
	case Decimal:
		return parent + "." + strconv.Itoa(n)
	case Romans:
		if depth == 1 {
			return parent + ".(" + roman(n) + ")"
		}
		return parent + "(" + letter(n) + ")"
	case Lettered:
	}
	if depth == 1 {
		return parent + "(" + letter(n) + ")"
	}
	return parent + "(" + roman(n) + ")"
}

// between is a number that no other item has: the next one where that is free, else the one before
// with a letter.
func between(next, before string, printed, given map[int]string) string {
	taken := map[string]bool{}
	for _, p := range printed {
		taken[p] = true
	}
	for _, g := range given {
		taken[g] = true
	}
	if !taken[next] {
		return next
	}
	if before == "" {
		before = "0"
	}
	for i := 1; ; i++ {
		if label := before + strings.ToUpper(letter(i)); !taken[label] {
			return label
		}
	}
}

// letter is a, b, ... z, aa, ab, ...
func letter(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

func roman(n int) string {
	var b strings.Builder
	for _, r := range []struct {
		value int
		text  string
	}{{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.text)
		}
	}
	return b.String()
}
