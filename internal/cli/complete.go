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

// completing is what a shell completes.
type completing struct{ *app }

// events completes the events of the workspace.
func (a completing) events(_ *cobra.Command, given []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return without(a.eventNames(), given), cobra.ShellCompDirectiveNoFileComp
}

// drafts completes events, and EVENT/NAME.toml behind the slash. Paths are the
// shell's own.
func (a completing) drafts(_ *cobra.Command, given []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
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
func (a completing) eventNames() []string {
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

// all gives the commands what completes their arguments and flags.
func (a completing) all(root *cobra.Command) {
	arguments := map[string]cobra.CompletionFunc{
		"remap": a.events, "status": a.events, "sync": a.events, "publish": a.events,
		"match": one(a.events), "review": one(a.events), "export": one(a.events),
		"edit": a.drafts, "ready": a.drafts, "skip": a.drafts, "set": a.drafts, "captions": a.drafts, "download": a.drafts,
		"find": cobra.NoFileCompletions,
		"web":  cobra.NoFileCompletions, "version": cobra.NoFileCompletions,
	}
	flags := map[string]cobra.CompletionFunc{
		"language": cobra.FixedCompletions(ingest.Languages(), cobra.ShellCompDirectiveNoFileComp),
		"format":   cobra.FixedCompletions([]string{formatText, formatGitHub}, cobra.ShellCompDirectiveNoFileComp),
		"event":    a.events, "together": a.events,
	}
	folders := func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	for _, c := range root.Commands() {
		if c.Name() == "find" { // these mean something else there
			_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(findFormats(), cobra.ShellCompDirectiveNoFileComp))
			_ = c.RegisterFlagCompletionFunc("data", folders)
		}
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
