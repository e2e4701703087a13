package sqldb

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

// pastPage is how many past meetings a page shows before it leads on to the rest.
const pastPage = 20

// Bodies are all bodies that there are or were, in the order of their kinds and then by number,
// with the next meeting of each.
func (r *Reader) Bodies(ctx context.Context, on council.Day) ([]gazette.BodyLine, error) {
	bodies, err := all[gazette.Body](ctx, r, gazette.KindBody)
	if err != nil {
		return nil, err
	}
	next, err := r.nextMeetings(ctx, on)
	if err != nil {
		return nil, err
	}
	var list []gazette.BodyLine
	for _, n := range sortedNumbers(bodies) {
		b := bodies[n]
		line := gazette.BodyLine{Body: gazette.Named{Number: n, Name: b.NameOn(on)}, Kind: b.Kind, Parent: b.Parent,
			Ended: !b.To.IsZero() && b.To.Before(on)}
		if m, ok := next[n]; ok {
			line.Next = &m
		}
		list = append(list, line)
	}
	order := council.BodyKinds()
	slices.SortStableFunc(list, func(a, b gazette.BodyLine) int {
		return cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind))
	})
	return list, nil
}

// nextMeetings are the first meetings of each body from the day on that may go ahead.
func (r *Reader) nextMeetings(ctx context.Context, on council.Day) (map[int]gazette.MeetingLine, error) {
	coming, err := lines(ctx, r, meetingLineForm, `SELECT line FROM meeting WHERE day >= $1 ORDER BY day, starts, number`, on.String())
	next := map[int]gazette.MeetingLine{}
	for _, m := range coming {
		if _, known := next[m.Body.Number]; !known && m.State != council.Cancelled && m.State != council.Postponed {
			next[m.Body.Number] = m
		}
	}
	return next, err
}

// Body is a body with its members on the day and its meetings before and after.
func (r *Reader) Body(ctx context.Context, number int, on council.Day) (page gazette.BodyPage, err error) {
	if page.Published, err = published[gazette.Body](ctx, r, gazette.Subject{Kind: gazette.KindBody, Number: number}); err != nil {
		return page, err
	}
	d, err := r.directory(ctx)
	if err != nil {
		return page, err
	}
	d.around(&page, number, on)
	if page.Coming, err = lines(ctx, r, meetingLineForm, `SELECT line FROM meeting WHERE body = $1 AND day >= $2 ORDER BY day, starts, number`,
		number, on.String()); err != nil {
		return page, err
	}
	if page.Past, err = lines(ctx, r, meetingLineForm, `SELECT line FROM meeting WHERE body = $1 AND day < $2 ORDER BY day DESC, starts DESC, number DESC LIMIT $3`,
		number, on.String(), pastPage); err != nil {
		return page, err
	}
	if page.PastTotal, err = r.one(ctx, "meetings of body", number, `SELECT COUNT(*) FROM meeting WHERE body = $1`); err != nil {
		return page, err
	}
	page.PastTotal -= len(page.Coming)
	page.Years, err = r.years(ctx, number)
	return page, err
}

// years are the calendar years in which a body met or will meet, newest first.
func (r *Reader) years(ctx context.Context, body int) ([]int, error) {
	return r.yearsIn(ctx, `SELECT DISTINCT SUBSTR(day, 1, 4) FROM meeting WHERE body = $1 AND day <> '' ORDER BY 1 DESC`, body)
}

// yearsIn reads years from a statement about the subject of a number.
func (r *Reader) yearsIn(ctx context.Context, query string, number int) ([]int, error) {
	var list []int
	err := r.each(ctx, query, []any{number}, func(rows *sql.Rows) error {
		var s string
		if err := rows.Scan(&s); err != nil {
			return err
		}
		year, err := strconv.Atoi(s)
		list = append(list, year)
		return err
	})
	return list, err
}

