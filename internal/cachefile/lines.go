package cachefile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/confined"
)

// Append adds a line of JSON to a file. It is written at once, so that several processes
// may append to one file. What a killed run left of a line stands on a line of its own.
func (d *Dir) Append(name string, v any) error {
	line, err := json.Marshal(v)
	if err == nil {
		err = d.append(name, append(line, '\n'))
	}
	if err != nil {
		return fmt.Errorf("write %s of the cache directory: %w", name, err)
	}
	return nil
}

func (d *Dir) append(name string, line []byte) (err error) {
	if err := atomicfile.MakeFolder(d.path, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(d.path)
	if err != nil {
		return err
	}
	defer root.Close()
	if info, err := root.Stat(name); err == nil && !info.Mode().IsRegular() {
		return &fs.PathError{Op: "open", Path: name, Err: confined.ErrNotRegular}
	}
	f, err := root.OpenFile(name, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if info, err := f.Stat(); err == nil && info.Size() > 0 {
		var last [1]byte
		if _, err := f.ReadAt(last[:], info.Size()-1); err == nil && last[0] != '\n' {
			line = append([]byte{'\n'}, line...)
		}
	}
	_, err = f.Write(line)
	return err
}

// Lines returns the lines of a file that Append has written; none of one that is missing,
// and the last ones of one that has grown too large to be read as a whole.
func (d *Dir) Lines(name string) ([][]byte, error) {
	root, err := os.OpenRoot(d.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer root.Close()
	src, err := confined.ReadFile(root, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if errors.Is(err, confined.ErrTooLarge) {
		src, err = lastLines(root, name)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s of the cache directory: %w", name, err)
	}
	return bytes.Split(bytes.TrimRight(src, "\n"), []byte{'\n'}), nil
}

// lastLines reads the end of a file, from the first line that begins there.
func lastLines(root *os.Root, name string) ([]byte, error) {
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if _, err := f.Seek(-confined.MaxSize, io.SeekEnd); err != nil {
		return nil, err
	}
	src, err := io.ReadAll(f)
	_, lines, _ := bytes.Cut(src, []byte{'\n'})
	return lines, err
}
