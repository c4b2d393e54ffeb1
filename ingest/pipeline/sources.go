package pipeline

import (
	"fmt"
	"regexp"

	"github.com/pyvideo/stevie/ingest"
)

// EventOf returns the event of the workspace that one of the haul's collections
// is a source of.
func (p *Pipeline) EventOf(haul Haul) (ingest.Event, bool, error) {
	slugs, err := p.Workspace.Events()
	if err != nil {
		return ingest.Event{}, false, err
	}
	for _, slug := range slugs {
		ev, err := p.Workspace.Event(slug)
		if err != nil {
			continue // reported by whoever works on that event
		}
		for _, l := range haul.Listed {
			if p.sourceOf(ev, l) >= 0 {
				return ev, true, nil
			}
		}
	}
	return ingest.Event{}, false, nil
}

// AddSources makes the haul's collections sources of the event. Single videos
// list nothing that could be looked at again and are left out.
func (p *Pipeline) AddSources(ev *ingest.Event, haul Haul) {
	for _, l := range haul.Listed {
		if l.Collection.Kind != ingest.KindVideo && p.sourceOf(*ev, l) < 0 {
			ev.Sources = append(ev.Sources, ingest.Source{URL: l.Collection.URL})
		}
	}
}

// sourceOf returns the place among ev's sources that a collection has, -1 for
// none. Addresses of one collection may be written in several ways.
func (p *Pipeline) sourceOf(ev ingest.Event, l Listed) int {
	for i, s := range ev.Sources {
		if s.URL == l.Collection.URL {
			return i
		}
		if p.Resolve == nil {
			continue
		}
		if ref, err := p.Resolve(s.URL); err == nil && ref == l.Ref {
			return i
		}
	}
	return -1
}

// filters gives for each collection of a haul what event.toml demands of it.
func (p *Pipeline) filters(ev ingest.Event, haul Haul) ([]filter, error) {
	fs := make([]filter, len(haul.Listed))
	for i, l := range haul.Listed {
		at := p.sourceOf(ev, l)
		if at < 0 {
			continue
		}
		var err error
		if fs[i], err = newFilter(ev.Slug, ev.Sources[at]); err != nil {
			return nil, err
		}
	}
	return fs, nil
}

// filter is what event.toml demands of a source's videos.
type filter struct {
	only, except *regexp.Regexp // nil: no demand
	since        ingest.Date
}

func newFilter(event string, s ingest.Source) (filter, error) {
	only, err := condition(event, "only", s.Only)
	if err != nil {
		return filter{}, err
	}
	except, err := condition(event, "except", s.Except)
	return filter{only, except, s.Since}, err
}

func condition(event, key, pattern string) (*regexp.Regexp, error) {
	if pattern == "" {
		return nil, nil
	}
	re, err := regexp.Compile("(?i)" + pattern)
	if err != nil {
		return nil, ingest.WithHint(fmt.Errorf("%s/event.toml: %s: %w", event, key, err),
			`it is a regular expression on the host's titles; a plain bracket is written \(`)
	}
	return re, nil
}

// leavesOut reports whether the source does not want the video.
func (f filter) leavesOut(v ingest.Video) bool {
	published := ingest.DateOf(v.Published)
	return f.only != nil && !f.only.MatchString(v.Title) ||
		f.except != nil && f.except.MatchString(v.Title) ||
		!f.since.IsZero() && !published.IsZero() && published.Compare(f.since) < 0
}
