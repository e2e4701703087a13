package word

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"moothall/internal/paper/doc"
)

// lead is a relationship that goes into a copy.
type lead struct {
	relation
	id, written string
}

// relationships reads where a part leads and gives what may stay, in the order of their names. What
// is risky is found; what says only who worked with what falls away.
func (c *copier) relationships(name, folder string) ([]lead, error) {
	all, err := c.leads(name, folder)
	if err != nil {
		return nil, err
	}
	var kept []lead
	for _, l := range all {
		risk, stays := judge(l)
		if risk != "" {
			c.found.Add(doc.Finding{Risk: risk, Part: name, Text: l.written})
		}
		if stays {
			kept = append(kept, l)
		}
	}
	return kept, nil
}

func (c *copier) leads(name, folder string) ([]lead, error) {
	var all []lead
	err := c.each(name, "Relationships", func(n *node) error {
		l := lead{id: n.get("Id"), written: n.get("Target")}
		l.relation = relation{kind: n.get("Type"), target: l.written, external: n.get("TargetMode") == "External"}
		if strings.HasPrefix(l.written, "/") {
			l.target = strings.TrimPrefix(l.written, "/")
		} else if !l.external {
			l.target = path.Join(folder, l.written)
		}
		all = append(all, l)
		return nil
	})
	slices.SortFunc(all, func(a, b lead) int { return strings.Compare(a.id, b.id) })
	return all, err
}

// judge says what a relationship is: a risk, something that stays, or neither.
func judge(l lead) (risk doc.Risk, stays bool) {
	web := strings.HasPrefix(strings.ToLower(l.written), "http") || strings.HasPrefix(strings.ToLower(l.written), "ftp")
	switch path.Base(l.kind) {
	case "vbaProject", "wordVbaData", "attachedToolbars", "ui", "extensibility":
		return doc.Macro, false
	case "control", "activeXControlBinary":
		return doc.Script, false
	case "oleObject", "package", "aFChunk", "subDocument":
		return doc.Embedded, false
	case "attachedTemplate":
		// A path says only where its author keeps templates; from the web a template can bring macros.
		if web {
			return doc.Template, false
		}
		return "", false
	case "hyperlink":
		switch {
		case runs(l.written):
			return doc.Script, false
		case l.external && ownPath.MatchString(l.written):
			return doc.Linked, false // a place that only the author can open
		}
		return "", true
	case "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "customXml", "customXmlProps", "glossaryDocument",
		"printerSettings", "thumbnail", "core-properties", "extended-properties", "custom-properties", "keyMapCustomizations",
		"classificationlabels", "mailMergeSource", "mailMergeHeaderSource", "recipientData", "documenttasks":
		return "", false
	}
	if l.external {
		return doc.Linked, false
	}
	return "", true
}

// fault gives the error of reading a part its kind.
func fault(counted *countedReader, err error) error {
	switch {
	case counted.full:
		return fmt.Errorf("it unpacks to more than %d bytes: %w", int64(maxPart), doc.ErrTooLarge)
	case errors.Is(err, doc.ErrTooLarge), errors.Is(err, doc.ErrBroken):
		return err
	}
	return fmt.Errorf("%w: %w", doc.ErrBroken, err)
}
