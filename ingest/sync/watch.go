package sync

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/internal/cachefile"
)

// knownCollections are what a sync remembers of the collections of watched channels.
type knownCollections struct {
	Collections map[string]seenCollection `json:"collections"` // by refKey
}

// seenCollection is what became of a collection that was no event's when it was found.
// Without one nothing is lost: the collection is looked at again.
type seenCollection struct {
	// Size and Title of the collection then; with others it is looked at again.
	Size  int    `json:"size"`
	Title string `json:"title,omitempty"`
	// Event is what was made of it. It is not made again when its folder is deleted.
	Event string `json:"event,omitempty"`
	// In is the event that has its videos already.
	In string `json:"in,omitempty"`
}

// watching proposes the new collections of channels as events.
type watching struct{ *syncing }

// channels proposes events for the new collections of all channels.
func (s watching) channels(ctx context.Context) error {
	if len(s.opts.Channels) == 0 {
		return nil
	}
	known := knownCollections{}
	_ = s.in.Cache.Read(cachefile.Channels, &known) // without it each is looked at again
	if known.Collections == nil {
		known.Collections = map[string]seenCollection{}
	}
	was := maps.Clone(known.Collections)
	for _, ch := range s.opts.Channels {
		if err := s.channel(ctx, ch, known); err != nil {
			return err
		}
	}
	if maps.Equal(was, known.Collections) {
		return nil
	}
	return s.in.Cache.Write(cachefile.Channels, known)
}

// channel goes through the collections of one channel. Only what ends the
// whole sync is an error.
func (s watching) channel(ctx context.Context, ch Channel, known knownCollections) error {
	target, err := s.in.Hosts.Resolve(ch.URL)
	if err != nil {
		s.problem(fmt.Errorf("[[watch]]: %w", err))
		return nil
	}
	owner, ok := target.Provider.(ingest.Owner)
	if !ok {
		s.problem(fmt.Errorf("[[watch]]: %s: %s does not tell what collections a channel has", ch.URL, target.Provider.Name()))
		return nil
	}
	if s.isRefused(target.Provider.Name()) {
		return nil
	}
	tally := new(ingest.Tally)
	var found []ingest.Collection
	for c, err := range owner.Collections(ingest.WithTally(ctx, tally), target.Ref) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			s.spend(tally.Usage())
			s.refusedChannel(target.Provider.Name(), fmt.Errorf("list the collections of %s: %w", ch.URL, err))
			return nil
		}
		found = append(found, c)
	}
	s.spend(tally.Usage())
	// What bears the name of the series comes first to the folder of its year.
	slices.SortStableFunc(found, func(a, b ingest.Collection) int {
		return cmp.Compare(s.rankIn(ch.Series, a), s.rankIn(ch.Series, b))
	})
	for _, c := range found {
		if err := s.consider(ctx, ch, c, known); err != nil {
			return err
		}
	}
	return nil
}

// consider makes an event of a collection that is new and looks like one.
func (s watching) consider(ctx context.Context, ch Channel, c ingest.Collection, known knownCollections) error {
	target, err := s.in.Hosts.Resolve(c.URL)
	if err != nil {
		return nil //nolint:nilerr // the host lists collections that its provider does not take
	}
	key := gather.CacheKey(target.Ref)
	before := known.Collections[key]
	now := seenCollection{Size: c.Size, Title: c.Title, In: before.In}
	event, fed := s.feeds[key]
	switch same := before.Size == c.Size && before.Title == c.Title; {
	case c.Size == 0, before.Event != "", s.isRefused(target.Provider.Name()):
		return nil
	case fed: // perhaps by a run that was killed before it could write this down
		now.Event = event
		known.Collections[key] = now
		return nil
	case same:
		return nil
	}
	if why := noEvent(c); why != "" {
		if before.Title != c.Title { // it is told once, however it grows
			s.remark("%q of %s is not taken for an event: %s; if it is one: stevie import %s", c.Title, ch.URL, why, c.URL)
		}
		known.Collections[key] = now
		return nil
	}
	src := watchedSource{target: target, key: sourceKey(target.Ref, ingest.Source{})}
	listings, ok, err := s.fetchCollection(ctx, &src)
	if err != nil || !ok {
		return err
	}
	if len(listings.Listed) == 0 {
		s.remark("%q of %s cannot be listed: it is private, or behind a password", c.Title, ch.URL)
		known.Collections[key] = now
		return nil
	}
	if err := s.propose(ctx, ch, listings, &now); err != nil {
		s.problem(fmt.Errorf("%s: %w", c.URL, err))
		return ctx.Err()
	}
	known.Collections[key] = now
	// Saved at once: what has been made is not to be made again.
	if err := s.in.Cache.Write(cachefile.Channels, known); err != nil || now.Event == "" {
		return err
	}
	return s.rememberWalk(now.Event, src, listings)
}

