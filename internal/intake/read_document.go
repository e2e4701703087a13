package intake

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// fileSize is how a page gives a document's type and size: "pdf icon PDF 56 KB".
var fileSize = regexp.MustCompile(`(?i)(?:\b(?:pdf|word|excel|powerpoint|doc|docx|xls|xlsx|file|document|text|image|zip)\s+(?:icon|logo|eicon)\s+)?` +
	`\b(PDF|DOCX?|XLSX?|PPTX?|RTF|ODT|ODS|ODP|TXT|CSV|ZIP|JPE?G|PNG|TIFF?|MSG|HTML?)[,:]?\s+\(?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(bytes|KB|MB|GB|B)\b\)?`)

var mediaTypes = map[string]string{
	"PDF": "application/pdf", "DOC": "application/msword", "XLS": "application/vnd.ms-excel", "PPT": "application/vnd.ms-powerpoint",
	"DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"PPTX": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	"RTF":  "application/rtf", "ODT": "application/vnd.oasis.opendocument.text", "ODS": "application/vnd.oasis.opendocument.spreadsheet",
	"ODP": "application/vnd.oasis.opendocument.presentation", "TXT": "text/plain", "CSV": "text/csv", "ZIP": "application/zip",
	"JPG": "image/jpeg", "JPEG": "image/jpeg", "PNG": "image/png", "TIF": "image/tiff", "TIFF": "image/tiff",
	"MSG": "application/vnd.ms-outlook", "HTM": "text/html", "HTML": "text/html",
}

var unitSizes = map[string]float64{"B": 1, "BYTES": 1, "KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30}

// stated is a type and size within a text.
type stated struct {
	start, end int
	media      string
	size       int64
}

func statedIn(text string) []stated {
	var list []stated
	for _, m := range fileSize.FindAllStringSubmatchIndex(text, -1) {
		fraction := ""
		if m[6] >= 0 {
			fraction = text[m[6]:m[7]]
		}
		n, err := strconv.ParseFloat(strings.ReplaceAll(text[m[4]:m[5]], ",", "")+fraction, 64)
		if err != nil || n > 1<<40 {
			continue
		}
		unit := unitSizes[strings.ToUpper(text[m[8]:m[9]])]
		size := int64(math.Round(n * unit))
		if unit > 1 { // no more precise than the page is: whole units of 1,024 bytes
			size = (size + 512) / 1024 * 1024
		}
		list = append(list, stated{m[0], m[1], mediaTypes[strings.ToUpper(text[m[2]:m[3]])], size})
	}
	return list
}

// papersIn parts a block into the documents it names and its words besides them.
func papersIn(b block, base string) (docs []SavedDocument, words string) {
	sizes := statedIn(b.text)
	gone := make([]bool, len(b.text)+1)
	links := paperLinks(b)
	for i, l := range links {
		until := len(b.text) + 1
		if i+1 < len(links) {
			until = links[i+1].start
		}
		number, _ := paper(l.href)
		d := SavedDocument{Line: b.line, Number: number, Address: resolve(base, l.href)}
		for j, s := range sizes {
			if s.media != "-" && s.start >= l.start && s.start < until {
				d.Type, d.Size = s.media, s.size
				sizes[j].media = "-"
				break
			}
		}
		d.Title = label(b.text, l.start, l.end)
		docs = append(docs, d)
		mark(gone, l.start, l.end)
	}
	for _, s := range sizes {
		mark(gone, s.start, s.end)
		if s.media != "-" {
			docs = append(docs, SavedDocument{Line: b.line, Type: s.media, Size: s.size})
		}
	}
	return docs, without(b.text, gone)
}

// paperLinks are the links to documents in a block; two to the same one, an icon and a title, count
// once, with the words of both.
func paperLinks(b block) []link {
	var list []link
	for _, l := range b.links {
		if _, ok := paper(l.href); !ok {
			continue
		}
		if n := len(list); n > 0 && list[n-1].href == l.href {
			list[n-1].end = max(list[n-1].end, l.end)
			continue
		}
		list = append(list, l)
	}
	return list
}

// label is what a link says besides type and size.
func label(text string, start, end int) string {
	s := text[start:end]
	gone := make([]bool, len(s)+1)
	for _, z := range statedIn(s) {
		mark(gone, z.start, z.end)
	}
	return without(s, gone)
}

func mark(gone []bool, start, end int) {
	for i := start; i < end; i++ {
		gone[i] = true
	}
}

func without(text string, gone []bool) string {
	var b strings.Builder
	for i := range len(text) {
		if gone[i] {
			if i == 0 || !gone[i-1] {
				b.WriteByte(' ')
			}
			continue
		}
		b.WriteByte(text[i])
	}
	return fold(b.String())
}

var (
	ofItem     = regexp.MustCompile(`(?i)\s*,\s*item\s+\S+\s*$`)
	restricted = regexp.MustCompile(`(?i)^restricted enclosure\b|^(?:.*[\s(–-])?(?:restricted|exempt|confidential|not for publication|cyfyngedig|eithriedig)\)?\.?$`)
	reasons    = regexp.MustCompile(`(?i)^(?:view the reasons why (?:the )?(?:document|report|item)?\s*(.*?)\s*is restricted|gweld? y rhesymau pam (?:y mae|mae|fod) (?:yr? )?(?:ddogfen|adroddiad|eitem)?\s*(.*?)\s*(?:yn|wedi.?i) (?:gyfyng|chyfyng|heithrio))`)
	navigation = regexp.MustCompile(`(?i)^(?:(?:view|show|see|hide|download) (?:the|all|full|a)|(?:gweld?|dangos|lawrlwytho) (?:yr?|pob|holl))\b`)
)

// restrictedTitle is the document in "View the reasons why document 'Appendix 2' is restricted".
func restrictedTitle(s string) string {
	m := reasons.FindStringSubmatch(s)
	return strings.Trim(fold(m[1]+m[2]), "'‘’\"“”")
}

// readAdditional reads the lines under "Additional documents".
func (r *pageReader) readAdditional(m *SavedMeeting, from, to int) {
	for _, b := range r.flow.blocks[from:to] {
		docs, words := papersIn(b, r.flow.base)
		switch {
		case reasons.MatchString(b.text):
			d := SavedDocument{Line: b.line, Title: restrictedTitle(b.text), Restricted: true}
			if d.Title != "" {
				docs, words = []SavedDocument{d}, ""
			}
		case len(docs) == 0 && restricted.MatchString(b.text):
			docs = []SavedDocument{{Line: b.line, Title: b.text, Restricted: true}}
		case len(docs) == 0 && navigation.MatchString(b.text):
			continue
		case len(docs) == 0:
			r.problem(b.line, "a document as “title PDF 56 KB”", quote(b.text), "that document of "+m.name())
			continue
		}
		for i := range docs {
			d := &docs[i]
			d.Additional = true
			if d.Title == "" {
				d.Title = words
			}
			d.Title = fold(ofItem.ReplaceAllString(d.Title, ""))
			if d.Title == "" {
				r.problem(b.line, "the title of a document", quote(b.text), "that document of "+m.name())
				continue
			}
			m.Item.Documents = append(m.Item.Documents, *d)
		}
	}
}
