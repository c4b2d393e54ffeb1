package draft_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/draft"
)

// handmade is a draft after somebody was at it: other order, quoting, comments,
// inline tables, a date without quotes.
const handmade = `# Looked at this on the train. -- R.
  title   =   'Fast "parsers"'   # TODO: ask Jane

status="ready"# done?
"speakers" = [
    "Jane Doe",   # keynote
    'Max Nül',
]
recorded = 2024-05-18 # the Saturday
duration = 1_694
description = """
One line \
    goes on.
# not a comment
"""
tags = ["a", 'b']	# tab before this

related_urls = [ { label = "Site", url = "https://exconf.example/" }, {url="https://b.example/"} ] # inline

# where to watch
[[ videos ]]
url  = "https://www.youtube.com/watch?v=AAAAAAAAAA0"   # the long cut
type = "youtube"
# [[videos]] of the mirror, once it is up

# about the host
[ "source" ]
# do not touch
title = "Fast parsers"
id = 'AAAAAAAAAA0'
provider = "youtube"

# the end`

const inlineSource = `status = "review"
title = "A"
source = { provider = "youtube", id = "AAAAAAAAAA0", title = "old" } # kept
`

const dottedSource = `status = "review"
source.provider = "youtube"
source . "id" = "AAAAAAAAAA0"   # dotted
source.title = "old"
title = "A"
`

const minimal = `title = "A"`

const notesFirst = `title = "A"

[source]
provider = "youtube"
id = "AAAAAAAAAA0"

# mine
[[notes]]
field = "title"
note = "one"  # eins
# still one

[[notes]]
note = 'two'
field = "speakers"

# above three
[[notes]]
field = "tags"
confidence = 0.5
note = "three"
`

type edition struct {
	name   string
	src    string
	change func(*draft.Draft)
	cut    string // in src; "" with put: put is appended
	put    string
}

func setTitle(s string) func(*draft.Draft)        { return func(d *draft.Draft) { d.Record.Title = s } }
func setStatus(s draft.Status) func(*draft.Draft) { return func(d *draft.Draft) { d.Status = s } }
func setRecorded(s string) func(*draft.Draft)     { return func(d *draft.Draft) { d.Record.Recorded = s } }

func setDescription(s string) func(*draft.Draft) {
	return func(d *draft.Draft) { d.Record.Description = s }
}

func setSpeakers(s ...string) func(*draft.Draft) {
	return func(d *draft.Draft) { d.Record.Speakers = s }
}
func setNotes(n ...draft.Note) func(*draft.Draft) { return func(d *draft.Draft) { d.Notes = n } }

