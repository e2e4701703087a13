// Package page holds what all pages share: the layout, the components, the
// messages in English and Welsh, the answer to an error, and the assets (style
// sheet, script, images) with their addresses.
//
// It must never read a store: a page is given everything it shows.
package page
