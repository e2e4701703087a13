package word

import (
	"fmt"
	"strings"

	"moothall/internal/paper/doc"
)

// listWriter gathers the numberings of a paper: for each list an abstract numbering and a number
// that is of it, and for each label that the list does not count to, a number that overrides it.
type listWriter struct {
	abstract, numbers strings.Builder
	lists, count      int
}

// add makes the numbering of a list and gives the number of each item.
func (w *listWriter) add(l doc.List, level int) []int {
	pattern, fits := pattern(l)
	start := max(l.Start, 1)
	fmt.Fprintf(&w.abstract, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="singleLevel"/>%s</w:abstractNum>`,
		w.lists, levelXML(l.Numbering, level, start, pattern))
	counted := w.number("")
	out := make([]int, len(l.Items))
	for i := range l.Items {
		if out[i] = counted; !fits[i] {
			out[i] = w.number(fmt.Sprintf(`<w:lvlOverride w:ilvl="%d">%s</w:lvlOverride>`, level,
				levelXML(doc.Decimal, level, start, strings.ReplaceAll(l.Label(i), "%", "\uff05"))))
		}
	}
	w.lists++
	return out
}

// part is the part that holds the numberings.
func (w *listWriter) part() string {
	return declared + "<w:numbering" + spaces + ">" + w.abstract.String() + w.numbers.String() + "</w:numbering>"
}

func (w *listWriter) number(override string) int {
	w.count++
	fmt.Fprintf(&w.numbers, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>`, w.count, w.lists, override)
	return w.count
}

func levelXML(n doc.Numbering, level, start int, text string) string {
	format := map[doc.Numbering]string{doc.Bulleted: "bullet", doc.Decimal: "decimal", doc.LowerAlpha: "lowerLetter",
		doc.UpperAlpha: "upperLetter", doc.LowerRoman: "lowerRoman", doc.UpperRoman: "upperRoman"}[n]
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="%d"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/>`+
		`<w:pPr><w:ind w:left="%d" w:hanging="%d"/></w:pPr></w:lvl>`, level, start, format,
		strings.ReplaceAll(escape(text), "%N", fmt.Sprintf("%%%d", level+1)), (level+1)*indent, indent)
}

// pattern finds how most of a list's labels are made of its numbers, "(%N)" of "(1)", "(2)", and says
// of which items that is so.
func pattern(l doc.List) (string, []bool) {
	fits := make([]bool, len(l.Items))
	written := func(i int) string { return strings.TrimSuffix(l.Numbering.Label(max(l.Start, 1)+i), ".") }
	best, most := "%N.", -1
	if l.Numbering == doc.Bulleted {
		best = "•"
	}
	for i := range l.Items {
		try := strings.Replace(l.Label(i), written(i), "%N", 1)
		if strings.Count(try, "%") != 1 || !strings.Contains(try, "%N") || l.Numbering == doc.Bulleted {
			continue
		}
		n := 0
		for j := range l.Items {
			if strings.Replace(try, "%N", written(j), 1) == l.Label(j) {
				n++
			}
		}
		if n > most {
			best, most = try, n
		}
		if i > 3 { // labels that follow no pattern are not looked at all over again
			break
		}
	}
	for i := range l.Items {
		fits[i] = strings.Replace(best, "%N", written(i), 1) == l.Label(i)
	}
	return best, fits
}
