package register_test

import (
	"context"
	"errors"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// keyMeeting is a meeting of the Cabinet on a day, with a key decision on its agenda, and when exempt is
// set an exempt item.
func (w *world) keyMeeting(on string, exempt bool) {
	w.Helper()
	_, err := w.press.Act(w.Context(), w.now, func(ctx context.Context, act gazette.Act) error {
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindMeeting, Number: 11}, gazette.Meeting{Body: cabinet, Day: day(w.T, on), Starts: "18:00", State: council.Scheduled})
		return err
	})
	w.must(err)
	officer := who(1, audience.Officer)
	w.must(w.BeginAgenda(w.Context(), officer, 11))
	item := register.Item{Title: council.InEnglish("Safer Plan"), Key: true, Issues: []gazette.ItemIssue{{Issue: issue, Role: council.Decide}}}
	if exempt {
		item = register.Item{Title: council.InEnglish("A contract"), Ground: audience.Ground{Openness: council.Exempt, Paragraphs: []int{3},
			Reason: council.InEnglish("Tenders are open."), By: "Monitoring Officer", Review: day(w.T, "2030-01-01")}}
	}
	_, err = w.AddItem(w.Context(), officer, 11, item)
	w.must(err)
}

// gives publishes a notice of meeting 11 on a day.
func (w *world) gives(on string, rule deadline.RuleID) error {
	w.now = at(w.T, on)
	n := register.Notice{Rule: rule, Meeting: 11, Reasons: council.InEnglish("The river rose."), Told: "Councillor Hill, Chair of Scrutiny"}
	if rule == deadline.GeneralException || rule == deadline.SpecialUrgency {
		n.Issue = issue
	}
	return w.PublishNotice(w.Context(), who(1, audience.Officer), n, gazette.Document{Kind: council.NoticeDoc, Title: council.InEnglish("Notice")})
}

// due is how a rule stands for meeting 11.
func (w *world) due(rule deadline.RuleID) register.Due {
	w.Helper()
	work, err := w.Agenda(w.Context(), who(1, audience.Officer), 11)
	w.must(err)
	for _, d := range work.Clock {
		if d.Rule.ID == rule {
			return d
		}
	}
	w.Fatalf("%s is not on the clock", rule)
	return register.Due{}
}

// "Where the publication of the intention to make a key decision under regulation 9 is impracticable, that
// decision may only be made" after notice and five clear days (SI 2012/2089 reg 10), or, where that is
// impracticable too, with the agreement of the chair (reg 11). Days are counted by hand.
func TestAKeyDecisionGoesAheadOnlyOnAValidNotice(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		meeting, given string
		rule           deadline.RuleID
		refused        bool
		way            deadline.OverrideID // empty: it still may not be made
	}{
		"the general exception on its last day":         {"2018-03-13", "2018-03-05", deadline.GeneralException, false, deadline.ByException},
		"the general exception a day late":              {"2018-03-13", "2018-03-06", deadline.GeneralException, true, ""},
		"the general exception over a weekend":          {"2018-03-12", "2018-03-02", deadline.GeneralException, false, deadline.ByException},
		"a Saturday does not count":                     {"2018-03-12", "2018-03-03", deadline.GeneralException, true, ""},
		"before Easter":                                 {"2018-04-05", "2018-03-26", deadline.GeneralException, false, deadline.ByException},
		"Good Friday and Easter Monday do not count":    {"2018-04-05", "2018-03-27", deadline.GeneralException, true, ""},
		"before the New Year":                           {"2019-01-08", "2018-12-28", deadline.GeneralException, false, deadline.ByException},
		"New Year's Day does not count":                 {"2019-01-08", "2018-12-31", deadline.GeneralException, true, ""},
		"before the Queen's funeral":                    {"2022-09-27", "2022-09-16", deadline.GeneralException, false, deadline.ByException},
		"the day of the Queen's funeral does not count": {"2022-09-27", "2022-09-19", deadline.GeneralException, true, ""},
		"before the coronation holiday":                 {"2023-05-16", "2023-05-05", deadline.GeneralException, false, deadline.ByException},
		"the coronation holiday does not count":         {"2023-05-16", "2023-05-08", deadline.GeneralException, true, ""},
		"special urgency on the day before":             {"2018-03-13", "2018-03-12", deadline.SpecialUrgency, false, deadline.ByUrgency},
		"special urgency on the day itself":             {"2018-03-13", "2018-03-13", deadline.SpecialUrgency, false, deadline.ByUrgency},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, testkit.SQLite(t), "2018-02-20")
			w.keyMeeting(c.meeting, false)
			if d := w.due(deadline.KeyNotice); !d.Blocks || d.Ground != nil {
				t.Fatalf("before any notice: %+v", d)
			}
			err := w.gives(c.given, c.rule)
			if c.refused != errors.Is(err, council.ErrInvalid) || !c.refused && err != nil {
				t.Fatalf("giving the notice: %v", err)
			}
			d := w.due(deadline.KeyNotice)
			if d.Blocks != (c.way == "") || d.Ground != nil && d.Ground.Way != c.way || d.Ground == nil && c.way != "" {
				t.Errorf("after it: blocks %v, ground %+v", d.Blocks, d.Ground)
			}
		})
	}
}

