package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/git"
)

// Commit is Publish with the records in a commit instead of the checkout, which
// stays as it is with its index and HEAD. The commit goes on the branch
// stevie/<event>: on top of it as long as it is not merged, with what people have
// pushed to it, and otherwise from the default branch. The branch is never reset.
//
// What a record is merged with, which file names are free and what must be unique
// is judged by the branch and the default branch, not by the checkout. Records
// that Publish has written into the checkout and nobody has committed go along.
// Drafts are marked as published when the branch has the commit. Where there is
// nothing new, no commit is made.
func (p *Publisher) Commit(ctx context.Context, g *Repository, event string, opts Options) (Publication, error) {
	unlock, err := p.Workspace.Lock(event)
	if err != nil {
		return Publication{}, err
	}
	defer func() { _ = unlock() }() // the lock ends with the process at the latest
	contents, folder, err := p.publishable(ctx, event)
	if err != nil {
		return Publication{}, err
	}
	c := &committing{p: p, g: g, folder: folder, claims: claims(contents)}
	result, err := c.run(ctx, opts)
	if err != nil {
		err = withRoomHint(fmt.Errorf("commit %s: %w", event, err))
	}
	return result, err
}

// withRoomHint adds the remedy for a disk that git found full. Other errors about
// that come from the system and are known by it.
func withRoomHint(err error) error {
	failed, ok := errors.AsType[*git.Error](err)
	if ok && (strings.Contains(failed.Stderr, "No space left on device") || strings.Contains(failed.Stderr, "Out of diskspace")) {
		return ingest.WithHint(err, "make room on the disk, then run the same command again: it goes on where it stopped")
	}
	return err
}

// committing is one commit under way. The event's files are copied from the
// branch into a folder of their own, and what changes there is committed.
type committing struct {
	p       *Publisher
	g       *Repository
	folder  *workspace.Folder
	claims  map[ingest.Key][]string // drafts of the workspace by their videos
	start   start
	copied  *worktree
	adopted []string // names of records that came from the checkout
	marks   []mark   // whose records the branch will have
}

// mark is a draft to be marked as published, and what is open about it.
type mark struct {
	draft *draft.Draft
	open  []draft.Incident
}

func (c *committing) run(ctx context.Context, opts Options) (result Publication, err error) {
	if c.start, err = c.g.start(ctx, c.folder.Slug); err != nil {
		return Publication{}, err
	}
	if c.copied, err = c.g.copyEvent(ctx, c.start.tree, c.folder.Slug); err != nil {
		return Publication{}, err
	}
	defer func() { err = errors.Join(err, c.copied.remove()) }()
	r, err := c.publish(ctx, opts)
	if err != nil {
		return Publication{}, err
	}
	result = r.publication(c.p.DataDir)
	result.Remote = c.g.base.Remote
	result.Files = c.g.filesAt(ctx, c.folder.Slug)
	if err := c.finish(ctx, &result, opts.DryRun); err != nil {
		return Publication{}, err
	}
	c.describe(&result, r, opts.DryRun)
	result.Absent = c.absent(r)
	if opts.Check {
		result.Report.Findings, err = check.Tree(ctx, c.copied.root.Name(), check.Options{})
	}
	return result, err
}

// publish publishes into the copy.
func (c *committing) publish(ctx context.Context, opts Options) (*publishing, error) {
	if err := c.adopt(ctx); err != nil {
		return nil, err
	}
	r := &publishing{
		workspace: c.p.Workspace, folder: c.folder, tree: c.g.index,
		root: c.copied.root, all: opts.All, claims: c.claims,
		done: func(d *draft.Draft, open []draft.Incident) error {
			c.marks = append(c.marks, mark{d, open})
			return nil
		},
	}
	if err := r.run(ctx); err != nil {
		return nil, err
	}
	for _, name := range c.adopted { // what was refused stays where it came from
		if !slices.ContainsFunc(r.talks, func(t writtenTalk) bool { return t.Path == name }) {
			if err := c.copied.root.Remove(name); err != nil {
				return nil, err
			}
		}
	}
	return r, nil
}

// finish commits what has changed in the copy, or only tells of it.
func (c *committing) finish(ctx context.Context, result *Publication, dryRun bool) (err error) {
	if c.start.open {
		result.Branch = c.start.branch
	}
	if !dryRun {
		if err := c.commit(ctx, result); err != nil {
			return err
		}
		c.mark(result)
		return nil
	}
	if result.Changes, err = c.copied.changes(); err == nil && len(result.Changes) > 0 {
		result.Branch = c.start.branch
	}
	return err
}

// commit puts what has changed in the copy on the branch.
func (c *committing) commit(ctx context.Context, result *Publication) error {
	changed, err := c.copied.changed()
	if err != nil {
		return err
	}
	category := path.Join(c.folder.Slug, record.CategoryFile)
	added := 0
	result.Records = []string{}
	for _, name := range changed {
		if name == category {
			continue
		}
		result.Records = append(result.Records, filepath.Join(c.p.DataDir, filepath.FromSlash(name)))
		if _, old := c.copied.files[name]; !old {
			added++
		}
	}
	if len(result.Records) == 0 {
		return nil
	}
	_, known := c.copied.files[category]
	subject := headline(c.folder.Event, !known, added, len(result.Records)-added)
	id, err := c.advance(ctx, changed, subject)
	if err == nil {
		result.Branch, result.Commit = c.start.branch, id
	}
	return err
}

