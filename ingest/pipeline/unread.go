package pipeline

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
)

// unreadRecords are the records of the data tree's checkout that could not be read.
// Nothing is known of what they hold.
func (p *Pipeline) unreadRecords() []record.Problem {
	if p.Tree == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(p.Tree.Problems), func(problem record.Problem) bool {
		return path.Base(path.Dir(problem.Path)) != record.VideosFolder
	})
}

// unreadError names a record that could not be read.
func (p *Pipeline) unreadError(problem record.Problem) error {
	name := filepath.Join(p.DataDir, filepath.FromSlash(problem.Path))
	return ingest.WithHint(fmt.Errorf("%s: %w", name, problem.Err), "mend that file, or restore it with git")
}

// unreadOf are an event's records that could not be read, with what is in them.
func (p *Pipeline) unreadOf(event string) (problems []error, files map[string][]byte) {
	files = map[string][]byte{}
	for _, problem := range p.unreadRecords() {
		if path.Dir(problem.Path) != path.Join(event, record.VideosFolder) {
			continue
		}
		problems = append(problems, p.unreadError(problem))
		src, err := os.ReadFile(filepath.Join(p.DataDir, filepath.FromSlash(problem.Path)))
		if err != nil {
			src = nil // its name is left to tell what it is
		}
		files[problem.Path] = src
	}
	return problems, files
}

// ownUnread is which of some unreadable records seems to be the draft's own: it has
// the id of one of its videos in it, or the name that the draft's record would have.
func ownUnread(d *draft.Draft, files map[string][]byte) (name string, ok bool) {
	for name, src := range files {
		has := func(key ingest.Key) bool { return bytes.Contains(src, []byte(key.ID)) }
		if slices.ContainsFunc(keysOf(d), has) || path.Base(name) == record.Slug(d.Record.Title)+".json" {
			return name, true
		}
	}
	return "", false
}

// unread tells which unreadable record seems to be the draft's own. Writing
// another one beside it would bring the talk a second time.
func (r *release) unread(d *draft.Draft) []check.Finding {
	name, ok := ownUnread(d, r.now.unread)
	if !ok {
		return nil
	}
	return []check.Finding{fault(d, ingest.FieldVideos, check.RuleJSON,
		"it seems to be in the data tree already, in "+name+", which cannot be read: mend that file")}
}
