package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdf"
)

// The papers of the pack that is measured. What they hold follows from a seed.
const (
	packPapers   = 60
	packPages    = 25 // of a paper
	packPictures = 5  // of a paper, on every fifth page
	pictureBytes = 70 << 10
	packHeadings = 296 // of all papers, each with a bookmark
	packSeed     = 2018
)

// packPaper is one of them, as the list of papers in their folder has it.
type packPaper struct {
	Title    string
	File     string // in the folder
	SHA256   string
	Headings int
}

// packFolder makes the papers, once, and gives them with the one that takes the place of the
// thirtieth where a paper is to have changed.
func (s *suite) packFolder(ctx context.Context) (string, []packPaper, error) {
	folder := filepath.Join(s.data, "packs")
	papers, err := readPapers(folder)
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Printf("Making %d papers of %d pages.\n", packPapers+1, packPages)
		papers, err = makePapers(ctx, folder)
	}
	if err != nil {
		return "", nil, fmt.Errorf("the papers in %s (remove that folder to make them again): %w", folder, err)
	}
	return folder, papers, nil
}

func readPapers(folder string) (papers []packPaper, err error) {
	text, err := os.ReadFile(filepath.Join(folder, "papers.json"))
	if err != nil {
		return nil, err
	}
	return papers, json.Unmarshal(text, &papers)
}

func makePapers(ctx context.Context, folder string) ([]packPaper, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	press, err := pdf.NewPress()
	if err != nil {
		return nil, err
	}
	var papers []packPaper
	for i := range packPapers + 1 {
		p := packPaper{Title: fmt.Sprintf("Report %d of the Corporate Director", i+1), File: fmt.Sprintf("paper%02d.pdf", i+1), Headings: 5}
		if i < packPapers*5-packHeadings {
			p.Headings = 4
		}
		random := rand.New(rand.NewPCG(packSeed, uint64(i)))
		printed, err := longPaper(press, random, p)
		if err != nil {
			return nil, err
		}
		content, err := illustrate(ctx, folder, printed, random)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(content)
		p.SHA256 = hex.EncodeToString(sum[:])
		if err := os.WriteFile(filepath.Join(folder, p.File), content, 0o644); err != nil {
			return nil, err
		}
		papers = append(papers, p)
	}
	if err := os.WriteFile(filepath.Join(folder, "numbers.pdf"), numbers(packPapers*packPages), 0o644); err != nil {
		return nil, err
	}
	text, err := json.Marshal(papers)
	if err != nil {
		return nil, err
	}
	return papers, os.WriteFile(filepath.Join(folder, "papers.json"), text, 0o644)
}

// longPaper prints a paper that is as long as it must be: paragraphs are added and taken away until
// it is.
func longPaper(press *pdf.Press, random *rand.Rand, p packPaper) ([]byte, error) {
	paragraphs := make([]doc.Block, 400)
	for i := range paragraphs {
		paragraphs[i] = doc.Para(fmt.Sprintf("%d. %s", i+1, sentences(random, 3)))
	}
	low, high := 1, len(paragraphs)
	for low <= high {
		n := (low + high) / 2
		d := doc.Document{Title: p.Title, Lang: "en-GB", Footer: p.Title, Blocks: []doc.Block{doc.Head(1, p.Title)}}
		for i, block := range paragraphs[:n] {
			if part := i * (p.Headings - 1) / n; part != (i-1)*(p.Headings-1)/n || i == 0 {
				d.Blocks = append(d.Blocks, doc.Head(2, fmt.Sprintf("Part %d: %s", part+1, words(random, 4))))
			}
			d.Blocks = append(d.Blocks, block)
		}
		printed, err := press.Print(d)
		switch {
		case err != nil:
			return nil, err
		case printed.Pages == packPages:
			return printed.PDF, nil
		case printed.Pages < packPages:
			low = n + 1
		default:
			high = n - 1
		}
	}
	return nil, fmt.Errorf("no number of paragraphs makes %d pages", packPages)
}

