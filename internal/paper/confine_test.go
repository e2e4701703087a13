package paper

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// TestMain of the other test file runs this in a process of its own, see "confined-worker".

// TryConfined confines the process as a worker is and says what it can do all the same.
func TryConfined() []string {
	w := worker{limits: Limits{Memory: 512 << 20}.withDefaults()}
	if err := w.confine(); err != nil {
		return []string{"confine: " + err.Error()}
	}
	var mu sync.Mutex
	var able []string
	var all sync.WaitGroup
	for range 8 { // on threads that were there before and on others
		all.Go(func() {
			runtime.LockOSThread()
			for what, try := range map[string]func() error{
				"open a file":     func() error { _, err := os.ReadFile(os.Args[0]); return err },
				"write a file":    func() error { return os.WriteFile(os.TempDir()+"/moothall-confined", nil, 0o600) },
				"remove a file":   func() error { return os.Remove(os.TempDir() + "/moothall-confined") },
				"call out":        func() error { _, err := net.Dial("tcp", "127.0.0.1:1"); return err },
				"listen":          func() error { _, err := net.Listen("tcp", "127.0.0.1:0"); return err },
				"start a program": func() error { return exec.Command(os.Args[0]).Run() },
			} {
				if err := try(); !errors.Is(err, syscall.EPERM) {
					mu.Lock()
					able = append(able, what)
					mu.Unlock()
				}
			}
		})
	}
	all.Wait()
	return able
}

func TestWorkerReachesNothing(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("only Linux can hold a worker away from files and the network")
	}
	out, err := exec.CommandContext(t.Context(), os.Args[0], "confined-worker").CombinedOutput()
	if err != nil || strings.TrimSpace(string(out)) != "confined" {
		t.Errorf("a confined worker can %s (%v)", out, err)
	}
}
