package site

import (
	"bytes"
	"hash/maphash"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// cache keeps finished answers in memory, each for as long as the record stays at the generation it
// was read from. It is cut into shards so that readers do not wait for one another. Where its
// budget is spent, answers that were not asked for since the hand last passed go first (the clock
// algorithm).
type cache struct {
	shards [shardCount]shard
	seed   maphash.Seed
	budget int64 // bytes per shard
}

const (
	shardCount = 16
	// mostKept is how large an answer may be, as a share of a shard's budget.
	mostKept = 4
	// overhead is what an answer costs in memory besides its body, about.
	overhead = 1024
)

// shard is a part of the cache. All its answers are of one generation.
type shard struct {
	mu         sync.RWMutex
	generation uint64
	answers    map[string]*kept
	ring       []*kept
	hand       int
	size       int64
}

// kept is an answer in a shard.
type kept struct {
	key  string
	a    *answer
	cost int64
	used atomic.Bool
}

func newCache(budget int64) *cache {
	c := &cache{seed: maphash.MakeSeed(), budget: budget / shardCount}
	for i := range c.shards {
		c.shards[i].answers = map[string]*kept{}
	}
	return c
}

func (c *cache) shard(key string) *shard {
	return &c.shards[maphash.String(c.seed, key)%shardCount]
}

// answer writes the answer that is kept for the request, if one is: found by the address as given,
// so that nothing has to be taken apart.
func (c *cache) answer(w http.ResponseWriter, r *http.Request, generation uint64, now func() time.Time) bool {
	if (r.Method != http.MethodGet && r.Method != http.MethodHead) || r.URL.RawPath != "" {
		return false
	}
	key := r.URL.Path
	if mentionsJSON(r) && prefersJSON(r) {
		return false
	}
	if r.URL.RawQuery != "" {
		key += "?" + r.URL.RawQuery
	}
	a := c.get(key, generation, now)
	if a == nil {
		return false
	}
	a.write(w, r)
	return true
}

// get is the answer that is kept, nil where there is none that holds.
func (c *cache) get(key string, generation uint64, now func() time.Time) *answer {
	s := c.shard(key)
	s.mu.RLock()
	k := s.answers[key]
	fresh := s.generation == generation
	s.mu.RUnlock()
	if k == nil || !fresh || !k.a.holds(now) {
		return nil
	}
	if !k.used.Load() {
		k.used.Store(true)
	}
	return k.a
}

// put keeps an answer that was made from the generation, and drops all that were made from another.
// Generations have no order: an answer that was long in the making may drop newer ones, which are
// then made again, and is itself never given, since the record is not at its generation any more.
func (c *cache) put(key string, generation uint64, a *answer) {
	// The packed copy is paid for in advance.
	cost := int64(len(a.body)) + int64(len(a.body))/3 + int64(len(key)) + overhead
	if cost > c.budget/mostKept {
		return
	}
	a.body = bytes.Clone(a.body) // it stands in a buffer that others will write to
	s := c.shard(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	if generation != s.generation {
		s.empty(generation)
	}
	if old := s.answers[key]; old != nil {
		s.size += cost - old.cost
		old.a, old.cost = a, cost
		return
	}
	for s.size+cost > c.budget {
		s.evict()
	}
	k := &kept{key: key, a: a, cost: cost}
	s.answers[key] = k
	s.ring = append(s.ring, k)
	s.size += cost
}

func (s *shard) empty(generation uint64) {
	clear(s.answers)
	clear(s.ring)
	s.ring, s.hand, s.size, s.generation = s.ring[:0], 0, 0, generation
}

// evict removes the first answer after the hand that was not used since the hand last passed it.
func (s *shard) evict() {
	for {
		if s.hand >= len(s.ring) {
			s.hand = 0
		}
		k := s.ring[s.hand]
		if k.used.Swap(false) {
			s.hand++
			continue
		}
		last := len(s.ring) - 1
		s.ring[s.hand], s.ring[last] = s.ring[last], nil
		s.ring = s.ring[:last]
		delete(s.answers, k.key)
		s.size -= k.cost
		return
	}
}
