package markup

import (
	"regexp"
	"strings"

	"moothall/internal/paper/doc"
)

// part is a stretch of what was typed: the rows of a table, or prose.
type part struct {
	rows  [][]string
	prose string
}

// rule is the line under a table's heading, where somebody draws one: "--- | ---".
var rule = regexp.MustCompile(`^[\s|:-]*-[\s|:-]*$`)

// parts cuts a text into tables and what is between them. A row is a line with tabs between its words,
// as a spreadsheet leaves it when it is pasted, or one that begins with a bar.
func parts(typed string) []part {
	var list []part
	var lines []string
	end := func() {
		if len(lines) > 0 {
			list = append(list, part{prose: strings.Join(lines, "\n")})
			lines = nil
		}
	}
	inTable := false
	for line := range strings.SplitSeq(strings.ReplaceAll(typed, "\r\n", "\n"), "\n") {
		cells := row(line)
		switch {
		case cells == nil:
			lines = append(lines, line)
		case inTable:
			list[len(list)-1].rows = append(list[len(list)-1].rows, cells)
		default:
			end()
			list = append(list, part{rows: [][]string{cells}})
		}
		inTable = cells != nil
	}
	end()
	return list
}

// row is the cells of a line that is a table's row; nil for any other.
func row(line string) []string {
	trimmed := strings.TrimSpace(line)
	switch {
	case strings.Contains(trimmed, "\t"):
		return strings.Split(line, "\t")
	case strings.HasPrefix(trimmed, "|"):
		return strings.Split(strings.TrimSuffix(trimmed[1:], "|"), "|")
	}
	return nil
}

// table is a table whose first row is its heading.
func table(rows [][]string) doc.Table {
	columns := 0
	for _, r := range rows {
		columns = max(columns, len(r))
	}
	var t doc.Table
	for i, r := range rows {
		if i > 0 && rule.MatchString(strings.Join(r, "|")) {
			continue
		}
		cells := make(doc.Row, columns)
		for j := range cells {
			if j < len(r) {
				cells[j].Blocks = prose(strings.TrimSpace(r[j]))
			}
		}
		if i == 0 {
			t.Head = append(t.Head, cells)
		} else {
			t.Body = append(t.Body, cells)
		}
	}
	return t
}
