package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"net"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// request is a request whose bytes are made beforehand, with the answer that it must get.
type request struct {
	path   string
	wire   []byte
	status int
	size   int    // bytes of the body; -1 where any size will do
	sum    uint32 // of the body, where size is not -1
}

// ask makes a request that must be answered with the status and any body.
func ask(path string, status int, headers ...string) request {
	var b bytes.Buffer
	fmt.Fprintf(&b, "GET %s HTTP/1.1\r\nHost: bench\r\n", path)
	for _, h := range headers {
		b.WriteString(h + "\r\n")
	}
	b.WriteString("\r\n")
	return request{path: path, wire: b.Bytes(), status: status, size: -1}
}

// expecting is the request with the one body that it must get from now on.
func (r request) expecting(body []byte) request {
	r.size, r.sum = len(body), crc32.Checksum(body, castagnoli())
	return r
}

// castagnoli gives the table of the checksum that the processor computes; the library makes it once.
func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// reply is a server's answer. Its slices are the client's buffer: they hold until its next request.
type reply struct {
	status int
	head   []byte
	body   []byte
}

// header is the value of a header, empty where there is none.
func (r reply) header(name string) string {
	_, rest, found := bytes.Cut(r.head, []byte("\r\n"+name+": "))
	if !found {
		return ""
	}
	value, _, _ := bytes.Cut(rest, []byte("\r\n"))
	return string(value)
}

// client is one connection that is kept alive, with one request under way at a time. It does as
// little as can be done while looking at every byte that comes back.
type client struct {
	conn  net.Conn
	buf   []byte
	table *crc32.Table
}

func dial(ctx context.Context, addr string) (*client, error) {
	conn, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("reach the server at %s: %w", addr, err)
	}
	return &client{conn: conn, buf: make([]byte, 256<<10), table: castagnoli()}, nil
}

func (c *client) close() { _ = c.conn.Close() }

// errWrong is a wrong answer, as against one that never came.
var errWrong = errors.New("wrong answer")

// do sends the request and reads the whole answer. The error wraps errWrong where the answer is
// not the one that was asked for.
func (c *client) do(r *request) (reply, error) {
	if err := c.conn.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		return reply{}, err
	}
	if _, err := c.conn.Write(r.wire); err != nil {
		return reply{}, fmt.Errorf("ask for %s: %w", r.path, err)
	}
	got, err := c.read()
	if err != nil {
		return got, fmt.Errorf("read the answer to %s: %w", r.path, err)
	}
	switch {
	case got.status != r.status:
		return got, fmt.Errorf("%s: status %d, not %d: %w", r.path, got.status, r.status, errWrong)
	case r.size >= 0 && len(got.body) != r.size:
		return got, fmt.Errorf("%s: %d bytes, not %d: %w", r.path, len(got.body), r.size, errWrong)
	case r.size >= 0 && crc32.Checksum(got.body, c.table) != r.sum:
		return got, fmt.Errorf("%s: other bytes than before: %w", r.path, errWrong)
	}
	return got, nil
}

func (c *client) read() (reply, error) {
	filled, end := 0, -1
	for end < 0 {
		if filled == len(c.buf) {
			return reply{}, fmt.Errorf("headers of more than %d bytes: %w", filled, errWrong)
		}
		n, err := c.conn.Read(c.buf[filled:])
		if err != nil {
			return reply{}, err
		}
		filled += n
		end = bytes.Index(c.buf[:filled], []byte("\r\n\r\n"))
	}
	got := reply{head: c.buf[:end+2]}
	got.status, _ = strconv.Atoi(string(got.head[9:12]))
	length, err := got.length()
	if err != nil {
		return got, err
	}
	total := end + 4 + length
	if total > len(c.buf) {
		c.buf = slices.Grow(c.buf[:filled], total-filled)[:total]
		got.head = c.buf[:end+2]
	}
	if filled < total {
		n, err := io.ReadFull(c.conn, c.buf[filled:total])
		if err != nil {
			return got, err
		}
		filled += n
	}
	if filled != total {
		return got, fmt.Errorf("%d bytes after the end of the body: %w", filled-total, errWrong)
	}
	got.body = c.buf[end+4 : total]
	return got, nil
}

// length is how many bytes of body follow.
func (r reply) length() (int, error) {
	if r.status == 304 {
		return 0, nil
	}
	n, err := strconv.Atoi(r.header("Content-Length"))
	if err != nil || n < 0 {
		return 0, fmt.Errorf("an answer that does not say how long it is: %w", errWrong)
	}
	return n, nil
}

// connections are how many requests are under way at once, so that the server always has one more
// to turn to.
const connections = 8

// crowd is several clients of one server.
type crowd []*client

func gather(ctx context.Context, addr string) (crowd, error) {
	var c crowd
	for range connections {
		one, err := dial(ctx, addr)
		if err != nil {
			c.close()
			return nil, err
		}
		c = append(c, one)
	}
	return c, nil
}

func (c crowd) close() {
	for _, one := range c {
		one.close()
	}
}

// each gives the requests to the clients, each to whichever is free, until all are done, one of
// them fails, or time is up; and says how many were done. seen, where given, is called with each
// answer, by several goroutines at once.
func (c crowd) each(ctx context.Context, requests []request, seen func(i int, got reply)) (int, error) {
	var next, done atomic.Int64
	errs := make([]error, len(c))
	var all sync.WaitGroup
	for k, one := range c {
		all.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(requests) {
					return
				}
				got, err := one.do(&requests[i])
				if err != nil {
					errs[k] = err
					next.Store(int64(len(requests)))
					return
				}
				done.Add(1)
				if seen != nil {
					seen(i, got)
				}
			}
		})
	}
	all.Wait()
	return int(done.Load()), errors.Join(errs...)
}

// shuffled is n of the requests, drawn at random but always the same for one seed.
func shuffled(requests []request, n int, seed uint64) []request {
	rng := rand.New(rand.NewPCG(seed, 1))
	drawn := make([]request, n)
	for i := range drawn {
		drawn[i] = requests[rng.IntN(len(requests))]
	}
	return drawn
}
