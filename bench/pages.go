package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// The issue pages that are measured: about as long as an issue page of substance is. Most issues of
// the demonstration council come before one body once and have shorter ones.
const (
	pageSize    = 40_000
	pageOff     = 12_000 // how far from it a page may be
	looked      = 6000   // issues looked at to find pages of that length
	leastPages  = 50     // taken in any case, the nearest
	cachedPages = 500
)

// serve starts the program on a council, with a cache of so many MB.
func (s *suite) serve(ctx context.Context, folder, files string, cacheMB int) (*process, error) {
	server, err := s.cores.start(ctx, s.binary, "serve", "--data", folder, "--files", files,
		"--addr", "127.0.0.1:0", "--cache-mb", strconv.Itoa(cacheMB))
	if err != nil {
		return nil, err
	}
	return server, server.listening()
}

func (s *suite) serveSize(ctx context.Context, size string, cacheMB int) (*process, error) {
	folder := s.made[size].Folder
	return s.serve(ctx, folder, filepath.Join(folder, "files"), cacheMB)
}

// defaultCacheMB is what the program keeps unless it is told otherwise.
const defaultCacheMB = 64

// pages measures single pages beside the yardsticks, each size in its own lineup, and the uncached
// pages of all sizes in one.
func (s *suite) pages(ctx context.Context) error {
	var bare []*process
	defer func() {
		for _, p := range bare {
			_ = p.stop()
		}
	}()
	var uncached []*runner
	var issues []bodied
	for _, size := range s.sizes {
		server, err := s.serveSize(ctx, size, 0)
		if err != nil {
			return err
		}
		bare = append(bare, server)
		found, err := s.findPages(ctx, server, size)
		if err != nil {
			return err
		}
		uncached, issues = append(uncached, found.uncached...), found.issues
		if err := s.cachedPages(ctx, size, found); err != nil {
			return err
		}
	}
	return s.uncachedPages(ctx, uncached, issues)
}

// found is what there is to measure at one size.
type found struct {
	size     string
	issues   []bodied // pages nearest to the length, nearest first
	any      []bodied // pages of any length
	meetings []bodied
	uncached []*runner
}

// bodied is a page with the body that it had first.
type bodied struct {
	path string
	body []byte
	head []byte // the answer's headers, as they were sent
}

func (b bodied) request(headers ...string) request {
	return ask(b.path, 200, headers...).expecting(b.body)
}

// findPages looks at issues at random, keeps those whose pages are nearest to the length, and
// reads the long meetings.
func (s *suite) findPages(ctx context.Context, server *process, size string) (found, error) {
	f := found{size: size}
	paths, err := listed(ctx, server, "/issues", "/issues/", 25*looked)
	if err != nil {
		return f, err
	}
	var asks []request
	for _, p := range paths {
		asks = append(asks, ask(p, 200))
	}
	if len(asks) > looked {
		asks = shuffled(asks, looked, 1)
	}
	pages, err := bodiesOf(ctx, server, asks)
	if err != nil {
		return f, err
	}
	slices.SortStableFunc(pages, func(a, b bodied) int {
		return cmp.Or(cmp.Compare(off(a), off(b)), cmp.Compare(a.path, b.path))
	})
	pages = slices.CompactFunc(pages, func(a, b bodied) bool { return a.path == b.path })
	near := slices.IndexFunc(pages, func(b bodied) bool { return off(b) > pageOff })
	if near < 0 {
		near = len(pages)
	}
	f.issues = pages[:min(len(pages), max(near, leastPages))]
	f.any = shuffledPages(pages, 1000)
	var meetings []request
	for _, n := range itemsOf() {
		meetings = append(meetings, ask(fmt.Sprintf("/meetings/%d", s.made[size].Meetings[n]), 200))
	}
	if f.meetings, err = bodiesOf(ctx, server, meetings); err != nil {
		return f, err
	}
	f.uncached = f.runners(server)
	return f, nil
}

func off(b bodied) int { return max(len(b.body)-pageSize, pageSize-len(b.body)) }

// runners are the uncached subjects: issues at random, and each long meeting.
func (f found) runners(server *process) []*runner {
	issues, short := requestsFor(f.issues), requestsFor(f.any)
	all := []*runner{{name: "issue page, no cache, " + f.size, server: server, requests: shuffled(issues, 10*len(issues), 2)},
		{name: "issue of any length, no cache, " + f.size, server: server, requests: short}}
	for i, b := range f.meetings {
		name := fmt.Sprintf("meeting of %d items, no cache, %s", itemsOf()[i], f.size)
		all = append(all, &runner{name: name, server: server, requests: []request{b.request()}})
	}
	return all
}

func requestsFor(pages []bodied) []request {
	var all []request
	for _, b := range pages {
		all = append(all, b.request())
	}
	return all
}

// shuffledPages is at most n of the pages, in random order.
func shuffledPages(pages []bodied, n int) []bodied {
	rng := rand.New(rand.NewPCG(6, 1))
	mixed := slices.Clone(pages)
	rng.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	return mixed[:min(n, len(mixed))]
}

// bodiesOf asks for pages and keeps their bodies, in the order asked.
func bodiesOf(ctx context.Context, server *process, asks []request) ([]bodied, error) {
	c, err := gather(ctx, server.addr)
	if err != nil {
		return nil, err
	}
	defer c.close()
	pages := make([]bodied, len(asks))
	_, err = c.each(ctx, asks, func(i int, got reply) { pages[i] = bodied{asks[i].path, bytes.Clone(got.body), bytes.Clone(got.head)} })
	return pages, err
}

// listed reads a register page by page and gives the addresses it leads to that begin so.
func listed(ctx context.Context, server *process, register, prefix string, most int) ([]string, error) {
	one, err := dial(ctx, server.addr)
	if err != nil {
		return nil, err
	}
	defer one.close()
	var paths []string
	known := map[string]bool{}
	for page := 1; page < 10_000 && len(paths) < most; page++ {
		path := register
		if page > 1 {
			path += "?page=" + strconv.Itoa(page)
		}
		r := ask(path, 200)
		got, err := one.do(&r)
		if got.status == 404 && page > 1 {
			break
		}
		if err != nil {
			return nil, err
		}
		before := len(paths)
		for _, to := range links(got.body) {
			if len(to) > len(prefix) && to[:len(prefix)] == prefix && isNumber(to[len(prefix):]) && !known[to] {
				known[to] = true
				paths = append(paths, to)
			}
		}
		if len(paths) == before {
			break
		}
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("%s lists nothing under %s: %w", register, prefix, errWrong)
	}
	return paths, nil
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

// scratchPool makes a pool of the pages in a folder of its own.
func (s *suite) scratchPool(name string, pages []bodied) (pool, error) {
	p := pool{filepath.Join(s.scratch, name)}
	if err := os.MkdirAll(p.folder, 0o755); err != nil {
		return p, err
	}
	for _, b := range pages {
		if err := p.keep(b); err != nil {
			return p, err
		}
	}
	return p, nil
}
