package minutes

import (
	"regexp"
	"strings"

	"moothall/internal/council"
)

var (
	purposeLine   = regexp.MustCompile(`^(?:To |TO )(?:consider|receive|note|approve|agree|discuss|review|determine|report|comment|scrutinise|seek|advise|inform|update|present|adopt|confirm|answer|deal|appoint|elect|make|authorise|decide|examine|hear|be)\b`)
	askLine       = regexp.MustCompile(`^(?:It is (?:recommended|proposed) that )?(?:[Tt]he |[Tt]hat the |[Tt]hat )?((?:[A-Z][\w&’'-]*,? |and |of |for |the |& ){0,10}?(?:Council Meeting|Council|Cabinet|(?:Sub-)?Committees?|Board|Panel|Executive|Commission|Authority|Forum|Members|Councillors|Meeting|Group))(?: is| are|,? is therefore| are therefore| be)?(?: also)? (?:asked|recommended|invited|requested) to\b ?(:?)`)
	purposeWelsh  = regexp.MustCompile(`^(?:I |i )?(?:[Yy]styried|[Dd]d?erbyn|[Cc]yflwyno|[Gg]yflwyno|[Cc]ymeradwyo|[Gg]ymeradwyo|[Nn]odi|[Tt]rafod|[Dd]rafod|[Cc]raffu|[Gg]raffu)\b`)
	askWelsh      = regexp.MustCompile(`^(?:Gofynnir|Gwahoddir) (?:i['’]r |i |yr? )((?:[CG]yngor|[CG]abinet|[Aa]elodau)|(?:[PB]wyllgor|[BF]wrdd|[PB]anel)(?: (?:[A-ZÂÊÎÔÛŴŶ][\pL’'-]*|ac?|yr?))*)(?: i)?(?: ?:| )`)
	isRecommended = regexp.MustCompile(`^(?:It is (?:recommended|proposed)(?: that)?|Recommendations?|RECOMMENDATIONS?|RECOMMENDED)(?: that)?(?: ?[:–-]+| that\b|$)`)
)

// ReadAsk reads the agenda text of one item, HTML or plain: its purpose, what the body is asked to do,
// the officer contacts and the references. What it cannot read is prose.
func ReadAsk(src string) Ask {
	r := &askReader{reader: newReader(flatten(src))}
	for i := 0; i < len(r.lines); {
		i = r.readLine(i)
	}
	r.ask.References = findReferences(r.flat)
	spans := []Span{}
	if r.ask.Purpose != "" {
		spans = append(spans, r.ask.PurposeSpan)
	}
	for _, l := range r.ask.Limbs {
		spans = append(spans, l.Span)
	}
	for _, c := range r.ask.Contacts {
		spans = append(spans, c.Span)
	}
	for _, f := range r.ask.References {
		spans = append(spans, f.Span)
	}
	r.ask.Prose = prose(len(r.src), spans)
	return r.ask
}

type askReader struct {
	*reader
	ask Ask
}

func (r *askReader) readLine(i int) int {
	s := r.line(i)
	if contacts, next := r.readContacts(i); next > i {
		r.ask.Contacts = append(r.ask.Contacts, contacts...)
		return next
	}
	if r.ask.Purpose == "" && (purposeLine.MatchString(s) || purposeWelsh.MatchString(s)) {
		r.ask.Purpose, r.ask.PurposeSpan = s, r.span(r.lines[i].start, r.lines[i].end)
		return i + 1
	}
	if len(r.ask.Limbs) > 0 {
		return i + 1
	}
	for _, at := range sentences(s) {
		if m := askLine.FindStringSubmatchIndex(s[at:]); m != nil {
			r.ask.Body = s[at+m[2] : at+m[3]]
			return r.readLimbs(i, at, at+m[1], head{verb: council.Resolved})
		}
		if m := askWelsh.FindStringSubmatchIndex(s[at:]); m != nil {
			r.ask.Body = s[at+m[2] : at+m[3]]
			return r.readLimbs(i, at, at+m[1], head{verb: council.Resolved, welsh: true})
		}
		if m := isRecommended.FindStringIndex(s[at:]); m != nil {
			return r.readLimbs(i, at, at+m[1], head{verb: council.Resolved})
		}
	}
	return i + 1
}

// sentences is where each sentence of s begins.
func sentences(s string) []int {
	at := []int{0}
	for _, m := range sentenceEnd.FindAllStringIndex(s, -1) {
		if s[m[0]] != '.' || !abbreviation(s[:m[0]]) {
			at = append(at, m[1])
		}
	}
	return at
}

// readLimbs reads what a body is asked to do: the sentence goes on at line i from byte at, the words of
// asking begin at from.
func (r *askReader) readLimbs(i, from, at int, h head) int {
	l := r.lines[i]
	b := &block{reader: r.reader, head: h, from: l.start + from}
	rest := b.afterHead(l.start+at, l.end)
	stem := r.fold(b.from, rest)
	if rest < l.end {
		b.begin(rest, l.end)
	}
	next := b.gather(i + 1)
	if len(b.pieces) == 0 {
		r.ask.Body = ""
		return i + 1
	}
	r.ask.Stem = strings.TrimSpace(stem + " " + r.fold(b.stem[0], b.stem[1]))
	for n, p := range b.pieces {
		limb := AskLimb{Label: p.mark.label, Text: r.fold(p.start, p.end), Span: r.span(p.from, p.end)}
		if n == 0 {
			limb.Span = r.span(b.from, p.end)
		}
		limb.Verb, _ = b.operate(r.fold(b.stem[0], b.stem[1]), limb.Text)
		r.ask.Limbs = append(r.ask.Limbs, limb)
	}
	return next
}
