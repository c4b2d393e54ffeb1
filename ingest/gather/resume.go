package gather

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/cachefile"
)

// FullWalk is how long an unchanged collection is taken for unchanged: a host's
// state of it does not tell of everything.
const FullWalk = 7 * 24 * time.Hour

// CacheKey names a collection in the cache directory.
func CacheKey(ref ingest.Ref) string { return fmt.Sprintf("%s %s %s", ref.Provider, ref.Kind, ref.ID) }

// unfinished are the imports that a host has ended before their time, by the
// [CacheKey] of their collections.
type unfinished map[string]unfinishedImport

// unfinishedImport is what an import has seen of one collection. Several runs may be
// at it, each with what one day's quota gives.
type unfinishedImport struct {
	Event string    `json:"event"`
	Last  time.Time `json:"last"`  // when the latest of its runs was
	Asked []string  `json:"asked"` // ids of the videos that were looked at, sorted
}

// Resume gathers like [Gather], for an import. Where an import of the same
// collection was ended by its host less than a week ago, and [KeepUnfinished] has
// taken that down, it goes on: it does not look again at the videos that the other has
// looked at and drafted.
func Resume(ctx context.Context, w *workspace.Workspace, cache *cachefile.Dir, now time.Time, targets []ingest.Target, opts Options) (Listings, error) {
	earlier := unfinishedIn(cache)
	asked := map[ingest.Key]ingest.Video{}
	for _, t := range targets {
		before, ok := earlier[CacheKey(t.Ref)]
		if !ok || now.Sub(before.Last) >= FullWalk || now.Before(before.Last) {
			continue
		}
		bases, _ := w.Bases(before.Event) // an unreadable one is fetched again
		for _, b := range bases {
			if _, found := slices.BinarySearch(before.Asked, b.Video.ID); found && !b.FromRecord() {
				asked[b.Key()] = b.Video
			}
		}
	}
	addKnown(w, asked, targets)
	if len(asked) > 0 {
		opts.Known = func(key ingest.Key) (ingest.Video, bool) {
			v, ok := asked[key]
			return v, ok
		}
	}
	listings, failed := Gather(ctx, targets, opts)
	return listings, errors.Join(failed, listings.Doubt())
}

// addKnown adds what is stored of the videos of hosts that are asked for each by itself.
// Pages and lists may name videos of any host.
func addKnown(w *workspace.Workspace, known map[ingest.Key]ingest.Video, targets []ingest.Target) {
	oneByOne, all := map[string]bool{}, false
	for _, t := range targets {
		if _, ok := t.Provider.(ingest.OneByOne); ok {
			oneByOne[t.Provider.Name()] = true
			all = all || t.Ref.Kind == host.KindPage || t.Ref.Kind == host.KindList
		}
	}
	if len(oneByOne) == 0 {
		return
	}
	events, _ := w.Events() // what cannot be read is fetched again
	for _, event := range events {
		bases, _ := w.Bases(event)
		for _, b := range bases {
			for _, v := range b.Fetched() {
				if all || oneByOne[v.Provider] {
					known[v.Key()] = v
				}
			}
		}
	}
}

// KeepUnfinished takes down, for [Resume], which videos of an event's listings
// were looked at when a host's failure has ended them, and forgets that when they are
// complete. Call it when the drafts are written.
func KeepUnfinished(cache *cachefile.Dir, now time.Time, event string, listings Listings, failed error) error {
	switch {
	case failed == nil && !listings.Complete:
		return nil // somebody wanted no more of it
	case failed == nil:
		return ForgetUnfinished(cache, listings)
	}
	imports := unfinishedIn(cache)
	for i, l := range listings.Listed {
		at := unfinishedImport{Event: event, Last: now.UTC().Truncate(time.Second)}
		before, ok := imports[CacheKey(l.Ref)]
		if age := at.Last.Sub(before.Last); ok && before.Event == event && 0 <= age && age < FullWalk {
			at.Asked = before.Asked
		}
		for _, v := range listings.Videos {
			if listings.From[v.Key()] == i {
				at.Asked = append(at.Asked, v.ID)
			}
		}
		slices.Sort(at.Asked)
		at.Asked = slices.Compact(at.Asked)
		imports[CacheKey(l.Ref)] = at
	}
	return cache.Write(cachefile.Imports, imports)
}

// ForgetUnfinished forgets the imports of collections that were listed to their end.
func ForgetUnfinished(cache *cachefile.Dir, listings Listings) error {
	imports := unfinishedIn(cache)
	before := len(imports)
	for _, l := range listings.Listed {
		if l.Complete {
			delete(imports, CacheKey(l.Ref))
		}
	}
	if len(imports) == before {
		return nil
	}
	return cache.Write(cachefile.Imports, imports)
}

func unfinishedIn(cache *cachefile.Dir) unfinished {
	var found unfinished
	if cache.Read(cachefile.Imports, &found) != nil || found == nil {
		return unfinished{}
	}
	return found
}
