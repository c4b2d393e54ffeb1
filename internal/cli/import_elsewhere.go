package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

// mayImport stops an import of what most likely is another event under a new name.
// It asks on a terminal, and is an error without one. It reports whether the
// videos that the other event has are to be proposed all the same.
func (a importing) mayImport(ctx context.Context, event string, over pipeline.Overlap, opts importOptions) (elsewhere bool, err error) {
	hint := fmt.Sprintf("if they belong there, import with --event %s; to propose them for %s all the same, add --again", over.Event, event)
	switch {
	case opts.again || opts.dryRun:
		a.say("%s", over)
		return opts.again, nil
	case !a.Interactive:
		return false, ingest.WithHint(errors.New(over.String()), hint)
	}
	a.Streams.say("%s", over) // -q or not: without it the question cannot be answered
	yes, err := asking(a).ask(ctx, fmt.Sprintf("propose them for %s all the same?", event))
	if err == nil && !yes {
		err = ingest.WithHint(errors.New("nothing was imported"), hint)
	}
	return yes, err
}
