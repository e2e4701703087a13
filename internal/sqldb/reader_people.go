package sqldb

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// all are the latest editions of every subject of a kind that stand, by number. The kinds read so
// are short: wards, parties, people, bodies, forward plans.
func all[T any](ctx context.Context, r *Reader, kind gazette.Kind) (map[int]T, error) {
	list := map[int]T{}
	err := r.each(ctx, `SELECT l.number, e.content FROM latest l JOIN entry e ON e.seq = l.seq WHERE l.kind = $1 AND e.taken_down = 0`,
		[]any{string(kind)}, func(rows *sql.Rows) error {
			var number int
			var encoded []byte
			if err := rows.Scan(&number, &encoded); err != nil {
				return err
			}
			content, err := gazette.Decode(kind, encoded)
			list[number], _ = content.(T)
			return err
		})
	return list, err
}

// Roll is everybody on the record, with the parties, wards and bodies.
func (r *Reader) Roll(ctx context.Context) (d gazette.Roll, err error) {
	if d.People, err = all[gazette.Person](ctx, r, gazette.KindPerson); err != nil {
		return d, err
	}
	if d.Parties, err = all[gazette.Party](ctx, r, gazette.KindParty); err != nil {
		return d, err
	}
	if d.Wards, err = all[gazette.Ward](ctx, r, gazette.KindWard); err != nil {
		return d, err
	}
	d.Bodies, err = all[gazette.Body](ctx, r, gazette.KindBody)
	return d, err
}

// directory is who and what a page may name.
type directory struct{ gazette.Roll }

func (r *Reader) directory(ctx context.Context) (directory, error) {
	roll, err := r.Roll(ctx)
	return directory{roll}, err
}

func sortedNumbers[T any](m map[int]T) []int {
	list := make([]int, 0, len(m))
	for n := range m {
		list = append(list, n)
	}
	slices.Sort(list)
	return list
}

// person is how somebody stands in a list on a day.
func (d directory) person(number int, on council.Day) gazette.PersonLine {
	p := d.People[number]
	line := gazette.PersonLine{Person: gazette.Named{Number: number, Name: council.InEnglish(p.Name)}, Style: p.Style}
	for _, s := range p.Parties {
		if s.Covers(on) {
			line.Party = gazette.Named{Number: s.Party, Name: d.Parties[s.Party].Name}
		}
	}
	for _, s := range p.Represents {
		if s.Covers(on) {
			line.Councillor = true
			line.Wards = append(line.Wards, gazette.Named{Number: s.Ward, Name: d.Wards[s.Ward].Name})
		}
	}
	for _, s := range p.Posts {
		if s.Covers(on) {
			line.Posts = append(line.Posts, s.Title)
		}
	}
	return line
}

// bySurname orders people as an index of names does.
func bySurname(a, b gazette.Named) int {
	key := func(n gazette.Named) string {
		words := strings.Fields(gazette.Fold(n.Name.En))
		if len(words) == 0 {
			return ""
		}
		return words[len(words)-1] + " " + strings.Join(words, " ")
	}
	return strings.Compare(key(a), key(b))
}

// People are the councillors and others who serve on the day, by surname.
func (r *Reader) People(ctx context.Context, on council.Day) ([]gazette.PersonLine, error) {
	d, err := r.directory(ctx)
	if err != nil {
		return nil, err
	}
	var list []gazette.PersonLine
	for _, n := range sortedNumbers(d.People) {
		line := d.person(n, on)
		serves := slices.ContainsFunc(d.People[n].Memberships, func(m gazette.Membership) bool { return m.Covers(on) })
		if line.Councillor || serves || len(line.Posts) > 0 {
			list = append(list, line)
		}
	}
	slices.SortStableFunc(list, func(a, b gazette.PersonLine) int { return bySurname(a.Person, b.Person) })
	return list, nil
}

// Wards are the wards by name, with those who represent them on the day.
func (r *Reader) Wards(ctx context.Context, on council.Day) ([]gazette.WardLine, error) {
	d, err := r.directory(ctx)
	if err != nil {
		return nil, err
	}
	var list []gazette.WardLine
	for _, n := range sortedNumbers(d.Wards) {
		line := gazette.WardLine{Ward: gazette.Named{Number: n, Name: d.Wards[n].Name}}
		for _, p := range d.representing(n, on) {
			line.Councillors = append(line.Councillors, p.Person)
		}
		list = append(list, line)
	}
	slices.SortStableFunc(list, func(a, b gazette.WardLine) int {
		return strings.Compare(gazette.FoldText(a.Ward.Name), gazette.FoldText(b.Ward.Name))
	})
	return list, nil
}

func (d directory) representing(ward int, on council.Day) []gazette.PersonLine {
	var list []gazette.PersonLine
	for _, n := range sortedNumbers(d.People) {
		line := d.person(n, on)
		if slices.ContainsFunc(line.Wards, func(w gazette.Named) bool { return w.Number == ward }) {
			list = append(list, line)
		}
	}
	slices.SortStableFunc(list, func(a, b gazette.PersonLine) int { return bySurname(a.Person, b.Person) })
	return list
}

// Ward is a ward with those who represent it on the day and what touches it.
func (r *Reader) Ward(ctx context.Context, number int, on council.Day) (page gazette.WardPage, err error) {
	if page.Published, err = published[gazette.Ward](ctx, r, gazette.Subject{Kind: gazette.KindWard, Number: number}); err != nil {
		return page, err
	}
	d, err := r.directory(ctx)
	if err != nil {
		return page, err
	}
	page.Councillors = d.representing(number, on)
	for _, n := range sortedNumbers(d.Bodies) {
		if b := d.Bodies[n]; slices.Contains(b.Wards, number) && b.Covers(on) {
			page.Bodies = append(page.Bodies, gazette.Named{Number: n, Name: b.NameOn(on)})
		}
	}
	if page.Issues, page.IssuesTotal, err = r.Issues(ctx, gazette.Question{Ward: number}); err != nil {
		return page, err
	}
	page.Decisions, page.DecisionsTotal, err = r.Decisions(ctx, gazette.Question{Ward: number})
	return page, err
}
