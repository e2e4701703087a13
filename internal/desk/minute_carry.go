package desk

import (
	"encoding/json"
	"slices"
	"strings"

	"moothall/internal/council"
)

// carried is what is read in changed prose, with all that somebody put right in the reading before it: in each limb
// and point that is the same as it was read then, or stands in its place, the fields that they changed are as they
// left them, and what they took away stays away. What they added, and what they put right in what is read no more,
// follows at the end: nothing that was typed is lost, and all of it is shown.
func (r readingView) carried(before readingView) readingView {
	pairs, alone := matched(rowsOf(before.limbs, limbAs), rowsOf(r.limbs, limbAs))
	for i, j := range pairs {
		r.limbs[j] = r.limbs[j].putRight(before, before.limbs[i])
	}
	for _, i := range alone {
		if l := before.limbs[i]; l.text != "" && l.changed(before) {
			l.as = ""
			r.limbs = append(r.limbs, l)
		}
	}
	pairs, alone = matched(rowsOf(before.points, pointAs), rowsOf(r.points, pointAs))
	for i, j := range pairs {
		r.points[j] = r.points[j].putRight(before.points[i])
	}
	for _, i := range alone {
		if p := before.points[i]; p.text != "" && p.changed() {
			p.as = ""
			r.points = append(r.points, p)
		}
	}
	return r
}

func limbAs(l limbFields) string { return l.as }

func pointAs(p pointFields) string { return p.as }

func rowsOf[T any](rows []T, as func(T) string) (list []string) {
	for _, row := range rows {
		list = append(list, as(row))
	}
	return list
}

// matched pairs what was read before with what is read now: what is the same, in order, and between those what
// stands in the same place where as many stand there, or else what has most of its words in common. Alone are the
// others of before.
func matched(before, now []string) (pairs map[int]int, alone []int) {
	pairs = map[int]int{}
	last, from := 0, 0
	for i, as := range before {
		at := slices.Index(now[from:], as)
		if as == "" || at < 0 {
			continue
		}
		pairBetween(pairs, before, now, [2]int{last, i}, [2]int{from, from + at})
		pairs[i] = from + at
		last, from = i+1, from+at+1
	}
	pairBetween(pairs, before, now, [2]int{last, len(before)}, [2]int{from, len(now)})
	for i := range before {
		if _, ok := pairs[i]; !ok {
			alone = append(alone, i)
		}
	}
	return pairs, alone
}

// pairBetween pairs the stretches [from, to) of which nothing is the same.
func pairBetween(pairs map[int]int, before, now []string, old, new [2]int) {
	var read []int
	for i := old[0]; i < old[1]; i++ {
		if before[i] != "" {
			read = append(read, i)
		}
	}
	next := new[0]
	for k, i := range read {
		for j := next; j < new[1]; j++ {
			if len(read) == new[1]-new[0] && j == new[0]+k || len(read) != new[1]-new[0] && alike(before[i], now[j]) {
				pairs[i], next = j, j+1
				break
			}
		}
	}
}

// alike says whether two texts have most of their words in common.
func alike(a, b string) bool {
	left, right := strings.Fields(a), strings.Fields(b)
	common := 0
	for _, word := range left {
		if i := slices.Index(right, word); i >= 0 {
			common++
			right[i] = ""
		}
	}
	return 2*common > max(len(left), len(right))
}

// limbRead is what was read of a limb, as register.MinutedLimb.As keeps it.
func limbRead(r readingView, as string) (l limbFields) {
	var words []string
	if json.Unmarshal([]byte(as), &words) != nil || len(words) != 7 {
		return l
	}
	l = limbFields{text: words[0], label: words[1], verb: words[2], addressee: words[3], consulted: words[4], owner: words[5]}
	if day, err := council.ParseDay(words[6]); err == nil {
		l.due = r.words.Day(day)
	}
	return l
}

// changed says whether somebody put the limb right, or added it.
func (l limbFields) changed(r readingView) bool {
	was := limbRead(r, l.as)
	was.vote, was.as = l.vote, l.as
	return was != l
}

// putRight is a limb with what somebody changed in the one that it was before. Its vote is as it is read now.
func (l limbFields) putRight(r readingView, before limbFields) limbFields {
	was := limbRead(r, before.as)
	from, old := before.each(), was.each()
	for field, value := range l.each() {
		if field != "vote" && field != "as" && *from[field] != *old[field] {
			*value = *from[field]
		}
	}
	return l
}

func pointRead(as string) (p pointFields) {
	var words []string
	if json.Unmarshal([]byte(as), &words) != nil || len(words) != 2 {
		return p
	}
	return pointFields{text: words[0], answer: words[1]}
}

func (p pointFields) changed() bool {
	was := pointRead(p.as)
	return was.text != p.text || was.answer != p.answer
}

// putRight is a point with what somebody changed in the one that it was before. Who raised it stays.
func (p pointFields) putRight(before pointFields) pointFields {
	was := pointRead(before.as)
	if before.text != was.text {
		p.text = before.text
	}
	if before.answer != was.answer {
		p.answer = before.answer
	}
	if before.by != "" {
		p.by = before.by
	}
	return p
}
