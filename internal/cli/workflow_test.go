package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// workflow is a file of GitHub Actions with the keys that the README's one uses.
// Others are errors, so that a mistyped one is found here.
type workflow struct {
	Name        string
	On          map[string]any
	Permissions map[string]string
	Concurrency string
	Jobs        map[string]*job
}

type job struct {
	RunsOn string `yaml:"runs-on"`
	Env    map[string]string
	Steps  []*step
}

type step struct {
	Name             string
	ID               string
	If               string
	Uses             string
	With             map[string]string
	Run              string
	Env              map[string]string
	WorkingDirectory string `yaml:"working-directory"`
}

// title is what the log of a run calls a step.
func (s *step) title() string {
	for _, name := range []string{s.Name, s.Uses, s.Run} {
		if name != "" {
			return name
		}
	}
	return "a step"
}

func readREADME(t *testing.T) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// fenced are the blocks of code in a language of a part of the README, which
// begins with a heading and ends before the next one of its level or above.
func fenced(t *testing.T, heading, language string) []string {
	t.Helper()
	_, part, found := strings.Cut(readREADME(t), "\n"+heading+"\n")
	if !found {
		t.Fatalf("README.md: there is no heading %q", heading)
	}
	level := strings.Count(strings.Fields(heading)[0], "#")
	// One number sign begins a comment within the blocks.
	if end := regexp.MustCompile(fmt.Sprintf(`(?m)^#{2,%d} `, level)).FindStringIndex(part); end != nil {
		part = part[:end[0]]
	}
	var blocks []string
	for _, m := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(part, -1) {
		blocks = append(blocks, m[1])
	}
	return blocks
}

// readmeWorkflow is the text of the README's nightly job.
func readmeWorkflow(t *testing.T) string {
	t.Helper()
	blocks := fenced(t, "### GitHub Actions", "yaml")
	if len(blocks) != 1 || !strings.HasPrefix(blocks[0], "# .github/workflows/sync.yml\n") {
		t.Fatalf("README.md: want one block of YAML that begins with the file's name, got %q", blocks)
	}
	return blocks[0]
}

// parseWorkflow reads a workflow and says what GitHub, or somebody careful, would
// find fault with.
//
// It is the nightly one, or starts on what is named instead of a schedule.
func parseWorkflow(text string, starts ...string) (*workflow, []string) {
	var w workflow
	if err := yaml.Load([]byte(text), &w, yaml.WithKnownFields()); err != nil {
		return nil, []string{err.Error()}
	}
	faults := w.faults(starts...)
	// The secrets that steps have in their environment are all there are.
	inEnv := 0
	for _, j := range w.Jobs {
		for _, s := range j.Steps {
			for _, value := range s.Env {
				inEnv += strings.Count(value, "secrets.")
			}
		}
	}
	if strings.Count(text, "secrets.") != inEnv {
		faults = append(faults, "a secret that is not in the environment of one step alone")
	}
	return &w, faults
}

func (w *workflow) faults(starts ...string) []string {
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if w.Name == "" || w.Concurrency == "" || len(w.Jobs) != 1 {
		fault("want a name, no two runs at once, and one job")
	}
	for event := range w.On {
		if nightly := event == "schedule" || event == "workflow_dispatch"; !slices.Contains(starts, event) && (len(starts) > 0 || !nightly) {
			fault("runs on %s", event)
		}
	}
	schedules, _ := w.On["schedule"].([]any)
	for _, s := range schedules {
		entry, _ := s.(map[string]any)
		if cron, _ := entry["cron"].(string); len(entry) != 1 || !validCron(cron) {
			fault("schedule %v", s)
		}
	}
	if _, manual := w.On["workflow_dispatch"]; len(starts) == 0 && (len(schedules) == 0 || !manual) {
		fault("want a schedule and a way to start it by hand")
	}
	for scope, level := range w.Permissions {
		if scope != "contents" && scope != "pull-requests" || level != "write" && (level != "read" || len(starts) == 0) {
			fault("permission %s: %s", scope, level)
		}
	}
	if len(w.Permissions) == 0 {
		fault("takes every permission")
	}
	for _, j := range w.Jobs {
		if j.RunsOn != "ubuntu-latest" {
			fault("runs on %q", j.RunsOn)
		}
		faults = append(faults, j.faults()...)
	}
	return faults
}

