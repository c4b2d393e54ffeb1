package pipeline_test

import (
	"bytes"
	"math/rand/v2"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/internal/atomicfile"
)

// A run may be killed, and all that it has started with it, or the power may go, at
// any operation on files. Then every file is whole, old or new, no edit is lost, and
// the next run brings the world to where an undisturbed one would have brought it:
// also if the person has gone on editing in between.
func TestCutOff(t *testing.T) {
	t.Parallel()
	for _, j := range jobs() {
		t.Run(j.name, func(t *testing.T) {
			t.Parallel()
			start := newWorld(t, j)
			run := recording{start: start, job: j, want: start.undisturbed(t, j)}
			run.record(t)
			run.syncedBeforeNamed(t)
			run.inOrder(t)
			if !j.git { // an edit in between makes other commits
				run.editLater(t)
			}
			t.Run("killed", func(t *testing.T) {
				run.carryOn(t, func(d *disk) []state { return []state{d.now()} })
			})
			t.Run("power off", func(t *testing.T) {
				r := rand.New(rand.NewPCG(1, 1))
				run.carryOn(t, func(d *disk) []state { return d.powerCuts(r) })
				run.lasts(t)
			})
		})
	}
}

// recording is a job that was done under observation.
type recording struct {
	start  world
	job    job
	want   map[string]string // what it makes of the world
	edited map[string]string // the same, when the person goes on editing afterwards
	ops    []operation
}

func (run *recording) record(t *testing.T) {
	t.Helper()
	w := run.start.copy(t)
	run.ops = watch(t, w, run.job)
	d := newDisk(t, run.start)
	for _, o := range run.ops {
		must(t, d.do(o))
	}
	// The record is complete if it leads to where the run has come.
	if diff := cmp.Diff(d.now().onDisk(t).tree(t), w.tree(t)); diff != "" {
		t.Fatalf("the record of the run is not complete (-recorded +done):\n%s", diff)
	}
}

func (run *recording) editLater(t *testing.T) {
	t.Helper()
	w := run.start.copy(t)
	must(t, w.finish(t, run.job))
	w.later(t)
	must(t, w.finish(t, run.job))
	run.edited = withoutMemory(w.tree(t))
}

// cut is a state that is left when a run is cut off.
type cut struct {
	state
	before operation
}

// cuts gathers the different states that are left at any moment.
func (run *recording) cuts(t *testing.T, leaves func(*disk) []state) []cut {
	t.Helper()
	d := newDisk(t, run.start)
	var all []cut
	seen := map[string]bool{}
	for _, o := range run.ops {
		for _, s := range leaves(d) {
			if !seen[s.key()] {
				seen[s.key()] = true
				all = append(all, cut{s, o})
			}
		}
		must(t, d.do(o))
	}
	return all
}

// carryOn looks whether the next run carries on wherever this one is cut off.
func (run *recording) carryOn(t *testing.T, leaves func(*disk) []state) {
	t.Helper()
	had := versions(t, run.start, run.ops)
	all := run.cuts(t, leaves)
	for _, c := range all {
		for _, torn := range c.torn(had) {
			t.Errorf("cut off before %s: %s", c.before, torn)
		}
	}
	most := *disturbances
	if run.job.git {
		most = (most + 3) / 4 // git takes its time
	}
	picked := spread(len(all), most)
	t.Logf("%d operations leave %d states, of which %d are tried", len(run.ops), len(all), len(picked))
	for i, n := range picked {
		all[n].onDisk(t).carriedOn(t, run.job, run.want, everything)
		if run.edited != nil && (i%3 == 1 || most == 0) {
			w := all[n].onDisk(t)
			w.later(t)
			w.carriedOn(t, run.job, run.edited, withoutMemory)
		}
		if t.Failed() {
			t.Fatalf("cut off before %s", all[n].before)
		}
	}
}

