package register

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Printer prints a report that was written at the desk and puts the file on the sealed shelf. The same
// report always gives the same file.
type Printer func(ctx context.Context, w Written) (Print, error)

// Written is a report as it is printed for one body, in one language.
type Written struct {
	Lang       council.Language
	Title      string
	Body       string      // before which it goes
	Day        council.Day // of its meeting
	Purpose    string
	Lead       string
	Asked      []string // limbs with their labels
	References []string
	Contacts   []gazette.Contact
	Parts      []WrittenPart
}

// WrittenPart is a section of a report in print: what it says, or that it is kept from the public.
type WrittenPart struct {
	Heading, Prose         string // as typed; both empty where Closed is set
	HeadingLang, ProseLang council.Language
	Closed                 *gazette.Exemption
	Openness               council.Openness
}

// Print is a report in print.
type Print struct {
	SHA256 string // of the PDF on the sealed shelf
	Size   int64  // bytes
	Pages  int
	Text   []string // page by page
	HTML   string
}

// digest is the SHA-256 of what is printed.
func (w Written) digest() string {
	b, _ := json.Marshal(w) // texts and numbers, which always can be written
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// printing is a report that is to be in print, and for whom.
type printing struct {
	Written
	ground audience.Ground
	digest string
}

// printings are what is to be printed of a report for a stage of its route: a paper in each of its
// languages, and where parts of it are exempt, a second with all of it for the members of the body.
func (r *Register) printings(ctx context.Context, t *turn, k Kept[Report], s Stage) ([]printing, error) {
	sections, err := t.sections(ctx, k.Content)
	if err != nil {
		return nil, err
	}
	body, err := published[gazette.Body](ctx, r, s.Body)
	if err != nil {
		return nil, err
	}
	var list []printing
	for _, l := range []council.Language{council.English, council.Welsh} {
		if title, in := k.Content.Title.In(l); title == "" || in != l {
			continue
		}
		grounds := []audience.Ground{k.Content.Ground}
		if closed := closedParts(sections); k.Content.Ground.IsOpen() && !closed.IsOpen() {
			grounds = append(grounds, closed)
		}
		for _, g := range grounds {
			w, err := ProjectReport(k.Content, s, sections, t.viewer, l, !g.IsOpen())
			if err != nil {
				return nil, err
			}
			w.Body, _ = body.NameOn(s.Day).In(l)
			if len(w.Parts) > 0 {
				list = append(list, printing{Written: w, ground: g, digest: w.digest()})
			}
		}
	}
	return list, nil
}

// closedParts is the ground on which the whole of a report is exempt of which some sections are; open
// where none is.
func closedParts(sections []Kept[Section]) audience.Ground {
	var parts []audience.Ground
	for _, k := range sections {
		parts = append(parts, k.Content.Ground)
	}
	return audience.Together(parts...)
}

// printed says whether a paper is this printing, whatever was written when it was made.
func (p Paper) printed(of printing) bool {
	return p.From != "" && !p.Superseded && p.Language == of.Lang && p.Ground.IsOpen() == of.ground.IsOpen()
}

// toPrint are the printings of a report, for a stage, that are not on paper as they are now.
func (r *Register) toPrint(ctx context.Context, t *turn, k Kept[Report], s Stage) ([]printing, error) {
	all, err := r.printings(ctx, t, k, s)
	if err != nil {
		return nil, err
	}
	papers, err := find[Paper](ctx, t, Query{Marks: []Mark{{"report", itoa(k.Number)}}})
	return slices.DeleteFunc(all, func(of printing) bool {
		return slices.ContainsFunc(papers, func(p Kept[Paper]) bool { return p.Content.printed(of) && p.Content.From == of.digest })
	}), err
}

// printReport prints a report for a stage of its route, as far as what is on paper is not what is written
// now, and keeps the papers.
func (r *Register) printReport(ctx context.Context, v audience.Viewer, report int, stage func(Report) *Stage) error {
	if r.printer == nil {
		return nil
	}
	var k Kept[Report]
	var wanted []printing
	var body int
	err := r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) (err error) {
		if k, err = get[Report](ctx, t, report); err != nil {
			return err
		}
		if s := stage(k.Content); s != nil {
			body = s.Body
			wanted, err = r.toPrint(ctx, t, k, *s)
		}
		return err
	})
	if err != nil || len(wanted) == 0 {
		return err
	}
	first, err := r.press.Reserve(ctx, gazette.KindDocument, len(wanted))
	if err != nil {
		return err
	}
	prints := make([]Print, len(wanted))
	for i, of := range wanted {
		if prints[i], err = r.printer(ctx, of.Written); err != nil {
			return err
		}
	}
	return r.do(ctx, v, AttachPaper, body, func(ctx context.Context, t *turn) error {
		for i, of := range wanted {
			if err := t.keepPrint(ctx, k, of, prints[i], first+i); err != nil {
				return err
			}
		}
		return nil
	})
}

