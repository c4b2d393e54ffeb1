package intake

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/host"
)

// Request says into which event an import goes, and what is to be done where a person
// has to decide.
type Request struct {
	// Event is what is said of the event. Its slug chooses the event; without one it is
	// the event that one of the collections is a source of, or else a new one, named
	// after what they are called. What else is empty is left as it is, or found out.
	Event  ingest.Event
	Again  bool // propose again what was skipped or deleted, and what another event has
	DryRun bool // say what would be done, write nothing
	// Confirm is asked when another event has most of the videos: whether they are to be
	// proposed all the same. Its error stops the import. No lock is held meanwhile. Nil
	// is an error.
	Confirm func(event string, over Overlap) (bool, error)
	// NewEvent is told of an event that the workspace does not have, once it is certain that
	// it is to be made; it may be nil.
	NewEvent func(ingest.Event)
	// Failed is what has ended the listing before its time, nil if nothing has.
	Failed error
}

// RequestError says that an import cannot be meant as it was asked for.
type RequestError struct{ Err error }

func (e *RequestError) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e *RequestError) Unwrap() error { return e.Err }

// Import is an import as a whole: it finds the event or proposes one, asks, writes the
// drafts, and takes down what later runs and pull requests want to know. The error joins
// that which has ended the listing. A summary without an event tells that nothing was
// done; one with a question, that nothing was done for want of an answer.
func (in *Intake) Import(ctx context.Context, listings gather.Listings, req Request) (Summary, error) {
	ev, was, err := in.eventFor(listings, req)
	if err != nil {
		return Summary{}, errors.Join(req.Failed, err)
	}
	summary, err := in.ask(ctx, ev, was, listings, req)
	if err == nil && !req.DryRun {
		err = errors.Join(in.remember(summary), gather.KeepUnfinished(in.Cache, in.Now(), ev.Slug, listings, req.Failed))
	}
	if err != nil && len(summary.Drafts) == 0 && summary.Question == "" {
		summary = Summary{}
	}
	return summary, errors.Join(req.Failed, err)
}

// ask imports, after having asked where most videos are elsewhere. What is there is
// looked at anew then, since nobody is kept from the drafts while a person thinks.
func (in *Intake) ask(ctx context.Context, ev, was ingest.Event, listings gather.Listings, req Request) (Summary, error) {
	asking := AskAddresses
	if len(req.Event.Schedule) > 0 { // somebody has just named it
		asking = AskInsisting
	}
	programme, err := in.Programme(ctx, ev, asking)
	if err != nil {
		return Summary{}, err
	}
	opts := Options{Again: req.Again, Elsewhere: req.Again, DryRun: req.DryRun, Was: &was, Programme: &programme}
	for asked := false; ; asked = true {
		r, done, err := in.Begin(ctx, ev, opts)
		if err != nil {
			return Summary{}, err
		}
		over, found := in.overlap(r.contents, ev.Slug, listings)
		if asked || !found {
			defer done()
			if was.Slug == "" && req.NewEvent != nil {
				req.NewEvent(ev)
			}
			return r.Import(ctx, listings)
		}
		done()
		if opts.Elsewhere, err = confirm(ev.Slug, over, req); err != nil {
			stopped := NewSummary(ev.Slug)
			stopped.Question = fmt.Sprintf("%s; propose them for %s all the same?", over, ev.Slug)
			stopped.Requests, stopped.Quota = listings.Usage.Requests, listings.Usage.Quota
			return stopped, err
		}
	}
}

func confirm(event string, over Overlap, req Request) (bool, error) {
	if req.Confirm == nil {
		return false, errors.New(over.String())
	}
	return req.Confirm(event, over)
}

// remember keeps what was unavailable for the text of a pull request.
func (in *Intake) remember(s Summary) error { return RememberUnavailable(in.Cache, s) }

