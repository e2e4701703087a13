package sqldb

import "context"

// TryToWrite runs a statement on a reader's own handle.
func TryToWrite(ctx context.Context, r *Reader, statement string) error {
	_, err := r.db.ExecContext(ctx, statement)
	return err
}

// Dump is every projected table, row by row, as bytes.
func Dump(ctx context.Context, r *Reader) (map[string][]string, error) {
	sqlTx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = sqlTx.Rollback() }()
	tables := map[string][]string{}
	for _, p := range projected {
		rows, err := dump(ctx, newTx(sqlTx), "SELECT * FROM "+p.table+" ORDER BY "+p.order)
		if err != nil {
			return nil, err
		}
		for {
			cells, ok, err := rows.next()
			if err != nil {
				return nil, err
			}
			if !ok {
				break
			}
			var row string
			for _, c := range cells {
				row += string(c) + "\x00"
			}
			tables[p.table] = append(tables[p.table], row)
		}
		rows.close()
	}
	return tables, nil
}
