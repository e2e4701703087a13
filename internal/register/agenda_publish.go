package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

const urgentItem = deadline.UrgentItem

// Preview is exactly what publishing the agenda now would make public.
type Preview struct {
	Agenda    gazette.Agenda
	Documents map[int]gazette.Document // by number
	Issues    map[int]gazette.Issue    // by number, those of which something is new
	Account   gazette.MeetingAccount   // the meeting's page as it will be
	meeting   gazette.Meeting
	Blocks    []Due // what stands against publishing it now
}

// Preview shows what PublishAgenda would publish. It is made by the same steps.
func (r *Register) Preview(ctx context.Context, v audience.Viewer, meeting int) (p Preview, err error) {
	err = r.look(ctx, v, ArrangeAgenda, func(ctx context.Context, t *turn) error {
		w, err := r.agenda(ctx, t, meeting)
		if err != nil {
			return err
		}
		if err := t.may(w.Meeting.Body); err != nil {
			return err
		}
		if p, err = r.preview(ctx, t, w); err != nil {
			return err
		}
		p.Account, err = p.account(ctx, r, meeting)
		return err
	})
	return p, err
}

func (r *Register) preview(ctx context.Context, t *turn, w AgendaWork) (p Preview, err error) {
	p = Preview{meeting: w.Meeting, Agenda: ProjectAgenda(w, nextLabel(w.Agenda.Content), nil), Documents: map[int]gazette.Document{}}
	if p.Issues, err = r.issuesOf(ctx, t, w); err != nil {
		return p, err
	}
	for _, one := range w.Items {
		for _, k := range one.Papers {
			if k.Content.Withdrawn || k.Content.State != PaperReady {
				continue
			}
			d, err := ProjectPaper(k.Content, t.viewer, w.Reviews)
			if err != nil {
				return p, err
			}
			p.Documents[k.Number] = d
		}
	}
	if err := lawful(&w); err != nil {
		var u *Unlawful
		if !asUnlawful(err, &u) {
			return p, err
		}
		p.Blocks = u.Blocks
	}
	return p, nil
}

// nextLabel names the next edition: the agenda, then its supplements in order.
func nextLabel(a Agenda) council.Text {
	// One that was taken down gives its name to the one in its place; a release has a name of its own.
	standing := len(slices.DeleteFunc(a.Standing(), func(e PrintedEdition) bool { return e.Release }))
	if standing == 0 {
		return council.Text{En: "Agenda", Cy: "Agenda"}
	}
	n := itoa(standing)
	return council.Text{En: "Supplement " + n, Cy: "Atodiad " + n}
}

// PublishAgenda publishes the agenda, or a supplement to it, as it stands at the version that was looked
// at: the papers, the agenda and, at its first edition, the summons. It is *Unlawful where a rule of
// statute stands against it and no ground is recorded.
func (r *Register) PublishAgenda(ctx context.Context, v audience.Viewer, meeting, version int) error {
	body := r.bodyOf(ctx, meeting)
	return r.do(ctx, v, PublishAgenda, body, func(ctx context.Context, t *turn) error {
		w, err := r.agenda(ctx, t, meeting)
		if err != nil {
			return err
		}
		if w.Agenda.Version != version {
			return &Stale[Agenda]{Mine: w.Agenda.Content, Theirs: w.Agenda}
		}
		if err := fit(w); err != nil {
			return err
		}
		if err := t.cleared(ctx, w); err != nil {
			return err
		}
		if err := r.oldPapers(ctx, t, w); err != nil {
			return err
		}
		if err := lawful(&w); err != nil {
			return err
		}
		p, err := r.preview(ctx, t, w)
		if err != nil {
			return err
		}
		if err := t.sendAgenda(ctx, w, p); err != nil {
			return err
		}
		return t.printed(ctx, w)
	})
}

// fit is ErrInvalid where the agenda cannot be published as it is.
func fit(w AgendaWork) error {
	var faults council.Faults
	if len(w.Items) == 0 {
		faults.Add("items", "agenda.empty")
	}
	if len(w.Items) != len(w.Agenda.Content.Items) {
		faults.Add("items", "agenda.hidden") // whoever publishes must see all that they publish
	}
	for _, one := range w.Items {
		for _, p := range one.Papers {
			if p.Content.Withdrawn {
				continue
			}
			switch p.Content.State {
			case PaperReading:
				faults.Add("item-"+itoa(one.Number), "agenda.paper.reading", "Paper", p.Content.Title.String())
			case PaperRefused:
				faults.Add("item-"+itoa(one.Number), "agenda.paper.refused", "Paper", p.Content.Title.String())
			case PaperReady:
			}
		}
	}
	return faults.Err()
}

