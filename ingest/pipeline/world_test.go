package pipeline_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/atomicfile"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/internal/needs"
	"github.com/pyvideo/stevie/providers/youtube"
)

// disturbances bounds how many disturbed states of each job are tried.
var disturbances = flag.Int("disturb", 6, "disturbed states of each job that are tried, spread over all there are; 0 is all of them")

// world is a workspace and a data tree in one folder, with edits of a person in
// both, the evening before a host has news. It can be copied, and worked on from a
// process of its own.
type world struct{ dir string }

func (w world) drafts() string { return filepath.Join(w.dir, "workspace", "drafts") }
func (w world) state() string  { return filepath.Join(w.dir, "workspace", ".stevie") }
func (w world) data() string   { return filepath.Join(w.dir, "data") }

// The collections and some videos of the world's host.
const (
	listOf2024, listOf2025, listOf2026 = "PLworld0000002024", "PLworld0000002025", "PLworld0000002026"
	listOfOthers                       = "PLworldofothers00" // of another channel
	shared                             = "world25-001"       // also in the playlist of 2026
)

// The evening, and the night after the next day.
var (
	evening = time.Date(2026, 3, 2, 20, 0, 0, 0, time.UTC)
	night   = time.Date(2026, 3, 4, 3, 0, 0, 0, time.UTC)
)

// worldHost is the host as it is at a time.
func worldHost(now time.Time) *fakehost.YouTube {
	talk := func(id, title string) fakehost.YouTubeVideo {
		return fakehost.YouTubeVideo{
			ID: id, Title: title, ChannelID: testChannel, Published: "2024-05-30T08:00:00Z",
			Duration: "PT28M14S", Description: "About " + title + ".",
		}
	}
	y := &fakehost.YouTube{
		Channels: []fakehost.YouTubeChannel{{ID: testChannel, Title: "ExConf", Uploads: []string{"world23-003"}}},
		Videos: []fakehost.YouTubeVideo{
			talk("world24-001", "Fast parsers - Jane Doe"), talk("world24-002", "Slow cooking - John Roe"),
			talk("world24-003", "Quiet logs - Ann Poe"),
			talk(shared, "Loud tests - Bea Moe"), talk("world25-002", "Small maps - Cy Noe"),
			talk("world23-001", "Old parsers - Jane Doe"), talk("world23-002", "Old queues - Ann Poe"),
		},
	}
	lists := map[string][]string{
		listOf2024: {"world24-001", "world24-002", "world24-003"},
		listOf2025: {shared, "world25-002"},
	}
	if now.After(evening) {
		y.Videos[0].Title = "Fast parsers, in colour - Jane Doe"
		y.Videos[1].Title = "Slow cooking, in colour - John Roe"
		y.Videos[2].Privacy = "private"
		y.Videos = append(y.Videos[:5], talk("world24-004", "New maps - Dee Low"), talk("world25-003", "New logs - Eve Row"),
			talk("world26-001", "Bright ideas - Flo Tow"), talk("world26-002", "Dark matter - Gil Vow"), talk("world23-003", "Old parsers - Jane Doe"))
		lists[listOf2024] = append(lists[listOf2024], "world24-004")
		lists[listOf2025] = append(lists[listOf2025], "world25-003")
		lists[listOf2026] = []string{"world26-001", "world26-002", shared}
	}
	y.Playlists = append(y.Playlists, fakehost.YouTubePlaylist{
		ID: listOfOthers, Title: "OtherConf 2026", ChannelID: "UCotherconf0000000000000", Videos: []string{"world25-003", "world26-001"},
	})
	for _, id := range slices.Sorted(maps.Keys(lists)) {
		y.Playlists = append(y.Playlists, fakehost.YouTubePlaylist{
			ID: id, Title: "ExConf " + id[len(id)-4:], ChannelID: testChannel, Videos: lists[id],
		})
	}
	return y
}

// visit is one run of stevie in a world.
type visit struct {
	*pipeline.Pipeline
	world
	now      time.Time
	provider *youtube.Provider
	// asked is called before each request; it may be nil.
	asked func(*http.Request) error
}

// RoundTrip is the way to the host.
func (v *visit) RoundTrip(req *http.Request) (*http.Response, error) {
	if v.asked != nil {
		if err := v.asked(req); err != nil {
			return nil, err
		}
	}
	rec := httptest.NewRecorder()
	worldHost(v.now).ServeHTTP(rec, req)
	return rec.Result(), nil
}

