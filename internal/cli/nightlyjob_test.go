package cli_test

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/internal/needs"
)

// The two ends of a run.
const (
	green = true
	red   = false
)

const (
	branch     = "stevie/sync"
	playlistAt = "https://www.youtube.com/playlist?list="
	talks      = "PLexconf2024talks"
	tutorials  = "PLexconf2024tutor"
	exconf     = "UCexconf0000000000000000" // the channel
)

// mine is a draft that a person has been through.
const mine = `# mine
status = "review"
title = "Parsers, fast"
speakers = ["Jane Doe"]
recorded = "2024-05-18"
language = "eng"
description = "Mine."
duration = 1694
videos = [{ type = "youtube", url = "https://youtu.be/exconf00001" }]
[source]
provider = "youtube"
id = "exconf00001"
`

// nightlyJob is the repository of a workspace on a forge, with the README's job.
type nightlyJob struct {
	dir      string
	origin   string // bare
	workflow *workflow
	runner   *runner
	stand    *stand

	host   *fakehost.YouTube // as it was in the last run
	lists  map[string][]string
	videos []fakehost.YouTubeVideo
	refuse func(*http.Request) bool // what the host refuses; nil for nothing
}

func newNightlyJob(t *testing.T) *nightlyJob {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the job runs on Linux, with bash")
	}
	for _, program := range []string{"git", "bash"} {
		if _, err := exec.LookPath(program); err != nil {
			needs.Missing(t, program+", with which the README's job runs")
		}
	}
	dir := t.TempDir()
	j := &nightlyJob{dir: dir, origin: filepath.Join(dir, "origin.git"), stand: newStand(t), lists: map[string][]string{talks: nil, tutorials: nil}}
	var faults []string
	if j.workflow, faults = parseWorkflow(readmeWorkflow(t)); len(faults) > 0 {
		t.Fatal(faults)
	}
	j.runner = &runner{
		t: t, dir: filepath.Join(dir, "runs"), bin: filepath.Join(dir, "bin"), goBin: filepath.Join(dir, "gobin"),
		remotes: map[string]string{"": j.origin, "pyvideo/data": filepath.Join(dir, "data.git")},
		secrets: map[string]string{"YOUTUBE_API_KEY": "the-right-key", "VIMEO_TOKEN": ""},
	}
	j.program(t, "gobin/go", fmt.Sprintf(fakeGo, stevieHere(t)))
	j.program(t, "bin/gh", fmt.Sprintf(fakeGh, filepath.Join(dir, "gh"), j.origin))
	j.write(t, "data/.schemas/video.json", "{}\n")
	j.write(t, "talks/stevie.toml", "data = \"../data\"\n[youtube]\nendpoint = \""+j.stand.url+"/\"\n"+
		"[[watch]]\nurl = \"https://www.youtube.com/channel/"+exconf+"\"\nseries = \"exconf\"\n")
	j.write(t, "talks/.gitignore", ".stevie/\n")
	j.write(t, "talks/drafts/exconf-2024/event.toml", "title = \"ExConf 2024\"\nwatch = true\n[[source]]\nurl = \""+playlistAt+talks+"\"\n")
	for name, bare := range map[string]string{"data": "data.git", "talks": "origin.git"} {
		folder := filepath.Join(dir, name)
		j.git(t, folder, "init", "-q", "-b", defaultBranch)
		j.git(t, folder, "add", ".")
		j.git(t, folder, "commit", "-qm", "Begin")
		j.git(t, dir, "clone", "-q", "--bare", folder, bare)
	}
	return j
}

// fakeGo installs this very stevie where go would.
const fakeGo = `#!/bin/sh
if [ "$*" != "install github.com/pyvideo/stevie/cmd/stevie@latest" ]; then
  echo "go $*: this test expects something else" >&2
  exit 1
fi
mkdir -p "$HOME/go/bin"
ln -s '%s' "$HOME/go/bin/stevie"
`

// fakeGh is GitHub as far as one branch's pull requests go: "open" is there while
// one is open, "refuses" while the settings forbid them.
const fakeGh = `#!/bin/sh
gh='%s' origin='%s'
[ -n "$GH_TOKEN" ] || { echo "gh: set the GH_TOKEN environment variable" >&2; exit 4; }
mkdir -p "$gh"
case "$1 $2" in
"pr list")
  [ "$*" = "pr list --head stevie/sync --json number -q .[].number" ] || exit 1
  if [ -e "$gh/open" ]; then echo 7; fi ;;
"pr create")
  if [ -e "$gh/refuses" ]; then
    echo "pull request create failed: GraphQL: GitHub Actions is not permitted to create or approve pull requests (createPullRequest)" >&2
    exit 1
  fi
  [ "$3" = --head ] && git --git-dir="$origin" rev-parse -q --verify "refs/heads/$4" >/dev/null || exit 1
  echo "$*" >>"$gh/created"
  [ "$7" = --body-file ] && cp "$8" "$gh/body" || exit 1
  touch "$gh/open" ;;
"pr edit")
  [ "$3 $4" = "7 --body-file" ] && [ -e "$gh/open" ] || exit 1
  cp "$5" "$gh/body" ;;
*)
  echo "gh $*: this test expects something else" >&2
  exit 1 ;;
esac
`

