package desk

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// councillor signs a member of the panel in, who is that person on the record.
func (w *world) councillor(person int) {
	w.door.viewer = audience.Admit(100+person, person, "A Member", []audience.Grant{{Role: audience.Member, Body: 3}}, council.DayOf(testkit.Morning()))
}

// moves has a motion, number 1, be before the panel's meeting, to which an amendment, number 2, is moved.
func (w *world) moves() {
	w.Helper()
	w.sit()
	w.leads(w.post("/desk/meetings/5/sitting/business", "version", "1", "move", "take-3"), "/desk/meetings/5/sitting#item-3")
	w.leads(w.post("/desk/meetings/5/sitting/items/3/motions/new", "sort", "motion", "mover", "21", "text", "That the plan be approved."), "/desk/meetings/5/sitting/items/3#motion-1")
	w.leads(w.post("/desk/meetings/5/sitting/items/3/motions/new?amends=1", "sort", "amendment", "mover", "22", "text", "That the plan be noted."), "/desk/meetings/5/sitting/items/3#motion-2")
}

func TestAMemberVotesOnTheirOwnPage(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		w := newWorld(t, place)
		w.moves()
		w.councillor(21)
		w.shows("/desk/meetings/5/vote", "No vote is open.")
		w.as(audience.Officer)
		w.shows("/desk/motions/2/poll", "2 members may vote", "<del>")
		if got := w.post("/desk/motions/2/poll", "version", "1"); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "manner-error") {
			t.Errorf("a poll without its manner: %d", got.Code)
		}
		w.leads(w.post("/desk/motions/2/poll", "version", "1", "manner", "name"), "/desk/polls/1")
		w.leads(w.get("/desk/motions/2/poll"), "/desk/polls/1")
		w.shows("/desk/polls/1", "0 of 2 have voted.", "Not yet", "Close the vote")
		w.councillor(21)
		w.shows("/desk/meetings/5/vote", "A vote is open.", "<ins>", `name="choice"`)
		if got := w.post("/desk/meetings/5/vote", "poll", "1"); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "choice-error") {
			t.Errorf("a vote for nothing: %d", got.Code)
		}
		w.leads(w.post("/desk/meetings/5/vote", "poll", "1", "choice", "against"), "/desk/meetings/5/vote?done=voted")
		w.leads(w.post("/desk/meetings/5/vote", "poll", "1", "choice", "for"), "/desk/meetings/5/vote?done=voted")
		w.shows("/desk/meetings/5/vote?done=voted", "Your vote is kept: For.")
		w.councillor(23)
		w.shows("/desk/meetings/5/vote", "you may not vote")
		if got := w.post("/desk/meetings/5/vote", "poll", "1", "choice", "for"); got.Code != http.StatusUnprocessableEntity {
			t.Errorf("somebody who is not there voted: %d", got.Code)
		}
		w.as(audience.Officer)
		w.leads(w.post("/desk/polls/1/enter", "person", "22", "choice", "against"), "/desk/polls/1")
		w.shows("/desk/polls/1", "2 of 2 have voted.", "Entered by an officer")
		w.leads(w.post("/desk/polls/1/close"), "/desk/polls/1")
		w.shows("/desk/polls/1", "Votes equal", "1 for, 1 against")
		if got := w.post("/desk/polls/1/casting"); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "casting-error") {
			t.Errorf("a casting vote for nothing: %d", got.Code)
		}
		w.leads(w.post("/desk/polls/1/casting", "casting", "for"), "/desk/polls/1")
		w.shows("/desk/meetings/5/sitting/items/3", "Carried", "Ann Ash gave a casting vote for.", "That the plan be noted.")
		w.councillor(21)
		w.shows("/desk/meetings/5/vote", "The last vote is closed:")
	})
}

