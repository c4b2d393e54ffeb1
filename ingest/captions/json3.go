package captions

import (
	"encoding/json"
	"strings"
	"time"
)

// json3 is the timed text of YouTube. An event without a text opens a window, and one
// that appends has nothing but the line end between two others.
type json3 struct {
	Events []struct {
		Start    int64 `json:"tStartMs"`
		Duration int64 `json:"dDurationMs"`
		Append   int   `json:"aAppend"`
		Segments []struct {
			Text string `json:"utf8"`
		} `json:"segs"`
	} `json:"events"`
}

// readJSON reads the timed text of YouTube. An event of a machine's lasts until its line has
// left the screen; the next one begins before that.
func readJSON(text string) []Cue {
	var doc json3
	if json.Unmarshal([]byte(text), &doc) != nil {
		return nil
	}
	var cues []Cue
	for _, e := range doc.Events {
		var said strings.Builder
		for _, s := range e.Segments {
			said.WriteString(s.Text)
		}
		if e.Append != 0 || strings.TrimSpace(said.String()) == "" {
			continue
		}
		start := milliseconds(e.Start)
		if n := len(cues); n > 0 && cues[n-1].End > start && start > cues[n-1].Start {
			cues[n-1].End = start
		}
		cues = append(cues, Cue{Start: start, End: start + milliseconds(e.Duration), Lines: []Line{{Text: said.String()}}})
	}
	return cues
}

// milliseconds is a time of the host's, and an impossible one for what is out of bounds.
func milliseconds(n int64) time.Duration {
	if n < 0 || n > longest.Milliseconds() {
		return longest + time.Hour
	}
	return time.Duration(n) * time.Millisecond
}
