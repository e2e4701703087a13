package register_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"moothall/internal/council"
	"moothall/internal/register"
	"moothall/internal/testkit"
)

// balloted is a council whose three members vote by ballot, the first of them as given; with what lay in its
// database before the count.
func balloted(t *testing.T, first, second, third council.Choice) (w *world, poll int, before map[string]string) {
	t.Helper()
	w = newWorld(t, testkit.SQLite(t), "2018-03-13")
	w.begun()
	poll = w.opened(w.moved(nil), register.ByBallot)
	w.casts(poll, 101, first)
	w.casts(poll, 102, second)
	w.casts(poll, 103, third)
	return w, poll, files(t, w.place.Dir)
}

// files are all files under a folder, by name.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		all[filepath.Base(path)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// rows are all rows of the register's tables as text, but for what chance made: papers, their places, and lids.
func rows(t *testing.T, w *world) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(w.place.Dir, "register.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var lid []byte
	k, err := w.Poll(t.Context(), clerk(), 1)
	w.must(err)
	lid = k.Content.Lid
	var all strings.Builder
	for _, query := range []string{"SELECT * FROM work ORDER BY rowid", "SELECT * FROM mark ORDER BY rowid", "SELECT * FROM work_owner ORDER BY rowid",
		"SELECT * FROM counter ORDER BY kind", "SELECT * FROM audit ORDER BY seq", "SELECT poll, length(place), length(paper) FROM ballot_paper ORDER BY rowid"} {
		asText(t, &all, db, query, lid)
	}
	return all.String()
}

// asText writes what a query gives, a line for each row, with the same word for every lid.
func asText(t *testing.T, all *strings.Builder, db *sql.DB, query string, lid []byte) {
	t.Helper()
	result, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer result.Close()
	columns, err := result.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for result.Next() {
		if err := result.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for i, v := range values {
			if b, ok := v.([]byte); ok {
				v = string(bytes.ReplaceAll(b, lid, []byte("lid")))
			}
			fmt.Fprintf(all, "%s=%v ", columns[i], v)
		}
		all.WriteString("\n")
	}
	if err := result.Err(); err != nil {
		t.Fatal(err)
	}
}

// TestASecretBallotCannotBeJoinedToItsVoters holds two ballots with the same result in which members have voted the
// other way round. All that is kept of them, the audit with it, is the same, before the count and after it: so nothing
// of it tells how anybody voted. What differs are papers, and what opens them is in no file of the database.
func TestASecretBallotCannotBeJoinedToItsVoters(t *testing.T) {
	t.Parallel()
	one, poll, before := balloted(t, council.For, council.Against, council.For)
	other, _, _ := balloted(t, council.Against, council.For, council.For)
	if a, b := rows(t, one), rows(t, other); a != b {
		t.Errorf("before the count it is told apart:\n%s\n%s", a, b)
	}
	key, err := os.ReadFile(filepath.Join(one.boxes, fmt.Sprint(poll)+".key"))
	one.must(err)
	for name, content := range before {
		if strings.Contains(content, string(key)) {
			t.Errorf("the key of the box is in %s", name)
		}
	}
	one.must(one.ClosePoll(t.Context(), clerk(), poll))
	other.must(other.ClosePoll(t.Context(), clerk(), poll))
	if a, b := rows(t, one), rows(t, other); a != b {
		t.Errorf("after the count it is told apart:\n%s\n%s", a, b)
	}
	if vote := one.hall().Votes[1].Content; vote.For != 2 || vote.Against != 1 || len(vote.Names) != 0 {
		t.Errorf("counted: %+v", vote)
	}
	if left, err := os.ReadDir(one.boxes); err != nil || len(left) != 0 {
		t.Errorf("the box is not burnt: %v, %v", left, err)
	}
}

func TestABallotPaperIsInTheBoxForGood(t *testing.T) {
	t.Parallel()
	w, poll, _ := balloted(t, council.For, council.Against, council.Abstained)
	w.refuses(w.CastVote(t.Context(), councillor(101), poll, "against"), "poll.secret.again")
	w.refuses(w.EnterVote(t.Context(), clerk(), poll, 104, "for"), "poll.secret.entered")
	own, err := w.Voting(t.Context(), councillor(101), meeting)
	w.must(err)
	if choice, err := own.OwnChoice(councillor(101)); choice != "" || err != nil || own.Cast.Version == 0 {
		t.Errorf("of their paper they are told %q, %v: %+v", choice, err, own.Cast)
	}
	seen, err := w.Poll(t.Context(), clerk(), poll)
	w.must(err)
	if len(seen.Voted) != 3 || !seen.Voted[101] {
		t.Errorf("the officer sees who has voted: %v", seen.Voted)
	}
	w.must(w.GiveUpPoll(t.Context(), clerk(), poll))
	if left, err := os.ReadDir(w.boxes); err != nil || len(left) != 0 {
		t.Errorf("the box of a ballot that was given up is there: %v, %v", left, err)
	}
}

