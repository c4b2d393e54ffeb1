package intake

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// Overlap tells that another event has many of the listed videos already.
type Overlap struct {
	Event  string // slug
	Videos int    // how many of the listed it has
	Of     int    // all that can be watched of the listed
}

func (o Overlap) String() string {
	which := fmt.Sprintf("%d of %d videos are", o.Videos, o.Of)
	switch {
	case o.Of == 1:
		which = "the video is"
	case o.Videos == 1:
		which = fmt.Sprintf("1 of %d videos is", o.Of)
	}
	return fmt.Sprintf("%s already in another event, %s", which, o.Event)
}

// Elsewhere finds the other event, in the drafts or in the data tree, that has at
// least half of the listed videos: then they are most likely that event under
// another name. It reports false when there is none.
func (in *Intake) Elsewhere(ctx context.Context, event string, listings gather.Listings) (Overlap, bool, error) {
	contents, err := in.Workspace.Load(ctx)
	if err != nil {
		return Overlap{}, false, err
	}
	over, found := in.overlap(contents, event, listings)
	return over, found, nil
}

func (in *Intake) overlap(contents *workspace.Contents, event string, listings gather.Listings) (over Overlap, found bool) {
	counts := map[string]int{}
	for _, v := range listings.Videos {
		if !v.Usable() {
			continue
		}
		over.Of++
		events := in.eventsWith(contents, v.Key())
		if events[event] {
			continue
		}
		for slug := range events {
			counts[slug]++
			if n := counts[slug]; n > over.Videos || n == over.Videos && slug < over.Event {
				over.Event, over.Videos = slug, n
			}
		}
	}
	return over, over.Videos > 0 && 2*over.Videos >= over.Of
}

// eventsWith are the events that have a video.
func (in *Intake) eventsWith(contents *workspace.Contents, key ingest.Key) map[string]bool {
	events := map[string]bool{}
	if known := contents.Lookup(key, ""); known.Draft != nil {
		events[known.Draft.Event] = true
	}
	if in.Tree != nil {
		for _, place := range in.Tree.Lookup(key) {
			events[place.Event] = true
		}
	}
	return events
}

// inTreeElsewhere tells of a talk that is proposed although the data tree has its
// video in another event, for which publish would refuse it; as long as that is so.
func (r *Run) inTreeElsewhere(t *talk) []draft.Incident {
	told := t.base != nil && slices.ContainsFunc(t.base.Incidents, func(i draft.Incident) bool { return i.Kind == draft.InTree })
	if r.in.Tree == nil || !told && !(r.opts.Elsewhere && t.draft == nil) {
		return nil
	}
	for _, place := range r.in.Tree.Lookup(t.video.Key()) {
		if place.Event != r.ev.Slug {
			return []draft.Incident{{Kind: draft.InTree, Field: ingest.FieldVideos, Record: place.Path()}}
		}
	}
	return nil
}

// recordWith reads the record of an event that holds a video from the data tree.
func (in *Intake) recordWith(event string, key ingest.Key) (ingest.Record, error) {
	for _, place := range in.Tree.Lookup(key) {
		if place.Event != event {
			continue
		}
		src, err := os.ReadFile(filepath.Join(in.DataDir, filepath.FromSlash(place.Path())))
		if err != nil {
			return ingest.Record{}, fmt.Errorf("read the data tree: %w", err)
		}
		rec, err := record.Decode(src)
		if err != nil {
			return ingest.Record{}, fmt.Errorf("%s: %w", place.Path(), err)
		}
		return rec, nil
	}
	return ingest.Record{}, fmt.Errorf("no record of %s has %s", event, key)
}
