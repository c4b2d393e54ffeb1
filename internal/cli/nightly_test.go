package cli_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// The README's nightly job is run as it stands there, night after night, on the
// repository of a workspace in which people are at work, too.
func TestReadmeWorkflow(t *testing.T) {
	t.Parallel()
	j := newNightlyJob(t)

	// The first night, in a repository whose settings do not let Actions open pull
	// requests yet: the drafts are on the branch, and the run is red.
	j.upload(talks, "exconf00001", "Fast parsers - Jane Doe")
	j.upload(talks, "exconf00002", "Slow cooking - John Roe")
	j.write(t, "gh/refuses", "")
	j.night(t, red)
	j.wantLog(t, "branch", "drafts: what stevie sync found")
	// Once they do, the next one opens it, though there is nothing new.
	j.remove(t, "gh/refuses")
	j.night(t, green)
	j.wantLog(t, "branch", "drafts: what stevie sync found")
	j.wantPullRequests(t, 1)

	// A person corrects a draft on the branch, another one adds a playlist on the
	// default branch. The next night has both, and commits on top.
	j.commit(t, branch, "my words", map[string]string{"drafts/exconf-2024/fast-parsers.toml": mine})
	event := j.show(t, "main", "drafts/exconf-2024/event.toml")
	j.commit(t, "main", "tutorials", map[string]string{"drafts/exconf-2024/event.toml": event + "[[source]]\nurl = \"" + playlistAt + tutorials + "\"\n"})
	j.upload(tutorials, "exconf00003", "Quiet logs - Ann Poe")
	night := j.night(t, green)
	if !strings.Contains(night.summary, "1 new draft") || !strings.Contains(night.log, "exconf-2024: 1 new") {
		t.Errorf("the page of the run and its log do not tell of the draft:\n%s\n%s", night.summary, night.log)
	}
	// The text of the pull request is that page: what is new, and what still waits.
	body := j.body(t)
	for _, want := range []string{
		`<a href="https://github.com/exconf/talks/blob/stevie/sync/drafts/exconf-2024/quiet-logs.toml">draft</a>`,
		`<a href="https://www.youtube.com/watch?v=exconf00003">watch</a>`, "<code>Quiet logs - Ann Poe</code>", "<code>Ann Poe</code>",
		"2 drafts from before, still in review", "<code>Slow cooking - John Roe</code>",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the pull request does not tell of %s:\n%s", want, body)
		}
	}
	j.wantLog(t, "on top of both", "drafts: what stevie sync found", "Merge remote-tracking branch 'origin/main' into stevie/sync", "my words", "drafts: what stevie sync found")
	j.wantFile(t, branch, "drafts/exconf-2024/fast-parsers.toml", mine)
	j.show(t, branch, "drafts/exconf-2024/quiet-logs.toml")

	// A night with nothing new commits nothing, and asks for next to nothing, since
	// what is remembered beside the drafts was kept: the states of all playlists and
	// those that the channel has now.
	before := j.tip(t, branch)
	night = j.night(t, green)
	if got := j.host.Requests(); len(got) != 2 || j.tip(t, branch) != before {
		t.Errorf("nothing new: %d requests, the branch moved: %v\n%q\n%s", len(got), j.tip(t, branch) != before, got, night.log)
	}

	// The host refuses in the middle. What was found is committed, and the run is red.
	j.upload(talks, "exconf00004", "Loud tests - Ada Poe")
	j.refuse = func(r *http.Request) bool { return r.URL.Query().Get("channelId") != "" }
	night = j.night(t, red)
	if !strings.Contains(night.log, "exit status 3") || !strings.Contains(night.summary, "daily quota used up") {
		t.Errorf("the page of the run and its log do not tell of the refusal:\n%s\n%s", night.summary, night.log)
	}
	j.show(t, branch, "drafts/exconf-2024/loud-tests.toml")
	j.refuse = nil
	before = j.tip(t, branch)
	j.night(t, green)
	if j.tip(t, branch) != before {
		t.Error("the night after a refusal committed something again")
	}
	j.wantPullRequests(t, 1)
	j.wantFile(t, branch, "drafts/exconf-2024/fast-parsers.toml", mine)

	// What is kept for the next night: when each playlist was listed, and the count of
	// the quota.
	kept := j.runner.caches[len(j.runner.caches)-1].dir
	for _, pattern := range []string{"talks/.stevie/sync/exconf-2024.json", ".state/stevie/youtube-*.json"} {
		if found, err := filepath.Glob(filepath.Join(kept, pattern)); len(found) != 1 || err != nil {
			t.Errorf("kept for the next night: %q, want one %s (%v)", found, pattern, err)
		}
	}
}