func editions() []edition {
	one := draft.Note{Field: "title", Text: "one"}
	two := draft.Note{Field: "speakers", Text: "two"}
	three := draft.Note{Field: "tags", Confidence: 0.5, Text: "three"}
	const noteComment = "                          # what stevie is unsure of, or found out; remove once settled\n"
	return []edition{
		// Values of the sample.
		{"title", sample, setTitle("B"), `title = "Fast parsers"`, `title = "B"`},
		{"title with quotes and control characters", sample, setTitle("a\"b\\c\x1b\n"), `title = "Fast parsers"`, `title = "a\"b\\c\u001B\n"`},
		{"status keeps its comment, which stays in line", sample, setStatus(draft.Skip), `"review"  `, `"skip"    `},
		{"speakers on one line", sample, setSpeakers("Jane Doe", "Max Nül"), `["Jane Doe"]`, `["Jane Doe", "Max Nül"]`},
		{
			"speakers to a line each", sample, setSpeakers(strings.Repeat("a", 50), strings.Repeat("b", 50)), `["Jane Doe"]`,
			"[\n    \"" + strings.Repeat("a", 50) + "\",\n    \"" + strings.Repeat("b", 50) + "\",\n]",
		},
		{"no speakers", sample, setSpeakers(), `["Jane Doe"]`, `[]`},
		{"recorded", sample, setRecorded("2024-05-19"), `"2024-05-18"`, `"2024-05-19"`},
		{"recorded emptied", sample, setRecorded(""), `"2024-05-18"`, `""`},
		{"duration", sample, func(d *draft.Draft) { d.Record.Duration = 0 }, `duration = 1694`, `duration = 0`},
		{"licence", sample, func(d *draft.Draft) { d.Record.CopyrightText = "CC BY" }, `copyright_text = ""`, `copyright_text = "CC BY"`},
		{"description", sample, setDescription("One.\n\nTwo."), "reStructuredText, on real lines\n", "One.\n\nTwo.\n"},
		{"description emptied", sample, setDescription(""), "reStructuredText, on real lines\n", ""},
		{"description with quotes", sample, setDescription("a ''' b \"\"\" \\"), "'''\nreStructuredText, on real lines\n'''", "\"\"\"\na ''' b \"\"\\\" \\\\\n\"\"\""},
		{"description with a final newline", sample, setDescription("a\n"), "reStructuredText, on real lines\n", "a\n\n"},
		{"tags", sample, func(d *draft.Draft) { d.Record.Tags = []string{"keynote"} }, `tags = []`, `tags = ["keynote"]`},
		{"host title", sample, func(d *draft.Draft) { d.Source.Title = "New" }, `title = "Fast parsers - Jane Doe - ExConf 2024"`, `title = "New"`},
		{"hash is inserted after id", sample, func(d *draft.Draft) { d.Source.Hash = "abc" }, "id = \"AAAAAAAAAA0\"\n", "id = \"AAAAAAAAAA0\"\nhash = \"abc\"\n"},
		{"published", sample, func(d *draft.Draft) { d.Source.Published = time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC) }, `"2024-05-30T08:00:00Z"`, `"2025-01-02T03:04:05Z"`},
		// Arrays of tables of the sample.
		{"link added", sample, func(d *draft.Draft) {
			d.Record.RelatedURLs = append(d.Record.RelatedURLs, ingest.Link{Label: "Slides", URL: "https://s.example/"})
		}, "2024/\"\n", "2024/\"\n\n[[related_urls]]\nlabel = \"Slides\"\nurl = \"https://s.example/\"\n"},
		{"link put first", sample, func(d *draft.Draft) {
			d.Record.RelatedURLs = append([]ingest.Link{{Label: "Slides", URL: "https://s.example/"}}, d.Record.RelatedURLs...)
		}, "\n[[related_urls]]\n", "\n[[related_urls]]\nlabel = \"Slides\"\nurl = \"https://s.example/\"\n\n[[related_urls]]\n"},
		{"link changed", sample, func(d *draft.Draft) { d.Record.RelatedURLs[0].URL = "https://x.example/" }, `"https://exconf.example/2024/"`, `"https://x.example/"`},
		{
			"links removed", sample, func(d *draft.Draft) { d.Record.RelatedURLs = nil },
			"[[related_urls]]\nlabel = \"Conference website\"\nurl = \"https://exconf.example/2024/\"\n\n", "",
		},
		{"size inserted", sample, func(d *draft.Draft) { d.Record.Videos[0].Size = 12 }, "v=AAAAAAAAAA0\"\n", "v=AAAAAAAAAA0\"\nsize = 12\n"},
		{
			"notes removed", sample, setNotes(),
			"[[notes]]" + noteComment + "field = \"speakers\"\nconfidence = 0.62\nnote = \"name not known to pyvideo; taken from the end of the title\"\n\n", "",
		},
		{"note added", sample, func(d *draft.Draft) { d.Notes = append(d.Notes, one) }, "the title\"\n\n", "the title\"\n\n[[notes]]\nfield = \"title\"\nnote = \"one\"\n\n"},
		{"confidence of a note", sample, func(d *draft.Draft) { d.Notes[0].Confidence = 1 }, `0.62`, `1.0`},
		// CRLF, byte order mark, no final newline.
		{"CRLF, one line", crlf(sample), setTitle("B"), `"Fast parsers"`, `"B"`},
		{"CRLF, text", crlf(sample), setDescription("a\nb"), "reStructuredText, on real lines\r\n", "a\r\nb\r\n"},
		{"CRLF, inserted", crlf(sample), func(d *draft.Draft) { d.Source.Hash = "abc" }, "id = \"AAAAAAAAAA0\"\r\n", "id = \"AAAAAAAAAA0\"\r\nhash = \"abc\"\r\n"},
		{
			"CRLF, note removed", crlf(sample), setNotes(),
			crlf("[[notes]]" + noteComment + "field = \"speakers\"\nconfidence = 0.62\nnote = \"name not known to pyvideo; taken from the end of the title\"\n\n"), "",
		},
		{"byte order mark", "\uFEFF" + sample, setTitle("B"), `"Fast parsers"`, `"B"`},
		{"byte order mark, inserted at the top", "\uFEFF" + minimal, setStatus(draft.Ready), `title`, "status = \"ready\"                   # review | ready | skip | published\ntitle"},
		{"no final newline, changed", minimal, setTitle("B"), `"A"`, `"B"`},
		{"no final newline, appended", minimal, setSpeakers("B"), "", "\nspeakers = [\"B\"]"},
		{"no final newline, table appended", minimal, setNotes(one), "", "\n\n[[notes]]" + noteComment + "field = \"title\"\nnote = \"one\""},
		{
			"no final newline, source appended", minimal, func(d *draft.Draft) { d.Source.Provider, d.Source.ID = "vimeo", "1" }, "",
			"\n\n[source]                           # what the host said; never written to the record\nprovider = \"vimeo\"\nid = \"1\"",
		},
		{"empty file", "", setTitle("B"), "", "title = \"B\"\n"},
		{"only a comment", "# mine\n", setTitle("B"), "", "\ntitle = \"B\"\n"},
		// What a person made of it.
		{"literal string", handmade, setTitle("B"), `'Fast "parsers"'`, `"B"`},
		{"no blanks around the value", handmade, setStatus(draft.Review), `"ready"`, `"review"`},
		{"bare date stays bare", handmade, setRecorded("2024-05-19"), `2024-05-18`, `2024-05-19`},
		{"bare date emptied", handmade, setRecorded(""), `2024-05-18`, `""`},
		{"array with comments", handmade, setSpeakers("Jane Doe"), "    'Max Nül',\n", ""},
		{"array with comments, comment stays", handmade, setSpeakers("Max Nül"), "\"Jane Doe\",   # keynote", "# keynote"},
		{"array with comments, added", handmade, setSpeakers("Jane Doe", "Ada", "Max Nül", "Bo"), "    'Max Nül',\n", "    \"Ada\",\n    'Max Nül',\n    \"Bo\",\n"},
		{"array with comments, another", handmade, setSpeakers("Jane Doe", "Bo"), "'Max Nül'", `"Bo"`},
		{"array with comments, not reused", handmade, setSpeakers("Bo", "Max Nül"), "\"Jane Doe\",   # keynote\n", "# keynote\n    \"Bo\",\n"},
		{"number with underscore", handmade, func(d *draft.Draft) { d.Record.Duration = 5 }, `1_694`, `5`},
		{"folded text", handmade, setDescription("x"), "\"\"\"\nOne line \\\n    goes on.\n# not a comment\n\"\"\"", "'''\nx\n'''"},
		{"comment behind tab", handmade, func(d *draft.Draft) { d.Record.Tags = nil }, `["a", 'b']`, `[]`},
		{"missing key goes to its place", handmade, func(d *draft.Draft) { d.Record.Language = "deu" }, "# the Saturday\n", "# the Saturday\nlanguage = \"deu\"\n"},
		{
			"inline array", handmade, func(d *draft.Draft) { d.Record.RelatedURLs = d.Record.RelatedURLs[:1] },
			`[ { label = "Site", url = "https://exconf.example/" }, {url="https://b.example/"} ]`, `[ { label = "Site", url = "https://exconf.example/" } ]`,
		},
		{
			"inline array emptied", handmade, func(d *draft.Draft) { d.Record.RelatedURLs = nil },
			`[ { label = "Site", url = "https://exconf.example/" }, {url="https://b.example/"} ]`, `[]`,
		},
		{"key of an element in another order", handmade, func(d *draft.Draft) { d.Record.Videos[0].Type = "mp4" }, `type = "youtube"`, `type = "mp4"`},
		{"element behind the comments of the last", handmade, func(d *draft.Draft) {
			d.Record.Videos = append(d.Record.Videos, ingest.Location{Type: "mp4", URL: "https://m.example/a.mp4"})
		}, "once it is up\n", "once it is up\n\n[[videos]]\ntype = \"mp4\"\nurl = \"https://m.example/a.mp4\"\n"},
		{"notes between videos and source", handmade, setNotes(one), "once it is up\n", "once it is up\n\n[[notes]]" + noteComment + "field = \"title\"\nnote = \"one\"\n"},
		{"quoted header", handmade, func(d *draft.Draft) { d.Source.Title = "New" }, `title = "Fast parsers"`, `title = "New"`},
		{"missing key under a quoted header", handmade, func(d *draft.Draft) { d.Source.Hash = "abc" }, "id = 'AAAAAAAAAA0'\n", "id = 'AAAAAAAAAA0'\nhash = \"abc\"\n"},
		// The source in other forms.
		{"inline source, changed", inlineSource, func(d *draft.Draft) { d.Source.Title = "new" }, `"old"`, `"new"`},
		{"inline source, inserted", inlineSource, func(d *draft.Draft) { d.Source.Hash = "abc" }, `id = "AAAAAAAAAA0"`, `id = "AAAAAAAAAA0", hash = "abc"`},
		{"dotted source, changed", dottedSource, func(d *draft.Draft) { d.Source.Title = "new" }, `"old"`, `"new"`},
		{"dotted source, inserted", dottedSource, func(d *draft.Draft) { d.Source.Hash = "abc" }, "# dotted\n", "# dotted\nsource . hash = \"abc\"\n"},
		// Notes one by one, with the source above them.
		{"first note removed", notesFirst, setNotes(two, three), "[[notes]]\nfield = \"title\"\nnote = \"one\"  # eins\n", "# eins\n"},
		{
			"a note with a comment becomes no other", notesFirst, setNotes(draft.Note{Field: "title", Text: "eins"}, two, three),
			"# mine\n[[notes]]\nfield = \"title\"\nnote = \"one\"  # eins\n",
			"[[notes]]\nfield = \"title\"\nnote = \"eins\"\n\n# mine\n# eins\n",
		},
		{
			"a link with a comment keeps it", handmade, func(d *draft.Draft) { d.Record.Videos[0].Type = "vimeo" },
			`type = "youtube"`, `type = "vimeo"`,
		},
		{"inline array, label changed", handmade, func(d *draft.Draft) { d.Record.RelatedURLs[len(d.Record.RelatedURLs)-1].Label = "B" }, `{url="https://b.example/"}`, `{label = "B", url="https://b.example/"}`},
		{"middle note removed", notesFirst, setNotes(one, three), "[[notes]]\nnote = 'two'\nfield = \"speakers\"\n\n", ""},
		{"last note removed", notesFirst, setNotes(one, two), "[[notes]]\nfield = \"tags\"\nconfidence = 0.5\nnote = \"three\"\n", ""},
		{"text of one note", notesFirst, setNotes(one, draft.Note{Field: "speakers", Text: "zwei"}, three), `'two'`, `"zwei"`},
		{"confidence gone", notesFirst, setNotes(one, two, draft.Note{Field: "tags", Text: "three"}), "confidence = 0.5\n", ""},
		{"confidence new", notesFirst, setNotes(one, draft.Note{Field: "speakers", Confidence: 0.25, Text: "two"}, three), "field = \"speakers\"\n", "field = \"speakers\"\nconfidence = 0.25\n"},
		{"note inserted between", notesFirst, setNotes(one, draft.Note{Field: "x", Text: "y"}, two, three), "# still one\n", "# still one\n\n[[notes]]\nfield = \"x\"\nnote = \"y\"\n"},
		{"video goes before the source", notesFirst, func(d *draft.Draft) {
			d.Record.Videos = []ingest.Location{{Type: "mp4", URL: "https://m.example/a.mp4"}}
		}, "\n[source]\n", "\n[[videos]]\ntype = \"mp4\"\nurl = \"https://m.example/a.mp4\"\n\n[source]\n"},
	}
}

