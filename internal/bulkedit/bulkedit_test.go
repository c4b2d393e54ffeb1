package bulkedit_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/pipeline"
	"github.com/pyvideo/stevie/internal/bulkedit"
	"github.com/pyvideo/stevie/internal/tomledit"
)

// talks are a sure one, a doubtful one and a person's own.
func talks() []pipeline.View {
	sure := draft.Proposed{
		Video: ingest.Video{Provider: "youtube", ID: "exconf00001", Title: "Fast parsers - Jane Doe"},
		Proposal: ingest.Proposal{
			Level: ingest.LevelSure, Reasons: []string{"not shown"},
			Record:   ingest.Record{Title: "Fast parsers", Speakers: []string{"Jane Doe"}, Recorded: "2024-05-18", Language: "eng"},
			Readings: []ingest.Reading{{Title: "Fast parsers", Speakers: []string{"Jane Doe"}}},
		},
	}
	doubtful := draft.Proposed{
		Video: ingest.Video{Provider: "youtube", ID: "exconf00002", Title: "Slow\ncooking\x1b[31m | John Roe, Ann Poe"},
		Proposal: ingest.Proposal{
			Level: ingest.LevelUnsure, Reasons: []string{"a name\nthat is new"},
			Record: ingest.Record{Title: "Slow cooking", Speakers: []string{"John Roe"}},
			Readings: []ingest.Reading{
				{Title: "Slow cooking", Speakers: []string{"John Roe"}},
				{Title: "Slow\ncooking", Speakers: []string{"John Roe", "Ann Poe"}},
				{Title: "Slow cooking", Speakers: nil},
			},
			Notes: []ingest.Note{{Field: "speakers", Kind: "name-new", Text: "the name is new"}},
		},
		Incidents: []draft.Incident{{Kind: draft.Delisted, Field: "videos"}},
	}
	of := func(path string, p draft.Proposed) pipeline.View {
		return pipeline.View{
			Draft: draft.NewAt(path, p), Base: draft.NewBase(p),
			Level: p.Proposal.Level, Reasons: p.Proposal.Reasons, Readings: p.Proposal.Readings,
		}
	}
	list := []pipeline.View{
		of("drafts/exconf-2024/fast-parsers.toml", sure),
		of("drafts/exconf-2024/slow-cooking.toml", doubtful),
		{Draft: &draft.Draft{Path: "drafts/exconf-2024/own.toml", File: "own.toml", Status: draft.Skip, Record: ingest.Record{Title: "Own"}}},
	}
	list[1].Draft.Notes = append(list[1].Draft.Notes, draft.Note{Field: "title", Text: "my own"})
	return list
}

const wantFile = `# The talks of exconf-2024. Change what you like, save and close the editor.
# take = 2 takes the title and speakers of the line that begins with "# 2", and the talk is ready.
# status is review, ready (or r), skip (or s). Take a [[talk]] out to leave its draft alone.

[[talk]]
draft = "slow-cooking.toml"
# posted: Slow cooking�[31m | John Roe, Ann Poe
# why: a name that is new
# 1 Slow cooking | John Roe
# 2 Slow cooking | John Roe, Ann Poe
# 3 Slow cooking | ` + `
status = "review"
take = 0
title = "Slow cooking"
speakers = ["John Roe"]
recorded = ""
language = ""

# ---------------------------------------------------------------------------
# From here on: 2 that stevie is sure of, or that are settled.
# ---------------------------------------------------------------------------

[[talk]]
draft = "fast-parsers.toml"
# posted: Fast parsers - Jane Doe
# 1 Fast parsers | Jane Doe
status = "review"
take = 0
title = "Fast parsers"
speakers = ["Jane Doe"]
recorded = "2024-05-18"
language = "eng"

[[talk]]
draft = "own.toml"
status = "skip"
title = "Own"
speakers = []
recorded = ""
language = ""
`

