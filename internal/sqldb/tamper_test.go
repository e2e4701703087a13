package sqldb_test

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // to tamper with

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// shelf is a shelf of files for tests: hashes that are there and sound.
type shelf map[string]bool

// Verify implements sqldb.FileChecker.
func (s shelf) Verify(_ context.Context, sha string) error {
	if s[sha] {
		return nil
	}
	return council.ErrNotFound
}

const harbourReport = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// document publishes a document with a file.
func document(t testing.TB, press gazette.Press) {
	t.Helper()
	s := gazette.Subject{Kind: gazette.KindDocument, Number: 7}
	publish(t, press, testkit.Morning().Add(2*time.Hour), one(s, gazette.Document{Kind: council.Report, Title: council.InEnglish("Harbour report"),
		File: &gazette.File{SHA256: harbourReport, Name: "report.pdf", Size: 10}, Text: []string{"A resident's name"}}), s)
}

func TestTamperingIsFoundAndNamed(t *testing.T) {
	t.Parallel()
	for name, tampering := range map[string]struct{ statement, found string }{
		"a word of an entry": {`UPDATE entry SET content = CAST(REPLACE(CAST(content AS TEXT), 'approved.', 'refused.') AS BLOB) WHERE kind = 'minutes' AND number = 12`,
			"entry 8 (minutes/12, edition 1): its content is not what was published"},
		"the moment of an entry":      {`UPDATE entry SET published = '2026-05-18T09:00:00.001Z' WHERE seq = 3`, "entries 3 to 3"},
		"an entry removed":            {`DELETE FROM entry WHERE seq = 4`, "entry 4 is missing"},
		"the last entry removed":      {`DELETE FROM entry WHERE seq = (SELECT MAX(seq) FROM entry)`, "the log says that it has"},
		"an entry emptied unlawfully": {`UPDATE entry SET content = NULL, nonce = NULL, taken_down = 5 WHERE seq = 2`, "no takedown says why"},
		"a hash of the log":           {`UPDATE hash SET hash = zeroblob(32) WHERE id = 2`, "entries 0 to 1"},
		"a hash removed":              {`DELETE FROM hash WHERE id = (SELECT MAX(id) FROM hash)`, "is missing"},
		"a checkpoint":                {`UPDATE checkpoint SET note = REPLACE(note, 'moothall/gazette', 'moothall/gazettf')`, "checkpoint does not hold"},
		"the last checkpoint removed": {`DELETE FROM checkpoint WHERE size = (SELECT MAX(size) FROM checkpoint)`, "the last checkpoint is of"},
		"a row that pages read":       {`UPDATE issue SET status = 'rejected' WHERE number = 101`, "table issue: the row of 101"},
		"the account of a page":       {`UPDATE meeting SET account = zeroblob(9) WHERE number = 12`, "in column account"},
		"a row added":                 {`INSERT INTO vote (meeting, item, limb, person, choice) VALUES (12, 502, 1, 9, 'for')`, "table vote has a row"},
		"a row removed":               {`DELETE FROM document WHERE number = 7`, "table document lacks the row"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			place := testkit.SQLite(t)
			press, key := testkit.Press(t, place)
			tellHarbour(t, press)
			document(t, press)
			if _, err := sqldb.Verify(t.Context(), place, key, nil, shelf{harbourReport: true}, quiet); err != nil {
				t.Fatalf("before tampering: %v", err)
			}
			tamper(t, place, tampering.statement)
			_, err := sqldb.Verify(t.Context(), place, key, nil, shelf{harbourReport: true}, quiet)
			if !errors.Is(err, sqldb.ErrTampered) || !strings.Contains(err.Error(), tampering.found) {
				t.Errorf("verify says %v, want it to name %q", err, tampering.found)
			}
		})
	}
}

func tamper(t testing.TB, place sqldb.Place, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", place.Dir+"/gazette.db")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	result, err := db.ExecContext(t.Context(), statement)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		t.Fatalf("the tampering changed %d rows (%v)", n, err)
	}
}

