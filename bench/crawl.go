package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// The bounds of a crawl, so that it ends whatever it is led to.
const (
	mostPages    = 400_000
	mostCalendar = 1_000 // pages of a calendar, which may have no end
	crawlTurn    = 4 * time.Second
)

// crawl reads everything at each size, first in quiet and then in turns: quiet, while an agenda is
// published every second, quiet, ...
func (s *suite) crawl(ctx context.Context) error {
	for _, size := range s.sizes {
		if err := s.crawlSize(ctx, size); err != nil {
			return fmt.Errorf("%s: %w", size, err)
		}
	}
	return nil
}

func (s *suite) crawlSize(ctx context.Context, size string) error {
	folder, files := filepath.Join(s.scratch, "crawl-"+size), filepath.Join(s.made[size].Folder, "files")
	if err := copyRecord(ctx, s.made[size].Folder, folder); err != nil {
		return err
	}
	server, err := s.serve(ctx, folder, files, defaultCacheMB)
	if err != nil {
		return err
	}
	defer func() { _ = server.stop() }()
	fmt.Printf("\nCrawl, size %s\n", size)
	pages, err := s.discover(ctx, server, size)
	if err != nil {
		return err
	}
	t, err := s.turns(ctx, server, folder, pages)
	if err != nil {
		return err
	}
	if err := s.compare(ctx, server, folder, files, pages, &t.told); err != nil {
		return err
	}
	s.reportCrawl(size, t)
	return nil
}

// walk is a crawl under way.
type walk struct {
	mu     sync.Mutex
	known  map[string]bool
	byKind map[string]int
	next   []request
}

func (w *walk) add(to string) {
	if w.known[to] || !isPage(to) || len(w.known) >= mostPages || kind(to) == "calendar" && w.byKind["calendar"] >= mostCalendar {
		return
	}
	w.known[to] = true
	w.byKind[kind(to)]++
	w.next = append(w.next, ask(to, 200))
}

// discover follows links from the home page until there are no more, and gives every page.
func (s *suite) discover(ctx context.Context, server *process, size string) ([]request, error) {
	c, err := gather(ctx, server.addr)
	if err != nil {
		return nil, err
	}
	defer c.close()
	w := &walk{known: map[string]bool{}, byKind: map[string]int{}}
	w.add("/")
	var all []request
	began, bytes := time.Now(), 0
	before, err := server.cpu()
	if err != nil {
		return nil, err
	}
	for len(w.next) > 0 {
		batch := w.next
		w.next = nil
		_, err := c.each(ctx, batch, func(_ int, got reply) {
			found := links(got.body)
			w.mu.Lock()
			defer w.mu.Unlock()
			bytes += len(got.body)
			for _, to := range found {
				w.add(to)
			}
		})
		if err != nil {
			return nil, err
		}
		all = append(all, batch...)
	}
	after, err := server.cpu()
	if err != nil {
		return nil, err
	}
	fmt.Printf("  everything, once: %d pages, %.0f MB, in %s, %.0f µs of CPU each\n", len(all), float64(bytes)/(1<<20),
		time.Since(began).Round(time.Second/10), float64((after-before).Microseconds())/float64(len(all)))
	fmt.Println("  " + tally(w.byKind))
	_, most, err := server.resident()
	if err != nil {
		return nil, err
	}
	g := gate{section: "memory", name: "resident memory while crawling everything, " + size, value: most, unit: " MB", bar: 200}
	s.ledger.add(g)
	fmt.Printf("  resident memory at most %.0f MB\n", most)
	return all, nil
}

func tally(byKind map[string]int) string {
	kinds := slices.SortedFunc(maps.Keys(byKind), func(a, b string) int { return cmp.Compare(byKind[b], byKind[a]) })
	var parts []string
	for _, k := range kinds {
		parts = append(parts, fmt.Sprintf("%s %d", cmp.Or(k, "home"), byKind[k]))
	}
	return strings.Join(parts, ", ")
}

// crawled is what the turns came to: pages per second and CPU µs per page, in quiet and while
// agendas were published, and what the publisher told.
type crawled struct {
	quiet, busy runner
	told        told
}

