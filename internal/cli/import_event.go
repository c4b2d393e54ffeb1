package cli

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

// eventFor finds or makes the event that a haul belongs to, and applies what the
// command line says about it. Was is the event as it was read, without anything
// where it is new.
func (a *app) eventFor(p *pipeline.Pipeline, haul pipeline.Listings, opts importOptions) (ev, was ingest.Event, err error) {
	ev, known, err := a.knownEvent(p, haul, opts.event)
	if err != nil {
		return ingest.Event{}, was, err
	}
	if !known {
		ev = p.ProposeEvent(haul, opts.title)
		if opts.event != "" {
			ev.Slug = opts.event
		}
		if ev.Slug == "" || ev.Title == "" {
			return ingest.Event{}, was, usage(ingest.WithHint(errors.New("the address does not tell which event this is"),
				`say it with --event exconf-2024 --title "ExConf 2024"`))
		}
		present, err := p.Workspace.Event(ev.Slug)
		switch {
		case err == nil:
			ev, known = present, true
		case !errors.Is(err, fs.ErrNotExist):
			return ingest.Event{}, was, err
		}
	}
	if known {
		was = ev
	}
	if err := opts.apply(&ev); err != nil {
		return ingest.Event{}, was, err
	}
	ev.Watch = ev.Watch || opts.watch
	p.AddSources(&ev, haul)
	if !known {
		a.say("a new event: %s (%s)", ev.Slug, plain(ev.Title))
	}
	return ev, was, nil
}

// knownEvent is the event of the workspace that --event names, or that has been
// fed from the same address before.
func (a *app) knownEvent(p *pipeline.Pipeline, haul pipeline.Listings, slug string) (ingest.Event, bool, error) {
	if slug == "" {
		return p.EventOf(haul)
	}
	ev, err := p.Workspace.Event(slug)
	if errors.Is(err, fs.ErrNotExist) {
		return ingest.Event{}, false, nil
	}
	if err != nil {
		return ingest.Event{}, false, fmt.Errorf("read the event: %w", err)
	}
	return ev, true, nil
}
