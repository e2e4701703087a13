package site_test

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"moothall/internal/site"
)

// wholeServer answers with as many bytes as the path says, after as many flushes as the query.
func wholeServer(t *testing.T) (server *http.Server, address string) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server = &http.Server{ReadTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.URL.Path[1:])
		body := bytes.Repeat([]byte("moothall"), n/8+1)[:n]
		if r.URL.RawQuery == "" {
			w.Header().Set("Content-Length", strconv.Itoa(n))
		} else {
			_ = http.NewResponseController(w).Flush()
		}
		_, _ = w.Write(body)
	})}
	go func() { _ = server.Serve(site.Whole(l)) }()
	t.Cleanup(func() { _ = server.Close() })
	return server, "http://" + l.Addr().String()
}

// TestAnswersOfEveryLengthArriveWhole walks the lengths around those at which net/http's buffer is
// full, over a connection that is kept alive.
func TestAnswersOfEveryLengthArriveWhole(t *testing.T) {
	t.Parallel()
	_, address := wholeServer(t)
	client := &http.Client{Timeout: 5 * time.Second}
	for n := range 9000 {
		path := "/" + strconv.Itoa(n)
		if n%2 == 1 {
			path += "?flush"
		}
		r, err := client.Get(address + path)
		if err != nil {
			t.Fatalf("%d bytes: %v", n, err)
		}
		body, err := io.ReadAll(r.Body)
		_ = r.Body.Close()
		if err != nil || len(body) != n || !strings.HasPrefix(strings.Repeat("moothall", n/8+1), string(body)) {
			t.Fatalf("%d bytes came as %d (%v)", n, len(body), err)
		}
	}
}

// TestAStuckReaderDoesNotKeepTheServer closes a server while it writes to somebody who does not read.
func TestAStuckReaderDoesNotKeepTheServer(t *testing.T) {
	t.Parallel()
	server, address := wholeServer(t)
	stuck, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(address, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stuck.Close() }()
	if _, err := io.WriteString(stuck, "GET /100000000 HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(stuck, make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond) // until the system's buffers are full
	closed := make(chan error, 1)
	go func() { closed <- server.Close() }()
	select {
	case err := <-closed:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("the server waits for somebody who does not read")
	}
}