// eventFor finds or makes the event that the listings belong to, and applies what is
// said about it. Was is the event as it was read, without anything where it is new.
func (in *Intake) eventFor(listings gather.Listings, req Request) (ev, was ingest.Event, err error) {
	ev, known, err := in.knownEvent(listings, req.Event.Slug)
	if err != nil {
		return ev, was, err
	}
	if !known {
		ev = gather.NewEvent(in.Tree, listings, req.Event.Title)
		if req.Event.Slug != "" {
			ev.Slug = req.Event.Slug
		}
		if ev.Slug == "" || ev.Title == "" {
			return ev, was, &RequestError{ingest.WithHint(errors.New("the address does not tell which event this is"),
				`say it with --event exconf-2024 --title "ExConf 2024"`)}
		}
		present, err := in.Workspace.Event(ev.Slug)
		switch {
		case err == nil:
			ev, known = present, true
		case !errors.Is(err, fs.ErrNotExist):
			return ev, was, err
		}
	}
	if known {
		was = ev
	}
	if err := say(&ev, req.Event); err != nil {
		return ev, was, &RequestError{err}
	}
	if len(req.Event.Schedule) > 0 {
		ev.Schedule = in.placesOf(ev.Slug, req.Event.Schedule)
	}
	ev.RelatedURLs = joined(ev.RelatedURLs, in.playlists(ev, listings))
	gather.AddSources(in.Hosts, &ev, listings)
	return ev, was, nil
}

// playlists are the links, if they are wanted, to those of the collections that were made for
// the event and are new to it: a link that somebody has taken out stays out.
func (in *Intake) playlists(ev ingest.Event, listings gather.Listings) []ingest.Link {
	var links []ingest.Link
	for _, l := range listings.Listed {
		if in.Mapping.PlaylistLabel != "" && host.ForOneEvent(l.Ref) && gather.SourceOf(in.Hosts, ev, l) < 0 {
			links = append(links, ingest.Link{Label: in.Mapping.PlaylistLabel, URL: l.Collection.URL})
		}
	}
	for i := range links {
		if len(links) > 1 {
			links[i].Label += fmt.Sprintf(" %d", i+1)
		}
	}
	return links
}

// say puts into an event what is said about it, and leaves the rest as it is.
func say(ev *ingest.Event, said ingest.Event) error {
	for _, text := range []struct{ to, from *string }{
		{&ev.Title, &said.Title},
		{&ev.URL, &said.URL},
		{&ev.TimeZone, &said.TimeZone},
		{&ev.Language, &said.Language},
	} {
		if *text.from != "" {
			*text.to = *text.from
		}
	}
	if !said.StartDate.IsZero() {
		ev.StartDate = said.StartDate
	}
	if !said.EndDate.IsZero() {
		ev.EndDate = said.EndDate
	}
	if !ev.StartDate.IsZero() && !ev.EndDate.IsZero() && ev.EndDate.Compare(ev.StartDate) < 0 {
		return fmt.Errorf("the event would end on %s, before it starts on %s", ev.EndDate, ev.StartDate)
	}
	ev.Watch = ev.Watch || said.Watch
	ev.Tags = joined(ev.Tags, said.Tags)
	ev.RelatedURLs = joined(ev.RelatedURLs, said.RelatedURLs)
	return nil
}

// joined is a list with what another one has besides.
func joined[T comparable](list, more []T) []T {
	list = slices.Clone(list)
	for _, e := range more {
		if !slices.Contains(list, e) {
			list = append(list, e)
		}
	}
	return list
}

// knownEvent is the event of the workspace with a slug, or that has been fed from the
// same collections before.
func (in *Intake) knownEvent(listings gather.Listings, slug string) (ingest.Event, bool, error) {
	if slug == "" {
		return in.EventOf(listings)
	}
	ev, err := in.Workspace.Event(slug)
	if errors.Is(err, fs.ErrNotExist) {
		return ingest.Event{}, false, nil
	}
	if err != nil {
		return ingest.Event{}, false, fmt.Errorf("read the event: %w", err)
	}
	return ev, true, nil
}

// EventOf returns the event of the workspace that one of the listed collections
// is a source of.
func (in *Intake) EventOf(listings gather.Listings) (ingest.Event, bool, error) {
	slugs, err := in.Workspace.Events()
	if err != nil {
		return ingest.Event{}, false, err
	}
	for _, slug := range slugs {
		ev, err := in.Workspace.Event(slug)
		if err != nil {
			continue // reported by whoever works on that event
		}
		for _, l := range listings.Listed {
			if gather.SourceOf(in.Hosts, ev, l) >= 0 {
				return ev, true, nil
			}
		}
	}
	return ingest.Event{}, false, nil
}
