package paper

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"moothall/internal/council"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdf"
	"moothall/internal/paper/pdfclean"
	"moothall/internal/paper/word"
)

// ErrNotTaken is the error of a file of a kind that is not published as a paper, which is
// council.ErrInvalid too.
var ErrNotTaken = fmt.Errorf("the file is no PDF, Word document (.docx), plain text, PNG or JPEG: %w", council.ErrInvalid)

// Public makes, in the worker, the copy of a paper that may be published, and writes it to to: as
// pdfclean.Public and word.Public say; pictures without what cameras add, plain text as it is. The
// answer is the paper's kind and type, without its text. Errors are the *Unfit of a paper that may
// not go out as it is, ErrNotTaken, those of Extract, and those of writing; with an error, what was
// written is no copy.
func (e *Extractor) Public(ctx context.Context, content io.ReadSeeker, how Copying, to io.Writer) (Extract, error) {
	x, size, err := judge(content)
	if err != nil {
		return x, err
	}
	if !x.readable() && !x.isPicture() {
		return x, fmt.Errorf("public copy of a file of type %s: %w", x.MIME, ErrNotTaken)
	}
	r, err := e.have(ctx, job{Extract: x, Size: size, Copy: &how}, content, to)
	if r.Extract.Kind != "" {
		x = r.Extract
	}
	if err != nil {
		return x, fmt.Errorf("public copy of %d bytes of %s: %w", size, x.Kind, err)
	}
	if r.Bytes == 0 && size > 0 { // a zip archive that proved to be no Word
		return x, fmt.Errorf("public copy of a file of type %s: %w", x.MIME, ErrNotTaken)
	}
	return x, nil
}

func (x Extract) isPicture() bool { return x.MIME == "image/png" || x.MIME == "image/jpeg" }

// public makes a copy; nothing of a file that is not taken.
func (w *worker) public(x *Extract, content []byte, how Copying) ([]byte, error) {
	switch {
	case x.Kind == PDF:
		return pdfclean.Public(content, how)
	case x.Kind == Plain:
		return content, nil
	case x.isPicture():
		return doc.BarePicture(content), nil
	case x.Kind == Word || word.Is(content):
		x.Kind, x.MIME = Word, mimeWord
		return word.Public(content, how)
	}
	return nil, nil
}

// widest is the widest picture of a page, in pixels.
const widest = 2000

// Thumbnail draws, in the worker, the first page of a PDF or Word paper as a PNG of at most the width
// and one and a half times as high, in pixels, and writes it to to. A Word paper is drawn as our own
// press sets its text. Errors are those of Public.
func (e *Extractor) Thumbnail(ctx context.Context, content io.ReadSeeker, width int, to io.Writer) error {
	if width < 1 || width > widest {
		return fmt.Errorf("a picture %d pixels wide, not 1 to %d: %w", width, widest, council.ErrInvalid)
	}
	x, size, err := judge(content)
	if err != nil {
		return err
	}
	if !x.readable() || x.Kind == Plain {
		return fmt.Errorf("picture of a file of type %s: %w", x.MIME, ErrNotTaken)
	}
	r, err := e.have(ctx, job{Extract: x, Size: size, Picture: width}, content, to)
	if err != nil {
		return fmt.Errorf("picture of %d bytes of %s: %w", size, x.Kind, err)
	}
	if r.Bytes == 0 {
		return fmt.Errorf("picture of a file of type %s: %w", x.MIME, ErrNotTaken)
	}
	return nil
}

// firstBlocks are surely more than stand on one page.
const firstBlocks = 100

// picture draws a first page; nothing of a file that is not taken.
func (w *worker) picture(x *Extract, content []byte, width int) ([]byte, error) {
	if x.Kind != PDF {
		if x.Kind == Other && !word.Is(content) {
			return nil, nil
		}
		p, err := word.Read(bytes.NewReader(content), int64(len(content)), w.limits.Text)
		if err != nil {
			return nil, err
		}
		if content, err = printWord(p.Document); err != nil {
			return nil, err
		}
	}
	if err := w.start(); err != nil {
		return nil, err
	}
	return w.engine.Picture(context.Background(), content, width)
}

func printWord(d doc.Document) ([]byte, error) {
	press, err := pdf.NewPress()
	if err != nil {
		return nil, err
	}
	d.Blocks = d.Blocks[:min(len(d.Blocks), firstBlocks)]
	d.Title, d.Lang = "-", "und" // the picture shows neither
	printed, err := press.Print(d)
	return printed.PDF, err
}
