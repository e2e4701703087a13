package desk

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// itemView is an item's form.
type itemView struct {
	*visit
	register.ItemWork
	form   *page.Form
	issues []page.Choice
	may    bool
	theirs *register.Kept[register.Item]
	// private is what only members of the body and officers may read, opened for this viewer.
	private council.Text
}

func itemPath(number int) string { return fmt.Sprintf("/desk/items/%d", number) }

func (d *Desk) showNewItem(w *reply, v *visit) error {
	view := itemView{visit: v, form: v.fresh("kind", "business", "openness", string(council.Open)), may: true}
	return w.page(d.itemFrame(v, v.number, v.words.T("desk.item.new")), itemPage(view))
}

func (d *Desk) saveNewItem(w *reply, v *visit) error {
	form := v.filled()
	item := readItem(form, register.Item{})
	if !form.Failed() {
		number, err := d.register.AddItem(v.ctx, v.viewer, v.number, item)
		if err == nil {
			return w.see(agendaPath(v.number) + "#item-" + strconv.Itoa(number))
		}
		if !form.Take(err) {
			return err
		}
	}
	return w.again(d.itemFrame(v, v.number, v.words.T("desk.item.new")), itemPage(itemView{visit: v, form: form, may: true}))
}

// showItem shows an item of an agenda in the making to whoever may see it, as a form to whoever may
// change it.
func (d *Desk) showItem(w *reply, v *visit) error {
	view, err := d.itemView(v)
	if err != nil {
		return err
	}
	view.form = itemForm(v, view)
	return w.page(d.itemFrame(v, view.Content.Meeting, v.words.Plain(view.Content.Title)), itemPage(view))
}

func (d *Desk) itemView(v *visit) (itemView, error) {
	work, err := d.register.Item(v.ctx, v.viewer, v.number)
	view := itemView{visit: v, ItemWork: work, form: v.fresh()}
	if err != nil {
		return view, err
	}
	view.may = register.May(v.viewer, register.ArrangeAgenda, work.Content.Body) == nil
	view.private, err = work.Content.Private.Open(v.viewer, work.Content.Lock())
	return view, err
}

// itemForm is the form with an item's values in it.
func itemForm(v *visit, view itemView) *page.Form {
	c := view.Content
	pairs := []string{"version", strconv.Itoa(view.Version), "title", c.Title.En, "title-cy", c.Title.Cy, "purpose", c.Purpose.En, "purpose-cy", c.Purpose.Cy,
		"lead", c.Lead, "asked", askedText(c.Asked, council.English), "asked-cy", askedText(c.Asked, council.Welsh),
		"references", strings.Join(c.References, ", "), "contact", contactText(c.Contacts),
		"openness", string(openness(c.Ground)), "reason", c.Ground.Reason.En, "reason-cy", c.Ground.Reason.Cy, "by", c.Ground.By, "review", v.words.Day(c.Ground.Review),
		"private", view.private.En, "private-cy", view.private.Cy}
	pairs = append(pairs, "kind", kindOfItem(c))
	if c.Key {
		pairs = append(pairs, "key", "yes")
	}
	for _, p := range c.Ground.Paragraphs {
		pairs = append(pairs, "paragraphs", strconv.Itoa(p))
	}
	for _, i := range c.Issues {
		pairs = append(pairs, "issue", strconv.Itoa(i.Issue), "role", string(i.Role))
	}
	return v.fresh(pairs...)
}

// kindOfItem is what the form calls an item: business, procedural or a heading.
func kindOfItem(c register.Item) string {
	switch {
	case c.Heading:
		return "heading"
	case c.Procedural:
		return "procedural"
	}
	return "business"
}

func openness(g audience.Ground) council.Openness {
	if g.IsOpen() {
		return council.Open
	}
	return g.Openness
}

