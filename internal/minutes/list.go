package minutes

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// attribute is the tag's attributes of the given names.
func attribute(z *html.Tokenizer, more bool, names ...string) map[string]string {
	found := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		for _, n := range names {
			if string(key) == n {
				found[n] = string(value)
			}
		}
	}
	return found
}

func newList(tag string, z *html.Tokenizer, more bool) list {
	l := list{ordered: tag == "ol", style: "1", next: 1, step: 1}
	if !l.ordered {
		return l
	}
	a := attribute(z, more, "type", "start", "style")
	l.style = listStyle(a["type"], a["style"])
	if v, ok := number(a["start"]); ok {
		l.next = v
	}
	return l
}

func listStyle(kind, css string) string {
	for word, style := range map[string]string{
		"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i", "upper-roman": "I",
	} {
		if strings.Contains(css, word) {
			return style
		}
	}
	switch kind {
	case "a", "A", "i", "I":
		return kind
	}
	return "1"
}

// number reads a count below a million, so that no page makes a label of absurd length.
func number(s string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return n, err == nil && n > -1_000_000 && n < 1_000_000
}

// numeral is n in the style of an ordered list: 1, a, A, i or I.
func numeral(n int, style string) string {
	switch {
	case n < 1 || style == "1":
		return strconv.Itoa(n)
	case style == "a":
		return letters(n)
	case style == "A":
		return strings.ToUpper(letters(n))
	case n > 3999:
		return strconv.Itoa(n)
	case style == "i":
		return roman(n)
	}
	return strings.ToUpper(roman(n))
}

// letters counts a, b, ... z, aa, ab.
func letters(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

func roman(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		value int
		digit string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.digit)
		}
	}
	return b.String()
}
