package minutes

import (
	"regexp"
	"strings"

	"moothall/internal/council"
)

// head is the headline of a resolution within a line: "RESOLVED –", "It was resolved".
type head struct {
	start, end int // of the headline in the line; the text of the resolution begins at end
	verb       council.Verb
	addressee  string
	welsh      bool
}

var headVerbs = map[string]council.Verb{
	"resolved": council.Resolved, "resolution": council.Resolved, "decision": council.Resolved, "decided": council.Resolved,
	"recommended": council.Recommended, "recommendation": council.Recommended, "recommendations": council.Recommended,
	"recommends": council.Recommended, "resolves": council.Resolved, "agreed": council.Agreed, "noted": council.Noted, "deferred": council.Deferred,
}

func headVerb(low string) council.Verb {
	if verb, ok := welshHeads[low]; ok {
		return verb
	}
	return headVerbs[low]
}

// headWords finds every word that may be a headline. Which are is decided by what stands around it.
func headWords(s string) [][2]int {
	var found [][2]int
	for i := 0; i < len(s); i++ {
		if !alphanumeric(s[i]) {
			continue
		}
		j := i + 1
		for j < len(s) && (alphanumeric(s[j]) || s[j] == '_') {
			j++
		}
		if n := j - i; n >= 5 && n <= 15 && strings.IndexByte("RrAaNnDdPpCcGg", s[i]) >= 0 {
			if headVerb(strings.ToLower(s[i:j])) != "" {
				found = append(found, [2]int{i, j})
			}
		}
		i = j
	}
	return found
}

// findHead finds the first headline in a line.
func findHead(s string) (head, bool) {
	shouted := -1
	for _, at := range headWords(s) {
		start := sentenceStart(s, at[0])
		pre, word, post := strings.TrimSpace(s[start:at[0]]), s[at[0]:at[1]], s[at[1]:]
		if len(pre) > longestOpening || quoted(s[:at[0]]) {
			continue
		}
		if shouted < 0 && word == strings.ToUpper(word) {
			shouted = 0
			if s == strings.ToUpper(s) {
				shouted = 1
			}
		}
		if !opens(pre, word, post[:min(len(post), longestSentence)], shouted == 1) {
			continue
		}
		h := head{start: start, end: at[1], verb: headVerb(strings.ToLower(word))}
		_, h.welsh = welshHeads[strings.ToLower(word)]
		if bodyBefore.MatchString(pre) || pre != "" && !itWas.MatchString(pre) {
			h.start = at[0] // the body's name stays in the prose before it
		}
		h.reach(s)
		return h, true
	}
	return head{}, false
}

// quoted says whether what follows s is within quotation marks: somebody's words, not the meeting's.
func quoted(s string) bool { return strings.LastIndex(s, "“") > strings.LastIndex(s, "”") }

// longestOpening is how many bytes may stand before a headline in its sentence, longestSentence how many
// after it are looked at to decide whether it is one.
const longestOpening, longestSentence = 400, 1500

// sentenceStart is where the sentence begins that s[:at] is within.
func sentenceStart(s string, at int) int {
	for i := at - 1; i > 0; i-- {
		if s[i] == ' ' && strings.ContainsRune(".?!", rune(s[i-1])) && s[i+1] >= 'A' && s[i+1] <= 'Z' && !abbreviation(s[:i-1]) {
			return i + 1
		}
	}
	return 0
}

// abbreviation says whether the full stop after s belongs to a title or an initial.
func abbreviation(s string) bool {
	w := s[strings.LastIndexByte(s, ' ')+1:]
	switch w {
	case "Cllr", "Cllrs", "Mr", "Mrs", "Ms", "Dr", "No", "St", "Rev", "Prof", "e.g", "i.e", "para", "Para":
		return true
	}
	return len(w) == 1 && w >= "A" && w <= "Z"
}

var (
	itWas      = regexp.MustCompile(`^(?i:(?:and )?it was(?: (?:then|therefore|also|further|duly|moved and seconded and|moved, seconded and))?(?: unanimously)?,?|unanimously|and)$`)
	bodyBefore = regexp.MustCompile(`^(?:(?i:the) )?(?:(?:[A-Z][\w&’'-]*,?|and|of|for|the|&) ){0,10}(?:Council|Cabinet|Committee|Sub-Committee|Sub-committee|Board|Panel|Executive|Commission|Authority|Forum|Meeting|Members|Councillors|COUNCIL|CABINET|COMMITTEE|BOARD|PANEL)(?: (?:then|also|therefore))?(?: unanimously)?(?: HAS| has)?$`)
	putToVote  = regexp.MustCompile(`(?i)(?:moved|seconded|put to the vote|vote).*(?:it was|and|was)(?: then)?(?: unanimously)?$`)
	goesOn     = regexp.MustCompile(`^(?:$| ?[-–—−:(]| ?\.$| (?i:that|to|unanimously|by|nem\.? con)\b| ?, ?(?i:unanimously|by|that|nem)\b)`)
	separated  = regexp.MustCompile(`^(?:$| ?[-–—−:]| ?\(| (?:That|THAT)\b)`)
	thatOrTo   = regexp.MustCompile(`^ (?:that|to|That)\b`)
	operative  = regexp.MustCompile(`(?i)\bbe (?:and (?:is|are) hereby )?(?:\w+ ){0,2}?(?:noted|approved|adopted|agreed|received|endorsed|accepted|referred|recommended|deferred|delegated|authorised|supported|rejected|refused|granted|withdrawn|amended|requested|asked|invited|appointed|confirmed|signed|given|made|submitted|forwarded|taken|established|set|held|declared|ratified|carried|thanked|instructed|excluded|elected|circulated|added|published|allocated|reviewed|nominated)\b`)
)

