package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// completeEvents completes the events of the workspace.
func (a *app) completeEvents(_ *cobra.Command, given []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return without(a.eventNames(), given), cobra.ShellCompDirectiveNoFileComp
}

// completeDrafts completes events, and EVENT/NAME.toml behind the slash. Paths are the
// shell's own.
func (a *app) completeDrafts(_ *cobra.Command, given []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	event, _, slash := strings.Cut(typed, "/")
	if !slash || !slices.Contains(a.eventNames(), event) {
		return without(a.eventNames(), given), cobra.ShellCompDirectiveDefault
	}
	cfg, err := a.config()
	if err != nil {
		return nil, cobra.ShellCompDirectiveDefault
	}
	entries, _ := os.ReadDir(filepath.Join(cfg.Drafts, event)) // none: nothing to complete
	var names []string
	for _, entry := range entries {
		if name := entry.Name(); strings.HasSuffix(name, draftSuffix) && name != draft.EventFile {
			names = append(names, event+"/"+name)
		}
	}
	return without(names, given), cobra.ShellCompDirectiveNoFileComp
}

// eventNames are the events of the workspace, none where there is no workspace.
func (a *app) eventNames() []string {
	cfg, err := a.config()
	if err != nil {
		return nil
	}
	entries, _ := os.ReadDir(cfg.Drafts) // none: nothing to complete
	var names []string
	for _, entry := range entries {
		if entry.IsDir() && draft.CheckSlug(entry.Name()) == nil {
			names = append(names, entry.Name())
		}
	}
	return names
}

func without(names, given []string) []string {
	return slices.DeleteFunc(names, func(name string) bool { return slices.Contains(given, name) })
}

// one is a completion of the first argument alone.
func one(complete cobra.CompletionFunc) cobra.CompletionFunc {
	return func(cmd *cobra.Command, given []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(given) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return complete(cmd, given, typed)
	}
}

// complete gives the commands what completes their arguments and flags.
func (a *app) complete(root *cobra.Command) {
	arguments := map[string]cobra.CompletionFunc{
		"remap": a.completeEvents, "status": a.completeEvents, "sync": a.completeEvents, "publish": a.completeEvents,
		"match": one(a.completeEvents), "review": one(a.completeEvents), "export": one(a.completeEvents),
		"edit": a.completeDrafts, "ready": a.completeDrafts, "skip": a.completeDrafts, "set": a.completeDrafts,
		"web": cobra.NoFileCompletions, "version": cobra.NoFileCompletions,
	}
	flags := map[string]cobra.CompletionFunc{
		"language": cobra.FixedCompletions(ingest.Languages(), cobra.ShellCompDirectiveNoFileComp),
		"format":   cobra.FixedCompletions([]string{formatText, formatGitHub}, cobra.ShellCompDirectiveNoFileComp),
		"event":    a.completeEvents, "together": a.completeEvents,
	}
	for _, c := range root.Commands() {
		if with, ok := arguments[c.Name()]; ok {
			c.ValidArgsFunction = with
		}
		for name, with := range flags {
			if c.Flags().Lookup(name) != nil {
				_ = c.RegisterFlagCompletionFunc(name, with) // it is there, and once
			}
		}
	}
}
