package doc

import (
	"strconv"
	"strings"
)

// Label is what stands before the item of the number, "3.", "c.", "iii." or "•".
func (n Numbering) Label(number int) string {
	switch n {
	case Bulleted:
		return "•"
	case LowerAlpha:
		return strings.ToLower(alpha(number)) + "."
	case UpperAlpha:
		return alpha(number) + "."
	case LowerRoman:
		return strings.ToLower(roman(number)) + "."
	case UpperRoman:
		return roman(number) + "."
	case Decimal:
	}
	return strconv.Itoa(number) + "."
}

// Label is what stands before the item at i, from 0: its own label, or what the numbering makes of
// its place.
func (l List) Label(i int) string {
	if own := l.Items[i].Label; own != "" {
		return own
	}
	return l.Numbering.Label(max(l.Start, 1) + i)
}

// Counted says whether every item's label is what the numbering makes of its place.
func (l List) Counted() bool {
	for i := range l.Items {
		if l.Label(i) != l.Numbering.Label(max(l.Start, 1)+i) {
			return false
		}
	}
	return true
}

// alpha counts A … Z, AA, AB …; numbers below 1 are written in digits.
func alpha(n int) string {
	if n < 1 {
		return strconv.Itoa(n)
	}
	var s string
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// roman writes 1 to 3999 in Roman numerals, other numbers in digits.
func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, step := range []struct {
		value  int
		letter string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
		{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for ; n >= step.value; n -= step.value {
			b.WriteString(step.letter)
		}
	}
	return b.String()
}