// around fills in what is around a body on the day: parent, children, wards, members.
func (d directory) around(page *gazette.BodyPage, number int, on council.Day) {
	if parent := page.Content.Parent; parent != 0 {
		page.Parent = &gazette.Named{Number: parent, Name: d.Bodies[parent].NameOn(on)}
	}
	for _, n := range sortedNumbers(d.Bodies) {
		if d.Bodies[n].Parent == number && d.Bodies[n].Covers(on) {
			page.Children = append(page.Children, gazette.Named{Number: n, Name: d.Bodies[n].NameOn(on)})
		}
	}
	for _, w := range page.Content.Wards {
		page.Wards = append(page.Wards, gazette.Named{Number: w, Name: d.Wards[w].Name})
	}
	for _, n := range sortedNumbers(d.People) {
		for _, m := range d.People[n].Memberships {
			if m.Body == number && m.Covers(on) {
				p := d.person(n, on)
				page.Members = append(page.Members, gazette.MemberLine{Person: p.Person, Style: p.Style, Role: m.Role, Voting: m.Voting,
					Party: p.Party, Wards: p.Wards, Posts: p.Posts, Spell: m.Spell})
			}
		}
	}
	rank := []gazette.MemberRole{gazette.Chair, gazette.ViceChair, gazette.Member, gazette.CoOpted, gazette.Representative, gazette.SubstituteFor}
	slices.SortStableFunc(page.Members, func(a, b gazette.MemberLine) int {
		return cmp.Or(cmp.Compare(slices.Index(rank, a.Role), slices.Index(rank, b.Role)), bySurname(a.Person, b.Person))
	})
}

// Person is a person, with a page of recorded votes and declarations, without attendance. Pages count
// from 1.
func (r *Reader) Person(ctx context.Context, number int, on council.Day, pageNumber int) (page gazette.PersonPage, err error) {
	if page.Published, err = published[gazette.Person](ctx, r, gazette.Subject{Kind: gazette.KindPerson, Number: number}); err != nil {
		return page, err
	}
	if page.Parties, err = all[gazette.Party](ctx, r, gazette.KindParty); err != nil {
		return page, err
	}
	wards, err := all[gazette.Ward](ctx, r, gazette.KindWard)
	if err != nil {
		return page, err
	}
	bodies, err := all[gazette.Body](ctx, r, gazette.KindBody)
	if err != nil {
		return page, err
	}
	page.Wards, page.Bodies = map[int]council.Text{}, map[int]council.Text{}
	for _, w := range page.Content.Represents {
		page.Wards[w.Ward] = wards[w.Ward].Name
	}
	for _, m := range page.Content.Memberships {
		page.Bodies[m.Body] = bodies[m.Body].NameOn(on)
	}
	if err := r.voted(ctx, &page, pageNumber); err != nil {
		return page, err
	}
	return page, r.declared(ctx, &page)
}

func (r *Reader) voted(ctx context.Context, page *gazette.PersonPage, pageNumber int) (err error) {
	if page.VotesTotal, err = r.one(ctx, "votes of person", page.Number, `SELECT COUNT(*) FROM vote WHERE person = $1`); err != nil {
		return err
	}
	return r.each(ctx, `SELECT v.item, v.limb, v.choice, i.title_en, i.title_cy, m.line FROM vote v
		JOIN meeting m ON m.number = v.meeting JOIN item i ON i.number = v.item
		WHERE v.person = $1 ORDER BY m.day DESC, v.meeting DESC, v.item, v.limb LIMIT $2 OFFSET $3`,
		[]any{page.Number, gazette.VotesPerPage, gazette.VotesPerPage * max(pageNumber-1, 0)}, func(rows *sql.Rows) error {
			var v gazette.VoteLine
			var limb int
			err := rows.Scan(&v.Item, &limb, &v.Choice, &v.Title.En, &v.Title.Cy, meetingLineForm.Into(&v.Meeting))
			v.Limb = gazette.LimbAnchor(v.Item, limb)
			page.Votes = append(page.Votes, v)
			return err
		})
}

func (r *Reader) declared(ctx context.Context, page *gazette.PersonPage) error {
	return r.each(ctx, `SELECT d.kind, d.nature_en, d.nature_cy, d.withdrew, COALESCE(i.title_en, ''), COALESCE(i.title_cy, ''), m.line
		FROM declaration d JOIN meeting m ON m.number = d.meeting LEFT JOIN item i ON i.number = d.item
		WHERE d.person = $1 ORDER BY m.day DESC, d.meeting DESC, d.position`, []any{page.Number}, func(rows *sql.Rows) error {
		var d gazette.PersonDeclaration
		var withdrew int
		err := rows.Scan(&d.Kind, &d.Nature.En, &d.Nature.Cy, &withdrew, &d.Title.En, &d.Title.Cy, meetingLineForm.Into(&d.Meeting))
		d.Withdrew = withdrew == 1
		page.Declarations = append(page.Declarations, d)
		return err
	})
}
