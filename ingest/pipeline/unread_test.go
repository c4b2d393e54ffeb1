package pipeline_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/audit"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/publish"
)

// A record that cannot be read is named by whoever needs it, and is not taken for
// one that is missing.
func TestUnreadableRecordsAreNamed(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"with something behind it": "\x00 and garbage",
		"empty":                    "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := publishedDraft(t, nil)
			edit(t, n.p, "exconf-2024", goneTalk, func(d *draft.Draft) { d.Record.Description = "Edited." })
			file := filepath.Join(n.p.DataDir, "exconf-2024", "videos", "fast-parsers.json")
			if text != "" {
				text = n.records(t)["fast-parsers.json"] + text
			}
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			n.openTree(t)
			named := func(what string, problems []error) {
				t.Helper()
				if len(problems) != 1 || !strings.HasPrefix(problems[0].Error(), file+": ") || ingest.Hint(problems[0]) == "" {
					t.Errorf("%s: problems %v", what, problems)
				}
			}
			contents, err := n.p.Workspace.Load(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			lines, problems := n.p.Status(t.Context(), contents, "exconf-2024")
			named("status", problems)
			for _, line := range lines {
				if slices.Contains(line.Doubts, draft.FieldStatus) || line.Record != (publish.Place{}) {
					t.Errorf("status: %+v", line)
				}
			}
			published, err := n.p.Publish(t.Context(), "exconf-2024", publish.Options{})
			if err != nil || len(published.Absent) > 0 || len(published.Refused) != 1 ||
				!strings.Contains(published.Refused[0].Errors[0].Message, "exconf-2024/videos/fast-parsers.json, which cannot be read") {
				t.Errorf("publish: %+v, %v", published, err)
			}
			for _, paths := range [][]string{nil, {filepath.Join(n.p.DataDir, "exconf-2024")}, {file}} {
				got, err := n.audit(t, func(o *audit.Options) { o.Paths = paths })
				if err != nil {
					t.Fatal(err)
				}
				named("audit", got.Problems)
			}
		})
	}
}
