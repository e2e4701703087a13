package auth

// OnHash tells a test of every password hash that is computed.
func (p *Porter) OnHash(told func()) { p.hasher.work = told }

// CodeOf is the one-time code of a key at a moment.
var CodeOf = codeOf
