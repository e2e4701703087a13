package sqldb

import (
	"context"
	"database/sql"
	"slices"

	"moothall/internal/gazette"
)

// Decision is a decision with what it belongs to.
func (r *Reader) Decision(ctx context.Context, number int) (page gazette.DecisionPage, err error) {
	if page.Published, err = published[gazette.Decision](ctx, r, gazette.Subject{Kind: gazette.KindDecision, Number: number}); err != nil {
		return page, err
	}
	d := page.Content
	names := gazette.NamesIn(ctx, r)
	page.Body, page.Person = names.Body(d.Body, d.Day), names.Person(d.MakerPerson)
	page.Issue, page.Wards, page.Documents = names.Issue(d.Issue), names.Wards(d.Wards), names.Documents(d.Documents)
	if d.CallIn != nil {
		for _, n := range d.CallIn.By {
			if p := names.Person(n); p != nil {
				page.Callers = append(page.Callers, *p)
			}
		}
	}
	if err := names.Err(); err != nil {
		return page, err
	}
	if page.Authors, err = r.authors(ctx, d.Documents); err != nil || d.Meeting == 0 {
		return page, err
	}
	m, err := r.Meeting(ctx, d.Meeting)
	if err != nil {
		return page, err
	}
	line := m.Line()
	page.Meeting = &line
	if i := slices.IndexFunc(m.Items, func(it gazette.ItemAccount) bool { return it.Number == d.Item }); i >= 0 {
		page.Item = &m.Items[i]
	}
	return page, nil
}

// authors are the people who wrote documents, each once.
func (r *Reader) authors(ctx context.Context, documents []int) ([]string, error) {
	var list []string
	for _, n := range documents {
		e, err := r.Latest(ctx, gazette.Subject{Kind: gazette.KindDocument, Number: n})
		if err != nil {
			return nil, err
		}
		if d, _ := e.Content.(gazette.Document); d.Author != "" && !slices.Contains(list, d.Author) {
			list = append(list, d.Author)
		}
	}
	return list, nil
}

// Document is a document with the places where it was put before a body.
func (r *Reader) Document(ctx context.Context, number int) (page gazette.DocumentPage, err error) {
	s := gazette.Subject{Kind: gazette.KindDocument, Number: number}
	e, err := r.Latest(ctx, s)
	if err != nil {
		return page, err
	}
	content, _ := e.Content.(gazette.Document)
	page.Published = gazette.Published[gazette.Document]{Number: number, Content: content, Revision: e.Revision, Tombstone: e.Tombstone}
	page.Line = gazette.LineOfDocument(number, e)
	for _, kind := range []gazette.Kind{gazette.KindAgenda, gazette.KindMinutes} {
		meetings, err := r.Mentioning(ctx, s, kind)
		if err != nil {
			return page, err
		}
		for _, n := range meetings {
			m, err := r.Meeting(ctx, n)
			if err != nil {
				return page, err
			}
			page.Place(m)
		}
	}
	issues, err := r.Mentioning(ctx, s, gazette.KindIssue)
	if err != nil {
		return page, err
	}
	names := gazette.NamesIn(ctx, r)
	if content.Pack != nil {
		m, err := r.Meeting(ctx, content.Pack.Meeting)
		if err != nil {
			return page, err
		}
		page.Place(m)
		page.Packed = names.Packed(*content.Pack)
	}
	for _, n := range issues {
		page.Belongs(*names.Issue(n))
	}
	return page, names.Err()
}

// Plans are the forward plans, the latest period first.
func (r *Reader) Plans(ctx context.Context) ([]gazette.PlanLine, error) {
	var list []gazette.PlanLine
	err := r.each(ctx, `SELECT l.number, l.editions, e.published, e.content FROM latest l JOIN entry e ON e.seq = l.seq
		WHERE l.kind = $1 AND e.taken_down = 0`, []any{string(gazette.KindPlan)}, func(rows *sql.Rows) error {
		var line gazette.PlanLine
		var at string
		var encoded []byte
		if err := rows.Scan(&line.Number, &line.Editions, &at, &encoded); err != nil {
			return err
		}
		content, err := gazette.Decode(gazette.KindPlan, encoded)
		if err != nil {
			return err
		}
		plan, _ := content.(gazette.ForwardPlan)
		line.Title, line.Period = plan.Title, plan.Period
		line.Changed, err = gazette.ParseMoment(at)
		list = append(list, line)
		return err
	})
	slices.SortFunc(list, func(a, b gazette.PlanLine) int {
		if c := b.Period.From.Compare(a.Period.From); c != 0 {
			return c
		}
		return b.Number - a.Number
	})
	return list, err
}

// Plan is a forward plan with where each of its planned decisions stands.
func (r *Reader) Plan(ctx context.Context, number int) (page gazette.PlanPage, err error) {
	if page.Published, err = published[gazette.ForwardPlan](ctx, r, gazette.Subject{Kind: gazette.KindPlan, Number: number}); err != nil {
		return page, err
	}
	names := gazette.NamesIn(ctx, r)
	for _, it := range page.Content.Items {
		a, err := r.Issue(ctx, it.Issue)
		if err != nil {
			return page, err
		}
		line := gazette.PlanItemLine{PlanItem: it, Title: a.Title, Status: a.Status, Wards: a.Wards, AllWards: a.AllWards, Contacts: a.Contacts, LeadMember: a.LeadMember}
		if b := names.Body(it.Body, it.Due); b != nil {
			line.BodyName = b.Name
		}
		page.Items = append(page.Items, line)
	}
	return page, names.Err()
}
