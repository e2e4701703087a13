package desk

import (
	"slices"
	"strconv"
	"strings"

	"moothall/internal/deadline"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/register"
)

// councilView is the page of how this council does things where law leaves it a choice.
type councilView struct {
	*visit
	form     *page.Form
	nation   deadline.Nation
	days     int // rows for days of the council's own
	holidays []deadline.Holiday
	stale    bool
}

// choosable are the rules of a nation that stand now and of which something is the council's to choose:
// how days are counted, or how many there are. Each rule is there once.
func choosable(n deadline.Nation) []deadline.Rule {
	var list []deadline.Rule
	for _, r := range deadline.Rules() {
		open := r.Choice || r.OwnLength || r.Way == deadline.Before && r.Length > 0
		known := slices.ContainsFunc(list, func(one deadline.Rule) bool { return one.ID == r.ID })
		if open && !known && r.InForce.To.IsZero() && slices.Contains(r.Nations, n) {
			list = append(list, r)
		}
	}
	return list
}

func (d *Desk) showCustoms(w *reply, v *visit) error {
	k, err := d.register.Customs(v.ctx, v.viewer)
	if err != nil {
		return err
	}
	view := d.councilView(v, k.Content)
	view.form = customsForm(v, k)
	return w.page(d.customsFrame(v), customsPage(view))
}

func (d *Desk) customsFrame(v *visit) page.Frame {
	return d.frame(v, page.Frame{Title: v.words.T("desk.customs"), Section: "customs"})
}

func (d *Desk) councilView(v *visit, c register.Customs) councilView {
	year := d.today().Year()
	return councilView{visit: v, nation: c.Deadlines.Nation, days: len(c.Deadlines.Days) + blankRows,
		holidays: slices.Concat(deadline.BankHolidays(year), deadline.BankHolidays(year+1))}
}

// customsForm is the form with the council's customs in it.
func customsForm(v *visit, k register.Kept[register.Customs]) *page.Form {
	c := k.Content
	pairs := []string{"version", strconv.Itoa(k.Version), "nation", string(c.Deadlines.Nation), "closes", string(c.Deadlines.Closes), "soon", strconv.Itoa(c.Deadlines.Soon),
		"threshold", number(c.Threshold), "gifts", number(c.Gifts), "draft-minutes", number(c.DraftMinutes), "offline", number(c.Offline), "capacities", strings.Join(c.Capacities, "\n"), "callin-members", number(c.CallIn.Members),
		"hear-within", number(c.CallIn.HearWithin), "phrases", pairLines(c.Phrases)}
	for _, flag := range []struct {
		value string
		set   bool
	}{{"chair", c.CallIn.Chair}, {"co-opted", c.CallIn.CoOpted}, {"outside", c.CallIn.Outside}} {
		if flag.set {
			pairs = append(pairs, "callin-who", flag.value)
		}
	}
	for _, id := range c.Figures {
		pairs = append(pairs, "figures", string(id))
	}
	if c.Reviews {
		pairs = append(pairs, "reviews", "yes")
	}
	for id, how := range c.Deadlines.Counting {
		pairs = append(pairs, "counting-"+string(id), string(how))
	}
	for id, n := range c.Deadlines.Lengths {
		pairs = append(pairs, "length-"+string(id), strconv.Itoa(n))
	}
	for i, day := range c.Deadlines.Days {
		at := row("day", i+1)
		pairs = append(pairs, at, v.words.Day(day.Day), at+"-name", day.Name.En, at+"-name-cy", day.Name.Cy)
		if day.Counts {
			pairs = append(pairs, at+"-counts", "yes")
		}
	}
	return v.fresh(pairs...)
}

func (d *Desk) saveCustoms(w *reply, v *visit) error {
	k, err := d.register.Customs(v.ctx, v.viewer)
	if err != nil {
		return err
	}
	view := d.councilView(v, k.Content)
	view.form = v.filled()
	for v.PostForm.Has(row("day", view.days+1)) {
		view.days++
	}
	c := view.read(k.Content)
	if !view.form.Failed() {
		err := d.register.ChangeCustoms(v.ctx, v.viewer, v.version(), c)
		switch {
		case err == nil:
			return w.done("/desk/customs", "account")
		case isConflict(err):
			view.stale, view.form = true, v.together(customsForm(v, k))
		case !view.form.Take(err):
			return err
		}
	}
	return w.again(d.customsFrame(v), customsPage(view))
}

