package schedule

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// What a programme may hold at most. The largest site of a conference seen has a
// few megabytes of text.
const (
	maxFile   = 50_000_000 // given by name, or fetched
	maxInner  = 8_000_000  // within a folder or an archive; larger ones are passed over
	maxFolder = 50_000_000 // all files of one together
	maxFiles  = 20_000
)

// readPath reads a file, a folder or an archive of this machine.
func readPath(name string) ([]File, error) {
	stat, err := os.Stat(name)
	if err != nil {
		return nil, ingest.WithHint(fmt.Errorf("read the programme: %w", ingest.PathFault(name, err)), whatIsRead)
	}
	if stat.IsDir() {
		return readFolder(name)
	}
	if !stat.Mode().IsRegular() {
		return nil, ingest.WithHint(fmt.Errorf("read the programme: %s is no regular file", name), whatIsRead)
	}
	if stat.Size() >= maxFile {
		return nil, tooLarge(name)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read the programme: %w", err)
	}
	return unpack(File{Path: filepath.ToSlash(name), Data: data, Asked: true})
}

func tooLarge(name string) error {
	return ingest.WithHint(fmt.Errorf("%s: larger than %d MB", name, maxFile/1_000_000), "give the programme alone, without pictures and videos")
}

// readFolder reads the files of text below a folder. Links are not followed.
func readFolder(name string) ([]File, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, fmt.Errorf("read the programme: %w", err)
	}
	defer root.Close()
	b := bundle{name: name}
	tree := root.FS()
	err = fs.WalkDir(tree, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("read the programme: %w", err)
		case d.IsDir() && p != "." && passedOver(p):
			return fs.SkipDir
		case !d.Type().IsRegular():
			return nil
		}
		stat, err := d.Info()
		if err != nil || stat.Size() > maxInner {
			return nil //nolint:nilerr // a file that went away meanwhile is none
		}
		return b.add(p, func() ([]byte, error) { return fs.ReadFile(tree, p) })
	})
	if err != nil {
		return nil, err
	}
	if len(b.files) == 0 {
		return nil, refuse(File{Path: name}, "nothing in it is text of a programme", "give the folder of talks")
	}
	return b.files, nil
}

// bundle collects the files of a folder or an archive.
type bundle struct {
	name  string
	files []File
	size  int
}

// add takes a file in if it is text that may be part of a programme.
func (b *bundle) add(name string, read func() ([]byte, error)) error {
	if passedOver(path.Dir(name)) || !mayBeData(name) {
		return nil
	}
	data, err := read()
	if err != nil {
		return ingest.WithHint(fmt.Errorf("%s: %s: %w", b.name, name, err), "see that it is whole and may be read")
	}
	if isBinary(data) || len(bytes.TrimSpace(data)) == 0 {
		return nil
	}
	b.size += len(data)
	if b.size > maxFolder || len(b.files) == maxFiles {
		return ingest.WithHint(fmt.Errorf("%s: more than %d MB, or %d files, of text", b.name, maxFolder/1_000_000, maxFiles), "give the folder of talks, and those of speakers and times")
	}
	b.files = append(b.files, File{Path: name, Data: data, From: b.name})
	return nil
}

// passedOver are folders that hold no programme: a program's own, and hidden ones.
func passedOver(dir string) bool {
	for _, part := range strings.Split(dir, "/") {
		if part == "node_modules" || part == "__MACOSX" || len(part) > 1 && part[0] == '.' && part != ".." {
			return true
		}
	}
	return false
}

// mayBeData spares reading what is surely none: pages, styles, scripts and pictures.
func mayBeData(name string) bool {
	base := path.Base(name)
	if strings.HasPrefix(base, ".") || strings.HasPrefix(strings.ToLower(base), "readme") || strings.HasPrefix(base, "package") {
		return false
	}
	switch strings.ToLower(path.Ext(base)) {
	case ".js", ".jsx", ".ts", ".tsx", ".css", ".scss", ".sass", ".less", ".py", ".rb", ".svg", ".vue", ".astro", ".njk", ".lock", ".map", ".sh", ".woff", ".ttf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".ico":
		return false
	}
	return true
}

