package main

import (
	"context"
	"fmt"
)

// lineup is what is measured together at one size: the subjects and, twice each, the yardsticks.
type lineup struct {
	bare, bareAgain, nginx, nginxAgain *runner // nginx is nil where it is not installed
	cached, packed, same               *runner
	meetings                           []*runner
}

func (l *lineup) all() []*runner {
	all := []*runner{l.bare, l.cached}
	if l.nginx != nil {
		all = append(all, l.nginx, l.same, l.nginxAgain)
	} else {
		all = append(all, l.same)
	}
	return append(append(all, l.bareAgain, l.packed), l.meetings...)
}

// cachedPages measures finished pages beside the yardsticks.
func (s *suite) cachedPages(ctx context.Context, size string, f found) error {
	issues := f.issues[:min(len(f.issues), cachedPages)]
	p, err := s.scratchPool("pool-"+size, append(issues[:len(issues):len(issues)], f.meetings...))
	if err != nil {
		return err
	}
	var running []*process
	defer func() {
		for _, one := range running {
			_ = one.stop()
		}
	}()
	server, err := s.serveSize(ctx, size, defaultCacheMB)
	if err != nil {
		return err
	}
	running = append(running, server)
	bare, err := startBare(ctx, s.cores, p)
	if err != nil {
		return err
	}
	running = append(running, bare)
	nginx, err := startNginx(ctx, s.cores, p, s.scratch)
	if err != nil {
		return err
	}
	if nginx != nil {
		running = append(running, nginx)
	}
	l, err := line(ctx, server, bare, nginx, issues, f.meetings)
	if err != nil {
		return err
	}
	if err := interleave(ctx, s.rounds, l.all()); err != nil {
		return err
	}
	s.reportCached(size, l, issues)
	return nil
}

// line puts the runners together: all draw the same pages in the same order.
func line(ctx context.Context, server, bare, nginx *process, issues, meetings []bodied) (*lineup, error) {
	plain := requestsFor(issues)
	same, packed, err := variants(ctx, server, issues)
	if err != nil {
		return nil, err
	}
	draw := func(r []request) []request { return shuffled(r, 4*len(r), 3) }
	l := &lineup{
		bare:      &runner{name: "bare handler", server: bare, requests: draw(plain)},
		bareAgain: &runner{name: "bare handler again", server: bare, requests: draw(plain)},
		cached:    &runner{name: "issue page, cached", server: server, requests: draw(plain)},
		packed:    &runner{name: "issue page, cached and compressed", server: server, requests: draw(packed)},
		same:      &runner{name: "issue page, not modified (304)", server: server, requests: draw(same)},
	}
	if nginx != nil {
		l.nginx = &runner{name: "nginx", server: nginx, requests: draw(plain)}
		l.nginxAgain = &runner{name: "nginx again", server: nginx, requests: draw(plain)}
	}
	for i, b := range meetings {
		l.meetings = append(l.meetings, &runner{name: fmt.Sprintf("meeting of %d items, cached", itemsOf()[i]),
			server: server, requests: []request{b.request()}})
	}
	return l, nil
}

// variants are the requests for the same pages that must be answered with 304, and compressed.
func variants(ctx context.Context, server *process, pages []bodied) (same, packed []request, err error) {
	one, err := dial(ctx, server.addr)
	if err != nil {
		return nil, nil, err
	}
	defer one.close()
	for _, b := range pages {
		r := b.request()
		got, err := one.do(&r)
		if err != nil {
			return nil, nil, err
		}
		tag := got.header("Etag")
		if tag == "" {
			return nil, nil, fmt.Errorf("%s has no ETag: %w", b.path, errWrong)
		}
		same = append(same, ask(b.path, 304, "If-None-Match: "+tag))
		r = ask(b.path, 200, "Accept-Encoding: gzip")
		if got, err = one.do(&r); err != nil {
			return nil, nil, err
		}
		if got.header("Content-Encoding") != "gzip" {
			return nil, nil, fmt.Errorf("%s did not come compressed: %w", b.path, errWrong)
		}
		packed = append(packed, r.expecting(got.body))
	}
	return same, packed, nil
}

