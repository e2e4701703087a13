package paper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"

	"moothall/internal/council"
	"moothall/internal/paper/segment"
)

// Extractor takes text out of papers in a worker process, which it starts when there is something
// to do, keeps for the next paper, and ends when none comes. One paper is read at a time; a paper
// that takes too long or too much ends the worker and nothing else.
type Extractor struct {
	command []string
	limits  Limits
	turn    chan struct{} // holds one token: whose turn it is
	running *process      // touched only by who holds the token
	idle    *time.Timer
}

// process is a worker under way.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.ReadCloser
	stderr *head
}

// NewExtractor makes an extractor whose workers are started by the command, a program and its
// arguments, that calls WorkerMain on its standard input and output.
func NewExtractor(command []string, limits Limits) *Extractor {
	e := &Extractor{command: command, limits: limits.withDefaults(), turn: make(chan struct{}, 1)}
	e.turn <- struct{}{}
	return e
}

// Extract judges what a file is and takes out what it holds. A file that is neither PDF, Word nor
// plain text is no error: it has no text. With an error, the kind and, where they are known, the
// pages are given all the same.
func (e *Extractor) Extract(ctx context.Context, content io.ReadSeeker) (Extract, error) {
	x, size, err := judge(content)
	if err != nil || !x.readable() {
		return x, err
	}
	r, err := e.have(ctx, job{Extract: x, Size: size}, content, nil)
	if r.Extract.Kind != "" {
		x = r.Extract
	}
	if err != nil {
		return x, fmt.Errorf("extract %s of %d bytes: %w", x.Kind, size, err)
	}
	return x, nil
}

// Prepare makes a PDF ready for a pack and writes its segment's data. The errors are those that
// segment.Prepare names, ErrTimedOut, and those of reading, of writing and of ctx.
func (e *Extractor) Prepare(ctx context.Context, content io.ReadSeeker, o segment.Order, to io.Writer) (segment.Index, error) {
	size, err := content.Seek(0, io.SeekEnd)
	if err != nil {
		return segment.Index{}, fmt.Errorf("size of file: %w", err)
	}
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return segment.Index{}, fmt.Errorf("rewind file: %w", err)
	}
	o.Pages = e.limits.Pages
	r, err := e.have(ctx, job{Size: size, Segment: &o}, content, to)
	if err == nil && r.Index == nil {
		err = fmt.Errorf("no answer: %w", ErrBroken)
	}
	if err != nil {
		return segment.Index{}, fmt.Errorf("prepare a paper of %d bytes: %w", size, err)
	}
	return *r.Index, nil
}

// have waits for its turn and has the worker do a job in the time that there is for one; the data
// that comes of it goes to to. The error is also that of the paper.
func (e *Extractor) have(ctx context.Context, j job, content io.Reader, to io.Writer) (result, error) {
	// What takes half of the worker's memory by itself is not tried: a worker that runs out of memory
	// may crash in any way, and give no reason.
	if most := min(e.limits.File, e.limits.Memory/2); j.Size > most {
		return result{}, fmt.Errorf("more than %d bytes: %w", most, ErrTooLarge)
	}
	select {
	case <-e.turn:
	case <-ctx.Done():
		return result{}, ctx.Err()
	}
	defer e.rest()
	timed, cancel := context.WithTimeout(ctx, e.limits.Timeout)
	defer cancel()
	r, err := e.ask(timed, j, content, to)
	switch {
	case err == nil:
		return r, r.err()
	case ctx.Err() != nil:
		return r, ctx.Err()
	case timed.Err() != nil:
		return r, fmt.Errorf("not done after %s: %w", e.limits.Timeout, ErrTimedOut)
	}
	return r, err
}

// err is the error that the worker reports.
func (r result) err() error {
	if r.Fault == "" {
		return nil
	}
	if r.Unfit != nil {
		return r.Unfit
	}
	kind := ErrBroken
	if i := slices.IndexFunc(faults(), func(f fault) bool { return f.name == r.Fault }); i >= 0 {
		kind = faults()[i].kind
	}
	return fmt.Errorf("%w: %s", kind, r.Message)
}

// ask has the worker do a job. When anything goes wrong, the worker is ended: the next job gets a
// new one.
func (e *Extractor) ask(ctx context.Context, j job, content io.Reader, to io.Writer) (result, error) {
	p, err := e.worker()
	if err != nil {
		return result{}, err
	}
	stop := context.AfterFunc(ctx, p.kill)
	var r result
	source, target := &faultyReader{r: content}, &faultyWriter{w: to}
	err = p.do(j, source, target, 2*e.limits.Text+1<<20, &r)
	if stop() && err == nil {
		if r.Spent {
			e.end()
		}
		return r, nil
	}
	e.end()
	if source.err != nil {
		return result{}, fmt.Errorf("read file: %w", source.err)
	}
	if target.err != nil {
		return result{}, fmt.Errorf("write what was made: %w", target.err)
	}
	if err == nil { // it was too late, though only just
		err = ctx.Err()
	}
	return result{}, p.why(err)
}

