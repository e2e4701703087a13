package minutes

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"moothall/internal/council"
)

var (
	// "That the Head of Planning be requested to ..."
	askedTo = regexp.MustCompile(`\b(?:is|are|be) (?:also |further |hereby )?(?:requested|asked|instructed|authorised|authorized|invited|required|directed|mandated|empowered) to\b`)
	// "that authority be delegated to the Head of Planning, in consultation with ..."
	delegatedTo = regexp.MustCompile(`(?i)\b(?:delegated|delegate|delegates)(?: \S+){0,6}? to `)
	// "by 31 March 2019", "no later than the end of June 2018"
	dueBy = regexp.MustCompile(`(?i)\b(?:by|before|(?:no|not) later than|on or before|until) (the end of )?(?:\w+day,? )?(\d{1,2})?(?:st|nd|rd|th)? ?(January|February|March|April|May|June|July|August|September|October|November|December),? (\d{4})\b`)
)

// owner is whom a limb makes do something, as written, without "the": "Head of Planning" of "That the Head
// of Planning be requested to ...", or whoever something is delegated to; "" for nobody.
func owner(s string) string {
	if m := askedTo.FindStringIndex(s); m != nil {
		subject := strings.TrimSpace(s[:m[0]])
		if at := strings.LastIndexAny(subject, ":;."); at >= 0 {
			subject = strings.TrimSpace(subject[at+1:])
		}
		subject = trimPrefixFold(subject, "and ")
		subject = strings.TrimLeft(trimPrefixFold(subject, "that"), " ")
		if name := nameAt(subject); name != "" && len(name) >= len(withoutThe(subject))-1 {
			return name
		}
		return beforeComma(subject)
	}
	if m := delegatedTo.FindStringIndex(s); m != nil {
		return nameAt(s[m[1]:])
	}
	return ""
}

// beforeComma is the name before what is said of it: "Head of Planning, in consultation with the Chair,".
func beforeComma(subject string) string {
	at := strings.IndexByte(subject, ',')
	if at < 0 {
		return ""
	}
	name := nameAt(subject[:at])
	if len(name) < len(withoutThe(subject[:at])) {
		return ""
	}
	return name
}

// due is the day by which a limb asks for something, the last of the month where it says no more than
// that; zero where it names none.
func due(s string) council.Day {
	m := dueBy.FindStringSubmatch(s)
	if m == nil {
		return council.Day{}
	}
	month, err := time.Parse("January", strings.ToUpper(m[3][:1])+strings.ToLower(m[3][1:]))
	if err != nil {
		return council.Day{}
	}
	year, _ := strconv.Atoi(m[4])
	day, _ := strconv.Atoi(m[2])
	if day == 0 {
		return council.NewDay(year, month.Month()+1, 1).Add(-1)
	}
	d := council.NewDay(year, month.Month(), day)
	if d.Month() != month.Month() {
		return council.Day{} // 31 June
	}
	return d
}
