package pipeline

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
)

// shelf is what a sync remembers of the collections of watched channels.
type shelf struct {
	Collections map[string]verdict `json:"collections"` // by refKey
}

// verdict is what became of a collection that was no event's when it was found.
// Without one nothing is lost: the collection is looked at again.
type verdict struct {
	Size int `json:"size"` // of the collection then; another one is looked at again
	// Event is what was made of it. It is not made again when its folder is deleted.
	Event string `json:"event,omitempty"`
}

const shelfFile = "channels.json"

// watchChannels proposes events for the new collections of all channels.
func (s *syncing) watchChannels(ctx context.Context) error {
	if len(s.opts.Channels) == 0 {
		return nil
	}
	known := shelf{}
	s.store.load(shelfFile, &known)
	if known.Collections == nil {
		known.Collections = map[string]verdict{}
	}
	was := maps.Clone(known.Collections)
	for _, ch := range s.opts.Channels {
		if err := s.watchChannel(ctx, ch, known); err != nil {
			return err
		}
	}
	if maps.Equal(was, known.Collections) {
		return nil
	}
	return s.store.write(shelfFile, known)
}

// watchChannel goes through the collections of one channel. Only what ends the
// whole sync is an error.
func (s *syncing) watchChannel(ctx context.Context, ch Channel, known shelf) error {
	target, err := s.opts.Find(ch.URL)
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
			s.refusedOne(target.Provider.Name(), fmt.Errorf("list the collections of %s: %w", ch.URL, err))
			return nil
		}
		found = append(found, c)
	}
	s.spend(tally.Usage())
	for _, c := range found {
		if err := s.consider(ctx, ch, c, known); err != nil {
			return err
		}
	}
	return nil
}

// consider makes an event of a collection that is new and looks like one.
func (s *syncing) consider(ctx context.Context, ch Channel, c ingest.Collection, known shelf) error {
	target, err := s.opts.Find(c.URL)
	if err != nil {
		return nil //nolint:nilerr // the host lists collections that its provider does not take
	}
	key := refKey(target.Ref)
	before, seen := known.Collections[key]
	_, fed := s.feeds[key]
	if fed || c.Size == 0 || seen && (before.Event != "" || before.Size == c.Size) || s.isRefused(target.Provider.Name()) {
		return nil
	}
	if yearRun.FindString(EventTitle(c.Title, c.Channel.Title)) == "" {
		s.remark("%q of %s has no year in its title, and is not taken for an event", c.Title, ch.URL)
		known.Collections[key] = verdict{Size: c.Size}
		return nil
	}
	nothing, err := s.knownOf(ctx, "")
	if err != nil {
		return err
	}
	haul, failed := gather(ctx, []Target{target}, gathering{known: nothing})
	s.spend(haul.Usage)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if failed != nil {
		s.refusedListing([]Target{target}, haul, failed)
		return nil
	}
	event, err := s.propose(ctx, ch, haul)
	if err != nil {
		s.problem(fmt.Errorf("%s: %w", c.URL, err))
		return ctx.Err()
	}
	known.Collections[key] = verdict{Size: c.Size, Event: event}
	// Saved at once: what has been made is not to be made again.
	return s.store.write(shelfFile, known)
}

// propose makes an event of what a channel's collection has, or adds the collection
// to the event that it belongs to. It returns the event's slug, "" for none.
func (s *syncing) propose(ctx context.Context, ch Channel, haul Haul) (string, error) {
	listed := haul.Listed[0].Collection
	ev := s.p.ProposeEvent(haul, "")
	if ch.Series != "" {
		ev.Slug = s.folderIn(ch.Series, ev)
	}
	if err := draft.CheckSlug(ev.Slug); err != nil {
		return "", err
	}
	over, found, err := s.p.Elsewhere(ctx, "", haul)
	if err != nil {
		return "", err
	}
	if found {
		s.remark("%q of %s is no new event: %s", listed.Title, ch.URL, over)
		return "", nil
	}
	ev.StartDate, ev.EndDate = EventDates(listed.Title+"\n"+listed.Description, yearRun.FindString(ev.Title))
	ev.Watch = true
	if present, err := s.p.Workspace.Event(ev.Slug); err == nil {
		if !present.Watch {
			s.remark("%q of %s looks like a part of %s, which is not watched", listed.Title, ch.URL, ev.Slug)
			return "", nil
		}
		ev = present
	}
	s.p.AddSources(&ev, haul)
	s.importing.Lock()
	defer s.importing.Unlock()
	summary, err := s.p.Import(ctx, ev, haul, ImportOptions{})
	if err != nil {
		return "", err
	}
	summary.Remarks = append(summary.Remarks, fmt.Sprintf("new: made of %q, a new collection of %s", listed.Title, ch.URL))
	s.add(summary)
	return ev.Slug, nil
}

// folderIn is the folder of an event of a series. One that the data tree or the
// title gives and that begins with the series stays; else it is the series and the
// year, unless another event has that.
func (s *syncing) folderIn(series string, ev ingest.Event) string {
	if strings.HasPrefix(ev.Slug, series) {
		return ev.Slug
	}
	series = strings.TrimRight(series, "-")
	slug := series + "-" + yearRun.FindString(ev.Title)
	if present, err := s.p.Workspace.Event(slug); err == nil && record.Slug(present.Title) != record.Slug(ev.Title) {
		return series + "-" + ev.Slug
	}
	return slug
}

// add puts the summary of a new event among the others, or into that of the event
// it is a part of.
func (s *syncing) add(summary Summary) {
	at := slices.IndexFunc(s.summary.Events, func(o Summary) bool { return o.Event == summary.Event })
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
	into.Drafts = append(into.Drafts, summary.Drafts...)
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

// refusedOne takes down an error that may concern one collection or a whole host.
func (s *syncing) refusedOne(provider string, err error) {
	if !goneOnly(err) {
		s.refused(provider, err)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.errs = append(s.errs, err)
}

// refusedListing takes down what went wrong with some of the targets. What concerns
// one collection alone keeps no other from being listed.
func (s *syncing) refusedListing(targets []Target, haul Haul, err error) {
	errs := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		errs = joined.Unwrap()
	}
	for _, err := range errs {
		provider := targets[min(len(haul.Listed), len(targets)-1)].Provider.Name()
		if refusal, ok := errors.AsType[*ingest.HostError](err); ok {
			provider = refusal.Provider
		}
		s.refusedOne(provider, err)
	}
}
