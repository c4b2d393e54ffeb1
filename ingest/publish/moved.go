package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"

	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/confined"
)

// maxLooks bounds how often a data tree is looked at anew because somebody else
// writes to the same event.
const maxLooks = 5

// isMoved reports whether a record could not be written because the data tree is
// not as it was looked at: a file has come, has gone, or was saved.
func isMoved(err error) bool {
	return errors.Is(err, atomicfile.ErrChanged) || errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist)
}

// eventNow is an event's folder of a data tree as it is at this moment.
type eventNow struct {
	index *record.Index
	// unread are the bytes of records that cannot be understood, by their paths:
	// somebody may be in the middle of writing them.
	unread map[string][]byte
}

// lookAt reads an event's folder, which may be missing.
func lookAt(root *os.Root, event string) (eventNow, error) {
	contents := map[string][]byte{}
	for _, dir := range []string{event, path.Join(event, record.VideosFolder)} {
		if err := readFolder(root, dir, contents); err != nil {
			return eventNow{}, err
		}
	}
	now := eventNow{unread: map[string][]byte{}}
	now.index = record.IndexFiles(func(yield func(string, []byte) bool) {
		for name, src := range contents {
			if !yield(name, src) {
				return
			}
		}
	})
	for _, problem := range now.index.Problems {
		now.unread[problem.Path] = contents[problem.Path]
	}
	return now, nil
}

// readFolder adds the files of a folder that an index looks into. One that cannot
// be read, such as a link to nowhere, is nobody's record.
func readFolder(root *os.Root, dir string, into map[string][]byte) error {
	folder, err := confined.Open(root, dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer folder.Close()
	entries, err := folder.Entries()
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		if !record.IsIndexed(name) {
			continue
		}
		if src, err := folder.Read(e, nil); err == nil {
			into[name] = src
		}
	}
	return err
}
