package ballot

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"testing"

	"moothall/internal/council"
)

func TestPapersAreReadByTheirOwnBoxAlone(t *testing.T) {
	t.Parallel()
	f, err := OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	lid, err := f.Make(1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Make(2); err != nil {
		t.Fatal(err)
	}
	var papers [][]byte
	cast := []int{0, 2, 0, 255}
	for _, place := range cast {
		paper, err := Seal(lid, place)
		if err != nil {
			t.Fatal(err)
		}
		papers = append(papers, paper)
	}
	if bytes.Equal(papers[0], papers[2]) || len(papers[0]) != len(papers[3]) {
		t.Error("papers tell by how they look what they choose")
	}
	if got, err := f.Open(1, papers); err != nil || !slices.Equal(got, cast) {
		t.Errorf("read %v, %v", got, err)
	}
	if got, err := f.Open(2, papers); err == nil {
		t.Errorf("another box reads them: %v", got)
	}
	if err := f.Burn(1); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Open(1, papers); !council.IsNotFound(err) {
		t.Errorf("a burnt box: %v", err)
	}
	if err := f.Burn(1); err != nil {
		t.Errorf("burnt twice: %v", err)
	}
	if left, err := f.Boxes(); err != nil || !slices.Equal(left, []int{2}) {
		t.Errorf("left are %v, %v", left, err)
	}
}

func TestABoxIsForItsOwnerAlone(t *testing.T) {
	t.Parallel()
	f, err := OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Make(7); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{string(f), f.path(7)} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s can be read by others: %v, %v", path, info.Mode(), err)
		}
	}
}

func TestAPaperThatCannotBe(t *testing.T) {
	t.Parallel()
	for _, place := range []int{-1, 256} {
		if _, err := Seal(make([]byte, 32), place); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("place %d: %v", place, err)
		}
	}
	if _, err := Seal([]byte("no lid"), 0); !errors.Is(err, council.ErrInvalid) {
		t.Errorf("no lid: %v", err)
	}
}
