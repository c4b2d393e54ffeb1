package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
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
# What stevie remembers, folded up where changes are reviewed.
**/.base/** linguist-generated
`

const gitignore = `# What stevie can make anew: locks and the states of playlists.
.stevie/
# What hosts have: stevie captions and stevie download get it again.
/captions/
/videos/
# Left by a run that was killed.
` + atomicfile.TempPrefix + `*
`

func initCommand(a *app) *cobra.Command {
	var data, events string
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Make a workspace: a folder for settings and drafts",
		Long: `init makes a workspace in DIR (the working directory without one): stevie.toml,
a folder for drafts, and .gitignore and .gitattributes, since a workspace is best
a git repository of its own. It lies outside the data tree, whose own checks
refuse any foreign file.

With --from-events it takes over the conferences that an events.yml of
pyvideo_scrape lists: each becomes a folder of drafts with an event.toml, whose
head tells what had no place in it. Nothing is fetched; the sync that is named at
the end does that. An event is watched if its playlists are its own; not if all
it has is single videos, or if it has an end and lists a whole channel. In a
workspace that exists already, events are added and none is changed.`,
		Example: `  stevie init talks
  stevie init talks --data ../pyvideo-data
  stevie init talks --from-events ~/git/pyvideo_scrape/events.yml`,
		Args: arguments(0, 1),
		RunE: func(cmd *cobra.Command, given []string) error {
			dir := a.dir
			if len(given) == 1 {
				dir = a.path(given[0])
			}
			run := initializing{a}
			if cmd.Flags().Changed("from-events") {
				return run.takeOver(cmd.Context(), dir, data, events)
			}
			if err := run.makeWorkspace(dir, data); err != nil {
				return err
			}
			run.sayNext(dir, `stevie import "https://www.youtube.com/playlist?list=..."`)
			return nil
		},
	}
	cmd.Flags().StringVar(&data, "data", "", "the data tree: `DIR` of your checkout of pyvideo/data (default ../data beside the workspace)")
	cmd.Flags().StringVar(&events, "from-events", "", "take over the events that `FILE`, an events.yml of pyvideo_scrape, lists")
	return cmd
}

// initializing is one run of init.
type initializing struct{ *app }

// sayNext says how to go on in a new workspace.
func (a initializing) sayNext(dir string, commands ...string) {
	a.say("next: for YouTube put your key into the environment as YOUTUBE_API_KEY, then")
	if dir != a.dir {
		commands = append([]string{"cd " + a.shown(dir)}, commands...)
	}
	for _, command := range commands {
		a.say("  %s", command)
	}
	a.sayWhere()
}

// sayWhere says where this program is when a shell would not find it.
func (a initializing) sayWhere() {
	here, err := os.Executable()
	if _, notFound := exec.LookPath("stevie"); err != nil || notFound == nil {
		return
	}
	a.say("hint: stevie is not on your PATH: add the folder %s to it, or write %s", filepath.Dir(here), here)
}

func (a initializing) makeWorkspace(dir, data string) error {
	if tree, err := record.FindTree(dir); err == nil {
		return usage(ingest.WithHint(
			fmt.Errorf("%s lies inside the data tree %s, whose checks fail on any foreign file", a.shown(dir), a.shown(tree.Dir())),
			"choose a folder beside it: stevie init "+a.shown(filepath.Join(filepath.Dir(tree.Dir()), "talks"))))
	}
	switch there, err := isWorkspace(dir); {
	case err != nil:
		return usage(ingest.WithHint(ingest.PathFault(a.shown(dir), err), "name a folder, which need not exist yet"))
	case there:
		return usage(ingest.WithHint(fmt.Errorf("%s is there already", a.shown(filepath.Join(dir, config.FileName))), "edit it, or name another folder"))
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
	return nil
}

func isWorkspace(dir string) (bool, error) {
	_, err := os.Lstat(filepath.Join(dir, config.FileName))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// settingsText is the stevie.toml of a new workspace.
func (a initializing) settingsText(dir, data string) (string, error) {
	data, err := a.dataFor(dir, data)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf(`# Settings of this stevie workspace; relative paths count from this folder.
# config.example.toml in stevie's repository shows every key with its default.

data = %q                   # the data tree: a checkout of pyvideo/data
drafts = "drafts"

# Keys are better kept in the environment: YOUTUBE_API_KEY, VIMEO_TOKEN. To see what is private
# to you, sign in: stevie help auth.
[mapping]
description = "clean"              # clean: boilerplate, speaker lines and links taken out; verbatim: only made valid reST
ready_above = 0.0                  # drafts at least this sure of title AND speakers start as "ready"; 0 = never
`, data), nil
}

// dataFor is the data tree as the new stevie.toml names it.
func (a initializing) dataFor(dir, data string) (string, error) {
	if data == "" {
		return config.Default().Data, nil
	}
	if _, err := record.OpenTree(a.shown(a.path(data))); err != nil {
		return "", dataFlagError(err)
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