// notNow are the words before a headline word which say that it tells of another time.
var notNow = map[string]bool{"be": true, "been": true, "being": true, "to": true, "not": true, "had": true, "have": true, "were": true, "are": true,
	"previously": true, "fully": true, "until": true, "once": true, "when": true, "if": true, "is": true, "get": true, "getting": true}

// opens decides whether a word opens a resolution, from what stands before it in its sentence and after
// it in its line; shouted says that the whole line is in capitals.
func opens(pre, word, post string, shouted bool) bool {
	low := strings.ToLower(word)
	caps := word == strings.ToUpper(word)
	title := !caps && word[0] < 'a'
	if _, ok := welshHeads[low]; ok {
		return (caps || title) && opensWelsh(pre, low, post, caps, shouted)
	}
	switch {
	case strings.HasPrefix(low, "recommendation"):
		return pre == "" && caps && recommendationTo.MatchString(post)
	case pre == "" && (caps || title):
		return opensLine(low, post, caps)
	case low == "decision" || low == "resolution" || low == "deferred":
		return false
	case !caps && low != "resolved" && low != "agreed" && low != "decided":
		return false // in running prose
	case itWas.MatchString(pre):
		return opensItWas(low, post, caps)
	case !caps && low != "resolved" || notNow[strings.ToLower(pre[strings.LastIndexByte(pre, ' ')+1:])]:
		return false
	case caps && !shouted:
		if bodyBefore.MatchString(pre) {
			return post != "" // "The Board NOTED the report"
		}
		return goesOn.MatchString(post) && post != "" && (low == "resolved" || capsBefore(pre))
	case low == "resolved" && thatOrTo.MatchString(post):
		return bodyBefore.MatchString(pre) && !strings.HasSuffix(pre, "has") || putToVote.MatchString(pre)
	}
	return false
}

var recommendationTo = regexp.MustCompile(`^ (?:TO|to) (?:(?i:the|full) )?(?i:council|cabinet|executive)\b`)

// opensLine is for a word that its line or sentence begins with.
func opensLine(low, post string, caps bool) bool {
	switch low {
	case "resolved":
		return caps || goesOn.MatchString(post)
	case "decision", "resolution", "deferred":
		return separated.MatchString(post)
	case "decided":
		return caps && goesOn.MatchString(post) || separated.MatchString(post)
	}
	return caps && (goesOn.MatchString(post) || recommendationTo.MatchString(post)) || separated.MatchString(post)
}

// opensItWas is for a word after "It was".
func opensItWas(low, post string, caps bool) bool {
	switch low {
	case "resolved":
		return goesOn.MatchString(post)
	case "agreed", "decided":
		return caps && goesOn.MatchString(post) || thatOrTo.MatchString(post) && operative.MatchString(post)
	}
	return caps && goesOn.MatchString(post)
}

// capsBefore says whether a headline in capitals other than RESOLVED follows a body or "it was".
func capsBefore(pre string) bool {
	low := strings.ToLower(pre)
	return bodyBefore.MatchString(pre) || strings.HasSuffix(low, " was") || strings.HasSuffix(low, " and")
}

var (
	toRecommend = regexp.MustCompile(`^ (?:TO RECOMMEND|AND RECOMMENDED|to recommend|(?i:as a recommendation))\b`)
	toBody      = regexp.MustCompile(`^ (?i:to) ((?:(?i:the|full) )?(?i:council meeting|council|cabinet|executive))\b(?: ?[-–—:]|$| (?:that|That|THAT)\b)`)
)

// reach extends the headline over "TO RECOMMEND" and "TO COUNCIL", which belong to it.
func (h *head) reach(s string) {
	if m := toRecommend.FindString(s[h.end:]); m != "" && m == strings.ToUpper(m) {
		h.end, h.verb = h.end+len(m), council.Recommended
	}
	if h.verb != council.Recommended {
		return
	}
	if m := toBody.FindStringSubmatchIndex(s[h.end:]); m != nil {
		h.addressee = withoutThe(s[h.end+m[2] : h.end+m[3]])
		h.end += m[3]
	}
}

// withoutThe leaves out a leading article.
func withoutThe(s string) string {
	if len(s) > 4 && strings.EqualFold(s[:4], "the ") {
		return s[4:]
	}
	return s
}
