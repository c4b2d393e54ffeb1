package captions

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/talks"
	"github.com/pyvideo/stevie/internal/httpx"
)

// mostFailures is how often in a row a host may fail before it is given up: a single odd
// answer is a matter of its video.
const mostFailures = 5

// failures are those of one host in a run.
type failures struct {
	inARow   int
	notAsked map[string]bool // talks, by their paths
}

// ofTheHost are errors that every other video of a host would meet, too.
var ofTheHost = []error{ingest.ErrUnreachable, ingest.ErrNoKey, ingest.ErrUnauthorized, ingest.ErrQuota, ingest.ErrRateLimit}

// failuresOf returns the failures of a video's host. The caller holds the lock.
func (c *collecting) failuresOf(v ingest.Video) *failures {
	site := siteOf(v)
	if c.failures[site] == nil {
		c.failures[site] = &failures{notAsked: map[string]bool{}}
	}
	return c.failures[site]
}

// heard counts how a host has answered.
func (c *collecting) heard(v ingest.Video, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f := c.failuresOf(v)
	switch {
	case err == nil:
		f.inARow = 0
	case errors.Is(err, ingest.ErrNotFound) || errors.Is(err, ingest.ErrForbidden):
		// that is about one video
	case slices.ContainsFunc(ofTheHost, func(kind error) bool { return errors.Is(err, kind) }):
		f.inARow = mostFailures
	default:
		f.inARow++
	}
}

// givenUp reports whether a video's host is not asked any more, and remembers the talk that
// it was not asked about.
func (c *collecting) givenUp(t talks.Talk, v ingest.Video) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	f := c.failuresOf(v)
	if f.inARow < mostFailures {
		return false
	}
	f.notAsked[t.Path] = true
	return true
}

// notAsked says of each host that was given up how many talks that has left out.
func (c *collecting) notAsked() []error {
	var said []error
	for _, site := range slices.Sorted(maps.Keys(c.failures)) {
		if n := len(c.failures[site].notAsked); n > 0 {
			err := fmt.Errorf("%s: %w too often, and was not asked about %d of the talks", httpx.Plain(site, 100), ingest.ErrHostFault, n)
			said = append(said, ingest.WithHint(err, "try again later"))
		}
	}
	return said
}

func siteOf(v ingest.Video) string {
	if u, err := url.Parse(v.URL); err == nil && u.Host != "" {
		return v.Provider + " " + u.Host
	}
	return v.Provider
}
