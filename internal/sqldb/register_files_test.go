package sqldb_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"moothall/internal/gazette"
	"moothall/internal/register"
	"moothall/internal/sqldb"
	"moothall/internal/testkit"
)

// TestUnnamedFilesAreTold names a file in each place where the register names any.
func TestUnnamedFilesAreTold(t *testing.T) {
	t.Parallel()
	testkit.EachDatabase(t, func(t *testing.T, place sqldb.Place) {
		r := openRegister(t, place)
		var files []string
		for i := range 5 {
			files = append(files, fmt.Sprintf("%064x", 0xabcdef+i))
		}
		keep(t, r, letter{Name: files[0]})
		err := r.Turn(t.Context(), func(ctx context.Context, tx register.Tx) error {
			if err := tx.Enqueue(ctx, register.Job{Kind: "read", Key: "1", Args: []byte(`{"sha256":"` + files[1] + `"}`)}); err != nil {
				return err
			}
			if err := tx.Note(ctx, register.AuditLine{At: testkit.Morning(), Act: "replace", Before: `{"brought":"` + files[2] + `"}`}); err != nil {
				return err
			}
			return tx.Send(ctx, register.Parcel{At: testkit.Morning(), Editions: []register.Outgoing{{
				Subject: gazette.Subject{Kind: gazette.KindDocument, Number: 1}, Content: []byte(`{"file":{"sha256":"` + files[3] + `"}}`)}}})
		})
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Unnamed(t.Context(), slices.Clone(files))
		if err != nil || !slices.Equal(got, files[4:]) {
			t.Errorf("%v, %v", got, err)
		}
	})
}