func words(random *rand.Rand, n int) string {
	vocabulary := strings.Fields("budget community safety partnership ward council officers members plan review consultation young people funding grant police prevention priority housing licensing evidence risk performance target year report committee recommends street lighting violence domestic abuse neighbourhood wardens service delivery")
	all := make([]string, n)
	for i := range all {
		all[i] = vocabulary[random.IntN(len(vocabulary))]
	}
	return strings.Join(all, " ")
}

func sentences(random *rand.Rand, n int) string {
	all := make([]string, n)
	for i := range all {
		s := words(random, 8+random.IntN(14))
		all[i] = strings.ToUpper(s[:1]) + s[1:] + "."
	}
	return strings.Join(all, " ")
}

// illustrate lays pictures over some of a paper's pages, with qpdf, which leaves its tags alone.
func illustrate(ctx context.Context, folder string, printed []byte, random *rand.Rand) ([]byte, error) {
	work, err := os.MkdirTemp(folder, "make-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	in, pictures, out := filepath.Join(work, "in.pdf"), filepath.Join(work, "pictures.pdf"), filepath.Join(work, "out.pdf")
	if err := errors.Join(os.WriteFile(in, printed, 0o644), os.WriteFile(pictures, picturePages(random), 0o644)); err != nil {
		return nil, err
	}
	said, err := exec.CommandContext(ctx, "qpdf", "--deterministic-id", in, "--overlay", pictures, "--to=1,6,11,16,21", "--", out).CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("qpdf: %w: %s", err, said)
	}
	return os.ReadFile(out)
}

// picturePages are pages with a picture each, which cannot be compressed.
func picturePages(random *rand.Rand) []byte {
	f := &simplePDF{}
	var kids strings.Builder
	f.object("<</Type/Catalog/Pages 2 0 R>>")
	for i := range packPictures {
		fmt.Fprintf(&kids, "%d 0 R ", 3+3*i)
	}
	f.object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 595 842]>>", packPictures, kids.String()))
	noise := make([]byte, pictureBytes)
	for i := range packPictures {
		for j := range noise {
			noise[j] = byte(random.Uint32())
		}
		f.object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R/Resources<</XObject<</Im %d 0 R>>>>>>", 4+3*i, 5+3*i))
		f.stream("", []byte("q 60 0 0 60 480 770 cm /Im Do Q"))
		f.stream(fmt.Sprintf("/Type/XObject/Subtype/Image/Width 256/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8", pictureBytes/256), noise)
	}
	return f.end()
}

// numbers are pages that say nothing but their numbers, for qpdf to lay over the papers.
func numbers(pages int) []byte {
	f := &simplePDF{}
	f.object("<</Type/Catalog/Pages 2 0 R>>")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*i)
	}
	f.object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>>>", pages, kids.String()))
	f.object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	for i := range pages {
		f.object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R>>", 5+2*i))
		f.stream("", fmt.Appendf(nil, "BT /F 9 Tf 520 12 Td (Page %d) Tj ET", i+1))
	}
	return f.end()
}

// simplePDF is a PDF written by hand, object after object.
type simplePDF struct {
	out bytes.Buffer
	at  []int
}

func (f *simplePDF) object(body string) {
	if f.out.Len() == 0 {
		f.out.WriteString("%PDF-1.4\n")
	}
	f.at = append(f.at, f.out.Len())
	fmt.Fprintf(&f.out, "%d 0 obj\n%s\nendobj\n", len(f.at), body)
}

func (f *simplePDF) stream(entries string, data []byte) {
	f.object(fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", entries, len(data), data))
}

func (f *simplePDF) end() []byte {
	start := f.out.Len()
	fmt.Fprintf(&f.out, "xref\n0 %d\n0000000000 65535 f \n", len(f.at)+1)
	for _, at := range f.at {
		fmt.Fprintf(&f.out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&f.out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(f.at)+1, start)
	return f.out.Bytes()
}
