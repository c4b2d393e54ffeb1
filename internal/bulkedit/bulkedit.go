// Package bulkedit shows the talks of one event in a single TOML file, for going
// through a whole conference at once in an editor ([Encode]), and takes back what was
// changed there ([Apply]), compared with what the file showed ([Shown]): a file may lie for
// days, and what others have changed in the drafts since is theirs.
//
// Only the fields that are short enough for that are shown: status, title,
// speakers, recorded and language. The readings that stevie has of a talk stand above them
// as numbered comments, so that "take = 2" settles one without typing it.
package bulkedit

import (
	"fmt"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/termtext"
	"github.com/pyvideo/stevie/internal/tomledit"
)

const introduction = `# The talks of %s. Change what you like, save and close the editor.
# take = 2 takes the title and speakers of the line that begins with "# 2", and the talk is ready.
# status is review, ready (or r), skip (or s). Take a [[talk]] out to leave its draft alone.
`

const sureBegin = `
# ---------------------------------------------------------------------------
# From here on: %d that stevie is sure of, or that are settled.
# ---------------------------------------------------------------------------
`

// Encode returns the file for the talks of an event, those first that a person has to
// look at.
func Encode(event string, talks []pipeline.View) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, introduction, event)
	var settled []pipeline.View
	for _, t := range talks {
		if isDoubtful(t) {
			encode(&b, t)
		} else {
			settled = append(settled, t)
		}
	}
	if len(settled) > 0 {
		fmt.Fprintf(&b, sureBegin, len(settled))
	}
	for _, t := range settled {
		encode(&b, t)
	}
	return []byte(b.String())
}

// isDoubtful reports whether the talk waits for a person.
func isDoubtful(t pipeline.View) bool {
	return !t.IsSettled() && t.Level != ingest.LevelSure
}

// encode writes the talk. Its comments stand behind the key draft, so that they go with
// it wherever it is moved.
func encode(b *strings.Builder, t pipeline.View) {
	d := t.Draft
	line := func(key string, v tomledit.Value) { b.WriteString(tomledit.Line(key, v, "")) }
	b.WriteString("\n[[talk]]\n")
	line("draft", tomledit.String(d.File))
	if d.Source.Title != "" {
		fmt.Fprintf(b, "# posted: %s\n", termtext.Line(d.Source.Title))
	}
	if isDoubtful(t) {
		for _, reason := range t.Reasons {
			fmt.Fprintf(b, "# why: %s\n", termtext.Line(reason))
		}
	}
	for i, r := range t.Readings {
		fmt.Fprintf(b, "# %d %s | %s\n", i+1, termtext.Line(r.Title), termtext.Line(strings.Join(r.Speakers, ", ")))
	}
	line("status", tomledit.String(string(d.Status)))
	if len(t.Readings) > 0 {
		b.WriteString(takeNothing + "\n")
	}
	line("title", tomledit.String(d.Record.Title))
	line("speakers", tomledit.Strings(d.Record.Speakers))
	line("recorded", tomledit.String(d.Record.Recorded))
	line("language", tomledit.String(d.Record.Language))
}

// takeNothing is the line that takes no reading.
const takeNothing = "take = 0"
