package pipeline_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/audit"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/publish"
	"github.com/pyvideo/stevie/internal/fakehost"
)

const watchURL = "https://www.youtube.com/watch?v="

// publishAll publishes all of exconf-2024 and reads the data tree again.
func (n *nightly) publishAll(t *testing.T) publish.Publication {
	t.Helper()
	got, err := n.p.Publish(t.Context(), "exconf-2024", publish.Options{All: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, refused := range got.Refused {
		t.Errorf("refused: %+v", refused)
	}
	n.openTree(t)
	return got
}

// records are the files of exconf-2024, by name.
func (n *nightly) records(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(n.p.DataDir, "exconf-2024", "videos", "*"))
	if err != nil {
		t.Fatal(err)
	}
	records := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		records[filepath.Base(file)] = string(text)
	}
	return records
}

// The video that a draft is named by may be taken out of its record.
func TestTheRecordOfATalkWithoutItsVideo(t *testing.T) {
	t.Parallel()
	const video, file = "published01", "https://videos.example/fast-parsers.mp4"
	for _, tt := range []struct {
		name   string
		beside string // the record's other video
		change func(old string) string
		want   bool // that the record is the draft's
	}{
		{"a file stays", file, func(old string) string { return old }, true},
		{"the file's address has changed", file, func(old string) string { return strings.ReplaceAll(old, file, "https://new.example/p.mp4") }, true},
		{"its video on another host stays", "https://vimeo.com/1234567", func(old string) string { return old }, true},
		{"it has another talk's video now", file, func(old string) string { return strings.ReplaceAll(old, file, watchURL+"otherthing1") }, false},
		{"it is another talk with the same file", file, func(old string) string {
			return strings.NewReplacer("Fast parsers", "Slow cooking", "Jane Doe", "John Roe").Replace(old)
		}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n := newNightly(t)
			n.p.DataDir = filepath.Join(t.TempDir(), "data")
			n.upload(listID(1), video, "Fast parsers - Jane Doe")
			writeRecord(t, n.p.DataDir, "exconf-2024", "by-hand.json", ingest.Record{
				Title: "Fast parsers", Speakers: []string{"Jane Doe"}, Recorded: "2024-05-18", Language: "eng",
				Videos: []ingest.Location{{Type: "youtube", URL: watchURL + video}, {Type: "other", URL: tt.beside}},
			})
			n.openTree(t)
			n.change(video, func(v *fakehost.YouTubeVideo) { v.Deleted = true })
			for range 2 {
				if _, err := n.audit(t, func(o *audit.Options) { o.Fix = true }); err != nil {
					t.Fatal(err)
				}
				n.now = n.now.AddDate(0, 0, 1)
			}
			n.publishAll(t)
			name := filepath.Join(n.p.DataDir, "exconf-2024", "videos", "by-hand.json")
			text := n.records(t)["by-hand.json"]
			if strings.Contains(text, video) || !strings.Contains(text, tt.beside) {
				t.Fatalf("the record is %s", text)
			}
			if err := os.WriteFile(name, []byte(tt.change(text)), 0o600); err != nil {
				t.Fatal(err)
			}
			n.openTree(t)
			contents, err := n.p.Workspace.Load(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			lines, problems := n.p.Status(t.Context(), contents, "exconf-2024")
			if len(problems) > 0 || len(lines) != 1 || slices.Contains(lines[0].Doubts, draft.FieldStatus) == tt.want {
				t.Errorf("status: %+v, %v", lines, problems)
			}
			edit(t, n.p, "exconf-2024", video, func(d *draft.Draft) { d.Record.Description = "Edited." })
			if got := n.publishAll(t); len(got.Absent) == 0 != tt.want {
				t.Errorf("absent: %+v", got.Absent)
			}
			if strings.Contains(n.records(t)["by-hand.json"], "Edited.") != tt.want {
				t.Errorf("the record is %s", n.records(t)["by-hand.json"])
			}
			if !tt.want {
				return
			}
			edit(t, n.p, "exconf-2024", video, func(d *draft.Draft) { d.Record.Title, d.Status = "Faster parsers", draft.Ready })
			n.publishAll(t)
			if got := n.records(t); len(got) != 1 || !strings.Contains(got["by-hand.json"], "Faster parsers") {
				t.Errorf("records: %v", got)
			}
		})
	}
}

// A draft of a person's own has no base, and may have no video that is known by a key.
func TestTheRecordOfADraftWithoutSource(t *testing.T) {
	t.Parallel()
	n := newNightly(t)
	n.p.DataDir = filepath.Join(t.TempDir(), "data")
	if err := os.MkdirAll(n.p.DataDir, 0o755); err != nil {
		t.Fatal(err)
	}
	n.watch(t, "exconf-2024")
	folder := filepath.Join(n.p.Workspace.Dir(), "exconf-2024")
	const own = `status = "ready"
title = "%T"
speakers = ["%S"]
recorded = "2024-05-18"

[[videos]]
type = "mp4"
url = "https://videos.example/day-1.mp4"
`
	write := func(file, title, speaker, status string) {
		t.Helper()
		text := strings.NewReplacer("%T", title, "%S", speaker, "ready", status).Replace(own)
		if err := os.WriteFile(filepath.Join(folder, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a.toml", "Fast parsers", "Jane Doe", "ready")
	n.openTree(t)
	n.publishAll(t)
	write("b.toml", "Slow cooking", "John Roe", "ready")
	n.publishAll(t)
	before := n.records(t)
	if diff := cmp.Diff([]string{"fast-parsers.json", "slow-cooking.json"}, slices.Sorted(maps.Keys(before))); diff != "" {
		t.Fatal(diff)
	}
	write("b.toml", "Slower cooking", "John Roe", "published")
	if got := n.publishAll(t); len(got.Absent) > 0 {
		t.Errorf("absent: %+v", got.Absent)
	}
	after := n.records(t)
	if after["fast-parsers.json"] != before["fast-parsers.json"] || !strings.Contains(after["slow-cooking.json"], "Slower cooking") || len(after) != 2 {
		t.Errorf("records: %v", after)
	}
}