// faultyReader remembers the error of reading, to tell it from one of the worker's.
type faultyReader struct {
	r   io.Reader
	err error
}

func (f *faultyReader) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		f.err = err
	}
	return n, err
}

// faultyWriter remembers the error of writing.
type faultyWriter struct {
	w   io.Writer
	err error
}

func (f *faultyWriter) Write(p []byte) (int, error) {
	n, err := f.w.Write(p)
	if err != nil {
		f.err = err
	}
	return n, err
}

// worker gives the worker that runs, or starts one.
func (e *Extractor) worker() (*process, error) {
	if e.idle != nil {
		e.idle.Stop()
	}
	if e.running != nil {
		return e.running, nil
	}
	if len(e.command) == 0 {
		return nil, fmt.Errorf("start worker: no command: %w", council.ErrInvalid)
	}
	p, err := start(e.command, e.limits)
	if err != nil {
		return nil, fmt.Errorf("start worker %q: %w", e.command, err)
	}
	e.running = p
	return p, nil
}

func start(command []string, limits Limits) (*process, error) {
	p := &process{stderr: &head{}}
	p.cmd = exec.Command(command[0], command[1:]...) //nolint:noctx // a worker outlives the job that starts it
	// Nothing of the server's surroundings, which may hold passwords, goes to the worker.
	p.cmd.Env = []string{fmt.Sprintf("GOMEMLIMIT=%d", limits.Memory/10*8), "GOTRACEBACK=none"}
	p.cmd.Stderr = p.stderr
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if p.out, err = p.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	if err := writeFrame(p.in, limits); err != nil {
		p.kill()
		_ = p.cmd.Wait()
		return nil, p.why(err)
	}
	return p, nil
}

// do sends a job with its file and waits for the answer, which is not trusted to be short, and for
// the data behind it.
func (p *process) do(j job, content io.Reader, to io.Writer, most int64, r *result) error {
	if err := writeFrame(p.in, j); err != nil {
		return err
	}
	n, err := io.Copy(p.in, io.LimitReader(content, j.Size))
	if err == nil && n < j.Size {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return err
	}
	if err := readFrame(p.out, most, r); err != nil || r.Bytes == 0 {
		return err
	}
	if r.Bytes < 0 || r.Bytes > mostData {
		return fmt.Errorf("%d bytes of data: %w", r.Bytes, ErrTooLarge)
	}
	_, err = io.CopyN(to, p.out, r.Bytes)
	return err
}

// mostData is how long the data of an answer may be, in bytes.
const mostData = 1 << 30

// kill ends the worker at once. That it has ended already is fine.
func (p *process) kill() { _ = p.cmd.Process.Kill() }

// why makes sense of a worker that has gone: out of memory is the file's fault, and so is a crash
// in the middle of it.
func (p *process) why(err error) error {
	said := p.stderr.String()
	switch {
	case errors.Is(err, ErrTooLarge):
		return fmt.Errorf("the answer: %w", err)
	case strings.Contains(said, "out of memory") || strings.Contains(said, "cannot allocate memory"):
		return fmt.Errorf("the worker ran out of memory: %w", ErrTooLarge)
	case strings.HasPrefix(said, "panic:") || strings.HasPrefix(said, "fatal error:") || strings.HasPrefix(said, "SIG"):
		return fmt.Errorf("the worker crashed: %w: %s", ErrBroken, said)
	}
	return fmt.Errorf("the worker ended: %w: %s", err, said)
}

// end ends the worker and waits until it is gone.
func (e *Extractor) end() {
	p := e.running
	if p == nil {
		return
	}
	e.running = nil
	_ = p.in.Close()
	p.kill()
	_ = p.cmd.Wait() // it was killed; how it ended is told by why
}

// rest passes the turn on, and sees to it that an idle worker does not stay.
func (e *Extractor) rest() {
	if e.running != nil {
		e.idle = time.AfterFunc(e.limits.Idle, func() {
			select {
			case <-e.turn:
				e.end()
				e.turn <- struct{}{}
			default: // it has work again
			}
		})
	}
	e.turn <- struct{}{}
}

// Close ends the worker, after the paper it is at. The extractor can be used again.
func (e *Extractor) Close() error {
	<-e.turn
	if e.idle != nil {
		e.idle.Stop()
	}
	e.end()
	e.turn <- struct{}{}
	return nil
}

// head keeps the first of what a worker says, where a crash tells its cause.
type head struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (t *head) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if room := 2048 - t.b.Len(); room > 0 {
		t.b.Write(p[:min(len(p), room)])
	}
	return len(p), nil
}

func (t *head) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(t.b.String())
}
