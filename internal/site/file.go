package site

import (
	"net/http"
	"slices"

	"moothall/internal/page"
	"moothall/internal/paper"
)

// sendFile answers with a document's file under its real name. Any other name leads to the right
// one, so that an address survives a file's being renamed.
func (s *Site) sendFile(w http.ResponseWriter, v *visit) error {
	d, err := s.record.Document(v.ctx, v.number)
	if err != nil {
		return err
	}
	at := paperPath(v.number)
	if d.Tombstone != nil {
		return &page.Gone{Tombstone: *d.Tombstone, Editions: at + "/editions"}
	}
	file := d.Content.File
	if printable(d.Content) && slices.Contains(printedNames(), v.part("name")) {
		return s.sendPage(w, v)
	}
	if file == nil || !isOpen(d.Content.Openness) {
		return &page.Elsewhere{Key: "document.file.elsewhere", Path: at}
	}
	if v.part("name") != fileSegment(file.Name) {
		http.Redirect(w, v.Request, filePath(v.number, file.Name), http.StatusMovedPermanently)
		return nil
	}
	err = paper.ServeFile(w, v.Request, s.files, paper.File{SHA256: file.SHA256, Name: file.Name, Type: d.Content.Type}, d.Revision.Changed)
	if isAbsent(err) {
		s.logger.ErrorContext(v.ctx, "the record names a file that is not held", "document", v.number, "cause", err)
		return &page.Elsewhere{Key: "document.file.elsewhere", Path: at}
	}
	return err
}
