package gazette

import (
	"context"
	"slices"
	"strconv"

	"moothall/internal/council"
)

// Names looks up what other subjects are called, for pages that are put together when they are
// read. The first thing that goes wrong is kept for Err.
type Names struct{ c *composer }

// NamesIn looks names up in the record.
func NamesIn(ctx context.Context, src Record) Names { return Names{&composer{ctx: ctx, src: src}} }

// Err is the first error of the record.
func (n Names) Err() error { return n.c.err }

func orNil(n Named) *Named {
	if n.Number == 0 {
		return nil
	}
	return &n
}

// Body is a body as it was called on the day; nil for number 0.
func (n Names) Body(number int, on council.Day) *Named { return orNil(n.c.body(number, on)) }

// Person is a person; nil for number 0.
func (n Names) Person(number int) *Named { return orNil(n.c.person(number)) }

// Issue is an issue; nil for number 0.
func (n Names) Issue(number int) *Named { return orNil(n.c.issue(number)) }

// Wards are wards in the order given.
func (n Names) Wards(numbers []int) []Named { return n.c.wards(numbers) }

// Documents are documents in the order given.
func (n Names) Documents(numbers []int) []DocumentLine { return n.c.documents(numbers) }

// Packed are the papers of a pack, with their page numbers in it.
func (n Names) Packed(p Pack) []DocumentLine {
	var list []DocumentLine
	for _, paper := range p.Papers {
		line := n.c.document(paper.Document)
		line.From, line.To = paper.From, paper.To
		list = append(list, line)
	}
	return list
}

// LimbAnchor is the place of a limb, counted from 1, on the pages of its meeting and issues.
func LimbAnchor(item, limb int) string {
	return "item-" + strconv.Itoa(item) + "-limb-" + strconv.Itoa(limb)
}

// PointAnchor is the place of a point raised, counted from 1.
func PointAnchor(item, point int) string {
	return "item-" + strconv.Itoa(item) + "-point-" + strconv.Itoa(point)
}

// Place adds the places at which a meeting had the document, and the issues it belongs to there.
func (p *DocumentPage) Place(m MeetingAccount) {
	has := func(list []DocumentLine) bool {
		return slices.ContainsFunc(list, func(d DocumentLine) bool { return d.Number == p.Number })
	}
	known := func(item int) bool {
		return slices.ContainsFunc(p.Items, func(pl DocumentPlace) bool { return pl.Meeting.Number == m.Number && pl.Item == item })
	}
	if has(m.Documents) && !known(0) {
		p.Items = append(p.Items, DocumentPlace{Meeting: m.Line()})
	}
	for _, it := range m.Items {
		if has(it.Documents) && !known(it.Number) {
			p.Items = append(p.Items, DocumentPlace{Meeting: m.Line(), Item: it.Number, Printed: it.Printed, Title: it.Title})
			for _, i := range it.Issues {
				p.Belongs(i)
			}
		}
	}
}

// Belongs adds an issue that the document belongs to, once.
func (p *DocumentPage) Belongs(issue Named) {
	if !slices.ContainsFunc(p.Issues, func(i Named) bool { return i.Number == issue.Number }) {
		p.Issues = append(p.Issues, issue)
	}
}

// Add counts n attendances of a presence. Expected says whether the person held a voting seat.
func (a *AttendanceCount) Add(p council.Presence, expected bool, n int) {
	if expected {
		a.Expected += n
	}
	switch {
	case p == council.Substitute:
		a.AsSubstitute += n
	case p == council.InAttendance || !expected && p != council.Apologies && p != council.Absent:
		a.InAttendance += n
	case p == council.Present:
		a.Present += n
	case p == council.Remote:
		a.Remote += n
	case p == council.Apologies && expected:
		a.Apologies += n
	case p == council.Absent && expected:
		a.Absent += n
	}
}
