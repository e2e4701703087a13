package compact_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/sqldb/compact"
)

type paper struct {
	Title council.Text
	Size  int64
	Kind  council.DocumentKind
}

type sample struct {
	Number int
	Open   bool
	Name   string
	Day    council.Day
	At     time.Time
	Names  []string
	Papers []paper
	First  *paper
}

func full() sample {
	return sample{Number: -7, Open: true, Name: "Rhôs", Day: council.NewDay(2018, 4, 5), At: time.Date(2026, 5, 18, 9, 0, 0, 123e6, time.UTC),
		Names: []string{"", "a", strings.Repeat("b", 300)}, Papers: []paper{{}, {Title: council.Text{Cy: "Adroddiad"}, Size: 1 << 40, Kind: council.Report}},
		First: &paper{}}
}

func day(a, b council.Day) bool { return a == b }

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	t.Parallel()
	form := compact.Of[sample]()
	for _, want := range []sample{{}, full(), {Number: 1 << 60}, {Papers: []paper{{Size: -1}}}} {
		row, err := form.Encode(&want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := form.Decode(string(row))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got, cmp.Comparer(day)); d != "" {
			t.Error(d)
		}
	}
}

func TestZeroTakesNoRoom(t *testing.T) {
	t.Parallel()
	row, err := compact.Of[sample]().Encode(&sample{Names: []string{}})
	if err != nil {
		t.Fatal(err)
	}
	if len(row) != 5 {
		t.Errorf("%d bytes for nothing", len(row))
	}
}

func TestOtherTypesAreToldApart(t *testing.T) {
	t.Parallel()
	value := full()
	row, err := compact.Of[sample]().Encode(&value)
	if err != nil {
		t.Fatal(err)
	}
	type renamed struct{ Number, Named int }
	if _, err := compact.Of[renamed]().Decode(string(row)); !errors.Is(err, compact.ErrShape) {
		t.Errorf("read into another type: %v", err)
	}
	if _, err := compact.Of[sample]().Decode(""); !errors.Is(err, compact.ErrShape) {
		t.Errorf("read from nothing: %v", err)
	}
}

func TestWhatHasNoFormIsSaid(t *testing.T) {
	t.Parallel()
	type mapped struct{ M map[string]int }
	if _, err := compact.Of[mapped]().Encode(&mapped{}); err == nil || !strings.Contains(err.Error(), "mapped.M") {
		t.Errorf("a map: %v", err)
	}
	type hidden struct{ at int }
	if _, err := compact.Of[hidden]().Encode(&hidden{at: 1}); err == nil {
		t.Error("a field that is not exported was passed over")
	}
}

func FuzzDecode(f *testing.F) {
	form := compact.Of[sample]()
	value := full()
	row, err := form.Encode(&value)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(row[4:])
	f.Fuzz(func(t *testing.T, rest []byte) {
		value, err := form.Decode(string(row[:4]) + string(rest))
		if err != nil {
			return
		}
		again, err := form.Encode(&value)
		if err != nil {
			t.Fatal(err)
		}
		if read, err := form.Decode(string(again)); err != nil || !cmp.Equal(value, read, cmp.Comparer(day), cmp.Comparer(time.Time.Equal)) {
			t.Errorf("%+v was written and read as %+v (%v)", value, read, err)
		}
	})
}