// unpack opens an archive, and leaves any other file alone.
func unpack(f File) ([]File, error) {
	switch {
	case bytes.HasPrefix(f.Data, []byte("PK\x03\x04")):
		return unzip(f)
	case bytes.HasPrefix(f.Data, []byte("\x1f\x8b")):
		return gunzip(f)
	case isTar(f.Data):
		return untar(f, bytes.NewReader(f.Data))
	}
	return []File{f}, nil
}

func isTar(data []byte) bool { return len(data) > 262 && string(data[257:262]) == "ustar" }

func gunzip(f File) ([]File, error) {
	compressed, err := gzip.NewReader(bytes.NewReader(f.Data))
	if err != nil {
		return nil, damaged(f, err)
	}
	head := make([]byte, 512)
	n, err := io.ReadFull(compressed, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, damaged(f, err)
	}
	whole := io.MultiReader(bytes.NewReader(head[:n]), compressed)
	if isTar(head[:n]) {
		return untar(f, whole)
	}
	data, err := io.ReadAll(io.LimitReader(whole, maxFile))
	if err != nil {
		return nil, damaged(f, err)
	}
	if len(data) == maxFile {
		return nil, tooLarge(f.name())
	}
	f.Data = data
	return []File{f}, nil
}

// untar reads an archive. Whatever its files are called, nothing is written.
func untar(f File, from io.Reader) ([]File, error) {
	archive := tar.NewReader(io.LimitReader(from, 10*maxFolder))
	b := bundle{name: f.name()}
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return b.within(f)
		}
		if err != nil {
			return nil, damaged(f, err)
		}
		if header.Typeflag != tar.TypeReg || header.Size > maxInner {
			continue
		}
		if err := b.add(path.Clean(header.Name), func() ([]byte, error) { return io.ReadAll(archive) }); err != nil {
			return nil, err
		}
	}
}

func unzip(f File) ([]File, error) {
	archive, err := zip.NewReader(bytes.NewReader(f.Data), int64(len(f.Data)))
	if err != nil {
		return nil, damaged(f, err)
	}
	b := bundle{name: f.name()}
	for _, inner := range archive.File {
		if inner.Name == "xl/workbook.xml" {
			return nil, refuse(f, "it is a spreadsheet", "save it as CSV, with the names of the columns in the first line")
		}
		if !inner.Mode().IsRegular() || inner.UncompressedSize64 > maxInner {
			continue
		}
		if err := b.add(path.Clean(inner.Name), func() ([]byte, error) { return readZipped(inner) }); err != nil {
			return nil, err
		}
	}
	return b.within(f)
}

// readZipped reads a file of an archive up to the length that is allowed,
// whatever its header promised.
func readZipped(inner *zip.File) ([]byte, error) {
	r, err := inner.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	return io.ReadAll(io.LimitReader(r, maxInner))
}

// within drops the one folder in which everything of an archive stands.
func (b *bundle) within(f File) ([]File, error) {
	if len(b.files) == 0 {
		return nil, refuse(f, "nothing in it is text of a programme", "give an archive of the website")
	}
	top, _, _ := strings.Cut(b.files[0].Path, "/")
	for _, file := range b.files {
		if !strings.HasPrefix(file.Path, top+"/") {
			top = ""
		}
	}
	for i := range b.files {
		b.files[i].URL = f.URL
		if top != "" && !sessionPlaces[folded(top)] && !peoplePlaces[folded(top)] {
			b.files[i].Path = strings.TrimPrefix(b.files[i].Path, top+"/")
		}
	}
	return b.files, nil
}

func damaged(f File, err error) error {
	return ingest.WithHint(fmt.Errorf("%s: the archive is damaged: %w", f.name(), err), "fetch or pack it again")
}
