package pipeline_test

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/atomicfile"
)

// disk is a model of a file system that loses what was not synced. It promises no
// more than POSIX does: the bytes of a file last once it was synced, a name once
// its folder was. Within .git it also promises what git relies on (git-config,
// core.fsync): names last in the order in which they were given, and all that were
// given before any file was synced.
type disk struct {
	files map[string]*inode
	// lasting are the names that a power cut leaves, by path: nil is a folder.
	lasting map[string]*inode
	pending []naming
}

// inode is a file, whatever its names.
type inode struct {
	data, synced []byte
	folder       bool
}

// naming is a change of names that a power cut may undo.
type naming struct {
	gone string // the name that was taken away, "" for none
	name string // the one that was given, "" for none
	file *inode
	// of two names that are exchanged at once, the other one, and what it is given
	other     string
	otherFile *inode
}

func (n naming) inGit() bool { return inGit(cmp.Or(n.name, n.gone)) }

func inGit(name string) bool { return strings.Contains(name+"/", "/.git/") }

// newDisk is a disk with what a world holds.
func newDisk(t *testing.T, w world) *disk {
	t.Helper()
	d := &disk{files: map[string]*inode{}, lasting: map[string]*inode{}}
	must(t, filepath.WalkDir(w.dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || name == w.dir {
			return err
		}
		file := &inode{folder: e.IsDir()}
		if !file.folder {
			if file.data, err = os.ReadFile(name); err != nil {
				return err
			}
			file.synced = file.data
		}
		d.files[filepath.ToSlash(name[len(w.dir)+1:])] = file
		return nil
	}))
	maps.Copy(d.lasting, d.files)
	return d
}

// do does an operation.
func (d *disk) do(o operation) error {
	file := d.files[o.path]
	if file == nil && o.call != "open" && o.call != "truncate" && o.call != "mkdir" && o.path != "." {
		return fmt.Errorf("%s: there is no such file", o)
	}
	switch o.call {
	case "open", "truncate", "mkdir":
		if file == nil {
			file = &inode{folder: o.call == "mkdir"}
			d.name(naming{name: o.path, file: file})
		}
		if o.call == "truncate" {
			file.data = append(bytes.Clone(file.data), make([]byte, o.size)...)[:o.size]
		}
	case "write":
		if o.at >= 0 {
			file.data = append(bytes.Clone(file.data), make([]byte, max(0, int(o.at)+len(o.data)-len(file.data)))...)
			copy(file.data[o.at:], o.data)
		} else {
			file.data = append(bytes.Clone(file.data), o.data...)
		}
	case "sync":
		d.sync(o.path, file)
	case "link":
		d.name(naming{name: o.to, file: file})
	case "rename":
		d.name(naming{gone: o.path, name: o.to, file: file})
	case "exchange":
		d.name(naming{name: o.to, file: file, other: o.path, otherFile: d.files[o.to]})
	case "unlink", "rmdir":
		d.name(naming{gone: o.path})
	}
	return nil
}

func (d *disk) name(n naming) {
	apply(d.files, n)
	d.pending = append(d.pending, n)
}

// apply changes names. What lies in a folder that is renamed moves with it; nobody
// does that here.
func apply(names map[string]*inode, n naming) {
	if n.gone != "" {
		delete(names, n.gone)
	}
	if n.name != "" {
		names[n.name] = n.file
	}
	if n.other != "" {
		names[n.other] = n.otherFile
	}
}

// sync makes the bytes of a file, or the names in a folder, last.
func (d *disk) sync(name string, file *inode) {
	if file != nil && !file.folder {
		file.synced = file.data
	}
	d.pending = slices.DeleteFunc(d.pending, func(n naming) bool {
		lasts := inGit(name) && n.inGit() || (file == nil || file.folder) && path.Dir(cmp.Or(n.name, n.gone)) == name
		if lasts {
			apply(d.lasting, n)
		}
		return lasts
	})
}

// now is what there is as long as the power stays on.
func (d *disk) now() state {
	s := state{}
	for name, file := range d.files {
		s.add(name, file, file.data)
	}
	return s
}

// afterPowerCut is what is left of the names that lasts says yes to, and of those
// that were synced.
func (d *disk) afterPowerCut(lasts func(naming) bool) state {
	names := maps.Clone(d.lasting)
	for _, n := range d.pending {
		if lasts(n) {
			apply(names, n)
		}
	}
	s := state{}
	for name, file := range names {
		if reachable(names, name) {
			s.add(name, file, file.synced)
		}
	}
	return s
}

// reachable reports whether all folders above a name are there.
func reachable(names map[string]*inode, name string) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if names[dir] == nil || !names[dir].folder {
			return false
		}
	}
	return true
}

// powerCuts are states that a power cut at this moment may leave: none of the names
// that were not synced, all of them, and any of them. Those of git come in order.
func (d *disk) powerCuts(r *rand.Rand) []state {
	inGit := 0
	for _, n := range d.pending {
		if n.inGit() {
			inGit++
		}
	}
	some := func() func(naming) bool {
		left := r.IntN(inGit + 1)
		return func(n naming) bool {
			if n.inGit() {
				left--
				return left >= 0
			}
			return r.IntN(2) == 0
		}
	}
	return []state{
		d.afterPowerCut(func(naming) bool { return false }),
		d.afterPowerCut(func(naming) bool { return true }),
		d.afterPowerCut(some()),
	}
}

// state is what a disk holds: contents by path, folders with a slash behind.
type state map[string][]byte

func (s state) add(name string, file *inode, data []byte) {
	if file.folder {
		name, data = name+"/", nil
	}
	s[name] = data
}

// key tells states apart.
func (s state) key() string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(s)) {
		fmt.Fprintf(h, "%q %q\n", name, s[name])
	}
	return string(h.Sum(nil))
}

// onDisk puts a state where a run can carry on with it.
func (s state) onDisk(t *testing.T) world {
	t.Helper()
	w := world{filepath.Join(quickDir(t), "world")}
	for _, name := range slices.Sorted(maps.Keys(s)) { // a folder comes before what is in it
		to := filepath.Join(w.dir, filepath.FromSlash(name))
		if strings.HasSuffix(name, "/") {
			must(t, os.MkdirAll(to, 0o755))
			continue
		}
		must(t, os.MkdirAll(filepath.Dir(to), 0o755))
		must(t, os.WriteFile(to, s[name], 0o644))
	}
	return w
}

// versions are the contents that each file of stevie's has had as a whole, from when
// its name was given to it.
func versions(t *testing.T, w world, ops []operation) map[string][][]byte {
	t.Helper()
	d := newDisk(t, w)
	had := map[string][][]byte{}
	for name, file := range d.files {
		had[name] = [][]byte{file.data}
	}
	for _, o := range ops {
		must(t, d.do(o))
		if o.call == "link" || o.call == "rename" || o.call == "exchange" {
			had[o.to] = append(had[o.to], d.files[o.to].data)
		}
	}
	return had
}

// torn reports the files of a state that are neither old nor new.
func (s state) torn(had map[string][][]byte) []string {
	var torn []string
	for name, data := range s {
		ours := path.Ext(name) == ".toml" || path.Ext(name) == ".json"
		if !ours || inGit(name) || strings.HasPrefix(path.Base(name), atomicfile.TempPrefix) {
			continue
		}
		if !slices.ContainsFunc(had[name], func(whole []byte) bool { return bytes.Equal(whole, data) }) {
			torn = append(torn, fmt.Sprintf("%s holds %q", name, data))
		}
	}
	return torn
}
