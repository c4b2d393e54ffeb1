package check_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
	"github.com/pyvideo/stevie/ingest/workspace"
)

// talkDraft is a draft without a fault.
func talkDraft(title, id string) string {
	return fmt.Sprintf(`status = "ready"
title = %q
speakers = ["Jane Doe"]
recorded = "2024-05-18"
language = "eng"
description = ""

[[videos]]
type = "youtube"
url = "https://www.youtube.com/watch?v=%s"
`, title, id)
}

// draftFolder makes the folder of an event out of drafts' texts.
func draftFolder(t testing.TB, ev ingest.Event, texts map[string]string) *workspace.Folder {
	t.Helper()
	f := &workspace.Folder{Slug: ev.Slug, Path: "drafts/" + ev.Slug, Event: ev, HasEvent: true}
	for name, text := range texts {
		path := f.Path + "/" + name
		d, err := draft.Parse(path, []byte(text))
		if err != nil {
			f.Problems = append(f.Problems, workspace.Problem{Path: path, Err: err})
			continue
		}
		f.Drafts = append(f.Drafts, d)
	}
	return f
}

func TestDrafts(t *testing.T) {
	t.Parallel()
	files := good()
	files["exconf-2023/videos/opening.json"] = strings.Replace(files["exconf-2023/videos/opening.json"], "2024-05-18", "2023-05-20", 1)
	tree, err := record.OpenTree(makeTree(t, files))
	if err != nil {
		t.Fatal(err)
	}
	index, err := tree.Index(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ev := ingest.Event{Slug: "exconf-2024", Title: "ExConf 2024"}
	swap := func(text string, oldnew ...string) string { return strings.NewReplacer(oldnew...).Replace(text) }
	good := talkDraft("New", "AAAAAAAAAB1")
	const a = "drafts/exconf-2024/a.toml:"
	for _, tt := range []struct {
		name   string
		drafts map[string]string
		want   []string
	}{
		{"good", map[string]string{"a.toml": good, "b.toml": talkDraft("Newer", "AAAAAAAAAB2")}, nil},
		{"the draft of a record", map[string]string{"a.toml": talkDraft("Opening", "AAAAAAAAAA2")}, nil},
		{"skipped", map[string]string{"a.toml": swap(good, "ready", "skip", "eng", "elvish")}, nil},
		{"a title of the tree", map[string]string{"a.toml": talkDraft("Opening", "AAAAAAAAAB1")}, []string{a + "2 error slug-unique title"}},
		{"a video of another event", map[string]string{"a.toml": talkDraft("New", "AAAAAAAAAA1")}, []string{a + "10 error duplicate-video videos[0].url"}},
		{"each other", map[string]string{"a.toml": good, "b.toml": good}, []string{
			a + "2 error slug-unique title", a + "10 error duplicate-video videos[0].url",
			"drafts/exconf-2024/b.toml:2 error slug-unique title", "drafts/exconf-2024/b.toml:10 error duplicate-video videos[0].url",
		}},
		{"language", map[string]string{"a.toml": swap(good, "eng", "elvish")}, []string{a + "5 error language language"}},
		{"a key that lacks", map[string]string{"a.toml": swap(good, "recorded = \"2024-05-18\"\n", "")}, []string{a + "1 warning recorded-range recorded"}},
		{"a name of an array over lines", map[string]string{"a.toml": swap(good, `["Jane Doe"]`, "[\n  \"Jane Doe\",\n  \"TODO\",\n]")}, []string{a + "3 warning speaker-missing speakers[1]"}},
		{"a spelling of the tree", map[string]string{"a.toml": swap(good, `Jane Doe`, "jane doe")}, []string{a + "3 warning speaker-variant speakers[0]"}},
		{"literal text", map[string]string{"a.toml": swap(good, `""`, "'''\nOne.\n\nSee *this\n'''")}, []string{a + "9 error rst description"}},
		{"literal text, CRLF", map[string]string{"a.toml": strings.ReplaceAll(swap(good, `""`, "'''\nOne.\n\nSee *this\n'''"), "\n", "\r\n")}, []string{a + "9 error rst description"}},
		{"text behind the quotes", map[string]string{"a.toml": swap(good, `""`, "'''One.\n\nSee *this'''")}, []string{a + "8 error rst description"}},
		{"text with escapes", map[string]string{"a.toml": swap(good, `""`, "\"\"\"\nOne\\u002E\n\nSee *this\"\"\"")}, []string{a + "9 error rst description"}},
		{"text with joined lines", map[string]string{"a.toml": swap(good, `""`, "\"\"\"\nOne \\\n  and two.\n\nSee *this\"\"\"")}, []string{a + "6 error rst description"}},
		{"text on one line", map[string]string{"a.toml": swap(good, `""`, `"One.\n\nSee *this"`)}, []string{a + "6 error rst description"}},
		{"breaks the site", map[string]string{"a.toml": swap(good, `""`, "'''\nSee this_\n'''")}, []string{a + "7 warning rst-strict description"}},
		{"unlisted", map[string]string{"a.toml": good + "[source]\nprovider = \"vimeo\"\nid = \"1\"\nhash = \"abc\"\n"}, []string{a + "8 error video-missing videos"}},
		{"not to be read", map[string]string{"a.toml": "status = \"ready\"\ntitel = 1\n", "b.toml": good}, []string{a + "2 error toml "}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			findings := check.Drafts([]*workspace.Folder{draftFolder(t, ev, tt.drafts)}, index, check.Options{Now: today})
			if diff := cmp.Diff(tt.want, brief(findings), cmp.Transformer("sort", sorted)); diff != "" {
				t.Errorf("%s\n%v", diff, findings)
			}
		})
	}
}

