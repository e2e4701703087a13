package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"strings"
	"time"

	"github.com/boombuler/barcode/qr"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"moothall/internal/council"
)

const (
	codeStep    = 30 // seconds; what authenticator apps take for granted
	codeSkew    = 1  // steps that a clock may be off
	codeLength  = 6  // digits
	codesAtOnce = 10 // recovery codes
	codeBytes   = 7  // random bytes of a recovery code, of which 50 bits are shown
	codeLetters = 10
)

// OneTimeKey is what an authenticator app has to know.
type OneTimeKey struct {
	Secret  string // base32, to be typed where no picture can be taken
	Address string // otpauth://..., which QR holds
	QR      QR
}

// QR is a square picture of Size by Size modules.
type QR struct {
	Size int
	Path string // the dark ones, as the d attribute of an SVG path
}

// newSecret is a key of 160 bits, as RFC 4226 recommends.
func newSecret() string {
	b := make([]byte, 20)
	_, _ = rand.Read(b)
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b)
}

// oneTimeKey is a secret as an app is told of it.
func oneTimeKey(issuer string, a Account, secret string) (OneTimeKey, error) {
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil {
		return OneTimeKey{}, fmt.Errorf("read a one-time key: %w", err)
	}
	if issuer == "" {
		issuer = "Moothall"
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: strings.ReplaceAll(issuer, ":", " "), AccountName: a.Email, Secret: raw,
		Period: codeStep, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		return OneTimeKey{}, fmt.Errorf("make a one-time key: %w", err)
	}
	picture, err := drawQR(key.URL())
	return OneTimeKey{Secret: secret, Address: key.URL(), QR: picture}, err
}

func drawQR(text string) (QR, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return QR{}, fmt.Errorf("draw a QR code: %w", err)
	}
	size := code.Bounds().Dx()
	var path strings.Builder
	for y := range size {
		for x := range size {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	return QR{Size: size, Path: path.String()}, nil
}

// step is the step of a moment whose code is the one given, within the skew; false where there is none.
func step(secret, code string, at time.Time) (int64, bool) {
	found, is := int64(0), false
	for off := -codeSkew; off <= codeSkew; off++ {
		moment := at.Add(time.Duration(off*codeStep) * time.Second)
		want, err := CodeAt(secret, moment)
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			found, is = moment.Unix()/codeStep, true
		}
	}
	return found, is
}

// codeIsRight says whether a code is the account's one-time code of now, not used before, or one of its
// recovery codes, which works this once.
func (p *Porter) codeIsRight(ctx context.Context, tx Tx, account int, typed string) (bool, error) {
	typed = tidyCode(typed)
	if len(typed) != codeLength {
		err := tx.RemoveCredential(ctx, account, Recovery, hashed(typed))
		return known(err)
	}
	// Whoever shows the same code at the same time waits here, and then finds it used.
	if _, err := tx.Attempts(ctx, ofCode(account).name); err != nil {
		return false, err
	}
	list, err := tx.Credentials(ctx, account, OneTime)
	if err != nil || len(list) == 0 {
		return false, err
	}
	c := list[0]
	secret, err := p.key.unseal(account, c.Secret)
	if err != nil {
		return false, err
	}
	at, is := step(secret, typed, p.moment())
	if !is || at <= c.Count {
		return false, nil
	}
	c.Secret, c.Count, c.Used = p.key.seal(account, secret), at, p.moment()
	return true, tx.PutCredential(ctx, c)
}

// tidyCode takes out what people put between the letters of a code.
func tidyCode(typed string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' {
			return -1
		}
		return r
	}, strings.ToUpper(strings.TrimSpace(typed)))
}

func sameCode(a, b string) bool {
	return subtle.ConstantTimeCompare([]byte(tidyCode(a)), []byte(tidyCode(b))) == 1
}

// NewCode is fifty random bits as people can copy them: "ABCDE-FGHJK".
func NewCode() string {
	b := make([]byte, codeBytes)
	_, _ = rand.Read(b)
	letters := base32.StdEncoding.EncodeToString(b)[:codeLetters]
	return letters[:codeLetters/2] + "-" + letters[codeLetters/2:]
}

// newCodes replaces the recovery codes of an account.
func (p *Porter) newCodes(ctx context.Context, tx Tx, account int) ([]string, error) {
	old, err := tx.Credentials(ctx, account, Recovery)
	if err != nil {
		return nil, err
	}
	for _, c := range old {
		if err := tx.RemoveCredential(ctx, account, Recovery, c.ID); err != nil && !council.IsNotFound(err) {
			return nil, err
		}
	}
	var codes []string
	for range codesAtOnce {
		code := NewCode()
		codes = append(codes, code)
		c := Credential{Account: account, Kind: Recovery, ID: hashed(tidyCode(code)), Made: p.moment()}
		if err := tx.PutCredential(ctx, c); err != nil {
			return nil, err
		}
	}
	return codes, nil
}
