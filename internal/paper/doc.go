// Package paper keeps a council's files and reads them: shelves that hold files under the SHA-256
// of their content, the serving of a file to a browser, and the text of PDF and Word papers, taken
// by a worker process with limits.
//
// It must never know whose file it holds or who may see it: there is one shelf for what is public
// and another for what is sealed, and whoever opens a shelf decides which. It must never parse a
// paper in the process that serves people, and never let a file run script in a reader's browser.
package paper
