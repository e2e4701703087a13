package pdfclean

import (
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"moothall/internal/paper/doc"
)

// object writes an object of the file under its number in the copy.
func (c *copier) object(original int) error {
	o, err := c.file.Dereference(*types.NewIndirectRef(original, c.generation(original)))
	if err != nil {
		return fmt.Errorf("object %d: %w: %w", original, doc.ErrBroken, err)
	}
	c.at = append(c.at, c.Len())
	fmt.Fprintf(c, "%d 0 obj\n", c.numbers[original])
	switch o := o.(type) {
	case types.StreamDict:
		err = c.stream(o)
	case types.ObjectStreamDict, types.XRefStreamDict: // what they held was taken out
		c.WriteString("null")
	default:
		err = c.value(o, 0)
	}
	c.WriteString("\nendobj\n")
	return err
}

func (c *copier) generation(number int) int {
	if entry, ok := c.file.FindTableEntryLight(number); ok && entry.Generation != nil {
		return *entry.Generation
	}
	return 0
}

func (c *copier) stream(s types.StreamDict) error {
	raw := s.Raw
	if s.HasSoleFilterNamed("DCTDecode") {
		raw = doc.BarePicture(raw)
	}
	d := types.Dict{}
	for k, v := range s.Dict {
		if k != "Length" && k != "F" && k != "FFilter" && k != "FDecodeParms" {
			d[k] = v
		}
	}
	if s.Dict["F"] != nil {
		c.add(doc.Linked, "a stream kept in another file")
	}
	d["Length"] = types.Integer(len(raw))
	if err := c.dict(d, "", 0); err != nil {
		return err
	}
	c.WriteString("stream\n")
	c.Write(raw)
	c.WriteString("\nendstream")
	return nil
}

// deepest is how deep arrays and dictionaries may be within one another.
const deepest = 200

// value writes what stands in an object.
func (c *copier) value(o types.Object, depth int) error {
	if depth > deepest {
		return fmt.Errorf("an object more than %d deep: %w", deepest, doc.ErrTooLarge)
	}
	switch o := o.(type) {
	case nil:
		c.WriteString("null")
	case types.Boolean:
		c.WriteString(strconv.FormatBool(bool(o)))
	case types.Integer:
		c.WriteString(strconv.Itoa(int(o)))
	case types.Float:
		c.WriteString(strconv.FormatFloat(float64(o), 'f', -1, 64))
	case types.Name:
		c.WriteString("/" + types.EncodeName(string(o)))
	case types.StringLiteral:
		c.WriteString("(" + string(o) + ")")
	case types.HexLiteral:
		c.WriteString("<" + string(o) + ">")
	case types.IndirectRef:
		c.reference(o)
	case types.Array:
		return c.array(o, depth)
	case types.Dict:
		if c.leftOut(o) {
			c.WriteString("null")
			return nil
		}
		return c.dict(o, "", depth)
	default:
		return fmt.Errorf("a %T within an object: %w", o, doc.ErrBroken)
	}
	return nil
}

func (c *copier) array(a types.Array, depth int) error {
	c.WriteString("[")
	for i, v := range a {
		if i > 0 {
			c.WriteString(" ")
		}
		if err := c.value(v, depth+1); err != nil {
			return err
		}
	}
	c.WriteString("]")
	return nil
}

// dict writes a dictionary, with entries of the copy's own first.
func (c *copier) dict(d types.Dict, own string, depth int) error {
	c.watch(d)
	keys := make([]string, 0, len(d))
	for k, v := range d {
		if !c.falls(k, v) {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	c.WriteString("<<" + own)
	for _, k := range keys {
		c.WriteString("/" + types.EncodeName(k) + " ")
		if err := c.value(d[k], depth+1); err != nil {
			return err
		}
	}
	c.WriteString(">>")
	return nil
}

// reference leads to another object, or to nothing where that one is left out.
func (c *copier) reference(r types.IndirectRef) {
	o, err := c.file.Dereference(r)
	if err != nil || o == nil {
		c.WriteString("null")
		return
	}
	if d, ok := o.(types.Dict); ok && c.leftOut(d) {
		c.WriteString("null")
		return
	}
	fmt.Fprintf(c, "%d 0 R", c.number(r.ObjectNumber.Value()))
}

// finish writes what the copy says of itself, the table of objects and the trailer.
func (c *copier) finish(title string, accessible bool) {
	sum := sha256.Sum256(c.Bytes())
	c.at[objectInfo-1] = c.Len()
	fmt.Fprintf(c, "%d 0 obj\n<</Title %s>>\nendobj\n", objectInfo, textString(title))
	xmp := metadata(title, accessible)
	c.at[objectXMP-1] = c.Len()
	fmt.Fprintf(c, "%d 0 obj\n<</Type/Metadata/Subtype/XML/Length %d>>stream\n%s\nendstream\nendobj\n", objectXMP, len(xmp), xmp)
	start := c.Len()
	fmt.Fprintf(c, "xref\n0 %d\n0000000000 65535 f \n", len(c.at)+1)
	for _, at := range c.at {
		fmt.Fprintf(c, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(c, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n", len(c.at)+1, objectRoot, objectInfo, sum[:16], sum[:16], start)
}

func textString(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String() + ">"
}

// metadata is the title in XML (ISO 16684-1), with the mark of PDF/UA-1 where the file had it.
func metadata(title string, accessible bool) string {
	var t strings.Builder
	_ = xml.EscapeText(&t, []byte(title)) // a strings.Builder takes everything
	mark := ""
	if accessible {
		mark = "<pdfuaid:part>1</pdfuaid:part>"
	}
	return "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">` +
		`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + t.String() + `</rdf:li></rdf:Alt></dc:title>` + mark +
		"</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
}
