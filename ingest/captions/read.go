package captions

import (
	"errors"
	"html"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/pyvideo/stevie/internal/charset"
)

// ErrNoCaptions tells that something has no timed text in it.
var ErrNoCaptions = errors.New("there are no captions in it")

// Read reads timed text in WebVTT, SubRip, TTML or the JSON of YouTube, and tells them apart
// by what is in them. There is at least one cue, or the error is [ErrNoCaptions].
func Read(src []byte) ([]Cue, error) {
	text, _ := charset.Text(src)
	text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	var cues []Cue
	switch {
	case strings.HasPrefix(text, "{"):
		cues = readJSON(text)
	case isTTML(text):
		cues = readTTML(text)
	default:
		cues = readBlocks(text)
	}
	if cues = unrolled(arranged(cues)); len(cues) == 0 {
		return nil, ErrNoCaptions
	}
	return cues, nil
}

// readBlocks reads WebVTT and SubRip: cues begin with a line with two times, and end with a
// blank line. What is no cue is passed over, with all of the block that it is in: STYLE,
// REGION and NOTE.
func readBlocks(text string) []Cue {
	var cues []Cue
	var open *Cue
	var voice string // of whoever speaks: until it is closed, or the cue ends
	for line := range strings.Lines(lineEnds.Replace(text)) {
		line = strings.TrimRight(line, "\n")
		start, end, timed := timing(line)
		switch {
		case timed:
			open.dropNumber()
			cues = append(cues, Cue{Start: start, End: end})
			open, voice = &cues[len(cues)-1], ""
		case line == "":
			open = nil
		case open != nil:
			if m := voices.FindStringSubmatch(line); m != nil {
				voice = html.UnescapeString(m[1])
			}
			open.Lines = append(open.Lines, Line{voice, html.UnescapeString(markup.ReplaceAllString(line, ""))})
			if strings.Contains(line, "</v>") {
				voice = ""
			}
		}
	}
	return cues
}

// dropNumber takes the number of the next cue off the end of one that no blank line has
// closed.
func (c *Cue) dropNumber() {
	if c == nil || len(c.Lines) == 0 {
		return
	}
	last := len(c.Lines) - 1
	if _, err := strconv.ParseUint(strings.TrimSpace(c.Lines[last].Text), 10, 32); err == nil {
		c.Lines = c.Lines[:last]
	}
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

var times = regexp.MustCompile(`^\s*((?:\d+:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?)\s*-->\s*((?:\d+:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?)(?:\s|$)`)

// timing reads the line that a cue begins with.
func timing(line string) (start, end time.Duration, ok bool) {
	m := times.FindStringSubmatch(line)
	if m == nil {
		return 0, 0, false
	}
	return clock(m[1]), clock(m[2]), true
}

// clock reads hours, which may be missing, minutes and seconds.
func clock(s string) time.Duration {
	s, fraction, _ := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	total := time.Duration(0)
	for part := range strings.SplitSeq(s, ":") {
		n, err := strconv.Atoi(part)
		if err != nil || n > 1e6 {
			return longest + time.Hour
		}
		total = total*60 + time.Duration(n)*time.Second
	}
	ms, _ := strconv.Atoi((fraction + "000")[:3]) // three digits
	return total + time.Duration(ms)*time.Millisecond
}

// markup are the tags of WebVTT and SubRip. What else is in pointed brackets is text.
var markup = regexp.MustCompile(`(?i)</?(?:b|i|u|s|c|v|lang|ruby|rt|font|span)(?:[.\s][^<>]*)?/?>|<(?:\d+:)?\d\d:\d\d[.,]\d{3}>`)

var voices = regexp.MustCompile(`<v(?:\.[^\s<>]*)?\s+([^<>]+)>`)