func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

func TestEditChangesNothingElse(t *testing.T) {
	t.Parallel()
	if n := len(editions()); n < 50 {
		t.Errorf("%d ways, want at least fifty", n)
	}
	for _, e := range editions() {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			want := e.src + e.put
			if e.cut != "" {
				if !strings.Contains(e.src, e.cut) {
					t.Fatalf("the draft does not hold %q", e.cut)
				}
				want = strings.Replace(e.src, e.cut, e.put, 1)
			}
			old := mustParse(t, e.src)
			changed := old.Clone()
			e.change(changed)
			got, err := draft.Edit([]byte(e.src), old, changed)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Fatal(diff)
			}
			if diff := cmp.Diff(changed, mustParse(t, string(got)), sameDraft()); diff != "" {
				t.Errorf("the file does not read as what was wanted:\n%s", diff)
			}
		})
	}
}

// Every change on every layout: the file reads as what was wanted, and every
// comment is still there.
func TestEditOnEveryLayout(t *testing.T) {
	t.Parallel()
	layouts := map[string]string{
		"sample": sample, "handmade": handmade, "inline": inlineSource, "dotted": dottedSource,
		"minimal": minimal, "notes first": notesFirst, "empty": "", "CRLF": crlf(handmade), "BOM": "\uFEFF" + handmade,
	}
	comments := []string{
		"# keynote", "# inline", "# the long cut", "# [[videos]] of the mirror", "# mine", "# eins", "# still one", "# above three",
		"# Looked at this", "# TODO: ask Jane", "# done?", "# the Saturday", "# tab before", "# where to watch", "# about the host", "# do not touch", "# the end", "# kept", "# dotted",
	}
	for name, src := range layouts {
		for _, e := range editions() {
			t.Run(name+"/"+e.name, func(t *testing.T) {
				t.Parallel()
				old := mustParse(t, src)
				changed := old.Clone()
				if old.Record.RelatedURLs == nil {
					changed.Record.RelatedURLs = make([]ingest.Link, 1, 2)
				}
				if old.Record.Videos == nil {
					changed.Record.Videos = make([]ingest.Location, 1)
				}
				if len(old.Notes) == 0 {
					changed.Notes = make([]draft.Note, 1)
				}
				e.change(changed)
				got, err := draft.Edit([]byte(src), old, changed)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(changed, mustParse(t, string(got)), sameDraft()); diff != "" {
					t.Errorf("%s\n%s", diff, got)
				}
				for _, comment := range comments {
					if strings.Contains(src, comment) && !strings.Contains(string(got), comment) {
						t.Errorf("%q is gone from\n%s", comment, got)
					}
				}
				again, err := draft.Edit(got, changed, changed)
				if err != nil || string(again) != string(got) {
					t.Errorf("no change changes bytes (%v)", err)
				}
			})
		}
	}
}
