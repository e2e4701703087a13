package gazette

import (
	"context"
	"errors"
	"fmt"

	"moothall/internal/council"
)

// Record is what accounts are composed from: the latest edition of every subject, and who
// mentions whom.
type Record interface {
	// Latest is the latest edition of a subject; council.ErrNotFound where there is none.
	Latest(ctx context.Context, s Subject) (Edition, error)
	// Mentioning are the numbers of the subjects of a kind whose latest edition mentions s,
	// ascending.
	Mentioning(ctx context.Context, s Subject, kind Kind) ([]int, error)
}

// Edition is the latest edition of a subject.
type Edition struct {
	Subject   Subject
	Content   any      // nil where taken down
	Revision  Revision // of this subject alone
	Tombstone *Tombstone
}

// composer makes one account, and remembers the first error of its source, so that the steps of
// composing read as what they make.
type composer struct {
	ctx  context.Context
	src  Record
	err  error
	rev  Revision
	seen map[Subject]bool // whose editions are counted in rev
}

// edition is the latest edition of s; ok is false where there is none.
func (c *composer) edition(s Subject) (Edition, bool) {
	if c.err != nil || s.Number == 0 {
		return Edition{}, false
	}
	e, err := c.src.Latest(c.ctx, s)
	if errors.Is(err, council.ErrNotFound) {
		return Edition{}, false
	}
	if err != nil {
		c.err = fmt.Errorf("read %v: %w", s, err)
		return Edition{}, false
	}
	return e, true
}

// told is edition for a subject that is part of the account's own story, so that its editions
// count as the account's.
func (c *composer) told(s Subject) (Edition, bool) {
	e, ok := c.edition(s)
	if ok && !c.seen[s] {
		if c.seen == nil {
			c.seen = map[Subject]bool{}
		}
		c.seen[s] = true
		c.rev.Entries += e.Revision.Entries
		if e.Revision.Seq >= c.rev.Seq {
			c.rev.Seq, c.rev.Changed = e.Revision.Seq, e.Revision.Changed
		}
	}
	return e, ok
}

func (c *composer) mentioning(s Subject, kind Kind) []int {
	if c.err != nil {
		return nil
	}
	list, err := c.src.Mentioning(c.ctx, s, kind)
	if err != nil {
		c.err = fmt.Errorf("find what mentions %v: %w", s, err)
	}
	return list
}

// latest is the latest content of a subject; the zero T where there is none or it is gone.
func latest[T any](c *composer, s Subject) T {
	e, _ := c.edition(s)
	content, _ := e.Content.(T)
	return content
}

func (c *composer) body(number int, on council.Day) Named {
	return Named{number, latest[Body](c, Subject{KindBody, number}).NameOn(on)}
}

func (c *composer) person(number int) Named {
	return Named{number, council.InEnglish(latest[Person](c, Subject{KindPerson, number}).Name)}
}

func (c *composer) wards(numbers []int) []Named {
	var list []Named
	for _, n := range numbers {
		list = append(list, Named{n, latest[Ward](c, Subject{KindWard, n}).Name})
	}
	return list
}

func (c *composer) issue(number int) Named {
	return Named{number, latest[Issue](c, Subject{KindIssue, number}).Title}
}

func (c *composer) partyOn(p Person, on council.Day) string {
	for _, s := range p.Parties {
		if s.Covers(on) {
			party := latest[Party](c, Subject{KindParty, s.Party})
			if party.ShortName != "" {
				return party.ShortName
			}
			return party.Name.String()
		}
	}
	return ""
}

func (c *composer) document(number int) DocumentLine {
	e, ok := c.edition(Subject{KindDocument, number})
	if !ok {
		return DocumentLine{Number: number, Gone: true}
	}
	return LineOfDocument(number, e)
}

// LineOfDocument is a document as it stands in a list of papers.
func LineOfDocument(number int, e Edition) DocumentLine {
	d, ok := e.Content.(Document)
	if !ok {
		return DocumentLine{Number: number, Gone: true}
	}
	line := DocumentLine{Number: number, Kind: d.Kind, Title: d.Title, Type: d.Type, Size: d.Size, Pages: d.Pages,
		HasFile: d.File != nil, HasText: len(d.Text) > 0 || d.HTML != "", Openness: d.Openness, Withdrawn: d.Withdrawn}
	if d.File != nil {
		line.FileName, line.Size = d.File.Name, d.File.Size
	}
	return line
}

func (c *composer) documents(numbers []int) []DocumentLine {
	var list []DocumentLine
	for _, n := range numbers {
		list = append(list, c.document(n))
	}
	return list
}
