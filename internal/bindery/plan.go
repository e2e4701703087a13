package bindery

import (
	"context"
	"errors"
	"io"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/paper"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pack"
	"moothall/internal/register"
)

// Record is what is published.
type Record interface {
	gazette.Past
	Meeting(ctx context.Context, number int) (gazette.MeetingAccount, error)
}

// Wording is what packs say themselves, and how their front sheets look, in the language of the packs.
type Wording struct {
	Pack pack.Words
	Lang string // IETF tag
	In   council.Language
	// Front is the front sheet of a part of a meeting's agenda.
	Front func(gazette.MeetingAccount, gazette.Part) doc.Document
	// Title is what a pack of the part is called.
	Title func(gazette.MeetingAccount, gazette.Part) string
}

// published is a meeting as the public knows it.
type published struct {
	number  int
	meeting gazette.Meeting
	account gazette.MeetingAccount
	parts   []gazette.Part
}

// planned is a pack that is to be made.
type planned struct {
	part      gazette.Part
	members   bool
	title     council.Text
	plan      pack.Plan
	documents [][]int // numbers of its papers, by item
	digest    string
	kept      register.Kept[register.Pack]
}

func (p planned) count() (n int) {
	for _, item := range p.documents {
		n += len(item)
	}
	return n
}

// add puts a paper with its item.
func (p *planned) add(number, title string, document int, one pack.Paper) {
	if n := len(p.plan.Items); n == 0 || p.plan.Items[n-1].Number != number || p.plan.Items[n-1].Title != title {
		p.item(number, title)
	}
	last := len(p.plan.Items) - 1
	p.plan.Items[last].Papers = append(p.plan.Items[last].Papers, one)
	p.documents[last] = append(p.documents[last], document)
}

func (p *planned) item(number, title string) {
	p.plan.Items = append(p.plan.Items, pack.Item{Number: number, Title: title})
	p.documents = append(p.documents, nil)
}

func (b *Bindery) published(ctx context.Context, meeting int) (p published, err error) {
	p.number = meeting
	if p.account, err = b.Record.Meeting(ctx, meeting); err != nil {
		return p, err
	}
	e, err := b.Record.Latest(ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: meeting})
	if err != nil {
		return p, err
	}
	p.meeting, _ = e.Content.(gazette.Meeting)
	editions, err := b.Record.History(ctx, gazette.Subject{Kind: gazette.KindAgenda, Number: meeting})
	if err != nil {
		return p, err
	}
	p.parts = gazette.AgendaParts(editions)
	return p, nil
}

// plans are the packs of a meeting that are not as they would be made now: of each part the public's, and
// where it has papers that are kept from the public, the members'.
func (b *Bindery) plans(ctx context.Context, p published) (list []planned, err error) {
	for _, part := range p.parts {
		var documents []int
		for _, item := range part.Items {
			documents = append(documents, item.Documents...)
		}
		closed, err := b.Packs.ClosedPapers(ctx, p.meeting.Body, documents)
		if err != nil {
			return nil, err
		}
		var held map[int]int
		for _, members := range []bool{false, true} {
			kept, err := b.Packs.PackOf(ctx, p.number, part.Number, members)
			if err != nil {
				return nil, err
			}
			if !members {
				held = kept.Content.Held() // by which the members' pages are numbered too
			}
			if members && len(closed) == 0 && kept.Version == 0 {
				continue
			}
			one, err := b.plan(ctx, p, part, kept, held, closed)
			if err != nil {
				return nil, err
			}
			if one.count() > 0 && one.digest != kept.Content.Digest {
				list = append(list, one)
			}
		}
	}
	return list, nil
}

