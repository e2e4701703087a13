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

// MakePacksJob is the kind of the job that makes the packs of a meeting that are not as they would be made
// now; its arguments are a PacksJob as JSON, its key the meeting's number.
const MakePacksJob = "make agenda packs"

// PacksJob says of which meeting.
type PacksJob struct {
	Meeting int `json:"meeting"`
}

// askPacks has the packs of a meeting made, once what the turn publishes is in the gazette.
func (t *turn) askPacks(ctx context.Context, meeting int) error {
	args, err := json.Marshal(PacksJob{Meeting: meeting})
	if err != nil {
		return fmt.Errorf("ask for the packs of meeting %d: %w", meeting, err)
	}
	return t.tx.Enqueue(ctx, Job{Kind: MakePacksJob, Key: itoa(meeting), Args: args})
}

// PacksWork is how the packs of a meeting stand.
type PacksWork struct {
	Packs []Kept[Pack] // that the viewer may see, in order
	// Asked says that packs wait to be made, Running that it is being done now, of which Done of Total
	// papers are bound. Failed is how often the machine could not: it tries again by itself.
	Asked, Running bool
	Done, Total    int
	Failed         int
	May            bool // have them made again
}

// Packs are the packs of a meeting.
func (r *Register) Packs(ctx context.Context, v audience.Viewer, meeting int) (w PacksWork, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		m, err := published[gazette.Meeting](ctx, r, meeting)
		if err != nil {
			return err
		}
		w.May = May(v, MakePacks, m.Body) == nil
		if w.Packs, err = find[Pack](ctx, t, Query{Marks: []Mark{{"meeting", itoa(meeting)}}}); err != nil {
			return err
		}
		jobs, err := t.tx.Jobs(ctx, MakePacksJob, itoa(meeting))
		for _, j := range jobs {
			w.Asked = true
			if j.Until.After(t.at) {
				w.Running, w.Done, w.Total = true, j.Done, j.Total
			}
			if j.Fault != "" {
				w.Failed = max(w.Failed, j.Attempts)
			}
		}
		return err
	})
	return w, err
}

// AskPacks has all packs of a meeting made again.
func (r *Register) AskPacks(ctx context.Context, v audience.Viewer, meeting int) error {
	body := r.bodyOf(ctx, meeting)
	return r.do(ctx, v, MakePacks, body, func(ctx context.Context, t *turn) error {
		if _, err := published[gazette.Meeting](ctx, r, meeting); err != nil {
			return err
		}
		packs, err := find[Pack](ctx, t, Query{Marks: []Mark{{"meeting", itoa(meeting)}}})
		if err != nil {
			return err
		}
		for _, k := range packs {
			k.Content.Digest = ""
			if _, err := put(ctx, t, k); err != nil {
				return err
			}
		}
		return t.askPacks(ctx, meeting)
	})
}

// PackOf is a pack as it was made last, for whoever makes it; a zero version where it never was.
func (r *Register) PackOf(ctx context.Context, meeting, part int, members bool) (k Kept[Pack], err error) {
	err = r.turn(ctx, audience.Viewer{}, KeepPack, func(ctx context.Context, t *turn) error {
		k, err = t.packOf(ctx, meeting, part, members)
		return err
	})
	return k, err
}

func (t *turn) packOf(ctx context.Context, meeting, part int, members bool) (Kept[Pack], error) {
	number := packNumber(meeting, part, members)
	k, err := fetch[Pack](ctx, t, number)
	if council.IsNotFound(err) {
		return Kept[Pack]{Number: number, Content: Pack{Meeting: meeting, Part: part, Members: members}}, nil
	}
	return k, err
}

// mostParts is how many editions an agenda can have, with room to spare.
const mostParts = 1000

// packNumber is the number of a pack: there is one for each part of a meeting's agenda and each audience.
func packNumber(meeting, part int, members bool) int {
	n := (meeting*mostParts + part%mostParts) * 2
	if members {
		n++
	}
	return n
}

// PackMade keeps a pack that was made of version k.Version, and publishes the public's. It is the
// program's own act. ErrConflict where the pack was recalled meanwhile, or a paper in it withdrawn or
// kept from the public: it must be made again.
func (r *Register) PackMade(ctx context.Context, k Kept[Pack]) error {
	var err error
	if !k.Content.Members && k.Content.Document == 0 {
		if k.Content.Document, err = r.press.Reserve(ctx, gazette.KindDocument, 1); err != nil {
			return err
		}
	}
	k.Content.Recalled = false
	return r.turn(ctx, audience.Viewer{}, KeepPack, func(ctx context.Context, t *turn) error {
		if err := t.stillFit(ctx, k.Content); err != nil {
			return err
		}
		if _, err := put(ctx, t, k); err != nil || k.Content.Members {
			return err
		}
		o, err := edition(gazette.Subject{Kind: gazette.KindDocument, Number: k.Content.Document}, ProjectPack(k.Content))
		if err != nil {
			return err
		}
		return t.send(ctx, o)
	})
}

