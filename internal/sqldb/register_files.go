package sqldb

import (
	"context"
	"database/sql"
	"regexp"
)

// fileName is how a file is named, wherever it is: SHA-256 in hexadecimal.
var fileName = regexp.MustCompile(`[0-9a-f]{64}`)

// namingFiles are the places where files are named that are still to be read or published. All that they
// say is looked through, so that no kind of work can be forgotten here.
var namingFiles = []string{
	`SELECT content FROM work`,
	`SELECT args FROM job`,
	`SELECT editions FROM outbox WHERE delivered = 0`,
}

// Unnamed gives, of files, those that nothing in the register names or ever named: not its work, nor what
// waits to be read or to be published, nor its audit.
func (r *Register) Unnamed(ctx context.Context, files []string) (list []string, err error) {
	err = within(ctx, r.read, func(ctx context.Context, t *tx) error {
		named := map[string]bool{}
		for _, query := range namingFiles {
			if err := t.fileNames(ctx, query, named); err != nil {
				return err
			}
		}
		for _, sha := range files {
			if named[sha] {
				continue
			}
			var lines int
			if err := t.row(ctx, `SELECT COUNT(*) FROM audit WHERE before LIKE $1 OR after LIKE $1`, []any{"%" + sha + "%"}, &lines); err != nil {
				return err
			}
			if lines == 0 {
				list = append(list, sha)
			}
		}
		return nil
	})
	return list, err
}

// fileNames notes every file that the one column of a query names.
func (t *tx) fileNames(ctx context.Context, query string, into map[string]bool) error {
	return t.each(ctx, query, nil, func(rows *sql.Rows) error {
		var content []byte
		err := rows.Scan(&content)
		for _, name := range fileName.FindAll(content, -1) {
			into[string(name)] = true
		}
		return err
	})
}
