package pack

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"moothall/internal/paper/segment"
)

// store keeps prepared segments in a folder. Each has object numbers and keys of its own, which its
// file is named after; so a pack is made again by putting the same bytes behind one another,
// whichever papers have changed or moved.
//
// A file holds the segment's data, its index as JSON, the length of the index in eight bytes (the
// most significant first) and a mark.
type store struct {
	folder  string
	variant string // what preparing depends on besides the paper
	kept    map[string]named
	used    map[string]bool // files
	object  int             // next number that is free
	key     int
}

// named is what the name of a segment's file says.
type named struct {
	file                     string
	first, count, key, nkeys int
}

const (
	mark   = "MHSEG01\n"
	suffix = ".segment"
	// roomy is as many numbers as a folder may use up before it is begun anew: half of what readers
	// of PDF take.
	roomy = 4_000_000
)

func openStore(folder string, scan string) (*store, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("folder of segments: %w", err)
	}
	sum := sha256.Sum256([]byte(mark + scan))
	s := &store{folder: folder, variant: hex.EncodeToString(sum[:4]), kept: map[string]named{}, used: map[string]bool{},
		object: segment.FirstFree}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("folder of segments: %w", err)
	}
	for _, e := range entries {
		if name, n, ok := parseName(e.Name()); ok {
			s.kept[name] = n
			s.object, s.key = max(s.object, n.first+n.count), max(s.key, n.key+n.nkeys)
		}
	}
	if s.object > roomy || s.key > roomy {
		s.kept, s.object, s.key = map[string]named{}, segment.FirstFree, 0
	}
	return s, nil
}

// name is what a paper's segment is kept under. A paper that is in the pack more than once has a
// segment each time.
func (s *store) name(sha string, time int) string {
	return sha + "." + s.variant + "." + strconv.Itoa(time)
}

func parseName(file string) (string, named, bool) {
	base, ok := strings.CutSuffix(file, suffix)
	parts := strings.Split(base, ".")
	if !ok || len(parts) != 7 {
		return "", named{}, false
	}
	n := named{file: file}
	for i, to := range []*int{&n.first, &n.count, &n.key, &n.nkeys} {
		v, err := strconv.Atoi(parts[3+i])
		if err != nil || v < 0 {
			return "", named{}, false
		}
		*to = v
	}
	return strings.Join(parts[:3], "."), n, true
}

// load opens a segment that is kept. One that cannot be read is as one that is not there.
func (s *store) load(name string) (segment.Index, *os.File, bool) {
	n, ok := s.kept[name]
	if !ok {
		return segment.Index{}, nil, false
	}
	f, err := os.Open(filepath.Join(s.folder, n.file))
	if err != nil {
		return segment.Index{}, nil, false
	}
	x, err := readIndex(f)
	if err != nil || x.First != n.first || x.Count != n.count || x.Key != n.key || x.Keys != n.nkeys {
		_ = f.Close()
		return segment.Index{}, nil, false
	}
	s.used[n.file] = true
	return x, f, true
}

func readIndex(f *os.File) (x segment.Index, err error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return x, err
	}
	const foot = 8 + len(mark)
	b := make([]byte, foot)
	if _, err := f.ReadAt(b, size-int64(foot)); err != nil {
		return x, err
	}
	n := int64(binary.BigEndian.Uint64(b))
	if string(b[8:]) != mark || n < 0 || n > size-int64(foot) {
		return x, errors.New("not a segment")
	}
	b = make([]byte, n)
	if _, err := f.ReadAt(b, size-int64(foot)-n); err != nil {
		return x, err
	}
	if err := json.Unmarshal(b, &x); err != nil {
		return x, err
	}
	if x.Bytes != size-int64(foot)-n {
		return x, errors.New("a segment cut off")
	}
	_, err = f.Seek(0, io.SeekStart)
	return x, err
}

// save has a segment prepared under the next free numbers, and keeps it.
func (s *store) save(ctx context.Context, name string, o segment.Order, prepare func(context.Context, segment.Order, io.Writer) (segment.Index, error)) (segment.Index, *os.File, error) {
	f, err := os.CreateTemp(s.folder, "new-*")
	if err != nil {
		return segment.Index{}, nil, fmt.Errorf("keep segment: %w", err)
	}
	o.First, o.Key = s.object, s.key
	x, err := prepare(ctx, o, f)
	if err == nil {
		err = s.keep(name, f, x)
	}
	if err != nil {
		_ = f.Close()
		_ = os.Remove(f.Name())
		return segment.Index{}, nil, err
	}
	s.take(x)
	return x, f, nil
}

// keep gives a segment's file its end and its name.
func (s *store) keep(name string, f *os.File, x segment.Index) error {
	if err := s.seal(f, x); err != nil {
		return fmt.Errorf("keep segment: %w", err)
	}
	file := fmt.Sprintf("%s.%d.%d.%d.%d%s", name, x.First, x.Count, x.Key, x.Keys, suffix)
	if err := os.Rename(f.Name(), filepath.Join(s.folder, file)); err != nil {
		return fmt.Errorf("keep segment: %w", err)
	}
	s.used[file] = true
	return nil
}

// seal ends a segment's file, and goes back to its beginning.
func (s *store) seal(f *os.File, x segment.Index) error {
	b, err := json.Marshal(x)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	for _, part := range [][]byte{b, binary.BigEndian.AppendUint64(nil, uint64(len(b))), []byte(mark)} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = f.Seek(0, io.SeekStart)
	return err
}

// take marks a segment's numbers as taken.
func (s *store) take(x segment.Index) {
	s.object, s.key = max(s.object, x.First+x.Count), max(s.key, x.Key+x.Keys)
}

// sweep removes what the pack did not use: papers that were replaced or withdrawn do not stay.
func (s *store) sweep() error {
	entries, err := os.ReadDir(s.folder)
	if err != nil {
		return fmt.Errorf("sweep segments: %w", err)
	}
	for _, e := range entries {
		if s.used[e.Name()] || !strings.HasSuffix(e.Name(), suffix) && !strings.HasPrefix(e.Name(), "new-") {
			continue
		}
		if err := os.Remove(filepath.Join(s.folder, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("sweep segments: %w", err)
		}
	}
	return nil
}

// own prepares a document that Moothall printed itself.
func own(ctx context.Context, printed []byte, o segment.Order) (segment.Index, io.Reader, error) {
	x, chunks, err := segment.Prepare(ctx, printed, o)
	if err != nil {
		return x, nil, fmt.Errorf("prepare own page: %w", err)
	}
	return x, bytes.NewReader(bytes.Join(chunks, nil)), nil
}
