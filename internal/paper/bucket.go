package paper

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"path"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"moothall/internal/council"
)

// Keys are the credentials of an S3-compatible storage. The zero Keys ask without any.
type Keys struct {
	ID, Secret, Session string
}

// BucketAt says where an S3-compatible storage is.
type BucketAt struct {
	Endpoint string // host or host:port, without a scheme
	Region   string // empty: asked of the storage
	Bucket   string // must exist
	Prefix   string // put before every hash, with a slash between; may be empty
	Insecure bool   // plain HTTP
}

// BucketShelf is a Shelf in a bucket of an S3-compatible storage: the file abcd… is the object
// prefix/abcd….
type BucketShelf struct {
	core minio.Core
	at   BucketAt
}

var _ Shelf = (*BucketShelf)(nil)

// Bucket opens the shelf in a bucket and asks the storage once whether the bucket is there; a
// missing bucket is council.ErrNotFound.
func Bucket(ctx context.Context, at BucketAt, keys Keys) (*BucketShelf, error) {
	client, err := minio.New(at.Endpoint, &minio.Options{
		Creds:  credentials.NewStaticV4(keys.ID, keys.Secret, keys.Session),
		Secure: !at.Insecure,
		Region: at.Region,
	})
	if err != nil {
		return nil, fmt.Errorf("open bucket %s at %s: %w", at.Bucket, at.Endpoint, err)
	}
	found, err := client.BucketExists(ctx, at.Bucket)
	if err != nil {
		return nil, fmt.Errorf("open bucket %s at %s: %w", at.Bucket, at.Endpoint, err)
	}
	if !found {
		return nil, fmt.Errorf("open bucket %s at %s: %w", at.Bucket, at.Endpoint, council.ErrNotFound)
	}
	return &BucketShelf{core: minio.Core{Client: client}, at: at}, nil
}

func (s *BucketShelf) key(sha string) string { return path.Join(s.at.Prefix, sha) }

