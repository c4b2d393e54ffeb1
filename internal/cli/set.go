package cli

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/fieldtext"
)

func setCommand(a *app) *cobra.Command {
	var s setting
	cmd := &cobra.Command{
		Use:   "set FIELD=VALUE... EVENT|DRAFT...",
		Short: "Make the same change to many drafts",
		Long: `set writes a value into a field of each draft given, or of each of the events given;
--where leaves out those that a regular expression does not match. FIELD is called as
in the drafts: title, speakers, recorded, language, tags, and so on, status included.

The elements of a list are separated by "; "; within one "\;" and "\\" stand for the
signs themselves. --add and --remove leave the other elements as they are. It lists the
drafts that change; a wrong value changes nothing.`,
		Example: `  stevie set language=deu exconf-2024 --where 'title=\bund\b'
  stevie set --add tags=keynote exconf-2024 --where 'title=(?i)^keynote'
  stevie set 'speakers=Jane Doe; John Roe' drafts/exconf-2024/fast-parsers.toml
  stevie set status=skip exconf-2024 --where 'title=^Teaser' --dry-run`,
		RunE: func(cmd *cobra.Command, given []string) error {
			s.app = a
			return s.set(cmd.Context(), given)
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&s.add, "add", nil, "`FIELD=ELEMENT`: one more element of a list; may be given several times")
	flags.StringArrayVar(&s.remove, "remove", nil, "`FIELD=ELEMENT`: take an element out of a list; may be given several times")
	s.flags(flags)
	return cmd
}

// setting is one run of set.
type setting struct {
	*app
	selecting
	add, remove []string
}

func (a setting) set(ctx context.Context, given []string) error {
	wishes, names, err := a.wishes(given)
	if err != nil {
		return usage(err)
	}
	return a.change(ctx, a.app, "set", names, func(c *changing, s selected) error {
		_, err := c.save(ctx, s.event, changesFor(s.views, wishes))
		return err
	})
}

// wish is what shall become of one field.
type wish struct {
	field       string
	set         draft.Value // nil where elements come and go
	add, remove []draft.Value
}

// of is what the field of a draft becomes.
func (w wish) of(was draft.Value) draft.Value {
	if w.set != nil {
		return w.set
	}
	for _, e := range w.remove {
		was = draft.Without(was, e)
	}
	for _, e := range w.add {
		was = draft.With(was, e)
	}
	return was
}

// changesFor are the changes that make wishes true in drafts.
func changesFor(views []pipeline.View, wishes []wish) []draft.Change {
	var changes []draft.Change
	for _, v := range views {
		values := map[string]draft.Value{}
		for _, w := range wishes {
			was, _ := v.Draft.Get(w.field) // it was looked up before
			values[w.field] = w.of(was)
		}
		if values[draft.FieldStatus] == string(v.Draft.Status) {
			delete(values, draft.FieldStatus) // nobody has settled it just now
		}
		changes = append(changes, v.Set(values))
	}
	return changes
}

// assignmentForm tells FIELD=VALUE from the path of a draft with an = in it.
var assignmentForm = regexp.MustCompile(`^[A-Za-z_]+=`)

// wishes takes the arguments apart: what shall become of the fields, and of which drafts.
func (a setting) wishes(given []string) (wishes []wish, names []string, err error) {
	for _, arg := range given {
		if !assignmentForm.MatchString(arg) {
			names = append(names, arg)
			continue
		}
		field, value, err := assignment(arg, fieldtext.Parse)
		if err == nil {
			err = check.Value(field, value)
		}
		if err != nil {
			return nil, nil, err
		}
		if slices.ContainsFunc(wishes, func(w wish) bool { return w.field == field }) {
			return nil, nil, fmt.Errorf("%s is given twice", field)
		}
		wishes = append(wishes, wish{field: field, set: value})
	}
	for _, arg := range a.remove {
		if wishes, err = wishElement(wishes, arg, func(w *wish, e draft.Value) error {
			w.remove = append(w.remove, e)
			return nil
		}); err != nil {
			return nil, nil, fmt.Errorf("--remove: %w", err)
		}
	}
	for _, arg := range a.add {
		if wishes, err = wishElement(wishes, arg, func(w *wish, e draft.Value) error {
			w.add = append(w.add, e)
			return check.Value(w.field, e)
		}); err != nil {
			return nil, nil, fmt.Errorf("--add: %w", err)
		}
	}
	switch {
	case len(wishes) == 0:
		return nil, nil, ingest.WithHint(errors.New("it is not said what is to be set"), "give FIELD=VALUE, --add or --remove, as in language=eng")
	case len(names) == 0:
		return nil, nil, ingest.WithHint(errors.New("it is not said which drafts are to be changed"), "name an event, or drafts by their paths")
	}
	return wishes, names, nil
}

// wishElement has an element come or go, as to says.
func wishElement(wishes []wish, arg string, to func(*wish, draft.Value) error) ([]wish, error) {
	field, value, err := assignment(arg, fieldtext.ParseElement)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(wishes, func(w wish) bool { return w.field == field })
	if at < 0 {
		at = len(wishes)
		wishes = append(wishes, wish{field: field})
	}
	if wishes[at].set != nil {
		return nil, ingest.WithHint(fmt.Errorf("%s is set as a whole already", field), "give the one or the other")
	}
	return wishes, to(&wishes[at], value)
}

// assignment reads FIELD=VALUE.
func assignment(arg string, parse func(field, text string) (draft.Value, error)) (field string, v draft.Value, err error) {
	field, text, ok := strings.Cut(arg, "=")
	if !ok {
		return "", nil, ingest.WithHint(fmt.Errorf("%s has no =", quoted(arg)), "give it as FIELD=VALUE, as in language=eng")
	}
	v, err = parse(field, text)
	return field, v, err
}
