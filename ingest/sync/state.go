package sync

import (
	"fmt"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/internal/cachefile"
)

// anotherDay is what lies at least between two runs of two nights.
const anotherDay = 12 * time.Hour

// eventState is what a sync remembers of an event.
type eventState struct {
	Sources map[string]sourceState `json:"sources,omitempty"` // by sourceKey
	// Settings are those that the event's drafts were last proposed with, as
	// [intake.Intake.Settings] gives them.
	Settings string `json:"settings,omitempty"`
	// Programme is when the programme's address was last asked.
	Programme time.Time `json:"programme,omitzero"`
	// Doubted is when a listing was first not believed, zero when the last one was.
	Doubted time.Time `json:"doubted,omitzero"`
}

// aDay is what lies at least between two questions for a programme, but for the minutes
// by which one night's run begins earlier than another's.
const aDay = 20 * time.Hour

// asksProgramme reports whether the programme of an event is to be asked for.
func (e eventState) asksProgramme(ev ingest.Event, now time.Time) bool {
	asked := now.Sub(e.Programme)
	return intake.HasAddress(ev) && (asked >= aDay || asked < 0)
}

// judge takes down whether the listings can be believed, and returns them as what they
// count for: what a host still says on another day is true, however unlikely.
func (e *eventState) judge(listings gather.Listings, now time.Time) gather.Listings {
	switch {
	case !listings.Doubted():
		e.Doubted = time.Time{}
	case e.Doubted.IsZero() || now.Before(e.Doubted):
		e.Doubted = now.UTC().Truncate(time.Second)
	case now.Sub(e.Doubted) >= anotherDay:
		return listings.Believed()
	}
	return listings
}

// sourceState is what the host said of a collection when it was last listed to its
// end.
type sourceState struct {
	State  ingest.State `json:"state"`
	Walked time.Time    `json:"walked"`
}

// due reports whether a source is to be listed: it is new, or changed, or was not
// listed for long, or the last listing is in the future of a clock set back.
func (e eventState) due(src watchedSource, now time.Time) bool {
	last, ok := e.Sources[src.key]
	if !ok || now.Sub(last.Walked) >= gather.FullWalk || now.Before(last.Walked) {
		return true
	}
	if src.target.Ref.Kind == ingest.KindVideo {
		return false
	}
	return src.state == nil || src.state.IsZero() || !src.state.Same(last.State)
}

// walked takes down which sources were listed to their end, and forgets those that
// the event no longer has.
func (e *eventState) walked(sources []watchedSource, listings gather.Listings, now time.Time) {
	sourceStates := map[string]sourceState{}
	for _, src := range sources {
		if was, ok := e.Sources[src.key]; ok {
			sourceStates[src.key] = was
		}
		for _, l := range listings.Listed {
			if !l.Complete || l.Ref != src.target.Ref {
				continue
			}
			state := ingest.State{}
			if src.state != nil {
				state = *src.state
			}
			sourceStates[src.key] = sourceState{State: state, Walked: now.UTC().Truncate(time.Second)}
		}
	}
	e.Sources = sourceStates
}

// sourceKey names a source of an event: another condition makes it another one,
// from which videos are taken that were left out before.
func sourceKey(ref ingest.Ref, src ingest.Source) string {
	return fmt.Sprintf("%s only=%q except=%q since=%s", gather.CacheKey(ref), src.Only, src.Except, src.Since)
}

// stateOf reads what is remembered of an event.
func stateOf(cache *cachefile.Dir, event string) eventState {
	var e eventState
	if cache.Read(cachefile.Sync(event), &e) != nil {
		return eventState{}
	}
	return e
}

// LastWalk is when a sync last listed one of an event's sources to its end, zero for never.
func LastWalk(cache *cachefile.Dir, event string) time.Time {
	var last time.Time
	for _, source := range stateOf(cache, event).Sources {
		if source.Walked.After(last) {
			last = source.Walked
		}
	}
	return last
}
