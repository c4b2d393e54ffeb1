package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/keyboard"
	"github.com/pyvideo/stevie/internal/keys"
	"github.com/pyvideo/stevie/internal/termtext"
)

func reviewCommand(a *app) *cobra.Command {
	var sure bool
	cmd := &cobra.Command{
		Use:   "review [EVENT]",
		Short: "Go through the talks of an event in the terminal, one key each",
		Long: `review shows one talk after another that needs you: the title as posted, what would be
published, the other readings, and why it is not sure. One key decides and goes on; u
takes the last act back, ? lists the keys. They are those of the editor in the browser
(stevie web), and [keys] in stevie.toml changes them.

What you decide is written into the drafts at once.`,
		Example: `  stevie review exconf-2024
  stevie review exconf-2024 --sure`,
		Args: arguments(0, 1),
		RunE: func(cmd *cobra.Command, given []string) error { return review(cmd.Context(), a, given, sure) },
	}
	cmd.Flags().BoolVar(&sure, "sure", false, "begin with the list of those that stevie is sure of")
	return cmd
}

// review opens the event and leads the person through it.
func review(ctx context.Context, a *app, names []string, sure bool) (err error) {
	cfg, err := a.workspaceConfig()
	if err != nil {
		return err
	}
	acts, err := keys.Bind(cfg.Keys)
	if err != nil {
		return usage(err)
	}
	p, events, err := a.openEvents(ctx, names)
	if err != nil {
		return err
	}
	defer p.Close()
	event, err := onlyEvent(events)
	if err != nil {
		return err
	}
	tty, ok := a.In.(*os.File)
	if !ok || !a.Interactive {
		return ingest.WithHint(errors.New("there is no terminal to review in"),
			"edit the talks in one file: stevie edit --together "+event)
	}
	r := &reviewing{
		app: a, pipeline: p, event: event, drafts: cfg.Drafts,
		pass: newPass(), passed: map[string]bool{}, bound: map[keyboard.Key]string{},
	}
	a.onWarning = func(err error) { r.message = err.Error() } // lines between the pages would not be seen
	for _, act := range acts {
		r.bound[keyOf(act.Key)] = act.Name
	}
	r.acts = acts
	if err := r.reload(ctx); err != nil {
		return err
	}
	if r.keys, err = keyboard.Open(tty); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.keys.Close()) }()
	r.screen = screen{out: a.Err, plain: a.Dumb, size: func() (int, int) { return sizeOf(a.Err) }}
	return r.run(ctx, sure)
}

// onlyEvent is the event that is meant: the one named, or the only one that there is.
func onlyEvent(events []string) (string, error) {
	switch len(events) {
	case 1:
		return events[0], nil
	case 0:
		return "", usage(ingest.WithHint(errors.New("there is no event to review"), "begin with `stevie import URL`"))
	}
	return "", usage(ingest.WithHint(fmt.Errorf("which of the %d events?", len(events)), knownEvents(events)))
}

// keyOf is a key of the editor as the terminal calls it.
func keyOf(name string) keyboard.Key {
	if name == "Space" {
		return " "
	}
	return keyboard.Key(name)
}

// sizeOf is the number of columns and rows of the terminal that somebody writes to.
func sizeOf(w any) (columns, rows int) {
	columns, rows = 80, 24
	if f, ok := unhushedFile(w); ok {
		if c, r, err := term.GetSize(int(f.Fd())); err == nil && c > 0 && r > 0 {
			columns, rows = c, r
		}
	}
	return columns, rows
}

// reviewing is one pass through an event's talks.
type reviewing struct {
	*app
	pipeline *pipeline.Pipeline
	event    string
	drafts   string // the workspace's folder of drafts
	keys     *keyboard.Keyboard
	screen   screen
	acts     []keys.Act
	bound    map[keyboard.Key]string // the act of each key

	pass
	problems []error
	passed   map[string]bool // acts by ID that others have left nothing of to undo
	last     repeatable
	message  string
}

// reload looks at the drafts again. The order stays; what is new goes last, and when the
// current one has gone another one is.
func (r *reviewing) reload(ctx context.Context) error {
	views, problems := r.pipeline.Drafts(ctx, r.event)
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(views) == 0 {
		return errors.Join(append(problems, ingest.WithHint(fmt.Errorf("%s has no drafts", r.event), "import a playlist into it: stevie import URL --event "+r.event))...)
	}
	r.problems = problems
	known := r.views
	r.views = make(map[string]pipeline.View, len(views))
	for _, v := range views {
		r.views[v.Path] = v
		if _, ok := known[v.Path]; !ok {
			r.order = append(r.order, v.Path)
		}
	}
	maps.DeleteFunc(r.marked, func(path string, _ bool) bool { return r.views[path].Draft == nil })
	if r.views[r.at].Draft == nil {
		r.at = r.first()
	}
	return nil
}

// run shows talks and obeys keys until the person leaves.
func (r *reviewing) run(ctx context.Context, sure bool) error {
	for _, problem := range r.problems {
		r.warn("%v", problem)
	}
	if sure {
		if err := r.takeSure(ctx); err != nil {
			return err
		}
	}
	for {
		r.screen.paint(r.page())
		key, err := r.keys.Key(ctx)
		if err != nil {
			return err
		}
		r.message = ""
		name, ours := r.bound[key]
		switch {
		case ours:
			err = r.do(ctx, name)
		case key == "q":
			r.screen.paint([]string{r.counts()})
			return nil
		default:
			r.message = fmt.Sprintf("%s is no key of ours: %s lists them", cmp.Or(termtext.Line(string(key)), "that"), r.keyFor(keys.Keys))
		}
		if err != nil {
			if ctx.Err() != nil || errors.Is(err, context.Canceled) {
				return err
			}
			r.message = plain(err.Error())
		}
	}
}
