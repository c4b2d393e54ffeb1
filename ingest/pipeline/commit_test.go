package pipeline_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/cachefile"
	"github.com/pyvideo/stevie/internal/needs"
)

// gitIn runs git as a person would, and returns what it prints.
func gitIn(t testing.TB, dir string, args ...string) string {
	t.Helper()
	identity := []string{"-c", "user.name=Curator", "-c", "user.email=curator@exconf.example", "-c", "core.autocrlf=false"}
	cmd := exec.CommandContext(t.Context(), "git", append(identity, args...)...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

func put(t testing.TB, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// shop is a workspace with three ready drafts of exconf-2024, a data tree that is
// a clone, and the remote that it was cloned from.
type shop struct {
	*steps
	t      *testing.T
	data   string
	remote string
}

func newShop(t *testing.T) *shop {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		needs.Missing(t, "git")
	}
	s := &shop{steps: newPipeline(t), t: t, data: filepath.Join(t.TempDir(), "data"), remote: filepath.Join(t.TempDir(), "remote.git")}
	seed := t.TempDir()
	gitIn(t, seed, "init", "-q", "-b", "main")
	put(t, seed, "exconf-2023/category.json", string(record.EncodeCategory(ingest.Event{Title: "ExConf 2023"})))
	put(t, seed, "exconf-2023/videos/old.json", string(record.Encode(ingest.Record{
		Title: "Old", Speakers: []string{"Jane Doe"}, Videos: []ingest.Location{{Type: "youtube", URL: "https://www.youtube.com/watch?v=exconf23-01"}},
	})))
	gitIn(t, seed, "add", ".")
	gitIn(t, seed, "commit", "-q", "-m", "Begin")
	gitIn(t, seed, "clone", "-q", "--bare", seed, s.remote)
	gitIn(t, seed, "clone", "-q", s.remote, s.data)
	gitIn(t, s.data, "config", "user.name", "Curator")
	gitIn(t, s.data, "config", "user.email", "curator@exconf.example")
	s.DataDir = s.data

	importFrom(t, s.steps, memoryHost{"A": {
		video("exconf24-01", "Fast parsers - Jane Doe - ExConf 2024"), video("exconf24-02", "Slow cooking - John Roe - ExConf 2024"),
		video("exconf24-03", "Quiet logs - Ann Poe - ExConf 2024"),
	}}, ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024"}, intake.Options{}, "A")
	s.set("exconf24-01", func(d *draft.Draft) { d.Status = draft.Ready })
	s.set("exconf24-02", func(d *draft.Draft) { d.Status = draft.Ready })
	return s
}

func (s *shop) drafts() map[string]*draft.Draft {
	s.t.Helper()
	contents, err := s.Workspace.Load(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	found := map[string]*draft.Draft{}
	for _, d := range contents.Folder("exconf-2024").Drafts {
		found[d.Source.ID] = d
	}
	return found
}

// set changes a draft as a person would.
func (s *shop) set(id string, change func(*draft.Draft)) {
	s.t.Helper()
	d := s.drafts()[id]
	now := d.Clone()
	change(now)
	if _, err := s.Workspace.Save(d, now); err != nil {
		s.t.Fatal(err)
	}
}

func (s *shop) statuses() string {
	var list []string
	drafts := s.drafts()
	for _, id := range []string{"exconf24-01", "exconf24-02", "exconf24-03"} {
		list = append(list, string(drafts[id].Status))
	}
	return strings.Join(list, " ")
}

func (s *shop) try(opts publish.Options) (publish.Publication, error) {
	s.t.Helper()
	tree, err := record.OpenTree(s.data)
	if err != nil {
		s.t.Fatal(err)
	}
	if s.Tree, err = tree.Index(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	g, err := publish.OpenRepository(s.t.Context(), s.data)
	if err != nil {
		return publish.Publication{}, err
	}
	return s.Commit(s.t.Context(), g, "exconf-2024", opts)
}

func (s *shop) commit() publish.Publication {
	s.t.Helper()
	p, err := s.try(publish.Options{Check: true})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, problem := range p.Problems {
		s.t.Error(problem)
	}
	return p
}

// changed lists the files in which two commits differ.
func (s *shop) changed(from, to string) string {
	s.t.Helper()
	return gitIn(s.t, s.data, "diff", "--name-only", from, to)
}

func (s *shop) at(rev string) string {
	s.t.Helper()
	return gitIn(s.t, s.data, "rev-parse", rev)
}

// theirs is another curator's clone, on a branch.
func (s *shop) theirs(branch string) string {
	s.t.Helper()
	dir := filepath.Join(s.t.TempDir(), "theirs")
	gitIn(s.t, s.data, "clone", "-q", "--branch", branch, s.remote, dir)
	return dir
}

const (
	branch  = "stevie/exconf-2024"
	parsers = "exconf-2024/videos/fast-parsers.json"
	cooking = "exconf-2024/videos/slow-cooking.json"
	logs    = "exconf-2024/videos/quiet-logs.json"
)

func TestCommit(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	before := snapshotWithoutObjects(t, s.data)
	p := s.commit()
	if diff := cmp.Diff(before, snapshotWithoutObjects(t, s.data)); diff != "" {
		t.Errorf("the checkout, its index or HEAD have changed (-before +after):\n%s", diff)
	}
	want := publish.Publication{
		Event: "exconf-2024", Branch: branch, Commit: s.at(branch), Refused: []publish.Refusal{},
		Records:  []string{filepath.Join(s.data, parsers), filepath.Join(s.data, cooking)},
		InReview: 1, Remote: "origin",
	}
	got := p
	got.Report = publish.Report{}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("publication (-want +got):\n%s", diff)
	}
	if got, want := s.changed("origin/main", branch), "exconf-2024/category.json\n"+parsers+"\n"+cooking; got != want {
		t.Errorf("the commit changes\n%s\nwant\n%s", got, want)
	}
	if got := gitIn(t, s.data, "log", "--format=%s|%P", "origin/main.."+branch); got != "Add ExConf 2024: 2 talks|"+s.at("origin/main") {
		t.Errorf("the branch has the commits %q", got)
	}
	if got := s.statuses(); got != "published published review" {
		t.Errorf("statuses %s", got)
	}
	if len(p.Report.Talks) != 2 || !p.Report.NewEvent || p.Report.Waiting != 1 || !p.Report.Talks[0].New {
		t.Errorf("report %+v", p.Report)
	}
	if p.Report.Headline() != "Add ExConf 2024: 2 talks" {
		t.Errorf("headline %q", p.Report.Headline())
	}

	// Again: nothing to commit, and nothing is.
	drafts := snapshot(t, s.Workspace.Dir())
	again := s.commit()
	if again.Commit != "" || again.Branch != branch || len(again.Records) != 0 || s.at(branch) != p.Commit {
		t.Errorf("a second run gave %+v, branch at %s", again, s.at(branch))
	}
	if diff := cmp.Diff(drafts, snapshot(t, s.Workspace.Dir())); diff != "" {
		t.Errorf("a second run changed drafts:\n%s", diff)
	}
	if len(again.Report.Talks) != 2 { // the whole branch, for whoever merges it
		t.Errorf("a second run reports %d talks", len(again.Report.Talks))
	}
}

// snapshotWithoutObjects is the working tree, the index, HEAD and the settings.
func snapshotWithoutObjects(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := snapshot(t, dir)
	for name := range files {
		for _, part := range []string{"objects", "refs", "logs", "packed-refs"} {
			if strings.HasPrefix(name, filepath.Join(dir, ".git", part)) {
				delete(files, name)
			}
		}
	}
	return files
}

// An edit after publishing goes on top, and what was changed on the branch by
// somebody else stays.
func TestCommitOnTopOfWhatWasPushed(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	first := s.commit()
	gitIn(t, s.data, "push", "-q", "origin", branch)
	theirs := s.theirs(branch)
	text, err := os.ReadFile(filepath.Join(theirs, parsers))
	if err != nil {
		t.Fatal(err)
	}
	put(t, theirs, parsers, strings.Replace(string(text), `"Jane Doe"`, `"Jane B. Doe"`, 1))
	gitIn(t, theirs, "commit", "-q", "-a", "-m", "Her whole name")
	gitIn(t, theirs, "push", "-q", "origin", branch)
	gitIn(t, s.data, "fetch", "-q")

	s.set("exconf24-01", func(d *draft.Draft) { d.Record.Title = "Very fast parsers" })
	s.set("exconf24-03", func(d *draft.Draft) { d.Status = draft.Ready })
	second := s.commit()
	if got := s.changed("origin/"+branch, branch); got != parsers+"\n"+logs {
		t.Errorf("the second commit changes\n%s", got)
	}
	if got := gitIn(t, s.data, "rev-list", "--count", first.Commit+".."+branch); got != "2" {
		t.Errorf("%s commits on top of the first, want theirs and ours", got)
	}
	final := gitIn(t, s.data, "show", branch+":"+parsers)
	if !strings.Contains(final, "Jane B. Doe") || !strings.Contains(final, "Very fast parsers") {
		t.Errorf("the record is\n%s", final)
	}
	if got := gitIn(t, s.data, "log", "-1", "--format=%s", branch); got != "ExConf 2024: add 1 talk, update 1" {
		t.Errorf("the commit says %q", got)
	}
	if len(second.Report.Talks) != 3 {
		t.Errorf("%d talks are reported, want all of the branch", len(second.Report.Talks))
	}
	for _, talk := range second.Report.Talks {
		if talk.Path == parsers && (talk.Record.Speakers[0] != "Jane B. Doe" || !talk.New) {
			t.Errorf("reported as %+v", talk)
		}
	}
}

// The branch of another machine is found on the remote alone.
func TestCommitOnTopOfARemoteBranch(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	first := s.commit()
	gitIn(t, s.data, "push", "-q", "origin", branch)
	gitIn(t, s.data, "branch", "-q", "-D", branch)
	s.set("exconf24-03", func(d *draft.Draft) { d.Status = draft.Ready })
	s.commit()
	if got := s.at(branch + "^"); got != first.Commit {
		t.Errorf("the parent is %s, want what was pushed", got)
	}
}

func TestCommitAfterTheBranchWasMerged(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		merge   func(t *testing.T, theirs string)
		parents int
	}{
		{"merged", func(t *testing.T, theirs string) {
			gitIn(t, theirs, "merge", "-q", "--no-ff", "-m", "Merge", "origin/"+branch)
		}, 1},
		{"squashed", func(t *testing.T, theirs string) {
			gitIn(t, theirs, "merge", "-q", "--squash", "origin/"+branch)
			gitIn(t, theirs, "commit", "-q", "-m", "Squashed")
		}, 2},
		{"fast-forwarded", func(t *testing.T, theirs string) {
			gitIn(t, theirs, "merge", "-q", "--ff-only", "origin/"+branch)
		}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			first := s.commit()
			gitIn(t, s.data, "push", "-q", "origin", branch)
			theirs := s.theirs("main")
			tt.merge(t, theirs)
			put(t, theirs, "exconf-2023/videos/new.json", "{}")
			gitIn(t, theirs, "add", ".")
			gitIn(t, theirs, "commit", "-q", "-m", "Something else")
			gitIn(t, theirs, "push", "-q", "origin", "main")
			gitIn(t, s.data, "fetch", "-q")

			if p := s.commit(); p.Commit != "" || p.Branch != "" {
				t.Errorf("nothing is new, and it gave %+v", p)
			}
			s.set("exconf24-03", func(d *draft.Draft) { d.Status = draft.Ready })
			p := s.commit()
			if got := s.changed("origin/main", branch); got != logs {
				t.Errorf("compared with main the branch changes\n%s", got)
			}
			if got := s.changed("origin/main..."+branch, "--"); got != logs {
				t.Errorf("a pull request would show\n%s", got)
			}
			if got := strings.Fields(gitIn(t, s.data, "log", "-1", "--format=%P", branch)); len(got) != tt.parents {
				t.Errorf("parents %v, want %d", got, tt.parents)
			}
			gitIn(t, s.data, "merge-base", "--is-ancestor", first.Commit, branch) // never reset
			gitIn(t, s.data, "push", "-q", "origin", branch)                      // so nothing has to be forced
			if p.Report.NewEvent || len(p.Report.Talks) != 1 {
				t.Errorf("report %+v", p.Report)
			}
		})
	}
}

func TestCommitRefusesToLoseCommits(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.commit()
	gitIn(t, s.data, "push", "-q", "origin", branch)
	theirs := s.theirs(branch)
	put(t, theirs, "exconf-2024/videos/theirs.json", "{}")
	gitIn(t, theirs, "add", ".")
	gitIn(t, theirs, "commit", "-q", "-m", "Theirs")
	gitIn(t, theirs, "push", "-q", "origin", branch)
	s.set("exconf24-01", func(d *draft.Draft) { d.Record.Title = "Very fast parsers" })
	s.commit() // before anybody has fetched theirs
	gitIn(t, s.data, "fetch", "-q")
	was := s.at(branch)
	s.set("exconf24-03", func(d *draft.Draft) { d.Status = draft.Ready })
	_, err := s.try(publish.Options{})
	if err == nil || !strings.Contains(err.Error(), "have each commits that the other lacks") || !strings.Contains(ingest.Hint(err), "git merge origin/"+branch) {
		t.Errorf("error %v, hint %q", err, ingest.Hint(err))
	}
	if s.at(branch) != was || s.statuses() != "published published ready" {
		t.Errorf("the branch has moved, or drafts are marked: %s", s.statuses())
	}
}

func TestCommitLeavesACheckedOutBranchAlone(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.commit()
	gitIn(t, s.data, "switch", "-q", branch)
	before := snapshot(t, s.data)
	if p := s.commit(); p.Commit != "" { // nothing to do, so nothing to refuse
		t.Errorf("committed %s", p.Commit)
	}
	s.set("exconf24-03", func(d *draft.Draft) { d.Status = draft.Ready })
	_, err := s.try(publish.Options{})
	if err == nil || !strings.Contains(err.Error(), branch+" is checked out in ") || !strings.Contains(ingest.Hint(err), "switch main") {
		t.Errorf("error %v, hint %q", err, ingest.Hint(err))
	}
	if diff := cmp.Diff(before, snapshot(t, s.data)); diff != "" {
		t.Errorf("the repository has changed:\n%s", diff)
	}
	if got := s.statuses(); got != "published published ready" {
		t.Errorf("statuses %s", got)
	}
}

// What counts is what the branch and the default branch hold, not the checkout.
func TestCommitJudgesByTheBranch(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	// The default branch has got the video in another event, and a file of the name,
	// while the checkout is behind.
	theirs := s.theirs("main")
	put(t, theirs, "exconf-2023/videos/cooking.json", string(record.Encode(ingest.Record{
		Title: "Cooking", Videos: []ingest.Location{{Type: "youtube", URL: "https://youtu.be/exconf24-02"}},
	})))
	put(t, theirs, "exconf-2024/category.json", `{"title": "ExConf 2024"}`)
	put(t, theirs, parsers, string(record.Encode(ingest.Record{
		Title: "Other parsers", Videos: []ingest.Location{{Type: "youtube", URL: "https://youtu.be/exconf24-99"}},
	})))
	gitIn(t, theirs, "add", ".")
	gitIn(t, theirs, "commit", "-q", "-m", "Theirs")
	gitIn(t, theirs, "push", "-q", "origin", "main")
	gitIn(t, s.data, "fetch", "-q")
	p := s.commit()
	if len(p.Refused) != 1 || p.Refused[0].Errors[0].Rule != "duplicate-video" {
		t.Errorf("refused %+v", p.Refused)
	}
	if got := s.changed("origin/main", branch); got != "exconf-2024/videos/fast-parsers-2.json" {
		t.Errorf("the commit changes\n%s", got)
	}
	if got := s.statuses(); got != "published ready review" {
		t.Errorf("statuses %s", got)
	}
}

// Who has published into the checkout and then wants a commit gets one.
func TestCommitTakesWhatWasPublishedBefore(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	tree, err := record.OpenTree(s.data)
	if err != nil {
		t.Fatal(err)
	}
	if s.Tree, err = tree.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Publish(t.Context(), "exconf-2024", publish.Options{}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(s.data, cooking))
	if err != nil {
		t.Fatal(err)
	}
	put(t, s.data, cooking, strings.Replace(string(text), `"John Roe"`, `"John X. Roe"`, 1))
	before := snapshotWithoutObjects(t, s.data)
	p := s.commit()
	if got, want := s.changed("origin/main", branch), "exconf-2024/category.json\n"+parsers+"\n"+cooking; got != want || len(p.Records) != 2 {
		t.Errorf("the commit changes\n%s\nwant\n%s", got, want)
	}
	if !strings.Contains(gitIn(t, s.data, "show", branch+":"+cooking), "John X. Roe") {
		t.Error("the edit in the checkout is lost")
	}
	if diff := cmp.Diff(before, snapshotWithoutObjects(t, s.data)); diff != "" {
		t.Errorf("the checkout has changed:\n%s", diff)
	}
}

// What is refused stays in the checkout, whoever put it there.
func TestCommitLeavesOutWhatIsRefused(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	tree, err := record.OpenTree(s.data)
	if err != nil {
		t.Fatal(err)
	}
	if s.Tree, err = tree.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Publish(t.Context(), "exconf-2024", publish.Options{}); err != nil {
		t.Fatal(err)
	}
	theirs := s.theirs("main")
	put(t, theirs, "exconf-2023/videos/cooking.json", string(record.Encode(ingest.Record{
		Title: "Cooking", Videos: []ingest.Location{{Type: "youtube", URL: "https://youtu.be/exconf24-02"}},
	})))
	gitIn(t, theirs, "add", ".")
	gitIn(t, theirs, "commit", "-q", "-m", "Theirs")
	gitIn(t, theirs, "push", "-q", "origin", "main")
	gitIn(t, s.data, "fetch", "-q")
	p := s.commit()
	if got, want := s.changed("origin/main", branch), "exconf-2024/category.json\n"+parsers; got != want || len(p.Refused) != 1 {
		t.Errorf("refused %v, and the commit changes\n%s", p.Refused, got)
	}
}

// A record that upstream has taken out stays out, though a checkout that is behind
// still has it.
func TestCommitDoesNotBringBackWhatWasRemoved(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.commit()
	gitIn(t, s.data, "push", "-q", "origin", branch+":main")
	gitIn(t, s.data, "pull", "-q", "--ff-only", "origin", "main")
	gitIn(t, s.data, "branch", "-q", "-D", branch)
	theirs := s.theirs("main")
	gitIn(t, theirs, "rm", "-q", cooking)
	gitIn(t, theirs, "commit", "-q", "-m", "No talk")
	gitIn(t, theirs, "push", "-q", "origin", "main")
	gitIn(t, s.data, "fetch", "-q")
	if p := s.commit(); p.Commit != "" {
		t.Errorf("committed %s", s.changed("origin/main", p.Commit))
	}
}

// A run that was killed after the commit and before the drafts were marked is
// carried on.
func TestCommitCarriesOn(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	ready := snapshot(t, s.Workspace.Dir())
	first := s.commit()
	for name, text := range ready {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	again := s.commit()
	if again.Commit != "" || s.at(branch) != first.Commit {
		t.Errorf("a commit without changes was made: %+v", again)
	}
	if got := s.statuses(); got != "published published review" {
		t.Errorf("statuses %s", got)
	}
}

func TestOpenRepositoryNeedsCommits(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		needs.Missing(t, "git")
	}
	dir := t.TempDir()
	gitIn(t, dir, "init", "-q")
	gitIn(t, dir, "config", "user.name", "Curator")
	gitIn(t, dir, "config", "user.email", "curator@exconf.example")
	_, err := publish.OpenRepository(t.Context(), dir)
	if err == nil || !strings.Contains(err.Error(), "no commits yet") || !strings.Contains(ingest.Hint(err), "commit --allow-empty") {
		t.Errorf("error %v, hint %q", err, ingest.Hint(err))
	}
}

func TestHeadlineIsInert(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"ExConf 2024":               "ExConf 2024: add 1 talk",
		"Ünïcode Días, Łódź 2024":   "Ünïcode Días, Łódź 2024: add 1 talk",
		"fixes #3":                  "exconf-2024: add 1 talk",
		"@octocat 2024":             "exconf-2024: add 1 talk",
		"closes GH-3":               "exconf-2024: add 1 talk",
		"www.evil.example":          "exconf-2024: add 1 talk",
		"https://evil.example":      "exconf-2024: add 1 talk",
		"ExConf\n\nfixes #3":        "exconf-2024: add 1 talk",
		"-x":                        "exconf-2024: add 1 talk",
		"\u202eExConf":              "exconf-2024: add 1 talk",
		strings.Repeat("long ", 50): "exconf-2024: add 1 talk",
	} {
		r := publish.Report{Event: ingest.Event{Slug: "exconf-2024", Title: title}, Talks: []publish.Talk{{New: true}}}
		if got := r.Headline(); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}

func TestUnavailableIsRemembered(t *testing.T) {
	t.Parallel()
	state := filepath.Join(t.TempDir(), ".stevie")
	if got, err := intake.RecallUnavailable(cachefile.Open(state), "exconf-2024"); got != nil || err != nil {
		t.Errorf("before anything: %v (%v)", got, err)
	}
	want := []intake.Unavailable{{Provider: "youtube", ID: "a", Reason: "private"}, {Provider: "youtube", ID: "b", Reason: "live now", Title: "Opening"}}
	if err := intake.RememberUnavailable(cachefile.Open(state), intake.Summary{Event: "exconf-2024", Complete: true, Unavailable: want}); err != nil {
		t.Fatal(err)
	}
	// What was cut short does not know.
	if err := intake.RememberUnavailable(cachefile.Open(state), intake.Summary{Event: "exconf-2024"}); err != nil {
		t.Fatal(err)
	}
	got, err := intake.RecallUnavailable(cachefile.Open(state), "exconf-2024")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("recalled (-want +got):\n%s", diff)
	}
	if err := intake.RememberUnavailable(cachefile.Open(state), intake.Summary{Event: "../x", Complete: true}); err == nil {
		t.Error("wrote outside")
	}
	if err := os.WriteFile(filepath.Join(state, "unavailable", "exconf-2024.json"), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := intake.RecallUnavailable(cachefile.Open(state), "exconf-2024"); err == nil || errors.Is(err, os.ErrNotExist) {
		t.Errorf("a broken file: %v", err)
	}
}
