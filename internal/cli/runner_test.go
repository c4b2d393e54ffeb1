package cli_test

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// runner runs the job of a workflow as GitHub's does, as far as the README's one
// goes: what it does not know fails the test.
type runner struct {
	t       *testing.T
	dir     string            // for homes and workspaces, a new one each run
	bin     string            // programs that come with the machine
	goBin   string            // programs that setup-go brings
	remotes map[string]string // bare repositories by what checkout calls them; "" is the job's own
	secrets map[string]string
	extra   []string // variables of the environment, of this workflow alone
	// before is called when a step begins, by the step's name.
	before map[string]func()

	runs   int
	caches []cached // the newest last
}

// cached is what a run has left behind for later ones.
type cached struct{ key, dir string }

// ran is a run that is over.
type ran struct {
	success  bool
	outcomes map[string]string // by id or name of the step
	log      string            // what the steps have printed
	summary  string            // the page of the run
}

// running is a run under way.
type running struct {
	*runner
	ran
	id        int
	job       *job
	workspace string
	home      string
	path      []string // in front of the machine's own
	post      []func()
}

const defaultBranch = "main"

func (r *runner) run(w *workflow) ran {
	r.t.Helper()
	r.runs++
	top := filepath.Join(r.dir, strconv.Itoa(r.runs))
	now := &running{
		runner: r, id: r.runs, job: onlyJob(w), ran: ran{success: true, outcomes: map[string]string{}},
		workspace: filepath.Join(top, "workspace"), home: filepath.Join(top, "home"), path: []string{r.bin},
	}
	for _, dir := range []string{now.workspace, now.home} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			r.t.Fatal(err)
		}
	}
	for i, s := range now.job.Steps {
		outcome := "skipped"
		if now.wants(s) {
			outcome = "success"
			if err := now.step(i, s); err != nil {
				outcome, now.success = "failure", false
				now.log += "##[error]" + err.Error() + "\n"
			}
		}
		now.outcomes[cmp.Or(s.ID, s.Name, s.Uses)] = outcome
	}
	for _, end := range now.post {
		end()
	}
	return now.ran
}

func onlyJob(w *workflow) *job {
	for _, j := range w.Jobs {
		return j
	}
	return nil
}

// wants evaluates the condition of a step. A step without one wants that all
// before it went well.
func (now *running) wants(s *step) bool {
	switch condition := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s.If, "${{"), "}}")); condition {
	case "":
		return now.success
	case "!cancelled() && steps.sync.outcome != 'skipped'":
		return now.outcomes["sync"] != "skipped"
	case "!cancelled() && steps.publish.outcome != 'skipped'":
		return now.outcomes["publish"] != "skipped"
	default:
		now.t.Fatalf("%s: this test does not know the condition %q", s.title(), condition)
		return false
	}
}

var expression = regexp.MustCompile(`\$\{\{\s*(.*?)\s*\}\}`)

// expand replaces the expressions of a value.
func (now *running) expand(value string) string {
	return expression.ReplaceAllStringFunc(value, func(m string) string {
		name := expression.FindStringSubmatch(m)[1]
		switch name {
		case "github.workspace":
			return now.workspace
		case "github.run_id":
			return strconv.Itoa(now.id)
		case "github.token":
			return "the-token-of-the-job"
		}
		secret, ok := now.secrets[strings.TrimPrefix(name, "secrets.")]
		if !ok {
			now.t.Fatalf("this test does not know the expression %q", name)
		}
		return secret
	})
}

func (now *running) step(i int, s *step) error {
	if begin := now.before[s.Name]; begin != nil && s.Name != "" {
		begin()
	}
	name, _, _ := strings.Cut(s.Uses, "@")
	switch name {
	case "":
		return now.shell(i, s)
	case "actions/checkout":
		return now.checkout(s)
	case "actions/setup-go":
		now.knows(s, "go-version", "cache")
		now.path = append(now.path, now.goBin, filepath.Join(now.home, "go", "bin"))
		return nil
	case "actions/cache":
		return now.cache(s)
	}
	now.t.Fatalf("this test does not know the action %s", s.Uses)
	return nil
}

// knows fails the test where a step has settings that nobody looks at.
func (now *running) knows(s *step, settings ...string) {
	for key := range s.With {
		if !slices.Contains(settings, key) {
			now.t.Fatalf("this test does not know %q of %s", key, s.Uses)
		}
	}
}

