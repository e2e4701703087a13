package register

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Brought is a file that was put on the sealed shelf before anything here names it, so that nothing
// that is acknowledged can be lost.
type Brought struct {
	SHA256 string
	Name   string // as it was called where it came from
	Size   int64  // bytes
}

// PaperWork is a paper with what the viewer may do with it.
type PaperWork struct {
	Kept[Paper]
	May      bool          // change it, replace its file, have it read again
	Withdraw bool          // withdraw it
	Name     string        // of its file
	Faults   []PaperFault  // why its file was refused
	Twins    []Kept[Paper] // open papers beside it, of which one may be its open version
}

// Paper is a paper as it is being prepared.
func (r *Register) Paper(ctx context.Context, v audience.Viewer, number int) (w PaperWork, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		if w.Kept, err = get[Paper](ctx, t, number); err != nil {
			return err
		}
		if w.Name, err = w.Content.Name.Open(v, w.Content.Lock()); err != nil {
			return err
		}
		if w.Faults, err = w.Content.faults(v); err != nil {
			return err
		}
		w.May = mayAttach(v, w.Content.Body, w.Content.Owners) == nil
		w.Withdraw = May(v, WithdrawPaper, w.Content.Body) == nil
		w.Twins, err = t.beside(ctx, w.Kept)
		return err
	})
	return w, err
}

// beside are the open papers of the same item or report.
func (t *turn) beside(ctx context.Context, k Kept[Paper]) ([]Kept[Paper], error) {
	mark := Mark{"item", itoa(k.Content.Item)}
	if k.Content.Item == 0 {
		mark = Mark{"report", itoa(k.Content.Report)}
	}
	all, err := find[Paper](ctx, t, Query{Marks: []Mark{mark}})
	return slices.DeleteFunc(all, func(p Kept[Paper]) bool {
		return p.Number == k.Number || p.Content.Withdrawn || !p.Content.Ground.IsOpen()
	}), err
}

// mayAttach is ErrDenied unless the viewer may bring papers to work of the body: its officers may, and
// those report authors who own the work.
func mayAttach(v audience.Viewer, body int, owners []int) error {
	if err := May(v, AttachPaper, body); err != nil {
		return err
	}
	if v.Has(audience.Officer, body) || slices.Contains(owners, v.Account()) {
		return nil
	}
	return fmt.Errorf("%s may not %s of others: %w", v.Name(), AttachPaper, council.ErrDenied)
}

// MayAttachToItem says whether the viewer may bring papers to an agenda item: ErrNotFound where they may
// not see it, ErrDenied where they may only see it.
func (r *Register) MayAttachToItem(ctx context.Context, v audience.Viewer, item int) (k Kept[Item], err error) {
	err = r.look(ctx, v, AttachPaper, func(ctx context.Context, t *turn) error {
		k, _, err = t.itemToAttach(ctx, item)
		return err
	})
	return k, err
}

func (t *turn) itemToAttach(ctx context.Context, item int) (Kept[Item], []int, error) {
	k, err := get[Item](ctx, t, item)
	if err != nil {
		return k, nil, err
	}
	var owners []int
	if k.Content.Report != 0 {
		rep, err := fetch[Report](ctx, t, k.Content.Report)
		if err != nil {
			return k, nil, err
		}
		owners = rep.Content.Lock().Owners
	}
	return k, owners, mayAttach(t.viewer, k.Content.Body, owners)
}

// MayAttachToReport says whether the viewer may bring papers to a report; errors as MayAttachToItem.
func (r *Register) MayAttachToReport(ctx context.Context, v audience.Viewer, report int) (k Kept[Report], err error) {
	err = r.look(ctx, v, AttachPaper, func(ctx context.Context, t *turn) error {
		k, err = t.reportToAttach(ctx, report)
		return err
	})
	return k, err
}

func (t *turn) reportToAttach(ctx context.Context, report int) (Kept[Report], error) {
	k, err := get[Report](ctx, t, report)
	if err != nil {
		return k, err
	}
	return k, mayAttach(t.viewer, k.Content.Body(), k.Content.Lock().Owners)
}

