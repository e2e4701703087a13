package site

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/page"
	"moothall/internal/paper"
	"moothall/internal/paper/pdf"
)

// Config is what the pages need.
type Config struct {
	Record    Record
	Log       Log
	Files     paper.Shelf // the public shelf
	Assets    *page.Assets
	Catalogue *page.Catalogue
	Now       func() time.Time
	Logger    *slog.Logger
	// CacheBytes is how much memory finished answers may take; 0 means none are kept.
	CacheBytes int64
}

// Site answers every public request.
type Site struct {
	record  Record
	log     Log
	files   paper.Shelf
	english *page.Words
	welsh   *page.Words
	look    page.Look
	now     func() time.Time
	logger  *slog.Logger
	cache   *cache
	mux     *http.ServeMux
	old     map[string]oldPage
	council atomic.Pointer[knownCouncil]
	press   *pdf.Press // what is printed when somebody asks for it
}

// knownCouncil is whose record it is, as it was at a generation of the record.
type knownCouncil struct {
	generation uint64
	council    gazette.Council
}

// New makes the handler of the public pages. Its error is page.ErrNotBuilt or names an asset that
// is missing.
func New(c Config) (*Site, error) {
	look, err := page.NewLook(c.Assets)
	if err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	press, err := pdf.NewPress()
	if err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	s := &Site{
		press: press, record: c.Record, log: c.Log, files: c.Files, look: look, now: c.Now, logger: c.Logger,
		english: c.Catalogue.In(council.English), welsh: c.Catalogue.In(council.Welsh),
		cache: newCache(c.CacheBytes), mux: http.NewServeMux(),
	}
	s.old = s.oldPages()
	s.mux.Handle("/assets/", c.Assets.Handler())
	for _, r := range s.routes() {
		s.handle(r)
	}
	// Browsers ask here for the icon of what is no page: a PDF in their viewer.
	s.mux.Handle("/favicon.ico", http.RedirectHandler(look.Icon, http.StatusFound))
	s.mux.HandleFunc("/", s.notFound)
	return s, nil
}

// today is the day it is where the council is.
func (s *Site) today() council.Day { return page.Today(s.now()) }

// whose is the council whose record it is: read once after each publication. Where the record names
// none yet it is zero.
func (s *Site) whose(ctx context.Context) (gazette.Council, error) {
	generation := s.record.Generation()
	if known := s.council.Load(); known != nil && known.generation == generation {
		return known.council, nil
	}
	c, err := s.record.Council(ctx)
	if err != nil && !isAbsent(err) {
		return gazette.Council{}, fmt.Errorf("whose record it is: %w", err)
	}
	s.council.Store(&knownCouncil{generation: generation, council: c.Content})
	return c.Content, nil
}
