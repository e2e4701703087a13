package house

// modules are those from outside that our packages and tests import, each with
// the reason why it is worth having. Only what is in it may be imported, and what
// nothing imports any longer leaves it.
var modules = map[string]string{
	"github.com/BurntSushi/toml":         "reads the catalogues of messages",
	"github.com/a-h/templ":               "pages as typed components; its generator writes them",
	"github.com/alecthomas/kong":         "flags, settings and help from one declaration",
	"github.com/fxamacker/cbor/v2":       "drafts and what waits to be published, in the register's tables",
	"github.com/gabriel-vasile/mimetype": "what a file is, by its bytes and not by its name",
	"github.com/google/go-cmp":           "tests: show where two values differ",
	"github.com/go-rod/rod":              "tests: drive a real browser",
	"github.com/gowebpki/jcs":            "canonical JSON (RFC 8785), so that an entry has one hash",
	"github.com/jackc/pgx/v5":            "PostgreSQL",
	"github.com/johannesboyne/gofakes3":  "tests: an S3 server within the process",
	"github.com/klippa-app/go-pdfium":    "text and page counts of PDF, in WebAssembly, away from our memory",
	"github.com/microcosm-cc/bluemonday": "imported HTML without what runs",
	"github.com/minio/minio-go/v7":       "files on S3-compatible storage",
	"github.com/nicksnyder/go-i18n/v2":   "messages with the six plural forms of Welsh",
	"github.com/pdfcpu/pdfcpu":           "reads PDF that is encrypted or damaged, for packs and public copies, away from the server",
	"github.com/rickar/cal/v2":           "tests: bank holidays by somebody else's reckoning",
	"github.com/rogpeppe/go-internal":    "tests: stories told to the real binary",
	"golang.org/x/image":                 "typefaces with all letters of Welsh, to embed in PDF",
	"golang.org/x/mod":                   "the Merkle log and signed notes of Go's own checksum database",
	"golang.org/x/net":                   "reads HTML as browsers do",
	"golang.org/x/sys":                   "has the disk take in a file system's new files in one call",
	"golang.org/x/term":                  "whether a person watches the progress",
	"golang.org/x/text":                  "languages a reader asks for; accents folded",
	"github.com/pressly/goose/v3":        "migrations, the same files for both databases",
	"github.com/schollz/progressbar/v3":  "progress of long work, on a terminal",
	"github.com/tetratelabs/wazero":      "runs the reader of PDF within its limits of memory",
	"pgregory.net/rapid":                 "tests: properties of dates and seats, with the smallest case that breaks one",
	"modernc.org/sqlite":                 "SQLite without cgo",
}
