package minutes_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"moothall/internal/minutes"
)

// FuzzRead holds the promises of the package on any input: spans lie in the source, in order and apart
// from each other, together they cover it, and no word is returned that the source does not hold there.
func FuzzRead(f *testing.F) {
	for _, c := range readCorpus(f) {
		f.Add(c.source)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if err := promises(src); err != nil {
			t.Error(err)
		}
	})
}

// promises checks what must hold for every source.
func promises(src string) error {
	r := minutes.Read(src)
	if words := fmt.Sprint(r.Points, r.Resolution); !utf8.ValidString(words) {
		return fmt.Errorf("not UTF-8: %q", words)
	}
	var spans []minutes.Span
	for _, p := range r.Points {
		if err := holds(src, p.Span, p.Text+" "+p.Answer); err != nil {
			return fmt.Errorf("point: %w", err)
		}
		if p.Answer != "" && (p.AnswerSpan.Start < p.Span.Start || p.AnswerSpan.End > p.Span.End) {
			return fmt.Errorf("answer %v outside its point %v", p.AnswerSpan, p.Span)
		}
		spans = append(spans, p.Span)
	}
	for _, l := range r.Resolution {
		if err := holdsLimb(src, l); err != nil {
			return fmt.Errorf("limb: %w", err)
		}
		spans = append(spans, l.Span)
	}
	for _, c := range r.Contacts {
		for _, detail := range []string{c.Name, c.Telephone, c.Email} {
			if err := holds(src, c.Span, detail); err != nil {
				return fmt.Errorf("contact: %w", err)
			}
		}
		spans = append(spans, c.Span)
	}
	for _, ref := range r.References {
		if err := holds(src, ref.Span, ref.Text); err != nil {
			return fmt.Errorf("reference: %w", err)
		}
		if !inside(ref.Span, spans) {
			spans = append(spans, ref.Span)
		}
	}
	if err := cover(src, append(spans, r.Prose...)); err != nil {
		return fmt.Errorf("reading: %w", err)
	}
	return askPromises(src)
}

// holdsLimb checks a limb's words, and that its vote says something and lies in the source.
func holdsLimb(src string, l minutes.Limb) error {
	if err := holds(src, l.Span, l.Text); err != nil {
		return err
	}
	for _, part := range []string{l.Addressee, l.InConsultationWith, l.Owner, l.Stem} {
		if err := holds(src, minutes.Span{End: len(src)}, part); err != nil {
			return err
		}
	}
	if v := l.Vote; v != nil {
		if v.Span.Start < 0 || v.Span.Start >= v.Span.End || v.Span.End > len(src) {
			return fmt.Errorf("vote of %q at %v", l.Text, v.Span)
		}
	}
	return nil
}

func askPromises(src string) error {
	a := minutes.ReadAsk(src)
	var spans []minutes.Span
	if a.Purpose != "" {
		spans = append(spans, a.PurposeSpan)
		if err := holds(src, a.PurposeSpan, a.Purpose); err != nil {
			return fmt.Errorf("purpose: %w", err)
		}
	}
	for _, l := range a.Limbs {
		spans = append(spans, l.Span)
		if err := holds(src, l.Span, l.Text); err != nil {
			return fmt.Errorf("limb of ask: %w", err)
		}
	}
	for _, c := range a.Contacts {
		spans = append(spans, c.Span)
	}
	for _, ref := range a.References {
		if !inside(ref.Span, spans) {
			spans = append(spans, ref.Span)
		}
	}
	if err := cover(src, append(spans, a.Prose...)); err != nil {
		return fmt.Errorf("ask: %w", err)
	}
	return nil
}

func inside(s minutes.Span, in []minutes.Span) bool {
	return slices.ContainsFunc(in, func(o minutes.Span) bool { return o.Start <= s.Start && s.End <= o.End })
}

// cover checks that the spans are in the source, apart from each other, and leave nothing out.
func cover(src string, spans []minutes.Span) error {
	slices.SortFunc(spans, func(a, b minutes.Span) int { return a.Start - b.Start })
	at := 0
	for _, s := range spans {
		if s.Start != at || s.End <= s.Start {
			return fmt.Errorf("span %v begins or ends wrongly after %d", s, at)
		}
		at = s.End
	}
	if at != len(src) {
		return fmt.Errorf("%d of %d bytes are covered", at, len(src))
	}
	return nil
}

// holds checks that the words occur in that order in the source's stretch as a reader sees it.
func holds(src string, s minutes.Span, words string) error {
	if s.Start < 0 || s.End > len(src) || s.Start > s.End {
		return fmt.Errorf("span %v in %d bytes", s, len(src))
	}
	for _, seen := range []string{squeeze(src[s.Start:s.End]), squeeze(plain(src[s.Start:s.End]))} {
		at := 0
		missing := ""
		for _, w := range strings.Fields(words) {
			w = squeeze(w)
			n := strings.Index(seen[at:], w)
			if n < 0 {
				missing = w
				break
			}
			at += n + len(w)
		}
		if missing == "" {
			return nil
		}
	}
	return fmt.Errorf("%q is not in %q", words, src[s.Start:s.End])
}

// plain is HTML without its tags, made by another way than the reader's.
func plain(src string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(src))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind == html.TextToken {
			b.WriteString(string([]rune(string(z.Text())))) // a character broken by a tag stays broken
		}
	}
	return b.String()
}

// squeeze leaves out white space and what takes no room, which the reader folds, and shows broken
// characters as the reader does.
func squeeze(s string) string {
	s = string([]rune(s))
	s = strings.Join(strings.Fields(s), "")
	return strings.NewReplacer("\u00ad", "", "\u200b", "", "\u200c", "", "\u200d", "", "\u200e", "", "\u200f", "", "\u2060", "", "\ufeff", "", "\x00", "").Replace(s)
}
