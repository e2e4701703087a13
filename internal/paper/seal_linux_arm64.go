package paper

import "golang.org/x/sys/unix"

const machine = unix.AUDIT_ARCH_AARCH64

// openingOfOld are the forms of the calls that newer machines never had.
func openingOfOld() []uint32 { return []uint32{unix.SYS_RENAMEAT} }
