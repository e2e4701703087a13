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
	"syscall"
	"time"

	"moothall/internal/paper"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pack"
	"moothall/internal/paper/pdf"
)

// bound is what a process that binds packs says of each.
type bound struct {
	Pages, Tagged, Kept, Faults int
	CPU, Wall                   float64 // ms, the processor's with the worker's from its start to its end
}

// changedPaper is the number, from 0, of the paper that changes.
const changedPaper = 29

// bindPack binds the papers of a folder, keeping segments in another; and again, as a server that
// goes on running does, after one of them has changed.
func bindPack(ctx context.Context, papers, segments, out string, said io.Writer) error {
	list, err := readPapers(papers)
	if err != nil {
		return err
	}
	press, err := pdf.NewPress()
	if err != nil {
		return err
	}
	for _, changed := range []bool{false, true} {
		before, began := processorTime(), time.Now()
		b, err := bindOnce(ctx, press, packPlan(papers, list, changed), segments, out)
		if err != nil {
			return err
		}
		b.CPU, b.Wall = processorTime()-before, float64(time.Since(began).Microseconds())/1000
		if err := json.NewEncoder(said).Encode(b); err != nil {
			return err
		}
	}
	return nil
}

// processorTime is that of this process and of those that it started and that have ended, in ms.
func processorTime() (ms float64) {
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var used syscall.Rusage
		if err := syscall.Getrusage(who, &used); err == nil {
			ms += float64(used.Utime.Nano()+used.Stime.Nano()) / 1e6
		}
	}
	return ms
}

// bindOnce binds a pack with a worker of its own.
func bindOnce(ctx context.Context, press *pdf.Press, plan pack.Plan, segments, out string) (b bound, err error) {
	self, err := os.Executable()
	if err != nil {
		return b, err
	}
	extractor := paper.NewExtractor([]string{self, "paper-worker"}, paper.Limits{})
	defer func() { err = errors.Join(err, extractor.Close()) }()
	file, err := os.Create(out)
	if err != nil {
		return b, err
	}
	made, err := pack.NewBinder(press, extractor).Bind(ctx, plan, segments, file, nil)
	if err := errors.Join(err, file.Close()); err != nil {
		return b, err
	}
	b.Pages = made.Pages
	for _, item := range made.Papers {
		for _, p := range item {
			b.Tagged += count(p.Tagged)
			b.Kept += count(p.Kept)
			b.Faults += count(p.Fault != nil)
		}
	}
	return b, nil
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
	fmt.Printf("  %-34s %5.0f ms of processor (%.0f–%.0f), %5.0f ms by the clock", name, cpu.median, cpu.least, cpu.most, wall.median)
	if len(r.memory) > 0 {
		fmt.Printf(", %3.0f MB (%.0f–%.0f)", memory.median, memory.least, memory.most)
	}
	fmt.Println()
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
	var qpdf, again, whole, full, part packRun
	for i := range s.rounds {
		for _, turn := range []func(context.Context) error{
			func(ctx context.Context) error { return s.mergeAndStamp(ctx, folder, list, &qpdf) },
			func(ctx context.Context) error { return s.bindRound(ctx, folder, i, &whole, &full, &part) },
			func(ctx context.Context) error { return s.mergeAndStamp(ctx, folder, list, &again) },
		} {
			if err := turn(ctx); err != nil {
				return err
			}
		}
	}
	if err := s.soundPack(ctx); err != nil {
		return err
	}
	qpdf.line("qpdf, merged and stamped")
	whole.line("the pack, with the program's start")
	full.line("the pack")
	part.line("the pack, one paper changed")
	fmt.Printf("  of qpdf's time %s, after a change %s of the whole's; qpdf against itself %s\n", over(whole.cost, qpdf.cost), over(part.cost, full.cost), over(again.cost, qpdf.cost))
	if !even(&runner{cost: again.cost}, &runner{cost: qpdf.cost}) {
		s.ledger.doubt("packs")
	}
	s.ledger.add(gate{section: "packs", name: "a pack, of qpdf's time", value: over(whole.cost, qpdf.cost).median, bar: 0.6, aim: 0.2})
	s.ledger.add(gate{section: "packs", name: "a pack, of qpdf's memory", value: over(whole.memory, qpdf.memory).median, bar: 2, aim: 1})
	s.ledger.add(gate{section: "packs", name: "a pack after one paper changed, of a whole one's time", value: over(part.cost, full.cost).median, bar: 0.5, aim: 0.1})
	return nil
}

func (s *suite) mergeAndStamp(ctx context.Context, folder string, list []packPaper, run *packRun) error {
	args := []string{"qpdf", "--empty", "--pages"}
	for _, p := range list[:packPapers] {
		args = append(args, filepath.Join(folder, p.File))
	}
	args = append(args, "--", "--overlay", filepath.Join(folder, "numbers.pdf"), "--", filepath.Join(s.scratch, "qpdf.pdf"))
	took, err := s.cores.once(ctx, args...)
	run.add(took)
	return err
}

// bindRound binds the pack of a round twice, and holds that it is whole. What the process spends
// besides the second pack is counted as the first one's where it stands beside qpdf.
func (s *suite) bindRound(ctx context.Context, folder string, round int, whole, full, part *packRun) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	took, err := s.cores.once(ctx, self, "bind", folder, filepath.Join(s.scratch, "segments"+strconv.Itoa(round)), filepath.Join(s.scratch, "pack.pdf"))
	if err != nil {
		return err
	}
	said := json.NewDecoder(strings.NewReader(took.said))
	for i, run := range []*packRun{full, part} {
		var b bound
		if err := said.Decode(&b); err != nil {
			return fmt.Errorf("the pack says %q: %w", took.said, err)
		}
		if b.Faults > 0 || b.Tagged != packPapers || b.Kept != i*(packPapers-1) || b.Pages < packPapers*packPages+2 {
			return fmt.Errorf("the pack is not whole: %+v", b)
		}
		run.cost, run.wall = append(run.cost, b.CPU), append(run.wall, b.Wall)
		if run == part {
			took.cpu -= time.Duration(b.CPU * 1e6)
			took.wall -= time.Duration(b.Wall * 1e6)
		}
	}
	whole.add(took)
	return nil
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