// keepPrint keeps a printing in place of the one before it, which where it was published stays beside it.
func (t *turn) keepPrint(ctx context.Context, rep Kept[Report], of printing, p Print, number int) error {
	papers, err := find[Paper](ctx, t, Query{Marks: []Mark{{"report", itoa(rep.Number)}}})
	if err != nil {
		return err
	}
	k := Kept[Paper]{Number: number}
	for _, before := range papers {
		switch {
		case !before.Content.printed(of):
		case before.Content.Published || before.Content.Tabled:
			before.Content.Superseded = true
			if _, err := put(ctx, t, before); err != nil {
				return err
			}
		default:
			k = before
		}
	}
	l := rep.Content.Lock()
	k.Content = Paper{Title: council.InEnglish(of.Title), Of: council.Report, Body: l.Body, Report: rep.Number, Ground: of.ground, Language: of.Lang, Brought: p.SHA256, SHA256: p.SHA256,
		Name: audience.Seal(fileName(of.Title)), Size: p.Size, Type: "application/pdf", Pages: p.Pages, Text: audience.Seal(strings.Join(p.Text, "\f")),
		HTML: audience.Seal(p.HTML), State: PaperReady, Owners: l.Owners, Also: l.Also, From: of.digest}
	if of.Lang == council.Welsh {
		k.Content.Title = council.Text{Cy: of.Title}
	}
	_, err = put(ctx, t, k)
	return err
}

// fileName is what a reader saves a printed report as.
func fileName(title string) string {
	kept := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' || r == '-' {
			return r
		}
		return -1
	}, title)
	return strings.Join(strings.Fields(kept), " ") + ".pdf"
}

// FreshenPapers prints anew the reports on a meeting's agenda that were changed since they were printed,
// as far as they are not published, and puts what is new with their items. The same again does nothing.
func (r *Register) FreshenPapers(ctx context.Context, v audience.Viewer, meeting int) error {
	w, err := r.Agenda(ctx, v, meeting)
	if err != nil {
		return err
	}
	for _, one := range w.Items {
		if one.Content.Report == 0 || one.Content.Printed {
			continue
		}
		if err := r.printReport(ctx, v, one.Content.Report, func(rep Report) *Stage { return rep.stageOf(one.Number) }); err != nil {
			return err
		}
		if err := r.takePapers(ctx, v, one.Number); err != nil {
			return err
		}
	}
	return nil
}

// stageOf is the stage that an agenda item has taken up.
func (r Report) stageOf(item int) *Stage {
	for i := range r.Route {
		if r.Route[i].Item == item {
			return &r.Route[i]
		}
	}
	return nil
}

// takePapers puts with an item those papers of its report that it has not yet.
func (r *Register) takePapers(ctx context.Context, v audience.Viewer, item int) error {
	return r.do(ctx, v, ArrangeAgenda, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Item](ctx, t, item)
		if err != nil {
			return err
		}
		if err := t.may(k.Content.Body); err != nil {
			return err
		}
		papers, err := t.papersOf(ctx, k.Content.Report)
		if err != nil {
			return err
		}
		now := k.Content.Papers
		for _, p := range papers {
			now = with(now, p)
		}
		if len(now) == len(k.Content.Papers) {
			return nil
		}
		k.Content.Papers = now
		_, err = put(ctx, t, k)
		return err
	})
}

// papersOf are the papers that go with a report to its next body.
func (t *turn) papersOf(ctx context.Context, report int) (list []int, err error) {
	papers, err := find[Paper](ctx, t, Query{Marks: []Mark{{"report", itoa(report)}}})
	for _, p := range papers {
		if !p.Content.Withdrawn && !p.Content.Superseded { // one that is still being read holds up publishing, not the agenda
			list = append(list, p.Number)
		}
	}
	return list, err
}

// oldPapers are the items whose reports were changed since they were printed.
func (r *Register) oldPapers(ctx context.Context, t *turn, w AgendaWork) error {
	var faults council.Faults
	for _, one := range w.Items {
		if r.printer == nil || one.Content.Report == 0 || one.Content.Printed {
			continue
		}
		k, err := get[Report](ctx, t, one.Content.Report)
		if err != nil {
			return err
		}
		s := k.Content.stageOf(one.Number)
		if s == nil {
			continue
		}
		old, err := r.toPrint(ctx, t, k, *s)
		if err != nil {
			return err
		}
		if len(old) > 0 {
			faults.Add("item-"+itoa(one.Number), "agenda.paper.old", "Paper", k.Content.Title.String())
		}
	}
	return faults.Err()
}
