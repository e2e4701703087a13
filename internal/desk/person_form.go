package desk

import (
	"slices"
	"strconv"
	"strings"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// personForm is the form with a person's values in it, row by row.
func personForm(v *visit, k register.PersonDraft) *page.Form {
	p := k.Content.Content
	pairs := []string{"version", strconv.Itoa(k.Version), "name", p.Name, "style", p.Style, "email", p.Email, "phone", p.Phone}
	spell := func(row string, s council.Spell) {
		pairs = append(pairs, row+"-from", v.words.Day(s.From), row+"-to", v.words.Day(s.To))
	}
	for i, s := range p.Represents {
		pairs = append(pairs, row(wardRows, i+1), strconv.Itoa(s.Ward))
		spell(row(wardRows, i+1), s.Spell)
	}
	for i, s := range p.Parties {
		pairs = append(pairs, row(partyRows, i+1), strconv.Itoa(s.Party))
		spell(row(partyRows, i+1), s.Spell)
	}
	for i, s := range p.Posts {
		pairs = append(pairs, row(postRows, i+1), s.Title.En, row(postRows, i+1)+"-cy", s.Title.Cy)
		spell(row(postRows, i+1), s.Spell)
	}
	for i, s := range p.Memberships {
		at := row(seatRows, i+1)
		pairs = append(pairs, at, strconv.Itoa(s.Body), at+"-role", string(s.Role))
		if s.Voting {
			pairs = append(pairs, at+"-voting", "yes")
		}
		spell(at, s.Spell)
	}
	return v.fresh(pairs...)
}

// readPerson takes a person from the form, over what is not in the form. A row of which nothing is
// chosen is left out.
func (v personView) readPerson(p gazette.Person) gazette.Person {
	f := v.form
	p.Name = f.Need("name", f.Words.T("desk.body.name"))
	p.Style, p.Email, p.Phone = strings.TrimSpace(f.Value("style")), strings.TrimSpace(f.Value("email")), strings.TrimSpace(f.Value("phone"))
	p.Represents, p.Parties, p.Posts, p.Memberships = nil, nil, nil, nil
	v.eachRow(wardRows, func(at string, s council.Spell) {
		p.Represents = append(p.Represents, gazette.WardSpell{Ward: v.chosen(at, v.wards), Spell: s})
	})
	v.eachRow(partyRows, func(at string, s council.Spell) {
		p.Parties = append(p.Parties, gazette.PartySpell{Party: v.chosen(at, v.parties), Spell: s})
	})
	v.eachRow(postRows, func(at string, s council.Spell) {
		p.Posts = append(p.Posts, gazette.Post{Title: f.Pair(at), Spell: s})
	})
	v.eachRow(seatRows, func(at string, s council.Spell) {
		m := gazette.Membership{Body: v.chosen(at, v.bodies), Role: gazette.MemberRole(f.Value(at + "-role")), Voting: f.Has(at+"-voting", "yes"), Spell: s}
		if !isRole(m.Role) {
			f.Fail(at+"-role", f.Words.Say("form.needed", "Name", f.Words.T("desk.person.role")))
		}
		p.Memberships = append(p.Memberships, m)
	})
	return p
}

// eachRow reads the rows in which something is chosen or named. One with days and nothing else lacks
// what they are the days of.
func (v personView) eachRow(part string, each func(at string, s council.Spell)) {
	f := v.form
	for i := 1; i <= v.rows[part]; i++ {
		at := row(part, i)
		filled := strings.TrimSpace(f.Value(at)+f.Value(at+"-cy")) != ""
		if !filled {
			if f.Value(at+"-from")+f.Value(at+"-to") != "" {
				f.Fail(at, f.Words.Say("form.needed", "Name", f.Words.T("desk.person."+part)))
			}
			continue
		}
		each(at, readSpell(f, at))
	}
}

// chosen is the number that was chosen in a field, which must be one of the choices.
func (v personView) chosen(field string, choices []page.Choice) int {
	for _, c := range choices {
		if c.Value != "" && c.Value == v.form.Value(field) {
			n, _ := strconv.Atoi(c.Value)
			return n
		}
	}
	v.form.Fail(field, v.words.Say("form.needed", "Name", v.words.T("desk.person."+strings.SplitN(field, "-", 2)[0])))
	return 0
}

// memberRoles are what somebody may be on a body.
var memberRoles = []gazette.MemberRole{gazette.Member, gazette.Chair, gazette.ViceChair, gazette.SubstituteFor, gazette.CoOpted, gazette.Representative}

func isRole(r gazette.MemberRole) bool {
	return slices.Contains(memberRoles, r)
}

func seatRoles(w *page.Words) []page.Choice {
	var list []page.Choice
	for _, r := range memberRoles {
		list = append(list, page.Choice{Value: string(r), Label: w.MemberRole(r)})
	}
	return list
}
