package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/confined"
	"github.com/pyvideo/stevie/internal/termtext"
)

func fmtCommand(a *app) *cobra.Command {
	var only bool
	cmd := &cobra.Command{
		Use:   "fmt [PATH...]",
		Short: "Write records in the canonical form of pyvideo/data",
		Long: `fmt rewrites records and category.json as pyvideo/data's own tools do, byte for
byte: sorted keys, two spaces, ASCII escapes, one final newline. PATH is a record,
an event's folder or a whole data tree; "-" reads one file from stdin and writes
it to stdout. Without PATH it takes the data tree that you are in, else that of the
workspace. It lists the files that it rewrites.`,
		Example: `  stevie fmt ../data/exconf-2024
  stevie fmt --check ../data
  stevie fmt - < talk.json`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			if slices.Equal(paths, []string{"-"}) {
				return formatting{a}.formatInput(cmd.Context(), only)
			}
			return formatting{a}.format(cmd.Context(), paths, only)
		},
	}
	cmd.Flags().BoolVar(&only, "check", false, "only list the files that would change; exit 1 if there are any")
	return cmd
}

// formatting is one run of fmt.
type formatting struct{ *app }

func (a formatting) format(ctx context.Context, paths []string, only bool) error {
	paths, err := a.formatPaths(paths)
	if err != nil {
		return err
	}
	done, err := check.Format(ctx, paths, check.RewriteOptions{DryRun: only})
	a.printFormatted(done)
	if err != nil {
		return err
	}
	did := "rewritten"
	if only {
		did = "not in canonical form"
	}
	a.say("%d of %s %s", len(done.Changes), countOf(done.Files, "file"), did)
	if len(done.Problems) > 0 || only && len(done.Changes) > 0 {
		return errFindings
	}
	return nil
}

// formatPaths are the paths given, or the data tree at hand.
func (a formatting) formatPaths(paths []string) ([]string, error) {
	for _, path := range paths {
		if strings.HasSuffix(path, draftSuffix) {
			return nil, usage(ingest.WithHint(fmt.Errorf("%s is a draft: only JSON has a canonical form", quoted(path)),
				"`stevie check --fix` mends drafts"))
		}
		if path == "-" {
			return nil, usage(errors.New("- stands for stdin and cannot be given together with files"))
		}
		if _, err := os.Stat(a.path(path)); errors.Is(err, fs.ErrNotExist) && len(paths) == 1 {
			return nil, usage(missing(path))
		}
	}
	if len(paths) > 0 {
		return paths, nil
	}
	if tree, err := record.FindTree(a.dir); err == nil {
		return []string{a.shown(tree.Dir())}, nil
	}
	cfg, err := a.workspaceConfig()
	if err != nil {
		return nil, err
	}
	if _, err := record.OpenTree(a.shown(cfg.Data)); err != nil {
		return nil, usage(err)
	}
	return []string{a.shown(cfg.Data)}, nil
}

// printFormatted lists the files that changed; what could not be read goes to
// stderr, so that the list can be piped on.
func (a formatting) printFormatted(done check.Rewrite) {
	if a.json {
		findings := slices.Clone(done.Problems)
		for _, c := range done.Changes {
			findings = append(findings, check.Finding{Path: c.Path, Rule: c.Rule, Level: check.Warning, Message: c.Message})
		}
		slices.SortStableFunc(findings, func(x, y check.Finding) int { return strings.Compare(x.Path, y.Path) })
		_ = a.printLines(findings) // whoever reads has gone; the files are written
		return
	}
	for _, path := range done.Changed() {
		a.printf("%s\n", shownPath(path))
	}
	for _, p := range done.Problems {
		a.report(errors.New(placed(filepath.FromSlash(p.Path), p)))
	}
}

// formatInput writes stdin in canonical form to stdout.
func (a formatting) formatInput(ctx context.Context, only bool) error {
	src, err := io.ReadAll(io.LimitReader(a.stdin(ctx, "one JSON file"), confined.MaxSize+1))
	if err == nil && len(src) > confined.MaxSize {
		err = confined.ErrTooLarge
	}
	if err != nil {
		return fmt.Errorf("read stdin: %w", err)
	}
	text, err := check.FormatSource(src)
	if err != nil {
		return fmt.Errorf("stdin:%s", termtext.Line(err.Error()))
	}
	if only {
		if !bytes.Equal(src, text) {
			a.printf("-\n")
			return errFindings
		}
		return nil
	}
	_, err = a.Out.Write(text)
	return err
}
