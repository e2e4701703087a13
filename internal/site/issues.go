package site

import (
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// issuesView is what the list of issues shows.
type issuesView struct {
	words    *page.Words
	lines    []gazette.IssueLine
	total    int
	asked    gazette.Question
	statuses []gazette.StatusKind
	pages    page.Pages
}

// statuses are those that a register can be narrowed to, in the order of an issue's life.
func statuses() []gazette.StatusKind {
	return []gazette.StatusKind{gazette.StatusPlanned, gazette.StatusConsidered, gazette.StatusRecommended,
		gazette.StatusDecided, gazette.StatusRejected, gazette.StatusDeferred, gazette.StatusWithdrawn, gazette.StatusNew}
}

// issuesData is the list of issues as data.
type issuesData struct {
	Total  int                 `json:"total"`
	Page   int                 `json:"page"`
	Issues []gazette.IssueLine `json:"issues"`
}

const issuesPerPage = 25

// showIssues lists issues, those last considered first.
func (s *Site) showIssues(w *reply, v *visit) error {
	asked, err := v.askIssues()
	if err != nil {
		return err
	}
	lines, total, err := s.record.Issues(v.ctx, asked)
	if err != nil {
		return err
	}
	if len(lines) == 0 && asked.Page > 1 {
		return council.ErrNotFound
	}
	if v.json {
		return w.json(issuesData{Total: total, Page: asked.Page, Issues: lines})
	}
	view := issuesView{words: v.words, lines: lines, total: total, asked: asked, statuses: statuses(),
		pages: v.pages(asked.Page, total, issuesPerPage)}
	return w.page(s.frame(v, page.Frame{Title: v.words.T("issues.title"), Section: "issues", JSON: true}), issuesPage(view))
}

// askIssues reads the question from the address.
func (v *visit) askIssues() (gazette.Question, error) {
	choices := []string{""}
	for _, k := range statuses() {
		choices = append(choices, string(k))
	}
	status, err := v.choice("status", choices...)
	if err != nil {
		return gazette.Question{}, err
	}
	number, err := v.whole("page", 1, 1_000_000, 1)
	if err != nil {
		return gazette.Question{}, err
	}
	return gazette.Question{Words: v.text("words"), Status: gazette.StatusKind(status), Page: number, PerPage: issuesPerPage}, nil
}

// pages are the links between the pages of a long list.
func (v *visit) pages(current, total, perPage int) page.Pages {
	return page.NewPages(current, total, perPage, func(n string) string {
		if n == "1" {
			n = ""
		}
		return v.words.Path(v.path + v.with("page", n))
	})
}
