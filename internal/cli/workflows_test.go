package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// workflowOf is the README's workflow under a heading that begins with its file's name.
func workflowOf(t *testing.T, heading, file string, starts ...string) *workflow {
	t.Helper()
	for _, block := range fenced(t, heading, "yaml") {
		if !strings.HasPrefix(block, "# .github/workflows/"+file+"\n") {
			continue
		}
		w, faults := parseWorkflow(block, starts...)
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		return w
	}
	t.Fatalf("README.md: there is no workflow %s under %s", file, heading)
	return nil
}

const goodRecord = `{
  "description": "",
  "language": "eng",
  "recorded": "2024-05-18",
  "speakers": [
    "Jane Doe"
  ],
  "title": "%s",
  "videos": [
    {
      "type": "youtube",
      "url": "https://www.youtube.com/watch?v=%s"
    }
  ]
}
`

// The README's check for pyvideo/data looks at the events that a pull request touches, and at
// no other.
func TestReadmeCheckWorkflow(t *testing.T) {
	t.Parallel()
	j := newNightlyJob(t)
	w := workflowOf(t, "## Checking", "stevie.yml", "pull_request")
	data := filepath.Join(j.dir, "data")
	j.runner.remotes[""] = filepath.Join(j.dir, "data.git")
	j.runner.extra = []string{"GITHUB_BASE_REF=base"}
	// Before the pull request there is an event with a fault that is not its own.
	j.write(t, "data/exconf-2022/category.json", "{\n  \"title\": \"ExConf 2022\"\n}\n")
	j.write(t, "data/exconf-2022/videos/old.json", "{\n")
	push := func(message, branch string) {
		t.Helper()
		j.git(t, data, "add", "-A")
		j.git(t, data, "commit", "-q", "--allow-empty", "-m", message)
		j.git(t, data, "push", "-q", j.runner.remotes[""], "HEAD:"+branch)
	}
	push("Old", "base")
	push("Old", "main")
	check := func(when string, success bool, want, unwanted string) {
		t.Helper()
		got := j.runner.run(w)
		if got.success != success || !strings.Contains(got.log, want) || unwanted != "" && strings.Contains(got.log, unwanted) {
			t.Errorf("%s: success %v, want %v, with %q and without %q:\n%s", when, got.success, success, want, unwanted, got.log)
		}
	}
	check("nothing touched", green, "", "::error")

	j.write(t, "data/exconf-2024/category.json", "{\n  \"title\": \"ExConf 2024\"\n}\n")
	j.write(t, "data/exconf-2024/videos/fast-parsers.json", fmt.Sprintf(goodRecord, "Fast parsers", "exconf00001"))
	push("New", "main")
	check("a good event", green, "", "exconf-2022")

	j.write(t, "data/exconf-2024/videos/fast-parsers.json", strings.Replace(fmt.Sprintf(goodRecord, "Fast parsers", "exconf00001"), `"eng"`, `"elvish"`, 1))
	push("Worse", "main")
	check("a faulty one", red, "::error file=exconf-2024/videos/fast-parsers.json,line=3,title=stevie language::", "exconf-2022")

	// What is no event, or is gone, or is called like a flag is no fault of the check's.
	if err := os.RemoveAll(filepath.Join(data, "exconf-2024")); err != nil {
		t.Fatal(err)
	}
	j.write(t, "data/--help/category.json", "{\n  \"title\": \"Flag 2024\"\n}\n")
	push("Odd", "main")
	check("a folder like a flag", red, "file=--help", "unknown flag")
}

// The README's workflow publishes what is ready to a fork, opens the pull request, and keeps
// that it is published.
func TestReadmePublishWorkflow(t *testing.T) {
	t.Parallel()
	j := newNightlyJob(t)
	w := workflowOf(t, "### Publishing from GitHub", "publish.yml", "workflow_dispatch")
	fork := filepath.Join(j.dir, "fork.git")
	j.git(t, j.dir, "clone", "-q", "--bare", "data.git", fork)
	j.runner.secrets["DATA_TOKEN"] = "the-token-of-the-fork"
	j.runner.extra = []string{
		"GITHUB_REPOSITORY_OWNER=exconf", "GIT_CONFIG_GLOBAL=" + filepath.Join(j.dir, "gitconfig"),
	}
	j.write(t, "gitconfig", "[url \""+fork+"\"]\n\tinsteadOf = https://github.com/exconf/data\n")
	j.program(t, "bin/gh", fmt.Sprintf(`#!/bin/sh
[ "$GH_TOKEN" = the-token-of-the-fork ] || { echo "gh: no token" >&2; exit 4; }
case "$1 $2" in
"auth setup-git") ;;
"pr list") echo '[]' ;;
"pr create") echo "$*" >>'%[1]s'; cat >>'%[1]s'; echo https://forge.example/pull/7 ;;
*) echo "gh $*: this test expects something else" >&2; exit 1 ;;
esac
`, filepath.Join(j.dir, "pulls")))
	j.commit(t, "main", "ready", map[string]string{"drafts/exconf-2024/fast-parsers.toml": strings.Replace(mine, `"review"`, `"ready"`, 1)})

	run := j.runner.run(w)
	if !run.success || strings.Contains(run.log, "the-token-of-the-fork") {
		t.Fatalf("success %v: %v\n%s", run.success, run.outcomes, run.log)
	}
	if got := j.git(t, fork, "show", "stevie/exconf-2024:exconf-2024/videos/parsers-fast.json"); !strings.Contains(got, `"Parsers, fast"`) {
		t.Errorf("the record on the fork:\n%s", got)
	}
	pulls, err := os.ReadFile(filepath.Join(j.dir, "pulls"))
	if err != nil || !strings.Contains(string(pulls), "## exconf-2024") {
		t.Errorf("no pull request: %v\n%s", err, pulls)
	}
	if got := j.show(t, "main", "drafts/exconf-2024/fast-parsers.toml"); !strings.Contains(got, `status = "published"`) {
		t.Errorf("the draft:\n%s", got)
	}
	// The next one has nothing to do.
	tip := j.tip(t, "main")
	if run = j.runner.run(w); !run.success || j.tip(t, "main") != tip {
		t.Errorf("again: %v\n%s", run.outcomes, run.log)
	}
	// A draft that is refused makes it red, and the others are kept.
	j.commit(t, "main", "faulty", map[string]string{"drafts/exconf-2024/faulty.toml": "status = \"ready\"\ntitle = \"\"\n"})
	if run = j.runner.run(w); run.success || !strings.Contains(run.log, "the title is empty") {
		t.Errorf("a faulty draft: success %v\n%s", run.success, run.log)
	}
}
