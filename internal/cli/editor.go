package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

// editor is the program that the person writes with.
type editor struct {
	name string
	args []string
}

// findEditor takes $VISUAL, then $EDITOR, then what every system has. The value
// may hold arguments ("code --wait"); no shell reads it.
func (a editing) findEditor() (editor, error) {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		value := strings.TrimSpace(a.getenv(name))
		if value == "" {
			continue
		}
		if path, err := exec.LookPath(value); err == nil {
			return editor{name: path}, nil
		}
		words := strings.Fields(value)
		path, err := exec.LookPath(words[0])
		if err != nil {
			return editor{}, usage(ingest.WithHint(fmt.Errorf("%s is %s, and there is no such program", name, quoted(value)), "set it to your editor, as in EDITOR=nano"))
		}
		return editor{path, words[1:]}, nil
	}
	if !a.Interactive || a.Dumb {
		return editor{}, ingest.WithHint(errors.New("there is no terminal to edit in"), "set EDITOR to a program that edits files by itself")
	}
	for _, name := range standardEditors() {
		if path, err := exec.LookPath(name); err == nil {
			return editor{name: path}, nil
		}
	}
	return editor{}, usage(ingest.WithHint(errors.New("no editor was found"), "set EDITOR to yours, as in EDITOR=nano"))
}

func standardEditors() []string {
	if runtime.GOOS == "windows" {
		return []string{"notepad"}
	}
	return []string{"sensible-editor", "nano", "vi"}
}

// atOnce is how soon an editor comes back that did not wait for the person.
const atOnce = time.Second

// open lets the person edit files, the first of them under a head. An editor that came back
// at once, with nothing changed, may have handed them to a window.
func (a editing) open(ctx context.Context, ed editor, line int, above head, files ...string) error {
	if err := above.put(files[0]); err != nil {
		return err
	}
	before, began := contentsOf(files), time.Now()
	if line > 0 {
		line += above.lines()
	}
	err := ed.open(ctx, a.Streams, line, files...)
	same := slices.EqualFunc(before, contentsOf(files), bytes.Equal)
	if err := errors.Join(err, takeHeadOff(files[0])); err != nil {
		return err
	}
	if time.Since(began) < atOnce && same && a.Interactive {
		a.say("hint: the editor %s came back at once and nothing has changed; if it opened a window, have it wait, as in EDITOR=%q",
			filepath.Base(ed.name), waiting(ed.name))
	}
	return nil
}

// waiting is how an editor with a window is told to wait.
func waiting(name string) string {
	name = strings.TrimSuffix(filepath.Base(name), ".exe")
	switch name {
	case "mate", "bbedit":
		return name + " -w"
	case "gvim", "mvim":
		return name + " -f"
	}
	return name + " --wait"
}

func contentsOf(files []string) [][]byte {
	contents := make([][]byte, len(files))
	for i, file := range files {
		contents[i], _ = os.ReadFile(file) // one that is not there has none
	}
	return contents
}

// takesLine are editors that jump to a line given as +N before the file.
var takesLine = []string{"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "sensible-editor"}

// open runs the editor on files and waits for it. A line above 0 is where it
// shall begin, if it can.
func (e editor) open(ctx context.Context, s Streams, line int, files ...string) error {
	args := slices.Clone(e.args)
	if line > 0 && slices.Contains(takesLine, filepath.Base(e.name)) {
		args = append(args, fmt.Sprintf("+%d", line))
	}
	cmd := exec.CommandContext(ctx, e.name, append(args, files...)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = s.In, unhushed(s.Err), unhushed(s.Err)
	if s.Interactive {
		cmd.Stdout = unhushed(s.Out) // a full-screen editor insists on a terminal
	}
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("editor %s: %w", filepath.Base(e.name), err)
	}
	return nil
}
