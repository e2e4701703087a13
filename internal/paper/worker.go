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
	"runtime/debug"
	"strings"
	"time"

	"golang.org/x/text/encoding/charmap"

	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdfread"
	"moothall/internal/paper/word"
)

// What goes between the server and its worker: frames of a length (four bytes, the most significant
// first) and as many bytes. The server sends its Limits once, then for each file a job and the
// file's bytes; the worker answers each with a result. JSON, but for the files.

// job says what file follows.
type job struct {
	Extract Extract `json:"extract"`
	Size    int64   `json:"size"`
}

// result is the worker's answer.
type result struct {
	Extract Extract `json:"extract"`
	Fault   string  `json:"fault,omitempty"`   // of faults; empty where all went well
	Message string  `json:"message,omitempty"` // for the log
}

// faults are the names under which the kinds of error cross over.
func faults() map[string]error {
	return map[string]error{"broken": ErrBroken, "encrypted": ErrEncrypted, "too large": ErrTooLarge, "timed out": ErrTimedOut}
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
	if err := confine(w.limits); err != nil {
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
		content, err := io.ReadAll(io.LimitReader(in, j.Size))
		if err != nil || int64(len(content)) != j.Size {
			return fmt.Errorf("worker: read file: %d of %d bytes: %w", len(content), j.Size, errors.Join(err, io.ErrUnexpectedEOF))
		}
		if err := writeFrame(out, w.do(j, content)); err != nil {
			return fmt.Errorf("worker: answer: %w", err)
		}
	}
}

type worker struct {
	limits Limits
	engine *pdfread.Engine // started for the first PDF
}

// do reads one file. Should the server be gone, nobody would end a worker that a file keeps busy;
// so it ends itself some time after the server would have.
func (w *worker) do(j job, content []byte) result {
	overdue := time.AfterFunc(w.limits.Timeout+10*time.Second, func() { os.Exit(1) })
	defer overdue.Stop()
	x, err := w.read(j.Extract, content)
	r := result{Extract: x}
	if err != nil {
		r.Message, r.Fault = err.Error(), "broken"
		for name, kind := range faults() {
			if errors.Is(err, kind) {
				r.Fault = name
			}
		}
	}
	return r
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

func (w *worker) readPDF(x Extract, content []byte) (Extract, error) {
	if w.engine == nil {
		engine, err := pdfread.Start(context.Background(), pdfread.Limits{
			Memory: w.limits.Memory / 2, Pages: w.limits.Pages, Text: w.limits.Text, Cache: w.limits.Cache,
		})
		if err != nil {
			return x, err
		}
		w.engine = engine
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
