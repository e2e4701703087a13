package minutes

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// markKind is what a line begins with.
type markKind int

const (
	noMark markKind = iota
	bullet
	labelled
)

// mark is what a line begins with: nothing, a bullet, or the label of a limb.
type mark struct {
	kind  markKind
	label string
	form  string // what is around the number: "(#)", "#)", "#.", "#"
	word  string // the number alone
	width int    // bytes up to the text that follows
}

const bulletSigns = "·•▪▫◦‣●○■□§➢►▸✓\uf0b7\uf0a7\uf0d8*-–—−"

// readMark reads the beginning of a line.
func readMark(s string) mark {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return mark{}
	}
	if strings.ContainsRune(bulletSigns, r) {
		rest := strings.TrimLeft(s[n:], " ")
		dash := strings.ContainsRune("*-–—−", r)
		if rest == "" || dash && len(rest) == len(s[n:]) {
			return mark{}
		}
		return mark{kind: bullet, label: string(r), width: len(s) - len(rest)}
	}
	return readLabel(s)
}

// readLabel reads a label such as "(1)", "a)", "iv.", "1.2" at the beginning of s.
func readLabel(s string) mark {
	i := 0
	if strings.HasPrefix(s, "(") {
		i = 1
	}
	j := i
	for j < len(s) && j-i < 8 && alphanumeric(s[j]) {
		j++
	}
	word := s[i:j]
	if i == 0 {
		j = decimals(s, j)
	}
	if !countable(word) || j >= len(s) {
		return mark{}
	}
	return closeLabel(s, i, j)
}

// decimals takes in ".2" of "1.2"; j stands after the first number.
func decimals(s string, j int) int {
	for j+1 < len(s) && j > 0 && digit(s[j-1]) && s[j] == '.' && digit(s[j+1]) {
		for j++; j < len(s) && digit(s[j]); j++ {
		}
	}
	return j
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// closeLabel finds what closes a label whose number is s[i:j], and that text follows.
func closeLabel(s string, i, j int) mark {
	m := mark{kind: labelled, word: s[i:j]}
	end := j
	for end < len(s) && end-j < 2 && (s[end] == ')' || s[end] == '.') {
		end++
	}
	rest := strings.TrimLeft(s[end:], " ")
	spaced := len(rest) < len(s)-end
	switch {
	case rest == "":
		return mark{}
	case i == 1 && s[j] == ')':
		m.form = "(#)"
	case i == 1:
		return mark{}
	case s[j] == ')':
		m.form = "#)"
	case s[j] == '.' && spaced:
		m.form = "#."
	case spaced && digit(s[j-1]) && (strings.Contains(m.word, ".") || strings.HasPrefix(rest, "That ")):
		m.form = "#"
	default:
		return mark{}
	}
	m.label, m.width = s[:end], len(s)-len(rest)
	return m
}

// countable says whether a word may number a limb: up to three digits, one or two letters alike, or Roman.
func countable(w string) bool {
	if w == "" {
		return false
	}
	if _, err := strconv.Atoi(w); err == nil {
		return len(w) <= 3
	}
	_, isRoman := fromRoman(w)
	return isRoman || len(w) == 1 && unicode.IsLetter(rune(w[0])) || len(w) == 2 && w[0] == w[1] && unicode.IsLetter(rune(w[0]))
}

// generated is the label that a browser shows before an item of an ordered list.
func generated(label string) mark {
	return mark{kind: labelled, label: label, form: "#.", word: strings.TrimSuffix(label, ".")}
}

// counts is what a label's word may count: several, since "i" is one and also the ninth letter.
func (m mark) counts() map[string]int {
	c := map[string]int{}
	last := m.word[strings.LastIndex(m.word, ".")+1:]
	if n, err := strconv.Atoi(last); err == nil {
		c["1"+m.word[:len(m.word)-len(last)]] = n
		return c
	}
	style := "a"
	if m.word != strings.ToLower(m.word) {
		style = "A"
	}
	low := strings.ToLower(m.word)
	if len(low) == 1 {
		c[style] = int(low[0]-'a') + 1
	} else if len(low) == 2 && low[0] == low[1] {
		c[style] = int(low[0]-'a') + 27
	}
	if n, ok := fromRoman(m.word); ok {
		c[style+"i"] = n
	}
	return c
}

// follows says whether m comes next after p in the same list; skip is how many numbers may be missing.
func (m mark) follows(p mark, skip int) bool {
	if m.kind != labelled || p.kind != labelled || m.form != p.form {
		return false
	}
	before := p.counts()
	for style, n := range m.counts() {
		if b, ok := before[style]; ok && n > b && n <= b+1+skip {
			return true
		}
	}
	return false
}

// first says whether m may be the first of a list.
func (m mark) first() bool {
	for _, n := range m.counts() {
		if n == 1 {
			return true
		}
	}
	return false
}

func fromRoman(w string) (int, bool) {
	values := map[rune]int{'i': 1, 'v': 5, 'x': 10, 'l': 50, 'c': 100}
	n, last := 0, 1000
	low := strings.ToLower(w)
	for _, r := range low {
		v := values[r]
		if v == 0 {
			return 0, false
		}
		if v > last {
			n -= 2 * last
		}
		n, last = n+v, v
	}
	return n, n > 0 && roman(n) == low
}

// markOf is the mark of line i, with the number that a browser would show where the line has none.
func (f *flat) markOf(i int) mark {
	m := readMark(f.line(i))
	l := f.lines[i]
	switch {
	case m.kind == labelled || !l.item:
		return m
	case l.label != "":
		g := generated(l.label)
		g.width = m.width
		return g
	}
	return mark{kind: bullet, label: "li", width: m.width}
}
