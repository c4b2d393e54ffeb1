package git

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// Ref is a branch, here or as last seen on a remote.
type Ref struct {
	Name   string // "refs/heads/main", "refs/remotes/origin/main"
	Commit string
	target string // what a symbolic ref points to, "" for others
	// Of a local branch that follows another:
	upstream       string // "refs/remotes/origin/main"
	upstreamRemote string // "origin"
	upstreamBranch string // its name there, "refs/heads/main"
}

// Refs are the branches of a repository as they stood at one moment.
type Refs map[string]Ref

// Branch is the branch that others build on.
type Branch struct {
	Name   string // on its remote, or here without one: "main"
	Remote string // "" when it is on none
	Ref    string // where it was read from: "refs/remotes/origin/main"
	Commit string
}

// brokenRef is how git tells of a branch whose file holds no commit. It goes on
// without it.
var brokenRef = regexp.MustCompile(`ignoring broken ref (\S+)`)

// Refs returns all branches. One that is damaged is an error that wraps [ErrDamaged]:
// without it another one might pass for the default branch, or none for a new one.
func (r *Repo) Refs(ctx context.Context) (Refs, error) {
	fields := []string{"refname", "objectname", "symref", "upstream", "upstream:remotename", "upstream:remoteref"}
	out, warnings, err := r.listen(ctx, nil,
		"for-each-ref", "--format=%("+strings.Join(fields, ")%00%(")+")", "--", "refs/heads", "refs/remotes")
	if err != nil {
		return nil, err
	}
	if broken := brokenRef.FindSubmatch(warnings); broken != nil {
		return nil, r.damaged(ctx, string(broken[1]))
	}
	refs := Refs{}
	for line := range strings.Lines(string(out)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\x00")
		if len(f) != len(fields) {
			return nil, fmt.Errorf("git for-each-ref answered %q", line)
		}
		refs[f[0]] = Ref{Name: f[0], Commit: f[1], target: f[2], upstream: f[3], upstreamRemote: f[4], upstreamBranch: f[5]}
	}
	return refs, nil
}

func (r *Repo) damaged(ctx context.Context, ref string) error {
	file, common, err := r.fileOf(ctx, ref)
	if err != nil {
		return err
	}
	return ingest.WithHint(fmt.Errorf("%w: %s holds no commit", ErrDamaged, ref), fmt.Sprintf(
		"delete %s, then give it the last commit of its log, %s: git -C %s update-ref %s COMMIT",
		file, filepath.Join(common, "logs", filepath.FromSlash(ref)), r.dir, ref))
}

const (
	heads   = "refs/heads/"
	remotes = "refs/remotes/"
)

// Local returns the commit of a branch of this repository, "" if there is none
// of that name.
func (refs Refs) Local(branch string) string { return refs[heads+branch].Commit }

// Remote returns the commit that a branch had on a remote when it was last
// fetched from or pushed to there, "" if it was not there.
func (refs Refs) Remote(remote, branch string) string { return refs[remotes+remote+"/"+branch].Commit }

// Tips returns the commits that a branch has here and, as last seen, on all
// remotes, each once.
func (refs Refs) Tips(branch string) []string {
	var tips []string
	for _, name := range slices.Sorted(maps.Keys(refs)) {
		there := name == heads+branch || strings.HasPrefix(name, remotes) && strings.HasSuffix(name, "/"+branch)
		if commit := refs[name].Commit; there && !slices.Contains(tips, commit) {
			tips = append(tips, commit)
		}
	}
	return tips
}