// rememberWalk takes down that a new source of an event was listed, so that the next
// run need not.
func (s watching) rememberWalk(event string, src watchedSource, listings gather.Listings) error {
	state := stateOf(s.in.Cache, event)
	if state.Sources == nil {
		state.Sources = map[string]sourceState{}
	}
	now := eventState{}
	now.walked([]watchedSource{src}, listings, s.now)
	maps.Copy(state.Sources, now.Sources)
	return s.in.Cache.Write(cachefile.Sync(event), state)
}

// fetchCollection lists a collection, with the state that it is in. It is not ok when
// the host failed. Listings of nothing are those of a collection that only its owner sees.
func (s watching) fetchCollection(ctx context.Context, src *watchedSource) (_ gather.Listings, ok bool, err error) {
	known, err := s.knownOf(ctx, "")
	if err != nil {
		return gather.Listings{}, false, err
	}
	target := src.target
	tally := new(ingest.Tally)
	if inspector, ok := target.Provider.(ingest.Inspector); ok {
		states, err := inspector.States(ingest.WithTally(ctx, tally), []ingest.Ref{target.Ref})
		if state, ok := states[target.Ref]; ok && err == nil {
			src.state = &state
		} // otherwise the listing will say what is wrong
	}
	listings, failed := gather.Gather(ctx, []ingest.Target{target}, gather.Options{Known: known})
	listings.Usage = listings.Usage.Add(tally.Usage())
	s.spend(listings.Usage)
	if ctx.Err() != nil {
		return gather.Listings{}, false, ctx.Err()
	}
	if errors.Is(failed, ingest.ErrIncomplete) {
		// The collection is nobody's yet: it waits for a night when it can be listed.
		s.remark("%v", failed)
		s.comeAgain()
		return gather.Listings{}, false, nil
	}
	if failed != nil && (!gather.NotThere(failed) || len(listings.Listed) > 0) {
		s.refusedListing("[[watch]]: ", []ingest.Target{target}, listings, failed)
		return gather.Listings{}, false, nil
	}
	return listings, true, nil
}

// add puts the summary of a new event among the others, or into that of the event
// it is a part of.
func (s *syncing) add(summary intake.Summary) {
	at := slices.IndexFunc(s.summary.Events, func(o intake.Summary) bool { return o.Event == summary.Event })
	if at < 0 {
		s.summary.Events = append(s.summary.Events, summary)
		return
	}
	into := &s.summary.Events[at]
	into.Found += summary.Found
	into.New += summary.New
	into.Updated += summary.Updated
	into.Known += summary.Known
	into.Skipped += summary.Skipped
	into.Unavailable = append(into.Unavailable, summary.Unavailable...)
	for _, path := range summary.Drafts { // the second collection may change what the first has brought
		if !slices.Contains(into.Drafts, path) {
			into.Drafts = append(into.Drafts, path)
		}
	}
	into.Requests += summary.Requests
	into.Quota += summary.Quota
	into.Problems = append(into.Problems, summary.Problems...)
	into.Remarks = append(into.Remarks, summary.Remarks...)
}

func (s *syncing) remark(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.summary.Remarks = append(s.summary.Remarks, fmt.Sprintf(format, args...))
}

// refusedChannel takes down why the collections of a channel are not known. An
// address that has none is a setting at fault.
func (s watching) refusedChannel(provider string, err error) {
	if errors.Is(err, ingest.ErrUnsupported) {
		s.problem(fmt.Errorf("[[watch]]: %w", err))
		return
	}
	s.refusedOne(provider, err)
}

// refusedOne takes down an error that may concern one collection or a whole host.
func (s *syncing) refusedOne(provider string, err error) {
	if !gather.OfOneCollection(err) {
		s.refused(provider, err)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.errs = append(s.errs, err)
}

// refusedListing takes down what went wrong with some of the targets. What concerns
// one collection alone keeps no other from being listed, and is told with the place in
// the settings that names it.
func (s *syncing) refusedListing(place string, targets []ingest.Target, listings gather.Listings, err error) {
	errs := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		errs = joined.Unwrap()
	}
	for _, err := range errs {
		provider := targets[min(len(listings.Listed), len(targets)-1)].Provider.Name()
		if refusal, ok := errors.AsType[*ingest.HostError](err); ok {
			provider = refusal.Provider
		}
		if gather.OfOneCollection(err) {
			err = fmt.Errorf("%s%w", place, err)
		}
		s.refusedOne(provider, err)
	}
}
