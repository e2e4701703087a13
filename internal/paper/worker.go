package paper

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/encoding/charmap"

	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdfread"
	"moothall/internal/paper/segment"
	"moothall/internal/paper/word"
)

// What goes between the server and its worker: frames of a length (four bytes, the most significant
// first) and as many bytes. The server sends its Limits once, then for each file a job and the
// file's bytes; the worker answers each with a result, and the data of a segment, copy or picture
// behind it.
// JSON, but for files and data.

// job says what file follows, and what is to be done with it.
type job struct {
	Extract Extract        `json:"extract"`
	Size    int64          `json:"size"`
	Copy    *Copying       `json:"copy,omitempty"`    // where a public copy is to be made
	Picture int            `json:"picture,omitempty"` // where its first page is to be drawn: the width
	Segment *segment.Order `json:"segment,omitempty"` // where it shall be made ready for a pack
}

// result is the worker's answer.
type result struct {
	Extract Extract        `json:"extract"`
	Bytes   int64          `json:"bytes,omitempty"`   // of the data that follows
	Unfit   *Unfit         `json:"unfit,omitempty"`   // why no copy was made
	Index   *segment.Index `json:"index,omitempty"`   // of the segment whose data follows
	Fault   string         `json:"fault,omitempty"`   // of faults; empty where all went well
	Message string         `json:"message,omitempty"` // for the log
	Spent   bool           `json:"spent,omitempty"`   // the worker is too large for another file
	data    [][]byte
}

// fault is a kind of error with the name under which it crosses over.
type fault struct {
	name string
	kind error
}

// faults are the kinds of error that cross over, each before the kinds that it is one of.
func faults() []fault {
	return []fault{{"locked", ErrLocked}, {"no PDF", ErrNotPDF}, {"encrypted", ErrEncrypted}, {"too large", ErrTooLarge}, {"timed out", ErrTimedOut}, {"broken", ErrBroken}}
}

// WorkerMain is the worker: it reads papers that come in and answers what they hold, until there
// are no more. It binds its own process to the limits before it reads the first of them, so it must
// be all that the process does: the hidden command "moothall paper-worker".
func WorkerMain(in io.Reader, out io.Writer) error {
	var w worker
	if err := readFrame(in, 64<<10, &w.limits); err != nil {
		return fmt.Errorf("worker: read limits: %w", err)
	}
	debug.SetMemoryLimit(w.limits.Memory / 10 * 8)
	if err := w.confine(); err != nil {
		return fmt.Errorf("worker: %w", err)
	}
	for {
		var j job
		err := readFrame(in, 64<<10, &j)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("worker: read job: %w", err)
		}
		content := make([]byte, j.Size)
		if n, err := io.ReadFull(in, content); err != nil {
			return fmt.Errorf("worker: read file: %d of %d bytes: %w", n, j.Size, err)
		}
		if err := w.do(j, content).send(out); err != nil {
			return fmt.Errorf("worker: answer: %w", err)
		}
	}
}

func (r result) send(out io.Writer) error {
	for _, chunk := range r.data {
		r.Bytes += int64(len(chunk))
	}
	if err := writeFrame(out, r); err != nil {
		return err
	}
	for _, chunk := range r.data {
		if _, err := out.Write(chunk); err != nil {
			return err
		}
	}
	return nil
}

type worker struct {
	limits Limits
	engine *pdfread.Engine // started before the first file where there is a cache, else for the first PDF
}

// confine binds the process before it sees a paper: to its memory, and away from the network, other
// programs and files. The reader of PDF needs its cache, so it is made ready before that.
func (w *worker) confine() error {
	if err := confine(w.limits); err != nil {
		return err
	}
	if err := forbid(reaching()); err != nil {
		return err
	}
	if w.limits.Cache != "" {
		if err := w.start(); err != nil {
			return err
		}
	}
	return forbid(opening())
}

