package gather

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

// Progress is told how gathering goes on. Any function may be nil. An error
// from Video ends it.
type Progress struct {
	Collection func(ingest.Collection)
	Video      func(ingest.Video) error // called once for each distinct video
	Spent      func(ingest.Usage)       // called before Video: what was spent so far
}

// Listed is a collection that a host answered for.
type Listed struct {
	Ref        ingest.Ref
	Collection ingest.Collection
	Complete   bool // it was listed to its end: only then does a video that is missing mean something
	// Doubted tells that it was listed to its end, but that what the host said of its
	// videos cannot all be true, so that it does not count as complete.
	Doubted bool
	partial bool
	entries int
}

// tellsAbsence reports whether a video that is missing from the listing is missing
// from the collection. A host that shows nothing, or less than nine tenths of what it
// counts itself, may have shown a part only: an empty page is no emptied collection.
func (l Listed) tellsAbsence() bool {
	return l.Complete && !l.partial && l.entries > 0 && 10*l.entries >= 9*l.Collection.Size
}

// IsEmpty reports whether a collection was listed to its end and has nothing in it.
func (l Listed) IsEmpty() bool { return l.Complete && l.entries == 0 }

// Listings are what hosts said about the collections of one event.
type Listings struct {
	Listed []Listed
	Videos []ingest.Video     // distinct, in the order listed
	From   map[ingest.Key]int // which of Listed a video came from
	// Complete tells that every target was listed to its end.
	Complete bool
	Usage    ingest.Usage
}

// Doubted reports whether any of the listings is.
func (h Listings) Doubted() bool {
	return slices.ContainsFunc(h.Listed, func(l Listed) bool { return l.Doubted })
}

// Doubt is the error of doubted listings, nil without any.
func (h Listings) Doubt() error {
	var errs error
	for _, l := range h.Listed {
		if l.Doubted {
			errs = errors.Join(errs, ingest.WithHint(&ingest.HostError{
				Provider: l.Ref.Provider, Op: fmt.Sprintf("videos of %s %s", l.Ref.Kind, l.Ref.ID), Err: ingest.ErrIncomplete,
				Message: l.doubt(),
			}, "try again later; what is drafted of them stays as it is, and what they say on another day is believed"))
		}
	}
	return errs
}

// doubt says what is not to be believed.
func (l Listed) doubt() string {
	if l.Ref.Provider == host.File {
		return "some lie on servers that do not answer"
	}
	return "some are called public and not shown"
}

// Believed returns the listings as they are when the doubted ones are taken for true.
func (h Listings) Believed() Listings {
	h.Listed, h.Videos = slices.Clone(h.Listed), slices.Clone(h.Videos)
	for i := range h.Listed {
		l := &h.Listed[i]
		l.Complete, l.Doubted = l.Complete || l.Doubted, false
	}
	for i := range h.Videos {
		v := &h.Videos[i]
		if v.Doubtful && v.Provider != host.File { // whose server has said why
			v.Reason = "for members only, or just removed"
		}
		v.Doubtful = false
	}
	return h
}

// Conclusive returns those listings only from which it can be told that
// a video is no longer in its collection.
func (h Listings) Conclusive() Listings {
	h.Listed = slices.DeleteFunc(slices.Clone(h.Listed), func(l Listed) bool { return !l.tellsAbsence() })
	return h
}

// Options say how to gather.
type Options struct {
	Limit    int      // of videos in all; 0 is none
	Progress Progress // told how it goes on
	// Known tells of videos that need not be looked at again what they are; nil: every
	// video is to be looked at.
	Known func(ingest.Key) (ingest.Video, bool)
}

// Gather lists the targets one after the other. An error comes with what was gathered
// before it. A target that is not there does not keep the others from being listed.
func Gather(ctx context.Context, targets []ingest.Target, opts Options) (Listings, error) {
	g := gathering{opts: opts}
	g.listings = Listings{Complete: true, From: map[ingest.Key]int{}}
	tally := new(ingest.Tally)
	g.tally = tally
	ctx = ingest.WithTally(ctx, tally)
	var failed error
	for _, t := range targets {
		err := g.list(ctx, t)
		failed = errors.Join(failed, err)
		if err != nil && !OfOneCollection(err) {
			break
		}
		if g.full() {
			break
		}
	}
	g.listings.Complete = g.listings.Complete && failed == nil && len(g.listings.Listed) == len(targets)
	g.listings.Usage = tally.Usage()
	return g.listings, failed
}

// OfOneCollection reports whether an error concerns one collection and says nothing about
// the host.
func OfOneCollection(err error) bool { return NotThere(err) || errors.Is(err, ingest.ErrIncomplete) }

// NotThere reports whether a collection is not there, or not for us.
func NotThere(err error) bool {
	return errors.Is(err, ingest.ErrNotFound) || errors.Is(err, ingest.ErrForbidden)
}

type gathering struct {
	listings Listings
	opts     Options
	tally    *ingest.Tally
}

func (g *gathering) full() bool { return g.opts.Limit > 0 && len(g.listings.Videos) >= g.opts.Limit }

func (g *gathering) list(ctx context.Context, t ingest.Target) error {
	listing, err := g.listing(ctx, t)
	if err != nil {
		return fmt.Errorf("fetch %s: %w", t.URL, err)
	}
	g.listings.Listed = append(g.listings.Listed, Listed{Ref: t.Ref, Collection: listing.Collection, partial: listing.Partial})
	if g.opts.Progress.Collection != nil {
		g.opts.Progress.Collection(listing.Collection)
	}
	listed := &g.listings.Listed[len(g.listings.Listed)-1]
	for v, err := range listing.Videos {
		if err != nil {
			return fmt.Errorf("fetch %s: %w", t.URL, err)
		}
		if g.full() {
			g.listings.Complete = false
			return nil
		}
		listed.entries++
		listed.Doubted = listed.Doubted || v.Doubtful
		if err := g.add(v); err != nil {
			return err
		}
	}
	listed.Complete = !listed.Doubted
	return nil
}

// listing begins a listing, with what is known where the provider can use it.
func (g *gathering) listing(ctx context.Context, t ingest.Target) (*ingest.Listing, error) {
	updater, ok := t.Provider.(ingest.Updater)
	if g.opts.Known == nil || !ok {
		return t.Provider.List(ctx, t.Ref)
	}
	return updater.Update(ctx, t.Ref, func(id string) (ingest.Video, bool) {
		return g.opts.Known(keyOf(t.Provider.Name(), id))
	})
}

// keyOf is the identity of a video that a provider knows by an id. Ids that are addresses
// may be of any host's videos.
func keyOf(provider, id string) ingest.Key {
	if strings.Contains(id, "://") {
		if key, ok := host.KeyOf(id); ok {
			return key
		}
	}
	return ingest.Key{Provider: provider, ID: id}
}

func (g *gathering) add(v ingest.Video) error {
	if _, twice := g.listings.From[v.Key()]; twice {
		return nil
	}
	g.listings.From[v.Key()] = len(g.listings.Listed) - 1
	g.listings.Videos = append(g.listings.Videos, v)
	if g.opts.Progress.Spent != nil {
		g.opts.Progress.Spent(g.tally.Usage())
	}
	if g.opts.Progress.Video == nil {
		return nil
	}
	return g.opts.Progress.Video(v)
}
