package workspace

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/ingest/record"
)

// Contents is what a workspace held when it was loaded.
type Contents struct {
	Folders  []*Folder // sorted by slug
	Problems []Problem // of all folders, duplicates included

	sources map[ingest.Key][]*draft.Draft // by [source]
	places  map[ingest.Key][]*draft.Draft // by [[videos]]
	broken  map[ingest.Key]string         // by what unreadable drafts seem to be about: their path
}

// DuplicateError says that several drafts are about one video. None of them is
// written.
type DuplicateError struct {
	Key   ingest.Key
	Paths []string
}

func (e *DuplicateError) Error() string {
	return fmt.Sprintf("%d drafts have the source %s: %s", len(e.Paths), e.Key, strings.Join(e.Paths, ", "))
}

func newContents(folders []*Folder, problems []Problem) *Contents {
	c := &Contents{
		Folders: folders, Problems: problems,
		sources: map[ingest.Key][]*draft.Draft{}, places: map[ingest.Key][]*draft.Draft{}, broken: map[ingest.Key]string{},
	}
	slices.SortFunc(c.Folders, func(a, b *Folder) int { return strings.Compare(a.Slug, b.Slug) })
	for _, f := range folders {
		for _, d := range f.Drafts {
			c.add(d)
		}
		for _, b := range f.broken {
			for _, key := range b.keys {
				c.broken[key] = b.path
			}
		}
	}
	for _, f := range folders {
		c.reportDuplicates(f)
		for _, key := range f.bases {
			if c.isGone(key) && f.unidentified() == "" {
				f.Deleted = append(f.Deleted, key)
			}
		}
		c.Problems = append(c.Problems, f.Problems...)
	}
	return c
}

func (c *Contents) add(d *draft.Draft) {
	if !d.Source.IsZero() {
		c.sources[d.Source.Key()] = append(c.sources[d.Source.Key()], d)
	}
	for _, l := range d.Record.Videos {
		if key, ok := host.KeyOf(l.URL); ok && key != d.Source.Key() && !slices.Contains(c.places[key], d) {
			c.places[key] = append(c.places[key], d)
		}
	}
}

// reportDuplicates adds a problem for each draft that has its source in common
// with another one.
func (c *Contents) reportDuplicates(f *Folder) {
	for _, d := range f.Drafts {
		key := d.Source.Key()
		live := alive(c.sources[key])
		if d.Source.IsZero() || d.Status == draft.Skip || len(live) < 2 {
			continue
		}
		var paths []string
		for _, other := range live {
			paths = append(paths, other.Path)
		}
		f.Problems = append(f.Problems, Problem{d.Path, ingest.WithHint(&DuplicateError{key, paths},
			"keep one of them; delete the others or take their [source] out")})
	}
}

func alive(drafts []*draft.Draft) []*draft.Draft {
	var live []*draft.Draft
	for _, d := range drafts {
		if d.Status != draft.Skip {
			live = append(live, d)
		}
	}
	return live
}

func (c *Contents) isGone(key ingest.Key) bool {
	_, broken := c.broken[key]
	return !broken && len(c.sources[key]) == 0 && len(c.places[key]) == 0
}

// Folder returns the folder of an event, nil if it was not loaded.
func (c *Contents) Folder(event string) *Folder {
	for _, f := range c.Folders {
		if f.Slug == event {
			return f
		}
	}
	return nil
}

// State says what a workspace knows about a video.
type State int

// The states.
const (
	Unknown    State = iota // not there: it may be created
	Drafted                 // one draft, in whatever event, has it as its source
	Skipped                 // a draft of this event says skip
	Deleted                 // a person deleted its draft from this event, which counts as skip
	Held                    // a draft with another source, or none, lists it among its videos
	Duplicated              // several drafts have it as their source; none may be written
	Broken                  // a draft that cannot be read seems to be about it
)

// Known is a video's state, and the drafts that give it.
type Known struct {
	State  State
	Draft  *draft.Draft   // of Drafted, Skipped and Held
	Drafts []*draft.Draft // of Duplicated
	Path   string         // of a draft, where there is one
}

// Lookup tells where a video stands, seen from an event: skip and deletion count
// for their own event alone. All events must have been loaded.
func (c *Contents) Lookup(key ingest.Key, event string) Known {
	drafts := c.sources[key]
	for _, d := range drafts {
		if d.Event == event && d.Status == draft.Skip {
			return Known{State: Skipped, Draft: d, Path: d.Path}
		}
	}
	live := alive(drafts)
	switch {
	case len(live) == 1:
		return Known{State: Drafted, Draft: live[0], Path: live[0].Path}
	case len(live) > 1:
		return Known{State: Duplicated, Drafts: live, Path: live[0].Path}
	}
	if path, ok := c.broken[key]; ok {
		return Known{State: Broken, Path: path}
	}
	for _, d := range c.places[key] {
		if d.Status != draft.Skip || d.Event == event {
			return Known{State: Held, Draft: d, Path: d.Path}
		}
	}
	if f := c.Folder(event); f != nil && slices.Contains(f.bases, key) {
		if path := f.unidentified(); path != "" { // it may be about that very video
			return Known{State: Broken, Path: path}
		}
		return Known{State: Deleted}
	}
	return Known{}
}

var (
	urlText      = regexp.MustCompile(`\burl\s*=\s*["']([^"'\n]+)["']`)
	providerText = regexp.MustCompile(`(?m)^\s*provider\s*=\s*["']([a-z0-9]+)["']`)
	idText       = regexp.MustCompile(`(?m)^\s*id\s*=\s*["']([^"'\n]+)["']`)
)

// guessKeys finds the videos that a draft which cannot be read is about, so that
// they are not proposed a second time.
func guessKeys(src []byte) []ingest.Key {
	var keys []ingest.Key
	provider, id := providerText.FindSubmatch(src), idText.FindSubmatch(src)
	if provider != nil && id != nil {
		keys = append(keys, ingest.Key{Provider: string(provider[1]), ID: string(id[1])})
	}
	for _, u := range urlText.FindAllSubmatch(src, -1) {
		if key, ok := record.KeyOf(ingest.Location{URL: string(u[1])}); ok && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}