// Default returns the branch that a pull request would go to: the upstream of the
// default branch as last fetched, or the branch of this repository if it has
// none. The error wraps [ErrNoCommits] or [ErrNoDefault].
func (refs Refs) Default(dir string) (Branch, error) {
	if len(refs) == 0 {
		return Branch{}, ingest.WithHint(ErrNoCommits, "make the first one: git -C "+dir+" commit --allow-empty -m Begin")
	}
	remote, name := refs.defaultName()
	if local, ok := refs[heads+name]; ok {
		if up, ok := refs[local.upstream]; ok && local.upstream != "" {
			b := Branch{Name: strings.TrimPrefix(local.upstreamBranch, heads), Remote: local.upstreamRemote, Ref: up.Name, Commit: up.Commit}
			if b.Remote == "." { // it follows a branch of this repository
				b.Remote = ""
			}
			return b, nil
		}
	}
	if up, ok := refs[remotes+remote+"/"+name]; ok && remote != "" {
		return Branch{name, remote, up.Name, up.Commit}, nil
	}
	if local, ok := refs[heads+name]; ok {
		return Branch{Name: name, Ref: local.Name, Commit: local.Commit}, nil
	}
	return Branch{}, ingest.WithHint(ErrNoDefault, "let git find out: git -C "+dir+" remote set-head origin --auto")
}

// defaultName is what the default branch is called, and the remote that says so.
func (refs Refs) defaultName() (remote, name string) {
	for _, ref := range refs.remoteHeads() {
		remote := strings.TrimSuffix(strings.TrimPrefix(ref.Name, remotes), "/HEAD")
		if name, ok := strings.CutPrefix(ref.target, remotes+remote+"/"); ok {
			return remote, name
		}
	}
	for _, name := range []string{"main", "master"} {
		if refs.Local(name) != "" || refs.Remote("origin", name) != "" {
			return "origin", name
		}
	}
	if len(refs) == 1 { // a repository of one branch, whatever its name
		for ref := range refs {
			if name, ok := strings.CutPrefix(ref, heads); ok {
				return "", name
			}
		}
	}
	return "", ""
}

// remoteHeads are what the remotes call their default branch, origin first.
func (refs Refs) remoteHeads() []Ref {
	var list []Ref
	for name, ref := range refs {
		if strings.HasPrefix(name, remotes) && strings.HasSuffix(name, "/HEAD") && ref.target != "" {
			list = append(list, ref)
		}
	}
	slices.SortFunc(list, func(a, b Ref) int {
		if a.Name == remotes+"origin/HEAD" {
			return -1
		}
		if b.Name == remotes+"origin/HEAD" {
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	return list
}

// IsAncestor reports whether a commit is part of another one's history. Every
// commit is part of its own.
func (r *Repo) IsAncestor(ctx context.Context, ancestor, of string) (bool, error) {
	if ancestor == of {
		return true, nil
	}
	_, err := r.run(ctx, "merge-base", "--is-ancestor", ancestor, of)
	if failed, ok := errors.AsType[*Error](err); ok && failed.Status == 1 {
		return false, nil
	}
	return err == nil, err
}

// MergeBase returns where two histories part, "" if they have nothing in common.
func (r *Repo) MergeBase(ctx context.Context, a, b string) (string, error) {
	out, err := r.run(ctx, "merge-base", a, b)
	if failed, ok := errors.AsType[*Error](err); ok && failed.Status == 1 {
		return "", nil
	}
	return strings.TrimSpace(string(out)), err
}

// CheckedOut returns the working tree, of this repository or one linked to it,
// that a branch is checked out in, "" if it is in none.
func (r *Repo) CheckedOut(ctx context.Context, branch string) (dir string, err error) {
	out, err := r.run(ctx, "worktree", "list", "--porcelain")
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(string(out)) {
		line = strings.TrimSuffix(line, "\n")
		if path, ok := strings.CutPrefix(line, "worktree "); ok {
			dir = path
		}
		if line == "branch "+heads+branch {
			return dir, nil
		}
	}
	return "", nil
}

// Head returns the commit that is checked out, "" if there is none yet.
func (r *Repo) Head(ctx context.Context) (string, error) {
	out, err := r.run(ctx, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
	if failed, ok := errors.AsType[*Error](err); ok && failed.Status == 1 {
		return "", nil
	}
	return strings.TrimSpace(string(out)), err
}
