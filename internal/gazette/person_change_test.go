package gazette

import (
	"testing"
	"time"

	"moothall/internal/council"
)

func TestAPersonsChangeShowsFromItsFirstDay(t *testing.T) {
	t.Parallel()
	may := func(year int) council.Day { return council.NewDay(year, time.May, 20) }
	leader := func(from, to council.Day) Person {
		return Person{Name: "Ann Other", Posts: []Post{{council.InEnglish("Leader"), council.Spell{From: from, To: to}}}}
	}
	for name, c := range map[string]struct {
		before, after Person
		from          council.Day
		shown         bool
	}{
		"nothing":                  {leader(may(2018), council.Day{}), leader(may(2018), council.Day{}), council.Day{}, false},
		"an interest is no fact":   {Person{Name: "A"}, Person{Name: "A", Interests: []Interest{{Category: council.Land}}}, council.Day{}, false},
		"a post that ended":        {leader(may(2018), council.Day{}), leader(may(2018), may(2020)), may(2020), true},
		"a post that went on":      {leader(may(2018), may(2020)), leader(may(2018), council.Day{}), may(2020), true},
		"a post begun":             {Person{Name: "Ann Other"}, leader(may(2019), council.Day{}), may(2019), true},
		"a post that was an error": {leader(may(2017), council.Day{}), Person{Name: "Ann Other"}, may(2017), true},
		"another name":             {Person{Name: "A"}, Person{Name: "B"}, council.Day{}, true},
	} {
		if from, shown := c.after.ShownSince(c.before); from != c.from || shown != c.shown {
			t.Errorf("%s: shown %v since %q, want %v since %q", name, shown, from, c.shown, c.from)
		}
	}
}
