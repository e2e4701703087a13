package paper

import (
	"context"
	"errors"
	"io"
	"sync"
)

// Batch puts many files on a shelf that are of use only together, such as all those of a new
// record. A folder then waits for its disk once, in Flush, and not four times for every file. Put
// may be called at the same time from anywhere.
type Batch struct {
	shelf  Shelf
	folder *FolderShelf // nil where the shelf is none
	mu     sync.Mutex
	kept   map[string]bool // by hash
}

// NewBatch begins a batch.
func NewBatch(s Shelf) *Batch {
	folder, _ := s.(*FolderShelf)
	return &Batch{shelf: s, folder: folder, kept: map[string]bool{}}
}

// Put keeps what r gives. It may be lost with the machine's power until Flush.
func (b *Batch) Put(ctx context.Context, r io.Reader) (Kept, error) {
	if b.folder == nil {
		return b.shelf.Put(ctx, r)
	}
	kept, err := b.folder.put(ctx, r, false)
	if err == nil {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.kept[kept.SHA256] = true
	}
	return kept, err
}

// Flush makes all that was put outlast a power cut.
func (b *Batch) Flush(ctx context.Context) error {
	if b.folder == nil {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return errors.Join(ctx.Err(), b.folder.flush(b.kept))
}
