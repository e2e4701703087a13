// Package auth lets people in: it proves who somebody is, by a passkey, by a password with a second
// factor, or by the council's OpenID Connect provider, and keeps the sessions of those who have. It is
// the only maker of an audience.Viewer.
//
// What somebody may do once in is not decided here but in package register. Passwords are kept as
// argon2id hashes; tokens of sessions, links and recovery codes as SHA-256 of 32 random bytes (a
// recovery code: of 50 random bits), so that whoever reads the store cannot sign in with what they
// read. A one-time code's secret and the public half of a passkey are kept as they are.
//
// No answer, and no amount of work done for one, tells whether an account exists. The package knows no
// SQL and no pages; the time and chance are given to it.
package auth