// night runs the job with the host as it is now.
func (j *nightlyJob) night(t *testing.T, success bool) ran {
	t.Helper()
	j.host = &fakehost.YouTube{
		Key: "the-right-key", Videos: slices.Clone(j.videos),
		Channels: []fakehost.YouTubeChannel{{ID: exconf, Title: "ExConf"}},
		Fault: func(r *http.Request) http.Handler {
			if j.refuse != nil && j.refuse(r) {
				return fakehost.YouTubeFailure("quotaExceeded")
			}
			return nil
		},
	}
	for _, id := range []string{talks, tutorials} {
		j.host.Playlists = append(j.host.Playlists, fakehost.YouTubePlaylist{ID: id, Title: "ExConf 2024", ChannelID: exconf, Videos: slices.Clone(j.lists[id])})
	}
	j.stand.serve(j.host)
	night := j.runner.run(j.workflow)
	if night.success != success {
		t.Fatalf("run %d: success %v, want %v: %v\n%s", j.runner.runs, night.success, success, night.outcomes, night.log)
	}
	for _, unwanted := range []string{"the-right-key", "stevie: warning"} {
		if strings.Contains(night.log, unwanted) {
			t.Errorf("run %d shows %q:\n%s", j.runner.runs, unwanted, night.log)
		}
	}
	return night
}

func (j *nightlyJob) upload(list, id, title string) {
	j.lists[list] = append(j.lists[list], id)
	j.videos = append(j.videos, fakehost.YouTubeVideo{
		ID: id, Title: title, ChannelID: exconf, Published: "2024-05-30T08:00:00Z", Duration: "PT28M14S", Description: "About " + title + ".",
	})
}

func (j *nightlyJob) write(t *testing.T, name, text string) {
	t.Helper()
	writeFile(t, filepath.Join(j.dir, name), text)
}

func (j *nightlyJob) program(t *testing.T, name, text string) {
	t.Helper()
	j.write(t, name, text)
	if err := os.Chmod(filepath.Join(j.dir, name), 0o755); err != nil {
		t.Fatal(err)
	}
}

func (j *nightlyJob) remove(t *testing.T, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(j.dir, name)); err != nil {
		t.Fatal(err)
	}
}

// git runs git as a person at their own machine.
func (j *nightlyJob) git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull,
		"GIT_AUTHOR_NAME=Curator", "GIT_AUTHOR_EMAIL=curator@exconf.example", "GIT_COMMITTER_NAME=Curator", "GIT_COMMITTER_EMAIL=curator@exconf.example")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// commit pushes a person's commit to a branch.
func (j *nightlyJob) commit(t *testing.T, branch, message string, files map[string]string) {
	t.Helper()
	clone := t.TempDir()
	j.git(t, clone, "clone", "-q", "-b", branch, j.origin, ".")
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(clone, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	j.git(t, clone, "add", ".")
	j.git(t, clone, "commit", "-qm", message)
	j.git(t, clone, "push", "-q", "origin", branch)
}

// merge merges the pull request.
func (j *nightlyJob) merge(t *testing.T, how []string, deleted bool) {
	t.Helper()
	clone := t.TempDir()
	j.git(t, clone, "clone", "-q", j.origin, ".")
	j.git(t, clone, append(append([]string{"merge", "-q"}, how...), "origin/"+branch)...)
	if slices.Contains(how, "--squash") {
		j.git(t, clone, "commit", "-qm", "New talks (#7)")
	}
	j.git(t, clone, "push", "-q", "origin", defaultBranch)
	if deleted {
		j.git(t, clone, "push", "-q", "--delete", "origin", branch)
	}
	j.remove(t, "gh/open")
}

// tip is the commit of a branch, "" if there is none.
func (j *nightlyJob) tip(t *testing.T, branch string) string {
	t.Helper()
	return j.git(t, j.origin, "for-each-ref", "--format=%(objectname)", "refs/heads/"+branch)
}

// show is a file on a branch.
func (j *nightlyJob) show(t *testing.T, branch, name string) string {
	t.Helper()
	return j.git(t, j.origin, "show", branch+":"+name)
}

// isNew reports whether a file is not on the default branch.
func (j *nightlyJob) isNew(t *testing.T, name string) bool {
	t.Helper()
	return j.git(t, j.origin, "ls-tree", "--name-only", defaultBranch, "--", name) == ""
}

// body is the text of the pull request that is open.
func (j *nightlyJob) body(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(j.dir, "gh", "body"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (j *nightlyJob) wantFile(t *testing.T, branch, name, want string) {
	t.Helper()
	if got := j.show(t, branch, name); got != want {
		t.Errorf("%s:%s is\n%s\nwant\n%s", branch, name, got, want)
	}
}

// wantLog compares the commits of the branch that the default branch has not, the
// newest first.
func (j *nightlyJob) wantLog(t *testing.T, when string, want ...string) {
	t.Helper()
	got := strings.Split(strings.TrimSpace(j.git(t, j.origin, "log", "--topo-order", "--format=%s", defaultBranch+".."+branch)), "\n")
	if !slices.Equal(got, want) {
		t.Errorf("%s: commits %q, want %q", when, got, want)
	}
}

// wantPullRequests counts those that were opened so far.
func (j *nightlyJob) wantPullRequests(t *testing.T, want int) {
	t.Helper()
	created, err := os.ReadFile(filepath.Join(j.dir, "gh", "created"))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(string(created), "pr create --head stevie/sync --title New talks --body-file "); got != want {
		t.Errorf("%d pull requests were opened, want %d:\n%s", got, want, created)
	}
}
