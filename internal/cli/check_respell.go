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

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/spelling"
	"github.com/pyvideo/stevie/internal/git"
)

// respell carries a reviewed list out, as one commit for tags and one for speakers.
func (a checking) respell(ctx context.Context, tree *record.Tree, opts spellingOptions) error {
	list, err := a.readSpellings(ctx, opts.apply)
	if err != nil {
		return err
	}
	run := respelling{checking: a, tree: tree}
	if !opts.dryRun {
		if run.repo, err = a.repositoryOf(ctx, tree); err != nil {
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
		run.field, run.as = part.field, part.as
		do := run.carryOut
		if opts.dryRun {
			do = run.foretell
		}
		err := do(ctx)
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

// respelling is one field of a tree's records on its way to other spellings.
type respelling struct {
	checking
	tree  *record.Tree
	repo  *git.Repo // nil where nothing is committed
	field string
	as    check.Respelling
}

func (r respelling) write(ctx context.Context, dryRun bool) (check.Rewrite, error) {
	return check.Respell(ctx, []string{r.tree.Dir()}, r.as, check.RewriteOptions{DryRun: dryRun})
}

// foretell says what would be changed.
func (r respelling) foretell(ctx context.Context) error {
	plan, err := r.write(ctx, true)
	if err == nil {
		r.print("to be changed", plan, true)
	}
	return err
}

// carryOut writes the records, and commits what it wrote.
func (r respelling) carryOut(ctx context.Context) error {
	plan, err := r.write(ctx, true)
	if err != nil {
		return err
	}
	begun, err := r.begun(ctx, plan.Changed())
	if err != nil {
		return err
	}
	done, err := r.write(ctx, false)
	r.print("changed", done, r.verbose)
	if err != nil {
		return err
	}
	names, err := r.namesOf(done.Changed())
	if err != nil {
		return err
	}
	if err := r.commit(ctx, append(names, begun...)); err != nil {
		return err
	}
	return r.reportUnwritten(plan, done)
}

// begun are the names of the records that an interrupted run has written and not committed.
// It refuses to write into those that somebody else has changed: what they changed would go
// along.
func (r respelling) begun(ctx context.Context, paths []string) ([]string, error) {
	if r.repo == nil {
		return nil, nil
	}
	edited, err := r.repo.Edited(ctx)
	if err != nil {
		return nil, err
	}
	names, err := r.namesOf(paths)
	if err != nil {
		return nil, err
	}
	foreign := slices.DeleteFunc(slices.Clone(edited), func(name string) bool { return !slices.Contains(names, name) })
	if len(foreign) > 0 {
		return nil, ingest.WithHint(fmt.Errorf("what stands in %s of the data tree, as in %s, is not committed", countOf(len(foreign), "record"), quoted(foreign[0])),
			"commit it first, or put it away: git -C "+r.tree.Dir()+" stash")
	}
	return r.written(ctx, edited)
}

// written are those of some files that are as the spellings make them of what is committed.
func (r respelling) written(ctx context.Context, edited []string) ([]string, error) {
	head, err := r.repo.Head(ctx)
	if err != nil || len(edited) == 0 {
		return nil, err
	}
	committed, err := r.repo.Files(ctx, head, "")
	if err != nil {
		return nil, err
	}
	committed = slices.DeleteFunc(committed, func(f git.File) bool { return !f.Regular() || !slices.Contains(edited, f.Path) })
	root, err := os.OpenRoot(r.tree.Dir())
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var names []string
	err = r.repo.Contents(ctx, committed, func(f git.File, content []byte) error {
		now, err := root.ReadFile(f.Path)
		if err != nil {
			return nil //nolint:nilerr // what cannot be read was not written here
		}
		if then, changes, err := check.RespellSource(f.Path, content, r.as); err == nil && len(changes) > 0 && bytes.Equal(then, now) {
			names = append(names, f.Path)
		}
		return nil
	})
	return names, err
}

// print says how much was changed, and each change where that is wanted.
func (r respelling) print(verb string, done check.Rewrite, each bool) {
	if !each {
		r.say("%s: %s %s in %s", r.field, countOf(len(done.Changes), "place"), verb, countOf(len(done.Changed()), "record"))
		return
	}
	shown := slices.Clone(done.Changes)
	for i := range shown {
		shown[i].Path = r.shown(shown[i].Path)
	}
	r.printChanges(shown, formatText, verb)
}

// reportUnwritten tells which of the files that were to change could not be written.
func (r respelling) reportUnwritten(plan, done check.Rewrite) error {
	var failed error
	for _, p := range done.Problems {
		if slices.Contains(plan.Changed(), p.Path) {
			r.report(fmt.Errorf("%s: %s", r.shown(p.Path), p.Message))
			failed = errFindings
		}
	}
	return failed
}

// commit commits files that were written, if the tree lies in a repository.
func (r respelling) commit(ctx context.Context, names []string) error {
	if r.repo == nil || len(names) == 0 {
		return nil
	}
	id, err := r.repo.CommitFiles(ctx, names, fmt.Sprintf("Spell %s in one way\n\n%s changed.\n", r.field, countOf(len(names), "record")))
	if err != nil {
		return ingest.WithHint(fmt.Errorf("commit the %s: %w", r.field, err), cmp.Or(ingest.Hint(err), "the records are written: run the same again to have them committed"))
	}
	r.say("%s: %s committed as %.12s", r.field, countOf(len(names), "record"), id)
	return nil
}

// namesOf are paths as they are called within the tree.
func (r respelling) namesOf(paths []string) ([]string, error) {
	names := make([]string, len(paths))
	for i, path := range paths {
		name, err := filepath.Rel(r.tree.Dir(), path)
		if err != nil {
			return nil, err
		}
		names[i] = filepath.ToSlash(name)
	}
	return names, nil
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
