package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// publishing is one publication of one event under way. It writes into a folder that
// holds the event's files: the data tree's checkout, or a copy for a commit.
type publishing struct {
	workspace *workspace.Workspace
	folder    *workspace.Folder
	tree      *record.Index // all that the records must agree with; nil: only the event itself
	root      *os.Root
	all       bool
	// done is called for each draft whose record stands in root now, with what is
	// open about it.
	done func(d *draft.Draft, open []draft.Incident) error

	written  []string // slash-separated names, from root
	remarks  []string
	refused  []Refusal
	inReview int
	talks    []writtenTalk
	absent   []*draft.Draft // published, and without a record to be updated
	newEvent bool           // its category.json was written now

	claims map[ingest.Key][]string // drafts of the workspace by their videos

	now   eventNow
	batch *check.Batch
	files map[string]bool // names in the event's videos folder, in lower case
}

// writtenTalk is a talk whose record stands in the folder.
type writtenTalk struct {
	Talk
	written bool // just now
}

func (r *publishing) run(ctx context.Context) error {
	if err := r.survey(); err != nil {
		return err
	}
	for _, d := range r.folder.Drafts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !r.wants(d) {
			if d.Status == draft.Review {
				r.inReview++
			}
			continue
		}
		if err := r.publish(d); err != nil {
			return fmt.Errorf("publish %s: %w", d.Path, err)
		}
	}
	return nil
}

// publication sums up what was done, for a data tree in dir.
func (r *publishing) publication(dir string) Publication {
	p := Publication{Event: r.folder.Slug, Records: []string{}, Refused: []Refusal{}, InReview: r.inReview, Remarks: r.remarks, Report: r.report()}
	for _, problem := range r.folder.Problems {
		if _, twice := errors.AsType[*workspace.DuplicateError](problem.Err); twice {
			continue // refused where it was to be published
		}
		p.Refused = append(p.Refused, Refusal{problem.Path, []check.Finding{unreadable(problem)}})
	}
	for _, name := range r.written {
		p.Records = append(p.Records, filepath.Join(dir, filepath.FromSlash(name)))
	}
	p.Refused = append(p.Refused, r.refused...)
	return p
}

func (r *publishing) wants(d *draft.Draft) bool {
	return d.Status == draft.Ready || d.Status == draft.Published || r.all && d.Status == draft.Review
}

// survey reads what the event's folder of the data tree holds now. Whatever was
// known of it may be old.
func (r *publishing) survey() (err error) {
	if r.files, err = r.names(); err != nil { // first: what comes after is seen by looking again
		return err
	}
	if r.now, err = lookAt(r.root, r.folder.Slug); err != nil {
		return fmt.Errorf("read the data tree: %w", err)
	}
	if r.tree == nil {
		r.tree = r.now.index
	}
	r.tree = r.tree.WithEvent(r.folder.Slug, r.now.index)
	r.batch = check.NewBatch(r.tree)
	return nil
}

// names lists the event's videos folder in lower case.
func (r *publishing) names() (map[string]bool, error) {
	names := map[string]bool{}
	dir, err := r.root.Open(r.videos())
	if errors.Is(err, fs.ErrNotExist) {
		return names, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the data tree: %w", err)
	}
	list, err := dir.Readdirnames(-1)
	if err := errors.Join(err, dir.Close()); err != nil {
		return nil, fmt.Errorf("read the data tree: %w", err)
	}
	for _, name := range list {
		names[strings.ToLower(name)] = true
	}
	return names, nil
}

// videos is the folder of the event's records, from the data tree.
func (r *publishing) videos() string { return path.Join(r.folder.Slug, record.VideosFolder) }

// publish writes one draft's record, or refuses it. It looks again when somebody
// else has written to the same files of the data tree at that moment.
func (r *publishing) publish(d *draft.Draft) error {
	var moved error
	for range maxLooks {
		names, err := r.names()
		if err != nil {
			return err
		}
		if moved != nil || !maps.Equal(names, r.files) {
			if err := r.survey(); err != nil {
				return err
			}
		}
		published, open, err := r.attempt(d)
		switch {
		case isMoved(err):
			moved = err
		case err != nil || !published:
			return err
		default:
			return r.done(d, open)
		}
	}
	return ingest.WithHint(moved, "wait until nobody else writes to the data tree, then repeat")
}