func TestEncode(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(wantFile, string(bulkedit.Encode("exconf-2024", talks()))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got := bulkedit.Encode("exconf-2024", talks()[1:2]); strings.Contains(string(got), "From here on") {
		t.Errorf("nothing is settled:\n%s", got)
	}
}

func TestApply(t *testing.T) {
	t.Parallel()
	type set = map[string]draft.Value
	kept := []draft.Note{talks()[1].Draft.Notes[1], {Field: "title", Text: "my own"}}
	for _, tt := range []struct {
		name, old, new string
		path           string
		want           set
	}{
		{name: "nothing", old: "take = 0", new: "take = 0"},
		{
			"a reading is taken, and the notes about it are settled", "take = 0", "take = 2", "slow-cooking.toml",
			set{"title": "Slow\ncooking", "speakers": []string{"John Roe", "Ann Poe"}, "status": "ready", "notes": kept},
		},
		{
			"in a line of one's own", `draft = "slow-cooking.toml"`, "draft = \"slow-cooking.toml\"\ntake = 3", "slow-cooking.toml",
			set{"speakers": []string(nil), "status": "ready", "notes": kept},
		},
		{
			"what is written besides stands", "take = 0\ntitle = \"Slow cooking\"", "take = 2\ntitle = \"Slow food\"", "slow-cooking.toml",
			set{"title": "Slow food", "speakers": []string{"John Roe", "Ann Poe"}, "status": "ready", "notes": kept},
		},
		{"a letter", `status = "review"`, `status = "r"`, "slow-cooking.toml", set{"status": "ready", "notes": kept}},
		{"another letter", `status = "review"`, `status = "s"`, "slow-cooking.toml", set{"status": "skip"}},
		{"a bare date", `recorded = "2024-05-18"`, `recorded = 2024-05-19`, "fast-parsers.toml", set{"recorded": "2024-05-19"}},
		{"keys that are not there", "title = \"Slow cooking\"\nspeakers = [\"John Roe\"]\n", "", "", nil},
		{"an emptied list", `speakers = ["Jane Doe"]`, `speakers = []`, "fast-parsers.toml", set{"speakers": []string{}}},
	} {
		changes, err := bulkedit.Apply("together.toml", []byte(strings.Replace(wantFile, tt.old, tt.new, 1)), bulkedit.ShownOf(talks()), talks())
		var got set
		path := ""
		for _, c := range changes {
			got, path = c.Set, strings.TrimPrefix(c.Path, "drafts/exconf-2024/")
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || path != tt.path || err != nil || len(changes) > 1 {
			t.Errorf("%s: %d changes of %q, %v (-want +got)\n%s", tt.name, len(changes), path, err, diff)
		}
	}
}

func TestApplyRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		old, new string
		line     int
		want     string
	}{
		{"take = 0", "take = 4", 13, `draft "slow-cooking.toml": there is no reading 4`},
		{"take = 0", "take = -1", 13, "there is no reading -1"},
		{"take = 0", `take = "x"`, 13, "together.toml:13:"},
		{`status = "skip"`, "status = \"skip\"\ntake = 1", 37, "there is no reading 1"},
		{`status = "skip"`, `status = "skipp"`, 36, `did you mean "skip"?`},
		{`language = "eng"`, `language = "en"`, 32, "language: "},
		{`"2024-05-18"`, `"18 May"`, 31, "recorded: "},
		{`title = "Own"`, `title = ""`, 37, "a talk has a title"},
		{`draft = "own.toml"`, `draft = "other.toml"`, 35, "there is no such draft"},
		{`draft = "own.toml"`, `draft = "fast-parsers.toml"`, 35, "it stands there twice"},
		{`status = "skip"`, `stats = "skip"`, 36, `did you mean "status"?`},
	} {
		_, err := bulkedit.Apply("together.toml", []byte(strings.Replace(wantFile, tt.old, tt.new, 1)), bulkedit.ShownOf(talks()), talks())
		at, ok := errors.AsType[*tomledit.SyntaxError](err)
		if !ok || at.Line != tt.line || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want line %d and %s", tt.new, err, tt.line, tt.want)
		}
	}
}

