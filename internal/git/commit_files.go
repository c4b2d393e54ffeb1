package git

import (
	"context"
	"fmt"
	"strings"
)

// Edited lists the files, by their paths in the repository, that are other in the checkout or
// the index than in HEAD, or not there.
func (r *Repo) Edited(ctx context.Context) ([]string, error) {
	out, err := r.run(ctx, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")
	if err != nil {
		return nil, err
	}
	var edited []string
	for entry := range strings.SplitSeq(string(out), "\x00") {
		if len(entry) > 3 {
			edited = append(edited, entry[3:]) // behind two letters and a space
		}
	}
	return edited, nil
}

// CommitFiles commits some files of the checkout onto the branch that is checked out, and
// nothing else: what is in the index besides stays there. Hooks and signing are left out, as
// in [Repo.Commit].
func (r *Repo) CommitFiles(ctx context.Context, files []string, message string) (id string, err error) {
	_, err = r.call(ctx, strings.NewReader(strings.Join(files, "\x00")), "--literal-pathspecs", "commit", "--quiet", "--no-verify", "--no-gpg-sign",
		"-m", message, "--only", "--pathspec-from-file=-", "--pathspec-file-nul")
	if err != nil {
		return "", r.withIdentityHint(err)
	}
	out, err := r.run(ctx, "rev-parse", "HEAD")
	if err != nil {
		return "", fmt.Errorf("look up the commit: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}
