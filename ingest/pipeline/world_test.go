package pipeline_test

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
	"github.com/pyvideo/stevie/internal/needs"
)

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

// copy copies the world.
func (w world) copy(t *testing.T) world {
	t.Helper()
	dir := filepath.Join(quickDir(t), "world")
	must(t, os.CopyFS(dir, os.DirFS(w.dir)))
	return world{dir}
}

// later is an edit of a draft that is made after a run was disturbed and before the
// next one.
func (w world) later(t *testing.T) {
	t.Helper()
	w.change(t, "workspace/drafts/exconf-2024/slow-cooking.toml", `copyright_text = ""`, `copyright_text = "CC BY" # ask`)
}
