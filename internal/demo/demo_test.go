package demo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/paper"
)

// notebook is a press that writes down what it is given, in memory.
type notebook struct {
	latest  map[gazette.Subject]any
	at      map[gazette.Subject]time.Time
	entries []string
	last    time.Time
	all     []publication
	each    func(at time.Time, s gazette.Subject, content any)
}

func (n *notebook) Act(ctx context.Context, at time.Time, do func(context.Context, gazette.Act) error) (gazette.Receipt, error) {
	if at.Before(n.last) {
		return gazette.Receipt{}, fmt.Errorf("%v is before %v: %w", at, n.last, council.ErrInvalid)
	}
	n.last = at
	return gazette.Receipt{}, do(ctx, notebookAct{notebook: n})
}

// notebookAct is an act of a notebook. The council is told forward in time and looks nothing up, so
// the finding methods of the interface are never called: they are left nil.
type notebookAct struct {
	gazette.Act
	notebook *notebook
}

func (a notebookAct) Publish(_ context.Context, s gazette.Subject, content any) (bool, error) {
	n := a.notebook
	b, err := gazette.Canonical(content)
	if err != nil {
		return false, err
	}
	if n.each != nil {
		n.each(n.last, s, content)
	}
	sum := sha256.Sum256(b)
	n.entries = append(n.entries, gazette.Moment(n.last)+" "+s.String()+" "+hex.EncodeToString(sum[:8]))
	n.latest[s] = content
	return true, nil
}

type hashShelf struct{}

func (hashShelf) Put(_ context.Context, r io.Reader) (paper.Kept, error) {
	h := sha256.New()
	n, err := io.Copy(h, r)
	return paper.Kept{SHA256: hex.EncodeToString(h.Sum(nil)), Size: n}, err
}

// onePage stands for the extractor, which the tests of the paper package hold to its work.
type onePage struct{}

func (onePage) Extract(_ context.Context, mediaType string, data []byte) ([]string, string, error) {
	return []string{fmt.Sprintf("%s of %d bytes", mediaType, len(data))}, "", nil
}

var standing = council.NewDay(2026, 11, 23)

func load(t *testing.T, scale int, each func(time.Time, gazette.Subject, any)) *notebook {
	t.Helper()
	n := &notebook{latest: map[gazette.Subject]any{}, each: each}
	if err := Load(t.Context(), n, hashShelf{}, onePage{}, Options{Seed: 1, Today: standing, Scale: scale}, nil); err != nil {
		t.Fatalf("load at scale %d: %v", scale, err)
	}
	return n
}

// told is the council at scale 1 with everything it published, made once and only read.
var told = sync.OnceValues(func() (*notebook, error) {
	n := &notebook{latest: map[gazette.Subject]any{}}
	n.each = func(at time.Time, s gazette.Subject, content any) { n.all = append(n.all, publication{at, s, content}) }
	return n, Load(context.Background(), n, hashShelf{}, onePage{}, Options{Seed: 1, Today: standing, Scale: 1}, nil)
})

type publication struct {
	at      time.Time
	subject gazette.Subject
	content any
}

// read goes through everything that the council at scale 1 published.
func read(t *testing.T, each func(time.Time, gazette.Subject, any)) *notebook {
	t.Helper()
	n, err := told()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range n.all {
		if each != nil {
			each(p.at, p.subject, p.content)
		}
	}
	return n
}

func (n *notebook) count(k gazette.Kind) int {
	c := 0
	for s := range n.latest {
		if s.Kind == k {
			c++
		}
	}
	return c
}

