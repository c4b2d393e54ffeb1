package git

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// PushRemote returns the name of the remote that branches are pushed to: what the
// person has set as remote.pushDefault or for the default branch, or else the
// default branch's own. It is "" when there is none.
func (r *Repo) PushRemote(ctx context.Context, base Branch) (string, error) {
	for _, key := range []string{"branch." + base.Name + ".pushRemote", "remote.pushDefault"} {
		out, err := r.run(ctx, "config", "--get", key)
		if failed, ok := errors.AsType[*Error](err); ok && failed.Status == 1 {
			continue
		}
		if err != nil {
			return "", err
		}
		if name := strings.TrimSpace(string(out)); name != "" {
			return name, nil
		}
	}
	return base.Remote, nil
}

// Push sends a branch to a remote. It never forces: where the remote has commits
// that the branch lacks, the error wraps [ErrRejected].
func (r *Repo) Push(ctx context.Context, remote, branch string) error {
	ref := heads + branch
	_, err := r.run(ctx, "push", "--quiet", "--", remote, ref+":"+ref)
	if errors.Is(err, ErrRejected) {
		return ingest.WithHint(fmt.Errorf("push %s to %s: %w", branch, remote, ErrRejected),
			fmt.Sprintf("get them with git -C %s fetch %s, then repeat the command", r.dir, remote))
	}
	if err != nil {
		return ingest.WithHint(fmt.Errorf("push %s to %s: %w", branch, remote, err),
			fmt.Sprintf("the commit is there; when the remote can be reached: git -C %s push %s %s", r.dir, remote, branch))
	}
	return nil
}

// Project is a repository on a forge such as github.com.
type Project struct{ Host, Owner, Name string }

// String gives the project as gh takes it, OWNER/NAME or HOST/OWNER/NAME.
func (p Project) String() string {
	if p.Host == "github.com" {
		return p.Owner + "/" + p.Name
	}
	return p.Host + "/" + p.Owner + "/" + p.Name
}

// Project returns what a remote's address says about where it lies, and false
// when it is no address of a forge.
func (r *Repo) Project(ctx context.Context, remote string) (Project, bool, error) {
	out, err := r.run(ctx, "remote", "get-url", "--push", "--", remote)
	if err != nil {
		return Project{}, false, err
	}
	p, ok := parseProject(strings.TrimSpace(string(out)))
	return p, ok, nil
}

var (
	scpLike  = regexp.MustCompile(`^(?:[^@/:]+@)?([^/:]+\.[^/:]+):([^/].*)$`) // git@github.com:owner/name.git
	safeName = regexp.MustCompile(`^[A-Za-z0-9._][A-Za-z0-9._-]*$`)
)

func parseProject(address string) (Project, bool) {
	host, path := "", ""
	if m := scpLike.FindStringSubmatch(address); m != nil {
		host, path = m[1], m[2]
	} else if u, err := url.Parse(address); err == nil && (u.Scheme == "https" || u.Scheme == "ssh" || u.Scheme == "git") {
		host, path = u.Hostname(), u.Path
	}
	owner, name, ok := strings.Cut(strings.Trim(path, "/"), "/")
	name = strings.TrimSuffix(name, ".git")
	if !ok || !safeName.MatchString(host) || !safeName.MatchString(owner) || !safeName.MatchString(name) {
		return Project{}, false
	}
	return Project{host, owner, name}, true
}
