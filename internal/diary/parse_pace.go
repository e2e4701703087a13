package diary

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"moothall/internal/council"
)

var ordinalWords = map[string]int{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
	"fifth": 5, "5th": 5, "last": Last, "final": Last}

var numberWords = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "other": 2}

// commonWords are those besides days, months and numbers that a typing slip may have meant.
var commonWords = []string{"every", "each", "week", "weeks", "month", "months", "monthly", "weekly", "fortnightly", "quarterly",
	"except", "until", "from", "bank holidays", "second", "third", "fourth", "fifth", "first", "last"}

// known are the words that a word that was not understood may have meant.
func (r *reader) known() []string {
	all := append(slices.Clone(commonWords), r.names...)
	for d := time.Sunday; d <= time.Saturday; d++ {
		all = append(all, strings.ToLower(d.String()))
	}
	for m := time.January; m <= time.December; m++ {
		all = append(all, strings.ToLower(m.String()))
	}
	return all
}

// pace reads how the meetings follow one another. Where no way fits, the reader stays where the
// one that went furthest stopped, with what that one wanted.
func (r *reader) pace() bool {
	farthest, wanted := 0, WantPace
	for _, read := range []func() bool{r.byWeek, r.byMonth, r.byDate} {
		r.at, r.wanted = 0, WantPace
		if read() {
			return true
		}
		if r.at > farthest {
			farthest, wanted = r.at, r.wanted
		}
	}
	r.at, r.wanted, r.rule = farthest, wanted, Rule{}
	return false
}

// byWeek reads "every six weeks on a Wednesday", "fortnightly on Tuesdays", "every Monday".
func (r *reader) byWeek() bool {
	r.rule = Rule{Pace: ByWeek, Interval: 1}
	switch {
	case r.any("weekly", "every week", "each week", "once a week"):
	case r.any("fortnightly", "every fortnight"):
		r.rule.Interval = 2
	case r.accept("every", "other", "week"):
		r.rule.Interval = 2
	case r.try(func() bool { return r.any("every", "each") && r.number(&r.rule.Interval) && r.any("weeks", "week") }):
	case r.try(func() bool { return r.accept("every", "other") && r.isWeekday() }):
		r.rule.Interval = 2
	case r.try(func() bool { return r.any("every", "each", "on") && r.isWeekday() }) || r.isWeekday():
	default:
		return false
	}
	r.any("on")
	r.any("a", "the", "every", "each")
	r.wanted = WantWeekday
	r.rule.On = r.weekdays(0)
	return r.rule.On != nil
}

// byMonth reads "the second and last Thursday of every month", "every two months on the first
// Monday", "quarterly on the second Tuesday", "every fourth Tuesday".
func (r *reader) byMonth() bool {
	r.rule = Rule{Pace: ByMonth, Interval: 1}
	r.monthly()
	r.any("on")
	r.any("the", "every", "each", "a")
	for {
		numbers := r.ordinals()
		if numbers == nil {
			break
		}
		r.wanted = WantWeekday
		weekday, ok := r.weekday()
		if !ok {
			return false
		}
		for _, n := range numbers {
			r.rule.On = append(r.rule.On, Nth{Ordinal: n, Weekday: weekday})
		}
		if !r.try(func() bool {
			return r.any(", and", "and", ",") && (r.any("the") || true) && ordinalWords[r.word()] != 0
		}) {
			break
		}
	}
	if r.rule.On == nil {
		return false
	}
	r.try(func() bool { return r.any("of", "in") && (r.any("the month", "the year") || r.monthly()) })
	return true
}

// monthly reads how many months lie between.
func (r *reader) monthly() bool {
	switch {
	case r.any("monthly", "every month", "each month", "once a month"):
		return true
	case r.any("quarterly", "every quarter", "each quarter"):
		r.rule.Interval = 3
		return true
	default:
		return r.try(func() bool { return r.any("every", "each") && r.number(&r.rule.Interval) && r.any("months", "month") })
	}
}

// byDate reads dates one by one.
func (r *reader) byDate() bool {
	r.rule = Rule{Pace: ByDate, Interval: 1}
	r.any("on the", "on")
	r.wanted = WantPace
	r.rule.Dates = r.dates()
	return r.rule.Dates != nil
}

func (r *reader) ordinals() []int {
	var all []int
	for {
		n, ok := ordinalWords[r.word()]
		if !ok {
			return all
		}
		r.at++
		all = append(all, n)
		r.try(func() bool {
			return r.any(", and", "and", ",") && (r.any("the") || true) && ordinalWords[r.word()] != 0
		})
	}
}

