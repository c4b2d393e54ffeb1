package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/termtext"
)

func (a *app) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Check drafts, records or a data tree as pyvideo/data does",
		Long: `check says what pyvideo/data's own tests would refuse (errors) and what a reviewer
would ask to be mended (warnings), without Python. PATH is a draft, a folder of
drafts, a record, an event's folder or a whole data tree. Without PATH it checks
the data tree that you are in, else the drafts of the workspace.`,
		Example: `  stevie check
  stevie check ../data
  stevie check ../data/exconf-2024`,
		RunE: func(cmd *cobra.Command, paths []string) error { return a.check(cmd.Context(), paths) },
	}
}

func (a *app) check(ctx context.Context, paths []string) error {
	drafts, records, err := a.sortPaths(paths)
	if err != nil {
		return err
	}
	findings, err := check.Paths(ctx, records, check.Options{})
	if err != nil {
		return err
	}
	problems := 0
	for _, path := range drafts {
		found, err := a.checkDraft(path)
		if err != nil {
			a.report(err)
			problems++
		}
		findings = append(findings, found...)
	}
	if err := a.printFindings(findings, len(drafts)+len(records)); err != nil {
		return err
	}
	if problems > 0 || check.Errors(findings) {
		return errFindings
	}
	return nil
}

// sortPaths tells drafts from what belongs to a data tree.
func (a *app) sortPaths(paths []string) (drafts, records []string, err error) {
	if len(paths) == 0 {
		if tree, err := record.FindTree(a.dir); err == nil {
			return nil, []string{a.shown(tree.Dir())}, nil
		}
		cfg, err := a.workspaceConfig()
		if err != nil {
			return nil, nil, err
		}
		paths = []string{a.shown(cfg.Drafts)}
	}
	for _, path := range paths {
		found, err := draftsBelow(a.path(path))
		switch {
		case err != nil:
			return nil, nil, usage(err)
		case len(found) > 0 || a.isDraftsFolder(path):
			drafts = append(drafts, found...)
		default:
			records = append(records, path)
		}
	}
	return drafts, records, nil
}

// isDraftsFolder tells that a path is the workspace's own folder of drafts, which
// may be empty.
func (a *app) isDraftsFolder(path string) bool {
	cfg, err := a.config()
	return err == nil && cfg.File != "" && a.path(path) == cfg.Drafts
}

// draftsBelow lists the drafts at a path: the file itself, or those in a folder
// and the folders of events in it.
func draftsBelow(path string) ([]string, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !st.IsDir() {
		if strings.HasSuffix(path, ".toml") {
			return []string{path}, nil
		}
		return nil, nil
	}
	var files []string
	for _, pattern := range []string{"*.toml", "*/*.toml"} {
		found, err := filepath.Glob(filepath.Join(escapeGlob(path), pattern))
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if name := filepath.Base(f); name != draft.EventFile && name != "stevie.toml" {
				files = append(files, f)
			}
		}
	}
	return files, nil
}

// escapeGlob keeps the characters of a path from being a pattern. Windows has no
// escape; brackets are rare there.
func escapeGlob(path string) string {
	if filepath.Separator == '\\' {
		return path
	}
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `\`, `\\`).Replace(path)
}

func (a *app) checkDraft(path string) ([]check.Finding, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	d, err := draft.Parse(a.shown(path), src)
	if err != nil {
		return nil, err
	}
	if d.Status == draft.Skip {
		return nil, nil
	}
	findings := check.Record(d.Record)
	for i := range findings {
		findings[i].Path = a.shown(path)
	}
	return findings, nil
}

func (a *app) printFindings(findings []check.Finding, looked int) error {
	if a.json {
		enc := json.NewEncoder(a.Out)
		enc.SetEscapeHTML(false)
		for _, f := range findings {
			if err := enc.Encode(f); err != nil {
				return err
			}
		}
		return nil
	}
	path := ""
	for _, f := range findings {
		if f.Path != path {
			path = f.Path
			a.printf("%s\n", termtext.Line(path))
		}
		a.printf("  %s\n", termtext.Line(describeFinding(f)))
	}
	a.say("%s, %s", countOf(countErrors(findings), "error"), countOf(len(findings)-countErrors(findings), "warning"))
	return nil
}

func describeFinding(f check.Finding) string {
	where := ""
	if f.Line > 0 {
		where = fmt.Sprintf("line %d, ", f.Line)
	}
	if f.Field != "" {
		where += f.Field
	}
	return fmt.Sprintf("%s: %s [%s]: %s", f.Level, strings.TrimSuffix(where, ", "), f.Rule, f.Message)
}

func countErrors(findings []check.Finding) int {
	n := 0
	for _, f := range findings {
		if f.Level == check.Error {
			n++
		}
	}
	return n
}
