package register

import (
	"context"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// overlay is the record as it will be once some editions are published.
type overlay struct {
	gazette.Record
	editions map[gazette.Subject]any
}

// Latest implements gazette.Record.
func (o overlay) Latest(ctx context.Context, s gazette.Subject) (gazette.Edition, error) {
	e, err := o.Record.Latest(ctx, s)
	if content, ok := o.editions[s]; ok {
		return gazette.Edition{Subject: s, Content: content, Revision: e.Revision}, nil
	}
	return e, err
}

// account is the meeting's page as it will be once the preview is published.
func (p Preview) account(ctx context.Context, r *Register, meeting int) (gazette.MeetingAccount, error) {
	o := overlay{Record: r.record, editions: map[gazette.Subject]any{{Kind: gazette.KindAgenda, Number: meeting}: p.Agenda}}
	if p.meeting.State == council.Scheduled {
		p.meeting.State = council.Summoned
		o.editions[gazette.Subject{Kind: gazette.KindMeeting, Number: meeting}] = p.meeting
	}
	for n, d := range p.Documents {
		o.editions[gazette.Subject{Kind: gazette.KindDocument, Number: n}] = d
	}
	for n, i := range p.Issues {
		o.editions[gazette.Subject{Kind: gazette.KindIssue, Number: n}] = i
	}
	return gazette.ComposeMeeting(ctx, o, meeting)
}