// attempt is publish, with an error if the data tree is not as it was looked at.
func (r *publishing) attempt(d *draft.Draft) (published bool, open []draft.Incident, err error) {
	file, exists := r.fileOf(d)
	if d.Status == draft.Published && !exists {
		if findings := r.unread(d); len(findings) > 0 {
			if isEdited(r.workspace, d) { // else there is nothing to publish
				r.refused = append(r.refused, Refusal{d.Path, findings})
			}
			return false, nil, nil
		}
		r.absent = append(r.absent, d)
		return false, nil, nil
	}
	old, err := r.old(file, exists)
	if err != nil {
		return false, nil, err
	}
	text, open, err := r.text(d, file, exists)
	if _, unread := errors.AsType[*fs.PathError](err); unread {
		return false, nil, err
	} else if err != nil { // the record was broken a moment ago
		r.refused = append(r.refused, Refusal{d.Path, []check.Finding{fault(d, "", check.RuleJSON, err.Error())}})
		return false, nil, nil
	}
	if findings := r.faults(d, file, exists, text); len(findings) > 0 {
		r.refused = append(r.refused, Refusal{d.Path, findings})
		return false, nil, nil
	}
	written, err := r.write(file, old, text, exists)
	if err != nil {
		return false, nil, err
	}
	if err := r.remember(d, file, text, exists, written); err != nil {
		return false, nil, err
	}
	for _, n := range open {
		r.remarks = append(r.remarks, fmt.Sprintf("%s: %s: %s", d.Path, n.Field, n.Note().Text))
	}
	return true, open, nil
}

// old is what a record holds before it is written, nil for a new one.
func (r *publishing) old(file string, exists bool) ([]byte, error) {
	if !exists {
		return nil, nil
	}
	return r.root.ReadFile(path.Join(r.videos(), file))
}

// remember keeps a talk for the report.
func (r *publishing) remember(d *draft.Draft, file string, text []byte, existed, written bool) error {
	final, err := record.Decode(text)
	if err != nil {
		return err
	}
	base, err := r.workspace.Base(d)
	if err != nil {
		base = nil // an unreadable base counts as none
	}
	r.talks = append(r.talks, writtenTalk{
		Talk:    Talk{Path: path.Join(r.videos(), file), New: !existed, Record: final, Draft: d, Base: base},
		written: written,
	})
	return nil
}

// fileOf is the record that holds the draft's video, or the name of a new one.
func (r *publishing) fileOf(d *draft.Draft) (name string, exists bool) {
	if name, ok := recordOf(r.workspace, r.tree, r.folder.Slug, d); ok {
		return name, true
	}
	taken := func(name string) bool { return r.files[name] }
	return record.FileName(d.Record.Title, d.Source.ID, taken), false
}

// text is what the record's file shall hold, and what of the draft it does not.
func (r *publishing) text(d *draft.Draft, file string, exists bool) (text []byte, open []draft.Incident, err error) {
	wanted := record.WithCanonicalVideos(d.Record)
	if !exists {
		return record.Encode(wanted), nil, nil
	}
	old, err := r.root.ReadFile(path.Join(r.videos(), file))
	if err != nil {
		return nil, nil, err
	}
	there, err := record.Decode(old)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path.Join(r.videos(), file), err)
	}
	merged := r.workspace.Republish(d, wanted, there)
	text, err = record.Update(old, merged.Record)
	return text, merged.Open, err
}

// write puts the record and, before the first one, category.json into the tree.
// A file that holds the text already is left alone, and so is one that has come or
// was saved since it was looked at: that is an error.
func (r *publishing) write(file string, old, text []byte, exists bool) (written bool, err error) {
	if exists && bytes.Equal(old, text) {
		return false, nil
	}
	if err := r.writeCategory(); err != nil {
		return false, err
	}
	name := path.Join(r.videos(), file)
	if exists {
		err = atomicfile.Replace(r.root, name, old, text)
	} else {
		err = atomicfile.Create(r.root, name, text)
	}
	if err != nil {
		return false, err
	}
	r.files[strings.ToLower(file)] = true
	r.written = append(r.written, name)
	return true, nil
}

func (r *publishing) writeCategory() error {
	name := path.Join(r.folder.Slug, record.CategoryFile)
	if _, err := r.root.Lstat(name); err == nil {
		return nil
	}
	err := atomicfile.Create(r.root, name, record.EncodeCategory(r.folder.Event))
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	r.newEvent = err == nil
	return err
}
