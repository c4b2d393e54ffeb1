package library

import (
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/captions"
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

// spoken is the text of a file of captions, in paragraphs; one that is none has none.
func spoken(src []byte) string {
	cues, err := captions.Read(src)
	if err != nil {
		return ""
	}
	var text []string
	for _, p := range captions.Transcript(cues) {
		text = append(text, p.Text)
	}
	return strings.Join(text, "\n")
}
