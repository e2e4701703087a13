//go:build !unix

package sqldb

import "os"

// mapFile maps nothing here: the file is read instead.
func mapFile(*os.File, int) []byte { return nil }

func unmapFile([]byte) {}