// lasts makes sure that what a run has done cannot be undone once it has ended.
func (run *recording) lasts(t *testing.T) {
	t.Helper()
	d := newDisk(t, run.start)
	for _, o := range run.ops {
		must(t, d.do(o))
	}
	left := d.afterPowerCut(func(naming) bool { return false })
	if diff := cmp.Diff(run.want, left.onDisk(t).tree(t)); diff != "" {
		t.Errorf("the run has ended, and a power cut undoes (-want +left):\n%s", diff)
	}
}

// orders are files of which the first is there, for good, before the second: nothing
// is built on what may not last.
func orders(job string) [][2]string {
	const drafts, data = "workspace/drafts/exconf-2024/", "data/exconf-2024/videos/"
	return map[string][][2]string{
		"import": {
			{drafts + "new-maps.toml", drafts + ".base/youtube-world24-004.json"},     // new: the draft
			{drafts + ".base/youtube-world24-002.json", drafts + "slow-cooking.toml"}, // changed: the base
		},
		"import-new": {
			{"workspace/drafts/exconf-2026/event.toml", "workspace/drafts/exconf-2026/bright-ideas.toml"},
			{"workspace/drafts/exconf-2026/bright-ideas.toml", "workspace/drafts/exconf-2026/.base/youtube-world26-001.json"},
		},
		"sync": {
			{drafts + "new-maps.toml", "workspace/.stevie/sync/exconf-2024.json"},
			{drafts + ".base/pending", "workspace/.stevie/sync/exconf-2024.json"}, // is gone
			{"workspace/drafts/exconf-2026/bright-ideas.toml", "workspace/.stevie/channels.json"},
		},
		"publish": {
			{data + "slow-cooking.json", drafts + ".base/youtube-world24-002.json"},
			{data + "slow-cooking.json", drafts + "slow-cooking.toml"},
		},
		"publish-new": {
			{"data/exconf-2025/category.json", "data/exconf-2025/videos/loud-tests.json"},
			{"data/exconf-2025/videos/loud-tests.json", "workspace/drafts/exconf-2025/loud-tests.toml"},
		},
		"commit": {
			{"data/.git/refs/heads/stevie/exconf-2024", drafts + ".base/youtube-world24-002.json"},
			{"data/.git/refs/heads/stevie/exconf-2024", drafts + "slow-cooking.toml"},
		},
	}[job]
}

func (run *recording) inOrder(t *testing.T) {
	t.Helper()
	for _, pair := range orders(run.job.name) {
		named, lasting := run.when(pair[0])
		then, _ := run.when(pair[1])
		if named < 0 || then < 0 || lasting < named || lasting > then {
			t.Errorf("%s is there at %d and lasts from %d, %s is there at %d", pair[0], named, lasting, pair[1], then)
		}
	}
}

// when tells which operation is the last to give a file its name, or to take it away,
// and from which on that lasts.
func (run *recording) when(file string) (named, lasting int) {
	named, lasting = -1, -1
	for i, o := range run.ops {
		switch {
		case o.to == file || o.call == "unlink" && o.path == file:
			named, lasting = i, -1
		case o.call == "sync" && o.path == path.Dir(file) && lasting < 0:
			lasting = i
		}
	}
	return named, lasting
}

// syncedBeforeNamed makes sure that a file has its bytes on the disk before it gets
// its name, so that none can come out of a power cut empty.
func (run *recording) syncedBeforeNamed(t *testing.T) {
	t.Helper()
	d := newDisk(t, run.start)
	for _, o := range run.ops {
		named := o.call == "link" || o.call == "rename" || o.call == "exchange"
		if file := d.files[o.path]; named && !bytes.Equal(file.data, file.synced) {
			t.Errorf("%s before its bytes were synced", o)
		}
		temporary := strings.HasPrefix(path.Base(o.path), atomicfile.TempPrefix)
		if len(o.data) > 0 && !temporary && !inGit(o.path) {
			t.Errorf("%s is written in place", o.path)
		}
		must(t, d.do(o))
	}
}
