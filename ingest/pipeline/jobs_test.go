package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	stepsync "github.com/pyvideo/stevie/ingest/sync"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/audit"
	"github.com/pyvideo/stevie/ingest/gather"
	"github.com/pyvideo/stevie/ingest/intake"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
	"github.com/pyvideo/stevie/internal/cachefile"
	"github.com/pyvideo/stevie/providers/youtube"
)

// visit is one run of stevie in a world.
type visit struct {
	*steps
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
	workspace, err := workspace.Open(w.drafts(), w.state())
	if err != nil {
		return nil, err
	}
	v := &visit{steps: &steps{Workspace: workspace, DataDir: w.data(), Cache: cachefile.Open(w.state())}, world: w, now: now}
	if v.provider, err = youtube.New(youtube.Config{APIKey: "key-of-the-test", HTTP: v}); err != nil {
		return nil, err
	}
	v.Hosts, v.Now = oneHost{v.provider}, func() time.Time { return v.now }
	tree, err := record.OpenTree(w.data())
	if err != nil {
		return nil, err
	}
	v.Tree, err = tree.Index(ctx)
	return v, err
}

func (v *visit) find(raw string) (ingest.Target, error) { return v.Hosts.Resolve(raw) }

func (v *visit) importList(ctx context.Context, slug, list string) error {
	target, err := v.find(playlistURL(list))
	if err != nil {
		return err
	}
	haul, err := gather.Gather(ctx, []ingest.Target{target}, gather.Options{})
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
	summary, err := v.Import(ctx, ev, haul, intake.Options{Was: &was})
	return errors.Join(append(summary.Problems, err)...)
}

func (v *visit) syncAll(ctx context.Context) error {
	summary, err := v.Sync(ctx, stepsync.Options{
		Channels: []stepsync.Channel{{URL: "https://www.youtube.com/channel/" + testChannel, Series: "exconf"}},
	})
	for _, s := range summary.Events {
		err = errors.Join(append(s.Problems, err)...)
	}
	return errors.Join(append(summary.Problems, err)...)
}

func (v *visit) audit(ctx context.Context, fix bool) error {
	result, err := v.Audit(ctx, audit.Options{Fix: fix})
	return errors.Join(append(result.Problems, err)...)
}

func (v *visit) publish(ctx context.Context, event string) error {
	p, err := v.Publish(ctx, event, publish.Options{})
	return errors.Join(append(p.Problems, refusals(p), err)...)
}

func (v *visit) commit(ctx context.Context) error {
	g, err := publish.OpenRepository(ctx, v.data())
	if err != nil {
		return err
	}
	p, err := v.Commit(ctx, g, "exconf-2024", publish.Options{})
	return errors.Join(append(p.Problems, refusals(p), err)...)
}

func refusals(p publish.Publication) error {
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
		// No run is to be through before the other one has looked at the same.
		ctx = turns{ctx, func() { time.Sleep(10 * time.Millisecond) }}
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
