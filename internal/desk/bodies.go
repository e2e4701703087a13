package desk

import (
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// bodyLine is a body in the desk's list: published, drafted, or both.
type bodyLine struct {
	number  int
	name    council.Text
	kind    council.BodyKind
	ended   bool
	drafted bool
	public  bool
}

// showBodies lists every body, with those that are not published yet.
func (d *Desk) showBodies(w *reply, v *visit) error {
	lines, err := d.bodyLines(v)
	if err != nil {
		return err
	}
	return w.page(d.frame(v, page.Frame{Title: v.words.T("desk.bodies"), Section: "bodies"}), bodiesPage(v, lines))
}

func (d *Desk) bodyLines(v *visit) ([]bodyLine, error) {
	public, err := d.record.Bodies(v.ctx, d.today())
	if err != nil {
		return nil, err
	}
	drafts, err := d.register.BodyDrafts(v.ctx, v.viewer)
	if err != nil {
		return nil, err
	}
	at := map[int]int{}
	var lines []bodyLine
	for _, b := range public {
		at[b.Body.Number] = len(lines)
		lines = append(lines, bodyLine{number: b.Body.Number, name: b.Body.Name, kind: b.Kind, ended: b.Ended, public: true})
	}
	for _, k := range drafts {
		i, ok := at[k.Number]
		if !ok {
			i, lines = len(lines), append(lines, bodyLine{number: k.Number})
		}
		lines[i].name, lines[i].kind, lines[i].drafted = k.Content.Content.Name, k.Content.Content.Kind, true
	}
	return lines, nil
}

// kindChoices are the kinds of body to choose from.
func kindChoices(w *page.Words) []page.Choice {
	var list []page.Choice
	for _, k := range council.BodyKinds() {
		list = append(list, page.Choice{Value: string(k), Label: w.BodyKind(k)})
	}
	return list
}

// readBody takes a body from the form, over what is not in the form.
func readBody(f *page.Form, body gazette.Body) gazette.Body {
	body.Name = f.Pair("name")
	if body.Name.IsZero() {
		f.Need("name", f.Words.T("desk.body.name"))
	}
	body.Kind = council.BodyKind(f.Value("kind"))
	if body.Kind.Check() != nil {
		f.Fail("kind", f.Words.Say("form.needed", "Name", f.Words.T("desk.body.kind")))
	}
	body.Quorum = f.Whole("quorum", f.Words.T("desk.body.quorum"), 1, 200)
	body.Seats = f.Whole("seats", f.Words.T("desk.body.seats"), 1, 200)
	body.Email = f.Value("email")
	body.From = f.Day("from", f.Words.T("desk.body.from"))
	body.To = f.Day("to", f.Words.T("desk.body.to"))
	return body
}
