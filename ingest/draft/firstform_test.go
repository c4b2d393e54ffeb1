package draft_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// firstForm is a workspace as the last version wrote it that kept incidents as text.
const firstForm = "testdata/firstform/drafts/exconf-2024"

func TestFirstFormIncidents(t *testing.T) {
	t.Parallel()
	gone := func(file string) []draft.Incident {
		return []draft.Incident{{
			Kind: draft.Gone, Field: ingest.FieldVideos, Since: ingest.Date{Year: 2026, Month: 3, Day: 10},
			Record: "exconf-2024/videos/" + file,
		}}
	}
	videos := func(kind draft.IncidentKind, addresses ...string) []draft.Incident {
		return []draft.Incident{{Kind: kind, Field: ingest.FieldVideos, Videos: addresses}}
	}
	for name, want := range map[string]struct{ incidents, conflicts []draft.Incident }{
		"untouched01": {},
		"delisted001": {incidents: videos(draft.Delisted)},
		"replaced001": {incidents: videos(draft.Replaced, "https://www.youtube.com/watch?v=replaced002")},
		"twice000001": {incidents: videos(draft.SecondUpload, "https://www.youtube.com/watch?v=twice000002")},
		"gone0000001": {incidents: gone("gone-fishing.json")},
		"private0001": {incidents: gone("private-lessons.json")},
		"retitled001": {conflicts: []draft.Incident{{Kind: draft.ProposedNow, Field: "title", Value: "Slow cooking in fast kitchens"}}},
		"intree00001": {conflicts: []draft.Incident{{Kind: draft.ChangedInTree, Field: "title", Value: "Trees & records"}}},
	} {
		src, err := os.ReadFile(filepath.Join(firstForm, ".base", "youtube-"+name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		b, err := draft.DecodeBase(src)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.incidents, b.Incidents); diff != "" {
			t.Errorf("%s: incidents (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(want.conflicts, b.Conflicts); diff != "" {
			t.Errorf("%s: conflicts (-want +got):\n%s", name, diff)
		}
		text, err := b.Encode()
		if err != nil {
			t.Fatal(err)
		}
		again, err := draft.DecodeBase(text)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(b.Notes, again.Notes); diff != "" || strings.Contains(string(text), `"news"`) {
			t.Errorf("%s: written in this version's form and read again:\n%s", name, diff)
		}
	}
}

// Whatever stood in a draft stands there after the same proposal, in the file's own bytes.
func TestFirstFormLosesNoEdit(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(firstForm, "*.toml"))
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if filepath.Base(file) == draft.EventFile {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d := mustParse(t, string(src))
		base, err := os.ReadFile(filepath.Join(firstForm, ".base", "youtube-"+d.Source.ID+".json"))
		if err != nil {
			t.Fatal(err)
		}
		b, err := draft.DecodeBase(base)
		if err != nil {
			t.Fatal(err)
		}
		m := draft.Merge(d, b, b.Proposed)
		if diff := cmp.Diff(d.Record, m.Draft.Record); diff != "" || d.Status != m.Draft.Status || d.Source != m.Draft.Source {
			t.Errorf("%s: %s became %s\n%s", file, d.Status, m.Draft.Status, diff)
		}
		var before, after []string // they have an order today, and other words
		for _, n := range d.Notes {
			before = append(before, n.Field)
		}
		for _, n := range m.Draft.Notes {
			after = append(after, n.Field)
		}
		if diff := cmp.Diff(before, after, cmpopts.SortSlices(strings.Compare)); diff != "" {
			t.Errorf("%s: notes (-want +got):\n%s", file, diff)
		}
	}
}

// A base of the first form may hold the one before, for a run that was killed.
func TestFirstFormInterrupted(t *testing.T) {
	t.Parallel()
	d := mustParse(t, sample)
	old := map[string]any{
		"video": map[string]any{"provider": "youtube", "id": "AAAAAAAAAA0"}, "status": "review",
		"proposal": map[string]any{"record": map[string]any{"title": "New"}},
		"before": map[string]any{
			"video": map[string]any{"provider": "youtube", "id": "AAAAAAAAAA0"}, "status": "review",
			"proposal": map[string]any{"record": map[string]any{"title": "Old"}},
		},
		"was": draft.Fingerprint(d.Bytes()),
	}
	src, err := json.Marshal(old)
	if err != nil {
		t.Fatal(err)
	}
	b, err := draft.DecodeBase(src)
	if err != nil {
		t.Fatal(err)
	}
	if before := b.BeforeInterrupted(d); before == nil || before.Proposal.Record.Title != "Old" {
		t.Errorf("a draft that was never written: %+v", before)
	}
	if before := b.BeforeInterrupted(mustParse(t, "# mine\n"+sample)); before != nil {
		t.Errorf("one that was: %+v", before)
	}
}
