package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// NewReport is what somebody says of a report that they start.
type NewReport struct {
	Issue int          // public number; 0 for an issue that is new
	Title council.Text // of the report; of the issue too where that is new
	Body  int          // before which it goes first
	Role  council.Role // what that body is to do
	Once  string       // of the form, so that a form sent twice starts one
}

func (n NewReport) check() error {
	var faults council.Faults
	if n.Title.IsZero() {
		faults.Add("title", "report.title.missing")
	}
	if n.Body == 0 {
		faults.Add("body", "report.body.missing")
	}
	if n.Role.Check() != nil {
		faults.Add("role", "report.role.missing")
	}
	return faults.Err()
}

// StartReport starts a report on an issue, with the sections that reports to the body are made of, and
// gives its number. A form that was sent before gives the report that it started.
func (r *Register) StartReport(ctx context.Context, v audience.Viewer, n NewReport) (number int, err error) {
	if err := n.check(); err != nil {
		return 0, err
	}
	if err := May(v, StartReport, n.Body); err != nil {
		return 0, err
	}
	if _, err := published[gazette.Body](ctx, r, n.Body); err != nil {
		return 0, err
	}
	issue := n.Issue
	if issue == 0 {
		// A form that is sent twice may take a number that is never used.
		if issue, err = r.press.Reserve(ctx, gazette.KindIssue, 1); err != nil {
			return 0, err
		}
	}
	err = r.do(ctx, v, StartReport, n.Body, func(ctx context.Context, t *turn) error {
		number, err = r.startReport(ctx, t, n, issue)
		return err
	})
	return number, err
}

func (r *Register) startReport(ctx context.Context, t *turn, n NewReport, issue int) (int, error) {
	// The number is taken first: whoever else starts a report waits for this act, and then finds it.
	number, err := t.tx.Next(ctx, Report{}.Kind())
	if err != nil {
		return 0, err
	}
	if before, err := find[Report](ctx, t, Query{Marks: []Mark{{"once", n.Once}}, Limit: 1}); err != nil || n.Once != "" && len(before) > 0 {
		if err != nil {
			return 0, err
		}
		return before[0].Number, nil
	}
	if n.Issue == 0 {
		_, err = keepDraft(ctx, t, issue, 0, gazette.Issue{Title: n.Title})
	} else {
		_, err = working[gazette.Issue](ctx, t, r, issue)
	}
	if council.IsNotFound(err) {
		var faults council.Faults
		faults.Add("issue", "report.issue.unknown", "Number", itoa(issue))
		return 0, faults.Err()
	}
	if err != nil {
		return 0, err
	}
	customs, err := t.bodyCustoms(ctx, n.Body)
	if err != nil {
		return 0, err
	}
	rep := Kept[Report]{Number: number, Content: Report{Issue: issue, Title: n.Title, Author: t.viewer.Account(), State: ReportDrafting, Once: n.Once,
		Route: []Stage{{Body: n.Body, Role: n.Role, Lead: customs.Content.Lead}}}}
	for _, heading := range customs.Content.Sections {
		if err := t.addSection(ctx, &rep, Section{Heading: heading}, len(rep.Content.Sections)); err != nil {
			return 0, err
		}
	}
	_, err = put(ctx, t, rep)
	return number, err
}

// addSection keeps a new section and puts it into the report, which it does not keep, at an index.
func (t *turn) addSection(ctx context.Context, rep *Kept[Report], s Section, at int) error {
	s.Report, s.Edition, s.InReport = rep.Number, 1, partOf(rep.Content)
	k, err := add(ctx, t, s)
	if err != nil {
		return err
	}
	rep.Content.Sections = slices.Insert(slices.Clone(rep.Content.Sections), at, k.Number)
	return t.keepVersion(ctx, k)
}

// keepVersion keeps what a section says now, for good.
func (t *turn) keepVersion(ctx context.Context, k Kept[Section]) error {
	s := k.Content
	_, err := add(ctx, t, SectionVersion{Section: k.Number, Edition: s.Edition, Heading: s.Heading, Prose: s.Prose, Own: s.Ground.Openness,
		Name: t.viewer.Name(), InReport: s.InReport})
	return err
}
