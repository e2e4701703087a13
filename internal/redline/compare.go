package redline

import "strings"

// Run is a stretch of words that both texts have, or only one of them.
type Run struct {
	Text           string
	Removed, Added bool
}

// mostCells bounds the table that finds what two texts have in common: about a second edition of
// ten pages. Longer ones are shown as a whole, before and after.
const mostCells = 4 << 20

// Words compares two texts word by word, whatever stands between the words: the longest run of words in
// common stays, in order.
func Words(before, after string) []Run {
	return runs(strings.Fields(before), strings.Fields(after), " ")
}

// Text compares two texts word by word with their lines and paragraphs: the runs that were not added are
// the text before as it stands, those that were not removed the text after.
func Text(before, after string) []Run {
	return runs(tokens(before), tokens(after), "")
}

// tokens cuts a text into words, each with the space and the line breaks before it, so that together
// they are the text again.
func tokens(s string) []string {
	var list []string
	begin, inWord := 0, false
	for i, r := range s {
		space := r == ' ' || r == '\n' || r == '\t' || r == '\r'
		if space && inWord {
			list = append(list, s[begin:i])
			begin = i
		}
		inWord = !space
	}
	if begin < len(s) {
		list = append(list, s[begin:])
	}
	return list
}

// hunk is a stretch of one text in place of which the other has other words.
type hunk struct {
	from, to int // in the text before
	words    []string
}

// hunks are what was changed between two lists of words, in order; no two of them touch.
func hunks(before, after []string) []hunk {
	head := 0
	for head < len(before) && head < len(after) && before[head] == after[head] {
		head++
	}
	tail := 0
	for tail < len(before)-head && tail < len(after)-head && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	a, b := before[head:len(before)-tail], after[head:len(after)-tail]
	if len(a) == 0 && len(b) == 0 {
		return nil
	}
	if len(a)*len(b) > mostCells || len(a) == 0 || len(b) == 0 {
		return []hunk{{from: head, to: head + len(a), words: b}}
	}
	return middle(a, b, head)
}

// middle finds the changes between the same beginning, which is so many words long, and the same end.
func middle(a, b []string, head int) (list []hunk) {
	common := lengths(a, b)
	i, j := 0, 0
	open := hunk{from: head}
	fromB := 0
	end := func() {
		open.to, open.words = head+i, b[fromB:j]
		if open.from < open.to || len(open.words) > 0 {
			list = append(list, open)
		}
	}
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			end()
			i, j = i+1, j+1
			open, fromB = hunk{from: head + i}, j
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			i++
		default:
			j++
		}
	}
	end()
	return list
}

// lengths says, for each pair of places, how many words from there on the texts have in common.
func lengths(a, b []string) [][]int32 {
	table := make([][]int32, len(a)+1)
	for i := range table {
		table[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				table[i][j] = table[i+1][j+1] + 1
			} else {
				table[i][j] = max(table[i+1][j], table[i][j+1])
			}
		}
	}
	return table
}

func runs(before, after []string, between string) []Run {
	var list []Run
	add := func(words []string, removed, added bool) {
		if len(words) > 0 {
			list = append(list, Run{Text: strings.Join(words, between), Removed: removed, Added: added})
		}
	}
	at := 0
	for _, h := range hunks(before, after) {
		add(before[at:h.from], false, false)
		add(before[h.from:h.to], true, false)
		add(h.words, false, true)
		at = h.to
	}
	add(before[at:], false, false)
	return list
}
