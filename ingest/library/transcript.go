package library

import (
	"bytes"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

const transcriptExtension = ".vtt"

func isTranscript(name string) bool {
	return name[0] != '.' && strings.HasSuffix(name, transcriptExtension)
}

// addTranscripts reads the captions of the event's talks, whose files begin with the name of
// the talk's. Those of a published draft are its record's too.
func (c *content) addTranscripts(p part) {
	if len(p.files) == 0 {
		return
	}
	said := map[string]string{}
	p.each(func(name string, src []byte) { said[name] = spoken(src) })
	for i := range c.texts {
		t := &c.texts[i]
		names := c.namesOf(t)
		for _, e := range p.files {
			stem, _, _ := strings.Cut(e.Name(), ".")
			if slices.Contains(names, stem) || strings.HasPrefix(e.Name(), t.Name+".") {
				t.files = append(t.files, e.Name())
				t.transcript += said[e.Name()] + "\n\n"
			}
		}
	}
}

// namesOf are those of the files that a talk has: its own, and of a record the drafts' that
// became it.
func (c *content) namesOf(t *texts) []string {
	names := []string{t.Name}
	if t.IsDraft() {
		return names
	}
	for _, other := range c.texts {
		if other.isPublished() && slices.ContainsFunc(other.keys, func(k ingest.Key) bool { return slices.Contains(t.keys, k) }) {
			names = append(names, other.Name)
		}
	}
	return names
}

// spoken is the text of a WebVTT file: the lines of its cues, without their times and marks.
// A line that rolls on from one cue to the next is there once.
func spoken(src []byte) string {
	var lines []string
	cue := false
	for line := range strings.Lines(string(bytes.ToValidUTF8(src, []byte(" ")))) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			cue = false
		case strings.Contains(line, "-->"):
			cue = true
		case cue:
			line = unmarked(line)
			if line != "" && (len(lines) == 0 || lines[len(lines)-1] != line) {
				lines = append(lines, line)
			}
		}
	}
	return strings.Join(lines, "\n")
}

// unmarked is a line of a cue without its tags.
func unmarked(line string) string {
	var b strings.Builder
	for line != "" {
		before, tag, found := strings.Cut(line, "<")
		b.WriteString(before)
		if !found {
			break
		}
		_, line, _ = strings.Cut(tag, ">")
	}
	return strings.TrimSpace(references.Replace(b.String()))
}

// references are the characters that WebVTT writes by name.
var references = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&nbsp;", " ", "&lrm;", "", "&rlm;", "", "&amp;", "&")
