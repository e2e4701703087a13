package site

import "strings"

// run is a stretch of words that both editions have, or only one of them.
type run struct {
	text           string
	removed, added bool
}

// mostCells bounds the table that finds what two texts have in common: about a second edition of
// ten pages. Longer ones are shown as a whole, before and after.
const mostCells = 4 << 20

// wordDiff compares two texts word by word: the longest run of words in common stays, in order.
func wordDiff(before, after string) []run {
	a, b := strings.Fields(before), strings.Fields(after)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var runs []run
	runs = addRun(runs, run{text: strings.Join(a[:head], " ")})
	runs = middle(runs, a[head:len(a)-tail], b[head:len(b)-tail])
	return addRun(runs, run{text: strings.Join(a[len(a)-tail:], " ")})
}

// middle compares what is left between the same beginning and the same end.
func middle(runs []run, a, b []string) []run {
	if len(a)*len(b) > mostCells || len(a) == 0 || len(b) == 0 {
		runs = addRun(runs, run{text: strings.Join(a, " "), removed: true})
		return addRun(runs, run{text: strings.Join(b, " "), added: true})
	}
	common := lengths(a, b)
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			runs = addRun(runs, run{text: a[i]})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			runs = addRun(runs, run{text: a[i], removed: true})
			i++
		default:
			runs = addRun(runs, run{text: b[j], added: true})
			j++
		}
	}
	return runs
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

// addRun adds a stretch, joined to the last where it is of the same sort.
func addRun(runs []run, next run) []run {
	if next.text == "" {
		return runs
	}
	if n := len(runs); n > 0 && runs[n-1].removed == next.removed && runs[n-1].added == next.added {
		runs[n-1].text += " " + next.text
		return runs
	}
	return append(runs, next)
}
