package cli

import (
	"context"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/termtext"
)

func statusCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "status [EVENT...]",
		Short: "Say what needs a person, doubtful drafts first",
		Long: `status lists the drafts of the events given, or of all, those with doubts first:
fields that stevie is less than 90 % sure of, or left a note about. The word before
them says how sure it is of the talk as a whole: sure, likely, unsure or none. --json
adds why it is not sure, the other ways to read the title, which speakers are known,
and what check says.

The doubt "status" stands with a draft that says published while no record has its
video: neither the data tree's checkout, nor the branch stevie/EVENT as long as it is
not merged, nor the default branch as last fetched. The pull request was closed then,
or the record deleted.`,
		Example: `  stevie status
  stevie status exconf-2024 --json`,
		RunE: func(cmd *cobra.Command, events []string) error { return showingStatus{a}.status(cmd.Context(), events) },
	}
}

// showingStatus is one run of status.
type showingStatus struct{ *app }

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
		if err := a.printStatus(event); err != nil {
			return err
		}
	}
	return a.problems(problems)
}

func (a showingStatus) printStatus(event pipeline.EventStatus) error {
	lines := event.Drafts
	if a.json {
		for _, line := range lines {
			if err := writeJSON(a.Out, line); err != nil {
				return err
			}
		}
		return nil
	}
	a.printStatusCounts(event.Event, lines)
	a.printProgramme(event)
	table := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
	for _, line := range lines {
		if _, err := table.Write([]byte("  " + strings.Join([]string{
			line.Status, termtext.Line(line.Path), termtext.Short(line.Title, 50), string(line.Level), strings.Join(line.Doubts, " "),
		}, "\t") + "\n")); err != nil {
			return err
		}
	}
	return table.Flush()
}

// printProgramme counts the sessions of an event that has a programme.
func (a showingStatus) printProgramme(event pipeline.EventStatus) {
	switch {
	case event.NoSessions != nil:
		a.printf("  programme: %s; stevie match %s --refresh reads it anew\n", plain(event.NoSessions.Error()), event.Event)
	case event.Sessions > 0:
		a.printf("  programme: %s, %d not filmed or not up yet; stevie match %s shows them\n",
			countOf(event.Sessions, "session"), event.Unfilmed, event.Event)
	}
}

// printStatusCounts sums up an event, and where the records of its published drafts
// are that the checkout lacks.
func (a showingStatus) printStatusCounts(event string, lines []pipeline.View) {
	counts, places := map[string]int{}, map[pipeline.Place]int{}
	doubtful, lost := 0, 0
	for _, line := range lines {
		counts[line.Status]++
		if line.Record.Kind != pipeline.Nowhere {
			places[line.Record]++
		}
		if len(line.Doubts) > 0 {
			doubtful++
		}
		if slices.Contains(line.Doubts, draft.FieldStatus) {
			lost++
		}
	}
	a.printf("%s: %s: %d review, %d ready, %d published, %d skip; %d with doubts\n", event, countOf(len(lines), "draft"),
		counts["review"], counts["ready"], counts["published"], counts["skip"], doubtful)
	for _, place := range slices.SortedFunc(maps.Keys(places), pipeline.Place.Compare) {
		if place.Kind == pipeline.DeletedHere {
			a.printf("  %d published whose record was deleted from the checkout: restore it there, or set status to skip\n", places[place])
			continue
		}
		a.printf("  %d published on %s, not in the checkout yet\n", places[place], termtext.Line(place.Branch))
	}
	if lost > 0 {
		a.printf("  %d published without a record (was the pull request closed?): set status to ready to publish again, or to skip\n", lost)
	}
}
