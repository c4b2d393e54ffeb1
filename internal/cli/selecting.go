package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/config"
	"github.com/pyvideo/stevie/internal/fieldtext"
)

// selecting says which drafts a command is about.
type selecting struct {
	where  []string
	dryRun bool
}

func (s *selecting) flags(flags *pflag.FlagSet) {
	flags.StringArrayVar(&s.where, "where", nil,
		"`FIELD=REGEXP`: only drafts in which it matches, in a list any element; may be given several times, then all must")
	flags.BoolVar(&s.dryRun, "dry-run", false, "tell what would change, and change nothing")
}

// conditions are what the drafts must fulfil.
func (s *selecting) conditions() ([]condition, error) {
	var list []condition
	for _, text := range s.where {
		c, err := parseCondition(text)
		if err != nil {
			return nil, usage(fmt.Errorf("--where: %w", err))
		}
		list = append(list, c)
	}
	return list, nil
}

// condition is a pattern that a field has to match.
type condition struct {
	field   string
	pattern *regexp.Regexp
}

func parseCondition(text string) (condition, error) {
	field, pattern, ok := strings.Cut(text, "=")
	if !ok {
		return condition{}, ingest.WithHint(fmt.Errorf("%s has no =", quoted(text)), "give it as FIELD=REGEXP, as in title=Keynote")
	}
	if _, err := fieldtext.Parse(field, ""); err != nil {
		return condition{}, err
	}
	expr, err := regexp.Compile(pattern)
	if err != nil {
		return condition{}, ingest.WithHint(fmt.Errorf("%s: %w", field, err), `write \ before signs that stand for themselves, as in \(Lightning\)`)
	}
	return condition{field, expr}, nil
}

// holds reports whether a draft fulfils the condition. A list without elements counts as
// one that is empty, so that ^$ finds it.
func (c condition) holds(d *draft.Draft) bool {
	v, _ := d.Get(c.field) // it was looked up before
	texts := fieldtext.Texts(v)
	return slices.ContainsFunc(texts, c.pattern.MatchString) || len(texts) == 0 && c.pattern.MatchString("")
}

// selected are drafts of one event.
type selected struct {
	event string
	views []pipeline.View
	named bool // one by one, and not by their event
}

// change changes the drafts selected, by event, as one act each in the history, and tells
// what has changed.
func (s *selecting) change(ctx context.Context, a *app, verb string, names []string, of func(*changing, selected) error) error {
	cfg, p, err := a.openWorkspace(ctx)
	if err != nil {
		return err
	}
	defer p.Close()
	list, problems, err := s.drafts(ctx, a, p, cfg, names)
	if err != nil {
		return err
	}
	c := &changing{app: a, pipeline: p, verb: verb, dryRun: s.dryRun}
	for _, event := range list {
		if err := of(c, event); err != nil {
			return err
		}
	}
	return c.sum(problems)
}

// drafts are those that the arguments mean, events and drafts, as far as they fulfil the
// conditions. The errors beside them are drafts that cannot be read.
func (s *selecting) drafts(ctx context.Context, a *app, p *pipeline.Pipeline, cfg config.Config, names []string) (list []selected, problems []error, err error) {
	conditions, err := s.conditions()
	if err != nil {
		return nil, nil, err
	}
	targets, err := targeting{a}.targetsOf(p, cfg, names)
	if err != nil {
		return nil, nil, err
	}
	for _, t := range targets {
		views, faulty := p.Drafts(ctx, t.event)
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		problems = append(problems, t.concerned(faulty)...)
		views = slices.DeleteFunc(views, func(v pipeline.View) bool {
			unmet := slices.ContainsFunc(conditions, func(c condition) bool { return !c.holds(v.Draft) })
			return unmet || !t.has(v.Draft.File)
		})
		list = append(list, selected{t.event, views, t.files != nil})
	}
	return list, problems, nil
}

// target is an event, or some of its drafts.
type target struct {
	event string
	files []string // nil: all
}

func (t target) has(file string) bool { return t.files == nil || slices.Contains(t.files, file) }

// concerned are the problems that have to do with the target.
func (t target) concerned(problems []error) []error {
	return slices.DeleteFunc(slices.Clone(problems), func(err error) bool {
		file, ok := pipeline.FileOf(err)
		return ok && !t.has(filepath.Base(file))
	})
}

// targeting understands which events and drafts arguments mean.
type targeting struct{ *app }

// targetsOf are the events and drafts that the arguments name, each event once.
func (a targeting) targetsOf(p *pipeline.Pipeline, cfg config.Config, names []string) ([]target, error) {
	var targets []target
	for _, name := range names {
		t, err := a.targetOf(p, cfg, name)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(targets, func(o target) bool { return o.event == t.event })
		switch {
		case at < 0:
			targets = append(targets, t)
		case t.files == nil || targets[at].files == nil:
			targets[at].files = nil
		default:
			targets[at].files = append(targets[at].files, t.files...)
		}
	}
	return targets, nil
}

func (a targeting) targetOf(p *pipeline.Pipeline, cfg config.Config, name string) (target, error) {
	if !strings.HasSuffix(name, draftSuffix) {
		events, err := a.eventsOf(p, cfg, []string{name})
		if err != nil {
			return target{}, err
		}
		return target{event: events[0]}, nil
	}
	event, file, ok := a.draftNamed(cfg, name)
	if !ok {
		return target{}, usage(ingest.WithHint(errors.New("there is no draft "+quoted(name)),
			"give its path, or EVENT/NAME.toml; `stevie status` lists them"))
	}
	return target{event, []string{file}}, nil
}

// places are where the file of a draft may be that is named by its path, or by its place
// below the folder of drafts.
func (a targeting) places(cfg config.Config, name string) []string {
	return []string{a.path(name), filepath.Join(cfg.Drafts, name)}
}

// draftNamed finds a draft.
func (a targeting) draftNamed(cfg config.Config, name string) (event, file string, ok bool) {
	for _, path := range a.places(cfg, name) {
		rel, err := filepath.Rel(cfg.Drafts, path)
		if err != nil || !filepath.IsLocal(rel) || !fileExists(path) {
			continue
		}
		event, file = filepath.Split(rel)
		event = filepath.Clean(event)
		if event != "." && filepath.Base(event) == event && file != draft.EventFile {
			return event, file, true
		}
	}
	return "", "", false
}

func fileExists(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
