package auth

import (
	"crypto/sha256"
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"

	"moothall/internal/council"
)

// built holds breached.bloom, which `make build` makes of a list of passwords that were seen in
// breaches. In a fresh clone it holds nothing.
//
//go:embed all:dist
var built embed.FS

// ErrNotBuilt says that the program was compiled before the list of breached passwords was made.
var ErrNotBuilt = errors.New("the list of breached passwords has not been built: run \"make build\"")

// breached is a Bloom filter of breached passwords, in lower case. It has every one on the list, and in
// ten thousand others about one by mistake, whose owner has to think of another.
//
// A list within the program, and not a service that is asked, so that an installation without a way out
// refuses the same passwords, and no part of a password leaves the machine.
type breached struct {
	bits   []byte
	hashes uint32
}

const bloomHeader = 4 // bytes: the number of hashes, big-endian

func loadBreached() (*breached, error) {
	b, err := built.ReadFile("dist/breached.bloom")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotBuilt
	}
	if err != nil {
		return nil, fmt.Errorf("read the list of breached passwords: %w", err)
	}
	if len(b) <= bloomHeader {
		return nil, council.Invalid("the list of breached passwords is empty")
	}
	return &breached{bits: b[bloomHeader:], hashes: binary.BigEndian.Uint32(b)}, nil
}

// has says whether the list has the text. Its bits are found by double hashing of the text's SHA-256:
// the first eight bytes and as often the next eight as there are hashes before.
func (b *breached) has(text string) bool {
	sum := sha256.Sum256([]byte(text))
	at, step := binary.BigEndian.Uint64(sum[:8]), binary.BigEndian.Uint64(sum[8:16])
	size := uint64(len(b.bits)) * 8
	for range b.hashes {
		bit := at % size
		if b.bits[bit/8]&(1<<(bit%8)) == 0 {
			return false
		}
		at += step
	}
	return true
}
