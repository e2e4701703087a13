package minutes

import (
	"regexp"
	"strconv"
	"strings"
)

// A recorded vote names those on each side: "For: Councillors Abara and Birtle", or "Those voting against
// the motion:" with the names in the lines after it.

const sideWords = `(?:(?:there|those|members|councillors) )?(?:who )?(?:vot(?:ed|ing) )?(for|in favour(?: of)?|against|abstain(?:ed|ing)?|abstentions?|o blaid|yn erbyn|ymatal)(?: from voting)?` +
	`(?: the (?:motion|substantive motion|amendment|recommendations?|proposal|resolution|application))?(?: ?\((\d{1,3})\))?`

var (
	sideOpens  = regexp.MustCompile(`(?i)^[([]?` + sideWords + ` ?(?:[:–-]|$)`)
	sideWithin = regexp.MustCompile(`(?i)[.;)] ?` + sideWords + ` ?:`)
	voteTaken  = regexp.MustCompile(`(?i)\b(?:recorded|named) vote\b|\bvot(?:ed|ing|es?)\b.*\bas follows\b`)
	honours    = regexp.MustCompile(`(?i)\b(?:councillors?|cllrs?\b\.?|aldermen|alderman|y cynghorydd|y cynghorwyr)(?: |$)|\([^()]*\)`)
	leaders    = regexp.MustCompile(`[ .…]{4,}\d{1,3}$`) // dots up to the number at the line's end
	namesJoint = regexp.MustCompile(` ?[,;\n] ?(?:and |a |ac )?| (?:and|&|ac?) `)
	voterName  = regexp.MustCompile(`^(?:(?i:the (?:deputy |lord )?(?:mayor|chair|chairman|leader)(?: of the council)?)|(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Rev)\.? )?\p{Lu}[\p{L}’'.-]*(?: \p{Lu}[\p{L}’'.-]*){0,4})$`)
	nobody     = regexp.MustCompile(`^(?i:nil|none|no one|nobody|neb|dim)$`)
	byMember   = regexp.MustCompile(`(?i)((?:councillors?|cllrs?)\b.+?),? (?:vot(?:ed|ing) )?(for|against|abstain(?:ed|ing)?|dissent(?:ed|ing))\b`)
)

// countNames counts the members whom s names, where it says nothing else.
func countNames(s string) (n int, ok bool) {
	if len(s) > longestSentence {
		return 0, false
	}
	s = strings.Trim(honours.ReplaceAllString(leaders.ReplaceAllString(s, ""), ""), " .;:)]")
	if nobody.MatchString(s) {
		return 0, true
	}
	for _, name := range namesJoint.Split(s, -1) {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if !voterName.MatchString(name) {
			return 0, false
		}
		n++
	}
	return n, n > 0
}

// side is one side of a recorded vote.
type side struct {
	word   string
	number int // as stated; -1 where it is not
	names  string
}

// sidesOf are the sides that a line tells; nil unless it begins with one.
func sidesOf(s string) []side {
	m := sideOpens.FindStringSubmatchIndex(s)
	if m == nil {
		return nil
	}
	cuts := [][]int{m}
	for _, within := range sideWithin.FindAllStringSubmatchIndex(s[m[1]:], -1) {
		for i := range within {
			if within[i] >= 0 {
				within[i] += m[1]
			}
		}
		cuts = append(cuts, within)
	}
	var sides []side
	for i, at := range cuts {
		end := len(s)
		if i+1 < len(cuts) {
			end = cuts[i+1][0]
		}
		one := side{word: s[at[2]:at[3]], number: -1, names: strings.Trim(s[at[1]:end], " .;")}
		if at[4] >= 0 {
			one.number, _ = strconv.Atoi(s[at[4]:at[5]])
		}
		sides = append(sides, one)
	}
	return sides
}

// longestVote is how many lines a recorded vote may take.
const longestVote = 60