// turns crawls on, in turns, through the pages in random order.
func (s *suite) turns(ctx context.Context, server *process, folder string, pages []request) (*crawled, error) {
	c, err := gather(ctx, server.addr)
	if err != nil {
		return nil, err
	}
	defer c.close()
	p, err := startPublisher(ctx, folder, server.addr)
	if err != nil {
		return nil, err
	}
	defer p.kill()
	t := &crawled{}
	order := shuffled(pages, 200_000, 4)
	at := 0
	turn := func(r *runner, length time.Duration) error {
		r.server = server
		n, err := r.crawlFor(ctx, c, order[at:], length)
		at = (at + n) % (len(order) / 2)
		return err
	}
	for range max(5, s.rounds) {
		if err := turn(&t.quiet, crawlTurn); err != nil {
			return t, err
		}
		if err := p.say("on"); err != nil {
			return t, err
		}
		if err := turn(&t.busy, crawlTurn); err != nil {
			return t, err
		}
		if err := p.say("off"); err != nil {
			return t, err
		}
	}
	t.told, err = p.finish()
	return t, err
}

// crawlFor reads pages in order until time is up.
func (r *runner) crawlFor(ctx context.Context, c crowd, order []request, length time.Duration) (int, error) {
	limited, cancel := context.WithTimeout(ctx, length)
	defer cancel()
	before, err := r.server.cpu()
	if err != nil {
		return 0, err
	}
	began := time.Now()
	n, err := c.each(limited, order, nil)
	if err != nil || n == 0 {
		return n, err
	}
	took := time.Since(began)
	after, err := r.server.cpu()
	r.cost = append(r.cost, float64((after-before).Nanoseconds())/1000/float64(n))
	r.rate = append(r.rate, float64(n)/took.Seconds())
	return n, err
}

// compared is how many pages are compared at the end.
const compared = 1000

// compare holds pages of the server that has lived through the publications against those of one
// that keeps nothing: a page that differs is stale.
func (s *suite) compare(ctx context.Context, server *process, folder, files string, pages []request, t *told) error {
	fresh, err := s.serve(ctx, folder, files, 0)
	if err != nil {
		return err
	}
	defer func() { _ = fresh.stop() }()
	some := shuffled(pages, min(compared, len(pages)), 5)
	for _, path := range t.Pages {
		some = append(some, ask(path, 200))
	}
	kept, err := bodiesOf(ctx, server, some)
	if err != nil {
		return err
	}
	made, err := bodiesOf(ctx, fresh, some)
	if err != nil {
		return err
	}
	for i := range kept {
		if string(kept[i].body) != string(made[i].body) {
			t.Stale = append(t.Stale, kept[i].path+" differs from the page made anew")
		}
	}
	t.Checks += len(kept)
	return nil
}

func (s *suite) reportCrawl(size string, t *crawled) {
	fmt.Printf("  quiet                 %s a page, %.0f pages/s\n", spreadOf(t.quiet.cost).micros(), spreadOf(t.quiet.rate).median)
	fmt.Printf("  while publishing      %s a page, %.0f pages/s\n", spreadOf(t.busy.cost).micros(), spreadOf(t.busy.rate).median)
	byCost, byRate := over(t.quiet.cost, t.busy.cost), over(t.busy.rate, t.quiet.rate)
	fmt.Printf("  while publishing, of quiet: %s by CPU, %s by rate\n", byCost, byRate)
	fmt.Printf("  %d agendas published, %s each (%s); %d looks at pages just after, %d stale\n", t.told.Acts,
		time.Duration(spreadOf(t.told.Took).median*float64(time.Millisecond)).Round(time.Millisecond), strings.Join(t.told.Pages, " "), t.told.Checks, len(t.told.Stale))
	for _, stale := range t.told.Stale[:min(5, len(t.told.Stale))] {
		fmt.Println("    stale:", stale)
	}
	section := "crawl " + size
	s.ledger.add(gate{section: section, name: "crawl while publishing, " + size + ", of the quiet crawl by CPU", value: byCost.median, bar: 0.8, aim: 0.95, least: true})
	s.ledger.add(gate{section: "stale", name: "pages stale after a publication, " + size, value: float64(len(t.told.Stale))})
	if t.told.Acts < 5 {
		s.ledger.add(gate{section: "stale", name: "agendas published, " + size, value: float64(t.told.Acts), bar: 5, least: true})
	}
}