func TestCouncilIsWhole(t *testing.T) {
	t.Parallel()
	n := read(t, nil)
	if got := n.count(gazette.KindWard); got != 21 {
		t.Errorf("%d wards, want 21", got)
	}
	sitting, items := 0, 0
	kinds := map[council.BodyKind]int{}
	for s, c := range n.latest {
		switch c := c.(type) {
		case gazette.Person:
			for _, w := range c.Represents {
				if s.Kind == gazette.KindPerson && w.Covers(standing) {
					sitting++
				}
			}
		case gazette.Body:
			kinds[c.Kind]++
		case gazette.Agenda:
			items += len(c.Items)
		}
	}
	if sitting != 63 {
		t.Errorf("%d councillors in office, want 63", sitting)
	}
	want := map[council.BodyKind]int{council.FullCouncil: 1, council.Cabinet: 1, council.Scrutiny: 5, council.AreaCommittee: 6, council.Regulatory: 4, council.PartnershipBody: 1}
	for k, w := range want {
		if kinds[k] != w {
			t.Errorf("%d bodies of kind %s, want %d", kinds[k], k, w)
		}
	}
	if items < 5000 || items > 7500 {
		t.Errorf("%d items, want about 6,000", items)
	}
	t.Logf("%d entries, %d meetings, %d agendas, %d items, %d issues, %d documents, %d decisions", len(n.entries), n.count(gazette.KindMeeting),
		n.count(gazette.KindAgenda), items, n.count(gazette.KindIssue), n.count(gazette.KindDocument), n.count(gazette.KindDecision))
}

func TestSameOptionsSameEntries(t *testing.T) {
	t.Parallel()
	a, b := read(t, nil), load(t, 1, nil)
	if len(a.entries) != len(b.entries) {
		t.Fatalf("%d entries, then %d", len(a.entries), len(b.entries))
	}
	for i := range a.entries {
		if a.entries[i] != b.entries[i] {
			t.Fatalf("entry %d is %s, then %s", i, a.entries[i], b.entries[i])
		}
	}
}

func TestMomentsAreSane(t *testing.T) {
	t.Parallel()
	everything := []func(func(time.Time, gazette.Subject, any)){
		func(each func(time.Time, gazette.Subject, any)) { read(t, each) },
		func(each func(time.Time, gazette.Subject, any)) { load(t, 3, each) },
	}
	for _, through := range everything {
		days := map[int]gazette.Meeting{}
		through(func(at time.Time, s gazette.Subject, content any) {
			if !at.Before(standing.Time()) {
				t.Errorf("%v is published at %v, on or after %v", s, at, standing)
			}
			switch c := content.(type) {
			case gazette.Meeting:
				days[s.Number] = c
				if c.State == council.Held && at.Before(c.Day.Time()) {
					t.Errorf("meeting %d of %v was held already at %v", s.Number, c.Day, at)
				}
			case gazette.Minutes:
				if at.Before(days[s.Number].Day.Time()) {
					t.Errorf("minutes of meeting %d were published at %v, before %v", s.Number, at, days[s.Number].Day)
				}
			case gazette.Agenda:
				if got := clearDays(council.DayOf(at), days[s.Number].Day); got < 5 && c.Label.En == "Agenda" {
					t.Errorf("agenda of meeting %d on %v published %v: %d clear days", s.Number, days[s.Number].Day, at, got)
				}
			}
		})
	}
}

func TestProseIsRead(t *testing.T) {
	t.Parallel()
	unread, limbs, points := 0, 0, 0
	read(t, func(_ time.Time, s gazette.Subject, content any) {
		m, ok := content.(gazette.Minutes)
		if !ok {
			return
		}
		for _, it := range m.Items {
			text := it.Prose.En
			limbs, points = limbs+len(it.Resolution), points+len(it.Points)
			if strings.ContainsAny(text, "{}") {
				t.Errorf("meeting %d item %d has a template left over: %s", s.Number, it.Item, text)
			}
			says := strings.Contains(text, "RESOLVED") || strings.Contains(text, "Resolved") || strings.Contains(text, "AGREED") || strings.Contains(text, "NOTED")
			bullets := strings.Count(text, "<ul>")
			if says && len(it.Resolution) == 0 || bullets > 0 && len(it.Points) == 0 {
				if unread++; unread < 6 {
					t.Errorf("meeting %d item %d was not read: %s", s.Number, it.Item, text)
				}
			}
		}
	})
	t.Logf("%d limbs, %d points, %d unread", limbs, points, unread)
}

func TestDaysOfNotice(t *testing.T) {
	t.Parallel()
	for meeting, want := range map[string]string{"2018-03-13": "2018-03-05", "2018-04-05": "2018-03-26"} {
		day, err := council.ParseDay(meeting)
		if err != nil {
			t.Fatal(err)
		}
		if got := lastNotice(day).String(); got != want {
			t.Errorf("last notice of a meeting on %s is %s, want %s", meeting, got, want)
		}
	}
}
