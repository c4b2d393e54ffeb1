//go:build unix

package workspace

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/pyvideo/stevie/internal/confined"
)

// A named pipe in place of a file, to which nobody ever writes, keeps no command
// waiting.
func TestPipesAreRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"drafts/" + event + "/one.toml", "drafts/" + event + "/event.toml", "drafts/" + event + "/other.toml",
		"drafts/" + event + "/.base/" + baseFile(talk(1, "").Key()),
		"state/locks/" + event + ".lock", "state/locks/" + newLock,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			w := openAt(t, filepath.Join(dir, "drafts"), filepath.Join(dir, "state"))
			mustRun(t, w, talk(1, "One"))
			d := load(t, w).Folders[0].Drafts[0]
			pipe := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.Remove(pipe); err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
			if err := syscall.Mkfifo(pipe, 0o600); err != nil {
				t.Skip(err)
			}
			done := make(chan error)
			go func() {
				c, err := w.Load(t.Context())
				errs := []error{err}
				if err == nil && len(c.Problems) > 0 {
					errs = append(errs, c.Problems[0])
				}
				_, err = w.Base(d)
				errs = append(errs, err)
				_, err = w.Event(event)
				errs = append(errs, err)
				_, err = w.Update(t.Context(), d, talk(1, "Two"))
				errs = append(errs, err)
				_, problems := w.Bases(event)
				if len(problems) > 0 {
					errs = append(errs, problems[0])
				}
				_, err = w.LockNew(t.Context())
				done <- errors.Join(append(errs, err)...)
			}()
			select {
			case err := <-done:
				if !errors.Is(err, confined.ErrNotRegular) {
					t.Errorf("nobody tells of the pipe: %v", err)
				}
			case <-time.After(20 * time.Second):
				t.Error("it waits for ever")
			}
		})
	}
}
