package captions

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/talks"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/confined"
)

// Folder keeps captions as WebVTT files, below a folder of their own. It is made when
// something is written.
type Folder struct{ dir string }

// OpenFolder is the one at a path, which may be missing.
func OpenFolder(dir string) Folder { return Folder{dir} }

// Stored is a track as it stands in the folder, or shall.
type Stored struct {
	Language string `json:"language"`
	Machine  bool   `json:"machine,omitempty"`
	Name     string `json:"name"` // of the file, slash-separated, from the folder
}

// Path is where the file of a name is.
func (f Folder) Path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

const (
	extension   = ".vtt"
	machineMark = "machine"
)

// Names are those of the files for tracks of one talk, whose own file is event/talk: the
// language, "machine" for what nobody wrote, and the host where the talk is on several and
// this is not the first; a number tells apart what is equal in all of that.
func Names(event, talk, host string, tracks []ingest.Track) []string {
	names := make([]string, len(tracks))
	for i, t := range tracks {
		parts := []string{talk, Language(t.Language)}
		if t.Machine {
			parts = append(parts, machineMark)
		}
		if host != "" {
			parts = append(parts, host)
		}
		name := path.Join(event, strings.Join(parts, "."))
		names[i] = name + extension
		for n := 2; slices.Contains(names[:i], names[i]); n++ {
			names[i] = name + "." + strconv.Itoa(n) + extension
		}
	}
	return names
}

// List lists the tracks of a talk that are there, by name: those of people first.
func (f Folder) List(event, talk string) ([]Stored, error) {
	entries, err := os.ReadDir(filepath.Join(f.dir, event))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var people, machines []Stored
	for _, e := range entries {
		marks, ours := strings.CutPrefix(e.Name(), talk+".")
		marks, isTrack := strings.CutSuffix(marks, extension)
		if !ours || !isTrack {
			continue
		}
		parts := strings.Split(marks, ".")
		s := Stored{Language: Language(parts[0]), Machine: slices.Contains(parts[1:], machineMark), Name: path.Join(event, e.Name())}
		switch {
		case s.Language == Unknown && parts[0] != Unknown: // of a talk with a longer name
		case s.Machine:
			machines = append(machines, s)
		default:
			people = append(people, s)
		}
	}
	return append(people, machines...), nil
}

// video is the one of a talk that a track is of: see [Names]. It is empty for a talk without any.
func (t Stored) video(of talks.Talk) ingest.Video {
	if len(of.Videos) == 0 {
		return ingest.Video{}
	}
	marks := strings.Split(strings.TrimPrefix(path.Base(t.Name), of.Name), ".")
	elsewhere := func(v ingest.Video) bool { return slices.Contains(marks, v.Provider) }
	if i := slices.IndexFunc(of.Videos[1:], elsewhere); i >= 0 {
		return of.Videos[1+i]
	}
	return of.Videos[0]
}

// Has reports whether a file is there.
func (f Folder) Has(name string) bool {
	info, err := os.Stat(f.Path(name))
	return err == nil && info.Mode().IsRegular()
}

// Read reads a file.
func (f Folder) Read(name string) ([]Cue, error) {
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	src, err := confined.ReadFile(root, name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.Path(name), err)
	}
	cues, err := Read(src)
	if err != nil {
		return nil, ingest.WithHint(fmt.Errorf("read %s: %w", f.Path(name), err), "delete it, and `stevie captions --get` fetches it again")
	}
	return cues, nil
}

// Write puts cues into a file, whole or not at all.
func (f Folder) Write(name string, cues []Cue) error {
	if err := atomicfile.MakeFolder(f.dir, 0o755); err != nil {
		return fmt.Errorf("make %s: %w", f.dir, err)
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	return atomicfile.Write(root, name, Encode(cues))
}

// CopyTo puts a track beside a video, under its name: players look for it there.
func (f Folder) CopyTo(s Stored, video string) error {
	cues, err := f.Read(s.Name)
	if err != nil {
		return err
	}
	mark := "." + s.Language
	if s.Machine {
		mark += "." + machineMark
	}
	dir, name := filepath.Split(strings.TrimSuffix(video, filepath.Ext(video)) + mark + extension)
	beside := Folder{filepath.Clean(dir)}
	if beside.Has(name) {
		return nil
	}
	return beside.Write(name, cues)
}
