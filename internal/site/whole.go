package site

import (
	"io"
	"net"
	"sync"
)

// Whole makes a listener whose connections send an answer in as few calls of the system as they can.
// net/http gathers 4 KB and sends them ahead of the rest of a page, which costs the server and the
// network a seventh more than to send both at once.
func Whole(l net.Listener) net.Listener { return wholeListener{l} }

type wholeListener struct{ net.Listener }

// Accept implements net.Listener.
func (l wholeListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if tcp, ok := conn.(*net.TCPConn); ok {
		return &wholeConn{TCPConn: tcp}, err
	}
	return conn, err
}

// gathered is how much net/http gathers before it sends (bufio's default).
const gathered = 4 << 10

// wholeConn holds back what net/http sends because its buffer was full, and nothing else, until the
// rest of the answer comes. Where none does, it goes before the next request is read.
type wholeConn struct {
	*net.TCPConn
	mu   sync.Mutex
	held []byte // gathered bytes, or none
}

// Write implements net.Conn. An error of what was held is told with the write after it.
func (c *wholeConn) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case len(c.held) > 0:
		both := net.Buffers{c.held, p}
		n, err := both.WriteTo(c.TCPConn)
		n = max(0, n-int64(len(c.held)))
		c.held = c.held[:0]
		return int(n), err
	case len(p) == gathered:
		c.held = append(c.held, p...)
		return len(p), nil
	}
	return c.TCPConn.Write(p)
}

// release sends what is held.
func (c *wholeConn) release() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.held) == 0 {
		return nil
	}
	_, err := c.TCPConn.Write(c.held)
	c.held = c.held[:0]
	return err
}

// Read implements net.Conn.
func (c *wholeConn) Read(p []byte) (int, error) {
	if err := c.release(); err != nil {
		return 0, err
	}
	return c.TCPConn.Read(p)
}

// ReadFrom implements io.ReaderFrom, by which net/http sends files.
func (c *wholeConn) ReadFrom(r io.Reader) (int64, error) {
	if err := c.release(); err != nil {
		return 0, err
	}
	return c.TCPConn.ReadFrom(r)
}

// CloseWrite tells the reader that nothing more comes.
func (c *wholeConn) CloseWrite() error {
	if err := c.release(); err != nil {
		return err
	}
	return c.TCPConn.CloseWrite()
}

// Close implements net.Conn. It does not wait for a write under way, which it may be called to end.
func (c *wholeConn) Close() error {
	if c.mu.TryLock() {
		if len(c.held) > 0 {
			_, _ = c.TCPConn.Write(c.held) // an error here is a reader who went away
		}
		c.held = c.held[:0]
		c.mu.Unlock()
	}
	return c.TCPConn.Close()
}