// askedText is what a body is asked, a limb a line.
func askedText(asked []gazette.Ask, l council.Language) string {
	var lines []string
	for _, a := range asked {
		text := a.Text.En
		if l == council.Welsh {
			text = a.Text.Cy
		}
		if a.Label != "" && text != "" {
			text = a.Label + " " + text
		}
		lines = append(lines, text)
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// readAsked reads limbs, one a line. A label at a line's beginning, "a)" or "(1)", is the limb's own;
// limbs without one are lettered where there are several.
func readAsked(en, cy string) []gazette.Ask {
	english, welsh := lines(en), lines(cy)
	var asked []gazette.Ask
	for i := range max(len(english), len(welsh)) {
		a := gazette.Ask{}
		if i < len(english) {
			a.Label, a.Text.En = cutLabel(english[i])
		}
		if i < len(welsh) {
			label, text := cutLabel(welsh[i])
			a.Text.Cy = text
			if a.Label == "" {
				a.Label = label
			}
		}
		asked = append(asked, a)
	}
	if len(asked) > 1 {
		for i := range asked {
			if asked[i].Label == "" {
				asked[i].Label = string(rune('a'+i%26)) + ")"
			}
		}
	}
	return asked
}

func lines(s string) []string {
	var list []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// cutLabel takes "a)", "(1)" or "(iv)" off the beginning of a limb.
func cutLabel(line string) (label, text string) {
	first, rest, ok := strings.Cut(line, " ")
	if ok && len(first) <= 6 && strings.HasSuffix(first, ")") {
		return first, strings.TrimSpace(rest)
	}
	return "", line
}

// contactText is officers whom a reader may ask: "Name, telephone, email", one a line.
func contactText(contacts []gazette.Contact) string {
	var lines []string
	for _, c := range contacts {
		var parts []string
		for _, p := range []string{c.Name, c.Telephone, c.Email} {
			if p != "" {
				parts = append(parts, p)
			}
		}
		lines = append(lines, strings.Join(parts, ", "))
	}
	return strings.Join(lines, "\n")
}

func readContacts(s string) []gazette.Contact {
	var list []gazette.Contact
	for _, line := range lines(s) {
		var c gazette.Contact
		for part := range strings.SplitSeq(line, ",") {
			part = strings.TrimSpace(part)
			switch {
			case strings.Contains(part, "@"):
				c.Email = part
			case strings.ContainsAny(part, "0123456789"):
				c.Telephone = part
			case c.Name == "":
				c.Name = part
			default:
				c.Name += ", " + part
			}
		}
		list = append(list, c)
	}
	return list
}

// readItem takes an item from the form, over what is not in the form.
func readItem(f *page.Form, item register.Item) register.Item {
	item.Title, item.Purpose, item.Lead = f.Pair("title"), f.Pair("purpose"), strings.TrimSpace(f.Value("lead"))
	item.Heading, item.Procedural, item.Key = f.Value("kind") == "heading", f.Value("kind") == "procedural", f.Value("key") == "yes"
	item.Asked = readAsked(f.Value("asked"), f.Value("asked-cy"))
	item.References, item.Contacts = readList(f.Value("references")), readContacts(f.Value("contact"))
	item.Issues = readIssues(f)
	item.Ground = readGround(f)
	item.Private = register.Sealed(f.Pair("private"))
	return item
}

func readList(s string) []string {
	var list []string
	for one := range strings.SplitSeq(s, ",") {
		if one = strings.TrimSpace(one); one != "" {
			list = append(list, one)
		}
	}
	return list
}

// readIssues reads which issues an item brings: their public numbers, with commas between.
func readIssues(f *page.Form) []gazette.ItemIssue {
	var list []gazette.ItemIssue
	for _, typed := range f.Values("issue") {
		for _, one := range readList(typed) {
			n, err := strconv.Atoi(one)
			if err != nil || n < 1 {
				f.Fail("issue", f.Words.Say("desk.item.issue.unknown", "Number", one))
				continue
			}
			role := council.Role(f.Value("role"))
			if role.Check() != nil {
				role = council.Decide
			}
			list = append(list, gazette.ItemIssue{Issue: n, Role: role})
		}
	}
	return list
}

// readGround reads why something is kept from the public.
func readGround(f *page.Form) audience.Ground {
	g := audience.Ground{Openness: council.Openness(f.Value("openness"))}
	if g.IsOpen() {
		return audience.Ground{}
	}
	for _, p := range f.Values("paragraphs") {
		if n, err := strconv.Atoi(p); err == nil {
			g.Paragraphs = append(g.Paragraphs, n)
		}
	}
	if g.Openness == council.Confidential {
		g.Paragraphs = nil
	}
	g.Reason, g.By, g.Review = f.Pair("reason"), strings.TrimSpace(f.Value("by")), f.Day("review", f.Words.T("ground.review"))
	return g
}

func (d *Desk) saveItem(w *reply, v *visit) error {
	view, err := d.itemView(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	item := readItem(view.form, view.Content)
	if !view.form.Failed() {
		err := d.register.ChangeItem(v.ctx, v.viewer, v.number, v.version(), item)
		var stale *register.Stale[register.Item]
		switch {
		case err == nil:
			return w.done(agendaPath(view.Content.Meeting), "saved")
		case errors.As(err, &stale):
			view.theirs = &stale.Theirs
			theirs := itemView{ItemWork: register.ItemWork{Kept: stale.Theirs}}
			if theirs.private, err = stale.Theirs.Content.Private.Open(v.viewer, stale.Theirs.Content.Lock()); err != nil {
				return err
			}
			view.form = v.together(itemForm(v, theirs))
		case !view.form.Take(err):
			return err
		}
	}
	return w.again(d.itemFrame(v, view.Content.Meeting, v.words.Plain(view.Content.Title)), itemPage(view))
}

// removeItem takes an item off the agenda, or withdraws it with its reason where it was published.
func (d *Desk) removeItem(w *reply, v *visit) error {
	view, err := d.itemView(v)
	if err != nil {
		return err
	}
	err = d.register.RemoveItem(v.ctx, v.viewer, view.Content.Meeting, v.number, v.filled().Pair("reason"))
	if err == nil {
		return w.done(agendaPath(view.Content.Meeting), "removed")
	}
	sent := v.filled()
	view.form = itemForm(v, view)
	if !sent.Take(err) {
		return err
	}
	view.form.Fail("withdraw-reason", sent.Fault("reason"))
	return w.again(d.itemFrame(v, view.Content.Meeting, v.words.Plain(view.Content.Title)), itemPage(view))
}

func (d *Desk) itemFrame(v *visit, meeting int, title string) page.Frame {
	return d.frame(v, page.Frame{Title: title, Section: "meetings", Crumbs: []page.Crumb{{Name: v.words.T("desk.nav.home"), Path: "/desk"},
		{Name: v.words.T("desk.meetings"), Path: "/desk/meetings"}, {Name: v.words.T("desk.agenda"), Path: agendaPath(meeting)}}})
}

// roleChoices are what a body may be asked to do with an issue.
func roleChoices(w *page.Words) []page.Choice {
	var list []page.Choice
	for _, r := range []council.Role{council.Decide, council.Recommend, council.Scrutinise, council.Consult, council.Note} {
		list = append(list, page.Choice{Value: string(r), Label: w.Role(r)})
	}
	return list
}

// paragraphChoices are the paragraphs of Schedule 12A.
func paragraphChoices(w *page.Words) []page.Choice {
	var list []page.Choice
	for n := 1; n <= audience.LastParagraph; n++ {
		number := strconv.Itoa(n)
		list = append(list, page.Choice{Value: number, Label: number + ". " + w.T("ground.paragraph."+number)})
	}
	return list
}