// visit opens the world. The caller closes the workspace.
func (w world) visit(ctx context.Context, now time.Time) (*visit, error) {
	workspace, err := draft.Open(w.drafts(), w.state())
	if err != nil {
		return nil, err
	}
	v := &visit{Pipeline: &pipeline.Pipeline{Workspace: workspace, DataDir: w.data()}, world: w, now: now}
	if v.provider, err = youtube.New(youtube.Config{APIKey: "key-of-the-test", HTTP: v}); err != nil {
		return nil, err
	}
	v.Resolve = func(raw string) (ingest.Ref, error) {
		target, err := v.find(raw)
		return target.Ref, err
	}
	tree, err := record.OpenTree(w.data())
	if err != nil {
		return nil, err
	}
	v.Tree, err = tree.Index(ctx)
	return v, err
}

func (v *visit) find(raw string) (pipeline.Target, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return pipeline.Target{}, err
	}
	ref, err := v.provider.Match(u)
	return pipeline.Target{URL: raw, Provider: v.provider, Ref: ref}, err
}

func (v *visit) importList(ctx context.Context, slug, list string) error {
	target, err := v.find(playlistURL(list))
	if err != nil {
		return err
	}
	haul, err := pipeline.Gather(ctx, []pipeline.Target{target}, 0, pipeline.Watcher{})
	if err != nil {
		return err
	}
	was, err := v.Workspace.Event(slug)
	ev := was
	if errors.Is(err, fs.ErrNotExist) {
		ev = v.ProposeEvent(haul, "")
		ev.Slug = slug
	} else if err != nil {
		return err
	}
	v.AddSources(&ev, haul)
	summary, err := v.Import(ctx, ev, haul, pipeline.ImportOptions{Was: &was})
	return errors.Join(append(summary.Problems, err)...)
}

func (v *visit) syncAll(ctx context.Context) error {
	summary, err := v.Sync(ctx, pipeline.SyncOptions{
		Channels: []pipeline.Channel{{URL: "https://www.youtube.com/channel/" + testChannel, Series: "exconf"}},
		Find:     v.find, State: v.state(), Now: func() time.Time { return v.now },
	})
	for _, s := range summary.Events {
		err = errors.Join(append(s.Problems, err)...)
	}
	return errors.Join(append(summary.Problems, err)...)
}

func (v *visit) audit(ctx context.Context, fix bool) error {
	result, err := v.Audit(ctx, pipeline.AuditOptions{
		Provider: func(name string) ingest.Provider {
			if name == youtube.Name {
				return v.provider
			}
			return nil
		},
		Channel: func(_, id string) (pipeline.Target, error) { return v.find("https://www.youtube.com/channel/" + id) },
		State:   v.state(), Now: func() time.Time { return v.now }, Fix: fix,
	})
	return errors.Join(append(result.Problems, err)...)
}

func (v *visit) publish(ctx context.Context, event string) error {
	p, err := v.Publish(ctx, event, pipeline.PublishOptions{})
	return errors.Join(append(p.Problems, refusals(p), err)...)
}

func (v *visit) commit(ctx context.Context) error {
	g, err := pipeline.OpenRepository(ctx, v.data())
	if err != nil {
		return err
	}
	p, err := v.Commit(ctx, g, "exconf-2024", pipeline.PublishOptions{})
	return errors.Join(append(p.Problems, refusals(p), err)...)
}

func refusals(p pipeline.Publication) error {
	if len(p.Refused) > 0 {
		return fmt.Errorf("refused: %+v", p.Refused)
	}
	return nil
}

// job is what a run does, the run that is disturbed.
type job struct {
	name string
	git  bool // it needs a repository, and so is done in a process of its own
	// prepare is what the person does before; it may be nil.
	prepare func(t *testing.T, w world)
	run     func(ctx context.Context, v *visit) error
}

