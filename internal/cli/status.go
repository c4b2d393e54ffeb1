package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest/pipeline"
)

func statusCommand(a *app) *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:   "status [EVENT...]",
		Short: "Say what needs a person, doubtful drafts first",
		Long: `status lists the drafts that need a person, of the events given or of all: one
line a talk, those with doubts first, with how sure stevie is of it, what it will
be, why it is not sure, and on a wide terminal the title as posted. Then come
those that it is sure of, for a last look. What is true of the whole event, like
days that are not known, is said once. --all lists what is settled, too. -v adds
the drafts' files.

--json prints every draft: with all reasons, the other ways to read the title,
which speakers are known, and what check says.

A draft that says published while no record has its video is told as "no record":
neither the data tree's checkout has it, nor the branch stevie/EVENT as long as it
is not merged, nor the default branch as last fetched. The pull request was closed
then, or the record deleted.

On a terminal long lists go through $STEVIE_PAGER, $PAGER or less, and colours
stay away when NO_COLOR is set.`,
		Example: `  stevie status
  stevie status exconf-2024 --json`,
		RunE: func(cmd *cobra.Command, events []string) error {
			return showingStatus{a, all, len(events) > 0}.status(cmd.Context(), events)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "list settled drafts, too, and events without open ones")
	return cmd
}

// showingStatus is one run of status.
type showingStatus struct {
	*app
	all   bool // also what is settled
	named bool // the events were named
}

func (a showingStatus) status(ctx context.Context, events []string) error {
	p, events, err := a.openEvents(ctx, events)
	if err != nil {
		return err
	}
	defer p.Close()
	list, err := p.Status(ctx, events...)
	if err != nil {
		return err
	}
	var problems []error
	for _, event := range list {
		problems = append(problems, event.Problems...)
		for i := range event.Drafts {
			event.Drafts[i].Path = a.shown(event.Drafts[i].Path)
		}
	}
	if a.json {
		err = a.printStatusLines(list)
	} else if len(list) > 0 {
		err = output{a.app}.page(newStatusPage(a, list).text())
	}
	if err != nil {
		return err
	}
	return a.problems(problems)
}

// printStatusLines prints every draft for programs.
func (a showingStatus) printStatusLines(list []pipeline.EventStatus) error {
	for _, event := range list {
		for _, line := range event.Drafts {
			if err := writeJSON(a.Out, line); err != nil {
				return fmt.Errorf("write the list: %w", err)
			}
		}
	}
	return nil
}