func TestAMissingFileIsFound(t *testing.T) {
	t.Parallel()
	place := testkit.SQLite(t)
	press, key := testkit.Press(t, place)
	tellHarbour(t, press)
	document(t, press)
	_, err := sqldb.Verify(t.Context(), place, key, nil, shelf{}, quiet)
	if !errors.Is(err, sqldb.ErrTampered) || !strings.Contains(err.Error(), harbourReport) {
		t.Errorf("verify says %v, want it to name the file", err)
	}
}

// A log made anew with the right key agrees with itself. What gives it away is a checkpoint that
// somebody kept.
func TestAHistoryWrittenAnewIsFoundByAKeptCheckpoint(t *testing.T) {
	t.Parallel()
	first := testkit.SQLite(t)
	press, _ := testkit.Press(t, first)
	kept := publish(t, press, testkit.Morning(), one(theCouncil, gazette.Body{Name: council.InEnglish("Council"), Kind: council.FullCouncil}), theCouncil).Checkpoint

	forged := testkit.SQLite(t)
	again, key := testkit.Press(t, forged)
	publish(t, again, testkit.Morning(), one(theCouncil, gazette.Body{Name: council.InEnglish("Other Council"), Kind: council.FullCouncil}), theCouncil)
	if _, err := sqldb.Verify(t.Context(), forged, key, nil, noFiles{}, quiet); err != nil {
		t.Fatalf("the forged log by itself: %v", err)
	}
	if _, err := sqldb.Verify(t.Context(), forged, key, []string{kept}, noFiles{}, quiet); !errors.Is(err, sqldb.ErrTampered) {
		t.Errorf("verify with the kept checkpoint says %v, want ErrTampered", err)
	}
}

func TestALawfulTakedownLeavesATombstoneAndASoundLog(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		press, key := testkit.Press(t, place)
		tellHarbour(t, press)
		document(t, press)
		taken := gazette.Subject{Kind: gazette.KindTakedown, Number: 1}
		publish(t, press, testkit.Morning().Add(3*time.Hour), one(taken, gazette.Takedown{Entry: 9, Ground: gazette.PersonalData,
			Reason: council.InEnglish("It named a resident.")}), taken)
		verified, err := sqldb.Verify(t.Context(), place, key, nil, noFiles{}, quiet)
		if err != nil || verified.Takedowns != 1 {
			t.Errorf("verify says %+v, %v; want one takedown and no error", verified, err)
		}
		if files, err := press.Unnamed(t.Context(), 9); err != nil || len(files) != 1 || files[0] != harbourReport {
			t.Errorf("files to remove: %v (%v), want the report", files, err)
		}
		reader := testkit.Reader(t, place, key)
		page, err := reader.Document(t.Context(), 7)
		if err != nil || page.Tombstone == nil || page.Tombstone.Reason.En != "It named a resident." || page.Content.Title.En != "" {
			t.Errorf("the document's page has %+v (%v), want only the tombstone", page, err)
		}
		entries, err := reader.Entries(t.Context(), 9, 1)
		if err != nil || len(entries) != 1 || entries[0].Content != nil || entries[0].Nonce != nil || entries[0].TakenDown != 10 {
			t.Errorf("the entry still has %+v (%v)", entries, err)
		}
		news, err := reader.News(t.Context(), 0, 50)
		for _, line := range news {
			if strings.Contains(line.Title.En, "Harbour report") {
				t.Errorf("what's new still names the document: %+v (%v)", line, err)
			}
		}
		if _, err := press.Act(t.Context(), testkit.Morning().Add(4*time.Hour), func(ctx context.Context, act gazette.Act) error {
			_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindTakedown, Number: 2},
				gazette.Takedown{Entry: 10, Ground: gazette.OtherGround, Reason: council.InEnglish("To hide it.")})
			return err
		}); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("taking down a takedown gave %v, want ErrInvalid", err)
		}
	})
}

func TestTheReadersHandleCannotWrite(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		press, key := testkit.Press(t, place)
		tellHarbour(t, press)
		for _, statement := range []string{`DELETE FROM entry`, `UPDATE issue SET status = ''`, `CREATE TABLE mischief (n BIGINT)`} {
			if err := sqldb.TryToWrite(t.Context(), testkit.Reader(t, place, key), statement); err == nil {
				t.Errorf("the reader's handle ran %s", statement)
			}
		}
	})
}
