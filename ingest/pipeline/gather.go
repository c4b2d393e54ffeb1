package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/pyvideo/stevie/ingest"
)

// Target is an address understood, with the provider that answers for it.
type Target struct {
	URL      string
	Provider ingest.Provider
	Ref      ingest.Ref
}

// Watcher is told how gathering goes on. Either function may be nil. An error
// from Video ends it.
type Watcher struct {
	Collection func(ingest.Collection)
	Video      func(ingest.Video) error // called once for each distinct video
}

// Listed is a collection that a host answered for.
type Listed struct {
	Ref        ingest.Ref
	Collection ingest.Collection
	Complete   bool // it was listed to its end: only then does a video that is missing mean something
	// Doubted tells that it was listed to its end, but that what the host said of its
	// videos cannot all be true, so that it does not count as complete.
	Doubted bool
	entries int
}

// tellsAbsence reports whether a video that is missing from the listing is missing
// from the collection. A host that shows nothing, or less than nine tenths of what it
// counts itself, may have shown a part only: an empty page is no emptied collection.
func (l Listed) tellsAbsence() bool {
	return l.Complete && l.entries > 0 && 10*l.entries >= 9*l.Collection.Size
}

// IsEmpty reports whether a collection was listed to its end and has nothing in it.
func (l Listed) IsEmpty() bool { return l.Complete && l.entries == 0 }

// Haul is what hosts said about the collections of one event.
type Haul struct {
	Listed []Listed
	Videos []ingest.Video     // distinct, in the order listed
	From   map[ingest.Key]int // which of Listed a video came from
	// Complete tells that every target was listed to its end.
	Complete bool
	Usage    ingest.Usage
}

// doubted reports whether any of the listings is.
func (h Haul) doubted() bool {
	return slices.ContainsFunc(h.Listed, func(l Listed) bool { return l.Doubted })
}

// doubt is the error of a haul with doubted listings, nil without any.
func (h Haul) doubt() error {
	var errs error
	for _, l := range h.Listed {
		if l.Doubted {
			errs = errors.Join(errs, ingest.WithHint(&ingest.HostError{
				Provider: l.Ref.Provider, Op: fmt.Sprintf("videos of %s %s", l.Ref.Kind, l.Ref.ID), Err: ingest.ErrIncomplete,
				Message: "some are called public and not shown",
			}, "try again later; what is drafted of them stays as it is, and what they say on another day is believed"))
		}
	}
	return errs
}

// believed returns the haul as it is when its doubted listings are taken for true.
func (h Haul) believed() Haul {
	h.Listed, h.Videos = slices.Clone(h.Listed), slices.Clone(h.Videos)
	for i := range h.Listed {
		l := &h.Listed[i]
		l.Complete, l.Doubted = l.Complete || l.Doubted, false
	}
	for i := range h.Videos {
		if v := &h.Videos[i]; v.Reason == ingest.Doubtful {
			v.Reason = "for members only, or just removed"
		}
	}
	return h
}

// conclusive returns the haul with those listings only from which it can be told that
// a video is no longer in its collection.
func (h Haul) conclusive() Haul {
	h.Listed = slices.DeleteFunc(slices.Clone(h.Listed), func(l Listed) bool { return !l.tellsAbsence() })
	return h
}

// Gather lists the targets one after the other, at most limit videos in all; a
// limit of 0 is none. An error comes with what was gathered before it. A target
// that is not there does not keep the others from being listed.
func Gather(ctx context.Context, targets []Target, limit int, watch Watcher) (Haul, error) {
	haul, failed := gather(ctx, targets, gathering{limit: limit, watch: watch})
	return haul, errors.Join(failed, haul.doubt())
}

func gather(ctx context.Context, targets []Target, g gathering) (Haul, error) {
	g.haul = Haul{Complete: true, From: map[ingest.Key]int{}}
	tally := new(ingest.Tally)
	ctx = ingest.WithTally(ctx, tally)
	var failed error
	for _, t := range targets {
		err := g.list(ctx, t)
		failed = errors.Join(failed, err)
		if err != nil && !oneOnly(err) {
			break
		}
		if g.full() {
			break
		}
	}
	g.haul.Complete = g.haul.Complete && failed == nil && len(g.haul.Listed) == len(targets)
	g.haul.Usage = tally.Usage()
	return g.haul, failed
}

// oneOnly reports whether an error concerns one collection and says nothing about
// the host.
func oneOnly(err error) bool { return goneOnly(err) || errors.Is(err, ingest.ErrIncomplete) }

// goneOnly reports whether a collection is not there, or not for us.
func goneOnly(err error) bool {
	return errors.Is(err, ingest.ErrNotFound) || errors.Is(err, ingest.ErrForbidden)
}

type gathering struct {
	haul  Haul
	limit int
	watch Watcher
	known func(ingest.Key) (ingest.Video, bool) // nil: every video is to be looked at
}

func (g *gathering) full() bool { return g.limit > 0 && len(g.haul.Videos) >= g.limit }

func (g *gathering) list(ctx context.Context, t Target) error {
	listing, err := g.listing(ctx, t)
	if err != nil {
		return fmt.Errorf("fetch %s: %w", t.URL, err)
	}
	g.haul.Listed = append(g.haul.Listed, Listed{Ref: t.Ref, Collection: listing.Collection})
	if g.watch.Collection != nil {
		g.watch.Collection(listing.Collection)
	}
	listed := &g.haul.Listed[len(g.haul.Listed)-1]
	for v, err := range listing.Videos {
		if err != nil {
			return fmt.Errorf("fetch %s: %w", t.URL, err)
		}
		if g.full() {
			g.haul.Complete = false
			return nil
		}
		listed.entries++
		listed.Doubted = listed.Doubted || v.Reason == ingest.Doubtful
		if err := g.take(v); err != nil {
			return err
		}
	}
	listed.Complete = !listed.Doubted
	return nil
}

// listing begins a listing, with what is known where the provider can use it.
func (g *gathering) listing(ctx context.Context, t Target) (*ingest.Listing, error) {
	updater, ok := t.Provider.(ingest.Updater)
	if g.known == nil || !ok {
		return t.Provider.List(ctx, t.Ref)
	}
	return updater.Update(ctx, t.Ref, func(id string) (ingest.Video, bool) {
		return g.known(ingest.Key{Provider: t.Provider.Name(), ID: id})
	})
}

func (g *gathering) take(v ingest.Video) error {
	if _, twice := g.haul.From[v.Key()]; twice {
		return nil
	}
	g.haul.From[v.Key()] = len(g.haul.Listed) - 1
	g.haul.Videos = append(g.haul.Videos, v)
	if g.watch.Video == nil {
		return nil
	}
	return g.watch.Video(v)
}

// meter is what providers that count their requests have.
type meter interface{ Usage() ingest.Usage }

// Spent adds up what the targets' providers have spent since they were made.
func Spent(targets []Target) ingest.Usage {
	var sum ingest.Usage
	counted := map[meter]bool{}
	for _, t := range targets {
		if m, ok := t.Provider.(meter); ok && !counted[m] {
			counted[m] = true
			sum = sum.Add(m.Usage())
		}
	}
	return sum
}
