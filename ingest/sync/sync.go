package sync

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/cachefile"
)

// Options say what to sync, and with what.
type Options struct {
	Events   []string // slugs; none is every event with watch, and the channels
	Channels []Channel
	// Left tells how many units of a provider's daily quota are left, false when that is
	// not known. nil knows of none.
	Left func(ctx context.Context, provider string) (units int, ok bool)
}

// Channel is an account whose new collections are new events.
type Channel struct {
	URL    string
	Series string // prefix of the events' folders, "" for what their titles give
}

// Summary is what a sync did.
type Summary struct {
	Events   []intake.Summary `json:"events"` // sorted by slug; unchanged ones found nothing
	New      int              `json:"new"`    // drafts written
	Quota    int              `json:"quota"`
	Complete bool             `json:"complete"` // nothing is left to be looked at
	// Again tells that a later run, with nothing else done, can look at more.
	Again bool `json:"-"`

	// Problems are settings and drafts that could not be used.
	Problems []error `json:"-"`
	// Remarks are about channels; those about events are in their summaries.
	Remarks  []string `json:"-"`
	Requests int      `json:"-"`
}

// inParallel is the number of events that hosts are asked about at the same time.
const inParallel = 4

// Run imports again what is watched, where the hosts say that something has
// changed or nobody has looked for a week. The error is what hosts refused; what
// was done before, and beside it, stands in the summary and is saved, and the next
// run goes on from there.
func Run(ctx context.Context, in *intake.Intake, opts Options) (Summary, error) {
	s := &syncing{in: in, opts: opts, now: in.Now(), failed: map[string]error{}}
	s.summary = Summary{Events: []intake.Summary{}}
	ended := s.run(ctx)
	s.addUp()
	if ended != nil {
		s.summary.Complete = false
		return s.summary, ended
	}
	return s.summary, errors.Join(s.errs...)
}

// run looks at everything. Only what ends the whole sync is an error.
func (s *syncing) run(ctx context.Context) error {
	if err := s.load(ctx); err != nil {
		return err
	}
	if err := s.inspect(ctx); err != nil {
		return err
	}
	if err := s.walkEvents(ctx); err != nil || len(s.opts.Events) > 0 {
		return err
	}
	return watching{s}.channels(ctx)
}

// syncing is one sync under way.
type syncing struct {
	in   *intake.Intake
	opts Options
	now  time.Time

	events []*watched
	feeds  map[string]string // every collection that is a source of an event: the event

	importing sync.Mutex // imports look at all events, and so cannot overlap

	mu      sync.Mutex
	loaded  *workspace.Contents
	summary Summary
	failed  map[string]error // by provider: why it is asked no more
	errs    []error          // what hosts refused
}

// watched is an event to be synced.
type watched struct {
	event   ingest.Event
	sources []watchedSource
	state   eventState
	// unfinished tells that a run was killed while it wrote the event's drafts.
	unfinished bool
}

type watchedSource struct {
	target ingest.Target
	key    string // in the event's state
	state  *ingest.State
	due    bool
}

// load reads the events and understands their addresses.
func (s *syncing) load(ctx context.Context) error {
	slugs, err := s.in.Workspace.Events()
	if err != nil {
		return fmt.Errorf("list the events: %w", err)
	}
	s.feeds = map[string]string{}
	for _, slug := range slugs {
		if err := ctx.Err(); err != nil {
			return err
		}
		named := slices.Contains(s.opts.Events, slug)
		ev, err := s.in.Workspace.Event(slug)
		if err != nil {
			if named || len(s.opts.Events) == 0 {
				s.problem(err)
			} else {
				s.remark("%v", err) // no concern of the events that are asked for
			}
			continue
		}
		wanted := named || len(s.opts.Events) == 0 && ev.Watch
		w := &watched{event: ev}
		for _, src := range ev.Sources {
			target, err := s.in.Hosts.Resolve(src.URL)
			if err != nil {
				if wanted {
					s.problem(fmt.Errorf("%s/event.toml: %w", slug, err))
				}
				continue
			}
			s.feeds[gather.CacheKey(target.Ref)] = slug
			w.sources = append(w.sources, watchedSource{target: target, key: sourceKey(target.Ref, src)})
		}
		if wanted {
			w.state = stateOf(s.in.Cache, slug)
			w.unfinished = s.in.Workspace.IsUnfinished(slug)
			s.events = append(s.events, w)
		}
	}
	return nil
}

// inspect asks for the states of all collections, and decides which are due.
func (s *syncing) inspect(ctx context.Context) error {
	refs := map[ingest.Inspector][]ingest.Ref{}
	var order []ingest.Inspector
	for src := range s.sources() {
		inspector, ok := src.target.Provider.(ingest.Inspector)
		if !ok || src.target.Ref.Kind == ingest.KindVideo {
			continue
		}
		if refs[inspector] == nil {
			order = append(order, inspector)
		}
		refs[inspector] = append(refs[inspector], src.target.Ref)
	}
	tally := new(ingest.Tally)
	states := map[ingest.Ref]ingest.State{}
	for _, inspector := range order {
		found, err := inspector.States(ingest.WithTally(ctx, tally), refs[inspector])
		maps.Copy(states, found)
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			s.refused(refs[inspector][0].Provider, err)
		}
	}
	s.spend(tally.Usage())
	for src, w := range s.sources() {
		if state, ok := states[src.target.Ref]; ok {
			src.state = &state
		}
		src.due = w.unfinished || w.state.due(*src, s.now)
	}
	return nil
}

