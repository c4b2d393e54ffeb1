package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/config"
)

func editCommand(a *app) *cobra.Command {
	var together string
	cmd := &cobra.Command{
		Use:   "edit [EVENT|DRAFT...]",
		Short: "Open drafts that need review in your editor",
		Long: `edit opens the drafts given, or those of the events given (of all events without
one) that are in review, in $VISUAL or $EDITOR, the doubtful ones first. At a
terminal they come one after another, at the line in doubt where the editor can
go to one, and above each stands what its host calls it, how else it can be read
and why stevie is not sure, for as long as the editor is open: Enter goes on, n passes it over, q stops. Without a terminal all are opened
at once. When the editor closes, each draft is read again; one with a fault is
opened anew at the fault.

With --together the status, title, speakers, date and language of all talks of an
event are shown in one file, the doubtful ones first, with the readings of each as
numbered comments: take = 2 takes the second one, and the talk is ready.`,
		Example: `  stevie edit exconf-2024
  stevie edit --together exconf-2024
  stevie edit drafts/exconf-2024/fast-parsers.toml`,
		RunE: func(cmd *cobra.Command, names []string) error {
			if together != "" {
				if len(names) > 0 {
					return usageOf(cmd, errors.New("--together takes one event and no further arguments"))
				}
				return editing{a}.editTogether(cmd.Context(), together)
			}
			return editing{a}.edit(cmd.Context(), names)
		},
	}
	cmd.Flags().StringVar(&together, "together", "", "show all talks of `EVENT` in one file")
	return cmd
}

// editing is one run of edit.
type editing struct{ *app }

func (a editing) edit(ctx context.Context, names []string) error {
	cfg, p, err := a.openWorkspace(ctx)
	if err != nil {
		return err
	}
	defer p.Close()
	files, views, err := a.draftsToEdit(ctx, p, cfg, names)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		a.say("no draft needs review")
		return nil
	}
	ed, err := a.findEditor()
	if err != nil {
		return err
	}
	if !a.Interactive || len(files) == 1 {
		return a.editUntilValid(ctx, ed, views, files...)
	}
	return a.editInTurn(ctx, ed, files, views)
}

// draftsToEdit are the files that the arguments mean, each once: drafts by path, and
// of events those in review, those first that a person has to decide about. What there
// is to see of them is told by file.
func (a editing) draftsToEdit(ctx context.Context, p *pipeline.Pipeline, cfg config.Config, names []string) ([]string, map[string]pipeline.View, error) {
	var files, events []string
	for _, name := range names {
		if !strings.HasSuffix(name, draftSuffix) {
			events = append(events, name)
			continue
		}
		places := targeting(a).places(cfg, name)
		at := slices.IndexFunc(places, fileExists)
		if at < 0 {
			return nil, nil, usage(ingest.WithHint(&ingest.MissingError{Path: name}, "`stevie status` lists the drafts"))
		}
		files = appendNew(files, a.shown(places[at]))
	}
	whole := len(files) == 0 || len(events) > 0
	if whole {
		var err error
		if events, err = a.eventsOf(p, cfg, events); err != nil {
			return nil, nil, err
		}
	}
	var around []string
	for _, file := range files {
		around = appendNew(around, filepath.Base(filepath.Dir(file)))
	}
	list, err := p.Status(ctx, slices.Concat(events, without(around, events))...)
	if err != nil {
		return nil, nil, err
	}
	views := make(map[string]pipeline.View)
	for i, event := range list {
		for _, v := range event.Drafts {
			views[a.shown(v.Path)] = v
		}
		if whole && i < len(events) {
			for _, file := range inReview(event) {
				files = appendNew(files, a.shown(file))
			}
		}
	}
	return files, views, nil
}

// inReview are the files of an event that people have to look at: those that cannot be
// used, those that they have to decide about, and the others that are not settled.
func inReview(event pipeline.EventStatus) []string {
	var files, sure []string
	for _, problem := range event.Problems {
		if file, ok := pipeline.FileOf(problem); ok {
			files = append(files, file)
		}
	}
	for _, v := range event.Drafts {
		switch {
		case v.IsSettled():
		case v.NeedsDecision():
			files = append(files, v.Path)
		default:
			sure = append(sure, v.Path)
		}
	}
	return append(files, sure...)
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// editUntilValid opens files and, as long as the person wants to, those again
// that have faults.
func (a editing) editUntilValid(ctx context.Context, ed editor, views map[string]pipeline.View, files ...string) error {
	line := lineInDoubt(files[0], views[files[0]])
	for {
		var above head
		if a.Interactive {
			above = headOf(views[files[0]])
		}
		if err := a.open(ctx, ed, line, above, files...); err != nil {
			return err
		}
		var faulty []string
		line = 0
		for _, file := range files {
			fault := a.validate(file)
			if fault == nil {
				continue
			}
			a.report(fault)
			if syntax, ok := errors.AsType[*draft.SyntaxError](fault); ok && len(faulty) == 0 {
				line = syntax.Line
			}
			faulty = append(faulty, file)
		}
		if len(faulty) == 0 {
			return nil
		}
		again, err := asking(a).confirm(ctx, fmt.Sprintf("open %s again?", countOf(len(faulty), "draft")))
		if err != nil {
			return err
		}
		if !again {
			return errFindings
		}
		files = faulty
	}
}

// validate reads a draft as publish would.
func (a editing) validate(file string) error {
	src, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if filepath.Base(file) == draft.EventFile {
		_, err := draft.ParseEvent(filepath.Base(filepath.Dir(file)), a.shown(file), src)
		return err
	}
	d, err := draft.Parse(a.shown(file), src)
	if err != nil {
		return err
	}
	for _, f := range append(check.Draft(d), check.Record(d.Record)...) {
		if f.Level == check.Error {
			return ingest.WithHint(fmt.Errorf("%s: %s: %s", a.shown(file), f.Field, f.Message), "publish would refuse this draft")
		}
	}
	return nil
}
