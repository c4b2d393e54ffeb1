package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// helpColumns is the width of help.
const helpColumns = 80

// groups are what commands are for, in the order in which people need them.
func groups() []*cobra.Group {
	return []*cobra.Group{
		{ID: groupBegin, Title: "To begin:"},
		{ID: groupJob, Title: "From a playlist to a pull request:"},
		{ID: groupMany, Title: "Many drafts at once:"},
		{ID: groupLater, Title: "Later, and every night:"},
		{ID: groupTalks, Title: "The talks themselves:"},
		{ID: groupParts, Title: "The parts, for scripts:"},
		{ID: groupHelp, Title: "Help:"},
	}
}

const (
	groupBegin = "begin"
	groupJob   = "job"
	groupMany  = "many"
	groupLater = "later"
	groupTalks = "talks"
	groupParts = "parts"
	groupHelp  = "help"
)

// usageTemplate is cobra's, with flags in lines that fit.
const usageTemplate = `Usage:{{if .Runnable}}{{if .HasParent}}
  {{.UseLine}}{{end}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} COMMAND [flags]{{end}}{{if .HasExample}}

Examples:
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}{{$cmds := .Commands}}{{range $group := .Groups}}

{{.Title}}{{range $cmds}}{{if and (eq .GroupID $group.ID) (or .IsAvailableCommand (eq .Name "help"))}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{end}}{{if .HasHelpSubCommands}}

Topics, for stevie help TOPIC:{{range .Commands}}{{if .IsAdditionalHelpTopicCommand}}
  {{rpad .Name 11}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Global flags:
{{.InheritedFlags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}{{end}}
`

// topicTemplate is help about a topic, which nobody can run.
const topicTemplate = `{{.Long | trimTrailingWhitespaces}}
`

// arrangeHelp sets the help of all commands.
func arrangeHelp(root *cobra.Command) {
	root.SetUsageTemplate(usageTemplate)
	root.AddGroup(groups()...)
	for _, topic := range topics() {
		topic.SetHelpTemplate(topicTemplate)
		root.AddCommand(topic)
	}
	root.SetHelpCommand(helpCommand(root))
	root.SetHelpCommandGroupID(groupHelp)
	root.SetCompletionCommandGroupID(groupHelp)
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Runnable() {
			c.Long = filled(c.Long, helpColumns)
		}
	}
}

// helpCommand is cobra's, but that what is not there is an error.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND|TOPIC]",
		Short: "Tell about a command, or a topic",
		Example: `  stevie help import
  stevie help exit-codes`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return commandNames(root), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, names []string) error {
			about, rest, err := root.Find(names)
			if err != nil || len(rest) > 0 {
				return unknownCommand(root, strings.Join(names, " "))
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
	}
}

// commandNames are what can stand behind stevie, and behind stevie help.
func commandNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	return names
}

// unknownCommand is the error about a command or topic that there is not; it names the
// nearest.
func unknownCommand(root *cobra.Command, name string) error {
	hint := "`stevie --help` lists the commands"
	if near := tomledit.Nearest(name, commandNames(root)); near != "" {
		form := "stevie " + near
		if c, _, err := root.Find([]string{near}); err == nil && !c.Runnable() {
			form = "stevie help " + near
		}
		hint = "did you mean `" + form + "`? " + hint
	} else if strings.Contains(name, "://") {
		hint = "to import it: stevie import " + name
	}
	return usage(ingest.WithHint(errors.New("there is no command "+quoted(name)), hint))
}

// filled sets the paragraphs of a text anew in a width. Lines that begin with a blank stay
// as they are.
func filled(text string, columns int) string {
	var b strings.Builder
	var words []string
	flush := func() {
		if len(words) > 0 {
			b.WriteString(paragraph(strings.Join(words, " "), "", columns) + "\n")
			words = nil
		}
	}
	for line := range strings.Lines(text) {
		switch trimmed := strings.TrimRight(line, "\n"); {
		case trimmed == "" || strings.HasPrefix(trimmed, " "):
			flush()
			b.WriteString(trimmed + "\n")
		default:
			words = append(words, trimmed)
		}
	}
	flush()
	return strings.TrimRight(b.String(), "\n")
}

// topics are what there is to know beside the commands.
func topics() []*cobra.Command {
	return []*cobra.Command{
		{
			Use: "environment", Short: "Variables that stevie reads",
			Long: `What stevie reads from the environment:

  YOUTUBE_API_KEY        key of the YouTube Data API
  YOUTUBE_CLIENT_ID      id of the client for stevie auth youtube, and
  YOUTUBE_CLIENT_SECRET    its secret
  YOUTUBE_REFRESH_TOKEN  a sign-in for where there is no browser
  VIMEO_TOKEN            personal access token of Vimeo; or both of
  VIMEO_CLIENT_ID          the client's id and, also for stevie auth vimeo,
  VIMEO_CLIENT_SECRET      its secret

  STEVIE_CONFIG          file to use as stevie.toml, as --config
  VISUAL, EDITOR         the editor of stevie edit, like "code --wait"
  BROWSER                what stevie web, auth and review open addresses with
  STEVIE_PAGER, PAGER    where long lists go; "cat" for nowhere
  NO_COLOR               when set, no colours
  COLUMNS                width of lists, when it is not that of the terminal
  TERM                   "dumb" for a terminal that cannot go back on a line

  XDG_CONFIG_HOME        holds stevie/stevie.toml, for use outside a workspace
  XDG_STATE_HOME         holds stevie/, where used quota is counted and
                         sign-ins are kept
  XDG_CACHE_HOME         holds stevie/, where find keeps its index outside of
                         workspaces, and download what it knows of parts

Keys from the environment go to the hosts' own addresses alone, and are printed
nowhere.`,
		},
		{
			Use: "exit-codes", Short: "What the exit status means",
			Long: `The exit status of all commands:

    0  done; unavailable videos and warnings included
    1  errors found, drafts refused or not readable, or a question that nobody
       was there to answer
    2  wrong usage, unsupported address, settings, no key
    3  a host refused or could not be reached; what was fetched is saved
  130  interrupted`,
		},
		{
			Use: "files", Short: "What lies where in a workspace",
			Long: `A workspace is a folder, best a git repository of its own and never inside the
data tree. To be committed:

  stevie.toml                    settings; config.example.toml has all of them
  drafts/EVENT/event.toml        the event: days, language, sources, programme
  drafts/EVENT/TALK.toml         one draft a talk, made to be edited
  drafts/EVENT/.base/            what was proposed, to tell your edits from it

To be left alone, and not to be committed:

  captions/, videos/             what captions --get and download have got
  .stevie/                       what was seen of playlists, locks, find's index
  .stevie/journal.jsonl          what was done to drafts, for undo

The data tree is a checkout of pyvideo/data, the setting data: a folder for each
event with category.json and videos/*.json.`,
		},
	}
}