// AttachToItem brings a new paper to an agenda item, whose file is then read in the background, and gives
// its public number.
func (r *Register) AttachToItem(ctx context.Context, v audience.Viewer, item int, p Paper, f Brought) (number int, err error) {
	if number, err = r.press.Reserve(ctx, gazette.KindDocument, 1); err != nil {
		return 0, err
	}
	return number, r.do(ctx, v, AttachPaper, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, owners, err := t.itemToAttach(ctx, item)
		if err != nil {
			return err
		}
		p.Item, p.Report, p.Meeting, p.Body, p.Owners = item, 0, k.Content.Meeting, k.Content.Body, owners
		if err := t.bring(ctx, Kept[Paper]{Number: number, Content: p}, f); err != nil {
			return err
		}
		return t.givePaper(ctx, k, number)
	})
}

func (t *turn) givePaper(ctx context.Context, k Kept[Item], paper int) error {
	k.Content.Papers = append(slices.Clone(k.Content.Papers), paper)
	_, err := put(ctx, t, k)
	return err
}

// AttachToReport brings a new paper to a report, and to the agenda items that bring the report and are
// not published yet.
func (r *Register) AttachToReport(ctx context.Context, v audience.Viewer, report int, p Paper, f Brought) (number int, err error) {
	if number, err = r.press.Reserve(ctx, gazette.KindDocument, 1); err != nil {
		return 0, err
	}
	return number, r.do(ctx, v, AttachPaper, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := t.reportToAttach(ctx, report)
		if err != nil {
			return err
		}
		p.Item, p.Report, p.Meeting, p.Body, p.Owners = 0, report, 0, k.Content.Body(), k.Content.Lock().Owners
		p.Also = k.Content.Lock().Also
		if err := t.bring(ctx, Kept[Paper]{Number: number, Content: p}, f); err != nil {
			return err
		}
		for _, s := range k.Content.Route {
			if s.Item == 0 {
				continue
			}
			one, err := fetch[Item](ctx, t, s.Item)
			if err != nil {
				return err
			}
			if one.Content.Printed {
				continue
			}
			if err := t.givePaper(ctx, one, number); err != nil {
				return err
			}
		}
		return nil
	})
}

// bring keeps a paper with a file that was brought just now, and asks for it to be read.
func (t *turn) bring(ctx context.Context, k Kept[Paper], f Brought) error {
	c := &k.Content
	c.Brought, c.Name, c.State, c.Settle, c.Fault = f.SHA256, audience.Seal(f.Name), PaperReading, false, audience.Sealed{}
	if c.SHA256 == "" {
		c.Size = f.Size
	}
	return t.askToRead(ctx, k)
}

// askToRead keeps a paper and asks for its file to be read, in one transaction.
func (t *turn) askToRead(ctx context.Context, k Kept[Paper]) error {
	k.Content.State, k.Content.Fault = PaperReading, audience.Sealed{}
	if err := k.Content.twinned(ctx, t, k.Number); err != nil {
		return err
	}
	name, err := k.Content.Name.Open(t.viewer, k.Content.Lock())
	if err != nil {
		return err
	}
	k, err = put(ctx, t, k)
	if err != nil {
		return err
	}
	c := k.Content
	args, err := json.Marshal(PaperJob{Paper: k.Number, SHA256: c.Brought, Name: name, Settle: c.Settle, Title: c.Title.String(), Language: c.Language})
	if err != nil {
		return fmt.Errorf("ask for paper %d to be read: %w", k.Number, err)
	}
	return t.tx.Enqueue(ctx, Job{Kind: ReadPaperJob, Key: itoa(k.Number) + " " + itoa(k.Version), Args: args})
}

// twinned is ErrInvalid where the open version that is named is none.
func (p Paper) twinned(ctx context.Context, t *turn, number int) error {
	if p.Twin == 0 {
		return nil
	}
	beside, err := t.beside(ctx, Kept[Paper]{Number: number, Content: p})
	if err != nil {
		return err
	}
	var faults council.Faults
	if p.Ground.IsOpen() || !slices.ContainsFunc(beside, func(k Kept[Paper]) bool { return k.Number == p.Twin }) {
		faults.Add("twin", "paper.twin.wrong")
	}
	return faults.Err()
}

