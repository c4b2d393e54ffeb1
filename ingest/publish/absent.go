package publish

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/git"
)

// Absent is a published draft without a record where publishing would update it.
type Absent struct {
	Draft string // path
	Where Place  // of the record
	// Edited tells that the draft says something else than what was published.
	Edited bool
}

// Place is where a record is that the checkout lacks.
type Place struct {
	Kind   PlaceKind
	Branch string // its name, "" for Nowhere and Deleted
}

// Compare orders places, those without a record first.
func (p Place) Compare(o Place) int {
	return cmp.Or(cmp.Compare(p.Kind, o.Kind), cmp.Compare(p.Branch, o.Branch))
}

// PlaceKind says what has a record.
type PlaceKind int

// The kinds of places.
const (
	Nowhere       PlaceKind = iota // the pull request was closed
	Deleted                        // the checkout's HEAD: it was deleted from the checkout
	EventBranch                    // the event's branch, which is not merged yet
	DefaultBranch                  // the default branch as last fetched
)

// absent tells where the records of published drafts are that the checkout lacks.
func (p *Publisher) absent(ctx context.Context, event string, drafts []*draft.Draft) ([]Absent, error) {
	where, err := p.beside(ctx, event, drafts)
	if err != nil {
		return nil, err
	}
	var list []Absent
	for _, d := range drafts {
		list = append(list, Absent{Draft: d.Path, Where: where[d], Edited: isEdited(p.Workspace, d)})
	}
	return list, nil
}

// isEdited reports whether a published draft says something else than what was
// published; without a base nobody knows, and it may.
func isEdited(w *workspace.Workspace, d *draft.Draft) bool {
	b, err := w.Base(d)
	return err != nil || b == nil || b.Published == nil ||
		!bytes.Equal(record.Encode(*b.Published), record.Encode(record.WithCanonicalVideos(d.Record)))
}

// beside looks for the records of an event's drafts in what is committed beside
// the checkout, and returns the places that have them. Git is asked
// for nothing when there are no drafts. Where it is not installed, and outside a
// repository, nothing is found.
func (p *Publisher) beside(ctx context.Context, event string, drafts []*draft.Draft) (map[*draft.Draft]Place, error) {
	if len(drafts) == 0 {
		return nil, nil
	}
	g, err := openBranches(ctx, p.DataDir)
	if err != nil || g == nil {
		return nil, err
	}
	branches, err := g.waiting(ctx, event)
	if err != nil {
		return nil, fmt.Errorf("look for records of %s in the data tree's branches: %w", event, err)
	}
	where := map[*draft.Draft]Place{}
	for _, b := range branches {
		index, err := g.indexOf(ctx, b.commit, event)
		if err != nil {
			return nil, fmt.Errorf("look for records of %s on %s: %w", event, b.place.Branch, err)
		}
		for _, d := range drafts {
			if _, ok := recordOf(p.Workspace, index, event, d); ok && where[d].Kind == Nowhere {
				where[d] = b.place
			}
		}
		if len(where) == len(drafts) {
			break
		}
	}
	return where, nil
}

// openBranches opens the repository of a data tree without reading what is in it.
// It is nil where there is none, or none with a branch to be merged into.
func openBranches(ctx context.Context, dir string) (*Repository, error) {
	repo, err := git.Open(ctx, dir)
	if err != nil {
		return nil, unlessMissing(err)
	}
	g := &Repository{repo: repo}
	if g.refs, err = repo.Refs(ctx); err != nil {
		return nil, err
	}
	if g.base, err = g.refs.Default(dir); err != nil {
		return nil, unlessMissing(err)
	}
	return g, nil
}

// unlessMissing drops the errors which say that nothing can be committed beside
// the checkout.
func unlessMissing(err error) error {
	if _, ok := errors.AsType[*git.NotInstalledError](err); ok {
		return nil
	}
	for _, missing := range []error{git.ErrNotRepository, git.ErrNoCommits, git.ErrNoDefault} {
		if errors.Is(err, missing) {
			return nil
		}
	}
	return err
}

// waiting is a commit that has what the checkout may lack.
type waiting struct {
	place  Place
	commit string
}

// waiting are the commits that have what is not in the checkout yet: the default
// branch as last fetched, and the event's branch, here or on a remote, as long as
// that is not merged.
func (g *Repository) waiting(ctx context.Context, event string) ([]waiting, error) {
	base := Place{DefaultBranch, g.base.Name}
	if g.base.Remote != "" {
		base.Branch = g.base.Remote + "/" + g.base.Name
	}
	head, err := g.repo.Head(ctx)
	if err != nil {
		return nil, err
	}
	if head != "" {
		pulled, err := g.repo.IsAncestor(ctx, g.base.Commit, head)
		if err != nil {
			return nil, err
		}
		if pulled { // what is not there was deleted from it
			base = Place{Kind: Deleted}
		}
	}
	branches := []waiting{{base, g.base.Commit}}
	branch := branchPrefix + event
	for _, commit := range g.refs.Tips(branch) {
		merged, err := g.repo.IsAncestor(ctx, commit, g.base.Commit)
		if err != nil {
			return nil, err
		}
		if !merged {
			branches = append(branches, waiting{Place{EventBranch, branch}, commit})
		}
	}
	return branches, nil
}

// indexOf indexes what a commit has of an event, or of all events for "".
func (g *Repository) indexOf(ctx context.Context, commit, event string) (*record.Index, error) {
	files, err := g.repo.Files(ctx, commit, event)
	if err != nil {
		return nil, err
	}
	return g.indexFiles(ctx, files)
}

// needsNoRecord reports whether a draft is not published, or the checkout has its
// record.
func (p *Publisher) needsNoRecord(d *draft.Draft) bool {
	if p.Tree == nil || d.Status != draft.Published {
		return true
	}
	_, ok := recordOf(p.Workspace, p.Tree, d.Event, d)
	return ok
}
