package demo

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/paper/doc"
	"moothall/internal/paper/pdf"
	"moothall/internal/register"
)

// calendar begins the calendar of the municipal year after this one, by a rule for each of the first bodies.
func (d Desk) calendar(ctx context.Context) error {
	officer, first := d.As(audience.Officer), council.NewDay(d.Today.Year(), time.May, 1)
	if !d.Today.Before(first) {
		first = council.NewDay(d.Today.Year()+1, time.May, 1)
	}
	year := council.Spell{From: first, To: council.NewDay(first.Year()+1, time.April, 30)}
	name := fmt.Sprintf("Municipal year %d/%02d", first.Year(), (first.Year()+1)%100)
	number, err := d.Register.NewCalendar(ctx, officer, en(name), year, nil)
	if err != nil {
		return err
	}
	rules := []string{"every third Wednesday but August, not on bank holidays: next day, at 6pm", "every fourth Tuesday but August, at 6.30pm"}
	seen := map[int]bool{}
	for _, m := range d.Coming {
		if len(seen) == len(rules) || seen[m.Body.Number] {
			continue
		}
		k, _, err := d.Register.Calendar(ctx, officer, number)
		if err != nil {
			return err
		}
		rule := register.CalendarRule{Body: m.Body.Number, Words: rules[len(seen)], Place: en("Council Chamber, Town Hall")}
		if err := d.Register.SetRule(ctx, officer, number, k.Version, rule); err != nil {
			return err
		}
		seen[m.Body.Number] = true
	}
	return nil
}

// award attaches the report on the award to its item, exempt as the item is, and an open one on how the bids were
// sought.
func (d Desk) award(ctx context.Context, item int, ground audience.Ground) error {
	for _, p := range []struct {
		title  string
		ground audience.Ground
		text   string
	}{
		{"Leisure centres: evaluation of the bids", ground, "Bidder C, at £4.2 million over five years, scored highest on quality and on price."},
		{"Leisure centres: how the bids were sought", audience.Ground{}, "Five companies were invited, and three sent bids. They were scored on quality, on price and on what they offer the borough's residents."},
	} {
		brought, err := d.bring(ctx, p.title, p.text)
		if err != nil {
			return err
		}
		about := register.Paper{Title: en(p.title), Of: council.Report, Ground: p.ground, Language: council.English, Author: "Director of Place"}
		if _, err := d.Register.AttachToItem(ctx, d.As(audience.Officer), item, about, brought); err != nil {
			return fmt.Errorf("attach %q: %w", p.title, err)
		}
	}
	return nil
}

// bring prints a paper and puts it on the sealed shelf, where the desk's background work finds it.
func (d Desk) bring(ctx context.Context, title, text string) (register.Brought, error) {
	press, err := pdf.NewPress()
	if err != nil {
		return register.Brought{}, fmt.Errorf("open the demonstration's printing press: %w", err)
	}
	made, err := press.Print(doc.Document{Title: title, Lang: "en-GB", Footer: footer, Blocks: []doc.Block{doc.Head(1, title), doc.Para(text)}})
	if err != nil {
		return register.Brought{}, fmt.Errorf("print %q: %w", title, err)
	}
	kept, err := d.Sealed.Put(ctx, bytes.NewReader(made.PDF))
	return register.Brought{SHA256: kept.SHA256, Name: fileName(title, pdfType), Size: kept.Size}, err
}
