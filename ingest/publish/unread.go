package publish

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
)

// unread are an event's records that could not be read, with what is in them.
func (p *Publisher) unread(event string) (problems []error, files map[string][]byte) {
	files = map[string][]byte{}
	if p.Tree == nil {
		return nil, files
	}
	for _, problem := range p.Tree.UnreadRecords() {
		if path.Dir(problem.Path) != path.Join(event, record.VideosFolder) {
			continue
		}
		problems = append(problems, problem.In(p.DataDir))
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
		if slices.ContainsFunc(d.Keys(), has) || path.Base(name) == record.Slug(d.Record.Title)+".json" {
			return name, true
		}
	}
	return "", false
}

// unread tells which unreadable record seems to be the draft's own. Writing
// another one beside it would bring the talk a second time.
func (r *publishing) unread(d *draft.Draft) []check.Finding {
	name, ok := ownUnread(d, r.now.unread)
	if !ok {
		return nil
	}
	return []check.Finding{fault(d, ingest.FieldVideos, check.RuleJSON,
		"it seems to be in the data tree already, in "+name+", which cannot be read: mend that file")}
}
