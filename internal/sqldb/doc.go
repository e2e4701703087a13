// Package sqldb holds every SQL statement of the product, each once, for SQLite and PostgreSQL
// alike. It keeps the gazette in a database of its own, implements gazette.Press for whoever
// publishes, and gives the public site a Reader whose handle can only read.
//
// It must never decide what is published or how an account is composed: those are the gazette's
// rules. A statement must never ask which database it is on; where the two must differ, the
// difference is in open_sqlite.go and open_postgres.go.
package sqldb
