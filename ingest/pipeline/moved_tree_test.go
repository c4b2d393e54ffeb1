package pipeline_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/internal/git"
)

const publishedFolder = "data/exconf-2024/videos/"

// put writes a file of the world.
func (w world) put(t testing.TB, name, text string) {
	t.Helper()
	put(t, w.dir, name, text)
}

func (w world) read(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, filepath.FromSlash(name)))
	if err != nil {
		return ""
	}
	return string(text)
}

func (w world) remove(t testing.TB, name string) {
	t.Helper()
	must(t, os.RemoveAll(filepath.Join(w.dir, filepath.FromSlash(name))))
}

// moves are what others may do to a data tree.
var moves = map[string]struct {
	do    func(t *testing.T, w world)
	check func(t *testing.T, w world)
}{
	"the same talk is added under another name": {
		func(t *testing.T, w world) {
			w.put(t, publishedFolder+"by-hand.json", string(record.Encode(ingest.Record{
				Title: "Slow cooking by hand", Speakers: []string{"John Roe"}, Language: "eng", Videos: at("world24-002"),
			})))
		},
		func(t *testing.T, w world) {
			if w.read(t, publishedFolder+"slow-cooking.json") != "" {
				t.Error("the talk has a second record")
			}
		},
	},
	"another talk takes the name": {
		func(t *testing.T, w world) { w.put(t, publishedFolder+"slow-cooking.json", othersRecord) },
		func(t *testing.T, w world) {
			if w.read(t, publishedFolder+"slow-cooking.json") != othersRecord {
				t.Error("the other talk's record was overwritten")
			}
			if w.read(t, publishedFolder+"slow-cooking-2.json") == "" {
				t.Error("the talk has no record")
			}
		},
	},
	"a record is edited": {
		func(t *testing.T, w world) {
			w.change(t, publishedFolder+"quiet-logs.json", `"language": "eng"`, `"language": "fra"`)
		},
		func(t *testing.T, w world) {
			text := w.read(t, publishedFolder+"quiet-logs.json")
			if !strings.Contains(text, `"fra"`) || !strings.Contains(text, "My own words") {
				t.Errorf("an edit is lost:\n%s", text)
			}
		},
	},
	"a record is renamed": {
		func(t *testing.T, w world) {
			text := w.read(t, publishedFolder+"quiet-logs.json")
			w.remove(t, publishedFolder+"quiet-logs.json")
			w.put(t, publishedFolder+"logs.json", text)
		},
		func(t *testing.T, w world) {
			if w.read(t, publishedFolder+"quiet-logs.json") != "" || !strings.Contains(w.read(t, publishedFolder+"logs.json"), "My own words") {
				t.Error("the record was not updated where it is")
			}
		},
	},
	"a record is deleted": {
		func(t *testing.T, w world) { w.remove(t, publishedFolder+"quiet-logs.json") },
		func(t *testing.T, w world) {
			if w.read(t, publishedFolder+"quiet-logs.json") != "" {
				t.Error("the record is back")
			}
		},
	},
	"the event is deleted": {
		func(t *testing.T, w world) { w.remove(t, "data/exconf-2024") },
		func(t *testing.T, w world) {
			if w.read(t, publishedFolder+"quiet-logs.json") != "" {
				t.Error("the record is back")
			}
			if w.read(t, "data/exconf-2024/category.json") == "" {
				t.Error("there are records and no category.json")
			}
		},
	},
	"a record is half saved": {
		func(t *testing.T, w world) {
			text := w.read(t, publishedFolder+"quiet-logs.json")
			w.put(t, publishedFolder+"quiet-logs.json", strings.TrimSuffix(text, "}\n"))
		},
		func(t *testing.T, w world) {
			if text := w.read(t, publishedFolder+"quiet-logs.json"); strings.HasSuffix(text, "}\n") {
				t.Errorf("the half record was written over:\n%s", text)
			}
			if w.read(t, publishedFolder+"quiet-logs-2.json") != "" {
				t.Error("the talk has a second record")
			}
		},
	},
	"the same talk is half saved": {
		func(t *testing.T, w world) {
			w.put(t, publishedFolder+"by-hand.json", "{\n  \"videos\": [\n    {\"url\": \"https://youtu.be/world24-002\"")
		},
		func(t *testing.T, w world) {
			if w.read(t, publishedFolder+"slow-cooking.json") != "" {
				t.Error("the talk has a second record")
			}
		},
	},
	"another category.json is there": {
		func(t *testing.T, w world) {
			w.put(t, "data/exconf-2024/category.json", "{\n  \"title\": \"ExConf '24\"\n}\n")
		},
		func(t *testing.T, w world) {
			if !strings.Contains(w.read(t, "data/exconf-2024/category.json"), "'24") {
				t.Error("category.json was overwritten")
			}
		},
	},
}

var othersRecord = string(record.Encode(ingest.Record{Title: "Slow cooking, another talk", Speakers: []string{"Zoe Quo"}, Videos: at("othervideo1")}))