// cleared is ErrInvalid where a report that the agenda would publish was given to somebody to clear and
// is not cleared as it stands now. One of which nobody's clearance was asked needs none.
func (t *turn) cleared(ctx context.Context, w AgendaWork) error {
	var faults council.Faults
	for _, one := range w.Items {
		if one.Content.Report == 0 || one.Content.Printed {
			continue
		}
		rep, err := fetch[Report](ctx, t, one.Content.Report)
		if err != nil {
			return err
		}
		signs, err := t.signOffs(ctx, rep.Number)
		if err != nil {
			return err
		}
		state, err := t.clearance(ctx, rep)
		if err != nil {
			return err
		}
		if state == ReportWithdrawn || len(signs) > 0 && state != ReportCleared {
			faults.Add("item-"+itoa(one.Number), "agenda.report.uncleared", "Report", rep.Content.Title.String())
		}
	}
	return faults.Err()
}

// sendAgenda puts the editions into the outbox.
func (t *turn) sendAgenda(ctx context.Context, w AgendaWork, p Preview) error {
	var out []Outgoing
	add := func(kind gazette.Kind, number int, content any) error {
		o, err := edition(gazette.Subject{Kind: kind, Number: number}, content)
		out = append(out, o)
		return err
	}
	for _, n := range sortedKeys(p.Issues) {
		if err := add(gazette.KindIssue, n, p.Issues[n]); err != nil {
			return err
		}
		if err := t.dropDraft(ctx, n); err != nil {
			return err
		}
	}
	for _, n := range sortedKeys(p.Documents) {
		if err := add(gazette.KindDocument, n, p.Documents[n]); err != nil {
			return err
		}
	}
	if err := add(gazette.KindAgenda, w.Number, p.Agenda); err != nil {
		return err
	}
	if w.Meeting.State == council.Scheduled {
		w.Meeting.State = council.Summoned
		if err := add(gazette.KindMeeting, w.Number, w.Meeting); err != nil {
			return err
		}
	}
	if err := t.recallPacks(ctx, closed(p.Documents)...); err != nil {
		return err
	}
	if err := t.send(ctx, out...); err != nil {
		return err
	}
	return t.askPacks(ctx, w.Number)
}

// closed are the documents that the public is given no file of.
func closed(documents map[int]gazette.Document) (list []int) {
	for _, n := range sortedKeys(documents) {
		if documents[n].File == nil {
			list = append(list, n)
		}
	}
	return list
}

// issuesOf are the issues on the agenda of which something is new: drafted, or planned by a report.
func (r *Register) issuesOf(ctx context.Context, t *turn, w AgendaWork) (map[int]gazette.Issue, error) {
	issues := map[int]gazette.Issue{}
	for _, one := range w.Items {
		var rep *Report
		if one.Content.Report != 0 {
			k, err := fetch[Report](ctx, t, one.Content.Report)
			if err != nil {
				return nil, err
			}
			rep = &k.Content
		}
		for _, it := range one.Content.Issues {
			if _, done := issues[it.Issue]; done {
				continue
			}
			content, ok, err := r.issueFor(ctx, t, it.Issue, rep)
			if err != nil {
				return nil, err
			}
			if ok {
				issues[it.Issue] = content
			}
		}
	}
	return issues, nil
}

// printed remembers what has been published, so that numbers stay and members see it.
func (t *turn) printed(ctx context.Context, w AgendaWork) error {
	e := PrintedEdition{Label: nextLabel(w.Agenda.Content), On: council.DayOf(council.InLondon(t.at))}
	for _, one := range w.Items {
		if !one.Content.Printed {
			e.Added = append(e.Added, one.Number)
			one.Kept.Content.Printed = true
			if _, err := put(ctx, t, one.Kept); err != nil {
				return err
			}
		}
		for _, p := range one.Papers {
			if p.Content.Published && p.Content.tabledBefore(w.Meeting.Body) {
				continue
			}
			p.Content = p.Content.table(w.Meeting.Body)
			p.Content.Published = true
			if _, err := put(ctx, t, p); err != nil {
				return err
			}
		}
	}
	w.Agenda.Content.Editions = append(w.Agenda.Content.Editions[:len(w.Agenda.Content.Editions):len(w.Agenda.Content.Editions)], e)
	_, err := put(ctx, t, w.Agenda)
	return err
}
