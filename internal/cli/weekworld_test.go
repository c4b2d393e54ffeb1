package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pyvideo/stevie/internal/fakehost"
)

// week is a workspace and a data tree beside two hosts, on a clock of its own. It
// writes down what happens.
type week struct {
	t              *testing.T
	top            string // holds talks, the workspace, and data, the data tree
	dir            string // where commands run
	env            []string
	now            time.Time
	hosts          hostStates
	youtube, vimeo *stand
	log            strings.Builder
}

// hostStates are what the hosts have. The fakes themselves do not change while they
// serve, so that each command gets new ones.
type hostStates struct {
	key, token string
	channels   []fakehost.YouTubeChannel
	playlists  []fakehost.YouTubePlaylist
	videos     []fakehost.YouTubeVideo
	users      []fakehost.VimeoUser
	albums     []fakehost.VimeoCollection
	films      []fakehost.VimeoVideo
}

// told is what a command said.
type told struct {
	out, err string
	page     string // of a night
}

func newWeek(t *testing.T) *week {
	t.Helper()
	var y fakehost.YouTube
	var v fakehost.Vimeo
	for name, into := range map[string]any{"youtube": &y, "vimeo": &v} {
		src, err := os.ReadFile(filepath.Join("testdata", "week", name+".json"))
		if err == nil {
			err = json.Unmarshal(src, into)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	top := t.TempDir()
	home := filepath.Join(top, "home")
	w := &week{
		t: t, top: top, dir: top, youtube: newStand(t), vimeo: newStand(t), now: time.Date(2025, 6, 15, 9, 0, 0, 0, time.UTC),
		hosts: hostStates{y.Key, v.Token, y.Channels, y.Playlists, y.Videos, v.Users, v.Collections, v.Videos},
		env: append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME=", "XDG_STATE_HOME=", "STEVIE_CONFIG=", "TERM=dumb",
			"YOUTUBE_API_KEY="+y.Key, "VIMEO_TOKEN="+v.Token,
			"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+filepath.Join(home, ".gitconfig")),
	}
	w.write("home/.gitconfig", "[user]\nname = Curator\nemail = curator@exconf.example\n")
	w.write("origin/.schemas/video.json", "{}\n")
	w.write("origin/exconf-2022/category.json", "{\n  \"title\": \"ExConf 2022\"\n}\n")
	w.write("origin/exconf-2022/videos/old-news.json", `{"description": "", "language": "eng", "recorded": "2022-06-14",
"speakers": ["Tamsin Okaro"], "title": "Old News", "videos": [{"type": "youtube", "url": "https://www.youtube.com/watch?v=exconf22_01"}]}
`)
	for _, args := range [][]string{
		{"-C", "origin", "init", "-q", "-b", "main"},
		{"-C", "origin", "add", "."},
		{"-C", "origin", "commit", "-qm", "Begin"},
		{"clone", "-q", "origin", "data"},
	} {
		w.run("git", args...)
	}
	w.log.Reset()
	return w
}

func (w *week) settings() string {
	return fmt.Sprintf(`
[youtube]
endpoint = "%s/"
daily_quota = 8
[vimeo]
endpoint = %q
[[watch]]
url = "https://www.youtube.com/@exconf"
series = "exconf"
[[watch]]
url = "https://vimeo.com/exconfeurope"
series = "exconf-europe"
`, w.youtube.url, w.vimeo.url)
}

// day begins a day of June 2025.
func (w *week) day(day int, what string) {
	w.now = time.Date(2025, 6, day, 14, 0, 0, 0, time.UTC)
	fmt.Fprintf(&w.log, "\n== %s\n\n%s\n", w.now.Format("Monday, 2 January 2006"), what)
}

// night runs the nightly job, and wants it to end with a status.
func (w *week) night(status int) told {
	w.t.Helper()
	w.now = time.Date(w.now.Year(), w.now.Month(), w.now.Day(), 23, 17, 0, 0, time.UTC)
	before := w.files()
	said, got := w.run("stevie", "sync", "--summary", "../summary.md")
	if got != status {
		w.t.Errorf("%s: status %d, want %d\n%s", w.now.Format("Monday"), got, status, said.err)
	}
	page, err := os.ReadFile(filepath.Join(w.top, "summary.md"))
	if err != nil {
		w.t.Fatal(err)
	}
	said.page = filepath.ToSlash(string(page))
	w.tellChanges(before)
	fmt.Fprintf(&w.log, "\nsummary.md:\n%s", indented("  | ", said.page))
	return said
}

// stevie runs a command by day, which has to succeed.
func (w *week) stevie(args ...string) told {
	w.t.Helper()
	before := w.files()
	said, status := w.run("stevie", args...)
	if status != 0 {
		w.t.Fatalf("stevie %s: status %d\n%s", strings.Join(args, " "), status, said.err)
	}
	w.tellChanges(before)
	return said
}

// git asks the data tree's repository.
func (w *week) git(args ...string) string {
	w.t.Helper()
	cmd := exec.CommandContext(w.t.Context(), "git", append([]string{"-C", filepath.Join(w.top, "data")}, args...)...)
	cmd.Env = w.env
	out, err := cmd.Output()
	if err != nil {
		w.t.Fatal(err)
	}
	return string(out)
}

// run runs a command on the clock of the week, against the hosts as they are.
func (w *week) run(name string, args ...string) (told, int) {
	w.t.Helper()
	w.youtube.serve(&fakehost.YouTube{
		Key: w.hosts.key, Channels: w.hosts.channels, Playlists: slices.Clone(w.hosts.playlists), Videos: slices.Clone(w.hosts.videos),
	})
	w.vimeo.serve(&fakehost.Vimeo{
		Token: w.hosts.token, Users: w.hosts.users, Collections: slices.Clone(w.hosts.albums), Videos: slices.Clone(w.hosts.films),
	})
	cmd := exec.CommandContext(w.t.Context(), name, args...)
	cmd.Dir = w.dir
	cmd.Env = append(slices.Clone(w.env), "TEST_CLOCK="+w.now.Format(time.RFC3339))
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	status := 0
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		status = exit.ExitCode()
	} else if err != nil {
		w.t.Fatal(err)
	}
	fmt.Fprintf(&w.log, "\n%s $ %s %s\n%s%s", w.now.Format("15:04"), name, strings.Join(args, " "), out.String(), errs.String())
	if status != 0 {
		fmt.Fprintf(&w.log, "(exit status %d)\n", status)
	}
	return told{out: filepath.ToSlash(out.String()), err: filepath.ToSlash(errs.String())}, status
}

// files are the contents of the workspace and of the data tree by path, without
// what may be thrown away.
func (w *week) files() map[string]string {
	files := map[string]string{}
	for _, top := range []string{"talks", "data"} {
		err := filepath.WalkDir(filepath.Join(w.top, top), func(path string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil // the workspace before it is made
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == ".stevie" || d.Name() == ".git"):
				return filepath.SkipDir
			case d.IsDir():
				return nil
			}
			src, err := os.ReadFile(path)
			name, _ := filepath.Rel(w.top, path)
			files[filepath.ToSlash(name)] = string(src)
			return err
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
	return files
}

// tellChanges writes down which files came since, and which lines of others changed.
func (w *week) tellChanges(before map[string]string) {
	after := w.files()
	for _, name := range slices.Sorted(maps.Keys(after)) {
		was, there := before[name]
		switch {
		case was == after[name], strings.Contains(name, "/.base/"):
		case !there:
			fmt.Fprintf(&w.log, "new: %s\n", name)
		default:
			fmt.Fprintf(&w.log, "changed: %s\n%s%s", name, indented("  - ", linesWithout(was, after[name])), indented("  + ", linesWithout(after[name], was)))
		}
	}
}

// linesWithout are the lines of a text that another one has not.
func linesWithout(text, other string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.Contains("\n"+other, "\n"+line) {
			b.WriteString(line)
		}
	}
	return b.String()
}

func indented(by, text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight(by+line, " \n") + "\n")
	}
	return b.String()
}

