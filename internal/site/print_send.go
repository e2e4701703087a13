package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"path"
	"strings"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/paper"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/word"
)

// Media types of what is printed.
const (
	mimePDF  = "application/pdf"
	mimeWord = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// showPrintedAgenda is the agenda as one document to read, with its files.
func (s *Site) showPrintedAgenda(w *reply, v *visit) error {
	account, err := s.record.Meeting(v.ctx, v.number)
	if err != nil {
		return err
	}
	if account.AgendaLabel.IsZero() {
		return fmt.Errorf("meeting %d has no agenda: %w", v.number, council.ErrNotFound)
	}
	w.modified = account.Revision.Changed
	view := newMeetingView(v.words, &account)
	d := AgendaDocument(v.words, account)
	crumbs := append(view.crumbs(), page.Crumb{Name: v.words.Day(account.Day), Path: numbered("/meetings/", v.number)})
	return w.page(s.frame(v, page.Frame{Title: d.Title, Section: "meetings", Crumbs: crumbs}), printedPage(v.words, d, v.path))
}

// sendAgenda answers with the agenda as tagged PDF or as Word.
func (s *Site) sendAgenda(ending string) func(http.ResponseWriter, *visit) error {
	return func(w http.ResponseWriter, v *visit) error {
		account, err := s.record.Meeting(v.ctx, v.number)
		if err != nil {
			return err
		}
		if account.AgendaLabel.IsZero() {
			return fmt.Errorf("meeting %d has no agenda: %w", v.number, council.ErrNotFound)
		}
		return s.sendPrinted(w, v, AgendaDocument(v.words, account), ending, account.Revision.Changed)
	}
}

// printedNames are what the files of a document are called that is held as a page alone.
func printedNames() []string { return []string{"document.pdf", "document.docx"} }

// sendPrinted prints a document and answers with the file.
func (s *Site) sendPrinted(w http.ResponseWriter, v *visit, d doc.Document, ending string, changed time.Time) error {
	content, kind, err := s.written(d, ending)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(content)
	f := paper.File{SHA256: hex.EncodeToString(sum[:]), Name: fileSegment(strings.ReplaceAll(d.Title, ": ", ", ")) + ending, Type: kind}
	paper.ServeContent(w, v.Request, f, bytes.NewReader(content), changed)
	return nil
}

func (s *Site) written(d doc.Document, ending string) ([]byte, string, error) {
	switch ending {
	case ".pdf":
		printed, err := s.press.Print(d)
		return printed.PDF, mimePDF, err
	case ".docx":
		content, err := word.Write(d)
		return content, mimeWord, err
	}
	return nil, "", fmt.Errorf("a file that ends in %q: %w", ending, council.ErrNotFound)
}

// printable says whether a document is held as a page alone, of which files can be made.
func printable(d gazette.Document) bool {
	return d.File == nil && d.HTML != "" && d.Withdrawn.IsZero() && isOpen(d.Openness)
}

// sendPage answers with a document that is held as a page alone, in print.
func (s *Site) sendPage(w http.ResponseWriter, v *visit) error {
	d, err := s.record.Document(v.ctx, v.number)
	if err != nil {
		return err
	}
	return s.sendPrinted(w, v, printedDocument(v.words, d), path.Ext(v.part("name")), d.Revision.Changed)
}