// namedVote reads the recorded vote that begins at line i, and returns the line after it; i for none.
// Each side must tell whom, or how many; one side alone must say that it tells of councillors.
func (r *reader) namedVote(i int) (*Vote, int) {
	first := i
	if len(sidesOf(r.unmarkedLine(i))) == 0 {
		if !voteTaken.MatchString(r.line(i)) || i+1 >= len(r.lines) {
			return nil, i
		}
		first++
	}
	v, told, j := &Vote{}, map[string]bool{}, first
	for j < len(r.lines) && j < i+longestVote {
		sides := sidesOf(r.unmarkedLine(j))
		next := j + 1
		for _, s := range sides {
			if word := strings.ToLower(s.word[:2]); told[word] {
				sides = nil // another vote
			} else {
				told[word] = true
			}
		}
		if len(sides) == 0 {
			break
		}
		for _, s := range sides {
			n, after := r.votersOf(s, next)
			if n < 0 {
				return nil, i
			}
			next = after
			v.set(s.word, n)
		}
		j = next
	}
	if len(told) == 0 || len(told) == 1 && !honours.MatchString(r.str[r.lines[first].start:r.lines[j-1].end]) {
		return nil, i
	}
	v.Span = r.span(r.lines[first].start, r.lines[j-1].end)
	return v, j
}

// votersOf is how many are on a side, with the names in the lines from next on where its own line has
// none, and the line after them; -1 where it cannot be told.
func (r *reader) votersOf(s side, next int) (int, int) {
	if s.names != "" {
		n, ok := countNames(s.names)
		switch {
		case s.number >= 0:
			return s.number, next
		case !ok:
			return -1, next
		}
		return n, next
	}
	total, found := 0, false
	for ; next < len(r.lines) && len(sidesOf(r.unmarkedLine(next))) == 0 && r.heads[next].verb == ""; next++ {
		n, ok := countNames(r.unmarkedLine(next))
		if !ok {
			break
		}
		total, found = total+n, true
	}
	switch {
	case s.number >= 0:
		return s.number, next
	case !found:
		return -1, next
	}
	return total, next
}

func (r *reader) unmarkedLine(i int) string {
	if r.marks[i].kind == bullet {
		return r.line(i)[r.marks[i].width:]
	}
	return r.line(i)
}

// bracketVote reads a bracket that says nothing but how the vote went, by number or by name: "(Councillor
// Frith abstaining)".
func bracketVote(s string) *Vote {
	if v := onlyVote(s); v != nil {
		return v
	}
	if len(s) > longestOpening {
		return nil
	}
	v := &Vote{}
	told := byMember.FindAllStringSubmatch(s, -1)
	for _, m := range told {
		n, ok := countNames(m[1])
		if !ok {
			return nil
		}
		word := m[2]
		if strings.HasPrefix(strings.ToLower(word), "dissent") {
			word = "against"
		}
		v.set(word, n)
	}
	if len(told) == 0 || strings.Trim(strings.ReplaceAll(byMember.ReplaceAllString(s, ""), "and", ""), " ,;.()[]") != "" {
		return nil
	}
	return v
}

// farthest is how many lines before a headline the recorded vote on it may begin.
const farthest = 16

// namedVoteBefore is the recorded vote that ends right before line i, or before a line which says that
// the motion was carried. One on an amendment, or that was lost, is another matter.
func (r *reader) namedVoteBefore(i int) *Vote {
	for k := max(0, i-farthest); k < i; k++ {
		v, next := r.namedVote(k)
		if v == nil || next < i-1 || next > i {
			continue
		}
		around := r.str[r.lines[max(0, k-1)].start:r.lines[k].end]
		if next == i-1 {
			around += r.line(i - 1)
			if !strings.Contains(strings.ToLower(r.line(i-1)), "carried") {
				return nil
			}
		}
		if lostOr.MatchString(around) {
			return nil
		}
		return v
	}
	return nil
}