// stillFit is ErrConflict where a paper that is in the pack must not be in it any more.
func (t *turn) stillFit(ctx context.Context, p Pack) error {
	for _, one := range p.Papers {
		if one.Absent {
			continue
		}
		k, err := fetch[Paper](ctx, t, one.Document)
		if council.IsNotFound(err) {
			continue // published before there was a register
		}
		if err != nil {
			return err
		}
		if k.Content.Withdrawn || !p.Members && !k.Content.Ground.IsOpen() {
			return fmt.Errorf("paper %d is not open any more: %w", one.Document, council.ErrConflict)
		}
	}
	return nil
}

// recallPacks withdraws the public's packs that hold one of the documents, in the act that withdraws it or
// closes it, and has them made again without it.
func (t *turn) recallPacks(ctx context.Context, documents ...int) error {
	for _, n := range documents {
		packs, err := find[Pack](ctx, t, Query{Marks: []Mark{{"paper", itoa(n)}}})
		if err != nil {
			return err
		}
		for _, k := range packs {
			if k.Content.Members || k.Content.Recalled || k.Content.absent(n) {
				continue
			}
			if err := t.recall(ctx, k); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *turn) recall(ctx context.Context, k Kept[Pack]) error {
	k.Content.Recalled, k.Content.Digest = true, ""
	if _, err := put(ctx, t, k); err != nil {
		return err
	}
	o, err := edition(gazette.Subject{Kind: gazette.KindDocument, Number: k.Content.Document}, ProjectPack(k.Content))
	if err != nil {
		return err
	}
	if err := t.send(ctx, o); err != nil {
		return err
	}
	return t.askPacks(ctx, k.Content.Meeting)
}

// ClosedPaper is a paper that is kept from the public, for the pack of the members who may read it.
type ClosedPaper struct {
	Document int
	SHA256   string // of its clean copy on the sealed shelf
	Title    council.Text
	Language council.Language
}

// ClosedPapers are those of the documents that are before a body, kept from the public, for the pack of its
// members. It is the program's own act.
func (r *Register) ClosedPapers(ctx context.Context, body int, documents []int) (list []ClosedPaper, err error) {
	err = r.turn(ctx, audience.Viewer{}, KeepPack, func(ctx context.Context, t *turn) error {
		list, err = t.closedPapers(ctx, documents, func(l audience.Lock) bool { return tabledBefore(l, body) })
		return err
	})
	return list, err
}

// MembersPack is the members' pack of a part of a meeting's agenda with those of its closed papers that the
// viewer may read; ErrNotFound where they may read none of that body, or there is no such pack.
func (r *Register) MembersPack(ctx context.Context, v audience.Viewer, meeting, part int) (k Kept[Pack], list []ClosedPaper, err error) {
	err = r.look(ctx, v, ReadDesk, func(ctx context.Context, t *turn) error {
		if k, err = get[Pack](ctx, t, packNumber(meeting, part, true)); err != nil {
			return err
		}
		var documents []int
		for _, p := range k.Content.Papers {
			documents = append(documents, p.Document)
		}
		list, err = t.closedPapers(ctx, documents, func(l audience.Lock) bool { return l.Opens(v) })
		return err
	})
	return k, list, err
}

// tabledBefore says whether something has been put before a body.
func tabledBefore(l audience.Lock, body int) bool {
	return l.Body == body && l.Tabled || slices.Contains(l.Also, audience.Before{Body: body, Tabled: true})
}

func (t *turn) closedPapers(ctx context.Context, documents []int, opens func(audience.Lock) bool) (list []ClosedPaper, err error) {
	for _, n := range documents {
		k, err := fetch[Paper](ctx, t, n)
		if council.IsNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		c := k.Content
		if l := c.Lock(); !l.IsOpen() && !c.Withdrawn && c.SHA256 != "" && opens(l) {
			list = append(list, ClosedPaper{Document: n, SHA256: c.SHA256, Title: c.Title, Language: c.Language})
		}
	}
	return list, nil
}
