package site

import (
	"slices"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
)

// bodiesView is what the list of bodies shows.
type bodiesView struct {
	words  *page.Words
	groups []bodyGroup
	former []gazette.BodyLine
	names  map[int]council.Text
}

// bodyGroup is the bodies of one kind that exist.
type bodyGroup struct {
	kind  council.BodyKind
	lines []gazette.BodyLine
}

// anchor is the group's place on the page: "kind-scrutiny".
func (g bodyGroup) anchor() string { return "kind-" + string(g.kind) }

// bodiesData is the list of bodies as data.
type bodiesData struct {
	On     council.Day        `json:"on"`
	Bodies []gazette.BodyLine `json:"bodies"`
}

// showBodies lists the bodies of the council by their kinds, with the next meeting of each.
func (s *Site) showBodies(w *reply, v *visit) error {
	today := s.today()
	lines, err := s.record.Bodies(v.ctx, today)
	if err != nil {
		return err
	}
	lines = slices.DeleteFunc(lines, func(l gazette.BodyLine) bool { return l.Kind == council.OutsideBody })
	w.daily = true
	if v.json {
		return w.json(bodiesData{On: today, Bodies: lines})
	}
	view := bodiesView{words: v.words, names: map[int]council.Text{}}
	for _, line := range lines {
		view.names[line.Body.Number] = line.Body.Name
		if line.Ended {
			view.former = append(view.former, line)
			continue
		}
		view.add(line)
	}
	return w.page(s.frame(v, page.Frame{Title: v.words.T("bodies.title"), Section: "bodies", JSON: true}), bodiesPage(view))
}

// add puts a body among those of its kind. Lines come in the order of kinds.
func (d *bodiesView) add(line gazette.BodyLine) {
	i := slices.IndexFunc(d.groups, func(g bodyGroup) bool { return g.kind == line.Kind })
	if i < 0 {
		i = len(d.groups)
		d.groups = append(d.groups, bodyGroup{kind: line.Kind})
	}
	d.groups[i].lines = append(d.groups[i].lines, line)
}

// bodiesOfKind is the heading over the bodies of a kind.
func bodiesOfKind(w *page.Words, kind council.BodyKind) string {
	switch kind {
	case council.FullCouncil:
		return w.T("bodies.council")
	case council.Cabinet:
		return w.T("bodies.cabinet")
	case council.Scrutiny:
		return w.T("bodies.scrutiny")
	case council.AreaCommittee:
		return w.T("bodies.area")
	case council.Regulatory:
		return w.T("bodies.regulatory")
	case council.OtherCommittee:
		return w.T("bodies.committees")
	case council.Panel:
		return w.T("bodies.panels")
	case council.Board:
		return w.T("bodies.boards")
	case council.PartnershipBody:
		return w.T("bodies.partnerships")
	case council.OutsideBody:
	}
	return w.BodyKind(kind)
}