// plan says what goes into a pack. The papers of the public's come from what the gazette says and from the
// public shelf; a pack for members has the same and then those that the public is not given, so that a
// page has the same number in both. held are the page numbers that the public's papers had before.
func (b *Bindery) plan(ctx context.Context, p published, part gazette.Part, kept register.Kept[register.Pack], held map[int]int, closed []register.ClosedPaper) (planned, error) {
	title := b.Wording.Title(p.account, part)
	one := planned{part: part, members: kept.Content.Members, kept: kept, title: titled(title, b.Wording.In),
		plan: pack.Plan{Title: title, Lang: b.Wording.Lang, Series: part.Series(), Front: b.Wording.Front(p.account, part), Words: b.Wording.Pack}}
	for _, item := range part.Items {
		name := b.in(item.Title)
		one.item(item.Printed, name)
		for _, n := range item.Documents {
			paper, ok, err := b.open(ctx, n, held[n])
			if err != nil {
				return one, err
			}
			if ok {
				one.add(item.Printed, name, n, paper)
			}
		}
	}
	if one.members {
		b.addClosed(&one, part, closed)
	}
	one.digest = digest(one.plan)
	return one, nil
}

// open is a paper as the public may have it, by the gazette's latest edition of it and the public shelf
// alone: false for one of which they have never had a page.
func (b *Bindery) open(ctx context.Context, document, held int) (pack.Paper, bool, error) {
	e, err := b.Record.Latest(ctx, gazette.Subject{Kind: gazette.KindDocument, Number: document})
	if errors.Is(err, council.ErrNotFound) {
		return pack.Paper{}, false, nil
	}
	if err != nil {
		return pack.Paper{}, false, err
	}
	d, _ := e.Content.(gazette.Document)
	one := pack.Paper{Title: b.in(d.Title), Lang: string(d.Language), Holds: held}
	switch {
	case !d.Withdrawn.IsZero():
		one.Absent = b.withdrawn(b.in(d.Withdrawn))
	case d.File != nil && (d.Openness == "" || d.Openness == council.Open):
		one.SHA256, one.Open = d.File.SHA256, opener(b.Public, d.File.SHA256)
		return one, true, nil
	case e.Tombstone != nil:
		one.Title, one.Absent = b.Wording.Pack.Gone, b.Wording.Pack.Gone
	default:
		one.Absent = b.Wording.Pack.Gone
	}
	return one, held > 0, nil
}

// addClosed puts the papers that are kept from the public behind all others.
func (b *Bindery) addClosed(one *planned, part gazette.Part, closed []register.ClosedPaper) {
	held := one.kept.Content.Held()
	byNumber := map[int]register.ClosedPaper{}
	for _, c := range closed {
		byNumber[c.Document] = c
	}
	public := map[int]bool{}
	for _, item := range one.documents {
		for _, n := range item {
			public[n] = true
		}
	}
	for _, item := range part.Items {
		name := b.in(item.Title) + " (" + b.Wording.Pack.Closed + ")"
		for _, n := range item.Documents {
			c, ok := byNumber[n]
			switch {
			case ok:
				one.add(item.Printed, name, n, pack.Paper{Title: b.in(c.Title), Lang: string(c.Language), SHA256: c.SHA256, Holds: held[n],
					Open: opener(b.Sealed, c.SHA256)})
			case held[n] > 0 && !public[n]:
				one.add(item.Printed, name, n, pack.Paper{Title: b.Wording.Pack.Gone, Absent: b.Wording.Pack.Gone, Holds: held[n]})
			}
		}
	}
}

// MembersPack writes the members' pack of a part of a meeting's agenda for one reader, with their name on
// every page where holder is not empty. ErrNotFound where they may not read it.
func (b *Bindery) MembersPack(ctx context.Context, v audience.Viewer, meeting, part int, holder string, to io.Writer) error {
	kept, closed, err := b.Packs.MembersPack(ctx, v, meeting, part)
	if err != nil {
		return err
	}
	public, err := b.Packs.PackOf(ctx, meeting, part, false)
	if err != nil {
		return err
	}
	p, err := b.published(ctx, meeting)
	if err != nil {
		return err
	}
	if part >= len(p.parts) {
		return council.ErrNotFound
	}
	one, err := b.plan(ctx, p, p.parts[part], kept, public.Content.Held(), closed)
	if err != nil {
		return err
	}
	one.plan.Holder = holder
	_, err = b.Binder.Bind(ctx, one.plan, b.folder(meeting, part, true), to, nil)
	return err
}

func opener(s paper.Shelf, sha string) func(context.Context) (io.ReadSeekCloser, error) {
	return func(ctx context.Context) (io.ReadSeekCloser, error) { return s.Open(ctx, sha) }
}
