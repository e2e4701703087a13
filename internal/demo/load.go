package demo

import (
	"context"
	"fmt"
	"io"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/paper"
)

// Options say which council is told. The same options give the same entries.
type Options struct {
	Seed  uint64
	Today council.Day // the day the record stands at; nothing is published on or after it
	Scale int         // 1 is three municipal years; n is 3n, the earlier ones for load tests
}

// Shelf keeps the files of what is published. paper.Shelf is one.
type Shelf interface {
	Put(ctx context.Context, r io.Reader) (paper.Kept, error)
}

// Extractor reads the text of a Word file, page by page, as a reader of the record will find it.
// html is clean HTML where the paper can be read so, else empty. It may be called at the same time
// from anywhere.
type Extractor interface {
	Extract(ctx context.Context, mediaType string, data []byte) (pages []string, html string, err error)
}

// Load publishes the demonstration council through the press, which must be new: two acts a day at
// most at scales 1 and 2, two a week at larger ones. progress is called as meetings are told, with
// an estimate of how many there will be; it may be nil.
// The error is council.ErrInvalid for options that make no sense.
func Load(ctx context.Context, press gazette.Press, shelf Shelf, extract Extractor, opt Options, progress func(done, total int)) error {
	b, err := found(press, opt, progress)
	if err != nil {
		return err
	}
	b.printer, err = openPrinter(ctx, shelf, extract)
	if err != nil {
		return err
	}
	defer b.printer.close()
	b.begin()
	if err := b.run(ctx); err != nil {
		return fmt.Errorf("tell the demonstration council: %w", err)
	}
	return nil
}

func found(press gazette.Press, opt Options, progress func(done, total int)) (*borough, error) {
	if opt.Today.IsZero() || opt.Scale < 1 || opt.Scale > 100 {
		return nil, fmt.Errorf("demonstration at scale %d on day %q: a day and a scale from 1 to 100 are needed: %w", opt.Scale, opt.Today, council.ErrInvalid)
	}
	text, err := openLibrary()
	if err != nil {
		return nil, err
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	last := municipalYear(opt.Today)
	b := &borough{opt: opt, press: press, text: text, templates: text.templates, progress: progress,
		firstYear: last - 3*opt.Scale + 1, lastYear: last, used: map[gazette.Kind]int{},
		byKey: map[string]*body{}, references: map[string]int{}, told: map[string]*matter{}, clerks: map[string]*officer{}}
	b.queue.weekly = opt.Scale > 2
	return b, nil
}

// begin founds the council and queues what starts every municipal year.
func (b *borough) begin() {
	b.settle()
	b.foundBodies()
	b.foundPosts()
	b.total = (b.lastYear - b.firstYear + 1) * 135
	start := council.NewDay(b.firstYear, 4, 20)
	b.queue.push(start, morning, b.publishCouncil)
	for y := b.firstYear; y <= b.lastYear; y++ {
		year := y
		if y > b.firstYear {
			b.queue.push(elected(y), afternoon, func(ctx context.Context, act gazette.Act) error { return b.elect(ctx, act, year) })
			b.queue.push(council.NewDay(y, 3, 3), morning, func(ctx context.Context, act gazette.Act) error { return b.planYear(ctx, act, year) })
		} else {
			b.queue.push(start.Add(1), morning, func(ctx context.Context, act gazette.Act) error { return b.planYear(ctx, act, year) })
		}
		b.queue.push(annual(y), morning, func(ctx context.Context, act gazette.Act) error { return b.appoint(ctx, act, year) })
	}
	b.queueChanges()
	b.queuePlans(start)
}

func (b *borough) publishCouncil(ctx context.Context, act gazette.Act) error {
	c := gazette.Council{Name: en("Ravensbeck Metropolitan Borough Council"), Website: "https://www.ravensbeck.example",
		Email: "democratic.services@ravensbeck.example", Phone: "0161 496 0100",
		Address: "Moot Hall, Weavers Square, Ravensbeck", Fictional: true}
	if err := b.publish(ctx, act, gazette.KindCouncil, 1, c); err != nil {
		return err
	}
	for _, w := range b.wards {
		content := gazette.Ward{Name: en(w.name), Seats: 3, About: en(fmt.Sprintf("One of the 21 wards of Ravensbeck, in the area of the %s.", b.byKey[w.area].content.Name))}
		if err := b.publish(ctx, act, gazette.KindWard, w.number, content); err != nil {
			return err
		}
	}
	for i, p := range partyNames {
		if err := b.publish(ctx, act, gazette.KindParty, i+1, p); err != nil {
			return err
		}
	}
	for _, body := range b.bodies {
		if err := b.publish(ctx, act, gazette.KindBody, body.number, body.content); err != nil {
			return err
		}
	}
	b.seatEveryone(b.firstYear-1, council.NewDay(b.firstYear-1, 5, 20))
	return b.publishPeople(ctx, act)
}

// publishPeople publishes everybody who has changed, in the order of their numbers.
func (b *borough) publishPeople(ctx context.Context, act gazette.Act) error {
	for _, p := range b.people {
		if !p.dirty {
			continue
		}
		if err := b.publish(ctx, act, gazette.KindPerson, p.number, p.content); err != nil {
			return err
		}
		p.dirty = false
	}
	return nil
}
