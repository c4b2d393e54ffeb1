package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/config"
)

const gitattributes = `# Drafts compare and merge with LF line ends on every system.
* text=auto eol=lf
`

const gitignore = `# What stevie can make anew: locks and the states of playlists.
.stevie/
# Left by a run that was killed.
` + atomicfile.TempPrefix + `*
`

func (a *app) initCommand() *cobra.Command {
	var data string
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Make a workspace: a folder for settings and drafts",
		Long: `init makes a workspace in DIR (the working directory without one): stevie.toml,
a folder for drafts, and .gitignore and .gitattributes, since a workspace is best
a git repository of its own. It lies outside the data tree, whose own checks
refuse any foreign file.`,
		Example: `  stevie init talks
  stevie init talks --data ../pyvideo-data`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(_ *cobra.Command, given []string) error {
			dir := a.dir
			if len(given) == 1 {
				dir = a.path(given[0])
			}
			return a.makeWorkspace(dir, data)
		},
	}
	cmd.Flags().StringVar(&data, "data", "", "the data tree: `DIR` of your checkout of pyvideo/data (default ../data beside the workspace)")
	return cmd
}

func (a *app) makeWorkspace(dir, data string) error {
	if tree, err := record.FindTree(dir); err == nil {
		return usage(ingest.WithHint(
			fmt.Errorf("%s lies inside the data tree %s, whose checks fail on any foreign file", a.shown(dir), a.shown(tree.Dir())),
			"choose a folder beside it: stevie init "+a.shown(filepath.Join(filepath.Dir(tree.Dir()), "talks"))))
	}
	toml := filepath.Join(dir, config.FileName)
	if _, err := os.Lstat(toml); err == nil {
		return usage(ingest.WithHint(fmt.Errorf("%s is there already", a.shown(toml)), "edit it, or name another folder"))
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	settings, err := a.settingsText(dir, data)
	if err != nil {
		return err
	}
	if err := writeNew(dir, config.FileName, settings); err != nil {
		return fmt.Errorf("make a workspace: %w", err)
	}
	for name, text := range map[string]string{".gitattributes": gitattributes, ".gitignore": gitignore} {
		if err := writeIfMissing(dir, name, text); err != nil {
			return fmt.Errorf("make a workspace: %w", err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, config.Default().Drafts), 0o755); err != nil {
		return fmt.Errorf("make a workspace: %w", err)
	}
	a.say("made a workspace in %s", a.shown(dir))
	a.say("next: put your YouTube key into the environment as YOUTUBE_API_KEY, then")
	if dir != a.dir {
		a.say("  cd %s", a.shown(dir))
	}
	a.say(`  stevie import "https://www.youtube.com/playlist?list=..."`)
	return nil
}

// settingsText is the stevie.toml of a new workspace.
func (a *app) settingsText(dir, data string) (string, error) {
	data, err := a.dataFor(dir, data)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf(`# Settings of this stevie workspace; relative paths count from this folder.
# config.example.toml in stevie's repository shows every key with its default.

data = %q                   # the data tree: a checkout of pyvideo/data
drafts = "drafts"

# Keys are better kept in the environment: YOUTUBE_API_KEY, VIMEO_TOKEN.
[mapping]
description = "clean"              # clean: boilerplate, speaker lines and links taken out; verbatim: only made valid reST
ready_above = 0.0                  # drafts at least this sure of title AND speakers start as "ready"; 0 = never
`, data), nil
}

// dataFor is the data tree as the new stevie.toml names it.
func (a *app) dataFor(dir, data string) (string, error) {
	if data == "" {
		return config.Default().Data, nil
	}
	if _, err := record.OpenTree(a.path(data)); err != nil {
		return "", usage(err)
	}
	rel, err := filepath.Rel(dir, a.path(data))
	if err != nil {
		rel = a.path(data)
	}
	return strings.ReplaceAll(rel, `\`, "/"), nil
}

// path makes an argument absolute.
func (a *app) path(arg string) string {
	if filepath.IsAbs(arg) {
		return filepath.Clean(arg)
	}
	return filepath.Join(a.dir, arg)
}

func writeIfMissing(dir, name, text string) error {
	if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
		return nil
	}
	return writeNew(dir, name, text)
}

func writeNew(dir, name, text string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	return atomicfile.Write(root, name, []byte(text))
}
