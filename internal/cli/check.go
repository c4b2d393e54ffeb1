package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/record"
)

// checkOptions are the flags of check.
type checkOptions struct {
	data     string
	format   string
	fix      bool
	warnings bool
	spelling spellingOptions
}

// The forms of findings beside --json.
const (
	formatText   = "text"
	formatGitHub = "github"
)

func checkCommand(a *app) *cobra.Command {
	var opts checkOptions
	cmd := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Check drafts, records or a data tree as pyvideo/data does",
		Long: `check says what pyvideo/data's own tests would refuse (errors) and what a reviewer
would ask to be mended (warnings), without Python. PATH is a draft, a folder of
drafts, a record, an event's folder or a whole data tree. Without PATH it checks
the data tree that you are in, else the drafts of the workspace.

The warnings of a whole tree are only counted when there are many: name an event,
or give --warnings, to see them. With --fix it first mends what can be mended with
certainty, and says what it did; commit or copy the files before.

--tags and --speakers look for what the records of a whole tree spell in several
ways, and print a list of merges: those of the same letters, and as comments those
that somebody has to look at. --apply carries the list out as you left it, and
commits what it changed on the branch that is checked out, tags and speakers each
for themselves.`,
		Example: `  stevie check
  stevie check ../data
  stevie check ../data/exconf-2024 --fix
  stevie check --format github
  stevie check --tags --speakers > spellings.toml
  stevie check --apply spellings.toml`,
		RunE: func(cmd *cobra.Command, paths []string) error { return checking{a}.check(cmd.Context(), paths, opts) },
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.data, "data", "", "data tree `DIR` to compare with (default: the one around PATH, or the workspace's)")
	flags.StringVar(&opts.format, "format", formatText, "text, or github for annotations in a GitHub workflow")
	flags.BoolVar(&opts.fix, "fix", false, "mend what can be mended with certainty")
	flags.BoolVar(&opts.spelling.tags, "tags", false, "list tags that are spelled in several ways, or are a speaker's name")
	flags.BoolVar(&opts.spelling.speakers, "speakers", false, "list speakers who are spelled in several ways")
	flags.StringVar(&opts.spelling.apply, "apply", "", "carry out a reviewed `LIST` of --tags or --speakers (- for standard input)")
	flags.BoolVar(&opts.spelling.dryRun, "dry-run", false, "with --apply: say what would be changed")
	flags.BoolVar(&opts.warnings, "warnings", false, "show all warnings of a whole tree")
	return cmd
}

// checking is one run of check.
type checking struct{ *app }

func (a checking) check(ctx context.Context, paths []string, opts checkOptions) error {
	if opts.format != formatText && opts.format != formatGitHub || opts.format == formatGitHub && a.json {
		return usage(ingest.WithHint(fmt.Errorf("--format %s cannot be used here", quoted(opts.format)), "give --format text, --format github or --json"))
	}
	switch {
	case opts.spelling.dryRun && opts.spelling.apply == "":
		return usage(ingest.WithHint(errors.New("--dry-run goes with --apply"), "without --fix and --apply check changes nothing"))
	case opts.fix && opts.spelling.wanted():
		return usage(errors.New("--fix goes without --tags, --speakers and --apply"))
	case opts.spelling.wanted():
		return a.spellings(ctx, paths, opts.data, opts.spelling)
	}
	targets, err := a.targets(paths)
	if err != nil {
		return err
	}
	var failed error
	if opts.fix {
		if failed, err = a.fix(ctx, targets, opts.format); err != nil {
			return err
		}
	}
	findings, err := a.findings(ctx, targets, opts)
	if err != nil {
		return err
	}
	if err := a.printFindings(findings, opts.format, opts.warnings || !a.holdsTree(targets.records)); err != nil {
		return err
	}
	if check.Errors(findings) {
		return errors.Join(failed, errFindings)
	}
	return failed
}

// findings are those about everything that was asked for.
func (a checking) findings(ctx context.Context, targets checkTargets, opts checkOptions) ([]check.Finding, error) {
	var tree *record.Tree
	if opts.data != "" {
		var err error
		if tree, err = record.OpenTree(a.shown(a.path(opts.data))); err != nil {
			return nil, dataFlagError(err)
		}
	}
	findings, err := check.Paths(ctx, targets.records, check.Options{Tree: tree})
	if err != nil || len(targets.drafts) == 0 {
		return findings, err
	}
	index, err := a.indexBeside(ctx, tree)
	if err != nil {
		return nil, err
	}
	for _, f := range check.Drafts(a.readDrafts(targets.drafts), index, check.Options{}) {
		if targets.asked(f.Path) {
			findings = append(findings, f)
		}
	}
	return findings, nil
}

// indexBeside is the index of the tree that drafts are compared with: the one
// given, or the workspace's; nil if there is none.
func (a checking) indexBeside(ctx context.Context, tree *record.Tree) (*record.Index, error) {
	if tree == nil {
		cfg, err := a.config()
		if err != nil || cfg.File == "" {
			return nil, err
		}
		return a.tree(ctx, cfg, false)
	}
	index, err := tree.Index(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the data tree: %w", err)
	}
	return index, nil
}
