package site

import (
	"encoding/hex"
	"encoding/json"
	"math"
	"strconv"

	"moothall/internal/gazette"
	"moothall/internal/page"
)

// gazetteView is the page that says how the record proves itself.
type gazetteView struct {
	words      *page.Words
	checkpoint string
	key        string
}

// showGazette says how the record proves itself, with its newest checkpoint.
func (s *Site) showGazette(w *reply, v *visit) error {
	checkpoint, err := s.log.Checkpoint(v.ctx)
	if err != nil {
		return err
	}
	view := gazetteView{words: v.words, checkpoint: checkpoint, key: s.log.Key()}
	return w.page(s.frame(v, page.Frame{Title: v.words.T("gazette.title")}), gazettePage(view))
}

// showCheckpoint is the newest signed checkpoint, in the form of golang.org/x/mod/sumdb/note.
func (s *Site) showCheckpoint(w *reply, v *visit) error {
	checkpoint, err := s.log.Checkpoint(v.ctx)
	if err != nil {
		return err
	}
	return w.text(checkpoint)
}

// showKey is the public key that checkpoints are verified with.
func (s *Site) showKey(w *reply, _ *visit) error { return w.text(s.log.Key() + "\n") }

// mostEntries is how many entries are given at once.
const mostEntries = 1000

// entryData is an entry of the log as data. The nonce and the content are absent where the content
// was taken down; what the log commits to is all the rest.
type entryData struct {
	Seq        int64           `json:"seq"`
	Kind       gazette.Kind    `json:"kind"`
	Number     int             `json:"number"`
	Edition    int             `json:"edition"`
	Published  string          `json:"published"`
	Commitment string          `json:"commitment"`
	Files      []string        `json:"files"`
	Nonce      string          `json:"nonce,omitempty"`
	Content    json.RawMessage `json:"content,omitempty"`
	TakenDown  int64           `json:"takenDown,omitempty"` // the entry that took the content down
}

// showEntries gives entries of the log from a place on, and where the next begin.
func (s *Site) showEntries(w *reply, v *visit) error {
	from, err := v.whole("from", 0, math.MaxInt32, 0)
	if err != nil {
		return err
	}
	limit, err := v.whole("limit", 1, mostEntries, 100)
	if err != nil {
		return err
	}
	entries, err := s.log.Entries(v.ctx, int64(from), limit)
	if err != nil {
		return err
	}
	list := make([]entryData, 0, len(entries))
	for _, e := range entries {
		files := e.Files
		if files == nil {
			files = []string{}
		}
		list = append(list, entryData{Seq: e.Seq, Kind: e.Subject.Kind, Number: e.Subject.Number, Edition: e.Edition,
			Published: gazette.Moment(e.Published), Commitment: hex.EncodeToString(e.Commitment[:]), Files: files,
			Nonce: hex.EncodeToString(e.Nonce), Content: e.Content, TakenDown: e.TakenDown})
	}
	answer := map[string]any{"entries": list}
	if len(list) == limit {
		answer["next"] = from + len(list)
	}
	return w.json(answer)
}

// showInclusion proves that an entry is in the log of a size.
func (s *Site) showInclusion(w *reply, v *visit) error {
	entry, size, err := v.twoNumbers("entry", "size")
	if err != nil {
		return err
	}
	proof, err := s.log.Inclusion(v.ctx, entry, size)
	if err != nil {
		return err
	}
	return w.json(map[string]any{"entry": entry, "size": size, "proof": hexes(proof)})
}

// showConsistency proves that the log of one size begins with the log of a smaller.
func (s *Site) showConsistency(w *reply, v *visit) error {
	from, to, err := v.twoNumbers("from", "to")
	if err != nil {
		return err
	}
	proof, err := s.log.Consistency(v.ctx, from, to)
	if err != nil {
		return err
	}
	return w.json(map[string]any{"from": from, "to": to, "proof": hexes(proof)})
}

// twoNumbers are two parameters that must be given.
func (v *visit) twoNumbers(first, second string) (a, b int64, err error) {
	for _, one := range []struct {
		name string
		into *int64
	}{{first, &a}, {second, &b}} {
		n, err := v.whole(one.name, 0, math.MaxInt32, -1)
		if err != nil {
			return 0, 0, err
		}
		if n < 0 {
			return 0, 0, v.problem("fault.missing", "Name", one.name)
		}
		*one.into = int64(n)
	}
	if a > b {
		return 0, 0, v.problem("fault.number", "Name", first, "Least", "0", "Most", strconv.FormatInt(b, 10), "Value", strconv.FormatInt(a, 10))
	}
	return a, b, nil
}

func hexes(hashes [][32]byte) []string {
	list := make([]string, 0, len(hashes))
	for _, h := range hashes {
		list = append(list, hex.EncodeToString(h[:]))
	}
	return list
}
