package minutes

import (
	"regexp"
	"strings"
)

var (
	inBrackets = regexp.MustCompile(`\(([^()]{2,60})\)`)
	ampersand  = regexp.MustCompile(`\b[A-Z]{1,5}&[A-Z]{1,5}(?:&[A-Z]{1,5})? ?\d{1,4}\b`)
	anyCode    = regexp.MustCompile(`^(?:[A-Z]{1,5}(?:&[A-Z]{1,5})+|[A-Z]{2,6}) ?\d{1,4}$`)
	namedCode  = regexp.MustCompile(`\b(?i:report(?: no\.?| number)?|report ref(?:erence)?|ref(?:erence)?\.?(?: no\.?)?):? ([A-Z]{2,6}\d{1,4}|[A-Z]{1,5}[/-]\d{1,4}[/-]\d{2,4})\b`)
	codeJoint  = regexp.MustCompile(` ?(?:/|,|;|&amp;| and | & ) ?`)
)

// notReports are words with a number that are in brackets for other reasons.
var notReports = map[string]bool{"COP": true, "COVID": true, "ISO": true, "SDG": true, "PM": true, "CO": true, "NO": true, "SK": true, "EN": true, "BS": true, "PAS": true}

// findReferences finds report references wherever they stand: codes with an ampersand ("C&H25"), codes
// in brackets together with others, and codes after the word report.
func findReferences(f *flat) []Reference {
	var found []Reference
	if !hasCode(f.str) {
		return nil
	}
	add := func(start, end int) {
		s := f.span(start, end)
		for _, r := range found {
			if r.Span.Start < s.End && s.Start < r.Span.End {
				return
			}
		}
		found = append(found, Reference{Text: f.fold(start, end), Span: s})
	}
	if strings.Contains(f.str, "&") {
		for _, at := range ampersand.FindAllStringIndex(f.str, -1) {
			add(at[0], at[1])
		}
	}
	for _, at := range inBrackets.FindAllStringSubmatchIndex(f.str, -1) {
		if codes := codesIn(f.str[at[2]:at[3]]); len(codes) > 1 {
			for _, c := range codes {
				add(at[2]+c[0], at[2]+c[1])
			}
		}
	}
	for _, at := range namedCode.FindAllStringSubmatchIndex(f.str, -1) {
		add(at[2], at[3])
	}
	sortReferences(found)
	return found
}

// hasCode says cheaply whether a letter stands before a digit somewhere, or a sign between them does.
func hasCode(s string) bool {
	for i := 1; i < len(s); i++ {
		if digit(s[i]) && (s[i-1] >= 'A' && s[i-1] <= 'Z' || i > 1 && strings.IndexByte(" /-", s[i-1]) >= 0 && s[i-2] >= 'A' && s[i-2] <= 'Z') {
			return true
		}
	}
	return false
}

func sortReferences(refs []Reference) {
	for i := 1; i < len(refs); i++ {
		for j := i; j > 0 && refs[j].Span.Start < refs[j-1].Span.Start; j-- {
			refs[j], refs[j-1] = refs[j-1], refs[j]
		}
	}
}

// codesIn is the places of the references in s, which must hold nothing else; nil otherwise.
func codesIn(s string) [][2]int {
	var codes [][2]int
	at := 0
	cuts := codeJoint.FindAllStringIndex(s, -1)
	for _, cut := range append(cuts, []int{len(s), len(s)}) {
		if cut[0] < at {
			continue
		}
		code := s[at:cut[0]]
		trimmed := strings.TrimSpace(code)
		if !anyCode.MatchString(trimmed) || notReports[strings.TrimRight(trimmed, "0123456789 ")] {
			return nil
		}
		start := at + strings.Index(code, trimmed)
		codes = append(codes, [2]int{start, start + len(trimmed)})
		at = cut[1]
	}
	return codes
}

var lastBracket = regexp.MustCompile(` *\(([^()]{2,60})\) *$`)

// ReadTitle parts an item's title from the report references in brackets at its end: "Tree Strategy
// (C&H25 / R&G16)" is "Tree Strategy" and two references. A lone code needs an ampersand or three
// letters, so that a road or a postcode stays in the title.
func ReadTitle(title string) (string, []string) {
	f := flatten(title)
	s := f.fold(0, len(f.str))
	m := lastBracket.FindStringSubmatchIndex(s)
	if m == nil {
		return s, nil
	}
	inner := s[m[2]:m[3]]
	codes := codesIn(inner)
	if len(codes) == 0 || len(codes) == 1 && !strings.Contains(inner, "&") && len(strings.TrimRight(inner, "0123456789 ")) < 3 {
		return s, nil
	}
	var refs []string
	for _, c := range codes {
		refs = append(refs, inner[c[0]:c[1]])
	}
	return s[:m[0]], refs
}
