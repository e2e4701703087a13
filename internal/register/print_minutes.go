package register

import (
	"context"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// MinutesPrinter prints the minutes of a meeting and puts the files on the sealed shelf: as PDF, and as
// Word. The same minutes always give the same files.
type MinutesPrinter func(ctx context.Context, w WrittenMinutes) ([]MinutesPrint, error)

// WrittenMinutes are minutes as they are printed, in one language.
type WrittenMinutes struct {
	Lang     council.Language
	Body     string
	Meeting  gazette.Meeting
	Draft    bool // not approved yet
	Chair    string
	Roll     []Attendance
	Declared []WrittenDeclaration
	Items    []WrittenMinute
}

// WrittenDeclaration is a declaration of interest in print.
type WrittenDeclaration struct {
	Name, Item, Nature string
	Interest           council.InterestKind
	Withdrew           bool
}

// WrittenMinute is the minute of an item in print.
type WrittenMinute struct {
	Printed, Title, Prose string // the prose as it was typed
	TitleLang, ProseLang  council.Language
}

// MinutesPrint is one file of printed minutes.
type MinutesPrint struct {
	Print
	Title, Name, Type string // Name is what a reader saves it as, Type its media type
}

// minutesPaper is a paper of printed minutes, with the public number that it has.
type minutesPaper struct {
	number int
	paper  Paper
}

// printMinutes prints the minutes of a meeting as they are written now: for the public, and where items are
// kept from them, a second time with all of it for the members of the body.
func (r *Register) printMinutes(ctx context.Context, v audience.Viewer, meeting int) ([]minutesPaper, error) {
	if r.minuter == nil {
		return nil, nil
	}
	w, err := r.Minutes(ctx, v, meeting)
	if err != nil {
		return nil, err
	}
	grounds := []audience.Ground{{}}
	if closed := w.closed(); !closed.IsOpen() {
		grounds = append(grounds, closed)
	}
	var papers []minutesPaper
	for _, l := range w.languages(v) {
		for _, g := range grounds {
			written, err := ProjectWrittenMinutes(w, l, v, !g.IsOpen())
			if err != nil {
				return nil, err
			}
			prints, err := r.minuter(ctx, written)
			if err != nil {
				return nil, err
			}
			for _, p := range prints {
				papers = append(papers, minutesPaper{paper: p.paper(w, l, g)})
			}
		}
	}
	first, err := r.press.Reserve(ctx, gazette.KindDocument, max(1, len(papers)))
	for i := range papers {
		papers[i].number = first + i
	}
	return papers, err
}

func (p MinutesPrint) paper(w MinutesWork, l council.Language, g audience.Ground) Paper {
	one := Paper{Title: council.InEnglish(p.Title), Of: council.MinutesDoc, Body: w.Meeting.Body, Meeting: w.Number, Ground: g, Language: l,
		Brought: p.SHA256, SHA256: p.SHA256, Name: audience.Seal(p.Name), Size: p.Size, Type: p.Type, Pages: p.Pages,
		Text: audience.Seal(strings.Join(p.Text, "\f")), HTML: audience.Seal(p.HTML), State: PaperReady}
	if l == council.Welsh {
		one.Title = council.Text{Cy: p.Title}
	}
	return one
}

// closed is the ground on which the whole of the minutes is exempt of which some items are; open where none
// that was minuted is.
func (w MinutesWork) closed() audience.Ground {
	var parts []audience.Ground
	for _, one := range w.Items {
		if _, written := w.Written[one.Number]; written {
			parts = append(parts, one.Content.Ground)
		}
	}
	return audience.Together(parts...)
}

// languages are those in which something is written.
func (w MinutesWork) languages(v audience.Viewer) (list []council.Language) {
	var en, cy bool
	for _, k := range w.Written {
		o, err := k.Content.Open(v)
		if err != nil {
			continue
		}
		en = en || o.Prose.En != "" || o.Twin.En != ""
		cy = cy || o.Prose.Cy != "" || o.Twin.Cy != ""
	}
	if en || !cy {
		list = append(list, council.English)
	}
	if cy {
		list = append(list, council.Welsh)
	}
	return list
}

// keepMinutesPapers keeps the printed minutes as papers of the meeting.
func (t *turn) keepMinutesPapers(ctx context.Context, w *MinutesWork, papers []minutesPaper) error {
	w.Minutes.Content.Papers = nil
	for i := range papers {
		papers[i].paper.Published = true
		if _, err := put(ctx, t, Kept[Paper]{Number: papers[i].number, Content: papers[i].paper}); err != nil {
			return err
		}
		w.Minutes.Content.Papers = append(w.Minutes.Content.Papers, papers[i].number)
	}
	return nil
}

// paperEditions are the papers as the public will have them.
func (t *turn) paperEditions(ctx context.Context, papers []minutesPaper) (out []Outgoing, err error) {
	customs, err := t.customs(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range papers {
		d, err := ProjectPaper(p.paper, t.viewer, customs.Content.Reviews)
		if err != nil {
			return nil, err
		}
		o, err := edition(gazette.Subject{Kind: gazette.KindDocument, Number: p.number}, d)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}