// do reads one file. Should the server be gone, nobody would end a worker that a file keeps busy;
// so it ends itself some time after the server would have.
func (w *worker) do(j job, content []byte) result {
	overdue := time.AfterFunc(w.limits.Timeout+10*time.Second, func() { os.Exit(1) })
	defer overdue.Stop()
	r := result{Extract: j.Extract}
	var data []byte
	var err error
	switch {
	case j.Segment != nil:
		r.Index = &segment.Index{}
		if content, err = w.bindable(content); err == nil {
			*r.Index, r.data, err = segment.Prepare(context.Background(), content, *j.Segment)
		}
	case j.Copy != nil:
		data, err = w.public(&r.Extract, content, *j.Copy)
	case j.Picture > 0:
		data, err = w.picture(&r.Extract, content, j.Picture)
	default:
		r.Extract, err = w.read(j.Extract, content)
	}
	if r.Spent = w.spent(); data != nil {
		r.data = [][]byte{data}
	}
	if err != nil {
		r.Index, r.data = nil, nil
		errors.As(err, &r.Unfit)
		r.Message, r.Fault = err.Error(), "broken"
		if i := slices.IndexFunc(faults(), func(f fault) bool { return errors.Is(err, f.kind) }); i >= 0 {
			r.Fault = faults()[i].name
		}
	}
	return r
}

// spent says whether a file has left so large a heap that the next might find no room beside it: the
// runtime keeps the addresses of what it has let go, and the limit counts them.
func (w *worker) spent() bool {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapSys > uint64(w.limits.Memory)/3
}

func (w *worker) read(x Extract, content []byte) (Extract, error) {
	switch x.Kind {
	case PDF:
		return w.readPDF(x, content)
	case Plain:
		x.Text = []string{plainText(content)}
	case Word, Other:
		if x.Kind == Other && !word.Is(content) {
			return x, nil
		}
		x.Kind, x.MIME = Word, mimeWord
		return w.readWord(x, content)
	}
	return x, nil
}

// start makes the reader of PDF ready, once.
func (w *worker) start() error {
	if w.engine != nil {
		return nil
	}
	engine, err := pdfread.Start(context.Background(), pdfread.Limits{
		Memory: w.limits.Memory / 2, Pages: w.limits.Pages, Text: w.limits.Text, Cache: w.limits.Cache,
	})
	w.engine = engine
	return err
}

func (w *worker) readPDF(x Extract, content []byte) (Extract, error) {
	if err := w.start(); err != nil {
		return x, err
	}
	c, err := w.engine.Read(context.Background(), content)
	x.Pages, x.Text, x.Unread, x.Title, x.Lang = c.Pages, c.Text, c.Unread, c.Title, c.Lang
	return x, err
}

func (w *worker) readWord(x Extract, content []byte) (Extract, error) {
	d, err := word.Read(bytes.NewReader(content), int64(len(content)), w.limits.Text)
	if err != nil {
		return x, err
	}
	x.Pages, x.Title, x.Lang = d.Pages, d.Title, d.Lang
	x.Text, x.HTML = []string{d.Text()}, d.HTML()
	if int64(len(x.HTML)+len(x.Text[0])) > w.limits.Text {
		x.Text, x.HTML = nil, ""
		return x, fmt.Errorf("the Word paper holds more than %d bytes of text: %w", w.limits.Text, doc.ErrTooLarge)
	}
	return x, nil
}

// plainText decodes a text file: UTF-8, or else the Windows letters of Western Europe.
func plainText(content []byte) string {
	s := string(bytes.TrimPrefix(content, []byte("\ufeff")))
	if !validUTF8(s) {
		if decoded, err := charmap.Windows1252.NewDecoder().String(s); err == nil {
			s = decoded
		}
	}
	return strings.ReplaceAll(s, "\r\n", "\n")
}

func validUTF8(s string) bool { return strings.ToValidUTF8(s, "") == s }

func writeFrame(w io.Writer, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = w.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(b))), b...))
	return err
}

// readFrame reads a frame of at most so many bytes. io.EOF says that there is none.
func readFrame(r io.Reader, most int64, v any) error {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return err
	}
	n := int64(binary.BigEndian.Uint32(head[:]))
	if n > most {
		return fmt.Errorf("frame of %d bytes, more than %d: %w", n, most, ErrTooLarge)
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(r, b); err != nil {
		return errors.Join(io.ErrUnexpectedEOF, err)
	}
	return json.Unmarshal(b, v)
}
