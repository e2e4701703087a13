package main

import (
	"context"
	"fmt"
	"time"
)

// memory measures what the program takes when nobody asks for anything.
func (s *suite) memory(ctx context.Context) error {
	fmt.Println("\nMemory, idle")
	for _, size := range s.sizes {
		server, err := s.serveSize(ctx, size, defaultCacheMB)
		if err != nil {
			return err
		}
		now, err := idle(ctx, server)
		if stopErr := server.stop(); err == nil {
			err = stopErr
		}
		if err != nil {
			return err
		}
		fmt.Printf("  %s: %.0f MB resident\n", size, now)
		s.ledger.add(gate{section: "memory", name: "resident memory idle, " + size, value: now, unit: " MB", bar: 60})
	}
	return nil
}

// idle is the memory of a server that has answered once and then been left alone for a while.
func idle(ctx context.Context, server *process) (float64, error) {
	if err := answers(ctx, server); err != nil {
		return 0, err
	}
	time.Sleep(3 * time.Second)
	now, _, err := server.resident()
	return now, err
}

// answers holds that the home page comes.
func answers(ctx context.Context, server *process) error {
	one, err := dial(ctx, server.addr)
	if err != nil {
		return err
	}
	defer one.close()
	r := ask("/", 200)
	_, err = one.do(&r)
	return err
}

// startsMeasured is how often the program is started.
const startsMeasured = 11

// starts measures the time from starting the program to its first answer.
func (s *suite) starts(ctx context.Context) error {
	fmt.Println("\nStart to first answer")
	for _, size := range s.sizes {
		var took []float64
		for range startsMeasured {
			began := time.Now()
			server, err := s.serveSize(ctx, size, defaultCacheMB)
			if err != nil {
				return err
			}
			err = answers(ctx, server)
			took = append(took, float64(time.Since(began).Microseconds())/1000)
			if stopErr := server.stop(); err == nil {
				err = stopErr
			}
			if err != nil {
				return err
			}
		}
		all := spreadOf(took)
		fmt.Printf("  %s: %.0f ms (%.0f–%.0f)\n", size, all.median, all.least, all.most)
		s.ledger.add(gate{section: "start", name: "start to first answer, " + size, value: all.median, unit: " ms", bar: 200, aim: 50})
	}
	return nil
}
