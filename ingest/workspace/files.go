package workspace

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/confined"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// files is the folder of drafts. All paths count from root.
type files struct {
	dir  string // as it was given to [Open]
	root *os.Root
}

// path returns where a file is, for people.
func (f files) path(event, file string) string { return filepath.Join(f.dir, event, file) }

// readFile reads a file below the folder of drafts. What is no file, such as a pipe,
// which nobody may ever write to, is refused.
func (f files) readFile(name string) ([]byte, error) {
	src, err := confined.ReadFile(f.root, name)
	if errors.Is(err, confined.ErrNotRegular) {
		err = &fs.PathError{Op: "read", Path: name, Err: confined.ErrNotRegular}
	}
	return src, err
}

// names lists a folder, which may be missing.
func (f files) names(dir string) (names []string, err error) {
	folder, err := f.root.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	return folder.Readdirnames(-1)
}

// read reads a draft as it is now.
func (f files) read(event, file string) (*draft.Draft, error) {
	src, err := f.readFile(path.Join(event, file))
	if err != nil {
		return nil, err
	}
	return draft.Parse(f.path(event, file), src)
}

// fresh returns the draft as its file is now.
func (f files) fresh(d *draft.Draft) (*draft.Draft, error) {
	src, err := f.readFile(path.Join(d.Event, d.File))
	if err != nil || bytes.Equal(src, d.Bytes()) {
		return d, err
	}
	now, err := draft.Parse(d.Path, src)
	if err == nil && now.Source.Key() != d.Source.Key() {
		err = fmt.Errorf("it %w: it is about %s", draft.ErrChanged, now.Source.Key())
	}
	return now, err
}

// events lists the folders of events, sorted, and those that cannot be one.
func (f files) events() (events, misnamed []string, err error) {
	dir, err := confined.Open(f.root, ".")
	if err != nil {
		return nil, nil, fmt.Errorf("list events: %w", err)
	}
	defer dir.Close()
	entries, err := dir.Entries()
	if err != nil {
		return nil, nil, fmt.Errorf("list events: %w", err)
	}
	for _, e := range entries {
		switch name := e.Name(); {
		case name[0] == '.' || !dir.IsDir(e):
		case draft.CheckSlug(name) != nil:
			misnamed = append(misnamed, name)
		case f.isBlank(name):
		default:
			events = append(events, name)
		}
	}
	return events, misnamed, nil
}

// isBlank reports whether a folder is all that a run has left which was killed when
// it made an event.
func (f files) isBlank(event string) bool {
	for _, dir := range []string{event, path.Join(event, baseDir)} {
		names, err := f.names(dir)
		if err != nil {
			return false // whoever reads it tells
		}
		for _, name := range names {
			if name != baseDir && name != pendingFile && !strings.HasPrefix(name, atomicfile.TempPrefix) {
				return false
			}
		}
	}
	return true
}

// event reads the event.toml of an event.
func (f files) event(slug string) (ingest.Event, error) {
	if err := draft.CheckSlug(slug); err != nil {
		return ingest.Event{}, err
	}
	src, err := f.readFile(slug + "/" + draft.EventFile)
	if errors.Is(err, fs.ErrNotExist) {
		return ingest.Event{}, ingest.WithHint(
			fmt.Errorf("event %s: no %s: %w", slug, f.path(slug, draft.EventFile), fs.ErrNotExist), f.nearEvent(slug))
	}
	if err != nil {
		return ingest.Event{}, fmt.Errorf("event %s: %w", slug, err)
	}
	return draft.ParseEvent(slug, f.path(slug, draft.EventFile), src)
}

func (f files) nearEvent(slug string) string {
	events, _, err := f.events()
	if near := tomledit.Nearest(slug, events); err == nil && near != "" {
		return fmt.Sprintf("did you mean %s?", near)
	}
	return "import a playlist into it with: stevie import URL --event " + slug
}
