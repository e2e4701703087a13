package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

// newToken is 256 random bits as text, for a cookie or a link.
func newToken() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails, as its documentation promises
	return base64.RawURLEncoding.EncodeToString(b)
}

// hashed is what is kept of a token. Tokens have so many bits that a fast hash is enough.
func hashed(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