// sources yields every source to be synced, with its event.
func (s *syncing) sources() iter.Seq2[*watchedSource, *watched] {
	return func(yield func(*watchedSource, *watched) bool) {
		for _, w := range s.events {
			for i := range w.sources {
				if !yield(&w.sources[i], w) {
					return
				}
			}
		}
	}
}

// walkEvents lists what is due, several events at a time.
func (s *syncing) walkEvents(ctx context.Context) error {
	var g errgroup.Group
	g.SetLimit(inParallel)
	if s.isShort(ctx) {
		// Several at a time would list all of them and look at no video. The smallest
		// comes first, so that each run brings some to their end.
		g.SetLimit(1)
		slices.SortStableFunc(s.events, func(a, b *watched) int { return cmp.Compare(a.cost(), b.cost()) })
	}
	summaries := make([]intake.Summary, len(s.events))
	for i, w := range s.events {
		g.Go(func() error {
			var err error
			if summaries[i], err = s.walk(ctx, w); err == nil {
				err = s.tellUnreadable(ctx, &summaries[i])
			}
			summaries[i].Complete = summaries[i].Complete && err == nil
			return err
		})
	}
	err := g.Wait()
	for _, sum := range summaries {
		if sum.Event != "" {
			s.summary.Events = append(s.summary.Events, sum)
		}
	}
	return err
}

// walk lists the sources of an event that are due and imports what they have. Only
// what ends the whole sync is an error.
func (s *syncing) walk(ctx context.Context, w *watched) (intake.Summary, error) {
	summary := intake.NewSummary(w.event.Slug)
	summary.Complete = true
	var targets []ingest.Target
	for _, src := range w.sources {
		switch {
		case !src.due:
		case s.isRefused(src.target.Provider.Name()):
			summary.Complete = false
		default:
			targets = append(targets, src.target)
		}
	}
	if len(targets) == 0 {
		return s.followProgramme(ctx, w, summary)
	}
	known, err := s.knownOf(ctx, w.event.Slug)
	if err != nil {
		return summary, err
	}
	listings, failed := gather.Gather(ctx, targets, gather.Options{Known: known})
	s.spend(listings.Usage)
	if ctx.Err() != nil {
		return summary, ctx.Err()
	}
	if failed != nil {
		s.refusedListing(w.event.Slug+"/event.toml: ", targets, listings, failed)
	}
	if len(listings.Listed) == 0 {
		summary.Complete = false
		summary.Requests, summary.Quota = listings.Usage.Requests, listings.Usage.Quota
		return summary, nil
	}
	summaryNow, err := s.importListed(ctx, w, listings, summary.Complete)
	if err != nil {
		s.problem(err)
		summary.Complete = false
		return summary, ctx.Err()
	}
	return summaryNow, nil
}

// importListed imports what was listed, which may not be all that is due, and remembers
// that it was.
func (s *syncing) importListed(ctx context.Context, w *watched, listings gather.Listings, all bool) (intake.Summary, error) {
	s.importing.Lock()
	defer s.importing.Unlock()
	programme, asked, err := s.programme(ctx, w)
	if err != nil {
		return intake.Summary{}, err
	}
	r, done, err := s.in.Begin(ctx, w.event, intake.Options{Was: &w.event, Programme: programme})
	if err != nil {
		return intake.Summary{}, err
	}
	defer done()
	state := stateOf(s.in.Cache, w.event.Slug) // another run may have been here since
	state.Programme = asked
	settings := s.in.Settings(w.event)
	r.OnlyNew = state.Settings == "" || state.Settings == settings
	listings = state.judge(listings, s.now)
	if listings.Doubted() {
		s.doubts(listings.Doubt())
	}
	summary, err := r.Import(ctx, listings)
	if err != nil {
		return intake.Summary{}, err
	}
	summary.Complete = summary.Complete && all
	if summary.Found > 0 { // an empty listing says nothing
		if err := intake.RememberUnavailable(s.in.Cache, summary); err != nil {
			return intake.Summary{}, err
		}
	}
	state.Settings = settings
	state.walked(w.sources, listings, s.now)
	if err := gather.ForgetUnfinished(s.in.Cache, listings); err != nil {
		return intake.Summary{}, err
	}
	return summary, s.in.Cache.Write(cachefile.Sync(w.event.Slug), state)
}

// passes reports whether an error is likely to be gone some time later, though nobody
// does anything about it.
func passes(err error) bool {
	return slices.ContainsFunc([]error{
		ingest.ErrQuota, ingest.ErrRateLimit, ingest.ErrHostFault, ingest.ErrUnreachable, ingest.ErrNotTheHost, ingest.ErrIncomplete,
	}, func(passing error) bool { return errors.Is(err, passing) })
}

// addUp sums up what became of the events.
func (s *syncing) addUp() {
	slices.SortStableFunc(s.summary.Events, func(a, b intake.Summary) int { return cmp.Compare(a.Event, b.Event) })
	s.summary.Complete = len(s.errs) == 0 && len(s.summary.Problems) == 0
	s.summary.Again = s.summary.Again || slices.ContainsFunc(s.errs, passes)
	for _, sum := range s.summary.Events {
		s.summary.New += sum.New
		s.summary.Complete = s.summary.Complete && sum.Complete
	}
}
