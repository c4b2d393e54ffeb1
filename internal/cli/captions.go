package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/captions"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/termtext"
)

// captionsFlags say what captions does.
type captionsFlags struct {
	get, text, links bool
	language         string
}

func captionsCommand(a *app) *cobra.Command {
	var opts captionsFlags
	cmd := &cobra.Command{
		Use:   "captions [EVENT|DRAFT|RECORD...]",
		Short: "List, store and read the captions of talks",
		Long: `captions asks the hosts which captions talks have: in which languages, and whether
people or a machine wrote them. Without arguments it is about all drafts. YouTube's
are asked for with yt-dlp alone; of its automatic ones only those in the language that
is spoken count, and none that a machine has translated.

With --get they are stored as WebVTT in the folder captions of the workspace, or the
one that stevie.toml names: EVENT/NAME.LANGUAGE.vtt. What is there is not fetched again.

With --text a talk is printed to be read: from the folder if it is there, in the
language of the talk or of --lang, as people wrote it or else as a machine did.`,
		Example: `  stevie captions exconf-2024
  stevie captions --get --lang en exconf-2024
  stevie captions --text --links exconf-2024/fast-parsers.toml`,
		RunE: func(cmd *cobra.Command, names []string) error {
			return captioning{a, opts}.run(cmd.Context(), names)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&opts.get, "get", false, "store the captions that are not stored yet")
	flags.StringVar(&opts.language, "lang", "", "only captions in this `LANGUAGE`; pt finds pt-BR, too")
	flags.BoolVar(&opts.text, "text", false, "print what is said, in paragraphs")
	flags.BoolVar(&opts.links, "links", false, "the same with the address of its moment before each paragraph")
	return cmd
}

// captioning is one run of captions.
type captioning struct {
	*app
	captionsFlags
}

func (a captioning) run(ctx context.Context, names []string) error {
	if a.language != "" && captions.Language(a.language) == captions.Unknown {
		return usage(ingest.WithHint(fmt.Errorf("--lang %s is no language", quoted(a.language)), "give its code: en, pt-BR"))
	}
	cfg, err := a.workspaceConfig()
	if err != nil {
		return err
	}
	p, err := a.withHosts(ctx, cfg)
	if err != nil {
		return err
	}
	defer p.Close()
	talks, problems, err := p.Talks(ctx, names...)
	if err != nil {
		return err
	}
	if len(talks) == 0 && len(problems) == 0 {
		a.say("there are no talks to ask about")
	}
	var failed error
	if a.get || !a.text && !a.links {
		failed = a.list(ctx, p, talks)
	}
	if a.text || a.links {
		failed = errors.Join(failed, a.read(ctx, p, talks))
	}
	if failed != nil {
		a.reportProblems(problems)
		return failed
	}
	return a.problems(problems)
}

// list tells which captions there are, and stores them if so asked.
func (a captioning) list(ctx context.Context, p *pipeline.Pipeline, talks []pipeline.Talk) error {
	bar := a.startBar(false)
	result, failed := p.Captions(ctx, talks, pipeline.CaptionsOptions{Language: a.language, Get: a.get, Done: bar.count})
	bar.stop()
	rows := result.Rows
	if a.text || a.links {
		rows = nil // what is said is what was asked for
	}
	for _, row := range rows {
		row.Path = a.shown(row.Path)
		if row.File != "" {
			row.File = a.shown(row.File)
		}
		if err := a.printRow(row); err != nil {
			return fmt.Errorf("write the captions: %w", err)
		}
	}
	if a.get && ctx.Err() == nil {
		a.say("%s stored, %s there now", countOf(result.Stored, "track"), countOf(storedOf(result.Rows), "track"))
	}
	if failed = errors.Join(append([]error{failed}, result.Problems...)...); failed == nil {
		failed = a.missing(result)
	}
	return failed
}

// missing is the error of a language that no talk has, where there are others.
func (a captioning) missing(result pipeline.CaptionsResult) error {
	if len(result.Rows) > 0 || a.language == "" || a.text || a.links || len(result.Languages) == 0 {
		return nil
	}
	return ingest.WithHint(fmt.Errorf("%w in %q", pipeline.ErrNoCaptions, a.language), "there are some in "+strings.Join(result.Languages, ", "))
}

func storedOf(rows []pipeline.CaptionsRow) int {
	n := 0
	for _, row := range rows {
		if row.File != "" {
			n++
		}
	}
	return n
}

func (a captioning) printRow(row pipeline.CaptionsRow) error {
	if a.json {
		return writeJSON(a.Out, row)
	}
	stored := ""
	if row.File != "" {
		stored = ": " + row.File
	}
	_, err := fmt.Fprintf(a.Out, "%s: %s %s, %s %s%s\n", termtext.Line(row.Path), row.Language, row.Kind, row.Provider, termtext.Line(row.ID), termtext.Line(stored))
	return err
}

// read prints what is said in talks, with their titles where there are several.
func (a captioning) read(ctx context.Context, p *pipeline.Pipeline, talks []pipeline.Talk) error {
	var failed []error
	printed := 0
	for _, t := range talks {
		said, err := p.Said(ctx, t, a.language)
		if err := ctx.Err(); err != nil {
			return err
		}
		if err != nil {
			if !slices.ContainsFunc(failed, func(o error) bool { return o.Error() == err.Error() }) {
				failed = append(failed, err)
			}
			continue
		}
		if printed > 0 && !a.json {
			a.printf("\n")
		}
		if len(talks) > 1 && !a.json {
			a.printf("%s\n\n", termtext.Line(t.Record.Title))
		}
		printed++
		if err := a.printSaid(said); err != nil {
			return fmt.Errorf("write the transcript: %w", err)
		}
	}
	return errors.Join(failed...)
}

func (a captioning) printSaid(said pipeline.Said) error {
	var paragraphs []string
	for _, p := range captions.Transcript(said.Cues) {
		text := termtext.Line(p.Text)
		if moment := said.Moment(p); a.links && moment != "" {
			text = termtext.Line(moment) + "\n" + text
		}
		paragraphs = append(paragraphs, text)
	}
	text := strings.Join(paragraphs, "\n\n")
	if !a.json {
		a.printf("%s\n", text)
		return nil
	}
	said.Path = a.shown(said.Path)
	if said.File != "" {
		said.File = a.shown(said.File)
	}
	return writeJSON(a.Out, struct {
		pipeline.CaptionsRow
		Text string `json:"text"`
	}{said.Row, text})
}
