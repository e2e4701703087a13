package minutes

import (
	"regexp"
	"strings"

	"moothall/internal/council"
)

// piece is one limb while its resolution is being gathered, as places in flat.str.
type piece struct {
	mark  mark
	from  int // where the label begins
	start int // where the text begins
	end   int
	stem  [2]int // of limbs within a limb
}

// block is a resolution while it is being gathered.
type block struct {
	*reader
	head     head
	from     int // where the headline begins
	stem     [2]int
	pieces   []piece
	top      mark // the last label on the level of the limbs
	vote     *Vote
	standing bool // it has no headline
}

// readResolution reads the resolution whose headline stands in line i, and returns the line after it; i
// where there turns out to be none.
func (r *reader) readResolution(i int, h head) int {
	l := r.lines[i]
	b := &block{reader: r, head: h, from: l.start + h.start}
	rest := b.afterHead(l.start+h.end, l.end)
	b.vote = b.headVote(rest, b.from)
	if b.vote == nil {
		b.vote = r.voteBefore(i, h.start)
	}
	rest = b.afterVote(rest, l.end)
	if rest < l.end {
		b.begin(rest, l.end)
	} else if i+1 >= len(r.lines) || r.stops(i+1) {
		return i
	}
	next := b.gather(i + 1)
	if len(b.pieces) == 0 {
		return i
	}
	b.emit()
	return next
}

// afterHead is where the words after a headline begin: dashes, colons and spaces belong to it.
func (b *block) afterHead(at, end int) int {
	for at < end {
		n := separator(b.str[at:end])
		if n == 0 {
			break
		}
		at += n
	}
	return at
}

// separator is the length of a sign that may stand between a headline and its text.
func separator(s string) int {
	for _, sign := range []string{" ", ":", "-", "–", "—", "−", "_", ".", ",", ";"} {
		if strings.HasPrefix(s, sign) {
			return len(sign)
		}
	}
	return 0
}

var plainVote = regexp.MustCompile(`(?i)^(?:unanimously|yn unfrydol|nem\.? con\.?|by \d+ (?:votes )?to \d+[^:–—-]*?|by a majority[^:–—-]*?|by \d+[^:–—-]*?)(?: ?[:–—-]|,| (?:that|to|bod|i|y)\b|$)`)

// voteLength is the length of the vote that s begins with, in brackets or not; 0 for none.
func voteLength(s string) int {
	if n := bracketed(s); n > 0 && bracketVote(s[:n]) != nil {
		return n
	}
	if m := plainVote.FindString(s); m != "" {
		m = strings.TrimRight(m, ":–—-, ")
		for _, w := range []string{" that", " That", " THAT", " to", " bod", " i", " y"} {
			m = strings.TrimSuffix(m, w)
		}
		if onlyVote(m) != nil {
			return len(m)
		}
	}
	return 0
}

// headVote is the vote that stands in or right after the headline.
func (b *block) headVote(rest, from int) *Vote {
	if n := voteLength(b.lineRest(rest)); n > 0 {
		v := bracketVote(b.str[rest : rest+n])
		v.Span = b.span(rest, rest+n)
		return v
	}
	pre := b.str[from:rest]
	if m := unanimous.FindStringIndex(pre); m != nil {
		return &Vote{Unanimous: true, Span: b.span(from+m[0], from+m[1])}
	}
	return nil
}

func (b *block) lineRest(at int) string {
	if n := strings.IndexByte(b.str[at:], '\n'); n >= 0 {
		return b.str[at : at+n]
	}
	return b.str[at:]
}

// afterVote skips the vote at rest and what separates it from the text.
func (b *block) afterVote(rest, end int) int {
	n := voteLength(b.lineRest(rest))
	if n == 0 {
		return rest
	}
	return b.afterHead(rest+n, end)
}

// longestLead is how many bytes may stand before a headline without being a sentence of its own.
const longestLead = 40

