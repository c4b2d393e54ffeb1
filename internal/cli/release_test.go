package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

const top = "../../"

// yamlFile reads a file of the repository, which has to be YAML.
func yamlFile(t *testing.T, name string, into any) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(top, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Load(src, into); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	return string(src)
}

// The files that a release packs are there, or are made by its first steps.
func TestReleaseFilesExist(t *testing.T) {
	t.Parallel()
	var config map[string]any
	text := yamlFile(t, ".goreleaser.yaml", &config)
	made := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), stevieHere(t), "manuals", made).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	names := regexp.MustCompile(`(?m)(?:src: |^ +- |dockerfile: )([A-Za-z._][\w./*-]*)$`).FindAllStringSubmatch(text, -1)
	if len(names) < 10 {
		t.Fatalf("only %d files found: %q", len(names), names)
	}
	for _, m := range names {
		pattern := filepath.Join(top, m[1])
		if rest, ok := strings.CutPrefix(m[1], "build/manuals/"); ok {
			pattern = filepath.Join(made, rest)
		}
		if found, err := filepath.Glob(pattern); err != nil || len(found) == 0 {
			t.Errorf("there is no %s", m[1])
		}
	}
	var workflow map[string]any
	for _, name := range []string{
		".github/workflows/release.yml", ".github/ISSUE_TEMPLATE/bug.yml", ".github/ISSUE_TEMPLATE/reading.yml", ".github/ISSUE_TEMPLATE/config.yml",
	} {
		yamlFile(t, name, &workflow)
	}
}

// The action installs a version and runs a command, whose words no shell reads.
func TestAction(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("it is run with bash")
	}
	var action struct {
		Inputs map[string]struct{ Default string }
		Runs   struct {
			Using string
			Steps []struct {
				Name, Run, Shell string
				Env              map[string]string
			}
		}
	}
	yamlFile(t, ".github/actions/stevie/action.yml", &action)
	if action.Runs.Using != "composite" || len(action.Runs.Steps) != 3 || action.Inputs["version"].Default != "latest" {
		t.Fatalf("%+v", action)
	}
	for _, s := range action.Runs.Steps[1:] {
		if strings.Contains(s.Run, "${{") || s.Shell != "bash" {
			t.Errorf("%s: an expression within run, or no shell", s.Name)
		}
	}
	run := action.Runs.Steps[2]
	for command, want := range map[string]string{"version": "stevie ", "status; echo $HOME": `there is no command "status;"`} {
		cmd := exec.CommandContext(t.Context(), "bash", "-e", "-c", run.Run)
		cmd.Dir = t.TempDir()
		cmd.Env = []string{"PATH=" + filepath.Dir(stevieHere(t)) + ":" + os.Getenv("PATH"), "COMMAND=" + command, "HOME=" + cmd.Dir}
		if out, _ := cmd.CombinedOutput(); !strings.Contains(string(out), want) {
			t.Errorf("%s: want %q, got %s", command, want, out)
		}
	}
}