// Put keeps what r gives. The hash must be known before the storage can be told the object's
// name, so the content goes through a temporary file; the storage shows an object only when it has
// all of it. What is there is put again: that it came lately keeps Sweep from it.
func (s *BucketShelf) Put(ctx context.Context, r io.Reader) (Kept, error) {
	f, err := os.CreateTemp("", "moothall-put-*")
	if err != nil {
		return Kept{}, fmt.Errorf("put file: %w", err)
	}
	defer func() {
		_ = f.Close()
		_ = os.Remove(f.Name())
	}()
	kept, err := copyHashed(f, contextReader{ctx, r})
	if err != nil {
		return Kept{}, fmt.Errorf("put file: %w", err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return Kept{}, fmt.Errorf("put file %s: %w", kept.SHA256, err)
	}
	// The hash is signed with the request, so the storage refuses what reached it damaged. One
	// request takes up to 5 GiB. (The option keeps the client from signing piece by piece.)
	_, err = s.core.PutObject(ctx, s.at.Bucket, s.key(kept.SHA256), f, kept.Size, "", kept.SHA256,
		minio.PutObjectOptions{ContentType: "application/octet-stream", DisableContentSha256: true})
	if err != nil {
		return Kept{}, s.error("put", kept.SHA256, err)
	}
	return kept, nil
}

// Size is the length of the file in bytes.
func (s *BucketShelf) Size(ctx context.Context, sha string) (int64, error) {
	if err := CheckSHA256(sha); err != nil {
		return 0, err
	}
	info, err := s.core.StatObject(ctx, s.at.Bucket, s.key(sha), minio.StatObjectOptions{})
	if err != nil {
		return 0, s.error("look up", sha, err)
	}
	return info.Size, nil
}

// Has says whether the file is on the shelf.
func (s *BucketShelf) Has(ctx context.Context, sha string) (bool, error) {
	_, err := s.Size(ctx, sha)
	if errors.Is(err, council.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Remove takes the file off the shelf.
func (s *BucketShelf) Remove(ctx context.Context, sha string) error {
	// The storage answers the same whether or not the object was there.
	if _, err := s.Size(ctx, sha); err != nil {
		return err
	}
	if err := s.core.RemoveObject(ctx, s.at.Bucket, s.key(sha), minio.RemoveObjectOptions{}); err != nil {
		return s.error("remove", sha, err)
	}
	return nil
}

// List asks the storage for its objects, page by page, in the order of the hashes.
func (s *BucketShelf) List(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for o, err := range s.objects(ctx) {
			if !yield(s.hash(o), err) {
				return
			}
		}
	}
}

// under is what stands before a hash in the names of objects.
func (s *BucketShelf) under() string {
	if s.at.Prefix == "" {
		return ""
	}
	return s.key("") + "/"
}

func (s *BucketShelf) hash(o minio.ObjectInfo) string { return strings.TrimPrefix(o.Key, s.under()) }

// objects are the shelf's objects, until the first error.
func (s *BucketShelf) objects(ctx context.Context) iter.Seq2[minio.ObjectInfo, error] {
	return func(yield func(minio.ObjectInfo, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		for o := range s.core.ListObjectsIter(ctx, s.at.Bucket, minio.ListObjectsOptions{Prefix: s.under()}) {
			if o.Err != nil {
				yield(minio.ObjectInfo{}, fmt.Errorf("list bucket %s: %w", s.at.Bucket, o.Err))
				return
			}
			if CheckSHA256(s.hash(o)) == nil && !yield(o, nil) {
				return
			}
		}
	}
}

// error gives a storage's error its kind.
func (s *BucketShelf) error(act, sha string, err error) error {
	answer := minio.ToErrorResponse(err)
	if answer.StatusCode == http.StatusNotFound || answer.Code == minio.NoSuchKey {
		return fmt.Errorf("%s file %s: %w", act, sha, council.ErrNotFound)
	}
	return fmt.Errorf("%s file %s in bucket %s: %w", act, sha, s.at.Bucket, err)
}

// Open gives a reader that asks the storage for the bytes from where it stands, and only when it
// is read.
func (s *BucketShelf) Open(ctx context.Context, sha string) (io.ReadSeekCloser, error) {
	size, err := s.Size(ctx, sha)
	if err != nil {
		return nil, err
	}
	return &bucketReader{ctx: ctx, shelf: s, sha: sha, size: size}, nil
}

// bucketReader reads an object by ranged requests. It holds the context of the Open it came from
// because io.Reader has no room for one.
type bucketReader struct {
	ctx   context.Context
	shelf *BucketShelf
	sha   string
	size  int64
	at    int64
	body  io.ReadCloser // the answer that stands at at, or nil
}

func (r *bucketReader) Read(p []byte) (int, error) {
	if r.at >= r.size {
		return 0, io.EOF
	}
	if r.body == nil {
		if err := r.ask(); err != nil {
			return 0, err
		}
	}
	n, err := r.body.Read(p)
	r.at += int64(n)
	if errors.Is(err, io.EOF) && r.at < r.size {
		return n, fmt.Errorf("read file %s: ended after %d of %d bytes: %w", r.sha, r.at, r.size, io.ErrUnexpectedEOF)
	}
	return n, err
}

func (r *bucketReader) ask() error {
	var options minio.GetObjectOptions
	if r.at > 0 {
		if err := options.SetRange(r.at, 0); err != nil {
			return fmt.Errorf("read file %s: %w", r.sha, err)
		}
	}
	body, _, _, err := r.shelf.core.GetObject(r.ctx, r.shelf.at.Bucket, r.shelf.key(r.sha), options)
	if err != nil {
		return r.shelf.error("read", r.sha, err)
	}
	r.body = body
	return nil
}

// Seek moves; nothing is asked of the storage until the next Read.
func (r *bucketReader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.size
	}
	if offset < 0 || whence < io.SeekStart || whence > io.SeekEnd {
		return 0, fmt.Errorf("seek in file %s to %d from %d: %w", r.sha, offset, whence, council.ErrInvalid)
	}
	if offset == r.at {
		return offset, nil
	}
	r.at = offset
	return offset, r.Close()
}

// Close ends the request under way, if any.
func (r *bucketReader) Close() error {
	if r.body == nil {
		return nil
	}
	body := r.body
	r.body = nil
	return body.Close()
}
