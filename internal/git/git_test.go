package git_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/git"
	"github.com/pyvideo/stevie/internal/needs"
)

func TestMain(m *testing.M) {
	// The repositories of these tests know nothing of the person who runs them.
	for name, value := range map[string]string{
		"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_SYSTEM": os.DevNull, "GIT_CONFIG_NOSYSTEM": "1",
		"GIT_AUTHOR_NAME": "", "GIT_AUTHOR_EMAIL": "", "GIT_COMMITTER_NAME": "", "GIT_COMMITTER_EMAIL": "", "EMAIL": "",
	} {
		if value == "" {
			os.Unsetenv(name)
		} else {
			os.Setenv(name, value)
		}
	}
	m.Run()
}

// sh runs git as a person would, and returns what it prints.
func sh(t testing.TB, dir string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

func write(t testing.TB, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// newRepo makes a repository with one commit on main, and skips without git.
func newRepo(t testing.TB) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		needs.Missing(t, "git")
	}
	dir := t.TempDir()
	sh(t, dir, "init", "-q", "-b", "main")
	sh(t, dir, "config", "user.name", "Curator")
	sh(t, dir, "config", "user.email", "curator@exconf.example")
	write(t, dir, "exconf-2023/category.json", "{}\n")
	write(t, dir, "exconf-2023/videos/a.json", "a\n")
	sh(t, dir, "add", ".")
	sh(t, dir, "commit", "-q", "-m", "Begin")
	return dir
}

func open(t testing.TB, dir string) *git.Repo {
	t.Helper()
	r, err := git.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// store puts a text into the repository.
func store(t testing.TB, r *git.Repo, name, text string) git.File {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "content", text)
	ids, err := r.Store(t.Context(), []string{filepath.Join(dir, "content")})
	if err != nil {
		t.Fatal(err)
	}
	return git.File{Path: name, Mode: git.Mode, ID: ids[0]}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	outer := newRepo(t)
	bare := t.TempDir()
	sh(t, bare, "init", "-q", "--bare")
	for _, tt := range []struct {
		name, dir, want string
	}{
		{"no repository", t.TempDir(), "not a git repository of its own"},
		{"bare", bare, "it is bare"},
		{"a folder of another repository", filepath.Join(outer, "exconf-2023"), "a folder of a larger repository"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := git.Open(t.Context(), tt.dir)
			if !errors.Is(err, git.ErrNotRepository) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v", err)
			}
			if !strings.Contains(ingest.Hint(err), "clone pyvideo/data") {
				t.Errorf("hint %q", ingest.Hint(err))
			}
		})
	}
}

func TestOpenWithoutGit(t *testing.T) {
	dir := newRepo(t)
	t.Setenv("PATH", t.TempDir())
	_, err := git.Open(t.Context(), dir)
	if _, ok := errors.AsType[*git.NotInstalledError](err); !ok || ingest.Hint(err) == "" {
		t.Errorf("error %v, hint %q", err, ingest.Hint(err))
	}
}

// Git refuses to work in other people's folders until it is told to.
func TestOpenOfAnotherOwner(t *testing.T) {
	dir := newRepo(t)
	t.Setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
	_, err := git.Open(t.Context(), dir)
	if !errors.Is(err, git.ErrOwnership) || !strings.Contains(ingest.Hint(err), "safe.directory "+dir) {
		t.Errorf("error %v, hint %q", err, ingest.Hint(err))
	}
}

// A hook of another repository runs stevie with variables that lead there.
func TestOpenIgnoresVariablesOfAnotherRepository(t *testing.T) {
	dir, other := newRepo(t), newRepo(t)
	write(t, other, "only-there", "x")
	sh(t, other, "add", ".")
	sh(t, other, "commit", "-q", "-m", "Other")
	want := sh(t, dir, "rev-parse", "main")
	t.Setenv("GIT_DIR", filepath.Join(other, ".git"))
	t.Setenv("GIT_WORK_TREE", other)
	t.Setenv("GIT_INDEX_FILE", filepath.Join(other, ".git", "index"))
	refs, err := open(t, dir).Refs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := refs.Local("main"); got != want {
		t.Errorf("main is at %s, want %s", got, want)
	}
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	dir := newRepo(t)
	r := open(t, dir)
	if err := r.CheckIdentity(t.Context()); err != nil {
		t.Fatal(err)
	}
	sh(t, dir, "config", "--unset", "user.email")
	err := r.CheckIdentity(t.Context())
	if !errors.Is(err, git.ErrNoIdentity) || !strings.Contains(ingest.Hint(err), "config user.email") {
		t.Errorf("error %v, hint %q", err, ingest.Hint(err))
	}
	_, err = r.Commit(t.Context(), git.Commit{Tree: "main", Message: "x"})
	if !errors.Is(err, git.ErrNoIdentity) {
		t.Errorf("commit without an identity: %v", err)
	}
}