// "at least 28 clear days before a private meeting" and "at least five clear days before" it (reg 5(2), (4)).
func TestAPrivateMeetingNeedsBothItsNotices(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		meeting, first, second string
		lawful                 bool
	}{
		"both on their last days":                     {"2018-03-13", "2018-02-12", "2018-03-05", true},
		"the first a day late":                        {"2018-03-13", "2018-02-13", "2018-03-05", false},
		"the second a day late":                       {"2018-03-13", "2018-02-12", "2018-03-06", false},
		"over Easter":                                 {"2018-04-05", "2018-03-07", "2018-03-26", true},
		"over Easter, the second a day late":          {"2018-04-05", "2018-03-07", "2018-03-27", false},
		"over Christmas":                              {"2019-01-08", "2018-12-10", "2018-12-28", true},
		"over Christmas, the first a day late":        {"2019-01-08", "2018-12-11", "2018-12-28", false},
		"over a holiday nobody knew of a week before": {"2022-09-27", "2022-08-29", "2022-09-16", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, testkit.SQLite(t), "2018-02-01")
			w.keyMeeting(c.meeting, true)
			if err := w.gives(c.first, deadline.PrivateSecond); !errors.Is(err, council.ErrInvalid) {
				t.Errorf("the second notice before the first gave %v", err)
			}
			w.must(w.gives(c.first, deadline.PrivateFirst))
			if err := w.gives(c.first, deadline.PrivateFirst); !errors.Is(err, council.ErrInvalid) {
				t.Errorf("the same notice twice gave %v", err)
			}
			w.must(w.gives(c.second, deadline.PrivateSecond))
			if lawful := !w.due(deadline.PrivateFirst).Blocks && !w.due(deadline.PrivateSecond).Blocks; lawful != c.lawful {
				t.Errorf("lawful %v: %+v, %+v", lawful, w.due(deadline.PrivateFirst), w.due(deadline.PrivateSecond))
			}
		})
	}
}

// A notice that was taken down was not given, and one of another decision gives none of this.
func TestANoticeThatDoesNotStandIsNone(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, "2018-02-20")
		w.keyMeeting("2018-03-13", false)
		officer := who(1, audience.Officer)
		other := register.Notice{Rule: deadline.GeneralException, Meeting: 11, Issue: 78, Reasons: council.InEnglish("x"), Told: "x"}
		w.must(w.PublishNotice(t.Context(), officer, other, gazette.Document{Kind: council.NoticeDoc, Title: council.InEnglish("Notice")}))
		if !w.due(deadline.KeyNotice).Blocks {
			t.Error("the notice of another decision is taken for this one's")
		}
		if err := w.RecordGround(t.Context(), officer, 11, register.LawfulGround{Rule: deadline.KeyNotice, Way: deadline.ByUrgency, By: "x", Reason: council.InEnglish("x")}); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("a ground without a notice gave %v", err)
		}
		w.must(w.gives("2018-03-01", deadline.GeneralException))
		if w.due(deadline.KeyNotice).Blocks {
			t.Fatal("the notice does not count")
		}
		m, err := w.read.Meeting(t.Context(), 11)
		w.must(err)
		number := m.Documents[len(m.Documents)-1].Number
		lines, err := w.read.Editions(t.Context(), gazette.Subject{Kind: gazette.KindDocument, Number: number})
		w.must(err)
		w.must(w.TakeDown(t.Context(), officer, register.Takedown{Of: gazette.KindDocument, Number: number, Ground: gazette.OtherGround,
			Reason: council.InEnglish("It named the wrong day")}, true, lines[0].Seq))
		if !w.due(deadline.KeyNotice).Blocks {
			t.Error("a notice that was taken down still counts")
		}
		w.must(w.gives("2018-03-02", deadline.GeneralException))
		if w.due(deadline.KeyNotice).Blocks {
			t.Error("the notice that was given anew does not count")
		}
	})
}
