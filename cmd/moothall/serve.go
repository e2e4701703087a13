package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"net/http"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"

	"moothall/internal/page"
	"moothall/internal/site"
	"moothall/internal/sqldb"
)

type serveCommand struct {
	recordFlags
	deskFlags
	Addr    string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen. If the port is taken, the next free one is used; port 0 is any free one."`
	CacheMB int    `name:"cache-mb" default:"64" placeholder:"MB" help:"How much memory finished pages may take; 0 keeps none."`
}

// Run serves until it is told to stop, then lets requests under way finish, for a while.
func (c serveCommand) Run(s surroundings) error {
	c.boundMemory()
	handler, work, closeRecord, err := c.house(s)
	if err != nil {
		return err
	}
	defer closeRecord()
	listener, err := listen(s.ctx, c.Addr)
	if err != nil {
		return err
	}
	// One limit for reading headers and all: each that differs is set anew at every request.
	server := &http.Server{Handler: handler, ReadTimeout: 30 * time.Second, WriteTimeout: 5 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(site.Whole(listener)) }()
	_, _ = fmt.Fprintf(s.out, "The record is at http://%s\nIt is public: nobody signs in to read it. Stop with Ctrl-C.\n", listener.Addr())
	if work != nil {
		_, port, _ := net.SplitHostPort(listener.Addr().String())
		work.greet(s.out, c.Origin, port)
		go work.deliver(s)
		go work.sweep(s)
		go work.remind(s)
		go work.runner.Run(s.ctx)
	}
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-s.ctx.Done():
	}
	return stop(s.ctx, server)
}

// patience is how long requests under way may take once the program is told to stop. Whoever has
// stopped reading what they asked for would keep it for ever.
const patience = 8 * time.Second

// stop lets requests under way finish, and breaks off those that do not.
func stop(ctx context.Context, server *http.Server) error {
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	err := server.Shutdown(stopping)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close()
	}
	if err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}

// besides is how many MB the heap may take besides the kept pages. The program itself and SQLite's
// memory, which Go does not count, come to about 60 more.
const besides = 44

// boundMemory lets the heap grow to several times what is in use, since a page made for one reader is
// garbage at once, but to no more than the kept pages and what the program needs besides. Whoever
// set GOMEMLIMIT knows better.
func (c serveCommand) boundMemory() {
	if debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return
	}
	debug.SetMemoryLimit(int64(c.CacheMB+besides) << 20)
	debug.SetGCPercent(400)
}

// house opens the record to read, and makes the pages of it; with the desk, unless that stays closed.
func (c serveCommand) house(s surroundings) (handler http.Handler, work *workplace, closeAll func(), err error) {
	open, err := c.opens(s)
	if err != nil {
		return nil, nil, nil, err
	}
	assets, err := page.LoadAssets()
	if err != nil {
		return nil, nil, nil, err
	}
	catalogue, err := page.LoadCatalogue()
	if err != nil {
		return nil, nil, nil, err
	}
	reader, public, err := c.site(s, assets, catalogue)
	if err != nil {
		return nil, nil, nil, err
	}
	closeReader := func() { _ = reader.Close() }
	if !open {
		return public, nil, closeReader, nil
	}
	if work, err = c.openDesk(s, assets, catalogue, reader); err != nil {
		closeReader()
		return nil, nil, nil, err
	}
	return withDesk(public, work.handler, work.screens), work, func() { work.close(); closeReader() }, nil
}

// site opens the record to read and makes the public pages of it. Nothing that can write is opened.
func (c serveCommand) site(s surroundings, assets *page.Assets, catalogue *page.Catalogue) (*sqldb.Reader, http.Handler, error) {
	shelf, err := c.shelf(s.ctx)
	if err != nil {
		return nil, nil, err
	}
	reader, err := c.reader(s)
	if err != nil {
		return nil, nil, err
	}
	handler, err := site.New(site.Config{Record: reader, Log: reader, Files: shelf, Assets: assets, Catalogue: catalogue,
		Now: s.now, Logger: s.log, CacheBytes: int64(c.CacheMB) << 20})
	if err != nil {
		return nil, nil, errors.Join(err, reader.Close())
	}
	return reader, handler, nil
}

// portsTried bounds the search for a free port.
const portsTried = 50

// listen listens at the address, or at the next free port after it.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	host, portText, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("read the address to listen at (write it as 127.0.0.1:8080): %w", err)
	}
	port, err := strconv.Atoi(portText)
	if err != nil {
		return nil, fmt.Errorf("read the port to listen at (write it as 127.0.0.1:8080): %w", err)
	}
	var config net.ListenConfig
	for p := port; p < port+portsTried; p++ {
		listener, err := config.Listen(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(p)))
		if err == nil {
			return listener, nil
		}
		if port == 0 || !errors.Is(err, syscall.EADDRINUSE) {
			return nil, fmt.Errorf("listen at %s: %w", addr, err)
		}
	}
	return nil, fmt.Errorf("every port from %d to %d is taken: choose another with --addr: %w", port, port+portsTried-1, syscall.EADDRINUSE)
}
