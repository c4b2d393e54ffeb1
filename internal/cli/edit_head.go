package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// headMark begins each line of a head. People's own comments do not begin so.
const headMark = "#| "

// head is what stands above a draft while it is edited, where the eye begins: comments,
// which are gone when the editor is closed. It is of one kind with the draft's own lines
// all the same, so that a run that was killed leaves a draft which is read as before, and
// the next edit takes it off.
type head string

// headOf is empty for a draft that cannot be read.
func headOf(v pipeline.View) head {
	if v.Draft == nil {
		return ""
	}
	var b strings.Builder
	for _, line := range knownOf(v) {
		fmt.Fprintln(&b, headMark+line)
	}
	if b.Len() > 0 {
		fmt.Fprintln(&b, headMark+"(these lines go when the editor is closed)")
	}
	return head(b.String())
}

// lines is how far it moves the draft down.
func (h head) lines() int { return strings.Count(string(h), "\n") }

// put sets the head on a draft, in the place of one that was left there.
func (h head) put(file string) error {
	if h == "" {
		return nil
	}
	return rewriteFile(file, func(text []byte) []byte { return append([]byte(h), beheaded(text)...) })
}

// takeHeadOff takes off what put has set, if it is there.
func takeHeadOff(file string) error { return rewriteFile(file, beheaded) }

// beheaded is a draft without its head.
func beheaded(text []byte) []byte {
	for bytes.HasPrefix(text, []byte(headMark)) {
		_, text, _ = bytes.Cut(text, []byte("\n"))
	}
	return text
}

// rewriteFile changes a file, again if somebody else writes it meanwhile. What is not there
// stays so.
func rewriteFile(file string, change func([]byte) []byte) error {
	folder, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return err
	}
	defer folder.Close()
	for {
		old, err := folder.ReadFile(filepath.Base(file))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		text := change(old)
		if bytes.Equal(text, old) {
			return nil
		}
		err = atomicfile.Replace(folder, filepath.Base(file), old, text)
		if !errors.Is(err, atomicfile.ErrChanged) {
			return err
		}
	}
}