var lostOr = regexp.MustCompile(`(?i)\b(?:lost|amendment|fell|defeated|not carried)\b`)

// voteBefore is the vote that the line or the line before the headline ends with: "the motion was
// carried by 30 votes to 12". A vote on an amendment is another matter.
func (r *reader) voteBefore(i, at int) *Vote {
	if lead := r.line(i)[:at]; len(lead) <= longestLead && !strings.Contains(lead, ".") && !voteHint(lead) {
		at = 0 // "Whereupon it was"
	}
	if at == 0 {
		if v := r.namedVoteBefore(i); v != nil {
			return v
		}
	}
	start, s := r.lines[i].start, r.line(i)[:at]
	if at == 0 && i > 0 {
		start, s = r.lines[i-1].start, r.line(i-1)
	}
	if from := sentenceStart(s, max(0, len(s)-1)); from > 0 && at == 0 {
		start, s = start+from, s[from:]
	}
	if lostOr.MatchString(s) || !strings.Contains(strings.ToLower(s), "vot") && !strings.Contains(s, "carried") {
		return nil
	}
	v, from, to := readVote(s)
	if v != nil {
		v.Span = r.span(start+from, start+to)
	}
	return v
}

// begin takes the words that follow the headline in its line.
func (b *block) begin(start, end int) {
	if m := readLabel(b.str[start:end]); m.kind == labelled {
		b.addLabelled(m, start, end)
		return
	}
	b.add(piece{from: start, start: start, end: end})
	b.splitStem()
}

func (b *block) add(p piece) { b.pieces = append(b.pieces, p) }

// addLabelled adds a limb with its label, and the limbs that follow it in the same line.
func (b *block) addLabelled(m mark, start, end int) {
	b.top = m
	text := start + m.width
	for {
		at, next := b.inlineNext(text, end)
		if at < 0 {
			break
		}
		b.add(piece{mark: b.top, from: start, start: text, end: trimEnd(b.str, text, at)})
		b.top, start, text = next, at, at+next.width
	}
	b.add(piece{mark: b.top, from: start, start: text, end: end})
}

func trimEnd(s string, start, end int) int {
	return start + len(strings.TrimRight(s[start:end], " \n"))
}

var (
	inlineLabel = regexp.MustCompile(`[ .;:,](\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,5})[.)]) ?`)
	breaksOff   = regexp.MustCompile(`(?:[.;:,–—-]| [;:]|[;,.:] ?(?:and|or|AND|and/or)) ?$`)
)

// A long line is searched for labels in windows of this many bytes, which overlap by more than a label.
const window, longestLabel = 1024, 16

// inlineNext finds the label of the next limb within a line: the successor of the last one, after a
// sign that ends a limb or before "That", so that "paragraphs (1) and (2)" is left alone.
func (b *block) inlineNext(start, end int) (int, mark) {
	for from := start; from < end; {
		window := min(end, from+window)
		found := inlineLabel.FindStringSubmatchIndex(b.str[from:window])
		if found == nil && window == end {
			break
		}
		if found == nil {
			from = window - longestLabel
			continue
		}
		at := from + found[2]
		from = at
		m := readLabel(b.str[at:end])
		if !m.follows(b.top, 0) {
			continue
		}
		before, after := b.str[max(start, at-16):at], b.str[at+m.width:end]
		if m.form == "#." && !breaksOff.MatchString(before) {
			continue
		}
		if breaksOff.MatchString(before) && !strings.HasPrefix(after, "and ") || thatStarts.MatchString(after) {
			return at, m
		}
	}
	return -1, mark{}
}

var (
	thatStarts = regexp.MustCompile(`^(?:and )?(?:[Tt]hat|THAT)\b`)
	stemEnds   = regexp.MustCompile(`(?i)(?::|:\s?[-–—]|^(?:that|to)|\bthat|\bto|\bbe|[-–—])$`)
)

