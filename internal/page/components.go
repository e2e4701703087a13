package page

import (
	"github.com/a-h/templ"

	"moothall/internal/council"
)

// langOf marks an element with the language of what it holds; no mark where l is empty, which
// stands for the page's own language.
func langOf(l string) templ.Attributes {
	if l == "" {
		return nil
	}
	return templ.Attributes{"lang": l}
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

// LangOf marks an element with the language of a text, where it is not the page's own.
func (w *Words) LangOf(t council.Text) templ.Attributes {
	_, lang := w.Pick(t)
	return langOf(lang)
}