func TestDefault(t *testing.T) {
	t.Parallel()
	upstream := newRepo(t)
	clone := func(t *testing.T, args ...string) string {
		dir := filepath.Join(t.TempDir(), "clone")
		sh(t, upstream, append([]string{"clone", "-q", upstream, dir}, args...)...)
		return dir
	}
	for _, tt := range []struct {
		name string
		make func(t *testing.T) string
		want git.Branch
		err  error
	}{
		{"no remote", func(t *testing.T) string { return newRepo(t) }, git.Branch{Name: "main", Ref: "refs/heads/main"}, nil},
		{"a clone", func(t *testing.T) string { return clone(t) }, git.Branch{Name: "main", Remote: "origin", Ref: "refs/remotes/origin/main"}, nil},
		{"a clone on another branch", func(t *testing.T) string {
			dir := clone(t)
			sh(t, dir, "switch", "-q", "-c", "exconf-2024")
			sh(t, dir, "branch", "-D", "main")
			return dir
		}, git.Branch{Name: "main", Remote: "origin", Ref: "refs/remotes/origin/main"}, nil},
		{"a detached HEAD", func(t *testing.T) string {
			dir := clone(t)
			sh(t, dir, "switch", "-q", "--detach")
			return dir
		}, git.Branch{Name: "main", Remote: "origin", Ref: "refs/remotes/origin/main"}, nil},
		{"a remote without HEAD", func(t *testing.T) string {
			dir := clone(t)
			sh(t, dir, "remote", "set-head", "origin", "--delete")
			return dir
		}, git.Branch{Name: "main", Remote: "origin", Ref: "refs/remotes/origin/main"}, nil},
		{"a remote of another name", func(t *testing.T) string {
			dir := clone(t)
			sh(t, dir, "remote", "rename", "origin", "pyvideo")
			return dir
		}, git.Branch{Name: "main", Remote: "pyvideo", Ref: "refs/remotes/pyvideo/main"}, nil},
		{"a fork whose main follows the original", func(t *testing.T) string {
			dir := clone(t)
			sh(t, dir, "remote", "add", "upstream", upstream)
			sh(t, dir, "fetch", "-q", "upstream")
			sh(t, dir, "branch", "-q", "--set-upstream-to", "upstream/main", "main")
			return dir
		}, git.Branch{Name: "main", Remote: "upstream", Ref: "refs/remotes/upstream/main"}, nil},
		{"one branch of an unusual name", func(t *testing.T) string {
			dir := newRepo(t)
			sh(t, dir, "branch", "-m", "trunk")
			return dir
		}, git.Branch{Name: "trunk", Ref: "refs/heads/trunk"}, nil},
		{"several branches of unusual names", func(t *testing.T) string {
			dir := newRepo(t)
			sh(t, dir, "branch", "-m", "trunk")
			sh(t, dir, "branch", "twig")
			return dir
		}, git.Branch{}, git.ErrNoDefault},
		{"no commits", func(t *testing.T) string {
			dir := t.TempDir()
			sh(t, dir, "init", "-q")
			return dir
		}, git.Branch{}, git.ErrNoCommits},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := tt.make(t)
			refs, err := open(t, dir).Refs(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			got, err := refs.Default(dir)
			if !errors.Is(err, tt.err) || (err != nil && ingest.Hint(err) == "") {
				t.Errorf("error %v, hint %q, want %v", err, ingest.Hint(err), tt.err)
			}
			if err == nil {
				tt.want.Commit = sh(t, dir, "rev-parse", tt.want.Ref)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("default branch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTips(t *testing.T) {
	t.Parallel()
	refs := git.Refs{}
	for name, commit := range map[string]string{
		"refs/heads/stevie/x": "1", "refs/remotes/origin/stevie/x": "1", "refs/remotes/my/fork/stevie/x": "2",
		"refs/heads/x": "3", "refs/remotes/origin/x": "3", "refs/heads/stevie/xx": "4", "refs/heads/a/stevie/x": "5",
	} {
		refs[name] = git.Ref{Name: name, Commit: commit}
	}
	for branch, want := range map[string][]string{"stevie/x": {"1", "2"}, "stevie/xx": {"4"}, "nowhere": nil} {
		got := refs.Tips(branch)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("tips of %s (-want +got):\n%s", branch, diff)
		}
	}
}

// A commit has the files of its tree with the changes, and nobody's checkout sees
// it happen.
func TestCommitLeavesTheCheckoutAlone(t *testing.T) {
	t.Parallel()
	dir := newRepo(t)
	// A checkout in the middle of somebody's work, with everything on that could
	// make git write more than it was told to.
	sh(t, dir, "config", "core.splitIndex", "true")
	sh(t, dir, "config", "core.untrackedCache", "true")
	sh(t, dir, "config", "commit.gpgSign", "true")
	sh(t, dir, "config", "gpg.program", "false")
	sh(t, dir, "config", "core.autocrlf", "true")
	sh(t, dir, "config", "i18n.commitEncoding", "ISO-8859-1")
	write(t, dir, "exconf-2023/videos/a.json", "changed\n")
	write(t, dir, "staged.txt", "x")
	sh(t, dir, "add", "staged.txt")
	write(t, dir, "untracked.txt", "x")
	before := files(t, dir, "objects", "logs", "refs")

	r := open(t, dir)
	base := sh(t, dir, "rev-parse", "main")
	id, err := r.Commit(t.Context(), git.Commit{
		Tree: base, Parents: []string{base}, Message: "Zażółć\n",
		Files: []git.File{store(t, r, "exconf-2024/videos/b.json", "b\r\n"), store(t, r, "exconf-2023/videos/a.json", "A\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Advance(t.Context(), "stevie/exconf-2024", id, "", "test"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, files(t, dir, "objects", "logs", "refs")); diff != "" {
		t.Errorf("files of the checkout and of .git (-before +after):\n%s", diff)
	}
	if got := sh(t, dir, "rev-parse", "stevie/exconf-2024^"); got != base {
		t.Errorf("parent %s, want %s", got, base)
	}
	want := "exconf-2023/category.json\nexconf-2023/videos/a.json\nexconf-2024/videos/b.json"
	if got := sh(t, dir, "ls-tree", "-r", "--name-only", id); got != want {
		t.Errorf("the commit has\n%s\nwant\n%s", got, want)
	}
	if got := sh(t, dir, "cat-file", "-s", id+":exconf-2024/videos/b.json"); got != "3" {
		t.Errorf("the file has %s bytes, want 3: git has changed its line ends", got)
	}
	if got := sh(t, dir, "-c", "i18n.logOutputEncoding=UTF-8", "log", "-1", "--format=%s %an %ae", id); got != "Zażółć Curator curator@exconf.example" {
		t.Errorf("the commit says %q", got)
	}
	if got := sh(t, dir, "status", "--porcelain", "--untracked-files=all"); got != "M exconf-2023/videos/a.json\nA  staged.txt\n?? untracked.txt" {
		t.Errorf("status is\n%s", got)
	}
}

// files reads everything below a folder but for parts of .git.
func files(t testing.TB, dir string, but ...string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if filepath.Base(filepath.Dir(path)) == ".git" && slices.Contains(but, e.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		text, err := os.ReadFile(path)
		found[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAdvance(t *testing.T) {
	t.Parallel()
	dir := newRepo(t)
	r := open(t, dir)
	base := sh(t, dir, "rev-parse", "main")
	commit := func(parent, text string) string {
		id, err := r.Commit(t.Context(), git.Commit{Tree: parent, Parents: []string{parent}, Message: text, Files: []git.File{store(t, r, "x", text)}})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	one, other := commit(base, "one"), commit(base, "other")
	two := commit(one, "two")
	if err := r.Advance(t.Context(), "stevie/x", one, "", "new"); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, to, old string }{
		{"it is there already", other, ""},
		{"it was somewhere else", commit(other, "three"), other},
	} {
		if err := r.Advance(t.Context(), "stevie/x", tt.to, tt.old, "x"); !errors.Is(err, git.ErrMoved) || ingest.Hint(err) == "" {
			t.Errorf("%s: error %v", tt.name, err)
		}
	}
	if err := r.Advance(t.Context(), "stevie/x", other, one, "reset"); err == nil {
		t.Error("a branch was reset")
	}
	if got := sh(t, dir, "rev-parse", "stevie/x"); got != one {
		t.Errorf("the branch is at %s, want %s", got, one)
	}
	if err := r.Advance(t.Context(), "stevie/x", two, one, "forward"); err != nil {
		t.Fatal(err)
	}
	if got := sh(t, dir, "reflog", "show", "--format=%gs", "stevie/x"); got != "forward\nnew" {
		t.Errorf("reflog %q", got)
	}
	// A branch cannot lie below another one.
	sh(t, dir, "branch", "taken")
	if err := r.Advance(t.Context(), "taken/x", two, "", "x"); err == nil {
		t.Error("made a branch below another one")
	}
}

func TestFilesAndContents(t *testing.T) {
	t.Parallel()
	dir := newRepo(t)
	hostile := "exconf-2023/videos/-ü\t\"'.json"
	write(t, dir, hostile, "line\nline\n\x00")
	write(t, dir, "empty", "")
	if err := os.Symlink("empty", filepath.Join(dir, "link")); err != nil {
		t.Skip("no symbolic links here")
	}
	sh(t, dir, "add", ".")
	sh(t, dir, "commit", "-q", "-m", "More")
	r := open(t, dir)
	all, err := r.Files(t.Context(), "HEAD", "")
	if err != nil {
		t.Fatal(err)
	}
	contents := map[string]string{}
	err = r.Contents(t.Context(), all, func(f git.File, content []byte) error {
		if f.Regular() {
			contents[f.Path] = string(content)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"exconf-2023/category.json": "{}\n", "exconf-2023/videos/a.json": "a\n", hostile: "line\nline\n\x00", "empty": ""}
	if diff := cmp.Diff(want, contents); diff != "" {
		t.Errorf("contents (-want +got):\n%s", diff)
	}
	part, err := r.Files(t.Context(), "HEAD", "exconf-2023/videos")
	if err != nil || len(part) != 2 {
		t.Errorf("a folder has %v (%v)", part, err)
	}
	if none, err := r.Files(t.Context(), "HEAD", "exconf-2025"); err != nil || len(none) != 0 {
		t.Errorf("a folder that is not there has %v (%v)", none, err)
	}
	stop := errors.New("enough")
	if err := r.Contents(t.Context(), all, func(git.File, []byte) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("error %v", err)
	}
	if err := r.Contents(t.Context(), []git.File{{Path: "x", ID: strings.Repeat("0", 40)}}, func(git.File, []byte) error { return nil }); err == nil {
		t.Error("read what is not there")
	}
	changed, err := r.Changed(t.Context(), "HEAD~1", "HEAD")
	if err != nil || len(changed) != 3 {
		t.Errorf("changed %v (%v)", changed, err)
	}
}

func TestCheckedOut(t *testing.T) {
	t.Parallel()
	dir := newRepo(t)
	sh(t, dir, "branch", "stevie/x")
	linked := filepath.Join(t.TempDir(), "linked tree")
	sh(t, dir, "worktree", "add", "-q", linked, "stevie/x")
	r := open(t, dir)
	for branch, want := range map[string]string{"main": dir, "stevie/x": linked, "stevie": "", "x": ""} {
		got, err := r.CheckedOut(t.Context(), branch)
		if err != nil || !sameFolder(got, want) {
			t.Errorf("%s is checked out in %q (%v), want %q", branch, got, err, want)
		}
	}
	// The linked tree is a repository of its own to work in.
	if got, err := open(t, linked).CheckedOut(t.Context(), "main"); err != nil || !sameFolder(got, dir) {
		t.Errorf("seen from the linked tree main is in %q (%v)", got, err)
	}
}

func sameFolder(a, b string) bool {
	if a == "" || b == "" {
		return a == b
	}
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

func TestPush(t *testing.T) {
	t.Parallel()
	dir := newRepo(t)
	remote := t.TempDir()
	sh(t, remote, "init", "-q", "--bare")
	sh(t, dir, "remote", "add", "origin", remote)
	sh(t, dir, "branch", "stevie/x")
	r := open(t, dir)
	if err := r.Push(t.Context(), "origin", "stevie/x"); err != nil {
		t.Fatal(err)
	}
	if err := r.Push(t.Context(), "origin", "stevie/x"); err != nil {
		t.Errorf("a second time: %v", err)
	}
	// Somebody else pushes a commit.
	other := filepath.Join(t.TempDir(), "other")
	sh(t, dir, "clone", "-q", "--branch", "stevie/x", remote, other)
	sh(t, other, "-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "-q", "--allow-empty", "-m", "Theirs")
	sh(t, other, "push", "-q", "origin", "stevie/x")
	sh(t, dir, "switch", "-q", "stevie/x")
	sh(t, dir, "commit", "-q", "--allow-empty", "-m", "Mine")
	err := r.Push(t.Context(), "origin", "stevie/x")
	if !errors.Is(err, git.ErrRejected) || !strings.Contains(ingest.Hint(err), "fetch origin") {
		t.Errorf("error %v, hint %q", err, ingest.Hint(err))
	}
	sh(t, dir, "remote", "set-url", "origin", "https://me:ghp_secret@127.0.0.1:1/x.git")
	err = r.Push(t.Context(), "origin", "stevie/x")
	if err == nil || strings.Contains(err.Error(), "ghp_secret") || ingest.Hint(err) == "" {
		t.Errorf("error %v, hint %q", err, ingest.Hint(err))
	}
}

func TestPushRemote(t *testing.T) {
	t.Parallel()
	dir := newRepo(t)
	r := open(t, dir)
	base := git.Branch{Name: "main", Remote: "origin"}
	for _, step := range []struct{ key, want string }{
		{"", "origin"}, {"remote.pushDefault", "fork"}, {"branch.main.pushRemote", "mine"},
	} {
		if step.key != "" {
			sh(t, dir, "config", step.key, step.want)
		}
		if got, err := r.PushRemote(t.Context(), base); err != nil || got != step.want {
			t.Errorf("after %s: %q (%v), want %q", step.key, got, err, step.want)
		}
	}
}

func TestProject(t *testing.T) {
	t.Parallel()
	dir := newRepo(t)
	r := open(t, dir)
	sh(t, dir, "remote", "add", "origin", "x")
	for address, want := range map[string]string{
		"https://github.com/pyvideo/data.git":    "pyvideo/data",
		"https://github.com/pyvideo/data":        "pyvideo/data",
		"https://me:secret@github.com/me/data":   "me/data",
		"git@github.com:me/data.git":             "me/data",
		"ssh://git@github.com/me/data.git":       "me/data",
		"https://forge.example/me/data":          "forge.example/me/data",
		"/srv/git/data.git":                      "",
		"../data":                                "",
		"file:///srv/git/data.git":               "",
		"https://github.com/pyvideo":             "",
		"https://github.com/--upload-pack=x/y":   "",
		"https://github.com/a/b/c":               "",
		"git@github.com:-x/data.git":             "",
		"ext::sh -c touch% /tmp/x":               "",
		"https://github.com/py video/data\n.git": "",
	} {
		sh(t, dir, "config", "remote.origin.url", address)
		got, ok, err := r.Project(t.Context(), "origin")
		if err != nil || ok != (want != "") || ok && got.String() != want {
			t.Errorf("%s is %v %v (%v), want %q", address, got, ok, err, want)
		}
	}
}

func TestInterrupted(t *testing.T) {
	t.Parallel()
	r := open(t, newRepo(t))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Refs(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if err := r.Contents(ctx, []git.File{{ID: "x"}}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
