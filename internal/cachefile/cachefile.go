// Package cachefile reads and writes what is in a workspace's cache directory,
// .stevie: JSON files that can be made anew. One that is missing or broken counts
// as none, so whoever reads it goes on without; writing one replaces it whole. The
// locks of drafts, which lie there too, are package workspace's. What people said cannot be
// made anew: without journal.jsonl, which grows line by line, nothing is left to be undone,
// and whoever has said that two names are two people's is asked again.
//
// Each file belongs to one package, which knows its type:
//
//	imports.json            gather: imports that a host has ended before their time
//	sync/EVENT.json         sync: the state of an event's collections when last listed
//	channels.json           sync: what became of the collections of watched channels
//	unavailable/EVENT.json  intake: the videos of an event that could not be watched
//	audit.json              audit: when each published video was last looked at
//	library.index           library: what find and the editor look up; not JSON, and its own reader
//	downloads.json          download: what parts of files are parts of, in a directory for each folder of videos
//	captions.json           captions: which tracks videos had when last asked
//	journal.jsonl           journal: what people did to drafts and said of names, an act a line
//	sheets/EVENT.json       pipeline: an event's drafts as they were exported to a spreadsheet
//	together-EVENT.json     cli: an event's talks as the file of `edit --together` beside it showed them
package cachefile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"sync"
	"time"

	"github.com/pyvideo/stevie/internal/atomicfile"
)

// The files of the whole workspace.
const (
	Imports   = "imports.json"
	Channels  = "channels.json"
	Audit     = "audit.json"
	Captions  = "captions.json"
	Downloads = "downloads.json"
	Library   = "library.index"
	Journal   = "journal.jsonl"
)

const (
	syncFolder        = "sync"
	unavailableFolder = "unavailable"
	sheetsFolder      = "sheets"
)

// Sync is the file with the state of an event's collections.
func Sync(event string) string { return path.Join(syncFolder, event+".json") }

// Unavailable is the file with the videos of an event that could not be watched.
func Unavailable(event string) string { return path.Join(unavailableFolder, event+".json") }

// Sheets is the file with the drafts of an event as they were exported.
func Sheets(event string) string { return path.Join(sheetsFolder, event+".json") }

// Together is the file with an event's talks as they were shown together.
func Together(event string) string { return "together-" + event + ".json" }

// Dir is a cache directory. It is made when something is written. Its methods may be
// called concurrently.
type Dir struct {
	path  string
	sweep sync.Once
}

// Open returns the cache directory at a path, which may be missing.
func Open(path string) *Dir { return &Dir{path: path} }

// Read reads a file. The error of a missing one wraps [io/fs.ErrNotExist].
func (d *Dir) Read(name string, into any) error {
	root, err := os.OpenRoot(d.path)
	if err != nil {
		return err
	}
	defer root.Close()
	src, err := root.ReadFile(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(src, into); err != nil {
		return fmt.Errorf("read %s: %w", path.Join(d.path, name), err)
	}
	return nil
}

// Write writes a file, unless it holds the same already.
func (d *Dir) Write(name string, v any) error {
	src, err := json.MarshalIndent(v, "", " ")
	if err == nil {
		err = d.write(name, append(src, '\n'))
	}
	if err != nil {
		return fmt.Errorf("write %s of the cache directory: %w", name, err)
	}
	return nil
}

// Remove removes a file. The error of a missing one wraps [io/fs.ErrNotExist].
func (d *Dir) Remove(name string) error {
	root, err := os.OpenRoot(d.path)
	if err != nil {
		return err
	}
	defer root.Close()
	return root.Remove(name)
}

func (d *Dir) write(name string, src []byte) error {
	if err := atomicfile.MakeFolder(d.path, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(d.path)
	if err != nil {
		return err
	}
	defer root.Close()
	d.sweep.Do(func() {
		for _, dir := range []string{".", syncFolder, unavailableFolder, sheetsFolder} {
			if err == nil {
				err = atomicfile.Sweep(root, dir, longest)
			}
		}
	})
	if err != nil {
		return err
	}
	if old, err := root.ReadFile(name); err == nil && bytes.Equal(old, src) {
		return nil
	}
	return atomicfile.Write(root, name, src)
}

// longest is what no run takes to write one file: a temporary one that is older was
// left by a run that was killed.
const longest = time.Hour
