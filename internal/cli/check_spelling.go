package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/spelling"
)

// spellingOptions are the flags of check for what a tree spells in several ways.
type spellingOptions struct {
	tags, speakers bool
	apply          string // a reviewed list
	dryRun         bool
}

func (o spellingOptions) wanted() bool { return o.tags || o.speakers || o.apply != "" }

// spellings proposes merges over a data tree, or carries a reviewed list of them out.
func (a checking) spellings(ctx context.Context, paths []string, data string, opts spellingOptions) error {
	tree, err := a.treeOf(paths, data)
	if err != nil {
		return err
	}
	if opts.apply != "" {
		return a.respell(ctx, tree, opts)
	}
	survey, err := spelling.Read(ctx, tree)
	if err != nil {
		return err
	}
	var sections []spelling.Section
	if opts.tags {
		sections = append(sections, spelling.Section{Field: ingest.FieldTags, Merges: survey.Tags()})
	}
	if opts.speakers {
		sections = append(sections, spelling.Section{Field: ingest.FieldSpeakers, Merges: survey.Speakers()})
	}
	if a.json {
		return a.printMerges(tree, sections)
	}
	if err := spelling.Write(a.Out, sections...); err != nil {
		return err
	}
	if slices.ContainsFunc(sections, func(s spelling.Section) bool { return len(s.Merges) > 0 }) {
		a.say("hint: keep it as a file, take out what is wrong, then: stevie check --apply FILE")
	}
	return nil
}

// treeOf is the data tree that is named, that the working directory lies in, or that of the
// workspace.
func (a checking) treeOf(paths []string, data string) (*record.Tree, error) {
	if len(paths) > 1 {
		return nil, usage(errors.New("--tags and --speakers look at one data tree"))
	}
	if dir := cmp.Or(append(paths, data)...); dir != "" {
		tree, err := record.OpenTree(a.path(dir))
		if err != nil {
			return nil, dataFlagError(err)
		}
		return tree, nil
	}
	if tree, err := record.FindTree(a.dir); err == nil {
		return tree, nil
	}
	cfg, err := a.workspaceConfig()
	if err != nil {
		return nil, ingest.WithHint(err, "name the data tree, as in stevie check --tags ../data, or go into a workspace")
	}
	tree, err := record.OpenTree(cfg.Data)
	if err != nil {
		return nil, usage(err)
	}
	return tree, nil
}

// mergeRow is a place of a spelling that is to become another, as programs get it.
type mergeRow struct {
	check.Finding
	From string `json:"from"`
	To   string `json:"to"`
	Sure bool   `json:"sure"`
}

func (a checking) printMerges(tree *record.Tree, sections []spelling.Section) error {
	for _, s := range sections {
		rule := check.RuleTagVariant
		if s.Field == ingest.FieldSpeakers {
			rule = check.RuleSpeakerVariant
		}
		for _, m := range s.Merges {
			message := fmt.Sprintf("write %s: %s", quoted(m.To), m.Reason)
			if m.To == "" {
				message = "take it out: " + m.Reason
			}
			for _, p := range m.Places {
				row := mergeRow{check.Finding{
					Path: filepath.ToSlash(a.shown(filepath.Join(tree.Dir(), p.Path))), Field: p.Field, Rule: rule, Level: check.Warning,
					Message: fmt.Sprintf("%s stands in %s: %s", quoted(m.From), countOf(len(m.Places), "talk"), message),
				}, m.From, m.To, m.Sure}
				if err := writeJSON(a.Out, row); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
