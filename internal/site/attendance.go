package site

import (
	"slices"
	"strings"
	"unicode/utf8"

	"moothall/internal/gazette"
	"moothall/internal/page"
)

// attendanceColumn is a column of the table of attendance.
type attendanceColumn struct {
	head string // a message
	cell func(w *page.Words, c gazette.AttendanceCount) string
}

// attendanceColumns are the columns of a table whose last line is all: those that say nothing
// but 0 are left out, but for what the share is counted from.
func attendanceColumns(all gazette.AttendanceCount) []attendanceColumn {
	number := func(head string, of func(gazette.AttendanceCount) int) []attendanceColumn {
		if head != "attendance.expected" && head != "attendance.present" && of(all) == 0 {
			return nil
		}
		return []attendanceColumn{{head, func(w *page.Words, c gazette.AttendanceCount) string { return w.Number(of(c)) }}}
	}
	return slices.Concat(
		number("attendance.expected", func(c gazette.AttendanceCount) int { return c.Expected }),
		number("attendance.present", func(c gazette.AttendanceCount) int { return c.Present }),
		number("attendance.remote", func(c gazette.AttendanceCount) int { return c.Remote }),
		[]attendanceColumn{{"attendance.share", (*page.Words).AttendanceShare}},
		number("attendance.apologies", func(c gazette.AttendanceCount) int { return c.Apologies }),
		number("attendance.absent", func(c gazette.AttendanceCount) int { return c.Absent }),
		number("attendance.substitute", func(c gazette.AttendanceCount) int { return c.AsSubstitute }),
		number("attendance.visiting", func(c gazette.AttendanceCount) int { return c.InAttendance }),
	)
}

// chart is attendance drawn as bars, one for each body that expected the person. All measures are
// in the chart's own units, which are about pixels on a phone.
type chart struct {
	width, height int
	bars          []bar
}

type bar struct {
	label []string // lines
	at    []int    // where each line stands, from the top
	top   int      // of the bar
	full  int      // width of the bar
	part  int      // how much of it is filled
	text  string
	textX int
	baseY int // where the text stands
}

const (
	chartWidth  = 320
	barWidth    = 260
	barHeight   = 14
	chartLine   = 16 // from one line of text to the next
	chartLetter = 42 // letters that fit into a line
)

// drawAttendance lays the chart out.
func drawAttendance(w *page.Words, bodies []gazette.BodyAttendance) chart {
	c := chart{width: chartWidth}
	y := 0
	for _, b := range bodies {
		n := page.AttendancePercent(b.Count)
		if n < 0 {
			continue
		}
		one := bar{label: wrap(w.Plain(b.Body.Name), chartLetter), full: barWidth, part: barWidth * n / 100,
			text: w.AttendanceShare(b.Count), textX: barWidth + 8}
		for range one.label {
			y += chartLine
			one.at = append(one.at, y-4)
		}
		one.top, one.baseY = y, y+barHeight-2
		y += barHeight + 10
		c.bars = append(c.bars, one)
	}
	c.height = y
	return c
}

// wrap breaks a text between words into lines of at most so many letters; a longer word has a line
// of its own.
func wrap(text string, most int) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		last := len(lines) - 1
		if last >= 0 && utf8.RuneCountInString(lines[last])+1+utf8.RuneCountInString(word) <= most {
			lines[last] += " " + word
			continue
		}
		lines = append(lines, word)
	}
	return lines
}

// chartText says what the chart shows, for those who do not see it.
func chartText(w *page.Words, bodies []gazette.BodyAttendance) string {
	var parts []string
	for _, b := range bodies {
		if page.AttendancePercent(b.Count) >= 0 {
			parts = append(parts, w.Plain(b.Body.Name)+" "+w.AttendanceShare(b.Count))
		}
	}
	return strings.Join(parts, "; ")
}
