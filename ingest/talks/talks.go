// Package talks finds the talks that somebody names: drafts and records by their files, and
// all of an event. Use it where it is no matter which of the two a talk is, as for its
// captions and its video:
//
//	found, problems, err := talks.Sources{Workspace: w, Tree: tree}.Find(ctx, "exconf-2024")
package talks

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// Talk is a draft or a record, as far as its video is concerned.
type Talk struct {
	Path       string // of its file
	Event      string // slug
	EventTitle string // what people call the event
	Name       string // of its file, without extension
	Record     ingest.Record
	// Videos are those of known hosts, each once, the one that the draft was made of first,
	// and those copies that no address tells of.
	Videos []ingest.Video
}

// Address is where the talk is watched, "" where nobody knows.
func (t Talk) Address() string {
	for _, v := range t.Videos {
		if address := cmp.Or(host.WatchURL(v.Key()), v.URL); address != "" {
			return address
		}
	}
	if len(t.Record.Videos) > 0 {
		return t.Record.Videos[0].URL
	}
	return ""
}

// Sources are where talks are.
type Sources struct {
	Workspace *workspace.Workspace
	Tree      *record.Tree // nil: there is none
}

// Find returns the talks that arguments name, each once: drafts and records by the paths of
// their files, and all of an event by its slug or a path of its folder. Without any they are
// all drafts. The error of an argument that names none of these wraps [ErrNone]. The
// problems are drafts and records that cannot be read.
func (s Sources) Find(ctx context.Context, names ...string) (found []Talk, problems []error, err error) {
	contents, err := s.Workspace.Load(ctx)
	if err != nil {
		return nil, nil, err
	}
	c := choosing{Sources: s, contents: contents, seen: map[string]bool{}}
	for _, name := range names {
		if err := c.choose(name); err != nil {
			return nil, nil, err
		}
	}
	if len(names) == 0 {
		for _, folder := range contents.Folders {
			c.drafts(folder, "")
		}
	}
	return c.talks, c.problems, ctx.Err()
}

// ErrNone tells that something is neither a draft, a record nor an event.
var ErrNone = errors.New("no draft, record or event")

// choosing collects talks.
type choosing struct {
	Sources
	contents *workspace.Contents
	seen     map[string]bool // paths
	talks    []Talk
	problems []error
}

func (c *choosing) add(t Talk) {
	if !c.seen[t.Path] {
		c.seen[t.Path] = true
		c.talks = append(c.talks, t)
	}
}

// choose adds what one argument names.
func (c *choosing) choose(name string) error {
	drafts, data := c.Workspace.Dir(), c.dataDir()
	for _, path := range []string{name, filepath.Join(drafts, name), filepath.Join(data, name)} {
		if _, err := os.Stat(path); err != nil {
			continue
		}
		if rel, ok := below(drafts, path); ok {
			return c.chooseDrafts(name, rel)
		}
		if rel, ok := below(data, path); ok && c.Tree != nil {
			return c.chooseRecords(name, rel)
		}
	}
	return none(name)
}

func none(name string) error {
	return ingest.WithHint(fmt.Errorf("%.80q is %w", name, ErrNone),
		"give the path of a draft or a record, or an event: stevie status lists those of the workspace")
}

func (c *choosing) dataDir() string {
	if c.Tree == nil {
		return ""
	}
	return c.Tree.Dir()
}

// below is a path seen from a folder, slash-separated, false for one that is not in it.
func below(dir, path string) (string, bool) {
	dir, wrong := filepath.Abs(dir)
	path, err := filepath.Abs(path)
	if err != nil || wrong != nil {
		return "", false
	}
	rel, err := filepath.Rel(dir, path)
	return filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel) && rel != "."
}

// chooseDrafts adds an event's drafts or one of them, by its place in the folder of drafts.
// The event's records that no draft is about come after them.
func (c *choosing) chooseDrafts(name, rel string) error {
	event, file, _ := strings.Cut(rel, "/")
	folder := c.contents.Folder(event)
	before := len(c.talks) + len(c.problems)
	if folder != nil {
		c.drafts(folder, file)
	}
	if file == "" {
		c.records(event, "")
		return nil
	}
	if len(c.talks)+len(c.problems) == before && !c.seen[filepath.Join(c.Workspace.Dir(), event, file)] {
		return none(name)
	}
	return nil
}

