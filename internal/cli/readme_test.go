package cli_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pyvideo/stevie/internal/needs"
)

// The README is a script: its command lines are run from top to bottom, as a
// reader would, against a host that serves its example conference.
func TestReadme(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		needs.Missing(t, "git, with which the README commits")
	}
	script := readmeScript(t, readREADME(t))
	file := filepath.Join(t.TempDir(), "readme.txtar")
	if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files:               []string{file},
		RequireExplicitExec: true,
		Setup:               setUp,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"youtube": serveYouTube,
			"expand":  expand,
		},
	})
}

var shellBlock = regexp.MustCompile("(?ms)^```sh\n(.*?)^```$")

// readmeScript turns the README's shell lines into a testscript.
func readmeScript(t *testing.T, readme string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("youtube youtube.json\nexec git init -q data\nexec git -C data config user.email curator@heronpy.example\n" +
		"exec git -C data config user.name Curator\n")
	commands := 0
	for _, block := range shellBlock.FindAllStringSubmatch(readme, -1) {
		for line := range strings.Lines(block[1]) {
			line = strings.TrimSpace(line)
			commands++
			switch word, _, _ := strings.Cut(line, " "); {
			case line == "":
			case word == "stevie", word == "git":
				fmt.Fprintf(&b, "exec %s\n", strings.ReplaceAll(line, `"`, "'"))
			case word == "cd":
				fmt.Fprintf(&b, "%s\n", line)
			case word == "export":
				// The fake host's own key stands in for the reader's.
			case line == "go run ./cmd/stevie demo":
				b.WriteString("exec stevie demo ../demo\n")
			case line == "go test ./...":
				// This very test.
			default:
				t.Errorf("README.md: a line that this test cannot run: %s", line)
			}
			if strings.HasPrefix(line, "stevie init") {
				b.WriteString("cp hosts.toml talks/stevie.toml\nexpand talks/stevie.toml\nenv EDITOR=true\n")
			}
			if strings.HasPrefix(line, "stevie edit --together") {
				// The reader has set the drafts to ready.
				b.WriteString("cp $WORK/ready.toml drafts/exconf-2024/fast-parsers.toml\n")
			}
		}
	}
	if commands < 10 {
		t.Errorf("README.md: only %d command lines were found", commands)
	}
	b.WriteString("exists $WORK/data/exconf-2024/videos/fast-parsers.json\n")
	b.WriteString(readmeFiles)
	return b.String()
}

const readmeFiles = `
-- hosts.toml --
data = "../data"
[youtube]
endpoint = "$YOUTUBE"
-- ready.toml --
status = "ready"
title = "Fast parsers"
speakers = ["Jane Doe"]
recorded = "2024-05-18"
language = "eng"
description = "A talk."
[[videos]]
type = "youtube"
url = "https://www.youtube.com/watch?v=exconf00001"
[source]
provider = "youtube"
id = "exconf00001"
-- youtube.json --
{
  "key": "the-right-key",
  "channels": [{"id": "UCexconf0000000000000000", "title": "ExConf"}],
  "playlists": [{"id": "PLexconf2024talks", "title": "ExConf 2024", "channel_id": "UCexconf0000000000000000", "videos": ["exconf00001", "exconf00002"]}],
  "videos": [
    {"id": "exconf00001", "title": "Fast parsers - Jane Doe", "channel_id": "UCexconf0000000000000000", "published": "2024-05-30T08:00:00Z", "duration": "PT28M14S"},
    {"id": "exconf00002", "title": "Slow cooking - John Roe", "channel_id": "UCexconf0000000000000000", "published": "2024-05-30T08:00:00Z", "duration": "PT21M"}
  ]
}
`
