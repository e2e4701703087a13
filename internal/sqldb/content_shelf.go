package sqldb

import "moothall/internal/gazette"

// contentShelf keeps decoded latest editions between acts, since an account is composed from many
// of them. It forgets all when another process has published meanwhile, and the older half when
// it is full.
type contentShelf struct {
	size     int64 // of the log that the contents are as of; -1 for not known
	new, old map[gazette.Subject]gazette.Edition
}

// shelfHalf bounds each half of the shelf, in editions.
const shelfHalf = 4000

func newContentShelf() *contentShelf {
	return &contentShelf{size: -1, new: map[gazette.Subject]gazette.Edition{}}
}

// asOf says how large the log is that contents put from now on belong to; what was kept as of any
// other size is forgotten.
func (s *contentShelf) asOf(size int64) {
	if s.size != size {
		s.new, s.old = map[gazette.Subject]gazette.Edition{}, nil
	}
	s.size = size
}

// grown says that the log has grown to size by what the holder of the shelf has put itself.
func (s *contentShelf) grown(size int64) { s.size = size }

func (s *contentShelf) get(subject gazette.Subject) (gazette.Edition, bool) {
	if e, ok := s.new[subject]; ok {
		return e, true
	}
	e, ok := s.old[subject]
	if ok {
		s.put(subject, e)
	}
	return e, ok
}

func (s *contentShelf) put(subject gazette.Subject, e gazette.Edition) {
	if len(s.new) >= shelfHalf {
		s.old, s.new = s.new, make(map[gazette.Subject]gazette.Edition, shelfHalf)
	}
	s.new[subject] = e
}

func (s *contentShelf) drop(subject gazette.Subject) {
	delete(s.new, subject)
	delete(s.old, subject)
}
