// Package notice sends mail to those who work at the desk: that something waits for them and until when.
// It must never put a word of what is worked on into a mail: a mail lies on machines that are not the
// council's, and a report may be exempt from its title on.
package notice
