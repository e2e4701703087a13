package demo

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"moothall/internal/council"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdf"
)

const (
	pdfType  = "application/pdf"
	wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// printed is a paper on the shelf, read back.
type printed struct {
	sha, mediaType string
	size           int64
	pages          int
	text           []string
	html           string
	title          string
	kind           council.DocumentKind
}

// paperJob is a paper that is being made; wait gives it.
type paperJob struct {
	done       chan struct{}
	out        printed
	err        error
	appendices []*paperJob
}

func (j *paperJob) wait() (printed, error) {
	<-j.done
	return j.out, j.err
}

// printer makes papers ahead of their publication, several at once: prints them and puts them on
// the shelf.
type printer struct {
	ctx     context.Context
	press   *pdf.Press
	shelf   Shelf
	extract Extractor
	work    chan func()
	workers sync.WaitGroup
	shared  map[string]*paperJob
}

func openPrinter(ctx context.Context, shelf Shelf, extract Extractor) (*printer, error) {
	press, err := pdf.NewPress()
	if err != nil {
		return nil, fmt.Errorf("open the demonstration's printing press: %w", err)
	}
	p := &printer{ctx: ctx, press: press, shelf: shelf, extract: extract, work: make(chan func(), 4096), shared: map[string]*paperJob{}}
	for range max(2, runtime.GOMAXPROCS(0)) {
		p.workers.Go(func() {
			for do := range p.work {
				do()
			}
		})
	}
	return p, nil
}

func (p *printer) close() {
	close(p.work)
	p.workers.Wait()
}

// order has the report of a matter made, with its appendices. In the years that exist for load
// tests, matters of one kind share one file.
func (p *printer) order(b *borough, m *matter) *paperJob {
	key := ""
	if !b.base(m.year) || len(m.stages) == 1 && !m.key && b.opt.Scale > 2 {
		key = "old/" + m.template.key
	}
	if j := p.shared[key]; j != nil && key != "" {
		return j
	}
	d := b.report(m, key != "" || len(m.stages) == 1 && !m.key)
	j := p.print(d, printed{title: m.title, kind: council.Report})
	j.appendices = p.appendices(b, m)
	if key != "" {
		p.shared[key] = j
	}
	return j
}

// appendices are shared by all matters of a topic.
func (p *printer) appendices(b *borough, m *matter) []*paperJob {
	if m.topic == nil || len(m.topic.appendices) == 0 {
		return nil
	}
	rng := b.dice("appendix", m.title, m.year)
	if rng.IntN(5) < 2 && !m.key {
		return nil
	}
	i := rng.IntN(len(m.topic.appendices))
	key := fmt.Sprintf("appendix/%s/%d", m.topic.key, i)
	if p.shared[key] == nil {
		title, _, _ := strings.Cut(m.topic.appendices[i], " => ")
		d := b.appendix(m.topic, i)
		if i == 1 {
			p.shared[key] = p.word(d, printed{title: title, kind: council.Appendix})
		} else {
			p.shared[key] = p.print(d, printed{title: title, kind: council.Appendix})
		}
	}
	return []*paperJob{p.shared[key]}
}

// print prints a paper as PDF. Its text is what the press knows it to be: a reading of the file
// would find the same words.
func (p *printer) print(d doc.Document, about printed) *paperJob {
	about.mediaType = pdfType
	return p.make(about, func(out *printed) error {
		made, err := p.press.Print(d)
		if err != nil {
			return err
		}
		out.pages, out.text = made.Pages, made.Text
		return p.keep(out, made.PDF)
	})
}

// word writes a paper as a Word file and reads its text from its bytes.
func (p *printer) word(d doc.Document, about printed) *paperJob {
	about.mediaType = wordType
	return p.make(about, func(out *printed) error {
		data, err := writeWord(d)
		if err != nil {
			return err
		}
		if err := p.keep(out, data); err != nil {
			return err
		}
		out.text, out.html, err = p.extract.Extract(p.ctx, out.mediaType, data)
		out.pages = len(out.text)
		return err
	})
}

func (p *printer) make(about printed, write func(*printed) error) *paperJob {
	j := &paperJob{done: make(chan struct{}), out: about}
	p.work <- func() {
		defer close(j.done)
		if err := write(&j.out); err != nil {
			j.err = fmt.Errorf("make the paper %q: %w", about.title, err)
		}
	}
	return j
}

// keep puts a paper on the shelf.
func (p *printer) keep(out *printed, data []byte) error {
	kept, err := p.shelf.Put(p.ctx, bytes.NewReader(data))
	out.sha, out.size = kept.SHA256, kept.Size
	return err
}

// fileName is the name under which a reader saves a paper.
func fileName(title, mediaType string) string {
	words := strings.FieldsFunc(title, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9')
	})
	name := strings.Join(words, " ")
	if len(name) > 80 {
		name = strings.TrimSpace(name[:80])
	}
	if mediaType == wordType {
		return name + ".docx"
	}
	return name + ".pdf"
}
