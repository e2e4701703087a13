package site

import "net/http"

// policy lets a page load the site's own style sheet, script and images, send forms to the site, and
// nothing else. No script or style stands in a page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// The same for every answer, made once: a header's value is a slice that nobody writes to.
var (
	policyLine      = []string{policy}
	nosniffLine     = []string{"nosniff"}
	referrerLine    = []string{"same-origin"}
	openerLine      = []string{"same-origin"}
	permissionsLine = []string{"camera=(), geolocation=(), microphone=(), payment=(), usb=()"}
	varyLine        = []string{"Accept, Accept-Encoding"}
	againLine       = []string{"no-cache"} // a cache may keep the answer and must ask each time
	neverLine       = []string{"no-store"}
	gzipLine        = []string{"gzip"}
)

// secure sets what every answer carries.
func secure(h http.Header) {
	h["Content-Security-Policy"] = policyLine
	h["X-Content-Type-Options"] = nosniffLine
	h["Referrer-Policy"] = referrerLine
	h["Cross-Origin-Opener-Policy"] = openerLine
	h["Permissions-Policy"] = permissionsLine
}
