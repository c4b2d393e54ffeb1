package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/spelling"
	"github.com/pyvideo/stevie/internal/git"
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
		return nil, err
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

// respell carries a reviewed list out, as one commit for tags and one for speakers.
func (a checking) respell(ctx context.Context, tree *record.Tree, opts spellingOptions) error {
	list, err := a.readSpellings(ctx, opts.apply)
	if err != nil {
		return err
	}
	var repo *git.Repo
	if !opts.dryRun {
		if repo, err = a.repositoryOf(ctx, tree); err != nil {
			return err
		}
	}
	both := opts.tags == opts.speakers // one of them alone is a choice
	var failed error
	for _, part := range []struct {
		wanted bool
		field  string
		list   map[string]string
		as     check.Respelling
	}{
		{both || opts.tags, ingest.FieldTags, list.Tags, check.Respelling{Tags: list.Tags}},
		{both || opts.speakers, ingest.FieldSpeakers, list.Speakers, check.Respelling{Speakers: list.Speakers}},
	} {
		if !part.wanted || len(part.list) == 0 {
			continue
		}
		err := a.respellField(ctx, repo, tree, part.field, part.as, opts.dryRun)
		if failed = errors.Join(failed, err); err != nil && !errors.Is(err, errFindings) {
			return failed
		}
	}
	return failed
}

func (a checking) readSpellings(ctx context.Context, name string) (spelling.List, error) {
	in, err := a.input(ctx, name, "a list of spellings")
	if err != nil {
		return spelling.List{}, err
	}
	defer in.Close()
	src, err := io.ReadAll(in)
	if err != nil {
		return spelling.List{}, err
	}
	list, err := spelling.Parse(src)
	if err != nil {
		return list, usage(ingest.WithHint(fmt.Errorf("%s: %w", name, err), `a list is what stevie check --tags --speakers prints: [tags] or [speakers], and below it "as it is" = "as it shall be"`))
	}
	return list, nil
}

// respellField writes one field of the tree's records, and commits what it wrote.
func (a checking) respellField(ctx context.Context, repo *git.Repo, tree *record.Tree, field string, as check.Respelling, dryRun bool) error {
	plan, err := check.Respell(ctx, []string{tree.Dir()}, as, check.RewriteOptions{DryRun: true})
	if err != nil {
		return err
	}
	if dryRun {
		a.printRespelled(field, "to be changed", plan, true)
		return nil
	}
	begun, err := a.beforeRespelling(ctx, repo, tree, plan.Changed(), as)
	if err != nil {
		return err
	}
	done, err := check.Respell(ctx, []string{tree.Dir()}, as, check.RewriteOptions{})
	a.printRespelled(field, "changed", done, a.verbose)
	if err != nil {
		return err
	}
	names, err := within(tree, done.Changed())
	if err != nil {
		return err
	}
	if err := a.commitRespelled(ctx, repo, field, append(names, begun...)); err != nil {
		return err
	}
	return a.reportUnwritten(plan, done)
}

// beforeRespelling refuses to write into records that somebody has changed and not committed:
// what they changed would go along. It returns the names of those that an interrupted run has
// written and not committed.
func (a checking) beforeRespelling(ctx context.Context, repo *git.Repo, tree *record.Tree, paths []string, as check.Respelling) (begun []string, err error) {
	if repo == nil {
		return nil, nil
	}
	edited, err := repo.Edited(ctx)
	if err != nil {
		return nil, err
	}
	names, err := within(tree, paths)
	if err != nil {
		return nil, err
	}
	foreign := slices.DeleteFunc(slices.Clone(edited), func(name string) bool { return !slices.Contains(names, name) })
	if len(foreign) > 0 {
		return nil, ingest.WithHint(fmt.Errorf("what stands in %s of the data tree, as in %s, is not committed", countOf(len(foreign), "record"), quoted(foreign[0])),
			"commit it first, or put it away: git -C "+tree.Dir()+" stash")
	}
	return respelledBefore(ctx, repo, tree, edited, as)
}

// respelledBefore are those of some files that are as the spellings make them of what is
// committed.
func respelledBefore(ctx context.Context, repo *git.Repo, tree *record.Tree, edited []string, as check.Respelling) ([]string, error) {
	head, err := repo.Head(ctx)
	if err != nil || len(edited) == 0 {
		return nil, err
	}
	committed, err := repo.Files(ctx, head, "")
	if err != nil {
		return nil, err
	}
	committed = slices.DeleteFunc(committed, func(f git.File) bool { return !f.Regular() || !slices.Contains(edited, f.Path) })
	root, err := os.OpenRoot(tree.Dir())
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var names []string
	err = repo.Contents(ctx, committed, func(f git.File, content []byte) error {
		now, err := root.ReadFile(f.Path)
		if err != nil {
			return nil //nolint:nilerr // what cannot be read was not written here
		}
		if then, changes, err := check.RespellSource(f.Path, content, as); err == nil && len(changes) > 0 && bytes.Equal(then, now) {
			names = append(names, f.Path)
		}
		return nil
	})
	return names, err
}

// printRespelled says how much was changed, and each change where that is wanted.
func (a checking) printRespelled(field, verb string, r check.Rewrite, each bool) {
	if !each {
		a.say("%s: %s %s in %s", field, countOf(len(r.Changes), "place"), verb, countOf(len(r.Changed()), "record"))
		return
	}
	shown := slices.Clone(r.Changes)
	for i := range shown {
		shown[i].Path = a.shown(shown[i].Path)
	}
	a.printChanges(shown, formatText, verb)
}

// reportUnwritten tells which of the files that were to change could not be written.
func (a checking) reportUnwritten(plan, done check.Rewrite) error {
	var failed error
	for _, p := range done.Problems {
		if slices.Contains(plan.Changed(), p.Path) {
			a.report(fmt.Errorf("%s: %s", a.shown(p.Path), p.Message))
			failed = errFindings
		}
	}
	return failed
}

// commitRespelled commits files that were written, if the tree lies in a repository.
func (a checking) commitRespelled(ctx context.Context, repo *git.Repo, field string, names []string) error {
	if repo == nil || len(names) == 0 {
		return nil
	}
	id, err := repo.CommitFiles(ctx, names, fmt.Sprintf("Spell %s in one way\n\n%s changed.\n", field, countOf(len(names), "record")))
	if err != nil {
		return ingest.WithHint(fmt.Errorf("commit the %s: %w", field, err), cmp.Or(ingest.Hint(err), "the records are written: run the same again to have them committed"))
	}
	a.say("%s: %s committed as %.12s", field, countOf(len(names), "record"), id)
	return nil
}

// repositoryOf is the repository of the tree, nil if it lies in none.
func (a checking) repositoryOf(ctx context.Context, tree *record.Tree) (*git.Repo, error) {
	repo, err := git.Open(ctx, tree.Dir())
	if errors.Is(err, git.ErrNotRepository) {
		a.say("nothing is committed: %v", err)
		return nil, nil //nolint:nilnil // a tree without a repository is one, too
	}
	if err != nil {
		return nil, err
	}
	return repo, repo.CheckIdentity(ctx)
}

// within are paths as they are called within the tree.
func within(tree *record.Tree, paths []string) ([]string, error) {
	names := make([]string, len(paths))
	for i, path := range paths {
		name, err := filepath.Rel(tree.Dir(), path)
		if err != nil {
			return nil, err
		}
		names[i] = strings.TrimPrefix(filepath.ToSlash(name), "./")
	}
	return names, nil
}