// TestABallotWithoutItsBox is one whose key is lost: it is not counted, and can be given up and held again.
func TestABallotWithoutItsBox(t *testing.T) {
	t.Parallel()
	w, poll, _ := balloted(t, council.For, council.Against, council.For)
	w.must(os.RemoveAll(filepath.Join(w.boxes, fmt.Sprint(poll)+".key")))
	w.refuses(w.ClosePoll(t.Context(), clerk(), poll), "poll.box.lost")
	w.must(w.GiveUpPoll(t.Context(), clerk(), poll))
	w.opened(1, register.ByBallot)
}

// TestABoxThatAProcessLeft is burnt when the program begins again, and one that is open is not.
func TestABoxThatAProcessLeft(t *testing.T) {
	t.Parallel()
	w, poll, _ := balloted(t, council.For, council.Against, council.For)
	path := filepath.Join(w.boxes, fmt.Sprint(poll)+".key")
	key, err := os.ReadFile(path)
	w.must(err)
	w.must(w.BurnBoxes(t.Context()))
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("the box of an open ballot: %v", err)
	}
	w.must(w.ClosePoll(t.Context(), clerk(), poll))
	w.must(os.WriteFile(path, key, 0o600))
	w.must(w.BurnBoxes(t.Context()))
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("left is %v", err)
	}
}

// appoints is an appointment of one of three candidates by ballot.
func (w *world) appoints(rule func(*register.Appointment)) int {
	w.Helper()
	a := register.Appointment{Item: w.hall().Items[1].Number, Office: register.Sealed(council.InEnglish("Mayor")), Rule: "majority", Manner: register.ByBallot}
	for _, name := range []string{"Ann Ash", "Bob Birch", "Cath Cole"} {
		a.Candidates = append(a.Candidates, register.Candidate{Name: name, Resolved: register.Sealed(council.InEnglish("That " + name + " be appointed as Mayor."))})
	}
	if rule != nil {
		rule(&a)
	}
	number, err := w.BeginAppointment(w.Context(), clerk(), meeting, a)
	w.must(err)
	return number
}

// round holds a round in which members choose as given, and gives the appointment after it.
func (w *world) round(number int, choices ...string) register.Kept[register.Appointment] {
	w.Helper()
	k, err := w.Appointment(w.Context(), clerk(), number)
	w.must(err)
	poll, err := w.OpenRound(w.Context(), clerk(), number, k.Version)
	w.must(err)
	for i, c := range choices {
		w.must(w.CastVote(w.Context(), councillor(101+i), poll, c))
	}
	w.must(w.ClosePoll(w.Context(), clerk(), poll))
	k, err = w.Appointment(w.Context(), clerk(), number)
	w.must(err)
	return k
}

func TestAnAppointmentByRounds(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-13")
	w.seats = []string{"Ann Ash", "Bob Birch", "Cath Cole", "Dai Dean", "Eve Elm"}
	w.begun()
	number := w.appoints(nil)
	k := w.round(number, "1", "1", "2", "2", "3")
	if k.Content.Candidates[2].Out != 1 || len(k.Content.Standing()) != 2 {
		t.Fatalf("after the first round: %+v", k.Content)
	}
	k = w.round(number, "1", "1", "2", "2", "abstained")
	tie, ok := k.Content.Tie()
	if !ok || !tie.Chooses || !slices.Equal(tie.Tied, []int{1, 2}) {
		t.Fatalf("after the second round: %+v", k.Content)
	}
	_, err := w.OpenRound(t.Context(), clerk(), number, k.Version)
	w.refuses(err, "appointment.round.late")
	w.refuses(w.SettleTie(t.Context(), clerk(), number, k.Version, 3, register.ByLot), "appointment.tie.missing")
	w.must(w.SettleTie(t.Context(), clerk(), number, k.Version, 2, register.ByLot))
	k, err = w.Appointment(t.Context(), clerk(), number)
	w.must(err)
	if k.Content.State != register.AppointmentMade || k.Content.Chosen != 2 || w.state(k.Content.Motion) != register.MotionCarried {
		t.Errorf("made: %+v", k.Content)
	}
	vote := w.hall().Votes[k.Content.Motion].Content
	if vote.For != 2 || vote.Against != 2 || vote.Abstained != 1 || vote.Appointment != number {
		t.Errorf("its vote: %+v", vote)
	}
	w.must(w.CloseMeeting(t.Context(), clerk(), meeting, 1, register.Closing{Ended: "20:00"}))
}

func TestAnAppointmentIsGivenUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-13")
	w.begun()
	ctx := context.Background()
	number := w.appoints(func(a *register.Appointment) { a.Manner = register.ByName })
	poll, err := w.OpenRound(ctx, clerk(), number, 1)
	w.must(err)
	w.refuses(w.GiveUpAppointment(ctx, clerk(), number, 1), "motion.poll.open")
	w.must(w.GiveUpPoll(ctx, clerk(), poll))
	w.must(w.GiveUpAppointment(ctx, clerk(), number, 1))
	_, err = w.OpenRound(ctx, clerk(), number, 2)
	w.refuses(err, "appointment.round.late")
	_, err = w.BeginAppointment(ctx, clerk(), meeting, register.Appointment{Item: 1, Candidates: []register.Candidate{{Name: "A"}, {Name: "A"}}})
	for _, key := range []string{"appointment.office.missing", "appointment.rule.missing", "poll.manner.missing", "appointment.candidates.twice"} {
		w.refuses(err, key)
	}
}
