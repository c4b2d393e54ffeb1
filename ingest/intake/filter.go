package intake

import (
	"fmt"
	"regexp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/gather"
)

// filters gives for each listed collection what event.toml demands of it.
func (in *Intake) filters(ev ingest.Event, listings gather.Listings) ([]filter, error) {
	fs := make([]filter, len(listings.Listed))
	for i, l := range listings.Listed {
		at := gather.SourceOf(in.Hosts, ev, l)
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