func jobs() []job {
	return []job{
		{name: "import", run: func(ctx context.Context, v *visit) error { return v.importList(ctx, "exconf-2024", listOf2024) }},
		{name: "import-new", run: func(ctx context.Context, v *visit) error { return v.importList(ctx, "exconf-2026", listOf2026) }},
		{name: "sync", run: func(ctx context.Context, v *visit) error { return v.syncAll(ctx) }},
		{
			name: "remap",
			prepare: func(t *testing.T, w world) {
				w.change(t, "workspace/drafts/exconf-2024/event.toml", `language = ""`, `language = "deu"`)
			},
			run: func(ctx context.Context, v *visit) error {
				summary, err := v.Remap(ctx, "exconf-2024")
				return errors.Join(append(summary.Problems, err)...)
			},
		},
		{name: "publish", run: func(ctx context.Context, v *visit) error { return v.publish(ctx, "exconf-2024") }},
		{
			name: "publish-new",
			prepare: func(t *testing.T, w world) {
				w.change(t, "workspace/drafts/exconf-2025/loud-tests.toml", `status = "review"`, `status = "ready"`)
			},
			run: func(ctx context.Context, v *visit) error { return v.publish(ctx, "exconf-2025") },
		},
		{name: "commit", git: true, run: func(ctx context.Context, v *visit) error { return v.commit(ctx) }},
		{
			name: "audit",
			prepare: func(t *testing.T, w world) { // the videos are missing since yesterday
				v, err := w.visit(t.Context(), night.AddDate(0, 0, -1))
				must(t, err)
				defer v.Workspace.Close()
				must(t, v.audit(t.Context(), false))
			},
			run: func(ctx context.Context, v *visit) error { return v.audit(ctx, true) },
		},
	}
}

// jobNamed is one of the jobs, or one that is only done beside others.
func jobNamed(name string) job {
	other := job{name: "import-other", run: func(ctx context.Context, v *visit) error {
		return v.importList(ctx, "otherconf-2026", listOfOthers)
	}}
	all := append(jobs(), other)
	return all[slices.IndexFunc(all, func(j job) bool { return j.name == name })]
}

// noRaceSleep spares a process that was built with the race detector its last second.
const noRaceSleep = "GORACE=atexit_sleep_ms=0"

// inWorld tells the test binary, run again, which job to do where.
const inWorld, jobInWorld = "STEVIE_TEST_WORLD", "STEVIE_TEST_JOB"

// workIn is the process that is disturbed.
func workIn(dir, name string) int {
	err := (world{dir}).work(context.Background(), name)
	if err == nil {
		return 0
	}
	hint := ingest.Hint(err)
	if hint == "" && (errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EFBIG)) {
		hint = "make room on the disk" // as the command line says it
	}
	fmt.Fprintf(os.Stderr, "%v\nhint: %s\n", err, hint)
	return 1
}

// work does a job in this process.
func (w world) work(ctx context.Context, name string) error {
	v, err := w.visit(ctx, night)
	if err != nil {
		return err
	}
	defer v.Workspace.Close()
	if dir := os.Getenv(meetAt); dir != "" {
		if strings.HasPrefix(name, "publish") || name == "commit" || name == "remap" {
			if err := meet(dir); err != nil { // they ask no host
				return err
			}
		}
		v.asked = func(*http.Request) error { return meet(dir) }
	}
	return jobNamed(name).run(ctx, v)
}

// command does a job in a process of its own. Commits are made at a fixed time, so
// that the same ones have the same names.
func (w world) command(ctx context.Context, tb testing.TB, name string, args ...string) *exec.Cmd {
	tb.Helper()
	exe, err := os.Executable()
	if err != nil {
		tb.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, exe)
	if len(args) > 0 {
		cmd = exec.CommandContext(ctx, args[0], append(args[1:], exe)...)
	}
	cmd.Env = append(os.Environ(), inWorld+"="+w.dir, jobInWorld+"="+name, noRaceSleep,
		"GIT_AUTHOR_DATE=2026-03-04T03:00:00Z", "GIT_COMMITTER_DATE=2026-03-04T03:00:00Z")
	return cmd
}

