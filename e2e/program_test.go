package e2e

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// program is the binary under test, built afresh, and what was made with it once
// for all tests.
type program struct {
	folder string // thrown away at the end
	binary string
	shared string // the folder ../shared beside the project, where there is one
	demo   func() (demonstration, error)
	// workshop is a copy of the demonstration in which tests may write. Another stands in the folder "wild".
	workshop func() (demonstration, error)
}

// demonstration is the demonstration council, being served.
type demonstration struct {
	data string // its folder; nobody writes in it
	site string // http://127.0.0.1:port
}

// moothall is set once, before any test runs.
var moothall program

func TestMain(m *testing.M) {
	code, err := runAll(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		code = 1
	}
	os.Exit(code)
}

func runAll(m *testing.M) (code int, err error) {
	folder, err := os.MkdirTemp("", "moothall-e2e-")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(folder)
	shared, err := filepath.Abs("../../shared")
	if err != nil {
		return 1, err
	}
	moothall = program{folder: folder, binary: filepath.Join(folder, "bin", "moothall"), shared: shared}
	if given := os.Getenv("MOOTHALL_TEST_BINARY"); given != "" {
		// A binary that somebody else has built, such as one to be released.
		moothall.binary = given
	} else if out, err := exec.Command("go", "build", "-o", moothall.binary, "moothall/cmd/moothall").CombinedOutput(); err != nil {
		return 1, fmt.Errorf("build: %w\n%s", err, out)
	}
	var served []*server
	moothall.demo = sync.OnceValues(func() (demonstration, error) {
		data := filepath.Join(folder, "demo")
		if given := os.Getenv("MOOTHALL_TEST_DEMO"); given != "" {
			// Made before, for who changes pages and does not want to wait.
			data = given
		} else if out, err := exec.Command(moothall.binary, "demo", "--data", data).CombinedOutput(); err != nil {
			return demonstration{}, fmt.Errorf("moothall demo: %w\n%s", err, out)
		}
		// Before anything is served, so that the copies are whole.
		for _, name := range []string{"workshop", "wild"} {
			if out, err := exec.Command("cp", "-a", data, filepath.Join(folder, name)).CombinedOutput(); err != nil {
				return demonstration{}, fmt.Errorf("copy the demonstration: %w\n%s", err, out)
			}
		}
		s, err := startServer(moothall.binary, nil, "--data", data)
		if err != nil {
			return demonstration{}, err
		}
		served = append(served, s)
		return demonstration{data, s.site}, nil
	})
	moothall.workshop = sync.OnceValues(func() (demonstration, error) {
		if _, err := moothall.demo(); err != nil {
			return demonstration{}, err
		}
		s, err := startServer(moothall.binary, nil, "--data", filepath.Join(folder, "workshop"))
		if err != nil {
			return demonstration{}, err
		}
		served = append(served, s)
		return demonstration{filepath.Join(folder, "workshop"), s.site}, nil
	})
	code = m.Run()
	if browserOnce.stop != nil {
		browserOnce.stop()
	}
	for _, s := range served {
		err = errors.Join(err, s.stop())
	}
	return code, err
}

// demo makes and serves the demonstration council the first time it is asked.
func demo(t *testing.T) demonstration {
	t.Helper()
	d, err := moothall.demo()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// server is a running `moothall serve`.
type server struct {
	site    string
	command *exec.Cmd
	said    *log
	ended   chan error
}

// saidAddress finds the address that serve prints.
var saidAddress = regexp.MustCompile(`http://(127\.0\.0\.1|\[::1\]|localhost):\d+`)

// startServer starts serve on a free port and waits until it has said where.
func startServer(binary string, env []string, args ...string) (*server, error) {
	s := &server{
		command: exec.Command(binary, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...),
		said:    &log{}, ended: make(chan error, 1),
	}
	s.command.Env = append(os.Environ(), env...)
	read, write := io.Pipe()
	s.command.Stdout, s.command.Stderr = write, write
	if err := s.command.Start(); err != nil {
		return nil, err
	}
	addresses := make(chan string, 1)
	go func() {
		for lines := bufio.NewScanner(read); lines.Scan(); {
			s.said.add(lines.Text())
			if at := saidAddress.FindString(lines.Text()); at != "" && !strings.HasSuffix(at, ":0") {
				select {
				case addresses <- at:
				default:
				}
			}
		}
		_, _ = io.Copy(io.Discard, read)
	}()
	go func() { s.ended <- errors.Join(s.command.Wait(), write.Close()) }()
	select {
	case s.site = <-addresses:
		return s, nil
	case err := <-s.ended:
		return nil, fmt.Errorf("moothall serve ended before it said its address: %w\n%s", err, s.said)
	case <-time.After(60 * time.Second):
		_ = s.command.Process.Kill()
		return nil, fmt.Errorf("moothall serve did not say its address within a minute\n%s", s.said)
	}
}

// stop asks the server to end, as a person does with Ctrl-C, and says when it
// does so badly.
func (s *server) stop() error {
	if err := s.command.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case err := <-s.ended:
		if err != nil {
			return fmt.Errorf("moothall serve ended with: %w\n%s", err, s.said)
		}
		return nil
	case <-time.After(20 * time.Second):
		_ = s.command.Process.Kill()
		return errors.New("moothall serve did not end within 20 seconds of being asked to")
	}
}

// log is the lines that a server said.
type log struct {
	mu    sync.Mutex
	lines []string
}

func (l *log) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, line)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.lines, "\n")
}

// within gives a test's own time limit for what waits on something.
func within(t *testing.T, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}