// splitStem finds limbs within a first line that begins with a stem: "That: (a) ...; and (b) ...".
func (b *block) splitStem() {
	p := b.pieces[len(b.pieces)-1]
	s := b.str[p.start:p.end]
	for _, at := range inlineLabel.FindAllStringSubmatchIndex(s[:min(len(s), longestSentence)], -1) {
		m := readLabel(s[at[2]:])
		stem := strings.TrimSpace(s[:at[2]])
		if m.kind != labelled || !m.first() || !stemEnds.MatchString(stem) {
			continue
		}
		b.top = m
		if next, _ := b.inlineNext(p.start+at[2]+m.width, p.end); next < 0 && len(stem) > 4 && !strings.HasSuffix(stem, ":") {
			b.top = mark{}
			continue
		}
		b.pieces = b.pieces[:len(b.pieces)-1]
		b.stem = [2]int{p.start, p.start + len(stem)}
		b.addLabelled(m, p.start+at[2], p.end)
		return
	}
}

// emit turns the pieces into limbs.
func (b *block) emit() {
	for n, p := range b.divided() {
		stem := b.fold(b.stem[0], b.stem[1]) + " " + b.fold(p.stem[0], p.stem[1])
		limb := Limb{Label: p.mark.label, Stem: strings.TrimSpace(stem)}
		start, end, vote := b.ownVote(p)
		limb.Text, limb.Vote = b.fold(start, end), vote
		if vote == nil {
			limb.Vote = b.vote
		}
		from := p.from
		if n == 0 {
			from = b.from
		}
		limb.Span = b.span(from, p.end)
		b.judge(&limb)
		b.out.Resolution = append(b.out.Resolution, limb)
	}
}

// judge decides what a limb does, to whom, and with whose advice.
func (b *block) judge(l *Limb) {
	l.Verb, l.Addressee = b.operate(l.Stem, l.Text)
	if l.Addressee == "" && l.Verb == council.Recommended {
		l.Addressee = b.head.addressee
	}
	if b.head.welsh {
		l.InConsultationWith = consultedInWelsh(l.Text)
		return
	}
	l.Owner, l.Due = owner(l.Text), due(l.Text)
	l.InConsultationWith = consulted(l.Text)
	if l.InConsultationWith == "" {
		l.InConsultationWith = consulted(l.Stem)
	}
}

// operate decides in the headline's language what a limb does, and to whom.
func (b *block) operate(stem, text string) (council.Verb, string) {
	if b.head.welsh {
		return operateWelsh(stem, text, b.head.verb)
	}
	return operate(stem, text, b.head.verb)
}

// ownVote is the vote of one limb, and its text's place without the brackets that hold the vote.
func (b *block) ownVote(p piece) (int, int, *Vote) {
	s := b.str[p.start:p.end]
	if n := bracketed(s); n > 0 {
		if v := bracketVote(s[:n]); v != nil {
			v.Span = b.span(p.start, p.start+n)
			return b.afterHead(p.start+n, p.end), p.end, v
		}
	}
	open := strings.LastIndexAny(s, "([")
	if open > 0 {
		n := bracketed(s[open:])
		if n > 0 && strings.Trim(s[open+n:], " .;") == "" {
			if v := bracketVote(s[open : open+n]); v != nil {
				v.Span = b.span(p.start+open, p.start+open+n)
				return p.start, trimEnd(b.str, p.start, p.start+open), v
			}
		}
	}
	if v, from, to := readVote(s); v != nil && voteWithin.MatchString(s) {
		v.Span = b.span(p.start+from, p.start+to)
		return p.start, p.end, v
	}
	return p.start, p.end, nil
}

var voteWithin = regexp.MustCompile(`(?i)\bby \d+ (?:votes )?to \d+|\bcarried\b|\bunanimously\b.{0,3}$|\d (?:votes )?(?:for|in favour)[,;]? .*\d (?:votes )?against`)