// shell runs a script as a runner does where no shell is named: without pipefail.
func (now *running) shell(i int, s *step) error {
	script := filepath.Join(filepath.Dir(now.workspace), fmt.Sprintf("step-%d.sh", i))
	page := filepath.Join(filepath.Dir(now.workspace), fmt.Sprintf("summary-%d.md", i))
	for file, text := range map[string]string{script: s.Run, page: ""} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return err
		}
	}
	cmd := exec.CommandContext(now.t.Context(), "bash", "-e", script)
	cmd.Dir = filepath.Join(now.workspace, s.WorkingDirectory)
	cmd.Env = append(now.environment(), "GITHUB_STEP_SUMMARY="+page)
	for _, env := range []map[string]string{now.job.Env, s.Env} {
		for name, value := range env {
			cmd.Env = append(cmd.Env, name+"="+now.expand(value))
		}
	}
	out, err := cmd.CombinedOutput()
	now.log += "##[group]" + s.title() + "\n" + string(out)
	written, readErr := os.ReadFile(page)
	now.summary += string(written)
	return errors.Join(err, readErr)
}

// environment is what a runner gives to every step. Nothing of the machine that
// runs the tests is in it but the way to its programs, of which stevie is none.
func (now *running) environment() []string {
	path := slices.Clone(now.path)
	tests := filepath.Dir(stevieHere(now.t))
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		if dir != tests {
			path = append(path, dir)
		}
	}
	return append(slices.Clone(now.extra),
		"PATH="+strings.Join(path, string(filepath.ListSeparator)), "HOME="+now.home, "CI=true", "GITHUB_ACTIONS=true",
		"GITHUB_WORKSPACE="+now.workspace, "GITHUB_REF_NAME="+defaultBranch, "GITHUB_RUN_ID="+strconv.Itoa(now.id),
		"GITHUB_SERVER_URL=https://github.com", "GITHUB_REPOSITORY=exconf/talks", "RUNNER_TEMP="+filepath.Dir(now.workspace),
		// A name that git would make up from the machine's is nobody's.
		"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=user.useConfigOnly", "GIT_CONFIG_VALUE_0=true",
	)
}

// stevieHere is the stevie of these tests.
func stevieHere(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("stevie")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// checkout fetches and checks out as the action does: the default branch alone and
// its last commit, or every branch with its history when fetch-depth is 0.
func (now *running) checkout(s *step) error {
	now.knows(s, "path", "fetch-depth", "repository")
	remote, ok := now.remotes[s.With["repository"]]
	if !ok {
		now.t.Fatalf("this test does not know the repository %q", s.With["repository"])
	}
	dir := filepath.Join(now.workspace, s.With["path"])
	fetch := []string{"fetch", "-q", "--no-tags", "--depth=1", "origin", "+refs/heads/" + defaultBranch + ":refs/remotes/origin/" + defaultBranch}
	if s.With["fetch-depth"] == "0" {
		fetch = []string{"fetch", "-q", "--prune", "origin", "+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"}
	}
	for _, args := range [][]string{
		{"init", "-q", dir},
		{"-C", dir, "remote", "add", "origin", "file://" + filepath.ToSlash(remote)},
		append([]string{"-C", dir}, fetch...),
		{"-C", dir, "checkout", "-q", "--force", "-B", defaultBranch, "refs/remotes/origin/" + defaultBranch},
	} {
		cmd := exec.CommandContext(now.t.Context(), "git", args...)
		cmd.Env = now.environment()
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("git %s: %w\n%s", strings.Join(args, " "), err, out)
		}
	}
	return nil
}

// cache brings back what the last run has left under a key with the prefix, and
// saves it under the run's own when the whole job went well.
func (now *running) cache(s *step) error {
	now.knows(s, "path", "key", "restore-keys")
	key, paths := now.expand(s.With["key"]), strings.Fields(s.With["path"])
	for _, c := range slices.Backward(now.caches) {
		if !strings.HasPrefix(c.key, s.With["restore-keys"]) {
			continue
		}
		for _, path := range paths {
			if err := copyTree(filepath.Join(c.dir, path), filepath.Join(now.workspace, path)); err != nil {
				return err
			}
		}
		break
	}
	now.post = append(now.post, func() {
		if !now.success {
			return
		}
		dir := filepath.Join(filepath.Dir(now.workspace), "cache")
		for _, path := range paths {
			if err := copyTree(filepath.Join(now.workspace, path), filepath.Join(dir, path)); err != nil {
				now.t.Fatal(err)
			}
		}
		now.caches = append(now.caches, cached{key, dir})
	})
	return nil
}

// copyTree copies a folder that exists.
func copyTree(from, to string) error {
	if _, err := os.Stat(from); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return os.CopyFS(to, os.DirFS(from))
}
