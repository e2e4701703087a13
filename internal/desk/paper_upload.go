package desk

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"moothall/internal/council"
	"moothall/internal/page"
	"moothall/internal/register"
)

const (
	// mostField is how long one field of a form with a file may be, in bytes.
	mostField = 64 << 10
	// mostFields is how many fields a form with a file may have.
	mostFields = 500
	// mostDrained is how much of a file that is not taken is read on, so that the browser shows the
	// answer and no broken connection, in bytes.
	mostDrained = 1 << 30
	// uploadTime is how long a file may be on its way, for people on slow lines.
	uploadTime = 30 * time.Minute
	mostName   = 150 // letters of a file's name
)

// errFileLarge stops the taking of a file that is too large.
var errFileLarge = fmt.Errorf("the file is larger than may be: %w", council.ErrInvalid)

// takeForm reads a form with a file. The file, which comes last, is put on the sealed shelf as it comes
// in, once check has found no fault with the fields before it; so what is acknowledged is kept, and what
// is not wanted is not. Faults are in the form.
func (d *Desk) takeForm(v *visit, check func(*page.Form)) (*page.Form, register.Brought, error) {
	parts, err := v.MultipartReader()
	if err != nil { // a form without room for a file
		form := v.filled()
		check(form)
		form.Fail("file", v.words.T("desk.paper.file.missing"))
		return form, register.Brought{}, nil
	}
	d.allowTime(v)
	values := url.Values{}
	v.PostForm = values
	form := page.NewForm(v.words, values)
	file, err := d.takeParts(v, parts, form, values, check)
	if errors.Is(err, errFileLarge) {
		form.Fail("file", v.words.Say("desk.paper.file.large", "Most", v.words.Size(d.mostFile)))
		_, _ = io.Copy(io.Discard, io.LimitReader(v.Body, mostDrained)) // what goes wrong now is the reader's loss alone
		err = nil
	}
	return form, file, err
}

// allowTime gives a file longer to come in than a page has.
func (d *Desk) allowTime(v *visit) {
	c := http.NewResponseController(v.out)
	// A connection that knows no deadlines needs no longer ones.
	_ = c.SetReadDeadline(d.now().Add(uploadTime))
	_ = c.SetWriteDeadline(d.now().Add(uploadTime))
}

func (d *Desk) takeParts(v *visit, parts *multipart.Reader, form *page.Form, values url.Values, check func(*page.Form)) (register.Brought, error) {
	var file register.Brought
	checked := false
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return file, fmt.Errorf("read the form: %w", errors.Join(err, council.ErrInvalid))
		}
		switch {
		case part.FormName() != "file" && len(values) < 100:
			err = takeField(part, values)
		case part.FormName() == "file" && file.SHA256 == "" && part.FileName() != "":
			check(form)
			checked = true
			file, err = d.takeFile(v, part, form)
		}
		if err != nil {
			return file, err
		}
	}
	if !checked {
		check(form)
		form.Fail("file", v.words.T("desk.paper.file.missing"))
	}
	return file, nil
}

// takeTyped reads a form whose field of that name may also be brought as a file, which then goes after
// what is typed there. It is text in UTF-8, and no longer than all that is typed may be.
func (d *Desk) takeTyped(v *visit, field string) (*page.Form, error) {
	parts, err := v.MultipartReader()
	if err != nil { // a form without room for a file
		return v.filled(), nil
	}
	v.Body = http.MaxBytesReader(v.out, v.Body, mostTyped)
	values := url.Values{}
	v.PostForm = values
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read the form: %w", errors.Join(err, council.ErrInvalid))
		}
		if len(values) < mostFields {
			err = takeField(part, values)
		}
		if err != nil {
			return nil, err
		}
	}
	if brought := strings.TrimPrefix(values.Get("file"), "\uFEFF"); strings.TrimSpace(brought) != "" {
		values.Set(field, strings.TrimLeft(values.Get(field)+"\n"+brought, "\n"))
	}
	values.Del("file")
	return v.filled(), nil
}

func takeField(part *multipart.Part, values url.Values) error {
	b, err := io.ReadAll(io.LimitReader(part, mostField))
	if err != nil {
		return fmt.Errorf("read the form: %w", errors.Join(err, council.ErrInvalid))
	}
	text := strings.ReplaceAll(strings.ToValidUTF8(strings.ReplaceAll(string(b), "\x00", ""), "\uFFFD"), "\r\n", "\n")
	values.Add(strings.ToValidUTF8(part.FormName(), ""), text)
	return nil
}

// takeFile puts a file on the sealed shelf, unless something is wrong with the form.
func (d *Desk) takeFile(v *visit, part *multipart.Part, form *page.Form) (register.Brought, error) {
	if form.Failed() {
		form.Fail("file", v.words.T("desk.paper.file.again"))
		if _, err := io.Copy(io.Discard, &atMost{r: part, left: d.mostFile}); err != nil {
			return register.Brought{}, fmt.Errorf("read the file: %w", err)
		}
		return register.Brought{}, nil
	}
	kept, err := d.sealed.Put(v.ctx, &atMost{r: part, left: d.mostFile})
	if err != nil {
		return register.Brought{}, fmt.Errorf("take the file: %w", err)
	}
	if kept.Size == 0 {
		form.Fail("file", v.words.T("desk.paper.file.empty"))
	}
	return register.Brought{SHA256: kept.SHA256, Name: fileName(part.FileName()), Size: kept.Size}, nil
}

// fileName is a file's name without what no name should carry.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '/' || r == '\\' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	letters := []rune(name)
	return string(letters[max(0, len(letters)-mostName):]) // the ending says what it is
}

// atMost fails with errFileLarge where there is more to read than may be.
type atMost struct {
	r    io.Reader
	left int64 // bytes
}

func (a *atMost) Read(p []byte) (int, error) {
	n, err := a.r.Read(p)
	if a.left -= int64(n); a.left < 0 {
		return 0, errFileLarge
	}
	return n, err
}

// paperIn takes what is said of a paper from the form, and puts its faults beside the fields.
func paperIn(form *page.Form) register.Paper {
	p := register.Paper{Title: form.Pair("title"), Of: council.DocumentKind(form.Value("of")), Author: strings.TrimSpace(form.Value("author")),
		Ground: readGround(form), Language: council.Language(form.Value("language"))}
	if p.Language != council.English && p.Language != council.Welsh {
		p.Language = ""
	}
	p.Twin, _ = strconv.Atoi(form.Value("twin")) // what is no number is no paper
	if err := p.Check(); err != nil && !form.Take(err) {
		form.Fail("title", form.Words.T("fault.invalid.text"))
	}
	return p
}
