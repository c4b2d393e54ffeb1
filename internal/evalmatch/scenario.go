package main

import (
	"crypto/sha256"
	"regexp"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// scenario is one event with its videos, its programme, and which is which.
type scenario struct {
	slug     string
	set      string // "sites", "rubyevents", "synthetic", "foreign"
	event    ingest.Event
	videos   []ingest.Video
	sessions []ingest.Session
	truth    []truth // of each video
}

// truth is what a video is.
type truth struct {
	ids             []string // every name of its session; none: it has no session
	title           string   // as curated
	speakers        []string
	sessionSpeakers []string
	day             string
	trap            bool // it has none, but its speaker has another session
	maybe           bool // not to be scored
}

// isIn tells whether a session is the video's.
func (t truth) isIn(session string) bool {
	for _, id := range t.ids {
		if id == session {
			return true
		}
	}
	return false
}

// half says to which half an event belongs: 0 or 1, as the first byte of the SHA-256
// of "match:" and the series is even or odd. Weights are fitted on half 0 alone; half
// 1 is for a last look. All editions of a series are in one half.
func half(slug string) int {
	return int(sha256.Sum256([]byte("match:" + series(slug)))[0]) % 2
}

var edition = regexp.MustCompile(`-?(19|20)\d\d.*$|-v?\d+(-\d+)*$`)

// series is the folder of an event without its year, the events of one
// organisation together.
func series(slug string) string {
	name := edition.ReplaceAllString(slug, "")
	for _, organisation := range organisations {
		if strings.HasPrefix(name, organisation) {
			return organisation
		}
	}
	return name
}

// organisations hold conferences in several places.
var organisations = []string{"pydata", "djangocon", "xoruby", "pycon-uk", "euroscipy", "scipy", "write-the-docs"}
