package demo

import (
	"context"
	"hash/fnv"
	"math/rand/v2"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// borough is the council that is being told: who is in office, what is planned and what waits to
// be published.
type borough struct {
	opt       Options
	press     gazette.Press
	text      library
	printer   *printer
	queue     queue
	firstYear int // municipal years
	lastYear  int // the one of today

	used       map[gazette.Kind]int
	wards      []ward
	people     []*person
	seats      [][]*person // by ward, then place
	partners   []*person
	bodies     []*body
	byKey      map[string]*body
	posts      []*post
	meetings   []*meeting // of the years that are not over
	templates  []*template
	plans      planShelf
	clerks     map[string]*officer // by post
	references map[string]int      // by prefix and year
	told       map[string]*matter  // hand-written stories by their keys
	pending    []pendingRelation
	calledIn   int // decisions so far
	done       int
	total      int
	progress   func(done, total int)
}

// dice are random numbers that depend on the seed and on what they are for, not on what was
// rolled before: so one story can change without moving all others.
func (b *borough) dice(parts ...any) *rand.Rand {
	h := fnv.New64a()
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			h.Write([]byte(p))
		case int:
			h.Write([]byte(strconv.Itoa(p)))
		}
		h.Write([]byte{0})
	}
	return rand.New(rand.NewPCG(b.opt.Seed, h.Sum64()))
}

// number gives out the next number of a kind.
func (b *borough) number(k gazette.Kind) int {
	if b.used[k] == 0 {
		b.used[k] = firstNumber(k)
	} else {
		b.used[k]++
	}
	return b.used[k]
}

func firstNumber(k gazette.Kind) int {
	switch k {
	case gazette.KindIssue, gazette.KindMeeting:
		return 101
	case gazette.KindDocument, gazette.KindItem:
		return 1001
	}
	return 1
}

// base says whether a municipal year is one of the three that are told in full; the years before
// it exist for load tests.
func (b *borough) base(year int) bool { return year > b.lastYear-3 }

func (b *borough) publish(ctx context.Context, act gazette.Act, k gazette.Kind, n int, content any) error {
	_, err := act.Publish(ctx, gazette.Subject{Kind: k, Number: n}, content)
	return err
}

// pen makes a pen whose dice belong to the given thing.
func (b *borough) pen(parts ...any) *pen {
	return &pen{rng: b.dice(parts...), values: map[string]string{}, lists: b.text.lists}
}

func en(s string) council.Text { return council.InEnglish(s) }

// slug is a name for an address: lower-case ASCII letters, digits and dots.
func slug(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.':
			return r
		case r == ' ', r == '-':
			return '.'
		}
		return -1
	}, strings.ToLower(s))
}
