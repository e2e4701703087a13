package demo

import (
	"context"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// publishPapers publishes the report and appendices of an item and puts them on it.
func (b *borough) publishPapers(ctx context.Context, act gazette.Act, t *tabled) error {
	s := t.step
	m := s.matter
	if t.Openness == council.Exempt {
		return b.publishDocument(ctx, act, t, gazette.Document{Kind: council.Report, Title: en(m.title), Openness: council.Exempt})
	}
	if s.bound {
		return b.publishExtras(ctx, act, t)
	}
	job := m.report
	if s.report != nil {
		job = s.report
	}
	report, err := job.wait()
	if err != nil {
		return err
	}
	d := report.document(council.Report, m.title, m.officer.title)
	if err := b.publishDocument(ctx, act, t, d); err != nil {
		return err
	}
	for _, a := range job.appendices {
		made, err := a.wait()
		if err != nil {
			return err
		}
		if err := b.publishDocument(ctx, act, t, made.document(made.kind, made.title, m.officer.title)); err != nil {
			return err
		}
	}
	if err := b.publishExtras(ctx, act, t); err != nil {
		return err
	}
	if m.partly() {
		return b.publishDocument(ctx, act, t, gazette.Document{Kind: council.Appendix, Title: en("Commercial appendix (not for publication)"), Openness: council.Exempt})
	}
	return nil
}

// publishExtras publishes what goes with an item besides its report. Hand-written stages and
// call-ins have their own papers.
func (b *borough) publishExtras(ctx context.Context, act gazette.Act, t *tabled) error {
	if t.step.told != nil || t.step.hears != nil {
		return nil
	}
	for _, job := range b.extras(t.step) {
		made, err := job.wait()
		if err != nil {
			return err
		}
		if err := b.publishDocument(ctx, act, t, made.document(made.kind, made.title, t.step.matter.officer.title)); err != nil {
			return err
		}
	}
	return nil
}

func (b *borough) publishDocument(ctx context.Context, act gazette.Act, t *tabled, d gazette.Document) error {
	n := b.number(gazette.KindDocument)
	t.Documents = append(t.Documents, n)
	t.step.documents = append(t.step.documents, n)
	return b.publish(ctx, act, gazette.KindDocument, n, d)
}

// document is a printed paper as it is published.
func (p printed) document(kind council.DocumentKind, title, author string) gazette.Document {
	return gazette.Document{Kind: kind, Title: en(title), Size: p.size, Type: p.mediaType, Pages: p.pages, Language: council.English,
		Author: author, Text: p.text, HTML: p.html, Openness: council.Open,
		File: &gazette.File{SHA256: p.sha, Name: fileName(title, p.mediaType), Size: p.size}}
}
