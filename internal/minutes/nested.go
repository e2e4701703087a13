package minutes

import (
	"sort"
	"strings"

	"moothall/internal/council"
)

// A limb may itself be decided in limbs: "(1) That: (a) the plan be approved; and (b) the costs be noted."
// It is divided only where each part does something by itself. A list of what one limb does, such as what
// an officer is authorised to do, stays within it.

// divided is the pieces with those replaced that consist of limbs.
func (b *block) divided() []piece {
	var all []piece
	for _, p := range b.pieces {
		if parts := b.partsOf(p); parts != nil {
			all = append(all, parts...)
			continue
		}
		all = append(all, p)
	}
	return all
}

// partsOf are the limbs within a limb; nil where there are none.
func (b *block) partsOf(p piece) []piece {
	if p.mark.kind != labelled || b.head.welsh {
		return nil
	}
	parts := b.listedIn(p)
	if len(parts) == 0 {
		parts = b.inlineIn(p)
	}
	if len(parts) < 2 || !introducesLimbs(b.fold(p.start, parts[0].from)) {
		return nil
	}
	stem := [2]int{p.start, trimEnd(b.str, p.start, parts[0].from)}
	for n := range parts {
		part := &parts[n]
		if part.end = p.end; n+1 < len(parts) {
			part.end = trimEnd(b.str, part.start, parts[n+1].from)
		}
		if !actsAlone(b.fold(part.start, part.end)) {
			return nil
		}
		part.mark.label, part.stem = p.mark.label+part.mark.label, stem
	}
	parts[0].from = p.from
	return parts
}

// listedIn are the labelled lines within a limb that count one list from its beginning.
func (b *block) listedIn(p piece) []piece {
	var parts []piece
	for i := b.lineAt(p.start) + 1; i < len(b.lines) && b.lines[i].start < p.end; i++ {
		m, l := b.marks[i], b.lines[i]
		switch {
		case m.kind != labelled:
			continue
		case len(parts) == 0 && (!m.first() || m.form == p.mark.form && sameCount(m, p.mark)):
			return nil
		case len(parts) > 0 && !m.follows(parts[len(parts)-1].mark, 0):
			continue
		}
		parts = append(parts, piece{mark: m, from: l.start, start: l.start + m.width})
	}
	return parts
}

// inlineIn are the labels within the only line of a limb that count one list from its beginning.
func (b *block) inlineIn(p piece) []piece {
	s := b.str[p.start:min(p.end, p.start+longestSentence)]
	if strings.Contains(s, "\n") {
		return nil
	}
	at, first := 0, readLabel(s)
	if first.kind == noMark {
		found := inlineLabel.FindStringSubmatchIndex(s)
		if found == nil || !stemEnds.MatchString(strings.TrimSpace(s[:found[2]])) {
			return nil
		}
		at, first = found[2], readLabel(s[found[2]:])
	}
	if first.kind != labelled || !first.first() || first.form == "#." || first.form == p.mark.form && sameCount(first, p.mark) {
		return nil
	}
	defer func(top mark) { b.top = top }(b.top)
	var parts []piece
	for start := p.start + at; ; {
		parts = append(parts, piece{mark: first, from: start, start: start + first.width})
		next, m := b.inlineAfter(first, start+first.width, p.end)
		if next < 0 {
			return parts
		}
		start, first = next, m
	}
}

func (b *block) inlineAfter(m mark, start, end int) (int, mark) {
	b.top = m
	return b.inlineNext(start, end)
}

// lineAt is the line that holds a place.
func (b *block) lineAt(place int) int {
	return sort.Search(len(b.lines), func(i int) bool { return b.lines[i].end > place })
}

// introducesLimbs says whether what stands before a list is completed by each of its parts, and does
// nothing by itself except to recommend.
func introducesLimbs(stem string) bool {
	if stem == "" {
		return true
	}
	if !stemEnds.MatchString(stem) || listOf.MatchString(stem) || approvalGiven.MatchString(stem) || bareDelegated.MatchString(stem) || strings.Contains(stem, "authority") {
		return false
	}
	if asksBody.MatchString(stem) {
		_, body := routed(stem, council.Resolved)
		return body != ""
	}
	verb, ok := passiveVerb(stem)
	return !ok || verb == council.Recommended
}

// actsAlone says whether a part of a limb says by itself what is done.
func actsAlone(s string) bool {
	if _, ok := passiveVerb(s); ok {
		return true
	}
	return active.MatchString(s)
}

// goesOnList says whether line i has the label after the one of the nearest labelled line before it,
// within the limb that is being gathered.
func (b *block) goesOnList(i int, m mark) bool {
	if m.kind != labelled {
		return false
	}
	p := b.pieces[len(b.pieces)-1]
	for j := i - 1; j > i-ahead && j > 0 && b.lines[j].start > p.start; j-- {
		if b.marks[j].kind == labelled && b.marks[j].form == m.form {
			return m.follows(b.marks[j], 0)
		}
	}
	return false
}

// inTable says whether line i goes on in a table that the limb has entered.
func (b *block) inTable(i int) bool {
	table := b.lines[i].table
	return table != 0 && b.lines[i-1].table == table && b.lines[b.lineAt(b.pieces[len(b.pieces)-1].start)].table != table
}
