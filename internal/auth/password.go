package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"moothall/internal/council"
)

// cost is what one hash takes. The first is OWASP's least recommendation for argon2id (Password Storage
// Cheat Sheet): 19 MiB, two passes, one lane.
type cost struct {
	memory  uint32 // KiB
	passes  uint32
	lanes   uint8
	saltLen int
	keyLen  uint32
}

var currentCost = cost{memory: 19 << 10, passes: 2, lanes: 1, saltLen: 16, keyLen: 32}

// hasher hashes passwords, a few at a time, so that a crowd at the door cannot take all memory.
type hasher struct {
	turns chan struct{}
	work  func() // told of every hash that is computed; for tests
}

// hashesAtOnce bounds the memory of hashing, to this many times 19 MiB.
const hashesAtOnce = 4

func newHasher() *hasher { return &hasher{turns: make(chan struct{}, hashesAtOnce), work: func() {}} }

func (h *hasher) key(ctx context.Context, password string, salt []byte, c cost) ([]byte, error) {
	select {
	case h.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to check a password: %w", ctx.Err())
	}
	defer func() { <-h.turns }()
	h.work()
	return argon2.IDKey([]byte(norm.NFKC.String(password)), salt, c.passes, c.memory, c.lanes, c.keyLen), nil
}

// hash is a password's encoded hash with its parameters and salt, in the form of the reference
// implementation: $argon2id$v=19$m=19456,t=2,p=1$salt$key.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, currentCost.saltLen)
	_, _ = rand.Read(salt)
	key, err := h.key(ctx, password, salt, currentCost)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, currentCost.memory, currentCost.passes,
		currentCost.lanes, b64.EncodeToString(salt), b64.EncodeToString(key)), nil
}

// verify says whether the password is that of an encoded hash, and whether the hash is of other
// parameters than are used now.
func (h *hasher) verify(ctx context.Context, password, encoded string) (right, outdated bool, err error) {
	c, salt, want, err := parseHash(encoded)
	if err != nil {
		return false, false, err
	}
	got, err := h.key(ctx, password, salt, c)
	if err != nil {
		return false, false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1, c != currentCost, nil
}

// waste does the work of verify for a password that there is nothing to compare with.
func (h *hasher) waste(ctx context.Context, password string) error {
	_, err := h.key(ctx, password, make([]byte, currentCost.saltLen), currentCost)
	return err
}

func parseHash(encoded string) (c cost, salt, key []byte, err error) {
	wrong := council.Invalid("a kept password hash cannot be read")
	parts := strings.Split(encoded, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, wrong
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.passes, &c.lanes); err != nil {
		return c, nil, nil, wrong
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(parts[4])
	key, keyErr := base64.RawStdEncoding.DecodeString(parts[5])
	if saltErr != nil || keyErr != nil || len(key) == 0 || c.passes == 0 || c.lanes == 0 {
		return c, nil, nil, wrong
	}
	c.saltLen, c.keyLen = len(salt), uint32(len(key))
	return c, salt, key, nil
}
