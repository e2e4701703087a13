package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a server that was started for measuring, on a core of its own.
type process struct {
	cmd   *exec.Cmd
	addr  string // host:port
	lines *bufio.Scanner
	log   *tail
}

// tail keeps the end of what a process says, to be shown when it fails.
type tail struct{ text []byte }

// Write implements io.Writer.
func (t *tail) Write(p []byte) (int, error) {
	t.text = append(t.text, p...)
	t.text = t.text[max(0, len(t.text)-4000):]
	return len(p), nil
}

// cores says which core servers get, and which the client has; empty where the machine or the
// system gives no choice.
type cores struct{ server, client string }

func twoCores() cores {
	if _, err := exec.LookPath("taskset"); err != nil || runtime.NumCPU() < 2 {
		return cores{}
	}
	return cores{server: "0", client: "1-" + strconv.Itoa(runtime.NumCPU()-1)}
}

// settle moves this process to the client's cores.
func (c cores) settle(ctx context.Context) error {
	if c.client == "" {
		return nil
	}
	out, err := exec.CommandContext(ctx, "taskset", "-a", "-cp", c.client, strconv.Itoa(os.Getpid())).CombinedOutput()
	if err != nil {
		return fmt.Errorf("move to core %s: %w: %s", c.client, err, out)
	}
	runtime.GOMAXPROCS(1)
	return nil
}

// start runs a program on the server's core. It is killed when this process dies.
func (c cores) start(ctx context.Context, args ...string) (*process, error) {
	if c.server != "" {
		args = append([]string{"taskset", "-c", c.server}, args...)
	}
	return start(ctx, args...)
}

// start runs a program wherever the system likes.
func start(ctx context.Context, args ...string) (*process, error) {
	return startWith(ctx, nil, args...)
}

// startWith starts a program that reads from in, which may be nil.
func startWith(ctx context.Context, in *os.File, args ...string) (*process, error) {
	p := &process{log: &tail{}}
	p.cmd = exec.CommandContext(ctx, args[0], args[1:]...)
	if in != nil {
		p.cmd.Stdin = in
	}
	p.cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	p.cmd.Stderr = p.log
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(syscall.SIGTERM) }
	p.cmd.WaitDelay = 5 * time.Second
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.lines = bufio.NewScanner(out)
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", args[0], err)
	}
	return p, nil
}

// listening reads the address that the server prints when it is ready.
func (p *process) listening() error {
	for p.lines.Scan() {
		if _, address, found := strings.Cut(p.lines.Text(), "http://"); found {
			p.addr = strings.TrimSuffix(strings.TrimSpace(address), "/")
			go func() { _, _ = io.Copy(io.Discard, discard{p.lines}) }()
			return nil
		}
	}
	return fmt.Errorf("the server ended before it said where it is: %w: %s", p.stop(), p.log.text)
}

// discard reads lines that nobody wants, so that the server is never kept waiting.
type discard struct{ lines *bufio.Scanner }

// Read implements io.Reader.
func (d discard) Read([]byte) (int, error) {
	if d.lines.Scan() {
		return 0, nil
	}
	return 0, io.EOF
}

// lastWords is what the server said last, if anything, to be shown with an error.
func (p *process) lastWords() string {
	if len(p.log.text) == 0 {
		return ""
	}
	return "; the server said: " + string(p.log.text)
}

// stop asks the process to end and waits for it.
func (p *process) stop() error {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	gone := time.AfterFunc(10*time.Second, func() { _ = p.cmd.Process.Kill() })
	defer gone.Stop()
	err := p.cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signaled() {
		return nil // as it was told to
	}
	return err
}

// cpu is the processor time that the process and its children have used.
func (p *process) cpu() (time.Duration, error) {
	var total time.Duration
	for _, pid := range family(p.cmd.Process.Pid) {
		one, err := cpuOf(pid)
		if err != nil {
			return 0, err
		}
		total += one
	}
	return total, nil
}

// family is the process with its children: nginx works in one, and a binder reads papers in one.
func family(pid int) []int {
	all := []int{pid}
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil {
		return all
	}
	for _, name := range threads {
		children, err := os.ReadFile(name)
		if err != nil {
			continue // the thread has ended
		}
		for _, field := range strings.Fields(string(children)) {
			if child, err := strconv.Atoi(field); err == nil {
				all = append(all, child)
			}
		}
	}
	return all
}

// cpuOf sums the nanoseconds of all threads (schedstat; threads of Go programs do not end). Where
// the kernel keeps none it reads utime and stime, in ticks of 10 ms.
func cpuOf(pid int) (time.Duration, error) {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	if err != nil || len(threads) == 0 {
		return ticksOf(pid)
	}
	var total time.Duration
	for _, name := range threads {
		text, err := os.ReadFile(name)
		if err != nil {
			return 0, fmt.Errorf("read processor time: %w", err)
		}
		first, _, _ := strings.Cut(string(text), " ")
		ns, err := strconv.ParseInt(first, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("read processor time in %s: %w", name, err)
		}
		total += time.Duration(ns)
	}
	return total, nil
}

func ticksOf(pid int) (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, fmt.Errorf("read processor time: %w", err)
	}
	// The name of the program, in brackets, may hold spaces.
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	if len(fields) < 13 {
		return 0, fmt.Errorf("read processor time: /proc/%d/stat has %d fields", pid, len(fields))
	}
	user, errUser := strconv.Atoi(fields[11])
	system, errSystem := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond, errors.Join(errUser, errSystem)
}

// resident is how much memory the process has now, and has had at most, in MB of 2^20 bytes.
func (p *process) resident() (now, most float64, err error) { return residentOf(p.cmd.Process.Pid) }

func residentOf(pid int) (now, most float64, err error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, 0, fmt.Errorf("read the server's memory: %w", err)
	}
	for line := range strings.Lines(string(text)) {
		name, rest, _ := strings.Cut(line, ":")
		fields := strings.Fields(rest)
		if name != "VmRSS" && name != "VmHWM" || len(fields) == 0 {
			continue
		}
		kb, err := strconv.Atoi(fields[0])
		if err != nil {
			return 0, 0, fmt.Errorf("read the server's memory: %w", err)
		}
		if name == "VmRSS" {
			now = float64(kb) / 1024
		} else {
			most = float64(kb) / 1024
		}
	}
	return now, most, nil
}
