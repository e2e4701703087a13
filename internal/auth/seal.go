package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"strings"

	"moothall/internal/council"
)

// keyBytes is the length of a Key: AES-256.
const keyBytes = 32

// sealedNow is the first byte of what was sealed in the present way; no base32 letter is it, in which
// keys were kept before.
const sealedNow = 1

// Key seals what has to be read again to be used, as the keys of authenticator apps have: so that whoever gets a
// copy of the database, or a backup of it, cannot make their codes. It is kept apart from both.
type Key struct{ aead cipher.AEAD }

// MakeKey makes a new key, as the text that ParseKey reads.
func MakeKey() string {
	b := make([]byte, keyBytes)
	_, _ = rand.Read(b)
	return base64.StdEncoding.EncodeToString(b)
}

// ParseKey reads a key; ErrInvalid where the text is none.
func ParseKey(text string) (Key, error) {
	b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(b) != keyBytes {
		return Key{}, fmt.Errorf("it is not %d bytes in base64: %w", keyBytes, council.ErrInvalid)
	}
	block, err := aes.NewCipher(b)
	if err != nil {
		return Key{}, fmt.Errorf("use the key that seals: %w", err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return Key{}, fmt.Errorf("use the key that seals: %w", err)
	}
	return Key{aead}, nil
}

// isZero says whether there is no key.
func (k Key) isZero() bool { return k.aead == nil }

// owner is what a sealed secret is bound to, so that one account's opens for no other.
func owner(account int) []byte { return fmt.Appendf(nil, "one-time key of account %d", account) }

// seal makes a secret of an account unreadable without the key.
func (k Key) seal(account int, secret string) []byte {
	return k.aead.Seal([]byte{sealedNow}, nil, []byte(secret), owner(account))
}

// unseal is the secret again. What was kept before secrets were sealed is read as it is; it is sealed the
// next time that its holder uses it.
func (k Key) unseal(account int, kept []byte) (string, error) {
	if len(kept) == 0 || kept[0] != sealedNow {
		return string(kept), nil
	}
	secret, err := k.aead.Open(nil, nil, kept[1:], owner(account))
	if err != nil {
		return "", fmt.Errorf("the one-time key of account %d was sealed with another key than the one that is kept now: %w", account, err)
	}
	return string(secret), nil
}
