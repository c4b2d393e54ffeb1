package draft_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

func TestChange(t *testing.T) {
	t.Parallel()
	type values = map[string]draft.Value
	seen := mustParse(t, sample)
	for _, tt := range []struct {
		name      string
		meanwhile func(*draft.Draft) // what others have saved since
		change    draft.Change
		want      func(*draft.Draft)
		changed   []string
		conflicts []draft.FieldConflict
	}{
		{
			name:    "fields of each kind",
			change:  draft.Change{Set: values{"title": "Faster parsers", "duration": 12, "tags": []string{"c"}, "status": "ready"}},
			want:    func(d *draft.Draft) { setAll(d, "Faster parsers", 12, "ready", "c") },
			changed: []string{"title", "tags", "duration", "status"},
		},
		{
			name:      "whatever is there is replaced without a fingerprint",
			meanwhile: setTitle("Slow parsers"),
			change:    draft.Change{Set: values{"title": "Faster parsers"}},
			want:      setTitle("Faster parsers"),
			changed:   []string{"title"},
		},
		{
			name:      "with the fingerprint of an earlier version nobody knows what was there",
			meanwhile: setTitle("Slow parsers"),
			change:    draft.Change{Set: values{"title": "Faster parsers"}, Fingerprint: draft.Fingerprint([]byte(sample))},
			want:      setTitle("Slow parsers"),
			conflicts: []draft.FieldConflict{{Field: "title", Mine: "Faster parsers", Theirs: "Slow parsers"}},
		},
		{
			name:    "with the fingerprint of this version it is known",
			change:  draft.Change{Set: values{"title": "Faster parsers"}, Fingerprint: draft.Fingerprint([]byte(sample))},
			want:    setTitle("Faster parsers"),
			changed: []string{"title"},
		},
		{
			name:      "another field was changed meanwhile",
			meanwhile: setRecorded("2024-05-19"),
			change:    draft.Change{Set: values{"title": "Faster parsers"}, Was: values{"title": "Fast parsers"}},
			want:      func(d *draft.Draft) { setTitle("Faster parsers")(d); setRecorded("2024-05-19")(d) },
			changed:   []string{"title"},
		},
		{
			name:      "the same field: theirs stays, and other fields of the change are made",
			meanwhile: setTitle("Slow parsers"),
			change: draft.Change{
				Set: values{"title": "Faster parsers", "recorded": "2024-05-19"},
				Was: values{"title": "Fast parsers", "recorded": "2024-05-18"},
			},
			want:      func(d *draft.Draft) { setTitle("Slow parsers")(d); setRecorded("2024-05-19")(d) },
			changed:   []string{"recorded"},
			conflicts: []draft.FieldConflict{{Field: "title", Mine: "Faster parsers", Theirs: "Slow parsers", Was: "Fast parsers"}},
		},
		{
			name:      "the same field, all or nothing: nothing",
			meanwhile: setTitle("Slow parsers"),
			change: draft.Change{
				Set:          values{"title": "Faster parsers", "recorded": "2024-05-19"},
				Was:          values{"title": "Fast parsers", "recorded": "2024-05-18"},
				AllOrNothing: true,
			},
			want:      setTitle("Slow parsers"),
			conflicts: []draft.FieldConflict{{Field: "title", Mine: "Faster parsers", Theirs: "Slow parsers", Was: "Fast parsers"}},
		},
		{
			name:      "the same change is none",
			meanwhile: setTitle("Faster parsers"),
			change:    draft.Change{Set: values{"title": "Faster parsers"}, Was: values{"title": "Fast parsers"}},
			want:      setTitle("Faster parsers"),
		},
		{
			name:      "elements of one list",
			meanwhile: setSpeakers("Jane Doe", "Ann Poe"),
			change: draft.Change{
				Set: values{"speakers": []string{"John Roe", "Jane Doe"}}, Was: values{"speakers": []string{"Jane Doe"}},
			},
			want:    setSpeakers("John Roe", "Jane Doe", "Ann Poe"),
			changed: []string{"speakers"},
		},
		{
			name:    "a note that is settled",
			change:  draft.Change{Set: values{"notes": []draft.Note{}}},
			want:    setNotes(),
			changed: []string{"notes"},
		},
		{
			name:      "the status",
			meanwhile: setStatus(draft.Skip),
			change:    draft.Change{Set: values{"status": "ready"}, Was: values{"status": "review"}},
			want:      setStatus(draft.Skip),
			conflicts: []draft.FieldConflict{{Field: "status", Mine: "ready", Theirs: "skip", Was: "review"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			now := seen.Clone()
			if tt.meanwhile != nil {
				tt.meanwhile(now)
				now = mustParse(t, string(mustEdit(t, []byte(sample), seen, now)))
			}
			want := now.Clone()
			tt.want(want)
			got, out := tt.change.Apply(now)
			if out.Err != nil {
				t.Fatal(out.Err)
			}
			if diff := cmp.Diff(want, got, sameDraft()); diff != "" {
				t.Errorf("the draft (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.changed, out.Changed); diff != "" {
				t.Errorf("changed (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.conflicts, out.Conflicts); diff != "" {
				t.Errorf("conflicts (-want +got):\n%s", diff)
			}
			if failed := out.Failure(); (failed != nil) != (len(tt.conflicts) > 0) || failed != nil && !errors.Is(failed, draft.ErrChanged) {
				t.Errorf("failure %v", failed)
			}
		})
	}
}

func setAll(d *draft.Draft, title string, duration int, status draft.Status, tags ...string) {
	d.Record.Title, d.Record.Duration, d.Status, d.Record.Tags = title, duration, status, tags
}

func TestChangeRefused(t *testing.T) {
	t.Parallel()
	now := mustParse(t, sample)
	for field, tt := range map[string]struct {
		value draft.Value
		says  string
	}{
		"titel":        {"x", `no field "titel"`},
		"title":        {7, "int given, where a string belongs"},
		"speakers":     {"Jane Doe", "where a []string belongs"},
		"status":       {"redy", `did you mean "ready"?`},
		"notes":        {"x", "string given"},
		"related_urls": {[]ingest.Location{}, "where a []ingest.Link belongs"},
	} {
		got, out := draft.Change{Path: "x.toml", Set: map[string]draft.Value{field: tt.value, "recorded": "2024-05-19"}}.Apply(now)
		if out.Err == nil || !strings.Contains(out.Err.Error(), tt.says) {
			t.Errorf("%s: error %v, want %q in it", field, out.Err, tt.says)
		}
		if got != now || len(out.Changed) > 0 {
			t.Errorf("%s: something was changed: %v", field, out.Changed)
		}
	}
}

func TestChangeOf(t *testing.T) {
	t.Parallel()
	old := mustParse(t, sample)
	new := old.Clone()
	setAll(new, "Faster parsers", 12, draft.Ready, "c", "parsers")
	new.Record.RelatedURLs = nil
	new.Notes = append(new.Notes, draft.Note{Field: "title", Text: "ask Jane"})
	got, out := draft.ChangeOf(old, new).Apply(old)
	if diff := cmp.Diff(new, got, sameDraft()); diff != "" || out.Failure() != nil {
		t.Errorf("failure %v (-want +got):\n%s", out.Failure(), diff)
	}
	if again := draft.ChangeOf(new, new); len(again.Set) > 0 {
		t.Errorf("nothing has changed, and there is %v", again.Set)
	}
}
