package pipeline

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// Overlap tells that another event has many of a haul's videos already.
type Overlap struct {
	Event  string // slug
	Videos int    // how many of the haul it has
	Of     int    // all that the haul has to offer
}

func (o Overlap) String() string {
	return fmt.Sprintf("%d of %d videos are already in another event, %s", o.Videos, o.Of, o.Event)
}

// Elsewhere finds the other event, in the drafts or in the data tree, that has at
// least half of a haul's videos: then the haul is most likely that event under
// another name. It reports false when there is none.
func (p *Pipeline) Elsewhere(ctx context.Context, event string, haul Haul) (Overlap, bool, error) {
	contents, err := p.Workspace.Load(ctx)
	if err != nil {
		return Overlap{}, false, err
	}
	found := Overlap{}
	counts := map[string]int{}
	for _, v := range haul.Videos {
		key := v.Key()
		if !v.Usable() {
			continue
		}
		found.Of++
		events := p.eventsWith(contents, key)
		if events[event] {
			continue
		}
		for slug := range events {
			counts[slug]++
			if n := counts[slug]; n > found.Videos || n == found.Videos && slug < found.Event {
				found.Event, found.Videos = slug, n
			}
		}
	}
	return found, found.Videos > 0 && 2*found.Videos >= found.Of, nil
}

// eventsWith are the events that have a video.
func (p *Pipeline) eventsWith(contents *workspace.Contents, key ingest.Key) map[string]bool {
	events := map[string]bool{}
	if known := contents.Lookup(key, ""); known.Draft != nil {
		events[known.Draft.Event] = true
	}
	if p.Tree != nil {
		for _, place := range p.Tree.Lookup(key) {
			events[place.Event] = true
		}
	}
	return events
}

// inTreeElsewhere tells of a talk that is proposed although the data tree has its
// video in another event, for which publish would refuse it; as long as that is so.
func (r *round) inTreeElsewhere(t *talk) []draft.Incident {
	told := t.base != nil && slices.ContainsFunc(t.base.Incidents, func(i draft.Incident) bool { return i.Kind == draft.InTree })
	if r.p.Tree == nil || !told && !(r.opts.Elsewhere && t.draft == nil) {
		return nil
	}
	for _, place := range r.p.Tree.Lookup(t.video.Key()) {
		if place.Event != r.ev.Slug {
			return []draft.Incident{{Kind: draft.InTree, Field: ingest.FieldVideos, Record: place.Path()}}
		}
	}
	return nil
}

// RecordOf reads the record of an event that holds a video from the data tree.
func (p *Pipeline) RecordOf(event string, key ingest.Key) (ingest.Record, error) {
	for _, place := range p.Tree.Lookup(key) {
		if place.Event != event {
			continue
		}
		src, err := os.ReadFile(filepath.Join(p.DataDir, filepath.FromSlash(place.Path())))
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
