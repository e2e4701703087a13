package intake

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// listKind is the numbering of an ordered list: "1", "a", "A", "i" or "I", from its type or, where
// it has none, its style.
func listKind(n *html.Node) string {
	switch t := attr(n, "type"); t {
	case "1", "a", "A", "i", "I":
		return t
	}
	style := strings.ToLower(attr(n, "style"))
	switch {
	case strings.Contains(style, "lower-alpha"), strings.Contains(style, "lower-latin"):
		return "a"
	case strings.Contains(style, "upper-alpha"), strings.Contains(style, "upper-latin"):
		return "A"
	case strings.Contains(style, "lower-roman"):
		return "i"
	case strings.Contains(style, "upper-roman"):
		return "I"
	}
	return "1"
}

// listLabel is what a browser shows before item n: "3.", "c.", "iii.".
func listLabel(kind string, n int) string {
	s := strconv.Itoa(n)
	switch kind {
	case "a", "A":
		s = letters(n)
	case "i", "I":
		s = roman(n)
	}
	if kind == "A" || kind == "I" {
		s = strings.ToUpper(s)
	}
	return s + "."
}

// letters counts a, b, … z, aa; n below 1 is a figure.
func letters(n int) string {
	if n < 1 {
		return strconv.Itoa(n)
	}
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

// roman writes n in lower-case Roman figures; outside 1 to 3999 it is a figure.
func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	digits := []string{"m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"}
	var b strings.Builder
	for i, v := range values {
		for ; n >= v; n -= v {
			b.WriteString(digits[i])
		}
	}
	return b.String()
}