var (
	action   = regexp.MustCompile(`^actions/[a-z-]+@v[0-9]+$`)
	variable = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)
	outcome  = regexp.MustCompile(`steps\.([A-Za-z0-9_-]+)\.`)
)

func (j *job) faults() []string {
	var faults []string
	ids := map[string]bool{}
	for _, s := range j.Steps {
		fault := func(format string, args ...any) {
			faults = append(faults, s.title()+": "+fmt.Sprintf(format, args...))
		}
		switch {
		case (s.Uses == "") == (s.Run == ""):
			fault("want either uses or run")
		case s.Uses != "" && !action.MatchString(s.Uses):
			fault("is no action of GitHub's own at a major version")
		case s.Run != "" && len(s.With) > 0:
			fault("a run takes nothing with it")
		}
		// What an expression gives would be code there.
		if strings.Contains(s.Run, "${{") {
			fault("an expression within run")
		}
		for name := range s.Env {
			if !variable.MatchString(name) {
				fault("variable %q", name)
			}
		}
		for _, m := range outcome.FindAllStringSubmatch(s.If, -1) {
			if !ids[m[1]] {
				fault("no earlier step has the id %q", m[1])
			}
		}
		if s.ID != "" && ids[s.ID] {
			fault("a second step with the id %q", s.ID)
		}
		ids[s.ID] = true
	}
	return faults
}

// validCron reports whether five fields are in the ranges of minute, hour, day,
// month and weekday.
func validCron(schedule string) bool {
	fields := strings.Fields(schedule)
	ranges := [][2]int{{0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 7}}
	if len(fields) != len(ranges) {
		return false
	}
	for i, field := range fields {
		var n int
		if _, err := fmt.Sscanf(field, "%d", &n); field != "*" && (err != nil || fmt.Sprint(n) != field || n < ranges[i][0] || n > ranges[i][1]) {
			return false
		}
	}
	return true
}

func TestReadmeWorkflowIsSound(t *testing.T) {
	t.Parallel()
	if _, faults := parseWorkflow(readmeWorkflow(t)); len(faults) > 0 {
		t.Errorf("README.md, the workflow:\n%s", strings.Join(faults, "\n"))
	}
}

// The check itself sees what is wrong.
func TestWorkflowFaults(t *testing.T) {
	t.Parallel()
	sound := readmeWorkflow(t)
	for _, tt := range []struct{ name, old, new, want string }{
		{"unknown key of a step", "working-directory:", "workdir:", "workdir"},
		{"unknown key of the file", "concurrency:", "concurency:", "concurency"},
		{"no YAML", "jobs:\n", "jobs: [\n", ""},
		{"schedule of four fields", "17 3 * * *", "17 3 * *", "schedule"},
		{"hour out of range", "17 3 * * *", "17 24 * * *", "schedule"},
		{"pushes start it too", "  workflow_dispatch:", "  push:", "runs on push"},
		{"too many permissions", "contents: write", "actions: write", "permission actions"},
		{"no major version", "actions/cache@v5", "actions/cache@main", "major version"},
		{"somebody else's action", "actions/cache@v5", "someone/cache@v5", "GitHub's own"},
		{"expression within run", "git add drafts", "git add ${{ github.ref }}", "expression within run"},
		{"secret for the whole job", "      XDG_STATE_HOME:", "      KEY: ${{ secrets.KEY }}\n      XDG_STATE_HOME:", "a secret"},
		{"outcome of no step", "id: sync", "id: other", `the id "sync"`},
		{"neither uses nor run", "      - run: go install github.com/pyvideo/stevie/cmd/stevie@latest", "      - name: nothing", "either"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(sound, tt.old) {
				t.Fatalf("the workflow has no %q", tt.old)
			}
			_, faults := parseWorkflow(strings.Replace(sound, tt.old, tt.new, 1))
			seen := func(fault string) bool { return strings.Contains(fault, tt.want) }
			if !slices.ContainsFunc(faults, seen) {
				t.Errorf("faults %q, want one about %q", faults, tt.want)
			}
		})
	}
}
