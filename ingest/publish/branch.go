package publish

import (
	"context"
	"fmt"
	"slices"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/git"
)

// branchPrefix begins the names of the branches that stevie commits to.
const branchPrefix = "stevie/"

// start is what the next commit of an event's branch builds on.
type start struct {
	branch  string   // "stevie/exconf-2024"
	old     string   // the local branch's commit, "" if there is none
	tree    string   // the commit whose files the next one keeps
	parents []string // of the next commit
	open    bool     // the branch has commits that are not merged yet
}

// tip is the branch of an event here or on a remote.
type tip struct {
	where  string // "stevie/exconf-2024", "origin/stevie/exconf-2024"
	commit string
}

// start finds out where an event's branch stands: what was committed here, what
// people have pushed, and what of it was merged.
func (g *Repository) start(ctx context.Context, event string) (start, error) {
	s := start{branch: branchPrefix + event, old: g.refs.Local(branchPrefix + event)}
	tips, err := g.tips(ctx, s.branch)
	if err != nil {
		return s, err
	}
	var open, copied []tip // not merged, merged but with other commits than the branch's own
	for _, t := range tips {
		merged, err := g.repo.IsAncestor(ctx, t.commit, g.base.Commit)
		if err != nil {
			return s, err
		}
		if merged {
			continue
		}
		contained, err := g.contains(ctx, t.commit)
		if err != nil {
			return s, err
		}
		if contained {
			copied = append(copied, t)
		} else {
			open = append(open, t)
		}
	}
	s.tree, s.open = g.base.Commit, len(open) > 0
	if s.open {
		newest, err := g.newest(ctx, open)
		if err != nil {
			return s, err
		}
		s.tree, s.parents = newest.commit, []string{newest.commit}
		return s, g.mustFollow(ctx, s, tips)
	}
	// A branch that was squashed or rebased is not in the default branch's history,
	// so the next commit joins the two: no branch is ever reset.
	for _, t := range copied {
		if !slices.Contains(s.parents, t.commit) {
			s.parents = append(s.parents, t.commit)
		}
	}
	s.parents = append(s.parents, g.base.Commit)
	return s, g.mustFollow(ctx, s, tips)
}

// tips are the branch here, on the remote of the default branch, and where
// branches are pushed to.
func (g *Repository) tips(ctx context.Context, branch string) ([]tip, error) {
	push, err := g.repo.PushRemote(ctx, g.base)
	if err != nil {
		return nil, err
	}
	var tips []tip
	add := func(where, commit string) {
		if commit != "" && !slices.Contains(tips, tip{where, commit}) {
			tips = append(tips, tip{where, commit})
		}
	}
	add(branch, g.refs.Local(branch))
	for _, remote := range []string{g.base.Remote, push} {
		add(remote+"/"+branch, g.refs.Remote(remote, branch))
	}
	return tips, nil
}

// contains reports whether the default branch has all that a branch has changed,
// though not its commits.
func (g *Repository) contains(ctx context.Context, commit string) (bool, error) {
	from, err := g.repo.MergeBase(ctx, g.base.Commit, commit)
	if err != nil || from == "" {
		return false, err
	}
	changed, err := g.repo.Changed(ctx, from, commit)
	if err != nil {
		return false, err
	}
	for _, f := range changed {
		if g.files[f.Path].ID != f.ID {
			return false, nil
		}
	}
	return true, nil
}

// newest is the tip that has all others in its history.
func (g *Repository) newest(ctx context.Context, tips []tip) (tip, error) {
	best := tips[0]
	for _, t := range tips[1:] {
		ahead, err := g.repo.IsAncestor(ctx, best.commit, t.commit)
		if err != nil {
			return tip{}, err
		}
		if ahead {
			best = t
		}
	}
	return best, nil
}

// mustFollow makes sure that the next commit has all tips in its history, so that
// nothing that anybody has committed or pushed is left behind.
func (g *Repository) mustFollow(ctx context.Context, s start, tips []tip) error {
	for _, t := range tips {
		followed := false
		for _, parent := range s.parents {
			in, err := g.repo.IsAncestor(ctx, t.commit, parent)
			if err != nil {
				return err
			}
			followed = followed || in
		}
		if followed {
			continue
		}
		chosen := s.branch
		for _, other := range tips {
			if other.commit == s.parents[0] {
				chosen = other.where
			}
		}
		foreign := t.where
		if foreign == s.branch {
			foreign = chosen
		}
		return ingest.WithHint(fmt.Errorf("%s and %s have each commits that the other lacks", chosen, t.where),
			fmt.Sprintf("join them: in %s, git switch %s and git merge %s; then switch back and repeat", g.repo.Dir(), s.branch, foreign))
	}
	return nil
}

// advance moves an event's branch to a commit.
func (g *Repository) advance(ctx context.Context, s start, commit, why string) error {
	if err := g.mustStand(ctx, s.branch); err != nil {
		return err
	}
	return g.repo.Advance(ctx, s.branch, commit, s.old, why)
}

// mustStand makes sure that nothing has moved that a commit was built on, since what
// was judged by it may not hold any more: somebody may have fetched, or merged.
func (g *Repository) mustStand(ctx context.Context, branch string) error {
	was, err := g.tips(ctx, branch)
	if err != nil {
		return err
	}
	now := &Repository{repo: g.repo}
	if now.refs, err = g.repo.Refs(ctx); err != nil {
		return err
	}
	if now.base, err = now.refs.Default(g.repo.Dir()); err != nil {
		return err
	}
	is, err := now.tips(ctx, branch)
	if err == nil && (now.base != g.base || !slices.Equal(was, is)) {
		err = ingest.WithHint(fmt.Errorf("%s or %s: %w", g.base.Name, branch, git.ErrMoved), "repeat the command")
	}
	return err
}
