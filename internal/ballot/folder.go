package ballot

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"moothall/internal/council"
)

// Folder holds the private halves of boxes, a file each, which is named by the number of its ballot and which
// its owner alone can read. Processes that share the folder can count one another's ballots.
type Folder string

// OpenFolder makes the folder where it is missing, closed to other users of the machine.
func OpenFolder(path string) (Folder, error) {
	err := os.MkdirAll(path, 0o700)
	if err == nil {
		err = os.Chmod(path, 0o700)
	}
	if err != nil {
		return "", fmt.Errorf("make the folder of ballot boxes: %w", err)
	}
	return Folder(path), nil
}

func (f Folder) path(number int) string {
	return filepath.Join(string(f), strconv.Itoa(number)+".key")
}

// Make makes the box of the ballot of that number, which is on the disk when Make returns, and gives its lid. One
// that a process left there which died before it opened the ballot is replaced.
func (f Folder) Make(number int) (lid []byte, err error) {
	key, err := kem().GenerateKey()
	if err != nil {
		return nil, fmt.Errorf("make a ballot box: %w", err)
	}
	private, err := key.Bytes()
	if err != nil {
		return nil, fmt.Errorf("make a ballot box: %w", err)
	}
	aside, err := os.CreateTemp(string(f), "new-*")
	if err != nil {
		return nil, fmt.Errorf("make a ballot box: %w", err)
	}
	_, err = aside.Write(private)
	err = errors.Join(err, aside.Sync(), aside.Close())
	if err == nil {
		err = os.Rename(aside.Name(), f.path(number))
	}
	if err != nil {
		return nil, fmt.Errorf("keep the key of a ballot box: %w", errors.Join(err, os.Remove(aside.Name())))
	}
	return key.PublicKey().Bytes(), nil
}

// Open reads papers that were sealed with the lid of a box, in the order given. Where the box is not here it is
// council.ErrNotFound.
func (f Folder) Open(number int, papers [][]byte) ([]int, error) {
	private, err := os.ReadFile(f.path(number))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the key of ballot box %d: %w", number, council.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read the key of ballot box %d: %w", number, err)
	}
	return open(private, papers)
}

// Burn destroys a box: what was sealed with its lid can be read by nobody from then on. One that is gone is no
// error.
func (f Folder) Burn(number int) error {
	if err := os.Remove(f.path(number)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("burn ballot box %d: %w", number, err)
	}
	return nil
}

// Boxes are the numbers of the ballots whose boxes are here.
func (f Folder) Boxes() ([]int, error) {
	files, err := os.ReadDir(string(f))
	if err != nil {
		return nil, fmt.Errorf("look for ballot boxes: %w", err)
	}
	var list []int
	for _, file := range files {
		name, isKey := strings.CutSuffix(file.Name(), ".key")
		if number, err := strconv.Atoi(name); isKey && err == nil {
			list = append(list, number)
		}
	}
	return list, nil
}
