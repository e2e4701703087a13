package gazette

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"moothall/internal/council"
)

// Checkpoints follow the checkpoint format of the transparency-dev community (C2SP tlog-checkpoint): the text of a
// signed note, with the log's origin, its size and its root hash in base64, a line each.

// Origin is the first line of every checkpoint of this kind of log.
const Origin = "moothall/gazette"

// SignCheckpoint signs the checkpoint of a log of that size and root.
func SignCheckpoint(signer note.Signer, size int64, root tlog.Hash) (string, error) {
	text := fmt.Sprintf("%s\n%d\n%s\n", Origin, size, base64.StdEncoding.EncodeToString(root[:]))
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return "", fmt.Errorf("sign the checkpoint of %d entries: %w", size, err)
	}
	return string(signed), nil
}

// OpenCheckpoint checks a checkpoint's signature against the log's public key, "name+id+key", and
// gives the size and root that it states. The error is ErrInvalid where it does not hold.
func OpenCheckpoint(key, checkpoint string) (int64, tlog.Hash, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return 0, tlog.Hash{}, fmt.Errorf("the public key of the log cannot be read (%w): %w", err, council.ErrInvalid)
	}
	n, err := note.Open([]byte(checkpoint), note.VerifierList(verifier))
	if err != nil {
		return 0, tlog.Hash{}, fmt.Errorf("the signature of the checkpoint does not hold (%w): %w", err, council.ErrInvalid)
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != Origin {
		return 0, tlog.Hash{}, fmt.Errorf("the checkpoint is not one of %s: %w", Origin, council.ErrInvalid)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	root, rootErr := tlog.ParseHash(lines[2])
	if err != nil || rootErr != nil || size < 0 {
		return 0, tlog.Hash{}, fmt.Errorf("the checkpoint states no size and root: %w", council.ErrInvalid)
	}
	return size, root, nil
}

// NewKey makes a key pair for signing checkpoints: the private key, to be kept, and the public.
func NewKey() (private, public string, err error) {
	private, public, err = note.GenerateKey(rand.Reader, "moothall")
	if err != nil {
		return "", "", fmt.Errorf("make a signing key: %w", err)
	}
	return private, public, nil
}

// NewNonce reads a nonce for an entry's commitment.
func NewNonce(random io.Reader) ([]byte, error) {
	nonce := make([]byte, 16)
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, fmt.Errorf("read randomness for an entry: %w", err)
	}
	return nonce, nil
}
