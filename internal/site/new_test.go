package site

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"moothall/internal/council"
	"moothall/internal/gazette"
)

func newsOf(kind gazette.Kind, seq int64, at time.Time) gazette.NewsLine {
	return gazette.NewsLine{Seq: seq, Subject: gazette.Subject{Kind: kind, Number: int(seq)}, At: at}
}

// Whatever was published in one moment is told by kind, and days are London's.
func TestPublicationsAreFoldedByMomentAndKind(t *testing.T) {
	t.Parallel()
	// In summer half past eleven at night in UTC is the next day in London.
	late := time.Date(2026, 6, 1, 23, 30, 0, 0, time.UTC)
	early := late.Add(-time.Hour)
	days := byPublication([]gazette.NewsLine{
		newsOf(gazette.KindDocument, 9, late), newsOf(gazette.KindIssue, 8, late), newsOf(gazette.KindDocument, 7, late),
		newsOf(gazette.KindDocument, 6, late), newsOf(gazette.KindDocument, 5, early), newsOf(gazette.KindDocument, 4, early),
	})
	type run struct {
		day  string
		seqs []int64
	}
	var got []run
	for _, d := range days {
		for _, r := range d.runs {
			one := run{day: d.day.String()}
			for _, line := range r.lines {
				one.seqs = append(one.seqs, line.Seq)
			}
			got = append(got, one)
		}
	}
	want := []run{{"2026-06-02", []int64{9, 7, 6}}, {"2026-06-02", []int64{8}}, {"2026-06-01", []int64{5}}, {"2026-06-01", []int64{4}}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(run{})); diff != "" {
		t.Error(diff)
	}
}

// A page ends between two moments, so that no run is cut, unless one moment fills it.
func TestPageOfPublicationsEndsBetweenMoments(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC)
	lines := []gazette.NewsLine{newsOf(gazette.KindIssue, 5, first.Add(time.Hour)), newsOf(gazette.KindIssue, 4, first),
		newsOf(gazette.KindDocument, 3, first), newsOf(gazette.KindIssue, 2, first)}
	if got := len(upToMoment(lines)); got != 1 {
		t.Errorf("kept %d lines, want the 1 of the newer moment", got)
	}
	if got := len(upToMoment(lines[1:])); got != 2 {
		t.Errorf("kept %d lines of one moment, want all but the last", got)
	}
}

// Every day of a month stands once, in the column of its weekday.
func TestWeeksOfMonth(t *testing.T) {
	t.Parallel()
	for _, month := range []time.Month{time.January, time.February, time.March, time.June, time.November} {
		first := council.NewDay(2026, month, 1)
		next := first
		for _, w := range weeksOf(first, council.Day{}, nil) {
			for column, d := range w {
				if d.day.IsZero() {
					continue
				}
				if d.day != next || d.day.Weekday() != weekdays()[column] {
					t.Errorf("%v stands in column %d, want %v next", d.day, column, next)
				}
				next = next.Add(1)
			}
		}
		if next != council.NewDay(2026, month+1, 1) {
			t.Errorf("%v ends before %v", month, next)
		}
	}
}
