package word

import (
	"strings"

	"moothall/internal/paper/doc"
)

// look is what an element hands down to the text in it.
type look struct{ link string }

// inline gathers the text of one paragraph.
type inline struct {
	*reader
	style string
	spans []doc.Span
	boxes []doc.Block // of text boxes anchored here
}

// field is a complex field: between its beginning and its separator stands what it is, after that
// what it shows.
type field struct {
	instruction string
	shows       bool
}

func (t *inline) walk(n *node, l look) error {
	for _, k := range n.kids {
		if err := t.element(k, l); err != nil {
			return err
		}
	}
	return nil
}

func (t *inline) element(k *node, l look) error {
	switch k.name {
	case "pPr", "del", "moveFrom", "sdtPr", "sdtEndPr", "delText", "rt":
		return nil
	case "hyperlink":
		if rel, ok := t.relation[k.get("id")]; ok && rel.external {
			l.link = doc.SafeLink(rel.target)
		}
	case "r":
		return t.run(k, l)
	case "AlternateContent":
		return t.element(either(k), l)
	}
	return t.walk(k, l)
}

// run reads text of one look.
func (t *inline) run(n *node, l look) error {
	properties := n.child("rPr")
	if properties.child("vanish").on() {
		return nil
	}
	s := doc.Span{Link: l.link, Bold: t.has(properties, "b"), Italic: t.has(properties, "i"), Lang: t.foreign(properties.child("lang").get("val"))}
	for _, k := range n.kids {
		if err := t.piece(k, s, l); err != nil {
			return err
		}
	}
	return nil
}

// has says whether text is bold or italic, by the run itself or the paragraph's style.
func (t *inline) has(properties *node, what string) bool {
	if own := properties.child(what); own != nil {
		return own.on()
	}
	get := func(s style) *node {
		if what == "b" {
			return s.bold
		}
		return s.italic
	}
	for _, id := range []string{properties.child("rStyle").get("val"), t.style} {
		if says := get(t.styles.find(id, func(s style) bool { return get(s) != nil })); says != nil {
			return says.on()
		}
	}
	return false
}

// foreign is the language of a run where it is another than the paper's. Word marks every run of a
// paper in American English as British, say, which is no other language.
func (t *inline) foreign(lang string) string {
	first := func(s string) string {
		s, _, _ = strings.Cut(strings.ToLower(s), "-")
		return s
	}
	if lang == "" || first(lang) == first(t.styles.lang) {
		return ""
	}
	return lang
}

func (t *inline) piece(k *node, s doc.Span, l look) error {
	switch k.name {
	case "t":
		return t.say(k.text, s)
	case "tab", "ptab":
		return t.say("\t", s)
	case "br", "cr":
		if kind := k.get("type"); kind == "page" || kind == "column" {
			return nil
		}
		return t.say("\n", s)
	case "noBreakHyphen":
		return t.say("\u2011", s)
	case "sym":
		return t.say(symbol(k.get("char")), s)
	case "fldChar":
		t.fieldChar(k.get("fldCharType"))
	case "instrText":
		if n := len(t.field); n > 0 && !t.field[n-1].shows && len(t.field[n-1].instruction) < 4096 {
			t.field[n-1].instruction += k.text
		}
	case "footnoteReference":
		return t.note("footnote", k.get("id"))
	case "endnoteReference":
		return t.note("endnote", k.get("id"))
	case "drawing", "pict", "object":
		return t.picture(k, s)
	case "rPr", "delText":
	case "AlternateContent":
		return t.piece(either(k), s, l)
	default:
		for _, inner := range k.kids {
			if err := t.piece(inner, s, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// fieldChar begins, turns or ends a complex field.
func (t *inline) fieldChar(kind string) {
	n := len(t.field)
	switch {
	case kind == "begin" && n < maxDepth:
		t.field = append(t.field, field{})
	case kind == "separate" && n > 0:
		t.field[n-1].shows = true
	case kind == "end" && n > 0:
		t.field = t.field[:n-1]
	}
}

// say adds text, unless it stands in the part of a field that is not shown.
func (t *inline) say(text string, s doc.Span) error {
	for _, f := range t.field {
		if !f.shows {
			return nil
		}
		if link := fieldLink(f.instruction); link != "" {
			s.Link = link
		}
	}
	if err := t.take(text); err != nil {
		return err
	}
	s.Text = text
	if n := len(t.spans); n > 0 {
		last := &t.spans[n-1]
		if last.Note == 0 && last.Bold == s.Bold && last.Italic == s.Italic && last.Link == s.Link && last.Lang == s.Lang {
			last.Text += text
			return nil
		}
	}
	t.spans = append(t.spans, s)
	return nil
}

// fieldLink is the address of a field that is a link: HYPERLINK "https://…".
func fieldLink(instruction string) string {
	words := strings.Fields(instruction)
	if len(words) < 2 || !strings.EqualFold(words[0], "HYPERLINK") {
		return ""
	}
	return doc.SafeLink(strings.Trim(words[1], `"`))
}

// note adds a reference to a note, whose text is read when it is first met.
func (t *inline) note(kind, id string) error {
	part := t.noteParts[kind]
	n := part.notes[id]
	if n == nil {
		return nil
	}
	delete(part.notes, id) // a note is referred to once, and never from within itself
	fields, relation := t.field, t.relation
	t.field, t.relation = nil, part.relation
	at := len(t.notes)
	t.notes = append(t.notes, nil)
	blocks, err := t.blocks(n)
	t.field, t.relation = fields, relation
	if err != nil {
		return err
	}
	t.notes[at] = blocks
	t.spans = append(t.spans, doc.Span{Note: at + 1})
	return nil
}

// done gives the paragraph's spans without the white space about them, none where it says nothing,
// and the language that all of them are in, where they are in another than the paper's.
func (t *inline) done() (spans []doc.Span, lang string) {
	spans = t.spans
	for len(spans) > 0 && spans[0].Note == 0 {
		if spans[0].Text = strings.TrimLeft(spans[0].Text, " \t\n"); spans[0].Text != "" {
			break
		}
		spans = spans[1:]
	}
	for n := len(spans); n > 0 && spans[n-1].Note == 0; n-- {
		if spans[n-1].Text = strings.TrimRight(spans[n-1].Text, " \t\n"); spans[n-1].Text != "" {
			break
		}
		spans = spans[:n-1]
	}
	for _, s := range spans {
		if s.Text == "" { // a note's number is in every language
			continue
		}
		if s.Lang == "" || lang != "" && s.Lang != lang {
			return spans, ""
		}
		lang = s.Lang
	}
	for i := range spans {
		spans[i].Lang = ""
	}
	return spans, lang
}