// read takes the customs from the form.
func (v *councilView) read(c register.Customs) register.Customs {
	f := v.form
	if n := deadline.Nation(f.Value("nation")); n.Check() == nil {
		c.Deadlines.Nation, v.nation = n, n
	} else {
		f.Need("nation", f.Words.T("desk.customs.nation"))
	}
	c.Deadlines.Closes = f.Clock("closes", f.Words.T("desk.customs.closes"))
	c.Deadlines.Soon = f.Whole("soon", f.Words.T("desk.customs.soon"), 0, mostNotice)
	c.Threshold = f.Pounds("threshold", f.Words.T("desk.customs.threshold"), 1, mostPounds)
	c.DraftMinutes = f.Whole("draft-minutes", f.Words.T("desk.customs.draft-minutes"), 1, mostNotice)
	c.Reviews = f.Has("reviews", "yes")
	c.Figures = nil
	for _, id := range gazette.FigureIDs() {
		if f.Has("figures", string(id)) {
			c.Figures = append(c.Figures, id)
		}
	}
	c.Offline = f.Whole("offline", f.Words.T("desk.customs.offline"), 1, mostOffline)
	c.Gifts = f.Pounds("gifts", f.Words.T("desk.customs.gifts"), 1, mostPounds)
	c.Phrases = readPairs(f.Value("phrases"))
	c.Capacities = filledLines(f.Value("capacities"))
	c.CallIn = register.CallInCustoms{Members: f.Whole("callin-members", f.Words.T("desk.customs.callin.members"), 1, 200), HearWithin: f.Whole("hear-within", f.Words.T("desk.customs.callin.hear"), 1, 200),
		Chair: f.Has("callin-who", "chair"), CoOpted: f.Has("callin-who", "co-opted"), Outside: f.Has("callin-who", "outside")}
	v.readRules(&c.Deadlines)
	c.Deadlines.Days = v.readDays()
	return c
}

// mostOffline is for how many hours a council may let papers be read without contact: four weeks.
const mostOffline = 4 * 7 * 24

// mostLength is the longest time that a council may choose, in a rule's unit.
const mostLength = 366

// readRules takes what was chosen of each rule; a length that is worse than the statute's is told beside
// its field.
func (v *councilView) readRules(c *deadline.Customs) {
	c.Counting, c.Lengths = map[deadline.RuleID]deadline.Counting{}, map[deadline.RuleID]int{}
	for _, r := range choosable(c.Nation) {
		if how := deadline.Counting(v.form.Value("counting-" + string(r.ID))); r.Choice && how != "" {
			c.Counting[r.ID] = how
			one := deadline.Customs{Nation: c.Nation, Counting: map[deadline.RuleID]deadline.Counting{r.ID: how}}
			if one.Check() != nil {
				v.form.Fail("counting-"+string(r.ID), v.words.Say("form.needed", "Name", v.words.T("desk.customs.counting")))
			}
		}
		field := "length-" + string(r.ID)
		if strings.TrimSpace(v.form.Value(field)) == "" {
			continue
		}
		n := v.form.Whole(field, v.words.Rule(r.ID), 0, mostLength)
		c.Lengths[r.ID] = n
		one := deadline.Customs{Nation: c.Nation, Lengths: map[deadline.RuleID]int{r.ID: n}}
		if v.form.Fault(field) == "" && one.Check() != nil {
			v.form.Fail(field, v.words.Say("desk.customs.length.worse", "Rule", v.words.Rule(r.ID), "Least", v.words.Number(r.Length), "Statute", r.Statute))
		}
	}
}

// readDays takes the days that count otherwise than the table of bank holidays; a row without a day is
// left out where nothing else stands in it.
func (v *councilView) readDays() []deadline.OwnDay {
	var list []deadline.OwnDay
	f := v.form
	for i := 1; i <= v.days; i++ {
		at := row("day", i)
		name := f.Pair(at + "-name")
		if strings.TrimSpace(f.Value(at)) == "" {
			if !name.IsZero() {
				f.Need(at, f.Words.T("desk.customs.day"))
			}
			continue
		}
		one := deadline.OwnDay{Day: f.Day(at, f.Words.T("desk.customs.day")), Name: name, Counts: f.Has(at+"-counts", "yes")}
		if slices.ContainsFunc(list, func(o deadline.OwnDay) bool { return o.Day == one.Day }) && f.Fault(at) == "" {
			f.Fail(at, f.Words.T("desk.customs.day.twice"))
		}
		list = append(list, one)
	}
	slices.SortFunc(list, func(a, b deadline.OwnDay) int { return a.Day.Compare(b.Day) })
	return list
}

// usual says what statute or practice gives where the council chooses nothing.
func (v councilView) usual(r deadline.Rule) string {
	return v.words.Say("desk.customs.usual", "Length", v.words.Number(r.Length), "Unit", v.words.T("desk.customs.unit."+string(r.Unit)), "Statute", r.Statute)
}

// countings are the ways of counting to choose from.
func (v councilView) countings(r deadline.Rule) []page.Choice {
	list := []page.Choice{{Label: v.words.Say("desk.customs.counting.usual", "How", v.words.Counting(r.Counting))}}
	for _, c := range []deadline.Counting{deadline.WorkingDays, deadline.CalendarDays} {
		list = append(list, page.Choice{Value: string(c), Label: v.words.Counting(c)})
	}
	return list
}

// holidayName is what a bank holiday is called.
func (v councilView) holidayName(h deadline.Holiday) string {
	return v.words.Skip(deadline.Skip{Day: h.Day, Kind: deadline.BankHoliday, Holiday: h})
}

// figureChoices are the figures that the public may be shown.
func (v councilView) figureChoices() []page.Choice {
	var list []page.Choice
	for _, id := range gazette.FigureIDs() {
		list = append(list, page.Choice{Value: string(id), Label: v.words.T("figure." + string(id))})
	}
	return list
}
