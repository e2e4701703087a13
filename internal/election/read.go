package election

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// Winner is somebody who was elected.
type Winner struct {
	Line   int // of the text that was read, from 1
	Ward   int
	Name   string
	Party  int // 0 for none
	Person int // whom on the record they are; 0 for somebody new to it
}

// columns of a line of results.
const (
	wardColumn = iota
	nameColumn
	partyColumn
	personColumn
	columnCount
)

// Read reads results, one elected person a line: ward, name, party, and where the name does not tell who
// it is the number of their page or "new". Lines are separated by commas, as CSV has them, or by tabs, as
// spreadsheets are pasted. A line that names the columns is passed over. What is not understood is
// a fault of the field "results", each naming its line.
func Read(text string, roll gazette.Roll) ([]Winner, *council.Faults) {
	var faults council.Faults
	var winners []Winner
	lines, bad := records(text)
	if bad > 0 {
		faults.Add("results", "election.line.unread", "Line", strconv.Itoa(bad))
	}
	names := newIndex(roll)
	for _, l := range lines {
		if names.isHeading(l.cells) {
			continue
		}
		w, key, args := names.winner(l)
		if key != "" {
			faults.Add("results", key, append([]string{"Line", strconv.Itoa(l.number)}, args...)...)
			continue
		}
		winners = append(winners, w)
	}
	if len(winners) == 0 && faults.Err() == nil {
		faults.Add("results", "election.results.missing")
	}
	return winners, &faults
}

// line is a line of results with its cells, of which there are always as many as columns.
type line struct {
	number int
	cells  []string
}

// records takes a text apart into lines of cells; bad is the first line that cannot be.
func records(text string) (lines []line, bad int) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.TrimLeadingSpace, r.LazyQuotes = -1, true, true
	if strings.Contains(text, "\t") {
		r.Comma = '\t'
	}
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return lines, 0
		}
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			return lines, parse.StartLine
		}
		number, _ := r.FieldPos(0)
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		for len(cells) < columnCount {
			cells = append(cells, "")
		}
		if strings.Join(cells, "") != "" {
			lines = append(lines, line{number, cells})
		}
	}
}

// index finds wards, parties and people by their names.
type index struct {
	roll                   gazette.Roll
	wards, parties, people map[string][]int
}

func newIndex(roll gazette.Roll) index {
	x := index{roll: roll, wards: map[string][]int{}, parties: map[string][]int{}, people: map[string][]int{}}
	for n, w := range roll.Wards {
		put(x.wards, n, w.Name.En, w.Name.Cy)
	}
	for n, p := range roll.Parties {
		put(x.parties, n, p.Name.En, p.Name.Cy, p.ShortName)
	}
	for n, p := range roll.People {
		put(x.people, n, p.Name)
	}
	return x
}

func put(at map[string][]int, number int, names ...string) {
	for _, n := range names {
		if key := gazette.Fold(n); key != "" && !slices.Contains(at[key], number) {
			at[key] = append(at[key], number)
			slices.Sort(at[key])
		}
	}
}

// isHeading says whether a line names the columns: its first cell is no ward, and says so.
func (x index) isHeading(cells []string) bool {
	first := gazette.Fold(cells[wardColumn])
	return len(x.wards[first]) == 0 && slices.Contains([]string{"ward", "wards", "ward name", "division"}, first)
}

// styles are what stands before a name on a declaration of result and is no part of it.
var styles = []string{"councillor ", "cllr. ", "cllr ", "y cynghorydd "}

// winner reads one line; key names the fault where there is one.
func (x index) winner(l line) (w Winner, key string, args []string) {
	w = Winner{Line: l.number, Name: plainName(l.cells[nameColumn])}
	ward := x.wards[gazette.Fold(l.cells[wardColumn])]
	switch {
	case l.cells[wardColumn] == "":
		return w, "election.line.ward.missing", nil
	case len(ward) != 1:
		return w, "election.line.ward.unknown", []string{"Ward", l.cells[wardColumn]}
	case w.Name == "":
		return w, "election.line.name.missing", nil
	}
	w.Ward = ward[0]
	if party := l.cells[partyColumn]; party != "" && party != "-" {
		found := x.parties[gazette.Fold(party)]
		if len(found) != 1 {
			return w, "election.line.party.unknown", []string{"Party", party}
		}
		w.Party = found[0]
	}
	w.Person, key, args = x.whom(w.Name, l.cells[personColumn])
	return w, key, args
}

func plainName(s string) string {
	for _, style := range styles {
		if len(s) > len(style) && strings.EqualFold(s[:len(style)], style) {
			return strings.TrimSpace(s[len(style):])
		}
	}
	return s
}

// whom is the person on the record that a name means: the one of that name, or the one whose number
// stands beside it; nobody where "new" does, or where no one has the name.
func (x index) whom(name, given string) (person int, key string, args []string) {
	if gazette.Fold(given) == "new" || gazette.Fold(given) == "newydd" {
		return 0, "", nil
	}
	if given != "" {
		n, err := strconv.Atoi(strings.TrimPrefix(given, "#"))
		if _, ok := x.roll.People[n]; err != nil || !ok {
			return 0, "election.line.person.unknown", []string{"Person", given}
		}
		return n, "", nil
	}
	found := x.people[gazette.Fold(name)]
	switch len(found) {
	case 0:
		return 0, "", nil
	case 1:
		return found[0], "", nil
	}
	var numbers []string
	for _, n := range found {
		numbers = append(numbers, strconv.Itoa(n))
	}
	return 0, "election.line.person.several", []string{"Name", name, "Numbers", strings.Join(numbers, ", ")}
}
