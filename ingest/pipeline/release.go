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

// release is one publication of one event under way.
type release struct {
	p      *Pipeline
	folder *draft.Folder
	all    bool
	root   *os.Root // of the data tree
	result Publication

	batch *check.Batch
	files map[string]bool // names in the event's videos folder, in lower case
}

func (r *release) run(ctx context.Context) (Publication, error) {
	r.result = Publication{Event: r.folder.Slug, Records: []string{}, Refused: []Refusal{}}
	for _, problem := range r.folder.Problems {
		r.result.Problems = append(r.result.Problems, problem)
	}
	if err := r.survey(); err != nil {
		return r.result, err
	}
	for _, d := range r.folder.Drafts {
		if err := ctx.Err(); err != nil {
			return r.result, err
		}
		if !r.wants(d) {
			continue
		}
		if err := r.publish(d); err != nil {
			return r.result, fmt.Errorf("publish %s: %w", d.Path, err)
		}
	}
	return r.result, nil
}

func (r *release) wants(d *draft.Draft) bool {
	return d.Status == draft.Ready || d.Status == draft.Published || r.all && d.Status == draft.Review
}

// survey reads what the event's folder of the data tree holds now.
func (r *release) survey() error {
	r.files = map[string]bool{}
	r.batch = check.NewBatch(r.tree())
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

func (r *release) tree() *record.Index { return r.p.Tree }

// videos is the folder of the event's records, from the data tree.
func (r *release) videos() string { return path.Join(r.folder.Slug, record.VideosFolder) }

// publish writes one draft's record, or refuses it.
func (r *release) publish(d *draft.Draft) error {
	file, exists := r.fileOf(d)
	if d.Status == draft.Published && !exists {
		return nil // status tells that the record is gone
	}
	written, text, err := r.text(d, file, exists)
	if err != nil {
		return err
	}
	if findings := r.faults(d, file, exists, text); len(findings) > 0 {
		r.result.Refused = append(r.result.Refused, Refusal{d.Path, findings})
		return nil
	}
	if err := r.write(file, text, exists); err != nil {
		return err
	}
	_, err = r.p.Workspace.MarkPublished(d, written)
	return err
}

// fileOf is the record that holds the draft's video, or the name of a new one.
func (r *release) fileOf(d *draft.Draft) (name string, exists bool) {
	for _, key := range keysOf(d) {
		for _, place := range r.tree().Lookup(key) {
			if place.Event == r.folder.Slug {
				return place.File, true
			}
		}
	}
	taken := func(name string) bool { return r.files[name] }
	return record.FileName(d.Record.Title, d.Source.ID, taken), false
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

// faults are the reasons to refuse a draft.
func (r *release) faults(d *draft.Draft, file string, exists bool, text []byte) []check.Finding {
	p := check.Proposed{Path: d.Path, Category: r.folder.Event.Title, Record: d.Record, Source: text, File: file}
	if exists {
		p.Replaces = record.Place{Event: r.folder.Slug, File: file}
	}
	var found []check.Finding
	for _, f := range r.batch.Add(p) {
		if f.Level == check.Error {
			found = append(found, f)
		}
	}
	refuse := func(rule, message string) {
		found = append(found, check.Finding{
			Path: d.Path, Field: ingest.FieldVideos, Rule: rule, Level: check.Error, Message: message,
		})
	}
	if d.Source.Hash != "" {
		refuse("video-missing", "the video is unlisted on Vimeo, so its page opens for nobody else: ask for it to be made public, then import again")
	}
	for _, key := range keysOf(d) {
		for _, place := range r.tree().Lookup(key) {
			if place.Event != r.folder.Slug {
				refuse("duplicate-video", fmt.Sprintf("the video is in the data tree already: %s; skip this draft, or take the other record out", place.Path()))
			}
		}
	}
	return found
}

// text is what the record's file shall hold, and the record in it.
func (r *release) text(d *draft.Draft, file string, exists bool) (ingest.Record, []byte, error) {
	if !exists {
		return d.Record, record.Encode(d.Record), nil
	}
	old, err := r.root.ReadFile(path.Join(r.videos(), file))
	if err != nil {
		return ingest.Record{}, nil, err
	}
	there, err := record.Decode(old)
	if err != nil {
		return ingest.Record{}, nil, fmt.Errorf("%s: %w", path.Join(r.videos(), file), err)
	}
	published, err := r.p.Workspace.LastPublished(d)
	if err != nil {
		published = nil // an unreadable base counts as none
	}
	merged := draft.MergeRecords(published, d.Record, there)
	text, err := record.Update(old, merged)
	return d.Record, text, err
}

// write puts the record and, before the first one, category.json into the tree.
// A file that holds the text already is left alone.
func (r *release) write(file string, text []byte, exists bool) error {
	name := path.Join(r.videos(), file)
	if exists {
		old, err := r.root.ReadFile(name)
		if err == nil && string(old) == string(text) {
			return nil
		}
	}
	if err := r.writeCategory(); err != nil {
		return err
	}
	if err := atomicfile.Write(r.root, name, text); err != nil {
		return err
	}
	r.files[strings.ToLower(file)] = true
	r.result.Records = append(r.result.Records, filepath.Join(r.p.DataDir, filepath.FromSlash(name)))
	return nil
}

func (r *release) writeCategory() error {
	name := path.Join(r.folder.Slug, record.CategoryFile)
	if _, err := r.root.Lstat(name); err == nil {
		return nil
	}
	return atomicfile.Write(r.root, name, record.EncodeCategory(r.folder.Event))
}
