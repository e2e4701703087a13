package paper

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"moothall/internal/council"
)

// OpenShelf opens the shelf that a setting names: a folder's path, or
// "s3://bucket/prefix?endpoint=host:port&region=eu-west-2&insecure=true". Without an endpoint the
// storage is Amazon's; keys are used for s3 only. A setting that is neither is council.ErrInvalid.
func OpenShelf(ctx context.Context, setting string, keys Keys) (Shelf, error) {
	if setting == "" {
		return nil, fmt.Errorf("the shelf's setting is empty: give a folder or s3://bucket/prefix: %w", council.ErrInvalid)
	}
	if !strings.Contains(setting, "://") {
		return Folder(setting)
	}
	at, err := parseBucket(setting)
	if err != nil {
		return nil, err
	}
	return Bucket(ctx, at, keys)
}

func parseBucket(setting string) (BucketAt, error) {
	u, err := url.Parse(setting)
	if err != nil {
		// The cause is left out: it would repeat the setting, which may hold a password.
		return BucketAt{}, fmt.Errorf("the shelf's setting is not an address: %w", council.ErrInvalid)
	}
	if u.Scheme != "s3" || u.Host == "" || u.User != nil {
		return BucketAt{}, fmt.Errorf("the shelf's setting %q must be a folder or s3://bucket/prefix, without a password: %w", u.Redacted(), council.ErrInvalid)
	}
	at := BucketAt{Endpoint: "s3.amazonaws.com", Bucket: u.Host, Prefix: strings.Trim(u.Path, "/")}
	for name, values := range u.Query() {
		if err := at.set(name, values[0]); err != nil {
			return BucketAt{}, fmt.Errorf("the shelf's setting %q: %w", u.Redacted(), err)
		}
	}
	return at, nil
}

func (at *BucketAt) set(name, value string) (err error) {
	switch name {
	case "endpoint":
		at.Endpoint = value
	case "region":
		at.Region = value
	case "insecure":
		at.Insecure, err = strconv.ParseBool(value)
		if err != nil {
			err = fmt.Errorf("insecure is %q, not true or false: %w", value, council.ErrInvalid)
		}
	default:
		err = fmt.Errorf("%q is none of endpoint, region, insecure: %w", name, council.ErrInvalid)
	}
	return err
}
