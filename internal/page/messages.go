package page

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"moothall/internal/council"
)

// written holds the messages: a folder per language, a file per page or theme.
//
//go:embed messages
var written embed.FS

// Catalogue holds every message of the product in every language. It is read once and never
// changes.
type Catalogue struct{ english, welsh *Words }

// LoadCatalogue reads the messages that were compiled into the program.
func LoadCatalogue() (*Catalogue, error) {
	english, err := readWords(written, council.English)
	if err != nil {
		return nil, err
	}
	welsh, err := readWords(written, council.Welsh)
	if err != nil {
		return nil, err
	}
	return &Catalogue{english: english, welsh: welsh}, nil
}

// In is the catalogue as a reader of the language needs it. What is not Welsh is English.
func (c *Catalogue) In(l council.Language) *Words {
	if l == council.Welsh {
		return c.welsh
	}
	return c.english
}

// Words is the messages of one language, and the ways in which it writes days, sizes and names.
type Words struct {
	lang    council.Language
	tag     language.Tag
	plain   map[string]string // messages without arguments, as they are shown
	phrases map[string]phrase // messages with arguments or plural forms
	dates   dateWords
}

// phrase is a message with a form for each of the language's plurals; only the last form where it
// does not count.
type phrase [plural.Many + 1]sentence

// sentence is a message cut at its arguments: text, name, text, name, ..., text.
type sentence []string

// Lang is the language, as an IETF tag.
func (w *Words) Lang() council.Language { return w.lang }

// T is the message without arguments.
func (w *Words) T(key string) string {
	if s, ok := w.plain[key]; ok {
		return s
	}
	return key // a test holds that no key is missing
}

// Has says whether there is a message without arguments of that key.
func (w *Words) Has(key string) bool {
	_, ok := w.plain[key]
	return ok
}

// Say is the message with arguments, given as name, value, name, value.
func (w *Words) Say(key string, args ...string) string {
	return w.phrases[key][plural.Other].say(key, args)
}

// Count is the message in the plural form for n, which it may show as {{.Count}}.
func (w *Words) Count(key string, n int, args ...string) string {
	forms := w.phrases[key]
	form := plural.Cardinal.MatchPlural(w.tag, n, 0, 0, 0, 0)
	if forms[form] == nil {
		form = plural.Other
	}
	return forms[form].say(key, append(args, "Count", w.Number(n)))
}

func (s sentence) say(key string, args []string) string {
	if s == nil {
		return key
	}
	var b strings.Builder
	for i, part := range s {
		if i%2 == 0 {
			b.WriteString(part)
			continue
		}
		for a := 0; a+1 < len(args); a += 2 {
			if args[a] == part {
				b.WriteString(args[a+1])
			}
		}
	}
	return b.String()
}

func readWords(files fs.FS, l council.Language) (*Words, error) {
	w := &Words{lang: l, tag: language.MustParse(string(l)), plain: map[string]string{}, phrases: map[string]phrase{}}
	names, err := fs.Glob(files, path.Join("messages", string(l), "*.toml"))
	if err != nil {
		return nil, fmt.Errorf("messages: %w", err)
	}
	for _, name := range names {
		if err := w.read(files, name); err != nil {
			return nil, fmt.Errorf("messages: %s: %w", name, err)
		}
	}
	w.dates = newDateWords(w)
	return w, nil
}

func (w *Words) read(files fs.FS, name string) error {
	source, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	// The library takes the language from the file's name.
	file, err := i18n.ParseMessageFileBytes(source, string(w.lang)+".toml",
		map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		return err
	}
	for _, m := range file.Messages {
		if err := w.add(m); err != nil {
			return fmt.Errorf("%s: %w", m.ID, err)
		}
	}
	return nil
}

func (w *Words) add(m *i18n.Message) error {
	if w.Has(m.ID) || w.phrases[m.ID][plural.Other] != nil {
		return fmt.Errorf("written twice: %w", council.ErrConflict)
	}
	forms := map[plural.Form]string{plural.Zero: m.Zero, plural.One: m.One, plural.Two: m.Two,
		plural.Few: m.Few, plural.Many: m.Many, plural.Other: m.Other}
	var p phrase
	counts := false
	for form, text := range forms {
		if text == "" {
			continue
		}
		s, err := cut(text)
		if err != nil {
			return err
		}
		p[form] = s
		counts = counts || form != plural.Other
	}
	if !counts && len(p[plural.Other]) == 1 {
		w.plain[m.ID] = p[plural.Other][0]
		return nil
	}
	w.phrases[m.ID] = p
	return nil
}

// cut reads "Approved by {{.Body}}". Nothing but an argument's name may stand in the braces, so
// that a message is put together without running a template.
func cut(text string) (sentence, error) {
	var s sentence
	for {
		before, after, more := strings.Cut(text, "{{")
		s = append(s, before)
		if !more {
			return s, nil
		}
		name, rest, closed := strings.Cut(after, "}}")
		name, dotted := strings.CutPrefix(strings.TrimSpace(name), ".")
		if !closed || !dotted || name == "" {
			return nil, fmt.Errorf("%q: an argument is written {{.Name}}: %w", text, council.ErrInvalid)
		}
		s, text = append(s, name), rest
	}
}
