package word

import (
	"strings"

	"moothall/internal/paper/doc"
)

// watch looks through a part for what may not go out.
type watch struct {
	part      string
	found     *doc.Unfit
	paragraph int
	fields    []string // instructions of the complex fields that are open, innermost last
}

// excerpt is how many letters of a passage are told.
const excerpt = 60

func (w *watch) add(risk doc.Risk, text string) {
	w.found.Add(doc.Finding{Risk: risk, Part: w.part, Paragraph: w.paragraph, Text: text})
}

func (w *watch) look(r *raw) {
	if r.is("p") {
		w.paragraph++
	}
	w.unsettled(r)
	switch r.name.Local {
	case "OLEObject", "altChunk":
		w.add(doc.Embedded, r.get("ProgID"))
	case "control":
		w.add(doc.Script, r.get("name"))
	case "script":
		w.add(doc.Script, "")
	case "fldSimple":
		w.field(r.get("instr"))
	case "fldChar":
		w.fieldChar(r.get("fldCharType"))
	case "instrText", "delInstrText":
		for _, k := range r.kids {
			if n := len(w.fields); n > 0 && len(w.fields[n-1]) < 4096 {
				w.fields[n-1] += k.text
			}
		}
	}
	if r.name.Space == "" { // of SVG
		for _, a := range r.attrs {
			if len(a.Name.Local) > 4 && strings.HasPrefix(a.Name.Local, "on") {
				w.add(doc.Script, a.Name.Local)
			}
		}
	}
	for _, k := range r.kids {
		w.look(k)
	}
}

// unsettled finds what its authors have not settled.
func (w *watch) unsettled(r *raw) {
	switch {
	case r.is("commentReference"):
		w.add(doc.Comment, r.get("id"))
	case isHidden(r):
		w.add(doc.Hidden, r.said(excerpt))
	case r.is("ins", "del", "moveFrom", "moveTo"), isOldLook(r), r.is("cellDel"):
		w.add(doc.Change, r.said(excerpt))
	}
}

// fieldChar follows a complex field: what it is stands between its beginning and its separator.
func (w *watch) fieldChar(kind string) {
	n := len(w.fields)
	switch {
	case kind == "begin" && n < maxDepth:
		w.fields = append(w.fields, "")
	case kind == "separate" && n > 0:
		w.field(w.fields[n-1])
		w.fields[n-1] = "PAGE" // what follows is what it shows
	case kind == "end" && n > 0:
		w.field(w.fields[n-1])
		w.fields = w.fields[:n-1]
	}
}

// isHarmless says whether a field computes from the paper itself and nothing else. What is not among
// them is refused, since a field can be written in many ways that hide what it is.
func isHarmless(name string) bool {
	switch name {
	case "PAGE", "NUMPAGES", "PAGEREF", "SECTION", "SECTIONPAGES", "REF", "NOTEREF", "STYLEREF", "HYPERLINK",
		"TOC", "TC", "INDEX", "XE", "TOA", "TA", "SEQ", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT",
		"DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "TITLE", "SUBJECT", "AUTHOR", "FILENAME", "DOCPROPERTY",
		"NUMWORDS", "NUMCHARS", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "MERGEFIELD", "CITATION", "BIBLIOGRAPHY",
		"EQ", "SYMBOL", "ADVANCE", "SHAPE":
		return true
	}
	return false
}

// runs says whether an address is one that runs something.
func runs(address string) bool {
	scheme, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(address)), ":")
	switch scheme {
	case "javascript", "vbscript", "data", "ms-word", "ms-excel", "ms-msdt", "search-ms":
		return true
	}
	return false
}

func (w *watch) field(instruction string) {
	words := strings.Fields(instruction)
	name := ""
	if len(words) > 0 {
		name = strings.ToUpper(strings.TrimLeft(words[0], `\`))
	}
	if name == "" || strings.HasPrefix(name, "=") || isHarmless(name) {
		if name == "HYPERLINK" && len(words) > 1 && runs(strings.Trim(words[1], `"`)) {
			w.add(doc.Script, words[1])
		}
		return
	}
	w.add(doc.Field, strings.Join(words[:min(len(words), 4)], " "))
}
