package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"
)

func remapCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "remap [EVENT...]",
		Short: "Propose again from the stored videos, without asking a host",
		Long: `remap proposes the drafts of an event anew from what the host said last: after
you edited event.toml, corrected some of the drafts, or updated stevie. What you
wrote in a draft stays. Without EVENT it does all events of the workspace.`,
		Example: `  stevie remap exconf-2024`,
		RunE:    func(cmd *cobra.Command, events []string) error { return remapping{a}.remap(cmd.Context(), events) },
	}
}

// remapping is one run of remap.
type remapping struct{ *app }

func (a remapping) remap(ctx context.Context, events []string) error {
	p, events, err := a.openEvents(ctx, events)
	if err != nil {
		return err
	}
	defer p.Close()
	var failed error
	for _, event := range events {
		summary, err := p.Remap(ctx, event)
		if ctx.Err() != nil {
			return err
		}
		if err != nil { // it concerns this event alone
			a.report(err)
			failed = errors.Join(failed, &exitError{errFindings, exitStatus(err)})
			continue
		}
		if !a.quiet {
			a.sayLesson(ctx, p, summary)
		}
		failed = errors.Join(failed, concluding(a).conclude(summary, false, nil))
	}
	return failed
}
