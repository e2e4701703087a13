package auth

import (
	"context"
	"fmt"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

// CodeAt is the one-time code of a secret at a moment, as an authenticator app shows it.
func CodeAt(secret string, at time.Time) (string, error) {
	code, err := totp.GenerateCodeCustom(secret, at, totp.ValidateOpts{Period: codeStep, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		return "", fmt.Errorf("make a one-time code: %w", err)
	}
	return code, nil
}

// ShownCode is the code that the account waits for whose password was right, so that whoever tries a
// fictional council's desk needs no authenticator app. It is empty for every other council.
func (p *Porter) ShownCode(ctx context.Context, waiting string) (code string, err error) {
	if p.fictional == nil || !p.fictional(ctx) {
		return "", nil
	}
	e, err := p.errand(ctx, errandFactor, waiting, nil)
	if err != nil {
		return "", err
	}
	err = p.store.Look(ctx, func(ctx context.Context, tx Tx) error {
		list, err := tx.Credentials(ctx, e.Account, OneTime)
		if err != nil || len(list) == 0 {
			return err
		}
		at := p.moment()
		if list[0].Count >= at.Unix()/codeStep { // the code of now was used: the next is taken early
			at = time.Unix((list[0].Count+1)*codeStep, 0)
		}
		secret, err := p.key.unseal(e.Account, list[0].Secret)
		if err != nil {
			return err
		}
		code, err = CodeAt(secret, at)
		return err
	})
	return code, err
}
