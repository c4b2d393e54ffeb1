package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// app is what the commands share: streams, environment and global flags.
type app struct {
	Streams
	getenv func(string) string
	dir    string // the working directory
	hush   *hush

	configFile string
	json       bool
	quiet      bool
	verbose    bool
	noProgress bool

	atEnd     []func()    // what is to be closed when the command is done
	onWarning func(error) // of the pipeline; nil shows it
}

// Run executes one command line, without the program's name, and returns the
// exit status. Cancelling ctx is Ctrl-C.
func Run(ctx context.Context, args []string, streams Streams, getenv func(string) string) int {
	dir, err := os.Getwd()
	if err != nil {
		streams.report(err)
		return ExitFindings
	}
	hush := new(hush)
	hush.know(config.Config{}.AllSecrets(getenv)...)
	streams.Out, streams.Err = hush.writer(streams.Out), hush.writer(streams.Err)
	a := &app{Streams: streams, getenv: getenv, dir: dir, hush: hush}
	root := a.command()
	root.SetArgs(args)
	err = root.ExecuteContext(ctx)
	for _, end := range a.atEnd {
		end()
	}
	streams.report(err)
	return exitStatus(err)
}

func (a *app) command() *cobra.Command {
	root := &cobra.Command{
		Use:   "stevie",
		Short: "Bring conference talks into pyvideo/data",
		Long: `stevie brings conference talks from YouTube, Vimeo, PeerTube, media.ccc.de and
archive.org into pyvideo/data.

Give it a playlist: it proposes one draft for each talk. Edit the drafts, mark
them "ready", and publish them as records that pyvideo/data accepts.

Try it without a key or a network:  stevie demo`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: false},
	}
	root.SetIn(a.In)
	root.SetOut(a.Out)
	root.SetErr(a.Err)
	flags := root.PersistentFlags()
	flags.StringVar(&a.configFile, "config", "", "`FILE` to use as stevie.toml")
	flags.BoolVar(&a.json, "json", false, "print results for programs")
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "print results and errors only")
	flags.BoolVarP(&a.verbose, "verbose", "v", false, "log each request")
	flags.BoolVar(&a.noProgress, "no-progress", false, "show no progress bar")
	root.SetFlagErrorFunc(usageOf)
	root.Version = version()
	root.SetVersionTemplate("stevie {{.Version}}\n")
	for group, commands := range map[string][]func(*app) *cobra.Command{
		groupBegin: {demoCommand, initCommand, authCommand, doctorCommand},
		groupJob:   {importCommand, statusCommand, editCommand, reviewCommand, webCommand, matchCommand, checkCommand, publishCommand},
		groupMany:  {setCommand, readyCommand, skipCommand, exportCommand, applyCommand},
		groupLater: {remapCommand, syncCommand, auditCommand},
		groupTalks: {findCommand, captionsCommand, downloadCommand},
		groupParts: {fetchCommand, mapCommand, scheduleCommand, fmtCommand},
		groupHelp:  {versionCommand, manualsCommand},
	} {
		for _, add := range commands {
			c := add(a)
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	refuseUnknown(root)
	arrangeHelp(root)
	completing{a}.all(root)
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Args = args(func(_ *cobra.Command, given []string) error {
				if len(given) == 0 {
					return errors.New("a shell is missing behind stevie completion: bash, zsh, fish or powershell")
				}
				return fmt.Errorf("completion takes bash, zsh, fish or powershell, not %s", quoted(strings.Join(given, " ")))
			})
			c.RunE = func(cmd *cobra.Command, given []string) error { return cmd.Args(cmd, given) }
		}
	}
	return root
}

// refuseUnknown makes a mistyped command, or a group without one, a usage error
// that names the nearest command.
func refuseUnknown(root *cobra.Command) {
	root.Args = func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		return unknownCommand(root, args[0])
	}
	root.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
}

// usageOf turns an error of cobra's about flags or arguments into ours.
func usageOf(cmd *cobra.Command, err error) error {
	if err == nil {
		return nil
	}
	see := "see `" + cmd.CommandPath() + " --help`"
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok {
		if near := tomledit.Nearest(unknown.GetSpecifiedName(), flagNames(cmd)); near != "" {
			see = "did you mean --" + near + "? S" + see[1:]
		}
	}
	if wrong, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		err = fmt.Errorf("--%s cannot be %s", wrong.GetFlag().Name, quoted(wrong.GetValue()))
	}
	return usage(ingest.WithHint(err, see))
}

// flagNames are the flags that a command takes.
func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}

// args wraps a check of positional arguments, so that its refusal is a usage error.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, given []string) error { return usageOf(cmd, check(cmd, given)) }
}

// arguments are between least and most positional arguments; a negative most is any
// number. The refusal shows how the command is written.
func arguments(least, most int) cobra.PositionalArgs {
	return args(func(cmd *cobra.Command, given []string) error {
		form := strings.TrimSuffix(cmd.UseLine(), " [flags]")
		switch {
		case len(given) < least:
			return fmt.Errorf("something is missing behind %s: give it as `%s`", cmd.CommandPath(), form)
		case most >= 0 && len(given) > most:
			return fmt.Errorf("%s is too much: give it as `%s`", quoted(given[most]), form)
		}
		return nil
	})
}

// logger writes requests to Err with -v and discards them otherwise.
func (a *app) logger() *slog.Logger {
	if !a.verbose {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(a.Err, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// progress reports whether a bar may be drawn.
func (a *app) progress() bool {
	return a.Interactive && !a.Dumb && !a.quiet && !a.noProgress && !a.verbose
}

// say prints a line for the person at the terminal, unless -q was given.
func (a *app) say(format string, args ...any) {
	if !a.quiet {
		a.Streams.say(format, args...)
	}
}
