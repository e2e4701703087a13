package minutes

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"moothall/internal/council"
)

var (
	beRecommended  = regexp.MustCompile(`\b[Bb]e (?:\w+ly )?(?:recommended|RECOMMENDED)\b`)
	recommendedTo  = regexp.MustCompile(`\b(?:[Bb]e|is|are|and) (?:\w+ly )?(?:recommended|RECOMMENDED|submitted|commended) (?:for approval |for adoption )?to `)
	recommendsBody = regexp.MustCompile(`(?i)\brecommends? (?:to |that )?`)
	referredTo     = regexp.MustCompile(`(?i)\b(?:be |is |are |and )(?:\w+ly )?(?:referred|remitted) (?:back )?(?:\w+ )??(?:on )?to |\brefers? (?:\S+ ){1,12}?(?:back )?to `)
	consulting     = regexp.MustCompile(`(?i)\bin (?:full |close )?consultation with `)
)

// bodyNouns are the words that the name of a body ends with.
var bodyNouns = map[string]bool{"council": true, "cabinet": true, "committee": true, "sub-committee": true, "subcommittee": true, "board": true,
	"panel": true, "executive": true, "commission": true, "authority": true, "forum": true, "meeting": true, "assembly": true, "partnership": true,
	"group": true, "committees": true, "boards": true, "party": true}

// posts are the words by which a name is a person's post, not a body.
var posts = map[string]bool{"member": true, "councillor": true, "leader": true, "director": true, "officer": true, "mayor": true,
	"chair": true, "chairman": true, "head": true, "secretary": true, "solicitor": true}

// addressee finds the body that a limb recommends or refers something to; "" for none.
func addressee(s string, verb council.Verb) string {
	low := strings.ToLower(s)
	switch {
	case verb == council.Referred && (strings.Contains(low, "refer") || strings.Contains(low, "remitted")):
		if m := referredTo.FindStringIndex(s); m != nil {
			if body := bodyAt(s[m[1]:]); body != "" {
				return body
			}
			return nameAt(s[m[1]:])
		}
	case verb == council.Recommended && (strings.Contains(low, "recommend") || strings.Contains(low, "submitted") || strings.Contains(low, "commended")):
		if m := recommendedTo.FindStringIndex(s); m != nil {
			if body := bodyAt(s[m[1]:]); body != "" {
				return body
			}
		}
		if m := beRecommended.FindStringIndex(s); m != nil {
			if body := thatBody(s[:m[1]]); body != "" {
				return body
			}
		}
		if m := recommendsBody.FindStringIndex(s); m != nil && !strings.Contains(s[:m[0]], "report") {
			return bodyAt(s[m[1]:])
		}
	}
	return ""
}

// thatBody is the body that a limb begins with: "That the Council be recommended to".
func thatBody(s string) string {
	s = trimPrefixFold(s, "and ")
	s = strings.TrimLeft(trimPrefixFold(s, "that"), " :-–")
	if _, n := utf8.DecodeRuneInString(s); n == 0 {
		return ""
	}
	return bodyAt(s)
}

func trimPrefixFold(s, prefix string) string {
	if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		return s[len(prefix):]
	}
	return s
}

// bodyAt is the name of a body at the beginning of s, without "the": capitalised words and what joins
// them, up to the last that bodies' names end with.
func bodyAt(s string) string {
	s = withoutThe(s)
	if len(s) > 5 && strings.EqualFold(s[:5], "full ") {
		if rest := bodyAt(s[5:]); rest != "" {
			return s[:5] + rest
		}
	}
	end := 0
	for i, w := range words(s) {
		bare := strings.TrimRight(w.text, ",;.:)-–")
		low := strings.ToLower(bare)
		if !capitalised(bare) && (i == 0 || !joins(low)) {
			break
		}
		if posts[low] {
			return "" // a Cabinet Member is not the Cabinet
		}
		if bodyNouns[low] && capitalised(bare) && !nameGoesOn(s[w.start+len(bare):]) {
			end = w.start + len(bare)
			if nameEnds(s, w, bare) {
				break
			}
		}
		if strings.ContainsAny(w.text[len(bare):], ";.:)") {
			break
		}
	}
	return s[:end]
}

// nameGoesOn says whether a capital letter follows a body's noun, as in "Council Meeting".
func nameGoesOn(rest string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(rest, " "))
	return strings.HasPrefix(rest, " ") && unicode.IsUpper(r)
}

// nameEnds says whether the body's name is complete at w, though "and" or a comma may join another to it.
func nameEnds(s string, w word, bare string) bool {
	rest := s[w.start+len(bare):]
	if next := strings.TrimLeft(rest, " "); next == rest || next == "" {
		return true
	}
	for _, joint := range []string{" and ", " or ", " for ", " of the ", " to ", " on "} {
		if strings.HasPrefix(rest, joint) {
			return true
		}
	}
	return false
}

type word struct {
	text  string
	start int
}

// words are the first forty words of s, enough for any name.
func words(s string) []word {
	var ws []word
	for at := 0; at < len(s) && len(ws) < 40; {
		n := strings.IndexByte(s[at:], ' ')
		if n < 0 {
			n = len(s) - at
		}
		if n > 0 {
			ws = append(ws, word{s[at : at+n], at})
		}
		at += n + 1
	}
	return ws
}

func capitalised(w string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(‘“'\""))
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

func joins(low string) bool {
	switch low {
	case "and", "of", "for", "the", "&", "with", "in", "on", "-", "–", "/":
		return true
	}
	return false
}

// nameAt is a name or post at the beginning of s, without "the": capitalised words and what joins them.
func nameAt(s string) string {
	s = withoutThe(s)
	end := 0
	for i, w := range words(s) {
		bare := strings.TrimRight(w.text, ",;.:)")
		low := strings.ToLower(bare)
		switch {
		case capitalised(bare):
			end = w.start + len(bare)
		case i == 0 || !joins(low) || low == "with" || low == "in" || low == "on":
			return closed(s, end)
		}
		if strings.ContainsAny(w.text[len(bare):], ";.:)") {
			break
		}
	}
	return closed(s, end)
}

// closed is s[:end] with the bracket that closes right after it.
func closed(s string, end int) string {
	if strings.Count(s[:end], "(") > strings.Count(s[:end], ")") {
		if end < len(s) && s[end] == ')' {
			return s[:end+1]
		}
		return strings.TrimSpace(s[:strings.LastIndexByte(s[:end], '(')])
	}
	return s[:end]
}

// consulted is whom a limb says must be consulted; "" where nobody.
func consulted(s string) string {
	if !strings.Contains(strings.ToLower(s), "consultation with") {
		return ""
	}
	m := consulting.FindStringIndex(s)
	if m == nil {
		return ""
	}
	rest := withoutThe(s[m[1]:])
	if name := nameAt(rest); name != "" {
		return name
	}
	return loosePost(rest)
}

var postEnds = regexp.MustCompile(`[,;.:()]| (?:to|be|for the purpose|who|which|on|in|as|before|prior|and that|is|are|so) `)

// loosePost is a post written in small letters: "relevant portfolio holder", "ward councillors".
func loosePost(s string) string {
	if m := postEnds.FindStringIndex(s + " "); m != nil {
		s = s[:min(m[0], len(s))]
	}
	if len(s) > 120 {
		return ""
	}
	return strings.TrimSpace(s)
}
