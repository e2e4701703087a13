package segment

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"moothall/internal/paper/doc"
)

// mended is a PDF that pdfcpu reads whole: one that is encrypted with an empty password, or that is
// damaged in a way that can be made good.
type mended struct{ table *model.Context }

// Bits of the permissions of an encrypted file (ISO 32000-1, table 22).
const (
	mayModify   = 1 << 3
	mayAssemble = 1 << 10
)

// mend reads a PDF with pdfcpu.
func mend(ctx context.Context, content []byte) (source, error) {
	limits := model.DefaultResourceLimits()
	limits.MaxObjectCount, limits.MaxXRefEntries = mostObjects, mostObjects
	table, err := pdfcpu.ReadWithContext(ctx, bytes.NewReader(content), &model.Configuration{
		Reader15: true, ValidationMode: model.ValidationRelaxed, Offline: true, Limits: limits,
	})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, pdfcpu.ErrWrongPassword):
		return nil, doc.ErrEncrypted
	case errors.Is(err, pdfcpu.ErrUnsupportedEncryptionFeature), errors.Is(err, pdfcpu.ErrMalformedEncryption):
		return nil, fmt.Errorf("%w: %w", doc.ErrEncrypted, err)
	case err != nil:
		return nil, broken("%v", err)
	case table.Root == nil:
		return nil, broken("no catalogue")
	case table.E != nil && table.E.P&(mayModify|mayAssemble) == 0:
		return nil, ErrLocked
	}
	return mended{table}, nil
}

func (m mended) trailer() dict {
	d := dict{"Root": raw(m.table.Root.PDFString())}
	if m.table.Info != nil {
		d["Info"] = raw(m.table.Info.PDFString())
	}
	return d
}

// object implements source.
func (m mended) object(n int) (raw, []byte, error) {
	e, ok := m.table.Table[n]
	if !ok || e == nil || e.Free || e.Object == nil {
		return raw("null"), nil, nil
	}
	switch o := e.Object.(type) {
	case types.StreamDict:
		data := o.Raw
		if data == nil {
			data = []byte{}
		}
		return raw(o.Dict.PDFString()), data, nil
	case types.ObjectStreamDict, types.XRefStreamDict:
		return raw("null"), nil, nil
	default:
		return raw(o.PDFString()), nil, nil
	}
}
