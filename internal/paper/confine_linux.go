package paper

import (
	"fmt"
	"syscall"
)

// confine binds the process: to its memory (data, since the Go runtime reserves much more address
// space than it ever uses), to few open files, and to no core dumps, which would hold the papers.
func confine(l Limits) error {
	for what, limit := range map[int]uint64{
		syscall.RLIMIT_DATA:   uint64(l.Memory),
		syscall.RLIMIT_NOFILE: 64,
		syscall.RLIMIT_CORE:   0,
	} {
		if err := syscall.Setrlimit(what, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
			return fmt.Errorf("set limit %d to %d: %w", what, limit, err)
		}
	}
	return nil
}
