package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"moothall/internal/sqldb"
)

// subject is a council that was made to be measured.
type subject struct {
	Size     string
	Folder   string      `json:"-"`
	Meetings map[int]int // the number of a meeting of so many items, by that many
}

// scaleOf is how many times three municipal years a size is.
func scaleOf(size string) int { return map[string]int{"S": 2, "M": 20}[size] }

// standingDay is the day on which the councils' records stand, so that they are always the same.
const standingDay = "2026-11-23"

// itemsOf are the lengths of the long meetings that are added to each council.
func itemsOf() []int { return []int{20, 40, 60} }

// makeCouncils makes the councils that are not there yet.
func (s *suite) makeCouncils(ctx context.Context) error {
	for _, size := range s.sizes {
		if scaleOf(size) == 0 {
			return fmt.Errorf("there is no size %q: choose from S, M", size)
		}
		folder := filepath.Join(s.data, size)
		made, err := readSubject(folder)
		if errors.Is(err, fs.ErrNotExist) {
			made, err = s.makeCouncil(ctx, size, folder)
		}
		if err != nil {
			return fmt.Errorf("the council of size %s in %s (remove that folder to make it again): %w", size, folder, err)
		}
		made.Folder = folder
		s.made[size] = made
	}
	return nil
}

func readSubject(folder string) (made subject, err error) {
	text, err := os.ReadFile(filepath.Join(folder, "subject.json"))
	if err != nil {
		return made, err
	}
	return made, json.Unmarshal(text, &made)
}

// makeCouncil tells a demonstration council and adds the long meetings. It has its name only when
// all is done.
func (s *suite) makeCouncil(ctx context.Context, size, folder string) (subject, error) {
	scale := strconv.Itoa(scaleOf(size))
	fmt.Printf("Making the council of size %s, once (demo --scale %s) ...\n", size, scale)
	began := time.Now()
	making := folder + ".making"
	if err := os.RemoveAll(making); err != nil {
		return subject{}, err
	}
	demo := exec.CommandContext(ctx, s.binary, "demo", "--data", making, "--scale", scale, "--today", standingDay)
	demo.Stderr = &tail{}
	if err := demo.Run(); err != nil {
		return subject{}, fmt.Errorf("make the demonstration council: %w: %s", err, demo.Stderr.(*tail).text)
	}
	return finishCouncil(ctx, size, making, folder, began)
}

func finishCouncil(ctx context.Context, size, making, folder string, began time.Time) (subject, error) {
	made := subject{Size: size, Meetings: map[int]int{}}
	err := withPress(ctx, making, func(press *sqldb.Press) (err error) {
		made.Meetings, err = conveneLong(ctx, press)
		return err
	})
	if err != nil {
		return made, err
	}
	text, err := json.Marshal(made)
	if err != nil {
		return made, err
	}
	if err := os.WriteFile(filepath.Join(making, "subject.json"), text, 0o644); err != nil {
		return made, err
	}
	fmt.Printf("Made in %s.\n", time.Since(began).Round(time.Second))
	return made, os.Rename(making, folder)
}

// withPress opens a council's record for publishing, with the key that lies in its folder.
func withPress(ctx context.Context, folder string, do func(*sqldb.Press) error) error {
	key, err := os.ReadFile(filepath.Join(folder, "gazette.key"))
	if err != nil {
		return fmt.Errorf("read the signing key: %w", err)
	}
	signer, err := note.NewSigner(strings.TrimSpace(string(key)))
	if err != nil {
		return fmt.Errorf("read the signing key: %w", err)
	}
	press, err := sqldb.OpenPress(ctx, sqldb.Place{Dir: folder}, signer, rand.NewChaCha8([32]byte{1}))
	if err != nil {
		return err
	}
	return errors.Join(do(press), press.Close())
}

// copyRecord copies a council's record, without its files, so that what is published to the copy
// leaves the council as it was.
func copyRecord(ctx context.Context, from, to string) error {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for _, name := range []string{"gazette.db", "gazette.db-wal", "gazette.key", "gazette.pub"} {
		err := exec.CommandContext(ctx, "cp", "--reflink=auto", filepath.Join(from, name), filepath.Join(to, name)).Run()
		if _, missing := os.Stat(filepath.Join(from, name)); err != nil && missing == nil {
			return fmt.Errorf("copy %s: %w", name, err)
		}
	}
	return nil
}
