package word

import (
	"encoding/xml"
	"path"
	"regexp"
	"strings"
)

// dropped are elements that say who worked on a paper, how and with what, and nothing of what it
// says; or that lead to a part which a public copy has not.
var dropped = map[string]bool{
	"rsids": true, "attachedTemplate": true, "docVars": true, "mailMerge": true, "trackRevisions": true, "revisionView": true,
	"docId": true, "saveThroughXslt": true, "attachedSchema": true, "schemaLibrary": true, "printerSettings": true,
	"dataBinding": true, "storeMappedDataAs": true, "placeholder": true, "proofErr": true,
}

// strip takes out of an element what dropped names, the marks of single sittings (rsid, paraId), and
// paths of somebody's disk from the descriptions of pictures.
func strip(r *raw) {
	var attrs []xml.Attr
	for _, a := range r.attrs {
		if strings.HasPrefix(a.Name.Local, "rsid") || a.Name.Local == "paraId" || a.Name.Local == "textId" {
			continue
		}
		if r.is("docPr", "cNvPr") && ownPath.MatchString(a.Value) {
			if a.Name.Local != "name" {
				continue
			}
			a.Value = path.Base(strings.ReplaceAll(a.Value, `\`, "/"))
		}
		attrs = append(attrs, a)
	}
	r.attrs = attrs
	var kids []*raw
	for _, k := range r.kids {
		if !dropped[k.name.Local] {
			strip(k)
			kids = append(kids, k)
		}
	}
	r.kids = kids
}

// ownPath is a path on somebody's disk or server.
var ownPath = regexp.MustCompile(`^(?i:file:|[a-z]:[\\/]|\\\\)`)

// The elements of tracked changes and comments.
func isComment(r *raw) bool {
	return r.is("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
}

func isOldLook(r *raw) bool {
	return r.is("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tcPrChange", "trPrChange", "tblGridChange", "numberingChange", "cellMerge", "cellIns")
}

func isMoveMark(r *raw) bool {
	return strings.HasPrefix(r.name.Local, "moveFromRange") || strings.HasPrefix(r.name.Local, "moveToRange") ||
		strings.HasPrefix(r.name.Local, "customXmlIns") || strings.HasPrefix(r.name.Local, "customXmlDel") || strings.HasPrefix(r.name.Local, "customXmlMove")
}

// gone says whether a tracked change has taken a row or cell away.
func gone(r *raw) bool {
	return r.is("tr") && r.child("trPr", "del") != nil || r.is("tc") && r.child("tcPr", "cellDel") != nil
}

// markGone says whether a tracked change has taken away the end of a paragraph, which so runs on
// into the next.
func markGone(r *raw) bool {
	mark := r.child("pPr", "rPr")
	return r.is("p") && (mark.child("del") != nil || mark.child("moveFrom") != nil)
}

// isHidden says whether a run's text is not shown.
func isHidden(r *raw) bool { return r.is("r") && r.child("rPr", "vanish").on() && r.said(1) != "" }

// settle accepts the tracked changes in an element and leaves out comments and hidden text.
func settle(r *raw) {
	var kids, carried []*raw
	for i, k := range r.kids {
		switch {
		case k.is("del", "moveFrom"), isOldLook(k), isComment(k), isMoveMark(k), gone(k), isHidden(k):
			continue
		case k.is("ins", "moveTo"):
			settle(k)
			kids = append(kids, k.kids...)
			continue
		}
		ends := markGone(k) && nextParagraph(r.kids[i+1:])
		settle(k)
		if k.is("tbl") && k.child("tr") == nil {
			continue
		}
		if k.is("p") && len(carried) > 0 {
			k.kids = append(append(k.properties(), carried...), k.content()...)
			carried = nil
		}
		if ends {
			carried = k.content()
			continue
		}
		kids = append(kids, k)
	}
	r.kids = kids
}

// nextParagraph says whether the next element is a paragraph.
func nextParagraph(after []*raw) bool {
	for _, k := range after {
		if k.name.Local != "" {
			return k.is("p")
		}
	}
	return false
}

func (r *raw) properties() []*raw {
	if p := r.child("pPr"); p != nil {
		return []*raw{p}
	}
	return nil
}

func (r *raw) content() (out []*raw) {
	for _, k := range r.kids {
		if !k.is("pPr") {
			out = append(out, k)
		}
	}
	return out
}
