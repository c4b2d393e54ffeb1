package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/atomicfile"
)

// release is one publication of one event under way. It writes into a folder that
// holds the event's files: the data tree's checkout, or a copy for a commit.
type release struct {
	workspace *draft.Workspace
	folder    *draft.Folder
	tree      *record.Index // all that the records must agree with
	root      *os.Root
	all       bool
	// done is called for each draft whose record stands in root now.
	done func(*draft.Draft) error

	written  []string // slash-separated names, from root
	refused  []Refusal
	talks    []releasedTalk
	newEvent bool // its category.json was written now

	claims map[ingest.Key][]string // drafts of the workspace by their videos

	batch *check.Batch
	files map[string]bool // names in the event's videos folder, in lower case
}

// releasedTalk is a talk whose record stands in the folder.
type releasedTalk struct {
	PublishedTalk
	written bool // just now
}

func (r *release) run(ctx context.Context) error {
	if err := r.survey(); err != nil {
		return err
	}
	for _, d := range r.folder.Drafts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !r.wants(d) {
			continue
		}
		if err := r.publish(d); err != nil {
			return fmt.Errorf("publish %s: %w", d.Path, err)
		}
	}
	return nil
}

// publication sums up what was done, for a data tree in dir.
func (r *release) publication(dir string) Publication {
	p := Publication{Event: r.folder.Slug, Records: []string{}, Refused: []Refusal{}, Report: r.report()}
	for _, problem := range r.folder.Problems {
		if _, twice := errors.AsType[*draft.DuplicateError](problem.Err); twice {
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

func (r *release) wants(d *draft.Draft) bool {
	return d.Status == draft.Ready || d.Status == draft.Published || r.all && d.Status == draft.Review
}

// survey reads what the event's folder of the data tree holds now.
func (r *release) survey() error {
	r.files = map[string]bool{}
	r.batch = check.NewBatch(r.tree)
	dir, err := r.root.Open(r.videos())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the data tree: %w", err)
	}
	names, err := dir.Readdirnames(-1)
	if err := errors.Join(err, dir.Close()); err != nil {
		return fmt.Errorf("read the data tree: %w", err)
	}
	for _, name := range names {
		r.files[strings.ToLower(name)] = true
	}
	return nil
}

// videos is the folder of the event's records, from the data tree.
func (r *release) videos() string { return path.Join(r.folder.Slug, record.VideosFolder) }

// publish writes one draft's record, or refuses it.
func (r *release) publish(d *draft.Draft) error {
	file, exists := r.fileOf(d)
	if d.Status == draft.Published && !exists {
		return nil // status tells that the record is gone
	}
	text, err := r.text(d, file, exists)
	if err != nil {
		return err
	}
	if findings := r.faults(d, file, exists, text); len(findings) > 0 {
		r.refused = append(r.refused, Refusal{d.Path, findings})
		return nil
	}
	written, err := r.write(file, text, exists)
	if err != nil {
		return err
	}
	if err := r.take(d, file, text, exists, written); err != nil {
		return err
	}
	return r.done(d)
}

// take remembers a talk for the report.
func (r *release) take(d *draft.Draft, file string, text []byte, existed, written bool) error {
	final, err := record.Decode(text)
	if err != nil {
		return err
	}
	base, err := r.workspace.Base(d)
	if err != nil {
		base = nil // an unreadable base counts as none
	}
	r.talks = append(r.talks, releasedTalk{
		PublishedTalk: PublishedTalk{Path: path.Join(r.videos(), file), New: !existed, Record: final, Draft: d, Base: base},
		written:       written,
	})
	return nil
}

// fileOf is the record that holds the draft's video, or the name of a new one.
func (r *release) fileOf(d *draft.Draft) (name string, exists bool) {
	if name, ok := recordOf(r.tree, r.folder.Slug, d); ok {
		return name, true
	}
	taken := func(name string) bool { return r.files[name] }
	return record.FileName(d.Record.Title, d.Source.ID, taken), false
}

// recordOf is the file of an event that holds a draft's video.
func recordOf(tree *record.Index, event string, d *draft.Draft) (file string, ok bool) {
	for _, key := range keysOf(d) {
		for _, place := range tree.Lookup(key) {
			if place.Event == event {
				return place.File, true
			}
		}
	}
	return "", false
}

// keysOf are the videos that a draft is about.
func keysOf(d *draft.Draft) []ingest.Key {
	var keys []ingest.Key
	if !d.Source.IsZero() {
		keys = append(keys, d.Source.Key())
	}
	for _, l := range d.Record.Videos {
		if key, ok := record.KeyOf(l); ok {
			keys = append(keys, key)
		}
	}
	return keys
}

// text is what the record's file shall hold.
func (r *release) text(d *draft.Draft, file string, exists bool) ([]byte, error) {
	wanted := canonicalVideos(d.Record)
	if !exists {
		return record.Encode(wanted), nil
	}
	old, err := r.root.ReadFile(path.Join(r.videos(), file))
	if err != nil {
		return nil, err
	}
	there, err := record.Decode(old)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path.Join(r.videos(), file), err)
	}
	published, err := r.workspace.LastPublished(d)
	if err != nil {
		published = nil // an unreadable base counts as none
	}
	return record.Update(old, draft.MergeRecords(published, wanted, there))
}

// write puts the record and, before the first one, category.json into the tree.
// A file that holds the text already is left alone.
func (r *release) write(file string, text []byte, exists bool) (written bool, err error) {
	name := path.Join(r.videos(), file)
	if exists {
		old, err := r.root.ReadFile(name)
		if err == nil && string(old) == string(text) {
			return false, nil
		}
	}
	if err := r.writeCategory(); err != nil {
		return false, err
	}
	if err := atomicfile.Write(r.root, name, text); err != nil {
		return false, err
	}
	r.files[strings.ToLower(file)] = true
	r.written = append(r.written, name)
	return true, nil
}

func (r *release) writeCategory() error {
	name := path.Join(r.folder.Slug, record.CategoryFile)
	if _, err := r.root.Lstat(name); err == nil {
		return nil
	}
	r.newEvent = true
	return atomicfile.Write(r.root, name, record.EncodeCategory(r.folder.Event))
}
