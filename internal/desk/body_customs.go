package desk

import (
	"errors"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// customsView is the form for how one body does things.
type customsView struct {
	*visit
	form  *page.Form
	name  string
	stale bool
}

func (d *Desk) showBodyCustoms(w *reply, v *visit) error {
	view, k, err := d.customsView(v)
	if err != nil {
		return err
	}
	view.form = bodyCustomsForm(v, k)
	return w.page(d.bodyFrame(v, v.words.T("desk.body.customs")), bodyCustomsPage(view))
}

// bodyCustomsForm is the form with what a body does in it.
func bodyCustomsForm(v *visit, k register.Kept[register.BodyCustoms]) *page.Form {
	c := k.Content
	return v.fresh("version", strconv.Itoa(k.Version), "standing", standingLines(c.Standing), "numbers", string(c.Numbers), "lead", c.Lead,
		"sections", pairLines(c.Sections), "notice", number(c.Notice), "reports", number(c.Reports), "place", c.Place.En, "place-cy", c.Place.Cy, "starts", string(c.Starts),
		"named-vote", number(c.NamedVote), "phrases", pairLines(c.Phrases))
}

func (d *Desk) customsView(v *visit) (customsView, register.Kept[register.BodyCustoms], error) {
	view := customsView{visit: v}
	b, err := d.register.Body(v.ctx, v.viewer, v.number)
	if err != nil {
		return view, register.Kept[register.BodyCustoms]{}, err
	}
	view.name = v.words.Plain(b.Content.Content.Name)
	k, err := d.register.BodyCustoms(v.ctx, v.viewer, v.number)
	return view, k, err
}

func (d *Desk) saveBodyCustoms(w *reply, v *visit) error {
	view, k, err := d.customsView(v)
	if err != nil {
		return err
	}
	view.form = v.filled()
	c := readBodyCustoms(view.form, k.Content)
	if !view.form.Failed() {
		err := d.register.ChangeBodyCustoms(v.ctx, v.viewer, v.number, v.version(), c)
		switch {
		case err == nil:
			return w.done(bodyPath(v.number), "customs")
		case errors.Is(err, council.ErrConflict):
			view.stale, view.form = true, v.together(bodyCustomsForm(v, k))
		case !view.form.Take(err):
			return err
		}
	}
	return w.again(d.bodyFrame(v, v.words.T("desk.body.customs")), bodyCustomsPage(view))
}

// mostNotice is how many days of its own a body may ask for.
const mostNotice = 60

func readBodyCustoms(f *page.Form, c register.BodyCustoms) register.BodyCustoms {
	c.Standing = readStanding(f.Value("standing"))
	c.Numbers = register.NumberStyle(f.Value("numbers"))
	c.Lead = strings.TrimSpace(f.Value("lead"))
	c.Sections, c.Phrases = readPairs(f.Value("sections")), readPairs(f.Value("phrases"))
	c.NamedVote = f.Whole("named-vote", f.Words.T("desk.body.named-vote"), 0, mostNotice)
	c.Notice = f.Whole("notice", f.Words.T("desk.body.notice"), 1, mostNotice)
	c.Reports = f.Whole("reports", f.Words.T("desk.body.reports"), 1, mostNotice)
	c.Place, c.Starts = f.Pair("place"), f.Clock("starts", f.Words.T("desk.rule.starts"))
	return c
}

func filledLines(s string) []string {
	var list []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// pairOf is the text in both languages that stands in two of the parts of a line.
func pairOf(parts []string, first int) council.Text {
	at := func(i int) string {
		if i >= len(parts) {
			return ""
		}
		return strings.TrimSpace(parts[i])
	}
	return council.Text{En: at(first), Cy: at(first + 1)}
}

// readPairs reads texts, one a line, the Welsh after |.
func readPairs(s string) []council.Text {
	var list []council.Text
	for _, line := range filledLines(s) {
		list = append(list, pairOf(strings.Split(line, "|"), 0))
	}
	return list
}

func pairLines(list []council.Text) string {
	var lines []string
	for _, t := range list {
		lines = append(lines, strings.TrimRight(t.En+" | "+t.Cy, " |"))
	}
	return strings.Join(lines, "\n")
}

// readStanding reads the standing items, one a line: title, title in Welsh, purpose, purpose in Welsh,
// with | between. Before it may stand # for a heading, > for one that comes after the reports, and a -
// for each step that a sub-item goes down.
func readStanding(s string) []register.StandingItem {
	var list []register.StandingItem
	for _, line := range filledLines(s) {
		var it register.StandingItem
		for line != "" && strings.ContainsRune("#>- ", rune(line[0])) {
			switch line[0] {
			case '#':
				it.Heading = true
			case '>':
				it.After = true
			case '-':
				it.Depth++
			}
			line = line[1:]
		}
		parts := strings.Split(line, "|")
		it.Title, it.Purpose = pairOf(parts, 0), pairOf(parts, 2)
		list = append(list, it)
	}
	return list
}

// standingLines writes what readStanding reads.
func standingLines(list []register.StandingItem) string {
	var lines []string
	for _, it := range list {
		mark := strings.Repeat("-", it.Depth)
		if it.Heading {
			mark = "#" + mark
		}
		if it.After {
			mark = ">" + mark
		}
		line := strings.Join([]string{it.Title.En, it.Title.Cy, it.Purpose.En, it.Purpose.Cy}, " | ")
		lines = append(lines, strings.TrimSpace(mark+" "+strings.TrimRight(line, " |")))
	}
	return strings.Join(lines, "\n")
}

// numberChoices are the styles of numbering to choose from.
func numberChoices(w *page.Words) []page.Choice {
	var list []page.Choice
	for _, s := range register.NumberStyles() {
		list = append(list, page.Choice{Value: string(s), Label: w.T("desk.body.numbers." + string(s) + "style")})
	}
	return list
}
