package segment

import (
	"bytes"
	"compress/zlib"
	"io"

	"moothall/internal/paper/doc"
)

// unpack undoes the compression of a stream of the file's own structure.
func (f *file) unpack(d dict, stream []byte) ([]byte, error) {
	filter, parms := d["Filter"], d["DecodeParms"]
	if all := filter.array(); len(all) == 1 {
		filter = all[0]
		if p := parms.array(); len(p) == 1 {
			parms = p[0]
		}
	}
	data := stream
	switch {
	case filter == nil:
		return stream, nil
	case filter.name() == "FlateDecode" || filter.name() == "Fl":
		r, err := zlib.NewReader(bytes.NewReader(stream))
		if err != nil {
			return nil, broken("a compressed stream (%v)", err)
		}
		if data, err = io.ReadAll(io.LimitReader(r, int64(mostUnpacked-f.unpacked))); err != nil {
			return nil, broken("a compressed stream (%v)", err)
		}
	default:
		return nil, broken("compression %q", filter)
	}
	if f.unpacked += len(data); f.unpacked >= mostUnpacked {
		return nil, doc.ErrTooLarge
	}
	return unpredict(data, parms.dict())
}

// unpredict undoes PNG's prediction of rows (7.4.4.4).
func unpredict(data []byte, parms dict) ([]byte, error) {
	predictor, _ := parms["Predictor"].integer()
	if predictor < 2 {
		return data, nil
	}
	columns, ok := parms["Columns"].integer()
	if !ok {
		columns = 1
	}
	colors, _ := parms["Colors"].integer()
	if predictor < 10 || columns < 1 || columns > 1<<16 || colors > 1 {
		return nil, broken("prediction %d of %d columns", predictor, columns)
	}
	above := make([]byte, columns)
	out := data[:0]
	for len(data) > columns {
		row := data[1 : columns+1]
		switch kind := data[0]; kind {
		case 0:
		case 2:
			for i := range row {
				row[i] += above[i]
			}
		case 1:
			for i := 1; i < len(row); i++ {
				row[i] += row[i-1]
			}
		default:
			return nil, broken("prediction of row by %d", kind)
		}
		copy(above, row)
		out = append(out, row...)
		data = data[columns+1:]
	}
	return out, nil
}
