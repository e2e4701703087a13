package register

import (
	"context"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// ActionsPaper is how the report on a body's actions is worded.
type ActionsPaper struct {
	Title, Purpose, Asked council.Text
	// Write writes the actions in a language, in the markup of package paper/markup.
	Write func(list []ActionWork, l council.Language) string
}

// endedLately is for how many days an action that is over is reported to the body that asked for it.
const endedLately = 120

// AddActionsReport puts on a meeting's agenda a report on what the body has asked for: the actions that are
// to be done and those that ended lately, printed as they stand now. It gives the item's public number. What
// is kept from the public is not in it. Where there is nothing to report it is *council.Faults.
func (r *Register) AddActionsReport(ctx context.Context, v audience.Viewer, meeting int, p ActionsPaper) (item int, err error) {
	if r.printer == nil {
		return 0, council.Invalid("there is nothing to print the actions of meeting %d with", meeting)
	}
	m, err := published[gazette.Meeting](ctx, r, meeting)
	if err != nil {
		return 0, err
	}
	if err := May(v, ArrangeAgenda, m.Body); err != nil {
		return 0, err
	}
	list, err := r.reported(ctx, v, m.Body)
	if err != nil {
		return 0, err
	}
	papers, err := r.printActions(ctx, m, list, p)
	if err != nil {
		return 0, err
	}
	first, err := r.press.Reserve(ctx, gazette.KindDocument, len(papers))
	if err != nil {
		return 0, err
	}
	if item, err = r.press.Reserve(ctx, gazette.KindItem, 1); err != nil {
		return 0, err
	}
	return item, r.arrange(ctx, v, meeting, -1, func(ctx context.Context, t *turn, a *Kept[Agenda]) error {
		one := Item{Meeting: meeting, Body: m.Body, Title: p.Title, Purpose: p.Purpose, Asked: []gazette.Ask{{Text: p.Asked}}}
		for i, paper := range papers {
			if _, err := put(ctx, t, Kept[Paper]{Number: first + i, Content: paper}); err != nil {
				return err
			}
			one.Papers = append(one.Papers, first+i)
		}
		return t.place(ctx, a, item, one, len(a.Content.Items))
	})
}

// reported are the open actions of a body that are reported to it.
func (r *Register) reported(ctx context.Context, v audience.Viewer, body int) (list []ActionWork, err error) {
	all, err := r.Actions(ctx, v, ActionQuery{Body: body})
	since := council.DayOf(council.InLondon(r.now())).Add(-endedLately)
	for _, a := range all {
		if a.Content.Lock().IsOpen() && (a.Content.End == "" || !a.Content.Ended.Before(since)) {
			list = append(list, a)
		}
	}
	var faults council.Faults
	if err == nil && len(list) == 0 {
		faults.Add("actions", "action.report.none")
	}
	if err != nil {
		return nil, err
	}
	return list, faults.Err()
}

// printActions prints the report in each language in which the body has a name.
func (r *Register) printActions(ctx context.Context, m gazette.Meeting, list []ActionWork, p ActionsPaper) (papers []Paper, err error) {
	body, err := published[gazette.Body](ctx, r, m.Body)
	if err != nil {
		return nil, err
	}
	for _, l := range []council.Language{council.English, council.Welsh} {
		name, in := body.NameOn(m.Day).In(l)
		if in != l {
			continue
		}
		title, _ := p.Title.In(l)
		purpose, _ := p.Purpose.In(l)
		asked, _ := p.Asked.In(l)
		w := Written{Lang: l, Title: title, Body: name, Day: m.Day, Purpose: purpose, Asked: []string{asked},
			Parts: []WrittenPart{{Heading: title, HeadingLang: l, Prose: p.Write(list, l), ProseLang: l}}}
		print, err := r.printer(ctx, w)
		if err != nil {
			return nil, err
		}
		paper := Paper{Title: council.InEnglish(title), Of: council.Report, Body: m.Body, Language: l, Brought: print.SHA256, SHA256: print.SHA256,
			Name: audience.Seal(fileName(title)), Size: print.Size, Type: "application/pdf", Pages: print.Pages, Text: audience.Seal(strings.Join(print.Text, "\f")),
			HTML: audience.Seal(print.HTML), State: PaperReady, From: w.digest()}
		if l == council.Welsh {
			paper.Title = council.Text{Cy: title}
		}
		papers = append(papers, paper)
	}
	return papers, nil
}