func TestAnAppointmentByRoundsAtTheDesk(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.moves()
	at := "/desk/meetings/5/sitting/items/3/rounds/new"
	w.shows(at, "By a majority")
	if got := w.post(at); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "candidates-error") {
		t.Errorf("nobody stands: %d", got.Code)
	}
	w.leads(w.post(at, "office", "Chair of the Panel", "candidates", "Ann Ash\nBob Birch\n\n", "rule", "majority", "manner", "ballot"), "/desk/rounds/1")
	w.leads(w.post("/desk/rounds/1/open", "version", "1"), "/desk/polls/1")
	for person, choice := range map[int]string{21: "1", 22: "2"} {
		w.councillor(person)
		w.shows("/desk/meetings/5/vote", "To be appointed: Chair of the Panel. Round 1.", "Ann Ash")
		w.leads(w.post("/desk/meetings/5/vote", "poll", "1", "choice", choice), "/desk/meetings/5/vote?done=voted")
		w.shows("/desk/meetings/5/vote", "Your ballot paper is in the box.")
	}
	w.as(audience.Officer)
	w.leads(w.post("/desk/polls/1/close"), "/desk/polls/1")
	w.shows("/desk/rounds/1", "Votes were equal.", "Who is chosen")
	if got := w.post("/desk/rounds/1/settle", "version", "2"); got.Code != http.StatusUnprocessableEntity {
		t.Errorf("settled without saying how: %d", got.Code)
	}
	w.leads(w.post("/desk/rounds/1/settle", "version", "2", "candidate", "2", "how", "lot"), "/desk/rounds/1")
	w.shows("/desk/rounds/1", "Appointed", "It was settled by lot.")
	w.shows("/desk/meetings/5/sitting/items/3", "That Bob Birch be appointed as Chair of the Panel.", "Round 1: Ann Ash 1, Bob Birch 1")
	w.shows("/desk/items/3/minute", "RESOLVED – That Bob Birch be appointed as Chair of the Panel.", "It was settled by lot.")
}

// TestThePagesOfAVoteFollowIt reads the stream by which they do: it tells at once where things stand, and then of
// each change.
func TestThePagesOfAVoteFollowIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.moves()
	if got := w.get("/desk/meetings/9/following"); got.Code != http.StatusNotFound {
		t.Errorf("a meeting that is not held: %d", got.Code)
	}
	ctx, leave := context.WithCancel(t.Context())
	server := httptest.NewServer(w.desk)
	t.Cleanup(server.Close)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/desk/meetings/5/following", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	lines := bufio.NewScanner(answer.Body)
	heard := func(want string) {
		t.Helper()
		for lines.Scan() {
			if strings.Contains(lines.Text(), want) {
				return
			}
		}
		t.Fatalf("it ended before it told of %q: %v", want, lines.Err())
	}
	heard("data: open")
	w.leads(w.post("/desk/motions/2/poll", "version", "1", "manner", "name"), "/desk/polls/1")
	heard("data: open 1 open")
	w.leads(w.post("/desk/polls/1/give-up"), "/desk/polls/1")
	heard("data: open 1 void")
	leave()
}

func TestWhoSpeaksIsShownOnTheScreen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t))
	w.moves()
	w.leads(w.post("/desk/meetings/5/sitting/floor", "speaker", "2", "minutes", "3"), "/desk/meetings/5/sitting#floor")
	w.shows("/desk/meetings/5/sitting", "Bob Birch has the floor.", "/screen/5")
	for _, minutes := range []string{"a while", "1000"} {
		if got := w.post("/desk/meetings/5/sitting/floor", "speaker", "2", "minutes", minutes); got.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s minutes: %d", minutes, got.Code)
		}
	}
	w.leads(w.post("/desk/meetings/5/sitting/floor", "speaker", ""), "/desk/meetings/5/sitting#floor")
	if body := w.get("/desk/meetings/5/sitting").Body.String(); strings.Contains(body, "has the floor") {
		t.Error(fmt.Sprint("somebody still has the floor: ", body))
	}
}