// Somebody pushes to the branch while the job runs: the job gives way, and the
// next one goes on from there.
func TestReadmeWorkflowGivesWay(t *testing.T) {
	t.Parallel()
	j := newNightlyJob(t)
	j.upload(talks, "exconf00001", "Fast parsers - Jane Doe")
	j.night(t, green)
	j.upload(talks, "exconf00002", "Slow cooking - John Roe")
	j.runner.before = map[string]func(){"commit the drafts": func() {
		j.commit(t, branch, "meanwhile", map[string]string{"drafts/exconf-2024/fast-parsers.toml": mine})
	}}
	j.night(t, red)
	j.wantLog(t, "a person's push wins", "meanwhile", "drafts: what stevie sync found")
	j.runner.before = nil
	j.night(t, green)
	j.wantLog(t, "the next night", "drafts: what stevie sync found", "meanwhile", "drafts: what stevie sync found")
	j.wantFile(t, branch, "drafts/exconf-2024/fast-parsers.toml", mine)
	j.show(t, branch, "drafts/exconf-2024/slow-cooking.toml")
}

// After a merge the branch begins anew, whichever way it was merged.
func TestReadmeWorkflowAfterAMerge(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		how     []string // of git merge
		deleted bool
		log     []string // of the branch beyond main, one new talk later
	}{
		{"merged, branch deleted", []string{"--no-ff", "-m", "Merge pull request"}, true, []string{"drafts: what stevie sync found"}},
		{"merged, branch kept", []string{"--no-ff", "-m", "Merge pull request"}, false, []string{"drafts: what stevie sync found"}},
		{"squashed, branch kept", []string{"--squash"}, false, []string{
			"drafts: what stevie sync found", "Merge remote-tracking branch 'origin/main' into stevie/sync", "drafts: what stevie sync found",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			j := newNightlyJob(t)
			j.upload(talks, "exconf00001", "Fast parsers - Jane Doe")
			j.upload(talks, "exconf00002", "Slow cooking - John Roe")
			j.night(t, green)
			j.merge(t, tt.how, tt.deleted)
			before := j.tip(t, branch)
			j.night(t, green)
			if after := j.tip(t, branch); after != before {
				t.Errorf("nothing new after the merge: the branch moved from %q to %q", before, after)
			}
			j.wantPullRequests(t, 1)

			j.upload(talks, "exconf00003", "Quiet logs - Ann Poe")
			j.night(t, green)
			j.wantLog(t, "the branch beyond main", tt.log...)
			j.wantPullRequests(t, 2)
			changed := j.git(t, j.origin, "diff", "--name-only", "main..."+branch)
			for _, file := range strings.Fields(changed) {
				if !strings.Contains(file, "quiet-logs") && !strings.Contains(file, ".base/") && j.isNew(t, file) {
					t.Errorf("the second pull request has the file %s", file)
				}
			}
		})
	}
}

// Where a draft was edited on both branches, the job leaves the conflict to people,
// and goes on.
func TestReadmeWorkflowInConflict(t *testing.T) {
	t.Parallel()
	j := newNightlyJob(t)
	j.upload(talks, "exconf00001", "Fast parsers - Jane Doe")
	j.night(t, green)
	j.commit(t, branch, "my words", map[string]string{"drafts/exconf-2024/fast-parsers.toml": mine})
	j.commit(t, "main", "other words", map[string]string{"drafts/exconf-2024/fast-parsers.toml": strings.Replace(mine, "Parsers, fast", "Parsers that are fast", 1)})
	j.upload(talks, "exconf00002", "Slow cooking - John Roe")
	night := j.night(t, green)
	if !strings.Contains(night.log, "\n::warning::stevie/sync is in conflict with main") {
		t.Errorf("no warning in the log:\n%s", night.log)
	}
	j.wantFile(t, branch, "drafts/exconf-2024/fast-parsers.toml", mine)
	j.show(t, branch, "drafts/exconf-2024/slow-cooking.toml")
}