// finish does a job undisturbed.
func (w world) finish(t *testing.T, j job) error {
	t.Helper()
	if !j.git {
		return w.work(t.Context(), j.name)
	}
	if out, err := w.command(t.Context(), t, j.name).CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

// newWorld makes the world of a job.
func newWorld(t *testing.T, j job) world {
	t.Helper()
	w := world{quickDir(t)}
	if j.git {
		if _, err := exec.LookPath("git"); err != nil {
			needs.Missing(t, "git")
		}
	}
	for _, file := range []struct {
		name string
		rec  ingest.Record
	}{
		{"old-parsers.json", ingest.Record{Title: "Old parsers", Speakers: []string{"Jane Doe"}, Videos: at("world23-001")}},
		{"old-queues.json", ingest.Record{Title: "Old queues", Speakers: []string{"Ann Poe"}, Videos: at("world23-002")}},
	} {
		writeRecord(t, w.data(), "exconf-2023", file.name, file.rec)
	}
	v, err := w.visit(t.Context(), evening)
	must(t, err)
	defer v.Workspace.Close()
	for slug, list := range map[string]string{"exconf-2024": listOf2024, "exconf-2025": listOf2025} {
		must(t, v.Workspace.CreateEvent(ingest.Event{
			Slug: slug, Title: "ExConf " + slug[7:], Watch: true, Sources: []ingest.Source{{URL: playlistURL(list)}},
		}))
	}
	must(t, v.syncAll(t.Context()))
	must(t, v.audit(t.Context(), false))
	w.edit(t, v)
	if j.git {
		gitIn(t, w.data(), "init", "-q", "-b", "main", "--template=")
		gitIn(t, w.data(), "config", "user.name", "Curator")
		gitIn(t, w.data(), "config", "user.email", "curator@exconf.example")
		gitIn(t, w.data(), "add", ".")
		gitIn(t, w.data(), "commit", "-q", "-m", "Begin")
	}
	if j.prepare != nil {
		j.prepare(t, w)
	}
	return w
}

func at(id string) []ingest.Location {
	return []ingest.Location{{Type: "youtube", URL: "https://www.youtube.com/watch?v=" + id}}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// edit is the person. One talk is published, and edited since, here and there.
func (w world) edit(t *testing.T, v *visit) {
	t.Helper()
	const folder = "workspace/drafts/exconf-2024/"
	w.change(t, folder+"quiet-logs.toml", `status = "review"`, `status = "ready"`)
	must(t, v.publish(t.Context(), "exconf-2024"))
	w.change(t, folder+"quiet-logs.toml", "About Quiet logs", "My own words about Quiet logs")
	w.change(t, "data/exconf-2024/videos/quiet-logs.json", `"Ann Poe"`, `"Ann B. Poe"`)
	w.change(t, folder+"fast-parsers.toml", `title = "Fast parsers"`, `title = "My own parsers"   # mine`)
	w.change(t, folder+"fast-parsers.toml", `status = "review"`, `status = "ready"`)
	w.change(t, folder+"slow-cooking.toml", `status = "review"`, `status = "ready"`)
	w.change(t, folder+"event.toml", `schedule = ""`, "schedule = \"\" # none yet\n# I was here")
}

// change replaces a text in a file, as an editor would.
func (w world) change(t testing.TB, name, from, to string) {
	t.Helper()
	name = filepath.Join(w.dir, filepath.FromSlash(name))
	text, err := os.ReadFile(name)
	must(t, err)
	if !strings.Contains(string(text), from) {
		t.Fatalf("%s has no %q:\n%s", name, from, text)
	}
	must(t, os.WriteFile(name, []byte(strings.Replace(string(text), from, to, 1)), 0o644))
}

// quickDir is a folder for what is thrown away at once: in memory where that is
// possible, since syncing is not what takes the time there.
func quickDir(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "stevie-test-") //nolint:usetesting // t.TempDir is on a disk, which has to be waited for
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// copyWorld copies a world.
func (w world) copy(t *testing.T) world {
	t.Helper()
	dir := filepath.Join(quickDir(t), "world")
	must(t, os.CopyFS(dir, os.DirFS(w.dir)))
	return world{dir}
}

// tree is everything that a job is to bring to the same bytes however it is
// disturbed, by slash-separated paths. Of a repository it is the branches: which
// objects nobody needs lie about is git's affair. Lock files are left behind on
// purpose, and temporary ones of states for an hour. The event of a new playlist is
// listed once more by the run after the one that made it, whichever that is.
func (w world) tree(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	must(t, filepath.WalkDir(w.dir, func(name string, e fs.DirEntry, err error) error {
		rel := filepath.ToSlash(strings.TrimPrefix(name, w.dir+string(filepath.Separator)))
		inState := strings.HasPrefix(rel, "workspace/.stevie/")
		switch {
		case err != nil:
			return err
		case rel == "data/.git":
			files[rel] = gitIn(t, w.data(), "for-each-ref")
			return fs.SkipDir
		case e.IsDir(), rel == "workspace/.stevie/sync/exconf-2026.json", path.Ext(rel) == ".lock" && inState, strings.HasPrefix(e.Name(), atomicfile.TempPrefix) && inState:
			return nil
		}
		text, err := os.ReadFile(name)
		files[rel] = string(text)
		return err
	}))
	return files
}

// whole reports files that cannot be understood, and people's edits that are gone.
func (w world) whole(t *testing.T) {
	t.Helper()
	for name, text := range w.tree(t) {
		if err := readable(name, []byte(text)); err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
	for name, words := range map[string]string{
		"workspace/drafts/exconf-2024/quiet-logs.toml":   "My own words about Quiet logs",
		"workspace/drafts/exconf-2024/fast-parsers.toml": `title = "My own parsers"   # mine`,
		"workspace/drafts/exconf-2024/event.toml":        "schedule = \"\" # none yet\n# I was here",
		"data/exconf-2024/videos/quiet-logs.json":        "Ann B. Poe",
	} {
		text, err := os.ReadFile(filepath.Join(w.dir, filepath.FromSlash(name)))
		if err != nil || !strings.Contains(string(text), words) {
			t.Errorf("the person's %q is gone from %s (%v):\n%s", words, name, err, text)
		}
	}
}

// readable reports whether a file is whole, by what it is to hold.
func readable(name string, text []byte) error {
	switch {
	case strings.HasPrefix(path.Base(name), atomicfile.TempPrefix):
		return nil
	case path.Base(name) == draft.EventFile:
		_, err := draft.ParseEvent("exconf-2024", name, text)
		return err
	case path.Ext(name) == ".toml":
		_, err := draft.Parse(name, text)
		return err
	case path.Base(path.Dir(name)) == ".base":
		_, err := draft.DecodeBase(text)
		return err
	case path.Ext(name) == ".json":
		canonical, err := record.Canonical(text)
		if err == nil && strings.HasPrefix(name, "data/") && string(canonical) != string(text) {
			err = errors.New("not canonical")
		}
		return err
	}
	return nil
}

// once reports videos that are in several drafts or in several records.
func (w world) once(t *testing.T) {
	t.Helper()
	v, err := w.visit(t.Context(), night)
	must(t, err)
	defer v.Workspace.Close()
	contents, err := v.Workspace.Load(t.Context())
	must(t, err)
	for _, problem := range contents.Problems {
		t.Error(problem)
	}
	drafts := map[ingest.Key]string{}
	for _, f := range contents.Folders {
		for _, d := range f.Drafts {
			if other := drafts[d.Source.Key()]; other != "" {
				t.Errorf("%s is in %s and %s", d.Source.Key(), other, d.Path)
			}
			drafts[d.Source.Key()] = d.Path
		}
	}
	for key := range drafts {
		if places := v.Tree.Lookup(key); len(places) > 1 {
			t.Errorf("%s is in %v", key, places)
		}
	}
}

// later is an edit of a draft that is made after a run was disturbed and before the
// next one.
func (w world) later(t *testing.T) {
	t.Helper()
	w.change(t, "workspace/drafts/exconf-2024/slow-cooking.toml", `copyright_text = ""`, `copyright_text = "CC BY" # ask`)
}

// withoutMemory leaves out the bases and the commits. They have in them what was
// there before, and so differ when an edit came before a run instead of after it.
func withoutMemory(tree map[string]string) map[string]string {
	maps.DeleteFunc(tree, func(name, _ string) bool { return path.Base(path.Dir(name)) == ".base" || name == "data/.git" })
	return tree
}

// carriedOn does the job in a disturbed world and compares it with the same job
// undisturbed.
func (w world) carriedOn(t *testing.T, j job, want map[string]string, compared func(map[string]string) map[string]string) {
	t.Helper()
	w.whole(t)
	if err := w.finish(t, j); err != nil {
		t.Errorf("the next run: %v", err)
	}
	if diff := cmp.Diff(want, compared(w.tree(t))); diff != "" {
		t.Errorf("after the next run (-undisturbed +disturbed):\n%s", diff)
	}
}

func everything(tree map[string]string) map[string]string { return tree }

// undisturbed does a job in peace, and makes sure that there is nothing left to do.
func (w world) undisturbed(t *testing.T, j job) map[string]string {
	t.Helper()
	w = w.copy(t)
	before := w.tree(t)
	must(t, w.finish(t, j))
	want := w.tree(t)
	if cmp.Equal(before, want) {
		t.Fatal("the job does nothing")
	}
	must(t, w.finish(t, j))
	if diff := cmp.Diff(want, w.tree(t)); diff != "" {
		t.Fatalf("a second run changes files (-first +second):\n%s", diff)
	}
	w.whole(t)
	w.once(t)
	return want
}

// spread picks at most so many out of n, the first and the last among them.
func spread(n, most int) []int {
	var picked []int
	for i := range n {
		if most == 0 || n <= most || i == 0 || i*(most-1)/(n-1) != (i-1)*(most-1)/(n-1) {
			picked = append(picked, i)
		}
	}
	return picked
}
