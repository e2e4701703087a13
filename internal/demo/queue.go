package demo

import (
	"cmp"
	"container/heap"
	"context"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// deed is something that is published or happens at its moment.
type deed func(ctx context.Context, act gazette.Act) error

// part of a day: what gives notice is published in the morning, what records in the afternoon.
type part int

const (
	morning part = iota
	afternoon
)

type queued struct {
	day   council.Day
	part  part
	order int
	do    deed
}

// queue holds what is still to happen, in the order in which it will.
type queue struct {
	waiting []queued
	pushed  int
	// weekly gathers what is published into two acts a week: notices on Monday, which is never
	// later than they must be, records on Friday, which is never before they can be.
	weekly bool
}

func (q *queue) Len() int      { return len(q.waiting) }
func (q *queue) Swap(i, j int) { q.waiting[i], q.waiting[j] = q.waiting[j], q.waiting[i] }
func (q *queue) Push(x any)    { q.waiting = append(q.waiting, x.(queued)) }
func (q *queue) Pop() any {
	last := q.waiting[len(q.waiting)-1]
	q.waiting = q.waiting[:len(q.waiting)-1]
	return last
}
func (q *queue) Less(i, j int) bool {
	a, b := q.waiting[i], q.waiting[j]
	return cmp.Or(a.day.Compare(b.day), cmp.Compare(a.part, b.part), cmp.Compare(a.order, b.order)) < 0
}

func (q *queue) push(day council.Day, p part, do deed) {
	if q.weekly {
		day = gathered(day, p)
	}
	q.pushed++
	heap.Push(q, queued{day, p, q.pushed, do})
}

func gathered(day council.Day, p part) council.Day {
	for p == morning && day.Weekday() != time.Monday {
		day = day.Add(-1)
	}
	for p == afternoon && day.Weekday() != time.Friday {
		day = day.Add(1)
	}
	return day
}

// moment is when the deeds of a part of a day are published.
func moment(day council.Day, p part) time.Time {
	hour := 9*time.Hour + 15*time.Minute
	if p == afternoon {
		hour = 15*time.Hour + 40*time.Minute
	}
	return day.Time().Add(hour)
}

// run does what is queued, each part of a day as one act, up to the day before today.
func (b *borough) run(ctx context.Context) error {
	for b.queue.Len() > 0 && b.queue.waiting[0].day.Before(b.opt.Today) {
		first := b.queue.waiting[0]
		_, err := b.press.Act(ctx, moment(first.day, first.part), func(ctx context.Context, act gazette.Act) error {
			return b.doPart(ctx, act, first.day, first.part)
		})
		if err != nil {
			return err
		}
	}
	b.progress(b.total, b.total)
	return nil
}

func (b *borough) doPart(ctx context.Context, act gazette.Act, day council.Day, p part) error {
	for b.queue.Len() > 0 {
		next := b.queue.waiting[0]
		// A deed may queue another for a moment that has come already: it is done now.
		if day.Before(next.day) || next.day == day && next.part > p {
			return nil
		}
		heap.Pop(&b.queue)
		if err := next.do(ctx, act); err != nil {
			return err
		}
	}
	return nil
}
