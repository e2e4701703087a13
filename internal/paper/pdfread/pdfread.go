// Package pdfread takes text and pictures out of PDF files with PDFium, which runs in WebAssembly: it has no
// files, no network, and no memory but its own, which is bounded.
//
// It must never run in the process that serves people: a hostile file can keep it busy for as long
// as it likes, and the engine takes hundreds of megabytes while it is made ready.
package pdfread

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"io"
	"strings"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"moothall/internal/paper/doc"
)

// Limits bound the reading of one file.
type Limits struct {
	Memory int64  // bytes that PDFium may take
	Pages  int    // most pages of a file
	Text   int64  // most bytes of text of a file
	Cache  string // folder in which the engine's machine code is kept; empty for none
}

// Content is what a PDF holds.
type Content struct {
	Pages  int
	Text   []string // by page, lines parted by "\n"
	Unread int      // pages whose text cannot be read; theirs is empty
	Title  string
	Lang   string
}

// Engine is a PDFium made ready.
type Engine struct {
	limits Limits
	pool   pdfium.Pool
}

// memoryPage is the unit of WebAssembly's memory.
const memoryPage = 64 << 10

// Start makes PDFium ready. That takes seconds, or a tenth of one where the cache has it.
func Start(ctx context.Context, limits Limits) (*Engine, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(uint32(limits.Memory / memoryPage))
	if limits.Cache != "" {
		cache, err := wazero.NewCompilationCacheWithDir(limits.Cache)
		if err != nil {
			return nil, fmt.Errorf("open cache %s: %w", limits.Cache, err)
		}
		config = config.WithCompilationCache(cache)
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx, MaxIdle: 1, MaxTotal: 1,
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(), // the library's own choice is the whole disk
		Stdout:        io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	return &Engine{limits: limits, pool: pool}, nil
}

// Close lets go of the engine.
func (e *Engine) Close() error { return e.pool.Close() }

// with opens a file in an instance of PDFium that sees this file alone, for as long as do needs it.
func (e *Engine) with(ctx context.Context, pdf []byte, do func(pdfium.Pdfium, references.FPDF_DOCUMENT) error) (err error) {
	instance, err := e.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return fmt.Errorf("start PDFium: %w", err)
	}
	defer func() {
		if closed := instance.Close(); closed != nil && err == nil {
			err = fmt.Errorf("close PDF: %w: %w", doc.ErrBroken, closed)
		}
	}()
	file, err := instance.OpenDocument(&requests.OpenDocument{FileReader: bytes.NewReader(pdf), FileReaderSize: int64(len(pdf))})
	if err != nil {
		return fmt.Errorf("open PDF: %w", kind(err))
	}
	return do(instance, file.Document)
}

// Read takes the text out of a file. Where it fails the error is one of doc's; the number of pages
// is given all the same where it is known.
func (e *Engine) Read(ctx context.Context, pdf []byte) (content Content, err error) {
	err = e.with(ctx, pdf, func(instance pdfium.Pdfium, file references.FPDF_DOCUMENT) error {
		count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: file})
		if err != nil {
			return fmt.Errorf("count pages: %w", kind(err))
		}
		content.Pages = count.PageCount
		if content.Pages == 0 {
			return fmt.Errorf("a PDF without pages: %w", doc.ErrBroken)
		}
		if content.Pages > e.limits.Pages {
			return fmt.Errorf("PDF has %d pages, more than %d: %w", content.Pages, e.limits.Pages, doc.ErrTooLarge)
		}
		content.Title, content.Lang = about(instance, file)
		return e.text(instance, file, &content)
	})
	return content, err
}

// Picture draws the first page as a PNG of at most the width and one and a half times as high, in
// pixels, without what is filled into forms. The errors are doc's.
func (e *Engine) Picture(ctx context.Context, pdf []byte, width int) (drawn []byte, err error) {
	err = e.with(ctx, pdf, func(instance pdfium.Pdfium, file references.FPDF_DOCUMENT) error {
		page, err := instance.RenderPageInPixels(&requests.RenderPageInPixels{
			Page:  requests.Page{ByIndex: &requests.PageByIndex{Document: file, Index: 0}},
			Width: width, Height: width + width/2,
		})
		if err != nil {
			return fmt.Errorf("draw page: %w", kind(err))
		}
		defer page.Cleanup()
		var b bytes.Buffer
		if err := png.Encode(&b, page.Result.RenderedImage); err != nil {
			return fmt.Errorf("encode picture: %w: %w", doc.ErrBroken, err)
		}
		drawn = b.Bytes()
		return nil
	})
	return drawn, err
}

func (e *Engine) text(instance pdfium.Pdfium, file references.FPDF_DOCUMENT, content *Content) error {
	content.Text = make([]string, content.Pages)
	var sum int64
	for i := range content.Text {
		page, err := instance.GetPageText(&requests.GetPageText{Page: requests.Page{ByIndex: &requests.PageByIndex{Document: file, Index: i}}})
		if err != nil {
			content.Unread++
			continue
		}
		content.Text[i] = clean(page.Text)
		if sum += int64(len(content.Text[i])); sum > e.limits.Text {
			content.Text = nil
			return fmt.Errorf("PDF holds more than %d bytes of text: %w", e.limits.Text, doc.ErrTooLarge)
		}
	}
	if content.Unread == content.Pages {
		return fmt.Errorf("none of the PDF's %d pages can be read: %w", content.Pages, doc.ErrBroken)
	}
	return nil
}

// about asks for the title and the language, either of which a file may lack.
func about(instance pdfium.Pdfium, file references.FPDF_DOCUMENT) (title, lang string) {
	if t, err := instance.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: file, Tag: "Title"}); err == nil {
		title = strings.TrimSpace(clean(t.Value))
	}
	if l, err := instance.FPDFCatalog_GetLanguage(&requests.FPDFCatalog_GetLanguage{Document: file}); err == nil {
		lang = strings.TrimSpace(clean(l.Language))
	}
	return title, lang
}

// kind gives PDFium's error its kind.
func kind(err error) error {
	if errors.Is(err, pdfiumerrors.ErrPassword) || errors.Is(err, pdfiumerrors.ErrSecurity) {
		return doc.ErrEncrypted
	}
	return fmt.Errorf("%w (%w)", doc.ErrBroken, err)
}

// clean makes lines end in "\n", puts back the hyphen that PDFium marks at the end of a line, and
// drops control characters.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\u0002' || r == '\ufffe':
			return '-'
		case r < ' ' || r >= 0x7f && r < 0xa0 || r == '\uffff':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}
