package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/a-h/templ"

	"moothall/internal/council"
	"moothall/internal/minutes"
	"moothall/internal/page"
	"moothall/internal/register"
)

// typed is what a script is told about what it has sent.
type typed struct {
	Version int    `json:"version,omitempty"`
	Said    string `json:"said,omitempty"`
	// Stale says that somebody else has written. Merged are then both texts brought together, by field, and Theirs what
	// the other has kept; where they contradict one another there are none, and saving the form shows both.
	Stale   bool              `json:"stale,omitempty"`
	Merged  map[string]string `json:"merged,omitempty"`
	Theirs  map[string]string `json:"theirs,omitempty"`
	Read    string            `json:"read"` // what is read, as HTML, to stand beside the prose
	Twin    string            `json:"twin,omitempty"`
	Counted string            `json:"counted"` // how much is read, as a sentence
	Marks   []saidMark        `json:"marks"`
}

// saidMark is where something that was read stands in a field, in units of UTF-16, as scripts count.
type saidMark struct {
	Field string `json:"field"`
	Kind  string `json:"kind"` // "point", "answer" or "limb"
	From  int    `json:"from"`
	To    int    `json:"to"`
}

// keepTyped keeps prose while it is being typed, and says what is read in it. That somebody has looked through what
// is read is kept only with the form.
func (d *Desk) keepTyped(w *reply, v *visit) error {
	view, err := d.minuteView(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	c, err := d.change(view, view.form)
	if err != nil {
		return err
	}
	answer := typed{Version: v.version()}
	unlooked(&c, view.one.Content)
	kept, err := d.register.WriteMinute(v.ctx, v.viewer, v.number, v.version(), c)
	var stale *register.Stale[register.Minute]
	switch {
	case errors.As(err, &stale):
		answer.Stale, answer.Said = true, v.words.T("desk.minute.stale")
		if err := d.mergeTyped(v, stale, &answer); err != nil {
			return err
		}
	case err != nil:
		return err
	default:
		answer.Version = kept.Version
		answer.Said = v.words.Say("desk.minute.kept", "Moment", v.words.Moment(kept.Changed))
	}
	return d.answerTyped(w, view, answer)
}

// readTyped says what is read in prose while it is being typed. Nothing is kept.
func (d *Desk) readTyped(w *reply, v *visit) error {
	view, err := d.minuteView(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	return d.answerTyped(w, view, typed{})
}

// answerTyped tells a script what is read in the form that it has sent.
func (d *Desk) answerTyped(w *reply, view minuteView, answer typed) error {
	f := view.form
	if err := d.readInto(&view, openedOf(f.Pair("prose"), f.Pair("twin")), f); err != nil {
		return err
	}
	var err error
	if answer.Read, err = rendered(view.visit, readingFields(view.read)); err != nil {
		return err
	}
	if view.closed() {
		if answer.Twin, err = rendered(view.visit, readingFields(view.twin)); err != nil {
			return err
		}
	}
	answer.Counted = view.counted()
	answer.Marks = append(marksIn(f, "prose"), marksIn(f, "twin")...)
	body, err := json.Marshal(answer)
	if err != nil {
		return fmt.Errorf("answer the script: %w", err)
	}
	return w.json(body)
}

// unlooked keeps what was put right in a reading while it is typed, without saying that anybody has looked through
// it: that is said by sending the form. What was looked through already, of this very prose, stays so.
func unlooked(c *register.MinuteChange, kept register.Minute) {
	if c.Read != nil && !kept.Read.Stands(c.Prose) {
		c.Read.Of = ""
	}
	if c.TwinRead != nil && !kept.TwinRead.Stands(c.Twin) {
		c.TwinRead.Of = ""
	}
}

// counted says how much was read in the prose.
func (v minuteView) counted() string {
	limbs, points := v.read.filledRows()
	return v.words.Count("desk.read.limbs", len(limbs)) + ", " + v.words.Count("desk.read.points", len(points))
}

// marksIn is where what is read in a field stands in it: in the English one where anything is typed there.
func marksIn(f *page.Form, name string) (list []saidMark) {
	text, in := f.Pair(name).In(council.English)
	if in == council.Welsh {
		name += "-cy"
	}
	raw := f.Value(name)
	place := counter{text: raw}
	place.lead = strings.Index(raw, text)
	mark := func(kind string, s minutes.Span) {
		if s.Len() > 0 {
			list = append(list, saidMark{Field: name, Kind: kind, From: place.at(s.Start), To: place.at(s.End)})
		}
	}
	read := minutes.ReadText(text)
	for _, p := range read.Points {
		mark("point", p.Span)
		mark("answer", p.AnswerSpan)
	}
	for _, l := range read.Resolution {
		mark("limb", l.Span)
	}
	return list
}

// counter counts places in a text as scripts do.
type counter struct {
	text string
	lead int // bytes before what was read
}

func (c counter) at(bytes int) int {
	return len(utf16.Encode([]rune(c.text[:min(len(c.text), max(0, c.lead)+bytes)])))
}

func rendered(v *visit, c templ.Component) (string, error) {
	var out bytes.Buffer
	if err := c.Render(v.ctx, &out); err != nil {
		return "", fmt.Errorf("render a part of a page: %w", err)
	}
	return out.String(), nil
}

// called are the names that complete while minutes are typed: of all on the roll and their posts, then of the others on the record and of
// the bodies, to which a matter may be referred.
func (v minuteView) called() string {
	var names []string
	for _, k := range v.Roll {
		names = append(names, k.Content.Name)
		if k.Content.Post != "" {
			names = append(names, k.Content.Post)
		}
	}
	names = append(names, v.others...)
	return strings.Join(names, "\n")
}

// typingWords are the words of the editor and of what it says, as JSON.
func (v minuteView) typingWords() string {
	words := map[string]string{}
	for _, key := range []string{"toolbar", "bold", "italic", "heading", "bullets", "numbers", "table", "row", "column", "unrow", "uncolumn", "resolution", "phrase", "name", "undo",
		"redo", "plain", "control", "keys", "offers", "none", "found", "typing", "away", "out", "back", "held", "offered", "together", "drop", "full"} {
		words[key] = v.words.T("desk.editor." + key)
	}
	b, _ := json.Marshal(words) // texts, which always can be written
	return string(b)
}
