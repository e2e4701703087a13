package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
)

// told is what the publisher tells when it ends.
type told struct {
	Acts   int
	Took   []float64 // ms from the beginning of each act to its acknowledgement
	Checks int       // pages looked at after an act
	Stale  []string
	Pages  []string // the pages that it made differ
}

// publisher is this program, started with the word "publish" as another process than the server.
type publisher struct {
	*process
	in io.WriteCloser
}

func startPublisher(ctx context.Context, folder, addr string) (*publisher, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	reader, writer, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	p, err := startWith(ctx, reader, self, "publish", folder, addr)
	if err != nil {
		_ = writer.Close()
		return nil, err
	}
	return &publisher{p, writer}, nil
}

func (p *publisher) say(word string) error {
	if _, err := io.WriteString(p.in, word+"\n"); err != nil {
		return fmt.Errorf("tell the publisher %q: %w: %s", word, err, p.log.text)
	}
	return nil
}

// finish ends the publisher and hears what it tells.
func (p *publisher) finish() (t told, err error) {
	if err := p.in.Close(); err != nil {
		return t, err
	}
	for p.lines.Scan() {
		if err := json.Unmarshal(p.lines.Bytes(), &t); err != nil {
			return t, fmt.Errorf("hear what the publisher tells: %w", err)
		}
	}
	if err := p.cmd.Wait(); err != nil {
		return t, fmt.Errorf("publish: %w: %s", err, p.log.text)
	}
	return t, nil
}

// kill ends the publisher where finish did not.
func (p *publisher) kill() {
	_ = p.in.Close()
	if p.cmd.ProcessState == nil {
		_ = p.stop()
	}
}

// target is an agenda that is published again and again, and the pages that show it.
type target struct {
	meeting int
	agenda  gazette.Agenda
	at      int // the item whose purpose is changed
	pages   []string
}

// publishEverySecond publishes an edition of an agenda every second while it is told to be "on",
// looks at once whether the pages show it, and tells what it found when its input ends.
func publishEverySecond(ctx context.Context, folder, addr string, in io.Reader, out io.Writer) error {
	words := make(chan string)
	go func() {
		defer close(words)
		for lines := bufio.NewScanner(in); lines.Scan(); {
			words <- lines.Text()
		}
	}()
	reader, err := dial(ctx, addr)
	if err != nil {
		return err
	}
	defer reader.close()
	t := told{}
	err = withPress(ctx, folder, func(press *sqldb.Press) error {
		targets, err := findTargets(ctx, press)
		if err != nil {
			return err
		}
		for _, one := range targets {
			t.Pages = append(t.Pages, one.pages...)
		}
		return t.publish(ctx, press, reader, targets, words)
	})
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(t)
}

func (t *told) publish(ctx context.Context, press *sqldb.Press, reader *client, targets []target, words <-chan string) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	on := false
	for {
		select {
		case word, more := <-words:
			if !more {
				return nil
			}
			on = word == "on"
		case <-tick.C:
			if !on {
				continue
			}
			if err := t.act(ctx, press, reader, &targets[t.Acts%len(targets)]); err != nil {
				return err
			}
		}
	}
}

// findTargets takes the latest agendas on the record that bring issues before a body.
func findTargets(ctx context.Context, press *sqldb.Press) ([]target, error) {
	var all []target
	_, err := press.Act(ctx, later(0), func(ctx context.Context, act gazette.Act) error {
		highest, err := act.Next(ctx, gazette.KindMeeting)
		if err != nil {
			return err
		}
		for n := highest - 1; n > 0 && len(all) < 5; n-- {
			content, err := act.Latest(ctx, gazette.Subject{Kind: gazette.KindAgenda, Number: n})
			if errors.Is(err, council.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			agenda, _ := content.(gazette.Agenda)
			at := slices.IndexFunc(agenda.Items, func(i gazette.Item) bool { return len(i.Issues) > 0 && i.Openness != council.Exempt })
			if at < 0 || len(agenda.Items) > 30 {
				continue
			}
			all = append(all, target{meeting: n, agenda: agenda, at: at, pages: []string{
				fmt.Sprintf("/meetings/%d", n), fmt.Sprintf("/issues/%d", agenda.Items[at].Issues[0].Issue)}})
		}
		return nil
	})
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("no agenda brings an issue: %w", council.ErrNotFound)
	}
	return all, err
}

// act publishes one edition and looks at the pages that show it.
func (t *told) act(ctx context.Context, press *sqldb.Press, reader *client, to *target) error {
	mark := fmt.Sprintf("edition mark %d", 1_000_000+t.Acts)
	tags, err := tagsOf(reader, to.pages)
	if err != nil {
		return err
	}
	to.agenda.Items = slices.Clone(to.agenda.Items)
	to.agenda.Items[to.at].Purpose = council.InEnglish("To consider the " + mark + ".")
	began := time.Now()
	_, err = press.Act(ctx, later(t.Acts+1), func(ctx context.Context, act gazette.Act) error {
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindAgenda, Number: to.meeting}, to.agenda)
		return err
	})
	if err != nil {
		return err
	}
	t.Took = append(t.Took, float64(time.Since(began).Microseconds())/1000)
	t.Acts++
	for i, path := range to.pages {
		if err := t.look(reader, path, tags[i], mark); err != nil {
			return err
		}
	}
	return nil
}

// tagsOf reads the pages, so that they are kept as they are before the act, and gives their tags.
func tagsOf(reader *client, pages []string) ([]string, error) {
	var tags []string
	for _, path := range pages {
		r := ask(path, 200)
		got, err := reader.do(&r)
		if err != nil {
			return nil, err
		}
		tags = append(tags, got.header("Etag"))
	}
	return tags, nil
}

// look holds that a page shows the mark, whether it is asked for plainly, compressed, or by the
// tag it had before, which must not be taken for its tag now.
func (t *told) look(reader *client, path, tag, mark string) error {
	for _, header := range []string{"If-None-Match: " + tag, "Accept-Encoding: gzip", "Accept: text/html"} {
		r := ask(path, 200, header)
		got, err := reader.do(&r)
		t.Checks++
		if got.status == 304 {
			t.Stale = append(t.Stale, path+" is said to be what it was before "+mark)
			continue
		}
		if err != nil {
			return err
		}
		body := got.body
		if got.header("Content-Encoding") == "gzip" {
			if body, err = unpacked(body); err != nil {
				return err
			}
		}
		if !strings.Contains(string(body), mark) {
			t.Stale = append(t.Stale, path+" ("+header+") does not show "+mark)
		}
	}
	return nil
}

func unpacked(body []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
