package diary

import (
	"regexp"
	"slices"
	"strings"
)

// Parse reads a rule as an officer types it in English:
//
//	every fourth Tuesday but August
//	second and last Thursday of the month at 6pm
//	every six weeks on a Wednesday from 4 June
//	the first Monday of June, September and March, not on bank holidays: move to next day
//	21 May, 16 July and 5 November
//
// "Every fourth Tuesday" is the fourth of each month; every four weeks is written so. The names are
// those of spells that the council keeps, such as "school holidays". What is not understood is a
// *Misread.
func Parse(text string, names ...string) (Rule, error) {
	r := &reader{text: text, tokens: tokens(text), names: names, wanted: WantPace}
	if !r.pace() {
		return Rule{}, r.misread()
	}
	for {
		for r.accept(",") || r.accept("and") {
		}
		if r.at == len(r.tokens) {
			return r.rule, nil
		}
		r.wanted = WantClause
		if !r.clause() {
			return Rule{}, r.misread()
		}
	}
}

// token is a word in small letters, or "," for any mark that parts clauses.
type token struct {
	word  string
	start int
}

var tokenShape = regexp.MustCompile(`[\p{L}'’]+|\d+(?:[.:]\d\d)?(?:st|nd|rd|th|am|pm)?\b|\S`)

func tokens(text string) []token {
	lower := strings.ToLower(text)
	if len(lower) != len(text) { // a letter whose small form is longer: places would not agree
		lower = text
	}
	var all []token
	for _, at := range tokenShape.FindAllStringIndex(lower, -1) {
		word := lower[at[0]:at[1]]
		if strings.Contains(",;:.()-–—", word) {
			word = ","
		}
		all = append(all, token{word: word, start: at[0]})
	}
	return all
}

// reader reads tokens from left to right into a rule. Its methods say whether they read what they
// are named after; one that did not leaves the reader where it was, or notes what it wanted.
type reader struct {
	text   string
	tokens []token
	at     int
	rule   Rule
	names  []string
	wanted Want
}

// word is the next token; empty at the end.
func (r *reader) word() string {
	if r.at < len(r.tokens) {
		return r.tokens[r.at].word
	}
	return ""
}

// accept reads the words where they are next.
func (r *reader) accept(words ...string) bool {
	if r.at+len(words) > len(r.tokens) {
		return false
	}
	for i, w := range words {
		if r.tokens[r.at+i].word != w {
			return false
		}
	}
	r.at += len(words)
	return true
}

// any reads one of the phrases, the first that fits.
func (r *reader) any(phrases ...string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return r.accept(strings.Fields(p)...) })
}

// try reads what the function reads, or nothing.
func (r *reader) try(read func() bool) bool {
	at, rule := r.at, r.rule
	if read() {
		return true
	}
	r.at, r.rule = at, rule
	return false
}

func (r *reader) misread() *Misread {
	m := &Misread{Understood: r.rule, Wanted: r.wanted}
	if r.at < len(r.tokens) {
		m.Rest = r.text[r.tokens[r.at].start:]
		m.Meant = nearest(r.word(), r.known())
	}
	return m
}

// clause reads one of what may follow the pace, in any order.
func (r *reader) clause() bool {
	switch {
	case r.any("at", "starting at"):
		return r.clock()
	case r.any("from", "starting on", "starting from", "starting", "beginning on", "beginning"):
		return r.bound(&r.rule.From)
	case r.any("until", "till", "to", "ending on", "ending"):
		return r.bound(&r.rule.Until)
	case r.any("on bank holidays", "if on a bank holiday", "if a bank holiday", "where a bank holiday", "bank holidays"):
		return r.remedy(false)
	case r.any("but not", "but", "except", "excepting", "excluding", "not", "never", "without", "other than", "apart from"):
		return r.exceptions()
	case r.any("in", "of") && r.rule.In == nil:
		r.wanted = WantMonths
		r.rule.In = r.months()
		return r.rule.In != nil
	default:
		return false
	}
}

// exceptions reads when it does not meet: months, named spells, dates, bank holidays.
func (r *reader) exceptions() bool {
	if !r.exception() {
		return false
	}
	for r.try(func() bool { return r.any(", and", ", or", "and", "or", ",") && r.exception() }) {
	}
	return true
}

func (r *reader) exception() bool {
	r.any("in", "on", "during", "for", "over")
	r.any("the")
	if r.any("bank holidays", "a bank holiday", "public holidays") {
		return r.remedy(true)
	}
	r.wanted = WantMonths
	if name := r.name(); name != "" {
		r.rule.NotFor = append(slices.Clone(r.rule.NotFor), name)
		return true
	}
	if dates := r.dates(); dates != nil {
		r.rule.NotOn = slices.Concat(r.rule.NotOn, dates)
		return true
	}
	months := r.months()
	r.rule.NotIn = slices.Concat(r.rule.NotIn, months)
	return months != nil
}

// name reads the name of a spell that the council keeps, as the council writes it.
func (r *reader) name() string {
	for _, name := range r.names {
		var words []string
		for _, t := range tokens(name) {
			words = append(words, t.word)
		}
		if len(words) > 0 && r.accept(words...) {
			return name
		}
	}
	return ""
}

// remedy reads what is done on bank holidays; after "not" nothing need follow, and it falls away.
func (r *reader) remedy(not bool) bool {
	r.wanted = WantRemedy
	r.any(", then", ",", "then")
	r.any("it is moved to", "it moves to", "it falls on", "is moved to", "are moved to", "move it to", "move them to", "move to", "moved to", "moves to", "move", "moved")
	r.any("the", "a", "on the")
	switch {
	case r.any("next working day", "following working day", "working day after", "next day", "following day", "day after"):
		r.rule.Holiday = NextDay
	case r.any("working day before", "day before", "previous working day", "previous day"):
		r.rule.Holiday = DayBefore
	case r.any("week later", "following week", "next week", "week after"):
		r.rule.Holiday = WeekLater
	case r.any("skip it", "skip them", "skip", "skipped", "no meeting", "is skipped", "are skipped"), not:
		r.rule.Holiday = Skip
	default:
		return false
	}
	return true
}

// bound reads the day from which, or to which, a rule holds: a date, or a month for its first or
// last day.
func (r *reader) bound(to *Date) bool {
	r.wanted = WantDate
	r.any("the")
	if d, ok := r.date(); ok {
		*to = d
		return true
	}
	months := r.months()
	if len(months) != 1 {
		return false
	}
	*to = Date{Month: months[0], Day: 1}
	if to == &r.rule.Until {
		to.Day = lastDay(months[0])
	}
	return true
}
