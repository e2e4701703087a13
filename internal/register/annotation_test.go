package register_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// openPaper is the number of an open paper on the record, of two pages.
const openPaper = 60

func (w *world) publishPaper(document int, d gazette.Document) {
	w.Helper()
	_, err := w.press.Act(w.Context(), w.now, func(ctx context.Context, act gazette.Act) error {
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindDocument, Number: document}, d)
		return err
	})
	w.must(err)
}

func id(digit string) string { return strings.Repeat(digit, 32) }

func jotting(name, step, base, note string) register.Jotting {
	return register.Jotting{ID: id(name), Step: id(step), Document: openPaper, Page: 2, Quote: "the bridge", Start: 4, Base: base, Note: note}
}

// An annotation that is sent twice counts once, two devices' changes come together, and nothing that was removed
// comes back by being sent again.
func TestAnnotationsArriveOnce(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, "2018-02-01")
		w.publishPaper(openPaper, gazette.Document{Kind: council.Report, Title: council.InEnglish("Bridge"), Text: []string{"one", "two"}})
		me := who(5, audience.Member, cabinet)
		for _, c := range []struct {
			what string
			j    register.Jotting
			want string
		}{
			{"made", jotting("a", "1", "", "ask about the cost"), "ask about the cost"},
			{"sent again", jotting("a", "1", "", "ask about the cost"), "ask about the cost"},
			{"changed on one device", jotting("a", "2", "ask about the cost", "ask about the whole cost"), "ask about the whole cost"},
			{"changed on another that had not heard", jotting("a", "3", "ask about the cost", "please ask about the cost"), "please ask about the whole cost"},
			{"the first change sent again", jotting("a", "2", "ask about the cost", "ask about the whole cost"), "please ask about the whole cost"},
			{"the same words changed otherwise", jotting("a", "4", "ask about the cost", "say nothing"), "please ask about the whole cost\n\nsay nothing"},
		} {
			o, err := w.Annotate(t.Context(), me, c.j)
			w.must(err)
			if o.Note != c.want || o.Quote != "the bridge" {
				t.Errorf("%s: %q on %q, want %q", c.what, o.Note, o.Quote, c.want)
			}
		}
		all := w.annotations(me)
		if len(all) != 1 || len(all[0].Content.Steps) != 4 {
			t.Fatalf("%d annotations: %+v", len(all), all)
		}
		gone := jotting("a", "5", "ask about the cost", "")
		gone.Remove = true
		if o, err := w.Annotate(t.Context(), me, gone); err != nil || o.Content.Removed {
			t.Errorf("one that was changed elsewhere is removed: %+v, %v", o, err)
		}
		gone = jotting("a", "6", all[0].Note, "")
		gone.Remove = true
		o, err := w.Annotate(t.Context(), me, gone)
		w.must(err)
		if !o.Content.Removed || o.Note != "" || len(w.annotations(me)) != 0 {
			t.Errorf("removed: %+v", o)
		}
		if again, err := w.Annotate(t.Context(), me, jotting("a", "1", "", "ask about the cost")); err != nil || !again.Content.Removed {
			t.Errorf("sent again after it was removed: %+v, %v", again, err)
		}
	})
}

func (w *world) annotations(v audience.Viewer) []register.OpenAnnotation {
	w.Helper()
	list, err := w.Annotations(w.Context(), v, []int{openPaper})
	w.must(err)
	return list
}

// Nobody reads an annotation but its author and those with whom it is shared, who may read the paper themselves;
// and when the paper is taken away, nobody does.
func TestAnnotationsArePrivate(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, "2018-02-01")
		w.publishPaper(openPaper, gazette.Document{Kind: council.Report, Title: council.InEnglish("Bridge"), Text: []string{"one", "two"}})
		me, colleague := who(5, audience.Member, cabinet), who(6, audience.Member, scrutiny)
		o, err := w.Annotate(t.Context(), me, jotting("b", "1", "", "mine alone"))
		w.must(err)
		others := []audience.Viewer{colleague, who(7, audience.Officer), who(8, audience.MonitoringOfficer), who(9, audience.Administrator), who(10, audience.Chair, cabinet)}
		for _, other := range others {
			if list := w.annotations(other); len(list) != 0 {
				t.Errorf("%s reads %+v", other.Name(), list)
			}
			if _, err := w.Annotation(t.Context(), other, o.Number); !council.IsNotFound(err) {
				t.Errorf("%s opens it: %v", other.Name(), err)
			}
		}
		w.must(w.ShareAnnotation(t.Context(), me, o.Number, o.Version, []audience.Viewer{colleague}))
		if list := w.annotations(colleague); len(list) != 1 || list[0].Note != "mine alone" || list[0].Own {
			t.Errorf("the colleague reads %+v", list)
		}
		if err := w.ShareAnnotation(t.Context(), colleague, o.Number, o.Version+1, nil); !errors.Is(err, council.ErrDenied) {
			t.Errorf("the colleague shares it on: %v", err)
		}
		if list := w.annotations(others[1]); len(list) != 0 {
			t.Errorf("an officer reads what is shared with somebody else: %+v", list)
		}
		w.publishPaper(openPaper, gazette.Document{Kind: council.Report, Title: council.InEnglish("Bridge"), Withdrawn: council.InEnglish("A mistake")})
		if mine, theirs := w.annotations(me), w.annotations(colleague); len(mine)+len(theirs) != 0 {
			t.Errorf("of a paper that was withdrawn: %+v, %+v", mine, theirs)
		}
		if _, err := w.Annotate(t.Context(), me, jotting("c", "2", "", "too late")); !council.IsNotFound(err) {
			t.Errorf("a note on a paper that was withdrawn: %v", err)
		}
	})
}

// A device is known by its secret alone, and forgotten with the session of its account.
func TestDevicesAreForgotten(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-02-01")
	me := who(5, audience.Member, cabinet)
	meet := func(number int, secret, session string) (int, bool) {
		t.Helper()
		n, known, err := w.MeetDevice(t.Context(), me, number, secret, "fresh "+session, session)
		w.must(err)
		return n, known
	}
	first, known := meet(0, "", "s1")
	if again, ok := meet(first, "fresh s1", "s1"); known || !ok || again != first {
		t.Fatalf("device %d, then %d, %v", first, again, ok)
	}
	if other, ok := meet(first, "a guess", "s2"); ok || other == first {
		t.Errorf("a wrong secret is device %d", other)
	}
	if account, err := w.DeviceOf(t.Context(), first, "fresh s1"); err != nil || account != 5 {
		t.Errorf("account %d, %v", account, err)
	}
	if _, err := w.DeviceOf(t.Context(), first, "fresh s2"); !council.IsNotFound(err) {
		t.Errorf("with another's secret: %v", err)
	}
	if err := w.ForgetDevices(t.Context(), who(6, audience.Officer), 5, "s1", ""); !errors.Is(err, council.ErrDenied) {
		t.Errorf("an officer ends it: %v", err)
	}
	w.must(w.ForgetDevices(t.Context(), who(7, audience.Administrator), 5, "s1", ""))
	if _, err := w.DeviceOf(t.Context(), first, "fresh s1"); !council.IsNotFound(err) {
		t.Errorf("after its session was ended: %v", err)
	}
}
