package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/intake"
)

// councilSubject is whose record a record is.
var councilSubject = gazette.Subject{Kind: gazette.KindCouncil, Number: 1}

type importCommand struct {
	Page importPageCommand `cmd:"" help:"Import an issue's meetings page, saved from a Modern.Gov site as text or HTML."`
}

type importPageCommand struct {
	recordFlags
	Issue   int      `placeholder:"N" help:"The issue's number; without it the page's own address, the digits in the file's name, or the next free number."`
	Partial bool     `help:"Import what could be read of a half-readable page, and list what was left out."`
	Council string   `placeholder:"NAME" help:"The council's name, for a record that has none yet."`
	Paths   []string `arg:"" name:"file" type:"existingfile" help:"Saved pages."`
}

// Run imports pages. It publishes nothing unless all of them can be read.
func (c importPageCommand) Run(s surroundings) error {
	var files []intake.PageFile
	for _, path := range c.Paths {
		content, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
		// Before a record is made for them: a folder named by mistake stays as it is.
		if _, err := intake.ReadPage(filepath.Base(path), content); err != nil {
			return err
		}
		files = append(files, intake.PageFile{Name: filepath.Base(path), Content: content})
	}
	press, err := c.press(s.ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = press.Close() }()
	if err := nameCouncil(s, press, c.Council); err != nil {
		return err
	}
	show := progress(s.err)
	report, err := intake.ImportPages(s.ctx, press, s.now(), files, intake.Options{Issue: c.Issue, Partial: c.Partial},
		func(done, of int) { show("pages", done, of) })
	for _, p := range report.Pages {
		printPage(s, p)
	}
	return err
}

func printPage(s surroundings, p intake.PageReport) {
	_, _ = fmt.Fprintf(s.out, "%s: issue %d, %s\n  %d considerations; %d created, %d updated, %d unchanged\n",
		p.File, p.Issue, p.Title, p.Considerations, len(p.Created), len(p.Updated), p.Unchanged)
	for _, left := range p.LeftOut {
		_, _ = fmt.Fprintf(s.out, "  left out: %s\n", left)
	}
}

// nameCouncil publishes the council's name, where one is given or the record has none.
func nameCouncil(s surroundings, press gazette.Press, name string) error {
	_, err := press.Act(s.ctx, s.now(), func(ctx context.Context, act gazette.Act) error {
		latest, err := act.Latest(ctx, councilSubject)
		if err != nil && !errors.Is(err, council.ErrNotFound) || err == nil && name == "" {
			return err
		}
		c, _ := latest.(gazette.Council)
		c.Name = council.InEnglish(cmp.Or(name, "Council"))
		_, err = act.Publish(ctx, councilSubject, c)
		return err
	})
	return err
}
