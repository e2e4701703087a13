package desk

import (
	"slices"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

// paperKinds are the kinds of document that are brought as papers; others the desk makes itself.
func paperKinds(w *page.Words) []page.Choice {
	var list []page.Choice
	for _, k := range []council.DocumentKind{council.Report, council.Appendix, council.Background, council.Presentation} {
		list = append(list, page.Choice{Value: string(k), Label: w.DocumentKind(k)})
	}
	return list
}

func languageChoices(w *page.Words) []page.Choice {
	return []page.Choice{{Value: string(council.English), Label: w.T("papers.language.en")}, {Value: string(council.Welsh), Label: w.T("papers.language.cy")},
		{Value: "", Label: w.T("desk.paper.language.both")}}
}

// twinChoices are the open papers of which one may be the open version.
func (v paperView) twinChoices() []page.Choice {
	list := []page.Choice{{Value: "0", Label: v.words.T("desk.paper.twin.none")}}
	for _, k := range v.Twins {
		list = append(list, page.Choice{Value: strconv.Itoa(k.Number), Label: v.words.Plain(k.Content.Title)})
	}
	return list
}

// settleable are the reasons that go away when the program settles what the authors have not.
var settleable = []string{"paper.fault.comment", "paper.fault.change", "paper.fault.hidden"}

// canSettle says whether the file would be fit if that was settled.
func (v paperView) canSettle() bool {
	return len(v.Faults) > 0 && !slices.ContainsFunc(v.Faults, func(f register.PaperFault) bool {
		return f.Key != "paper.fault.more" && !slices.Contains(settleable, f.Key)
	})
}

// faultText is why a file was refused: what was found, where, and what to do about it.
func faultText(w *page.Words, f register.PaperFault) string {
	text := w.T(f.Key)
	if len(f.Args) > 0 && !w.Has(f.Key) {
		text = w.Say(f.Key, f.Args...)
	}
	args := map[string]string{}
	for i := 0; i+1 < len(f.Args); i += 2 {
		args[f.Args[i]] = f.Args[i+1]
	}
	var at []string
	if args["Page"] != "" {
		at = append(at, w.Say("desk.paper.page", "Number", args["Page"]))
	}
	if args["Paragraph"] != "" {
		at = append(at, w.Say("desk.paper.paragraph", "Number", args["Paragraph"]))
	}
	if args["Text"] != "" {
		at = append(at, "“"+args["Text"]+"”")
	}
	if len(at) > 0 {
		text += " (" + strings.Join(at, ", ") + ")"
	}
	return text
}

// paperFacts are a file's pages and size.
func paperFacts(w *page.Words, p register.Paper) string {
	var facts []string
	if p.Pages > 0 {
		facts = append(facts, w.Count("papers.pages", p.Pages))
	}
	if p.Size > 0 {
		facts = append(facts, w.Size(p.Size))
	}
	return strings.Join(facts, ", ")
}

// paperTag is the colour of a paper's state.
func paperTag(p register.Paper) string {
	switch {
	case p.Withdrawn:
		return "govuk-tag--grey"
	case p.State == register.PaperReady:
		return "govuk-tag--green"
	case p.State == register.PaperRefused:
		return "govuk-tag--red"
	}
	return "govuk-tag--blue"
}

// stateKey names a paper's state in messages.
func stateKey(p register.Paper) string {
	if p.Withdrawn {
		return "desk.paper.state.withdrawn"
	}
	return "desk.paper.state." + string(p.State)
}
