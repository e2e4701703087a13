package minutes

import (
	"regexp"
	"strconv"
	"strings"
)

const count = `(\d{1,4}|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)`

var countWords = map[string]int{"no": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
	"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}

var (
	// "43 for", "12 abstentions"
	countFirst = regexp.MustCompile(`(?i)\b` + count + ` (?:members? |councillors? |votes? )?(?:voted |voting |cast )?(for|in favour|against|abstentions?|abstained|abstaining|abstain|o blaid|yn erbyn|(?:yn |wedi )?ymatal(?:iad(?:au)?)?)\b`)
	// "For: 10", "Against (2)"
	wordFirst = regexp.MustCompile(`(?i)\b(for|in favour|against|abstentions?|abstained|abstain|abstaining|o blaid|yn erbyn|(?:yn |wedi )?ymatal(?:iad(?:au)?)?)(?: ?[:=–-] ?| ?\(|: ?\(| )(\d{1,4})\b`)
	// "30 votes to 12", "by 30 to 12"
	numberTo  = regexp.MustCompile(`(?i)\b(\d{1,4}) votes? to (\d{1,4})\b|\bby (\d{1,4}) to (\d{1,4})\b`)
	unanimous = regexp.MustCompile(`(?i)\bunanimous(?:ly)?\b|\byn unfrydol\b|\bnem\.? ?con\b\.?`)
	countWord = regexp.MustCompile(`(?i)\b(?:` + count + `|for|in favour|against|abstentions?|abstained|abstain|abstaining|o blaid|yn erbyn|(?:yn |wedi )?ymatal(?:iad(?:au)?)?)\b`)
	voteWords = regexp.MustCompile(`(?i)\b(?:on being put to the vote|a recorded vote was taken|the|result|of|was|were|is|it|this|a|vote|votes|voting|voted|recorded|record|motion|substantive|recommendations?|resolution|proposal|carried|agreed|approved|passed|by|with|to|and|members?|councillors?|there|being|on|put|upon|accordingly|pleidlais|bleidlais|a|ac|gyda|declared|as|follows|cast|total|majority|number)\b`)
)

// readVote reads counts out of s, and where the first and last of them stand; nil for none.
func readVote(s string) (*Vote, int, int) {
	if !voteHint(s) {
		return nil, 0, 0
	}
	v, start, end := &Vote{}, len(s), 0
	take := func(at []int) { start, end = min(start, at[0]), max(end, at[1]) }
	for _, m := range numberTo.FindAllStringSubmatchIndex(s, 1) {
		take(m)
		g := 2
		if m[2] < 0 {
			g = 6
		}
		v.For, v.Against = toCount(s[m[g]:m[g+1]]), toCount(s[m[g+2]:m[g+3]])
	}
	word, number := 2, 1
	found := countFirst.FindAllStringSubmatchIndex(s, -1)
	if other := wordFirst.FindAllStringSubmatchIndex(s, -1); len(other) > len(found) {
		found, word, number = other, 1, 2
	}
	for _, m := range found {
		take(m)
		v.set(s[m[2*word]:m[2*word+1]], toCount(s[m[2*number]:m[2*number+1]]))
	}
	if m := unanimous.FindStringIndex(s); m != nil {
		take(m)
		v.Unanimous = true
	}
	if end == 0 {
		return nil, 0, 0
	}
	return v, start, end
}

// voteHint says cheaply whether s may tell of a vote.
func voteHint(s string) bool {
	low := strings.ToLower(s)
	for _, sign := range []string{"unanim", "nem", "abst", "against", "favour", "votes to", "vote to", "unfrydol", "o blaid", "ymatal"} {
		if strings.Contains(low, sign) {
			return true
		}
	}
	return strings.ContainsAny(s, "0123456789") && (strings.Contains(low, "for") || strings.Contains(low, "by "))
}

func (v *Vote) set(word string, n int) {
	switch low := strings.ToLower(word); {
	case low == "for", low == "in favour", low == "o blaid":
		v.For = n
	case low == "against", low == "yn erbyn":
		v.Against = n
	default:
		v.Abstained = n
	}
}

func toCount(s string) int {
	if n, ok := countWords[strings.ToLower(s)]; ok {
		return n
	}
	n, _ := strconv.Atoi(s)
	return n
}

// onlyVote reads s where it says nothing but how the vote went.
func onlyVote(s string) *Vote {
	if len(s) > 200 {
		return nil
	}
	v, _, _ := readVote(s)
	if v == nil {
		return nil
	}
	rest := s
	for _, re := range []*regexp.Regexp{unanimous, voteWords, countWord} {
		rest = re.ReplaceAllString(rest, "")
	}
	if strings.ContainsFunc(rest, func(r rune) bool { return !strings.ContainsRune(" ,;:.()[]-–—=", r) }) {
		return nil
	}
	return v
}

// bracketed is the length of the bracket that s begins with, 0 for none.
func bracketed(s string) int {
	if s == "" || s[0] != '(' && s[0] != '[' {
		return 0
	}
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}
