package minutes

import (
	"regexp"
	"strings"
)

var (
	contactLabel = regexp.MustCompile(`(?i)^(?:\(?(?:(?:lead |report(?:ing)? )?officers? contacts?(?: details)?|contact (?:officers?|details|name|person)|contacts?|officers? to contact|report author|author|(?:for )?(?:further|more) information,? ?(?:please )?(?:contact|from)?|enquiries(?: to)?|please contact|swyddog(?:ion)? cyswllt|cyswllt|awdur yr adroddiad))(?: ?[:–-]| is\b| ?:-|$| (?:[A-Z]))`)
	labelWords   = regexp.MustCompile(`(?i)^\(?(?:(?:for )?(?:further|more) information,? ?(?:please )?(?:contact|from)?|(?:lead |report(?:ing)? )?officers? contacts?(?: details)?|contact (?:officers?|details|name|person)|contacts?|officers? to contact|report author|author|enquiries(?: to)?|please contact|swyddog(?:ion)? cyswllt|cyswllt|awdur yr adroddiad) ?(?:is\b)? ?[:–-]* ?`)
	emailAt      = regexp.MustCompile(`[A-Za-z0-9._%+'’-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)
	telephoneAt  = regexp.MustCompile(`(?:\+44 ?(?:\(0\) ?)?|\(?0)\d[\d ()-]{6,14}\d(?: ?(?i:ext(?:ension)?\.?|x) ?\d{2,6})?|(?i:\b(?:ext(?:ension)?\.?|x) ?\d{3,6}\b)`)
	contactFill  = regexp.MustCompile(`(?i)\b(?:e-?mail(?: address)?|telephone(?: number)?|tel(?:\. ?no\.?|\.)?|phone|mobile|mob|direct line|on|or|and|at|by|via|name|no\.?|address|number|ffôn|rhif|e-?bost|ar|neu)\b\.?`)
	personName   = regexp.MustCompile(`^(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\.? )?\p{Lu}[\p{L}’'.-]*(?: (?:\p{Lu}[\p{L}’'.-]*|de|van|der|von|of|and|&|ap|ab)){0,5}$`)
	detailLine   = regexp.MustCompile(`(?i)^(?:e-?mail|tel|telephone|phone|mobile|name|ext)\b`)
)

// readContacts reads the officer contacts that line i names, and returns the line after them; i for none.
func (r *reader) readContacts(i int) ([]Contact, int) {
	s := r.line(i)
	if !contactLabel.MatchString(s) {
		return nil, i
	}
	label := len(labelWords.FindString(s))
	from, start, end := r.lines[i].start, r.lines[i].start+label, r.lines[i].end
	next := i + 1
	for ; next < len(r.lines) && next <= i+4 && r.moreContact(next, r.str[start:end]); next++ {
		end = r.lines[next].end
	}
	var found []Contact
	for _, part := range contactParts(r.str[start:end]) {
		c := readContact(r.str[start+part[0] : start+part[1]])
		if c == (Contact{}) {
			continue
		}
		c.Span = r.span(from, trimEnd(r.str, from, start+part[1]))
		found = append(found, c)
		from = skipSpace(r.str, start+part[1], end)
	}
	if len(found) == 0 {
		return nil, i
	}
	return found, next
}

func skipSpace(s string, at, end int) int {
	for at < end && (s[at] == ' ' || s[at] == '\n') {
		at++
	}
	return at
}

// moreContact says whether line i goes on with the contact whose words so far are given.
func (r *reader) moreContact(i int, sofar string) bool {
	s := r.line(i)
	if len(s) > 120 || r.lines[i].heading || contactLabel.MatchString(s) {
		return false
	}
	if detailLine.MatchString(s) {
		return true
	}
	alone := emailAt.FindString(s) == s || telephoneAt.FindString(s) == s
	return alone || sofar == "" && readContact(s) != Contact{}
}

// contactParts cuts a line with several contacts: each ends with a semicolon, or with its last detail
// before another name.
func contactParts(s string) [][2]int {
	var cuts []int
	begun := 0
	for _, at := range emailAt.FindAllStringIndex(s, -1) {
		rest := s[at[1]:]
		sep := len(rest) - len(strings.TrimLeft(rest, ",; \n/"))
		tail := strings.TrimPrefix(rest[sep:], "and ")
		first, _, _ := strings.Cut(tail, ",")
		if sep > 0 && personName.MatchString(strings.TrimSpace(first)) && !contactFill.MatchString(first) &&
			strings.ContainsAny(tail[:min(len(tail), 200)], "0@") && readContact(s[max(begun, at[0]-300):at[1]]).Name != "" {
			begun = at[1] + sep
			cuts = append(cuts, begun)
		}
	}
	if len(cuts) == 0 {
		for i := range len(s) {
			if s[i] == ';' && i+1 < len(s) {
				cuts = append(cuts, i+1)
			}
		}
	}
	var parts [][2]int
	at := 0
	for _, c := range append(cuts, len(s)) {
		if c > at {
			parts = append(parts, [2]int{at, c})
		}
		at = c
	}
	return parts
}

// readContact reads one contact's words in whatever order they stand.
func readContact(s string) Contact {
	var c Contact
	rest := s
	if at := emailAt.FindStringIndex(rest); at != nil {
		c.Email = strings.TrimRight(rest[at[0]:at[1]], ".")
		rest = rest[:at[0]] + "," + rest[at[1]:]
	}
	if at := telephoneAt.FindStringIndex(rest); at != nil {
		c.Telephone = strings.TrimSpace(rest[at[0]:at[1]])
		rest = rest[:at[0]] + "," + rest[at[1]:]
	}
	c.Name = contactName(rest)
	if strings.HasPrefix(c.Telephone, "(") && !strings.Contains(c.Telephone, ")") {
		c.Telephone = c.Telephone[1:]
	}
	return c
}

// contactName is the first stretch of s that reads as a person's name.
func contactName(s string) string {
	s = contactFill.ReplaceAllString(s, ",")
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;:()<>\n–/|", r) }) {
		part = strings.Trim(part, " .-")
		if personName.MatchString(part) {
			return part
		}
	}
	return ""
}
