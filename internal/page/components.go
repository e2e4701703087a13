package page

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"moothall/internal/council"
)

// Shown is a text of the record as it stands on a page. It is a component by hand, since a page
// holds hundreds and one that templ generates costs as much as what it writes.
type Shown struct{ before, text, after string }

// Text is plain text of the record, marked with its language where that is not the page's.
func Text(w *Words, t council.Text) Shown {
	text, lang := w.Pick(t)
	s := Shown{text: templ.EscapeString(text)}
	if lang != "" {
		s.before, s.after = `<span lang="`+templ.EscapeString(lang)+`">`, `</span>`
	}
	return s
}

// HTML is clean HTML of the record, and of nothing else: it is written as it stands.
func HTML(w *Words, t council.Text) Shown {
	text, lang := w.Pick(t)
	s := Shown{before: `<div class="moot-prose">`, text: text, after: `</div>`}
	if lang != "" {
		s.before = `<div class="moot-prose" lang="` + templ.EscapeString(lang) + `">`
	}
	return s
}

// Render implements templ.Component.
func (s Shown) Render(_ context.Context, w io.Writer) error {
	for _, part := range [...]string{s.before, s.text, s.after} {
		if _, err := io.WriteString(w, part); err != nil {
			return err
		}
	}
	return nil
}

// Pick is the text for a reader of these words, with the language to mark it with: empty where it
// is the reader's own.
func (w *Words) Pick(t council.Text) (text, lang string) {
	text, in := t.In(w.lang)
	return text, w.foreign(in)
}

// Plain is the text for a reader of these words, for a place that cannot be marked with a language:
// a title bar, an attribute.
func (w *Words) Plain(t council.Text) string { text, _ := t.In(w.lang); return text }
