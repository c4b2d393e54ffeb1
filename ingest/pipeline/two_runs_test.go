package pipeline_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// meetAt names the folder where two runs wait for each other.
const meetAt = "STEVIE_TEST_MEET"

// meet waits until two runs are here, so that both have begun when either goes on.
func meet(dir string) error {
	if err := os.WriteFile(filepath.Join(dir, strconv.Itoa(os.Getpid())), nil, 0o600); err != nil {
		return err
	}
	for range 5000 {
		if here, err := os.ReadDir(dir); err != nil || len(here) > 1 {
			return err
		}
		time.Sleep(2 * time.Millisecond)
	}
	return errors.New("the other run does not come")
}

// Two runs at the same time, of the same event or of others: each does all it has to
// do, or is told that another one is at it. No edit is lost, no talk comes twice, and
// in the end all is as if they had come one after the other.
func TestTwoRunsTogether(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"import", "import"},
		{"import-new", "import-other"}, // other events with one of their videos in common
		{"import-new", "sync"},
		{"sync", "sync"},
		{"sync", "publish"},
		{"remap", "import"},
		{"publish", "publish"},
		{"commit", "commit"},
		{"audit", "audit"},
	} {
		t.Run(strings.Join(pair[:], " and "), func(t *testing.T) {
			t.Parallel()
			one, two := jobNamed(pair[0]), jobNamed(pair[1])
			start := newWorld(t, one)
			inTurn := func(jobs ...job) map[string]string {
				w := start.copy(t)
				for _, j := range jobs {
					must(t, w.finish(t, j))
				}
				return w.words(t)
			}
			w := start.copy(t)
			w.together(t, one, two)
			w.whole(t)
			w.once(t)
			must(t, w.finish(t, one))
			must(t, w.finish(t, two))
			w.once(t)
			got := w.words(t)
			first, second := cmp.Diff(inTurn(one, two, one, two), got), cmp.Diff(inTurn(two, one, two, one), got)
			if first != "" && second != "" {
				t.Errorf("one after the other (-in turn +together):\n%s\nor in the other order:\n%s", first, second)
			}
		})
	}
}

// words are the drafts and records, without what stevie remembers and how sure it
// is. That depends on how much of what one run writes the other one has read.
func (w world) words(t *testing.T) map[string]string {
	t.Helper()
	tree := withoutMemory(w.tree(t))
	maps.DeleteFunc(tree, func(name, _ string) bool { return strings.HasPrefix(name, "workspace/.stevie/") })
	for name, text := range tree {
		tree[name] = confidences.ReplaceAllString(text, "")
	}
	return tree
}

var confidences = regexp.MustCompile(`(?m)^confidence = .*\n`)

// together does two jobs at the same time. One that fails must have been told why.
func (w world) together(t *testing.T, pair ...job) {
	t.Helper()
	dir := quickDir(t)
	failed := make(chan error, len(pair))
	for _, j := range pair {
		cmd := w.command(t.Context(), t, j.name)
		cmd.Env = append(cmd.Env, meetAt+"="+dir)
		var said bytes.Buffer
		cmd.Stderr = &said
		must(t, cmd.Start())
		go func() {
			err := cmd.Wait()
			told := strings.Contains(said.String(), "in use by another stevie (lock file ") && strings.Contains(said.String(), "hint: wait until")
			if err != nil && !told {
				failed <- fmt.Errorf("%s: %w: %s", j.name, err, said.String())
				return
			}
			failed <- nil
		}()
	}
	for range pair {
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
}
