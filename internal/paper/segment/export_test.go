package segment

import (
	"bytes"
	"context"
	"strconv"
	"testing"
)

// PrepareSound is Prepare for papers that need not be mended.
func PrepareSound(ctx context.Context, content []byte, o Order) (Index, [][]byte, error) {
	f, err := open(content)
	if err != nil {
		return Index{}, nil, err
	}
	return build(ctx, f, o)
}

// Unpacked gives what is in a segment's object streams, for tests.
func Unpacked(t *testing.T, data []byte, x Index) string {
	t.Helper()
	var all bytes.Buffer
	for i := range x.Count {
		row := x.Rows[rowSize*i:]
		if row[0] != 1 {
			continue
		}
		f := &file{b: data, packs: map[int]*objects{}}
		at := int(row[1])<<24 | int(row[2])<<16 | int(row[3])<<8 | int(row[4])
		value, stream, err := f.at(at, x.First+i)
		if err != nil {
			t.Fatalf("object %d: %v", x.First+i, err)
		}
		d := value.dict()
		if d["Type"].name() != "ObjStm" {
			continue
		}
		unpacked, err := f.unpack(d, stream)
		if err != nil {
			t.Fatal(err)
		}
		first, err := strconv.Atoi(string(d["First"]))
		if err != nil {
			t.Fatal(err)
		}
		all.Write(unpacked[first:])
	}
	return all.String()
}