// number reads a whole number from 1 to 52, in figures or words.
func (r *reader) number(to *int) bool {
	n, ok := numberWords[r.word()]
	if !ok {
		var err error
		if n, err = strconv.Atoi(r.word()); err != nil || n < 1 || n > 52 {
			return false
		}
	}
	r.at++
	*to = n
	return true
}

// joined steps over what joins the parts of a list, where one more part follows.
func (r *reader) joined(follows func() bool) bool {
	return r.try(func() bool {
		r.any(", and", "and", "or", ",")
		r.any("the")
		return follows()
	})
}

func (r *reader) isOrdinal() bool { return ordinalWords[r.word()] != 0 }

func (r *reader) isWeekday() bool { _, ok := weekdayOf(r.word()); return ok }

func (r *reader) isMonth() bool { _, ok := monthOf(r.word()); return ok }

func (r *reader) isDate() bool {
	at := r.at
	_, ok := r.date()
	r.at = at
	return ok
}

func (r *reader) weekday() (time.Weekday, bool) {
	d, ok := weekdayOf(r.word())
	if ok {
		r.at++
	}
	return d, ok
}

// weekdays reads "Monday", "Mondays and Thursdays".
func (r *reader) weekdays(ordinal int) []Nth {
	var all []Nth
	for {
		d, ok := r.weekday()
		if !ok {
			return all
		}
		all = append(all, Nth{Ordinal: ordinal, Weekday: d})
		r.joined(r.isWeekday)
	}
}

// weekdayOf reads a weekday's name, its plural, or its first three or four letters.
func weekdayOf(word string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		if len(word) >= 3 && strings.HasPrefix(name+"s", word) {
			return d, true
		}
	}
	return 0, false
}

func monthOf(word string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		if len(word) >= 3 && strings.HasPrefix(strings.ToLower(m.String()), word) {
			return m, true
		}
	}
	return 0, false
}

// months reads "June, September and March".
func (r *reader) months() []time.Month {
	var all []time.Month
	for {
		m, ok := monthOf(r.word())
		if !ok {
			return all
		}
		r.at++
		all = append(all, m)
		r.joined(r.isMonth)
	}
}

// dates reads "21 May, 16 July and 5 November 2026".
func (r *reader) dates() []Date {
	var all []Date
	for {
		d, ok := r.date()
		if !ok {
			return all
		}
		all = append(all, d)
		r.joined(r.isDate)
	}
}

// date reads "4 June", "4th June 2026", "the 4th of June".
func (r *reader) date() (Date, bool) {
	var d Date
	ok := r.try(func() bool {
		r.any("the")
		day, err := strconv.Atoi(strings.TrimRight(r.word(), "stndrh"))
		if err != nil || day < 1 {
			return false
		}
		r.at++
		r.any("of")
		month, isMonth := monthOf(r.word())
		if !isMonth || day > lastDay(month) {
			return false
		}
		r.at++
		d = Date{Month: month, Day: day}
		if year, err := strconv.Atoi(r.word()); err == nil && year >= 1900 && year < 2200 {
			r.at++
			d.Year = year
		}
		return true
	})
	return d, ok
}

// lastDay is the number of days of a month, 29 for February, which a leap year has.
func lastDay(m time.Month) int { return council.NewDay(2024, m+1, 0).DayOfMonth() }

// clock reads "6pm", "6.30 pm", "18:00", "noon".
func (r *reader) clock() bool {
	r.wanted = WantTime
	if r.any("noon", "midday") {
		r.rule.At = "12:00"
		return true
	}
	word := r.word()
	figures := strings.TrimSuffix(strings.TrimSuffix(word, "am"), "pm")
	half := strings.TrimPrefix(word, figures)
	hour, minute, _ := strings.Cut(strings.ReplaceAll(figures, ".", ":"), ":")
	h, err := strconv.Atoi(hour)
	if err != nil {
		return false
	}
	at := r.at
	r.at++
	if half == "" && (r.word() == "am" || r.word() == "pm") {
		half = r.word()
		r.at++
	}
	if clock, ok := clockOf(h, minute, half); ok {
		r.rule.At = clock
		return true
	}
	r.at = at
	return false
}

// clockOf is the time of day; without am or pm it must be written with its minutes, as 18:00.
func clockOf(hour int, minute, half string) (council.Clock, bool) {
	switch {
	case half == "" && minute == "", half != "" && (hour < 1 || hour > 12):
		return "", false
	case half == "pm":
		hour = hour%12 + 12
	case half == "am":
		hour %= 12
	}
	if minute == "" {
		minute = "00"
	}
	if hour < 10 {
		minute = "0" + strconv.Itoa(hour) + ":" + minute
	} else {
		minute = strconv.Itoa(hour) + ":" + minute
	}
	clock, err := council.ParseClock(minute)
	return clock, err == nil
}