func (w *week) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w *week) write(name, text string) {
	w.t.Helper()
	writeFile(w.t, w.path(name), text)
}

func (w *week) read(name string) string {
	w.t.Helper()
	src, err := os.ReadFile(w.path(name))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(src)
}

// edit replaces parts of a file, each of which has to be there.
func (w *week) edit(name string, oldnew ...string) {
	w.t.Helper()
	text := w.read(name)
	for pair := range slices.Chunk(oldnew, 2) {
		if !strings.Contains(text, pair[0]) {
			w.t.Fatalf("%s: no %q in\n%s", name, pair[0], text)
		}
		text = strings.Replace(text, pair[0], pair[1], 1)
	}
	w.tellEdit(name, text)
}

// removeNotes takes all notes out of a draft.
func (w *week) removeNotes(name string) {
	w.t.Helper()
	text := w.read(name)
	from, to := strings.Index(text, "[[notes]]"), strings.Index(text, "[source]")
	if from < 0 || to < from {
		w.t.Fatalf("%s has no notes:\n%s", name, text)
	}
	w.tellEdit(name, text[:from]+text[to:])
}

func (w *week) tellEdit(name, text string) {
	was := w.read(name)
	w.write(name, text)
	fmt.Fprintf(&w.log, "\n%s the curator edits %s\n%s%s", w.now.Format("15:04"), name, indented("  - ", linesWithout(was, text)), indented("  + ", linesWithout(text, was)))
}

// playlist changes one on YouTube.
func (w *week) playlist(id string, change func(*fakehost.YouTubePlaylist)) {
	lists := slices.Clone(w.hosts.playlists)
	for i := range lists {
		if lists[i].ID == id {
			lists[i].Videos = slices.Clone(lists[i].Videos)
			change(&lists[i])
		}
	}
	w.hosts.playlists = lists
}

// video changes one on YouTube.
func (w *week) video(id string, change func(*fakehost.YouTubeVideo)) {
	videos := slices.Clone(w.hosts.videos)
	for i := range videos {
		if videos[i].ID == id {
			change(&videos[i])
		}
	}
	w.hosts.videos = videos
}
