package library

import (
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"
	"time"

	"github.com/pyvideo/stevie/internal/atomicfile"
)

// version is the first line of an index. Another one is made anew: whoever changes what
// stands in it, or how words are folded, changes this.
const version = "stevie library 1\n"

// headSize is that of the version and the checksum.
const headSize = len(version) + 8

// file is where the index is kept: the version, a checksum of the rest, the folders that it is
// made of, and one event after the other. It is replaced whole and not waited for until it is
// on the disk: what a power cut leaves has a wrong checksum.
type file struct {
	name  string
	fault error // of the last write
}

// read reads the events of an index. One that is missing, damaged, of another version or of
// other folders has none.
func (f *file) read(sources Sources) []*shard {
	src, err := os.ReadFile(f.name)
	if err != nil || len(src) < headSize || string(src[:len(version)]) != version {
		return nil
	}
	u := unpacked(src[len(version):])
	if u.fixed() != checksum(src[headSize:]) {
		return nil
	}
	for _, dir := range sources.dirs() {
		if u.text() != dir {
			return nil
		}
	}
	shards := make([]*shard, u.number())
	for i := range shards {
		shards[i] = unpack(u.text())
	}
	return shards
}

// write replaces the index.
func (f *file) write(sources Sources, shards []*shard) {
	if f.name == "" {
		return
	}
	var p packed
	p.each(sources.dirs())
	p.number(len(shards))
	for _, s := range shards {
		p.text(s.bytes)
	}
	head := packed(version)
	head.fixed(checksum(p))
	f.fault = f.replace(append(head, p...))
}

// longest is what no run takes to write an index.
const longest = time.Hour

func (f *file) replace(src []byte) error {
	dir, name := filepath.Split(f.name)
	if err := atomicfile.MakeFolder(filepath.Clean(dir), 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(filepath.Clean(dir))
	if err != nil {
		return err
	}
	defer root.Close()
	return errors.Join(atomicfile.Sweep(root, ".", longest), atomicfile.WriteUnsynced(root, name, src))
}

// dirs are the folders as they are told apart.
func (s Sources) dirs() []string {
	list := []string{s.Data, s.Drafts, s.Captions}
	for i, dir := range list {
		if abs, err := filepath.Abs(dir); err == nil && dir != "" {
			list[i] = abs
		}
	}
	return list
}

func checksum(src []byte) uint64 {
	return uint64(crc32.Checksum(src, crc32.MakeTable(crc32.Castagnoli)))
}