// advance makes a commit of files of the copy and moves the branch to it.
func (c *committing) advance(ctx context.Context, changed []string, subject string) (id string, err error) {
	repo := c.g.repo
	// A branch that moves under a checkout would show as changes that nobody made.
	dir, err := repo.CheckedOut(ctx, c.start.branch)
	if err != nil {
		return "", err
	}
	if dir != "" {
		return "", ingest.WithHint(fmt.Errorf("%s is checked out in %s", c.start.branch, dir),
			fmt.Sprintf("switch it to another branch: git -C %s switch %s", dir, c.g.base.Name))
	}
	stored, err := c.copied.store(ctx, repo, changed)
	if err != nil {
		return "", err
	}
	id, err = repo.Commit(ctx, git.Commit{Tree: c.start.tree, Files: stored, Parents: c.start.parents, Message: subject + "\n"})
	if err != nil {
		return "", err
	}
	if err := c.g.advance(ctx, c.start, id, "stevie publish: "+subject); err != nil {
		return "", err
	}
	for _, f := range stored {
		c.copied.files[f.Path] = f
	}
	return id, nil
}

// describe reports the talks whose records are, or after a dry run would be, other than on
// the default branch.
func (c *committing) describe(result *Publication, r *publishing, dryRun bool) {
	category := path.Join(c.folder.Slug, record.CategoryFile)
	result.Report.NewEvent = c.g.files[category].ID == ""
	for _, t := range r.talks {
		merged := c.g.files[t.Path]
		if merged.ID == c.copied.files[t.Path].ID && (!dryRun || !t.written) {
			continue
		}
		t.New = merged.ID == ""
		result.Report.Talks = append(result.Report.Talks, t.Talk)
	}
}

// absent lists the drafts without a record on the branch and on the default one.
// A commit that is checked out may have it all the same.
func (c *committing) absent(r *publishing) []Absent {
	var list []Absent
	for _, d := range r.absent {
		where := Place{}
		if c.p.needsNoRecord(d) {
			where.Kind = Deleted
		}
		list = append(list, Absent{Draft: d.Path, Where: where, Edited: isEdited(c.p.Workspace, d)})
	}
	return list
}

// mark notes in the drafts that they are published. One that an editor has just
// saved does not keep the others from it; the next run marks it.
func (c *committing) mark(result *Publication) {
	for _, m := range c.marks {
		if _, err := c.p.Workspace.MarkPublished(m.draft, record.WithCanonicalVideos(m.draft.Record), m.open); err != nil {
			result.Problems = append(result.Problems, err)
		}
	}
}

// adopt copies records that an earlier publish has written into the checkout and
// that are in no commit yet. One that HEAD has was committed by somebody; if the
// branch lacks it all the same, it was taken out.
func (c *committing) adopt(ctx context.Context) error {
	waiting, err := c.uncommitted(ctx)
	if err != nil || len(waiting) == 0 {
		return err
	}
	root, err := os.OpenRoot(c.p.DataDir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, name := range waiting {
		copied, err := c.copyFile(root, name)
		if err != nil {
			return err
		}
		if copied {
			c.adopted = append(c.adopted, name)
		}
	}
	_, err = c.copyFile(root, path.Join(c.folder.Slug, record.CategoryFile))
	return err
}

// copyFile copies a file from the checkout unless the copy has one of that name.
func (c *committing) copyFile(checkout *os.Root, name string) (copied bool, err error) {
	if _, err := c.copied.root.Lstat(name); err == nil {
		return false, nil
	}
	text, err := checkout.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, atomicfile.WriteUnsynced(c.copied.root, name, text)
}

// uncommitted lists the records of published drafts that are in the checkout but
// neither on the branch nor in HEAD.
func (c *committing) uncommitted(ctx context.Context) ([]string, error) {
	var names []string
	there, err := c.copied.index(ctx)
	if err != nil || c.p.Tree == nil {
		return nil, err
	}
	for _, d := range c.folder.Drafts {
		if d.Status != draft.Published {
			continue
		}
		if _, known := recordOf(c.p.Workspace, there, c.folder.Slug, d); known {
			continue
		}
		if file, ok := recordOf(c.p.Workspace, c.p.Tree, c.folder.Slug, d); ok {
			names = append(names, record.Place{Event: c.folder.Slug, File: file}.Path())
		}
	}
	if len(names) == 0 {
		return nil, nil
	}
	head, err := c.g.repo.Head(ctx)
	if err != nil || head == "" {
		return names, err
	}
	files, err := c.g.repo.Files(ctx, head, c.folder.Slug)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(names, func(name string) bool {
		return slices.ContainsFunc(files, func(f git.File) bool { return strings.EqualFold(f.Path, name) })
	}), nil
}