// What others have changed in the drafts since the file was written stays, and readings are
// numbered as it shows them.
func TestApplyLater(t *testing.T) {
	t.Parallel()
	shown, now := bulkedit.ShownOf(talks()), talks()
	now[1].Draft.Record.Language = "deu"
	now[1].Readings = nil
	edited := strings.Replace(wantFile, "take = 0\ntitle = \"Slow cooking\"", "take = 2\ntitle = \"Slow food\"", 1)
	changes, err := bulkedit.Apply("together.toml", []byte(edited), shown, now)
	if err != nil || len(changes) != 1 {
		t.Fatal(changes, err)
	}
	next, out := changes[0].Apply(now[1].Draft)
	if diff := cmp.Diff([]string{"title", "speakers", "status", "notes"}, out.Changed, cmpopts.SortSlices(strings.Compare)); diff != "" || out.Failure() != nil {
		t.Errorf("%v (-want +got)\n%s", out.Failure(), diff)
	}
	if r := next.Record; r.Language != "deu" || r.Title != "Slow food" || len(r.Speakers) != 2 {
		t.Errorf("applied: %+v", r)
	}
}

// Where both have changed a field to different values theirs stays, until the person has been told.
func TestApplyConflict(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		field, line, mine string
		theirs, want      draft.Value
	}{
		{"status", `status = "review"`, `status = "skip"`, "published", "skip"},
		{"title", `title = "Slow cooking"`, `title = "Mine"`, "Theirs", "Mine"},
		{"speakers", `speakers = ["John Roe"]`, `speakers = ["Mine"]`, []string{"Theirs"}, []string{"Mine"}},
		{"recorded", `recorded = ""`, `recorded = "2024-05-17"`, "2024-05-18", "2024-05-17"},
		{"language", `language = ""`, `language = "eng"`, "deu", "eng"},
	} {
		shown, now := bulkedit.ShownOf(talks()), talks()
		now[1].Draft, _ = draft.Change{Set: map[string]draft.Value{tt.field: tt.theirs}}.Apply(now[1].Draft)
		edited := []byte(strings.Replace(wantFile, tt.line, tt.mine, 1))
		for _, want := range []draft.Value{tt.theirs, tt.want} {
			changes, err := bulkedit.Apply("together.toml", edited, shown, now)
			if err != nil || len(changes) != 1 {
				t.Fatal(tt.field, changes, err)
			}
			next, out := changes[0].Apply(now[1].Draft)
			if got, _ := next.Get(tt.field); !cmp.Equal(got, want) || len(out.Conflicts) > 0 == cmp.Equal(want, tt.want) {
				t.Errorf("%s %q, conflicts %+v; want %q", tt.field, got, out.Conflicts, want)
			}
			for _, c := range out.Conflicts {
				shown.Told(now[1].Draft.File, c)
			}
		}
	}
}

// A draft that the file did not show when it was written is compared with what it is now.
func TestApplyNotShown(t *testing.T) {
	t.Parallel()
	shown := bulkedit.ShownOf(talks()[:1])
	changes, err := bulkedit.Apply("together.toml", []byte(strings.Replace(wantFile, "take = 0", "take = 2", 1)), shown, talks())
	if err != nil || len(changes) != 1 || len(changes[0].Set["speakers"].([]string)) != 2 {
		t.Error(changes, err)
	}
}

// A published talk stays published when a reading is taken, as everywhere else.
func TestTakePublished(t *testing.T) {
	t.Parallel()
	now := talks()
	now[1].Draft.Status = draft.Published
	edited := strings.Replace(wantFile, "status = \"review\"\ntake = 0", "status = \"published\"\ntake = 2", 1)
	changes, err := bulkedit.Apply("together.toml", []byte(edited), bulkedit.ShownOf(now), now)
	if err != nil || len(changes) == 0 {
		t.Fatal(changes, err)
	}
	for _, c := range changes {
		if s, ok := c.Set[draft.FieldStatus]; ok {
			t.Errorf("%s becomes %v", c.Path, s)
		}
	}
}
