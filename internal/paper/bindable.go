package paper

import (
	"bytes"
	"cmp"

	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdf"
	"moothall/internal/paper/word"
)

// bindable is a paper as the PDF that goes into a pack: Word and plain text are set by our own press, with
// their headings, lists and tables; pictures of a Word paper stay in its file. Whatever else is no PDF
// stays as it is, for the reader of segments to name.
func (w *worker) bindable(content []byte) ([]byte, error) {
	var d doc.Document
	switch kind, _ := Judge(content[:min(len(content), 4<<10)]); {
	case kind == Word || kind == Other && word.Is(content):
		p, err := word.Read(bytes.NewReader(content), int64(len(content)), w.limits.Text)
		if err != nil {
			return nil, err
		}
		d = p.Document
	case kind == Plain && len(content) > 0:
		d.Blocks = textBlocks(plainText(content))
	default:
		return content, nil
	}
	d.Title, d.Lang, d.Inner = cmp.Or(d.Title, "-"), cmp.Or(d.Lang, "en-GB"), true
	press, err := pdf.NewPress()
	if err != nil {
		return nil, err
	}
	printed, err := press.Print(d)
	return printed.PDF, err
}
