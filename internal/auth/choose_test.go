package auth

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"moothall/internal/council"
)

func codeOf(secret string, at time.Time) (string, error) { return totp.GenerateCode(secret, at) }

// TestPasswordsThatAreRefused holds each rule to a password that it alone refuses, and lets good ones in.
func TestPasswordsThatAreRefused(t *testing.T) {
	t.Parallel()
	list, err := loadBreached()
	if err != nil {
		t.Fatal(err)
	}
	known := []string{"Gwen Pritchard", "gwen.pritchard@ambridge.gov.uk", "Ambridge Borough Council", "moothall"}
	for password, want := range map[string]string{
		"otter kiln sp":                 "",
		"blue-lorry-under-the-hat":      "",
		"Pritchard's dog ate 14 pies":   "",
		"dŵr oer dan y bont":            "",
		"short one 1":                   "password.short",
		strings.Repeat("x1y2z3w4 ", 30): "password.long",
		"GwenPritchard1":                "password.named",
		"ambridge-2026!":                "password.named",
		"abcdefghijklmnop":              "password.simple",
		"987654321098765":               "password.simple",
		"aaaabbbbaaaabbbb":              "password.simple",
		"1qaz2wsx3edc":                  "password.breached",
		"QwertyQwerty":                  "password.breached",
		"Tangerine-4711-88":             "password.breached",
		"P@55w0rd!!!!!":                 "password.breached",
		"liverpoolliverpool":            "password.breached",
	} {
		err := list.checkPassword(password, known...)
		var faults *council.Faults
		got := ""
		if errors.As(err, &faults) {
			got = faults.List()[0].Key
		}
		if got != want {
			t.Errorf("%q: %q, want %q", password, got, want)
		}
	}
}

func TestAHashHoldsItsParameters(t *testing.T) {
	t.Parallel()
	h := newHasher()
	encoded, err := h.hash(context.Background(), "otter kiln spoon")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(encoded, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("a hash is %s", encoded)
	}
	again, err := h.hash(context.Background(), "otter kiln spoon")
	if err != nil || again == encoded {
		t.Errorf("two hashes of one password are the same, or %v", err)
	}
	for password, want := range map[string]bool{"otter kiln spoon": true, "otter kiln spooN": false, "": false} {
		right, outdated, err := h.verify(context.Background(), password, encoded)
		if err != nil || right != want || outdated {
			t.Errorf("%q: %t, outdated %t, %v", password, right, outdated, err)
		}
	}
	for _, wrong := range []string{"", "$argon2id$v=19$m=8,t=0,p=1$c2FsdA$c2FsdA", "$argon2i$v=19$m=8,t=1,p=1$c2FsdA$c2FsdA", "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$"} {
		if _, _, err := h.verify(context.Background(), "password", wrong); !errors.Is(err, council.ErrInvalid) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

// TestOneTimeCodes holds the codes to the examples of RFC 6238, appendix B, cut to six digits.
func TestOneTimeCodes(t *testing.T) {
	t.Parallel()
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // "12345678901234567890"
	for unix, code := range map[int64]string{59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"} {
		at, is := step(secret, code, time.Unix(unix, 0))
		if !is || at != unix/30 {
			t.Errorf("at %d: step %d, %t", unix, at, is)
		}
		if _, is := step(secret, code, time.Unix(unix+65, 0)); is {
			t.Errorf("the code of %d is taken 65 s later", unix)
		}
	}
}

func TestAKeyIsDrawn(t *testing.T) {
	t.Parallel()
	key, err := oneTimeKey("Ambridge: Council", Account{Email: "gwen@ambridge.example"}, newSecret())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(key.Address, "otpauth://totp/Ambridge") || key.QR.Size < 21 || !strings.HasPrefix(key.QR.Path, "M0 0h1v1h-1z") {
		t.Errorf("%+v", key)
	}
}