func (s *suite) reportCached(size string, l *lineup, issues []bodied) {
	section := "pages " + size
	least, most := len(issues[0].body), len(issues[0].body)
	for _, b := range issues {
		least, most = min(least, len(b.body)), max(most, len(b.body))
	}
	fmt.Printf("\nPages, size %s: %d issue pages of %d–%d bytes at random\n", size, len(issues), least, most)
	for _, r := range l.all() {
		beside := r.against(l.bare).String() + " of bare"
		if l.nginx != nil {
			beside += ", " + r.against(l.nginx).String() + " of nginx"
		}
		fmt.Printf("  %-36s %s  %s, %.0f/s\n", r.name, spreadOf(r.cost).micros(), beside, spreadOf(r.rate).median)
	}
	s.judgeSelf(section, "the bare handler", l.bareAgain, l.bare)
	s.ledger.add(gate{section: section, name: "cached issue page, " + size + ", as a share of the bare handler",
		value: l.cached.against(l.bare).median, bar: 0.90, aim: 0.98, least: true})
	if l.nginx == nil {
		return
	}
	s.judgeSelf(section, "nginx", l.nginxAgain, l.nginx)
	s.ledger.add(gate{section: section, name: "cached issue page, " + size + ", as a share of nginx",
		value: l.cached.against(l.nginx).median, bar: 0.45, least: true})
	s.ledger.add(gate{section: section, name: "304 of an issue page, " + size + ", as a share of nginx's 200",
		value: l.same.against(l.nginx).median, bar: 0.9, least: true})
}

// judgeSelf says whether a yardstick agrees with itself.
func (s *suite) judgeSelf(section, name string, again, first *runner) {
	word := "agrees with itself"
	if !even(again, first) {
		word = "does not agree with itself: inconclusive"
		s.ledger.doubt(section)
	}
	fmt.Printf("  %s %s: %s\n", name, word, again.against(first))
}

// calmBare is what the bare handler spends on such a page where the bars were set, in µs. A machine
// on which it spends half as much again is slower or disturbed, and bars in µs say nothing there.
const calmBare, disturbed = 28.7, 1.5

// uncachedPages measures pages that are made for every request, all sizes in one lineup, with the
// bare handler to see what the machine adds.
func (s *suite) uncachedPages(ctx context.Context, runners []*runner, issues []bodied) error {
	p, err := s.scratchPool("pool-uncached", issues)
	if err != nil {
		return err
	}
	server, err := startBare(ctx, s.cores, p)
	if err != nil {
		return err
	}
	defer func() { _ = server.stop() }()
	bare := &runner{name: "bare handler", server: server, requests: requestsFor(issues)}
	again := *runners[0]
	again.name += " again"
	all := append([]*runner{bare}, runners...)
	if err := interleave(ctx, s.rounds, append(all, &again)); err != nil {
		return err
	}
	s.reportUncached(runners, &again)
	s.judgeMachine(spreadOf(bare.cost).median)
	return nil
}

// judgeMachine says whether bars in µs can be held against this machine now.
func (s *suite) judgeMachine(bare float64) {
	if bare <= calmBare*disturbed {
		fmt.Printf("  the bare handler takes %.1f µs here, and %.1f where the bars were set\n", bare, calmBare)
		return
	}
	fmt.Printf("  the bare handler takes %.1f µs here, not %.1f: this machine is slower than the bars are for, or disturbed: inconclusive\n", bare, calmBare)
	s.ledger.doubt("micros")
}

func (s *suite) reportUncached(runners []*runner, again *runner) {
	fmt.Println("\nPages made for every request")
	bySize := map[string]*runner{}
	for _, r := range runners {
		fmt.Printf("  %-36s %s  %.0f bytes, %.0f/s\n", r.name, spreadOf(r.cost).micros(), r.meanSize(), spreadOf(r.rate).median)
		for _, size := range s.sizes {
			if r.name != "issue page, no cache, "+size {
				continue
			}
			bySize[size] = r
			s.ledger.add(gate{section: "micros", name: "uncached issue page, " + size, value: spreadOf(r.cost).median, bar: 220, aim: 125, unit: " µs"})
		}
	}
	s.judgeSelf("uncached", runners[0].name, again, runners[0])
	if small, large := bySize["S"], bySize["M"]; small != nil && large != nil {
		growth := over(large.cost, small.cost)
		fmt.Printf("  an issue page at M costs %s times one at S\n", growth)
		s.ledger.add(gate{section: "uncached", name: "uncached issue page, M over S", value: growth.median, bar: 1.2})
	}
}

func (r *runner) meanSize() float64 {
	total := 0
	for _, q := range r.requests {
		total += q.size
	}
	return float64(total) / float64(len(r.requests))
}
