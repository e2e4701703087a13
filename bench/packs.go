package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"moothall/internal/paper"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pack"
	"moothall/internal/paper/pdf"
)

// bound is what a process that binds a pack says of it.
type bound struct {
	Pages, Tagged, Kept, Faults int
}

// changedPaper is the number, from 0, of the paper that changes.
const changedPaper = 29

// bindPack binds the papers of a folder, keeping segments in another.
func bindPack(ctx context.Context, papers, segments, out string, changed bool, said io.Writer) (err error) {
	list, err := readPapers(papers)
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	press, err := pdf.NewPress()
	if err != nil {
		return err
	}
	extractor := paper.NewExtractor([]string{self, "paper-worker"}, paper.Limits{})
	defer func() { err = errors.Join(err, extractor.Close()) }()
	file, err := os.Create(out)
	if err != nil {
		return err
	}
	made, err := pack.NewBinder(press, extractor).Bind(ctx, packPlan(papers, list, changed), segments, file, nil)
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	b := bound{Pages: made.Pages}
	for _, item := range made.Papers {
		for _, p := range item {
			b.Tagged += count(p.Tagged)
			b.Kept += count(p.Kept)
			b.Faults += count(p.Fault != nil)
		}
	}
	return json.NewEncoder(said).Encode(b)
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func packPlan(folder string, list []packPaper, changed bool) pack.Plan {
	plan := pack.Plan{
		Title: "Cabinet: agenda pack", Lang: "en-GB",
		Front: doc.Document{Blocks: []doc.Block{doc.Head(1, "Cabinet"), doc.Para("Town Hall, 18:00")}},
		Words: pack.Words{Contents: "Contents", Item: "Item", Paper: "Paper", Page: "Page", Stamp: "Page {page}", Scan: "Scanned page", Missing: "{reason}"},
	}
	for i, p := range list[:packPapers] {
		if changed && i == changedPaper {
			p = list[packPapers]
		}
		plan.Items = append(plan.Items, pack.Item{Number: strconv.Itoa(i + 1), Title: p.Title, Papers: []pack.Paper{{
			Title: p.Title, SHA256: p.SHA256,
			Open: func(context.Context) (io.ReadSeekCloser, error) { return os.Open(filepath.Join(folder, p.File)) },
		}}})
	}
	return plan
}

// spent is what a run of a program took.
type spent struct {
	cpu, wall time.Duration
	memory    float64 // MB, the sum over its processes of the most that each had
	said      string
}

// once runs a program to its end on the server's core, looking at its memory meanwhile.
func (c cores) once(ctx context.Context, args ...string) (spent, error) {
	began := time.Now()
	p, err := c.start(ctx, args...)
	if err != nil {
		return spent{}, err
	}
	lines := make(chan string)
	go func() {
		var all strings.Builder
		for p.lines.Scan() {
			all.WriteString(p.lines.Text() + "\n")
		}
		lines <- all.String()
	}()
	most := map[int]float64{}
	var said string
	for tick, running := time.NewTicker(4*time.Millisecond), true; running; {
		select {
		case said = <-lines:
			running = false
			tick.Stop()
		case <-tick.C:
			for _, pid := range family(p.cmd.Process.Pid) {
				if _, now, err := residentOf(pid); err == nil {
					most[pid] = max(most[pid], now)
				}
			}
		}
	}
	if err := p.cmd.Wait(); err != nil {
		return spent{}, fmt.Errorf("%s: %w: %s", filepath.Base(args[0]), err, p.log.text)
	}
	s := spent{wall: time.Since(began), said: said, cpu: p.cmd.ProcessState.UserTime() + p.cmd.ProcessState.SystemTime()}
	for _, m := range most {
		s.memory += m
	}
	return s, nil
}

// packRun gathers what one way of making a pack took, a value a round.
type packRun struct {
	cost         []float64 // CPU ms
	wall, memory []float64 // ms, MB
}

func (r *packRun) add(s spent) {
	r.cost = append(r.cost, float64(s.cpu.Microseconds())/1000)
	r.wall = append(r.wall, float64(s.wall.Microseconds())/1000)
	r.memory = append(r.memory, s.memory)
}

func (r *packRun) line(name string) {
	cpu, wall, memory := spreadOf(r.cost), spreadOf(r.wall), spreadOf(r.memory)
	fmt.Printf("  %-34s %5.0f ms of processor (%.0f–%.0f), %5.0f ms by the clock, %3.0f MB (%.0f–%.0f)\n",
		name, cpu.median, cpu.least, cpu.most, wall.median, memory.median, memory.least, memory.most)
}

// packs measures the binding of a pack against qpdf.
func (s *suite) packs(ctx context.Context) error {
	if _, err := exec.LookPath("qpdf"); err != nil {
		return fmt.Errorf("qpdf is not installed (apt-get install qpdf): %w", err)
	}
	folder, list, err := s.packFolder(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("\nPacks, %d papers of %d pages\n", packPapers, packPages)
	var qpdf, again, full, part packRun
	for i := range s.rounds {
		for _, turn := range []struct {
			run *packRun
			do  func(context.Context) (spent, error)
		}{
			{&qpdf, func(ctx context.Context) (spent, error) { return s.mergeAndStamp(ctx, folder, list) }},
			{&full, func(ctx context.Context) (spent, error) { return s.bindOnce(ctx, folder, i, false, 0) }},
			{&part, func(ctx context.Context) (spent, error) { return s.bindOnce(ctx, folder, i, true, packPapers-1) }},
			{&again, func(ctx context.Context) (spent, error) { return s.mergeAndStamp(ctx, folder, list) }},
		} {
			took, err := turn.do(ctx)
			if err != nil {
				return err
			}
			turn.run.add(took)
		}
	}
	if err := s.soundPack(ctx); err != nil {
		return err
	}
	qpdf.line("qpdf, merged and stamped")
	full.line("the pack")
	part.line("the pack, one paper changed")
	fmt.Printf("  of qpdf's time %s, after a change %s of the whole's; qpdf against itself %s\n", over(full.cost, qpdf.cost), over(part.cost, full.cost), over(again.cost, qpdf.cost))
	if !even(&runner{cost: again.cost}, &runner{cost: qpdf.cost}) {
		s.ledger.doubt("packs")
	}
	s.ledger.add(gate{section: "packs", name: "a pack, of qpdf's time", value: over(full.cost, qpdf.cost).median, bar: 0.6, aim: 0.2})
	s.ledger.add(gate{section: "packs", name: "a pack, of qpdf's memory", value: over(full.memory, qpdf.memory).median, bar: 2, aim: 1})
	s.ledger.add(gate{section: "packs", name: "a pack after one paper changed, of a whole one's time", value: over(part.cost, full.cost).median, bar: 0.5, aim: 0.1})
	return nil
}

func (s *suite) mergeAndStamp(ctx context.Context, folder string, list []packPaper) (spent, error) {
	args := []string{"qpdf", "--empty", "--pages"}
	for _, p := range list[:packPapers] {
		args = append(args, filepath.Join(folder, p.File))
	}
	args = append(args, "--", "--overlay", filepath.Join(folder, "numbers.pdf"), "--", filepath.Join(s.scratch, "qpdf.pdf"))
	return s.cores.once(ctx, args...)
}

// bindOnce binds the pack of a round, and holds that it is whole.
func (s *suite) bindOnce(ctx context.Context, folder string, round int, changed bool, kept int) (spent, error) {
	self, err := os.Executable()
	if err != nil {
		return spent{}, err
	}
	which := "whole"
	if changed {
		which = "changed"
	}
	took, err := s.cores.once(ctx, self, "bind", folder, filepath.Join(s.scratch, "segments"+strconv.Itoa(round)), filepath.Join(s.scratch, "pack.pdf"), which)
	if err != nil {
		return took, err
	}
	var made bound
	if err := json.Unmarshal([]byte(took.said), &made); err != nil {
		return took, fmt.Errorf("the pack says %q: %w", took.said, err)
	}
	if made.Faults > 0 || made.Tagged != packPapers || made.Kept != kept || made.Pages < packPapers*packPages+2 {
		return took, fmt.Errorf("the pack is not whole: %+v", made)
	}
	return took, nil
}

// soundPack holds that the last pack is sound and has all its bookmarks and headings.
func (s *suite) soundPack(ctx context.Context) error {
	path := filepath.Join(s.scratch, "pack.pdf")
	if said, err := exec.CommandContext(ctx, "qpdf", "--check", path).CombinedOutput(); err != nil {
		return fmt.Errorf("qpdf --check: %w: %s", err, said)
	}
	text, err := exec.CommandContext(ctx, "qpdf", "--json", "--json-key=outlines", path).Output()
	if err != nil {
		return fmt.Errorf("qpdf --json: %w", err)
	}
	// Those of the papers, one for each item, the front sheet's and the contents'. The paper that
	// takes the place of the changed one has as many.
	if got, want := strings.Count(string(text), `"title":`), packHeadings+packPapers+2; got != want {
		return fmt.Errorf("the pack has %d bookmarks, want %d", got, want)
	}
	return nil
}