// Others work on the data tree while publish does: after it was indexed, and before
// each draft of the run. What they do stays, nothing comes twice, and all drafts that
// it does not concern are published.
func TestPublishWhileTheTreeMoves(t *testing.T) {
	t.Parallel()
	start := newWorld(t, jobNamed("publish"))
	for name, move := range moves {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for turn := 0; ; turn++ {
				w := start.copy(t)
				v, err := w.visit(t.Context(), night)
				must(t, err)
				if turn == 0 {
					move.do(t, w)
				}
				ctx, came := inTurn(t.Context(), turn, func() { move.do(t, w) })
				p, err := v.Publish(ctx, "exconf-2024", publish.Options{})
				must(t, errors.Join(append(p.Problems, err)...))
				must(t, v.Workspace.Close())
				if !came() {
					if turn < 4 {
						t.Errorf("only %d turns", turn)
					}
					break
				}
				move.check(t, w)
				w.once(t)
				want := "published published published"
				if len(p.Refused) == 0 {
					must(t, w.work(t.Context(), "publish"))
				} else if strings.HasSuffix(p.Refused[0].Draft, "slow-cooking.toml") {
					want = "published published ready"
				}
				move.check(t, w)
				w.once(t)
				if got := w.statuses(t); got != want {
					t.Errorf("statuses %s", got)
				}
				if t.Failed() {
					t.Fatalf("in turn %d", turn)
				}
			}
		})
	}
}

// statuses are those of the drafts of 2024, by file.
func (w world) statuses(t *testing.T) string {
	t.Helper()
	v, err := w.visit(t.Context(), night)
	must(t, err)
	defer v.Workspace.Close()
	contents, err := v.Workspace.Load(t.Context(), "exconf-2024")
	must(t, err)
	var list []string
	for _, d := range contents.Folders[0].Drafts {
		list = append(list, string(d.Status))
	}
	return strings.Join(list, " ")
}

// Others work on the repository while publish commits. A commit that would rest on
// what is not so any more is not made; repeating the command is all it takes.
func TestCommitWhileTheRepositoryMoves(t *testing.T) {
	t.Parallel()
	j := jobNamed("commit")
	start := newWorld(t, j)
	base := gitIn(t, start.data(), "rev-parse", "main")
	for name, move := range map[string]struct {
		do    func(t *testing.T, w world)
		moved bool // the commit has to wait for the next run
		check func(t *testing.T, w world)
	}{
		"the default branch gets the same talk": {func(t *testing.T, w world) {
			moves["the same talk is added under another name"].do(t, w)
			gitIn(t, w.data(), "add", "exconf-2024/videos/by-hand.json")
			gitIn(t, w.data(), "commit", "-q", "-m", "By hand")
		}, true, func(t *testing.T, w world) {
			if files := gitIn(t, w.data(), "ls-tree", "-r", "--name-only", branch); strings.Contains(files, "slow-cooking") {
				t.Errorf("the talk has a second record:\n%s", files)
			}
		}},
		"the event's branch gets a commit": {func(t *testing.T, w world) {
			tree := gitIn(t, w.data(), "rev-parse", "main^{tree}")
			gitIn(t, w.data(), "branch", branch, gitIn(t, w.data(), "commit-tree", "-p", "main", "-m", "Theirs", tree))
		}, true, func(t *testing.T, w world) {
			if log := gitIn(t, w.data(), "log", "--format=%s", "main.."+branch); log != "ExConf 2024: add 2 talks, update 1\nTheirs" {
				t.Errorf("the branch has the commits\n%s", log)
			}
		}},
		"another branch is checked out": {func(t *testing.T, w world) {
			gitIn(t, w.data(), "switch", "-q", "--orphan", "elsewhere")
		}, false, func(t *testing.T, w world) {
			if got := gitIn(t, w.data(), "rev-parse", branch+"^"); got != base {
				t.Errorf("the commit stands on %s, not on main", got)
			}
			gitIn(t, w.data(), "switch", "-q", "main")
		}},
		"somebody is in the middle of a commit": {func(t *testing.T, w world) {
			w.put(t, "data/.git/index.lock", "")
		}, false, func(t *testing.T, w world) { w.remove(t, "data/.git/index.lock") }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, turn := range []int{0, 2} {
				w := start.copy(t)
				v, err := w.visit(t.Context(), night)
				must(t, err)
				g, err := publish.OpenRepository(t.Context(), w.data())
				must(t, err)
				if turn == 0 {
					move.do(t, w)
				}
				ctx, came := inTurn(t.Context(), turn, func() { move.do(t, w) })
				_, err = v.Commit(ctx, g, "exconf-2024", publish.Options{})
				must(t, v.Workspace.Close())
				if !came() || errors.Is(err, git.ErrMoved) != move.moved || err != nil && !move.moved {
					t.Errorf("turn %d: %v", turn, err)
				}
				if marked := w.statuses(t); move.moved && marked != "ready published ready" {
					t.Errorf("turn %d: drafts are marked: %s", turn, marked)
				}
				must(t, w.work(t.Context(), "commit"))
				move.check(t, w)
				if marked := w.statuses(t); marked != "published published published" {
					t.Errorf("turn %d: statuses %s", turn, marked)
				}
				w.whole(t)
			}
		})
	}
}

// A git that was cut off when it moved the branch has left its lock, which no git
// gets past. The next run does.
func TestCommitPastAStaleLock(t *testing.T) {
	t.Parallel()
	w := newWorld(t, jobNamed("commit"))
	w.put(t, "data/.git/refs/heads/"+branch+".lock", "")
	must(t, w.work(t.Context(), "commit"))
	if marked := w.statuses(t); marked != "published published published" {
		t.Errorf("statuses %s", marked)
	}
	if w.exists("data/.git/refs/heads/" + branch + ".lock") {
		t.Error("the lock is there still")
	}
}

func (w world) exists(name string) bool {
	_, err := os.Lstat(filepath.Join(w.dir, filepath.FromSlash(name)))
	return err == nil
}
