package intake

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
)

var printedParts = regexp.MustCompile(`\d+|[A-Za-z]+`)

// comparePrinted orders printed item numbers as an agenda does: "3" before "10", "6" before "6(a)",
// "1.(iv)" before "1.(ix)".
func comparePrinted(a, b string) int {
	as, bs := printedParts.FindAllString(a, -1), printedParts.FindAllString(b, -1)
	for i := range min(len(as), len(bs)) {
		if order := comparePart(as[i], bs[i]); order != 0 {
			return order
		}
	}
	return cmp.Compare(len(as), len(bs))
}

func comparePart(a, b string) int {
	x, errX := strconv.Atoi(a)
	y, errY := strconv.Atoi(b)
	if errX == nil && errY == nil {
		return cmp.Compare(x, y)
	}
	if (errX == nil) != (errY == nil) { // figures before letters
		if errX == nil {
			return -1
		}
		return 1
	}
	a, b = strings.ToLower(a), strings.ToLower(b)
	if x, y := romanValue(a), romanValue(b); x > 0 && y > 0 {
		return cmp.Compare(x, y)
	}
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

// romanValue reads small Roman figures, as agendas use them; 0 for anything else.
func romanValue(s string) int {
	for n := 1; n <= 50; n++ {
		if roman(n) == s {
			return n
		}
	}
	return 0
}
