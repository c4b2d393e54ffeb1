package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/termtext"
)

func readyCommand(a *app) *cobra.Command {
	m := marking{app: a, status: draft.Ready}
	cmd := &cobra.Command{
		Use:   "ready EVENT|DRAFT...",
		Short: "Mark drafts as ready to be published",
		Long: `ready marks the drafts given, and those of the events given that are in review, so
that publish takes them. --above takes only those of which stevie is so sure, in title
and in speakers. Published drafts are left alone. What publish would refuse is marked
too, and said.`,
		Example: `  stevie ready exconf-2024 --above 0.9
  stevie ready exconf-2024 --where language=eng --dry-run
  stevie ready drafts/exconf-2024/fast-parsers.toml`,
		Args: arguments(1, -1),
		RunE: func(cmd *cobra.Command, names []string) error { return m.mark(cmd.Context(), names) },
	}
	m.flags(cmd)
	return cmd
}

func skipCommand(a *app) *cobra.Command {
	m := marking{app: a, status: draft.Skip}
	cmd := &cobra.Command{
		Use:   "skip EVENT|DRAFT...",
		Short: "Mark drafts as no talks, never to be published",
		Long: `skip marks the drafts given, and those of the events given that are not published, as
what is no talk: they are never proposed again there. Say with --where which ones.`,
		Example: `  stevie skip exconf-2024 --where 'title=(?i)teaser|trailer'
  stevie skip drafts/exconf-2024/opening.toml`,
		Args: arguments(1, -1),
		RunE: func(cmd *cobra.Command, names []string) error { return m.mark(cmd.Context(), names) },
	}
	m.flags(cmd)
	return cmd
}

// marking is one run of ready or skip.
type marking struct {
	*app
	selecting
	status draft.Status
	above  float64
}

func (a *marking) flags(cmd *cobra.Command) {
	cmd.Flags().Float64Var(&a.above, "above", 0, "only drafts of which stevie is at least so sure: `P` from 0 to 1, the lesser of title and speakers")
	a.selecting.flags(cmd.Flags())
}

func (a *marking) mark(ctx context.Context, names []string) error {
	if !(a.above >= 0 && a.above <= 1) { // NaN is no number either
		return usage(ingest.WithHint(fmt.Errorf("--above %v is not between 0 and 1", a.above), "give a probability, as in --above 0.9"))
	}
	return a.change(ctx, a.app, string(a.status), names, func(c *changing, s selected) error {
		return a.markOf(ctx, c, s)
	})
}

// markOf marks drafts of one event.
func (a *marking) markOf(ctx context.Context, c *changing, s selected) error {
	var changes []draft.Change
	var marked []pipeline.View
	published := 0
	for _, v := range s.views {
		switch {
		case v.Draft.Status == draft.Published:
			published++
		case a.isMeant(v, s.named):
			changes, marked = append(changes, v.Set(map[string]draft.Value{draft.FieldStatus: string(a.status)})), append(marked, v)
		}
	}
	outcomes, err := c.save(ctx, s.event, changes)
	if err != nil {
		return err
	}
	if published > 0 {
		a.say("%s: %s not touched", s.event, countOf(published, "published draft"))
	}
	for i, v := range marked {
		if len(outcomes[i].Changed) > 0 && a.status == draft.Ready {
			a.sayRefused(v)
		}
	}
	return nil
}

// isMeant reports whether a draft is to be marked. Of an event, what somebody has marked
// as no talk stays that.
func (a *marking) isMeant(v pipeline.View, named bool) bool {
	if v.Draft.Status == a.status {
		return false
	}
	if !named && a.status == draft.Ready && v.Draft.Status != draft.Review {
		return false
	}
	return a.above == 0 || v.Base != nil && v.Base.Proposal.Confidence.Least(ingest.FieldTitle, ingest.FieldSpeakers) >= a.above
}

// sayRefused says why publish would not take a draft.
func (a *marking) sayRefused(v pipeline.View) {
	refused := func(why string) { a.warn("publish would refuse %s: %s", a.shown(v.Draft.Path), why) }
	if err := check.Value(ingest.FieldTitle, v.Draft.Record.Title); err != nil {
		refused(err.Error())
	}
	for _, f := range v.Findings {
		if f.Level == check.Error || f.Rule == check.RuleVideoMissing && v.Draft.Source.Hash != "" {
			refused(termtext.Line(f.Message))
		}
	}
}
