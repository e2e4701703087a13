package balance

// level moves seats on the ordinary committees until their totals, by column, are those asked for,
// or nothing more can be moved. Each round takes the cheapest way from somebody with too many to
// somebody with too few, over others in between where that costs less, so that of all tables with
// these totals the one that comes out is nearest to proportion on each body (it is the successive
// shortest path of a flow whose costs are convex).
func (t *table) level(totals []int) {
	for {
		over := t.totals()
		for i, n := range totals {
			over[i] -= n
		}
		path := t.way(over)
		if path == nil {
			return
		}
		for i := range path[:len(path)-1] {
			row, elsewhere := t.where(path[i], path[i+1])
			t.apply(row, path[i], path[i+1], TotalProportional, elsewhere)
		}
	}
}

// reach is how a column is reached: from which other, at what cost.
type reach struct {
	known bool
	cost  int
	from  int // -1 at the start
}

// way is the cheapest row of columns, each giving a seat to the next, from one that has too many to
// one that has too few; nil where there is none. Of equally cheap ones it is a shortest.
func (t *table) way(over []int) []int {
	reached := make([]reach, len(over))
	for i, n := range over {
		if n > 0 {
			reached[i] = reach{known: true, from: -1}
		}
	}
	for range over {
		reached = t.further(reached)
	}
	best := -1
	for i, n := range over {
		if n < 0 && reached[i].known && (best < 0 || reached[i].cost < reached[best].cost) {
			best = i
		}
	}
	var path []int
	for at := best; at >= 0; at = reached[at].from {
		path = append([]int{at}, path...)
	}
	return path
}

// further is what is reached with one move more.
func (t *table) further(before []reach) []reach {
	after := append([]reach(nil), before...)
	for from, b := range before {
		for to := range before {
			if row, _ := t.where(from, to); b.known && row >= 0 {
				if cost := b.cost + t.cost(row, from, to); !after[to].known || cost < after[to].cost {
					after[to] = reach{known: true, cost: cost, from: from}
				}
			}
		}
	}
	return after
}

// where is the ordinary committee on which a seat is moved at least cost, -1 for none, and those on
// which it would cost no more.
func (t *table) where(from, to int) (int, []string) {
	best := -1
	var elsewhere []string
	for row, b := range t.bodies {
		if b.Scope != Ordinary || !t.may(row, from, to) {
			continue
		}
		switch {
		case best < 0 || t.cost(row, from, to) < t.cost(best, from, to):
			best, elsewhere = row, nil
		case t.cost(row, from, to) == t.cost(best, from, to):
			elsewhere = append(elsewhere, b.Name)
		}
	}
	return best, elsewhere
}
