package sqldb_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// A pack is published with a paper, withdrawn, made without the paper, and made with it again.
func TestThePacksThatHoldAPaperAreFoundThoughTheyHoldItNoMore(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		press, key := testkit.Press(t, place)
		publish := func(kind gazette.Kind, number int, content any) int64 {
			t.Helper()
			receipt, err := press.Act(t.Context(), testkit.Morning(), func(ctx context.Context, act gazette.Act) error {
				_, err := act.Publish(ctx, gazette.Subject{Kind: kind, Number: number}, content)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return receipt.Appended[len(receipt.Appended)-1].Seq
		}
		pack := func(file string, papers ...int) gazette.Document {
			d := gazette.Document{Kind: council.AgendaPack, Title: council.InEnglish("Pack"), Pack: &gazette.Pack{Meeting: 5, Label: council.InEnglish("Agenda")}}
			if file != "" {
				d.File = &gazette.File{SHA256: strings.Repeat(file, 64), Name: "pack.pdf", Size: 1}
			}
			for _, n := range papers {
				d.Pack.Papers = append(d.Pack.Papers, gazette.PackedPaper{Document: n, From: "1", To: "1"})
			}
			return d
		}
		publish(gazette.KindBody, 3, gazette.Body{Name: council.InEnglish("Panel"), Kind: council.Panel})
		publish(gazette.KindMeeting, 5, gazette.Meeting{Body: 3, Day: council.NewDay(2026, 6, 1), State: council.Scheduled})
		for _, n := range []int{1, 2} {
			publish(gazette.KindDocument, n, gazette.Document{Kind: council.Report, Title: council.InEnglish("Report")})
		}
		publish(gazette.KindAgenda, 5, gazette.Agenda{Label: council.InEnglish("Agenda"), Items: []gazette.Item{{Number: 7, Title: council.InEnglish("Item"), Documents: []int{1, 2}}}})
		first := publish(gazette.KindDocument, 9, pack("a", 1, 2))
		withdrawn := pack("")
		withdrawn.Withdrawn = council.InEnglish("A paper is withdrawn.")
		publish(gazette.KindDocument, 9, withdrawn)
		publish(gazette.KindDocument, 9, pack("b", 2))
		reader := testkit.Reader(t, place, key)
		found := func(now bool) []int64 {
			t.Helper()
			list, err := gazette.PacksWith(t.Context(), reader, 1, now)
			if err != nil {
				t.Fatal(err)
			}
			var entries []int64
			for _, one := range list {
				entries = append(entries, one.Entries...)
			}
			return entries
		}
		if got := found(true); !slices.Equal(got, []int64{first}) {
			t.Errorf("the packs that held it are entries %v, want %d", got, first)
		}
		last := publish(gazette.KindDocument, 9, pack("c", 1, 2))
		if got := found(true); !slices.Equal(got, []int64{first, last}) {
			t.Errorf("with the one that holds it: %v", got)
		}
		if got := found(false); !slices.Equal(got, []int64{first}) {
			t.Errorf("when an earlier edition of it goes: %v", got)
		}
	})
}
