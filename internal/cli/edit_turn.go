package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/termtext"
)

// editInTurn opens drafts one after another, as long as the person goes on. The error is
// that of drafts which stay faulty.
func (a editing) editInTurn(ctx context.Context, ed editor, files []string, views map[string]pipeline.View) error {
	var failed error
	for i, file := range files {
		a.introduce(i, len(files), file, views[file])
		if i > 0 {
			answer, err := asking(a).answer(ctx, "Enter to go on, n for the next one, q to stop ")
			switch {
			case err != nil:
				return err
			case answer == "" || strings.HasPrefix(answer, "q"):
				a.say("stopped at %d of %d; the same command goes on with what is still in review", i+1, len(files))
				return failed
			case strings.HasPrefix(answer, "n"):
				continue
			}
		}
		if err := a.editUntilValid(ctx, ed, views, file); err != nil {
			if failed = err; !errors.Is(err, errFindings) { // else it is told already, and the others can be edited
				return err
			}
		}
	}
	return failed
}

// introduce tells about the draft that is next, before the editor covers it.
func (a editing) introduce(i, of int, file string, v pipeline.View) {
	head := fmt.Sprintf("%d of %d: %s", i+1, of, termtext.Line(file))
	if v.Draft == nil { // it cannot be read
		a.Streams.say("%s", head)
		return
	}
	a.Streams.say("%s (%s)", head, strings.TrimSpace(levelOf(v)+" "+sureness(v)))
	for _, line := range knownOf(v) {
		a.Streams.say("  %s", line)
	}
}

// knownOf is what there is to know of a draft besides itself, in lines: what its host calls
// it, how else it can be read, and why it is not sure.
func knownOf(v pipeline.View) []string {
	var lines []string
	if v.Draft.Source.Title != "" {
		lines = append(lines, "posted: "+termtext.Line(v.Draft.Source.Title))
	}
	for k, r := range v.Readings {
		lines = append(lines, fmt.Sprintf("%d %s · %s", k+1, termtext.Line(r.Title), termtext.Line(strings.Join(r.Speakers, ", "))))
	}
	if why := reasonOf(v); why != "" {
		lines = append(lines, "why: "+why)
	}
	return lines
}

// lineInDoubt is where a person shall begin to read a draft: the first field that is in
// doubt, the first line where that is not known.
func lineInDoubt(file string, v pipeline.View) int {
	if v.Draft == nil {
		return 0
	}
	src, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	doubts := slices.Clone(v.Doubts)
	if v.GuessedDay() != draft.OwnDay {
		doubts = slices.DeleteFunc(doubts, func(field string) bool { return field == ingest.FieldRecorded })
	}
	for _, field := range doubts {
		for _, start := range []string{field, "[[" + field} {
			if at := bytes.Index(src, []byte("\n"+start)); at >= 0 {
				return bytes.Count(src[:at+1], []byte("\n")) + 1
			}
		}
	}
	return 0
}
