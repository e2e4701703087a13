package register_test

import (
	"encoding/json"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/register"
	"moothall/internal/screen"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// face is what the screen shows.
func (w *world) face() screen.Face {
	w.Helper()
	shown, err := w.store.Shown(w.Context(), meeting)
	w.must(err)
	return shown.Face
}

func (w *world) takes(item int) {
	w.Helper()
	w.must(w.TakeItem(w.Context(), clerk(), meeting, w.hall().Sitting.Version, item))
}

func TestTheScreenFollowsTheMeeting(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place, "2018-03-13")
		hall := w.begun()
		if f := w.face(); f.Stand != screen.Open || f.Item != nil || f.Private {
			t.Errorf("before the first item: %+v", f)
		}
		w.takes(hall.Items[1].Number)
		w.must(w.GiveFloor(t.Context(), clerk(), meeting, hall.Roll[1].Number, 180))
		motion := w.moved(nil)
		f := w.face()
		if f.Item == nil || f.Item.Title.En != "The budget" || f.Motion == nil || f.Motion.Mover != "Councillor Ann Ash" || f.Speaker == nil ||
			f.Speaker.Name != "Councillor Bob Birch" || !f.Speaker.Since.Equal(w.now) || f.Speaker.Seconds != 180 {
			t.Errorf("at the item: %+v", f)
		}
		poll := w.opened(motion, register.ByName)
		w.casts(poll, 101, council.For)
		w.casts(poll, 101, council.Against)
		w.casts(poll, 102, council.Against)
		if f := w.face(); f.Voting == nil || f.Voting.Voted != 2 || f.Voting.Of != 4 || f.Result != nil {
			t.Errorf("while members vote: %+v", f.Voting)
		}
		w.must(w.ClosePoll(t.Context(), clerk(), poll))
		if f := w.face(); f.Voting != nil || f.Motion != nil || f.Result == nil || f.Result.Carried || f.Result.Against != 2 || len(f.Result.Names) != 2 {
			t.Errorf("when it is closed: %+v", f.Result)
		}
		w.takes(hall.Items[0].Number)
		if f := w.face(); f.Speaker != nil || f.Motion != nil || f.Result != nil {
			t.Errorf("at the next item: %+v", f)
		}
	})
}

// TestTheScreenNeverShowsAnExemptItem fills an exempt item, what is moved there and who speaks with marks, in
// whatever order it comes to be kept from the public.
func TestTheScreenNeverShowsAnExemptItem(t *testing.T) {
	t.Parallel()
	sealed := audience.Ground{Openness: council.Exempt, Paragraphs: []int{3}, Reason: council.InEnglish("SECRET"), By: "x", Review: council.NewDay(2027, 1, 1)}
	for name, hide := range map[string]func(w *world, item, motion int){
		"made exempt while it is taken": func(w *world, item, _ int) {
			k, err := w.Item(w.Context(), clerk(), item)
			w.must(err)
			k.Content.Ground = sealed
			w.must(w.ChangeItem(w.Context(), clerk(), item, k.Version, k.Content))
		},
		"the public excluded while it is taken": func(w *world, item, _ int) {
			exclusion, err := w.MoveMotion(w.Context(), clerk(), meeting, register.Motion{Item: w.hall().Items[0].Number, Sort: register.MotionExclusion,
				Paragraphs: []int{3}, Items: []int{item}, Text: register.Sealed(council.InEnglish("That the public be excluded."))})
			w.must(err)
			w.must(w.TakeVote(w.Context(), clerk(), exclusion, 1, register.Vote{Manner: register.ByAssent}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, testkit.SQLite(t), "2018-03-13")
			hall := w.begun()
			item := hall.Items[1].Number
			k, err := w.Item(t.Context(), clerk(), item)
			w.must(err)
			k.Content.Title = council.InEnglish("SECRET")
			w.must(w.ChangeItem(t.Context(), clerk(), item, k.Version, k.Content))
			w.takes(item)
			w.must(w.GiveFloor(t.Context(), clerk(), meeting, hall.Roll[1].Number, 0))
			motion := w.moved(func(m *register.Motion) { m.Text = register.Sealed(council.InEnglish("SECRET")) })
			poll := w.opened(motion, register.ByName)
			if text := w.said(); !strings.Contains(text, "SECRET") {
				t.Fatalf("the item is not shown while it is open, so that this test guards nothing: %s", text)
			}
			hide(w, item, motion)
			w.casts(poll, 101, council.For)
			for range 2 {
				if f := w.face(); !f.Private || f.Item != nil || f.Motion != nil || f.Speaker != nil || f.Voting != nil || f.Result != nil {
					t.Errorf("in private session it shows %+v", f)
				}
				if text := w.said(); strings.Contains(text, "SECRET") || strings.Contains(text, "Birch") {
					t.Errorf("it says %s", text)
				}
				w.must(w.ClosePoll(t.Context(), clerk(), poll))
			}
		})
	}
}

// said is all that is kept for the screen.
func (w *world) said() string {
	w.Helper()
	b, err := json.Marshal(w.face())
	w.must(err)
	return string(b)
}
