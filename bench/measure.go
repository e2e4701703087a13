package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// runner is one thing that is measured: a server and the requests that it is given.
type runner struct {
	name     string
	server   *process
	requests []request // drawn from in order, over and over
	crowd    crowd
	turn     int       // requests in a turn
	cost     []float64 // CPU µs per request, a value a turn
	rate     []float64 // requests per second, a value a turn
}

// turnTime is about how long one runner is measured before the next has its turn: short enough
// that what disturbs the machine disturbs neighbours alike.
const turnTime = 300 * time.Millisecond

// interleave measures the runners in turn, A B C A B C, over the rounds.
func interleave(ctx context.Context, rounds int, runners []*runner) error {
	defer func() {
		for _, r := range runners {
			r.crowd.close()
			r.crowd = nil
		}
	}()
	for _, r := range runners {
		if err := r.warm(ctx); err != nil {
			return fmt.Errorf("%s: %w%s", r.name, err, r.server.lastWords())
		}
	}
	for range rounds {
		for _, r := range runners {
			if err := r.take(ctx); err != nil {
				return fmt.Errorf("%s: %w%s", r.name, err, r.server.lastWords())
			}
		}
	}
	return nil
}

// warm asks for everything once, so that each is in memory where the runner keeps it there, and
// finds how many requests make a turn.
func (r *runner) warm(ctx context.Context) (err error) {
	if r.crowd, err = gather(ctx, r.server.addr); err != nil {
		return err
	}
	if _, err := r.crowd.each(ctx, r.requests, nil); err != nil {
		return err
	}
	r.turn = min(len(r.requests), 200)
	began := time.Now()
	if _, err := r.crowd.each(ctx, r.requests[:r.turn], nil); err != nil {
		return err
	}
	perSecond := float64(r.turn) / time.Since(began).Seconds()
	r.turn = max(100, int(perSecond*turnTime.Seconds()))
	return nil
}

func (r *runner) take(ctx context.Context) error {
	batch := make([]request, 0, r.turn)
	from := len(r.cost) * r.turn
	for i := range r.turn {
		batch = append(batch, r.requests[(from+i)%len(r.requests)])
	}
	before, err := r.server.cpu()
	if err != nil {
		return err
	}
	began := time.Now()
	n, err := r.crowd.each(ctx, batch, nil)
	if err != nil {
		return err
	}
	took := time.Since(began)
	after, err := r.server.cpu()
	if err != nil {
		return err
	}
	if n != len(batch) {
		return fmt.Errorf("stopped: %w", errors.Join(ctx.Err()))
	}
	r.cost = append(r.cost, float64((after-before).Nanoseconds())/1000/float64(n))
	r.rate = append(r.rate, float64(n)/took.Seconds())
	return nil
}

// spread is a median with what lies around it.
type spread struct{ median, least, most float64 }

func spreadOf(values []float64) spread {
	sorted := slices.Sorted(slices.Values(values))
	if len(sorted) == 0 {
		return spread{}
	}
	middle := sorted[len(sorted)/2]
	if len(sorted)%2 == 0 {
		middle = (middle + sorted[len(sorted)/2-1]) / 2
	}
	return spread{middle, sorted[0], sorted[len(sorted)-1]}
}

// over divides the values of a round by one another, a with b, before anything is said of them.
func over(a, b []float64) spread {
	var ratios []float64
	for i := range min(len(a), len(b)) {
		ratios = append(ratios, a[i]/b[i])
	}
	return spreadOf(ratios)
}

// against is how fast the runner is as a share of a yardstick: the yardstick's cost over its own.
func (r *runner) against(yardstick *runner) spread { return over(yardstick.cost, r.cost) }

func (s spread) String() string { return fmt.Sprintf("%.2f (%.2f–%.2f)", s.median, s.least, s.most) }

// micros is the spread of a cost.
func (s spread) micros() string {
	return fmt.Sprintf("%6.1f µs (%.1f–%.1f)", s.median, s.least, s.most)
}

// even reports whether a yardstick measured against itself came out as itself: in the median, and
// in at least half of the rounds, without which the median is luck.
func even(again, first *runner) bool {
	self, close := again.against(first), 0
	for i := range first.cost {
		if r := first.cost[i] / again.cost[i]; r >= 0.9 && r <= 1.1 {
			close++
		}
	}
	return self.median >= 0.9 && self.median <= 1.1 && 2*close >= len(first.cost)
}