// drafts adds those of a folder, or the one of a file; no event has what is skipped.
func (c *choosing) drafts(folder *workspace.Folder, file string) {
	for _, d := range folder.Drafts {
		if file == d.File || file == "" && d.Status != draft.Skip {
			c.add(c.ofDraft(d, folder.Event.Title))
		}
	}
	for _, err := range folder.DraftProblems() {
		if problem, ok := errors.AsType[workspace.Problem](err); file == "" || ok && filepath.Base(problem.Path) == file {
			c.problems = append(c.problems, err)
		}
	}
}

// chooseRecords adds an event's talks or one record, by its place in the data tree.
func (c *choosing) chooseRecords(name, rel string) error {
	parts := strings.Split(rel, "/")
	switch {
	case len(parts) == 1 || len(parts) == 2 && parts[1] == record.VideosFolder:
		if folder := c.contents.Folder(parts[0]); folder != nil {
			c.drafts(folder, "")
		}
		c.records(parts[0], "")
		return nil
	case len(parts) == 3 && parts[1] == record.VideosFolder:
		before := len(c.talks)
		c.records(parts[0], parts[2])
		if len(c.talks) > before || c.seen[c.recordPath(parts[0], parts[2])] {
			return nil
		}
	}
	return none(name)
}

func (c *choosing) recordPath(event, file string) string {
	return filepath.Join(c.Tree.Dir(), filepath.FromSlash(record.Place{Event: event, File: file}.Path()))
}

// records adds the record of a file, or those of an event that none of the talks so far is about.
func (c *choosing) records(event, file string) {
	if c.Tree == nil {
		return
	}
	entry, records, err := c.Tree.Read(event)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			c.problems = append(c.problems, err)
		}
		return
	}
	known := map[ingest.Key]bool{}
	for _, t := range c.talks {
		for _, v := range t.Videos {
			known[v.Key()] = true
		}
	}
	for i, e := range entry.Records {
		drafted := slices.ContainsFunc(e.Keys, func(k ingest.Key) bool { return known[k] })
		if file == e.File || file == "" && !drafted {
			c.add(Talk{
				Path: c.recordPath(event, e.File), Event: event, EventTitle: cmp.Or(entry.Title, event), Name: strings.TrimSuffix(e.File, filepath.Ext(e.File)),
				Record: records[i], Videos: videosOf(records[i], nil),
			})
		}
	}
}

func (c *choosing) ofDraft(d *draft.Draft, title string) Talk {
	source := []ingest.Video(nil)
	if base, err := c.Workspace.Base(d); err == nil && base != nil && base.Video.Key() == d.Source.Key() {
		source = append(source, base.Video)
		for _, v := range base.Copies {
			if has(d.Record, v) {
				source = append(source, v)
			}
		}
	} else if !d.Source.IsZero() {
		key := d.Source.Key()
		source = append(source, ingest.Video{Provider: key.Provider, ID: key.ID, Hash: d.Source.Hash, URL: host.WatchURL(key)})
	}
	return Talk{
		Path: d.Path, Event: d.Event, EventTitle: cmp.Or(title, d.Event), Name: strings.TrimSuffix(d.File, filepath.Ext(d.File)),
		Record: d.Record, Videos: videosOf(d.Record, source),
	}
}

// has reports whether a record has a copy of its talk: a person may have taken it out.
func has(r ingest.Record, v ingest.Video) bool {
	return slices.ContainsFunc(host.Locations(v), func(l ingest.Location) bool {
		return slices.ContainsFunc(r.Videos, func(o ingest.Location) bool { return o.URL == l.URL })
	})
}

// videosOf are the videos of known hosts that a record has, those that are known already
// first.
func videosOf(r ingest.Record, known []ingest.Video) []ingest.Video {
	videos := slices.Clone(known)
	for _, l := range r.Videos {
		key, ok := record.KeyOf(l)
		if ok && !slices.ContainsFunc(videos, func(v ingest.Video) bool { return v.Key() == key }) {
			videos = append(videos, ingest.Video{Provider: key.Provider, ID: key.ID, URL: l.URL})
		}
	}
	return videos
}
