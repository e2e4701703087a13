package site

import (
	"net/http"
	"strconv"
	"testing"
	"time"
)

func TestPrefersJSON(t *testing.T) {
	t.Parallel()
	for accept, want := range map[string]bool{
		"":                                 false,
		"*/*":                              false,
		"application/json":                 true,
		"application/json, text/html":      true,
		"text/html, application/json":      false,
		"text/html;q=0.5,application/json": true,
		"application/json;q=0, */*":        false,
		"application/json;q=0.1,text/html": false,
		"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": false,
		"application/json;q=x": true,
	} {
		r := &http.Request{Header: http.Header{"Accept": {accept}}}
		if got := prefersJSON(r); got != want {
			t.Errorf("%q: %v, want %v", accept, got, want)
		}
	}
}

func at(seconds int64) func() time.Time { return func() time.Time { return time.Unix(seconds, 0) } }

func page1000(status int) *answer { return &answer{status: status, body: make([]byte, 1000)} }

func TestCacheKeepsToItsBudget(t *testing.T) {
	t.Parallel()
	const budget = 1 << 20
	c := newCache(budget)
	for i := range 5000 {
		c.put("/issues/"+strconv.Itoa(i), 1, page1000(200))
		c.get("/issues/1", 1, at(0)) // kept, since it is asked for again and again
	}
	var size int64
	count := 0
	for i := range c.shards {
		size += c.shards[i].size
		count += len(c.shards[i].answers)
		if len(c.shards[i].answers) != len(c.shards[i].ring) {
			t.Errorf("shard %d: %d answers, %d in the ring", i, len(c.shards[i].answers), len(c.shards[i].ring))
		}
	}
	if size > budget || count < 200 {
		t.Errorf("%d answers of %d bytes in a budget of %d", count, size, budget)
	}
	if c.get("/issues/1", 1, at(0)) == nil {
		t.Error("what was asked for most is gone")
	}
	c.put("/huge", 1, &answer{body: make([]byte, budget)})
	if c.get("/huge", 1, at(0)) != nil {
		t.Error("an answer larger than its share is kept")
	}
}

func TestCacheForgetsWhatIsOld(t *testing.T) {
	t.Parallel()
	c := newCache(1 << 20)
	c.put("/a", 1, page1000(200))
	if c.get("/a", 1, at(0)) == nil {
		t.Error("not kept")
	}
	if c.get("/a", 2, at(0)) != nil {
		t.Error("stale after a publication")
	}
	c.put("/a", 2, page1000(200))
	c.put("/a", 1, page1000(201)) // made before the publication, and late
	if a := c.get("/a", 2, at(0)); a != nil && a.status != 200 {
		t.Error("an answer made before a publication is given after it")
	}
	daily := page1000(200)
	daily.until = 100
	c.put("/today", 2, daily)
	if c.get("/today", 2, at(99)) == nil || c.get("/today", 2, at(100)) != nil {
		t.Error("a page about today must last to midnight and no longer")
	}
	none := newCache(0)
	none.put("/a", 1, page1000(200))
	if none.get("/a", 1, at(0)) != nil {
		t.Error("a cache without a budget keeps answers")
	}
}
