package pipeline

import (
	"context"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/sync"
)

// ImportRequest says what to import, into which event, and how.
type ImportRequest struct {
	Addresses []string // of collections and videos of one event
	// Targets are further collections, understood already: files that were read, and what
	// a program has listed. They come behind the addresses.
	Targets []ingest.Target
	// Event is what is said of the event. Its slug chooses it; without one it is the
	// event that one of the collections was imported into before, or else a new one,
	// named after them. What else is empty is left as it is, or found out.
	Event    ingest.Event
	Again    bool // propose again what was skipped or deleted, and what another event has
	DryRun   bool // say what would be done, write nothing
	Limit    int  // of videos; 0 is none
	Progress Progress
	// Confirm is asked, when another event has most of the videos, whether they are to be
	// proposed all the same. Its error stops the import. Nil stops it too.
	Confirm func(event string, over Overlap) (bool, error)
	// NewEvent is told of an event that the workspace does not have yet; it may be nil.
	NewEvent func(ingest.Event)
}

// Import asks hosts for the collections of one event and brings their videos into its
// drafts. Drafts that exist follow the new proposals where no person has changed them;
// everything else of theirs stays. An import that a host has ended goes on where it was.
//
// The error is what hosts refused, or what kept drafts from being written; what was done
// before it stands in the summary. A summary without an event tells that nothing was
// done; one with a question, that nothing was done for want of an answer. What cannot be
// meant is a [*RequestError].
func (p *Pipeline) Import(ctx context.Context, r ImportRequest) (Summary, error) {
	targets, err := targetsOf(p.config.Hosts, r.Addresses)
	if err != nil {
		return Summary{}, err
	}
	targets = append(targets, r.Targets...)
	// The data tree is read while the hosts take their time.
	var in *intake.Intake
	g, listing := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		in, err = steps{p}.imports(listing)
		return err
	})
	listings, failed := gather.Resume(listing, p.workspace, p.cache, p.config.Now(), targets,
		gather.Options{Limit: r.Limit, Progress: r.Progress})
	if err := g.Wait(); err != nil {
		return Summary{}, err
	}
	if ctx.Err() != nil || failed != nil && len(listings.Videos) == 0 {
		return Summary{}, failed
	}
	return in.Import(ctx, listings, intake.Request{
		Event: r.Event, Again: r.Again, DryRun: r.DryRun, Confirm: r.Confirm, NewEvent: r.NewEvent, Failed: failed,
	})
}

// Remap proposes an event's drafts anew from the videos as they were last fetched,
// without asking a host.
func (p *Pipeline) Remap(ctx context.Context, event string) (Summary, error) {
	in, err := steps{p}.imports(ctx)
	if err != nil {
		return Summary{}, err
	}
	return in.Remap(ctx, event)
}

// Match pairs the videos of an event with the sessions of its programme, and makes the
// drafts follow what a person decides on them. A decision that cannot be meant is a
// [*RequestError], and nothing is changed then.
func (p *Pipeline) Match(ctx context.Context, event string, r MatchRequest) (Matched, error) {
	in, err := steps{p}.imports(ctx)
	if err != nil {
		return Matched{}, err
	}
	verb := matchVerb(r)
	if verb == "" {
		return in.Match(ctx, event, r)
	}
	var matched Matched
	err = acting{p}.noting(Act{Event: event, Verb: verb, Followed: true}, func() error {
		matched, err = in.Match(ctx, event, r)
		return err
	})
	return matched, err
}

// matchVerb is the word for what a person decides, "" if they only look.
func matchVerb(r MatchRequest) string {
	switch {
	case len(r.Pairs) > 0:
		return "Pair"
	case len(r.None) > 0:
		return "No session"
	case r.Accept:
		return "Accept pairs"
	case r.Refresh:
		return "Read the programme again"
	}
	return ""
}

// Sync imports again what has changed on the hosts: the sources of the events, or without
// any of all that are watched, and new collections of the channels in [Config.Watch]. The
// error is what hosts refused; what was done before, and beside it, stands in the summary
// and is saved, and the next run goes on from there.
func (p *Pipeline) Sync(ctx context.Context, events ...string) (SyncSummary, error) {
	in, err := steps{p}.imports(ctx)
	if err != nil {
		return SyncSummary{}, err
	}
	return sync.Run(ctx, in, sync.Options{Events: events, Channels: p.config.Watch, Left: p.config.QuotaLeft})
}
