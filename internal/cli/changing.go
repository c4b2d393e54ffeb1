package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/termtext"
)

// changing makes the same kind of change to many drafts, and tells which have changed.
type changing struct {
	*app
	pipeline *pipeline.Pipeline
	verb     string // in the history
	dryRun   bool
	changed  int
	failed   bool
}

// changedLine is a draft that has changed, as a line of JSON.
type changedLine struct {
	Path    string   `json:"path"`
	Changed []string `json:"changed"`
}

// make makes changes to drafts of an event, or with dryRun tells what they would do.
func (a *changing) make(ctx context.Context, event string, changes []draft.Change) []draft.Outcome {
	if a.dryRun {
		return a.pipeline.TryDrafts(ctx, event, changes)
	}
	return a.pipeline.SaveDrafts(ctx, event, a.verb, changes)
}

// save is make, and tells what became of each change, of those aside that an interruption
// has left undone.
func (a *changing) save(ctx context.Context, event string, changes []draft.Change) ([]draft.Outcome, error) {
	outcomes := a.make(ctx, event, changes)
	for _, out := range outcomes {
		if err := a.print(out); err != nil {
			return nil, err
		}
		if err := out.Failure(); err != nil && !errors.Is(err, ctx.Err()) {
			a.report(err)
			a.failed = true
		}
	}
	return outcomes, ctx.Err()
}

// print lists a draft that has changed. That notes went, because it is settled, nobody asked
// for.
func (a *changing) print(out draft.Outcome) error {
	fields := slices.DeleteFunc(slices.Clone(out.Changed), func(f string) bool { return f == draft.FieldNotes })
	if len(fields) == 0 {
		return nil
	}
	a.changed++
	path := a.shown(out.Path)
	if a.json {
		return writeJSON(a.Out, changedLine{path, fields})
	}
	a.printf("%s: %s\n", termtext.Line(path), strings.Join(fields, ", "))
	return nil
}

// sum says how much has changed, and makes the exit status.
func (a *changing) sum(problems []error) error {
	did := "changed"
	if a.dryRun {
		did = "would change"
	}
	a.say("%s %s", countOf(a.changed, "draft"), did)
	if err := a.problems(problems); err != nil {
		return err
	}
	if a.failed {
		return errFindings
	}
	return nil
}
