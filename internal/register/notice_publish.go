package register

import (
	"context"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
)

// NoticeRules are the rules of which a meeting's notices are made and published here.
func NoticeRules() []deadline.RuleID {
	return []deadline.RuleID{deadline.PrivateFirst, deadline.PrivateSecond, deadline.GeneralException, deadline.SpecialUrgency}
}

// CheckNotice is ErrInvalid where a notice cannot be published as it is: without its reasons, a second
// time, or the second notice of a private meeting before the first.
func (r *Register) CheckNotice(ctx context.Context, v audience.Viewer, n Notice) error {
	return r.look(ctx, v, PublishNotice, func(ctx context.Context, t *turn) error { return r.checkNotice(ctx, t, n) })
}

func (r *Register) checkNotice(ctx context.Context, t *turn, n Notice) error {
	if !slices.Contains(NoticeRules(), n.Rule) {
		return council.ErrNotFound
	}
	if err := n.Check(); err != nil {
		return err
	}
	var faults council.Faults
	before, err := t.noticeOf(ctx, n.Meeting, n.Issue, n.Rule)
	if err != nil {
		return err
	}
	if !before.Published.IsZero() {
		faults.Add("reasons", "notice.published")
	}
	switch n.Rule {
	case deadline.PrivateSecond:
		first, err := t.noticeOf(ctx, n.Meeting, 0, deadline.PrivateFirst)
		if err != nil {
			return err
		}
		if first.Published.IsZero() {
			faults.Add("reasons", "notice.first.missing")
		}
		if !n.Heard.IsZero() && n.Response.IsZero() {
			faults.Add("response", "notice.response.missing")
		}
	case deadline.GeneralException, deadline.SpecialUrgency:
		if err := r.checkLate(ctx, t, n, &faults); err != nil {
			return err
		}
	default:
	}
	return faults.Err()
}

// checkLate adds what is wrong with the notice of a key decision that comes too late for the forward plan.
func (r *Register) checkLate(ctx context.Context, t *turn, n Notice, faults *council.Faults) error {
	if n.Issue == 0 {
		faults.Add("reasons", "notice.issue.missing")
	}
	if n.Told == "" {
		faults.Add("told", "notice.told.missing")
	}
	if n.Rule == deadline.SpecialUrgency {
		return nil
	}
	m, err := published[gazette.Meeting](ctx, r, n.Meeting)
	if err != nil {
		return err
	}
	body, err := published[gazette.Body](ctx, r, m.Body)
	if err != nil {
		return err
	}
	customs, err := t.customs(ctx)
	if err != nil {
		return err
	}
	last, err := lastException(body.Kind, m.Day, customs.Content.Deadlines)
	if council.IsNotFound(err) {
		faults.Add("reasons", "notice.no-key")
		return nil
	}
	if council.DayOf(council.InLondon(t.at)).After(last) {
		faults.Add("reasons", "notice.exception.late")
	}
	return err
}

// PublishNotice publishes a notice about a meeting: the document that it became, and the meeting, which
// names it from then on. It counts from the day of this act.
func (r *Register) PublishNotice(ctx context.Context, v audience.Viewer, n Notice, d gazette.Document) error {
	m, err := published[gazette.Meeting](ctx, r, n.Meeting)
	if err != nil {
		return err
	}
	if err := May(v, PublishNotice, m.Body); err != nil {
		return err
	}
	if n.Document, err = r.press.Reserve(ctx, gazette.KindDocument, 1); err != nil {
		return err
	}
	return r.do(ctx, v, PublishNotice, m.Body, func(ctx context.Context, t *turn) error {
		if err := r.checkNotice(ctx, t, n); err != nil {
			return err
		}
		n.Body, n.Published = m.Body, council.DayOf(council.InLondon(t.at))
		if _, err := add(ctx, t, n); err != nil {
			return err
		}
		if err := t.nameInDraft(ctx, n); err != nil {
			return err
		}
		m.Documents = append(slices.Clone(m.Documents), n.Document)
		paper, err := edition(gazette.Subject{Kind: gazette.KindDocument, Number: n.Document}, d)
		if err != nil {
			return err
		}
		about, err := edition(gazette.Subject{Kind: gazette.KindMeeting, Number: n.Meeting}, m)
		if err != nil {
			return err
		}
		return t.send(ctx, paper, about)
	})
}

// nameInDraft lets the next edition of the meeting, where one is drafted, name the notice too.
func (t *turn) nameInDraft(ctx context.Context, n Notice) error {
	k, err := fetch[Draft[gazette.Meeting]](ctx, t, n.Meeting)
	if council.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	k.Content.Content.Documents = append(slices.Clone(k.Content.Content.Documents), n.Document)
	_, err = put(ctx, t, k)
	return err
}
