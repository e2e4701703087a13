package demo

import (
	"slices"

	"moothall/internal/council"
)

// add appends a stage at a meeting, and puts it on that meeting's list of business.
func (m *matter) add(at *meeting, role council.Role) *stage {
	s := &stage{matter: m, meeting: at, role: role}
	m.stages = append(m.stages, s)
	at.items = append(at.items, &tabled{step: s})
	return s
}

// route places a matter that was picked for a letter of its route at a meeting, with the stages
// before and after it that the calendar has room for.
func (f *filler) route(m *matter, at *meeting, letter string) {
	switch letter {
	case "N":
		f.everyArea(m, at)
		return
	case "A", "a":
		f.inArea(m, at)
	}
	if letter == "a" {
		m.add(at, council.Consult)
		f.afterArea(m, at)
		f.mishap(m)
		return
	}
	before := m.template.route[:slices.Index(m.template.route, letter)]
	for _, l := range before {
		f.before(m, at, l)
	}
	m.add(at, roleOf(letter))
	if letter == "R" {
		if c := f.nearest("council", at.day(), 8, 100); c != nil {
			m.add(c, council.Decide)
		} else {
			m.stages[len(m.stages)-1].role = council.Decide
		}
	}
	f.mishap(m)
}

// before places a scrutiny stage ahead of the Cabinet.
func (f *filler) before(m *matter, at *meeting, letter string) {
	key := m.topic.scrutiny
	if letter == "T" {
		key = "corporate"
	}
	if letter != "S" && letter != "T" {
		return
	}
	if s := f.nearest(key, at.day(), -8, -60); s != nil {
		m.add(s, council.Scrutinise)
		slices.SortStableFunc(m.stages, func(a, b *stage) int { return a.day().Compare(b.day()) })
	}
}

func roleOf(letter string) council.Role {
	switch letter {
	case "R":
		return council.Recommend
	case "N", "U", "B":
		return council.Note
	case "S":
		return council.Scrutinise
	}
	return council.Decide
}

// everyArea takes a matter to all six area committees of the cycle.
func (f *filler) everyArea(m *matter, at *meeting) {
	for _, other := range f.called {
		if other.body.content.Kind == council.AreaCommittee && other.fate == council.Held && abs(daysBetween(at.day(), other.day())) < 14 {
			m.add(other, council.Note)
		}
	}
}

// inArea moves a matter into the wards of the area committee.
func (f *filler) inArea(m *matter, at *meeting) {
	wards := at.body.wards
	i := f.rng.IntN(len(wards))
	if m.template.attrs["wards"] == "two" {
		m.setWards(f.borough, wards[i], wards[(i+1)%len(wards)])
	} else {
		m.setWards(f.borough, wards[i])
	}
	m.allWards = false
	p := &pen{rng: f.dice("area", m.template.key, f.year, f.made), values: m.values, lists: f.text.lists}
	delete(m.values, "title")
	m.title, m.summary = p.write(m.template.one("title")), p.write(m.template.one("summary"))
	m.values["title"], m.values["about"] = m.title, p.write(m.template.one("about"))
}

// afterArea is where a matter goes on which an area committee was consulted.
func (f *filler) afterArea(m *matter, at *meeting) {
	if slices.Contains(m.template.route, "P") {
		if p := f.nearest("planning", at.day(), 3, 50); p != nil {
			m.add(p, council.Decide)
		}
		return
	}
	f.single(m, working(at.day(), 8+f.rng.IntN(10)), false)
}

// mishap defers a matter to the next meeting of a body now and then, has the Council amend a
// recommendation, or has its sponsor withdraw it.
func (f *filler) mishap(m *matter) {
	last := m.stages[len(m.stages)-1]
	if last.meeting == nil || len(m.stages) > 3 {
		return
	}
	roll := f.rng.IntN(100)
	switch {
	case roll < 2 && last.role == council.Decide && last.meeting.body.key != "council":
		if again := f.nearest(last.meeting.body.key, last.day(), 5, 75); again != nil {
			last.fate = deferred
			m.add(again, last.role).followed = true
		}
	case roll < 3 && last.role != council.Scrutinise:
		last.fate = withdrawn
	case roll < 9 && last.meeting.body.key == "council" && len(m.stages) > 1:
		last.fate = amended
	case roll > 93 && m.template.has("refusable"):
		last.fate = rejected
	}
}

// single adds a decision by the lead member or an officer.
func (f *filler) single(m *matter, day council.Day, officer bool) {
	s := &stage{matter: m, role: council.Decide, due: working(day, 0), officer: officer}
	m.stages = append(m.stages, s)
	f.queueSingle(s)
}

// singles are the decisions of the year that never come before a body.
func (f *filler) singles() {
	for month := range 12 {
		day := council.NewDay(f.year, 5, 8).Add(month * 30)
		for _, letter := range []string{"M", "M", "O", "O", "O"} {
			t := f.pick(letter, nil)
			if t == nil {
				continue
			}
			if m := f.begin(t, day); m != nil {
				f.single(m, day.Add(f.rng.IntN(26)), letter == "O")
			}
		}
	}
}