func TestDraftsOfAnEvent(t *testing.T) {
	t.Parallel()
	crowd := make(map[string]string)
	for i := range 30 {
		crowd[fmt.Sprintf("%02d.toml", i)] = talkDraft(fmt.Sprint("Talk ", i), fmt.Sprintf("BBBBBBBBB%02d", i))
	}
	f := draftFolder(t, ingest.Event{Slug: "many-2024", Title: "Many 2024"}, crowd)
	want := []string{"drafts/many-2024:0 warning same-date recorded"}
	if diff := cmp.Diff(want, brief(check.Drafts([]*workspace.Folder{f}, nil, check.Options{Now: today}))); diff != "" {
		t.Error(diff)
	}
	if findings := check.Drafts([]*workspace.Folder{f}, nil, check.Options{Now: today, ErrorsOnly: true}); len(findings) > 0 {
		t.Errorf("got %v", findings)
	}
	// Without a title two events have no pages in common.
	loose := []*workspace.Folder{
		{Path: "x", Drafts: draftFolder(t, ingest.Event{Slug: "x"}, map[string]string{"a.toml": talkDraft("A", "AAAAAAAAAB1")}).Drafts},
		{Path: "y", Drafts: draftFolder(t, ingest.Event{Slug: "y"}, map[string]string{"a.toml": talkDraft("A", "AAAAAAAAAB2")}).Drafts},
	}
	if findings := check.Drafts(loose, nil, check.Options{Now: today}); len(findings) > 0 {
		t.Errorf("got %v", findings)
	}
}

// The finding about a text names the very line of the draft, whatever stands
// around it.
func TestDraftLine(t *testing.T) {
	t.Parallel()
	for before := range 20 {
		text := strings.Repeat("Word.\n\n", before) + "See *this"
		d := &draft.Draft{Path: filepath.Join("drafts", "exconf-2024", "a.toml"), Status: draft.Ready, Record: talk("New")}
		d.Record.Speakers, d.Record.Description = []string{"Jane Doe"}, text
		src := draft.Encode(d)
		read, err := draft.Parse(d.Path, src)
		if err != nil {
			t.Fatal(err)
		}
		findings := check.Drafts([]*workspace.Folder{{Path: "drafts/exconf-2024", Drafts: []*draft.Draft{read}}}, nil, check.Options{Now: today})
		if len(findings) != 1 {
			t.Fatalf("got %v", findings)
		}
		if line := strings.Split(string(src), "\n")[findings[0].Line-1]; line != "See *this" {
			t.Errorf("line %d is %q", findings[0].Line, line)
		}
	}
}
