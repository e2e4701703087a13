package ballot

import (
	"crypto/ecdh"
	"crypto/hpke"
	"fmt"

	"moothall/internal/council"
)

// about binds a paper to what it is for (RFC 9180, info).
const about = "ballot paper"

func kem() hpke.KEM { return hpke.DHKEM(ecdh.X25519()) }

// Seal makes a paper that chooses what stands at a place, from 0 to 255, in the list of the ballot. Every paper
// is as long as every other, and two of the same choice have nothing in common. An error is council.ErrInvalid:
// the lid is none.
func Seal(lid []byte, place int) ([]byte, error) {
	if place < 0 || place > 255 {
		return nil, council.Invalid("no paper can choose place %d", place)
	}
	key, err := kem().NewPublicKey(lid)
	if err != nil {
		return nil, council.Invalid("the lid of the ballot box cannot be read: %v", err)
	}
	paper, err := hpke.Seal(key, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte(about), []byte{byte(place)})
	if err != nil {
		return nil, fmt.Errorf("seal a ballot paper: %w", err)
	}
	return paper, nil
}

// open reads papers with the private half of their box.
func open(private []byte, papers [][]byte) ([]int, error) {
	key, err := kem().NewPrivateKey(private)
	if err != nil {
		return nil, fmt.Errorf("read the key of a ballot box: %w", err)
	}
	places := make([]int, 0, len(papers))
	for _, paper := range papers {
		plain, err := hpke.Open(key, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte(about), paper)
		if err != nil || len(plain) != 1 {
			return nil, council.Invalid("a ballot paper does not belong to this box: %v", err)
		}
		places = append(places, int(plain[0]))
	}
	return places, nil
}