// ChangePaper keeps a change to what is said of a paper: title, kind, openness, open version, language and
// author. Its file is changed by ReplaceFile. What the program did meanwhile, reading the file, stands
// in nobody's way.
func (r *Register) ChangePaper(ctx context.Context, v audience.Viewer, number, version int, p Paper) error {
	return r.changePaper(ctx, v, number, func(ctx context.Context, t *turn, k Kept[Paper]) error {
		if k.Version != version && (k.By != 0 || k.Version != version+1) {
			return &Stale[Paper]{Mine: p, Theirs: k}
		}
		c := k.Content
		if err := releases(c.Published && !c.Withdrawn, c.Ground, p.Ground); err != nil {
			return err
		}
		c.Title, c.Of, c.Ground, c.Twin, c.Language, c.Author = p.Title, p.Of, p.Ground, p.Twin, p.Language, p.Author
		if err := c.twinned(ctx, t, number); err != nil {
			return err
		}
		k.Content = c
		_, err := put(ctx, t, k)
		return err
	})
}

// ReplaceFile gives a paper another file. The file of before serves until the new one has been read and
// is fit.
func (r *Register) ReplaceFile(ctx context.Context, v audience.Viewer, number int, f Brought) error {
	return r.changePaper(ctx, v, number, func(ctx context.Context, t *turn, k Kept[Paper]) error {
		return t.bring(ctx, k, f)
	})
}

// ReadAgain has the file of a paper read again; with settle, its tracked changes are accepted and its
// comments and hidden text left out of the public copy.
func (r *Register) ReadAgain(ctx context.Context, v audience.Viewer, number int, settle bool) error {
	return r.changePaper(ctx, v, number, func(ctx context.Context, t *turn, k Kept[Paper]) error {
		k.Content.Settle = settle
		return t.askToRead(ctx, k)
	})
}

func (r *Register) changePaper(ctx context.Context, v audience.Viewer, number int, change func(context.Context, *turn, Kept[Paper]) error) error {
	return r.do(ctx, v, AttachPaper, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Paper](ctx, t, number)
		if err != nil {
			return err
		}
		if err := mayAttach(v, k.Content.Body, k.Content.Owners); err != nil {
			return err
		}
		if k.Content.Withdrawn {
			return fmt.Errorf("paper %d is withdrawn: %w", number, council.ErrTooLate)
		}
		return change(ctx, t, k)
	})
}

// WithdrawPaper takes a paper off its item or report. One that was published is shown to the public as
// withdrawn, with the reason, and its file is not given any more; the item goes on naming it.
func (r *Register) WithdrawPaper(ctx context.Context, v audience.Viewer, number int, reason council.Text) error {
	return r.do(ctx, v, WithdrawPaper, audience.AllBodies, func(ctx context.Context, t *turn) error {
		k, err := get[Paper](ctx, t, number)
		if err != nil {
			return err
		}
		if err := t.may(k.Content.Body); err != nil {
			return err
		}
		if k.Content.Withdrawn {
			return nil
		}
		if !k.Content.Published {
			k.Content.Withdrawn = true
			if _, err := put(ctx, t, k); err != nil {
				return err
			}
			return t.takeOff(ctx, k)
		}
		if reason.IsZero() {
			var faults council.Faults
			faults.Add("withdraw-reason", "paper.withdrawn.reason.missing")
			return faults.Err()
		}
		k.Content.Withdrawn, k.Content.Reason = true, reason
		if _, err := put(ctx, t, k); err != nil {
			return err
		}
		d, err := ProjectPaper(k.Content, v, false)
		if err != nil {
			return err
		}
		o, err := edition(gazette.Subject{Kind: gazette.KindDocument, Number: number}, d)
		if err != nil {
			return err
		}
		if err := t.send(ctx, o); err != nil {
			return err
		}
		if err := t.recallPacks(ctx, number); err != nil || k.Content.Meeting == 0 {
			return err
		}
		return t.askPacks(ctx, k.Content.Meeting) // the members' has it too, where the public's has not
	})
}

// takeOff takes a paper that nobody has seen off the items that name it.
func (t *turn) takeOff(ctx context.Context, k Kept[Paper]) error {
	items := []int{k.Content.Item}
	if k.Content.Report != 0 {
		rep, err := fetch[Report](ctx, t, k.Content.Report)
		if err != nil {
			return err
		}
		for _, s := range rep.Content.Route {
			items = append(items, s.Item)
		}
	}
	for _, n := range items {
		if n == 0 {
			continue
		}
		one, err := fetch[Item](ctx, t, n)
		if err != nil {
			return err
		}
		one.Content.Papers = slices.DeleteFunc(slices.Clone(one.Content.Papers), func(p int) bool { return p == k.Number })
		if _, err := put(ctx, t, one); err != nil {
			return err
		}
	}
	return nil
}
