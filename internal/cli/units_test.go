package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/internal/fakehost"
)

// unit is a file of systemd's: its keys by section.
type unit map[string]map[string]string

// unitKeys are the keys that the README's units may have. systemd only warns of
// others.
var unitKeys = map[string][]string{
	"Unit":    {"Description"},
	"Service": {"Type", "WorkingDirectory", "EnvironmentFile", "ExecStart"},
	"Timer":   {"OnCalendar", "RandomizedDelaySec", "Persistent"},
	"Install": {"WantedBy"},
}

// readmeUnits are the texts of the README's units by name.
func readmeUnits(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, block := range fenced(t, "### systemd", "ini") {
		first, _, _ := strings.Cut(block, "\n")
		name, ok := strings.CutPrefix(first, "# ~/.config/systemd/user/")
		if !ok {
			t.Fatalf("README.md: a unit begins with %q, which is no place for it", first)
		}
		texts[name] = block
	}
	if len(texts) != 2 {
		t.Fatalf("README.md: want a service and a timer, got %q", texts)
	}
	return texts
}

func parseUnit(t *testing.T, text string) unit {
	t.Helper()
	u, section := unit{}, ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		key, value, isKey := strings.Cut(line, "=")
		switch {
		case line == "", strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			section = strings.Trim(line, "[]")
			u[section] = map[string]string{}
		case isKey && slices.Contains(unitKeys[section], key) && value != "":
			u[section][key] = value
		default:
			t.Errorf("README.md: section [%s] has the line %q", section, line)
		}
	}
	return u
}

// keptHome is the home of somebody who has stevie, a workspace with an event that
// is watched, and a file of keys, beside a host.
func keptHome(t *testing.T) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("neither systemd nor cron runs on Windows")
	}
	stand := newStand(t)
	stand.serve(&fakehost.YouTube{
		Key:       "the-right-key",
		Channels:  []fakehost.YouTubeChannel{{ID: exconf, Title: "ExConf"}},
		Playlists: []fakehost.YouTubePlaylist{{ID: talks, Title: "ExConf 2024", ChannelID: exconf, Videos: []string{"exconf00001"}}},
		Videos:    []fakehost.YouTubeVideo{{ID: "exconf00001", Title: "Fast parsers - Jane Doe", ChannelID: exconf, Published: "2024-05-30T08:00:00Z", Duration: "PT28M14S"}},
	})
	home := t.TempDir()
	for name, text := range map[string]string{
		".config/stevie/keys":                 "YOUTUBE_API_KEY=the-right-key\n",
		"data/.schemas/video.json":            "{}\n",
		"talks/stevie.toml":                   "data = \"../data\"\n[youtube]\nendpoint = \"" + stand.url + "/\"\n",
		"talks/drafts/exconf-2024/event.toml": "title = \"ExConf 2024\"\nwatch = true\n[[source]]\nurl = \"" + playlistAt + talks + "\"\n",
	} {
		writeFile(t, filepath.Join(home, name), text)
	}
	bin := filepath.Join(home, "go", "bin")
	if err := os.MkdirAll(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(stevieHere(t), filepath.Join(bin, "stevie")); err != nil {
		t.Fatal(err)
	}
	return home
}

func TestReadmeUnits(t *testing.T) {
	t.Parallel()
	home, runtimeDir := keptHome(t), t.TempDir()
	texts := readmeUnits(t)
	service, timer := parseUnit(t, texts["stevie-sync.service"])["Service"], parseUnit(t, texts["stevie-sync.timer"])
	if service["Type"] != "oneshot" || timer["Timer"]["OnCalendar"] == "" || timer["Install"]["WantedBy"] != "timers.target" {
		t.Errorf("a service %v with a timer %v runs nothing", service, timer)
	}
	verifyUnits(t, home, texts)

	expand := strings.NewReplacer("%h", home, "%t", runtimeDir).Replace
	keys, err := os.ReadFile(expand(service["EnvironmentFile"]))
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Fields(expand(service["ExecStart"]))
	cmd := exec.CommandContext(t.Context(), words[0], words[1:]...)
	cmd.Dir = expand(service["WorkingDirectory"])
	cmd.Env = append([]string{"HOME=" + home, "PATH=/usr/local/bin:/usr/bin:/bin"}, strings.Fields(string(keys))...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", service["ExecStart"], err, out)
	}
	page, err := os.ReadFile(filepath.Join(runtimeDir, "stevie-sync.md"))
	if err != nil || !strings.Contains(string(page), "1 new draft") {
		t.Errorf("the page of the run: %v\n%s", err, page)
	}
}

// verifyUnits has systemd itself look at the units, where it is installed.
func verifyUnits(t *testing.T, home string, texts map[string]string) {
	t.Helper()
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Log("systemd-analyze is not installed: only the form of the units was looked at")
		return
	}
	dir := t.TempDir()
	args := []string{"verify", "--user"}
	for name, text := range texts {
		writeFile(t, filepath.Join(dir, name), text)
		args = append(args, filepath.Join(dir, name))
	}
	cmd := exec.CommandContext(t.Context(), analyze, args...)
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_RUNTIME_DIR="+dir)
	// What it says of units that are not ours is about this machine.
	out, _ := cmd.CombinedOutput()
	if bytes.Contains(out, []byte("stevie-sync")) {
		t.Errorf("systemd-analyze verify:\n%s", out)
	}
}

var crontab = regexp.MustCompile(`^(\S+ \S+ \S+ \S+ \S+) ([^%]+)$`)

func TestReadmeCron(t *testing.T) {
	t.Parallel()
	home := keptHome(t)
	blocks := fenced(t, "### cron", "")
	if len(blocks) != 1 {
		t.Fatalf("README.md: want one line for cron, got %q", blocks)
	}
	line := crontab.FindStringSubmatch(strings.TrimSuffix(blocks[0], "\n"))
	if line == nil || !validCron(line[1]) {
		t.Fatalf("README.md: no line of a crontab: %q", blocks[0])
	}
	// What cron would mail: the new draft, and the next night nothing.
	for night, want := range []string{"1 event looked at, 1 new draft", ""} {
		cmd := exec.CommandContext(t.Context(), "/bin/sh", "-c", line[2])
		cmd.Dir = home
		cmd.Env = []string{"HOME=" + home, "SHELL=/bin/sh", "PATH=/usr/bin:/bin"}
		out, err := cmd.CombinedOutput()
		if err != nil || (want == "") != (len(out) == 0) || !strings.Contains(string(out), want) {
			t.Errorf("night %d: %v, printed %q, want %q in it", night+1, err, out, want)
		}
	}
}

// writeFile writes a file and makes the folders that it lies in.
func writeFile(t *testing.T, path, text string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	if err == nil {
		err = os.WriteFile(path, []byte(text), 0o644)
	}
	if err != nil {
		t.Fatal(fmt.Errorf("prepare the test: %w", err))
	}
}
