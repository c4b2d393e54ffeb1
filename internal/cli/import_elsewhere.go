package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
)

// mayImport stops an import of what most likely is another event under a new name.
// It asks on a terminal, and is an error without one. It reports whether the
// videos that the other event has are to be proposed all the same.
func (a *app) mayImport(ctx context.Context, p *pipeline.Pipeline, event string, haul pipeline.Haul, opts importOptions) (elsewhere bool, err error) {
	over, found, err := p.Elsewhere(ctx, event, haul)
	if err != nil || !found {
		return opts.again, err
	}
	refused := ingest.WithHint(errors.New(over.String()), fmt.Sprintf(
		"if they belong there, import with --event %s; to propose them for %s all the same, add --again", over.Event, event))
	switch {
	case opts.again || opts.dryRun:
		a.say("%s", over)
		return opts.again, nil
	case !a.Interactive:
		return false, refused
	}
	a.say("%s", over)
	yes, err := a.ask(fmt.Sprintf("propose them for %s all the same?", event))
	if err != nil || !yes {
		return false, errors.Join(err, refused)
	}
	return true, nil
}

// ask puts a question to the person at the terminal. Anything but yes is no.
func (a *app) ask(question string) (bool, error) {
	fmt.Fprintf(a.Err, "stevie: %s [y/N] ", question)
	line, err := bufio.NewReader(a.In).ReadString('\n')
	if err != nil && line == "" {
		return false, fmt.Errorf("read the answer: %w", err)
	}
	answer := strings.ToLower(strings.TrimSpace(line))
	return answer == "y" || answer == "yes", nil
}
