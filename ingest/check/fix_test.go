package check_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/draft"
	"github.com/pyvideo/stevie/ingest/record"
)

// fixed mends a record's text and returns what it then is, and the rules and
// fields of what was mended.
func fixed(t testing.TB, text string) (string, []string) {
	t.Helper()
	mended, found, err := check.FixSource("a.json", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var changes []string
	for _, c := range found {
		changes = append(changes, c.Rule+" "+c.Field)
	}
	again, found, err := check.FixSource("a.json", mended)
	if err != nil || len(found) > 0 || string(again) != string(mended) {
		t.Errorf("a second time: %+v, %v", found, err)
	}
	return string(mended), changes
}

// fixCases are values of one key before and after, and what is said about it;
// without an after nothing may change.
var fixCases = []struct{ name, key, before, after, changes string }{
	{"white space of a title", "title", `" Fast parsers\n"`, `"Fast parsers"`, "title-noise title"},
	{"entities", "title", `"Rock &amp; roll &#39;n&nbsp;more"`, `"Rock & roll 'n more"`, "title-noise title"},
	{"entities of another address", "title", `" Rock &amp;amp; roll"`, `"Rock &amp;amp; roll"`, "title-noise title"},
	{"meant entities", "title", `"path(&lt;name&gt;)"`, "", ""},
	{"tags in numbers", "title", `"&#60;b&#62; x"`, "", ""},
	{"nothing to see", "title", `"a&#10;b"`, "", ""},
	{"speaker left in", "title", `"Fast parsers - Jane Doe"`, "", ""},
	{"empty title", "title", `" "`, "", ""},
	{"half a pair", "title", `"x\ud800 "`, "", ""},
	{
		"names", "speakers", `[" Jane  Doe","John Roe","Jane Doe","TODO",""]`, `["Jane Doe","John Roe"]`,
		"speaker-variant speakers[0],schema speakers[2],speaker-missing speakers[3],speaker-missing speakers[4]",
	},
	{"a name that is refused", "speakers", `["Glyph","Glyph Lefkowitz"]`, `["Glyph"]`, "schema speakers[1]"},
	{"variants of a name", "speakers", `["Jane Doe","jane doe",7]`, "", ""},
	{"names that are none", "speakers", `{}`, "", ""},
	{
		"tags", "tags", `["Keynote","keynote"," C# ","#web,",""]`, `["keynote","c#","web"]`,
		"tag-style tags[0],schema tags[1],tag-style tags[2],tag-style tags[3],schema tags[4]",
	},
	{"codes", "language", `"en-GB"`, `"eng"`, "language language"},
	{"code in capitals", "language", `" DEU "`, `"deu"`, "language language"},
	{"a language that is not accepted", "language", `"nl"`, "", ""},
	{"no code", "language", `"Klingon"`, "", ""},
	{"empty date", "recorded", `""`, `null`, "schema recorded"},
	{"date with space", "recorded", `" 2024-05-18"`, `"2024-05-18"`, "schema recorded"},
	{"UTC", "recorded", `"2024-05-18T10:00:00Z"`, `"2024-05-18T10:00:00+00:00"`, "schema recorded"},
	{"a date that may mean two", "recorded", `"05/06/2024"`, "", ""},
	{
		"watch", "videos", `[{"type":"youtube","url":"http://youtu.be/AAAAAAAAAA0?si=x&list=y","length":1,"more":[]}]`,
		`[{"type":"youtube","url":"https://www.youtube.com/watch?v=AAAAAAAAAA0","length":1,"more":[]}]`, "url-form videos[0].url",
	},
	{"a video from the middle on", "videos", `[{"type":"youtube","url":"https://youtu.be/AAAAAAAAAA0?t=60"}]`, "", ""},
	{"another", "videos", `[{"type":"youtube","url":"https://www.youtube.com/watch?v=AAAAAAAAAA0#t=1m"}]`, "", ""},
	{"Vimeo", "videos", `[{"type":"vimeo","url":"https://vimeo.com/groups/x/videos/123"}]`, `[{"type":"vimeo","url":"https://vimeo.com/123"}]`, "url-form videos[0].url"},
	{"an unlisted video", "videos", `[{"type":"vimeo","url":"https://vimeo.com/123/abcdef"}]`, "", ""},
	{"another unlisted", "videos", `[{"type":"vimeo","url":"https://player.vimeo.com/video/123?h=abcdef"}]`, "", ""},
	{"a wrong type", "videos", `[{"type":"vimeo","url":"https://youtu.be/AAAAAAAAAA0"}]`, "", ""},
	{"a file", "videos", `[{"type":"mp4","url":" http://files.example/a b.mp4 "}]`, `[{"type":"mp4","url":"http://files.example/a%20b.mp4"}]`, "url-form videos[0].url"},
	{"no address", "videos", `[{"type":"mp4","url":"see the site"}]`, "", ""},
	{
		"twice", "videos", `[{"type":"youtube","url":"https://youtu.be/AAAAAAAAAA0"},{"type":"youtube","url":"https://www.youtube.com/watch?v=AAAAAAAAAA0"}]`,
		`[{"type":"youtube","url":"https://www.youtube.com/watch?v=AAAAAAAAAA0"}]`, "url-form videos[0].url,schema videos[1]",
	},
	{"thumbnail", "thumbnail_url", `"https://i.example/x.jpg\n"`, `"https://i.example/x.jpg"`, "url-form thumbnail_url"},
	{
		"related", "related_urls", `[{"label":"Slides ","url":" https://a.example/"},"https://a.example/",{"label":"slides","url":"https://a.example/"}]`,
		`[{"label":"Slides","url":"https://a.example/"},{"label":"slides","url":"https://a.example/"}]`,
		"url-form related_urls[0].url,related-label related_urls[0].label,related-label related_urls[1]",
	},
	{
		"related without label before", "related_urls", `["https://a.example/",{"label":"Slides","url":"https://a.example/"}]`,
		`[{"label":"Slides","url":"https://a.example/"}]`, "related-label related_urls[1]",
	},
	{"related with more keys", "related_urls", `[{"label":"A","url":"https://a.example/","x":1},{"label":"A","url":"https://a.example/"}]`, "", ""},
	{"other kinds", "related_urls", `[7,[],{"url":1}]`, "", ""},
	{"an asterisk", "description", `"See *.py and more"`, `"See \\*.py and more"`, "rst description"},
	{"several signs", "description", "\"*a\\n\\nThe name foo_ and |b\"", "\"\\\\*a\\n\\nThe name foo\\\\_ and \\\\|b\"", "rst description"},
	{"a name with an underscore", "description", `"https://x.example/jane_/"`, `"https://x.example/jane\\_/"`, "rst-strict description"},
	{"a block without its line", "description", `"Text\n\n  quoted\nback"`, `"Text\n\n  quoted\n\nback"`, "rst description"},
	{
		"a list of a host", "description", `"- coffee and\n- talks, this line being much longer than the one\nthat follows it\n\nEnd"`,
		`"- coffee and\n- talks, this line being much longer than the one\n\nthat follows it\n\nEnd"`, "rst description",
	},
	{"a summary", "summary", `"See *this"`, `"See \\*this"`, "rst summary"},
	{"a mistake in markup", "description", `"See *this and **that**"`, "", ""},
	{"a title's line", "description", `"A longer title\n----\n\nText"`, "", ""},
	{"code", "description", `"So:\n\n    x = *y\n  z\n\n*a"`, "", ""},
	{"other line ends", "description", `"*a\r\n  b"`, "", ""},
	{"valid", "description", `"All *good* ` + "``here``" + `."`, "", ""},
}

func TestFix(t *testing.T) {
	t.Parallel()
	for _, tt := range fixCases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			before, err := record.Canonical([]byte(withKey(tt.key, tt.before)))
			if err != nil {
				t.Fatal(err)
			}
			want := before
			if tt.after != "" {
				if want, err = record.Canonical([]byte(withKey(tt.key, tt.after))); err != nil {
					t.Fatal(err)
				}
			}
			got, changes := fixed(t, string(before))
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.changes, strings.Join(changes, ",")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What is said to be mended is found no more.
func TestFixedIsFoundNoMore(t *testing.T) {
	t.Parallel()
	for _, tt := range fixCases {
		text, _ := fixed(t, withKey(tt.key, tt.before))
		for _, f := range check.Source("a.json", []byte(text), check.Options{Now: today}) {
			if f.Rule == check.RuleCanonical {
				t.Errorf("%s: %+v", tt.name, f)
			}
			if strings.Contains(tt.changes, f.Rule+" "+tt.key) && strings.HasPrefix(f.Field, tt.key) && tt.name != "related" && tt.name != "entities of another address" {
				t.Errorf("%s: %+v in %s", tt.name, f, text)
			}
		}
	}
}

func TestFixForm(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, before, after, changes string }{
		{"order", `{"b":1,"a":2}`, "{\n  \"a\": 2,\n  \"b\": 1\n}\n", "canonical "},
		{"byte order mark", "\ufeff{}\n", "{}\n", "json "},
		{"no record", `[1, 2]`, "[\n  1,\n  2\n]\n", "canonical "},
		{"a key that cannot be written", "{\n  \"title\": \" x\",\n  \"\\ud800\": 1\n}\n", "{\n  \"title\": \" x\",\n  \"\\ud800\": 1\n}\n", ""},
	} {
		after, changes := fixed(t, tt.before)
		if after != tt.after || strings.Join(changes, ",") != tt.changes {
			t.Errorf("%s: got %q, %q", tt.name, after, changes)
		}
	}
}

// A list that has lost its last text is still one, and other keys stay.
func TestRespellSource(t *testing.T) {
	t.Parallel()
	as := check.Respelling{Tags: map[string]string{"janedoe": "", "Birds": "birds"}, Speakers: map[string]string{"J. Doe": "Jane Doe"}}
	for src, want := range map[string]string{
		`{"tags": ["janedoe"], "title": "A"}`:              "{\n  \"tags\": [],\n  \"title\": \"A\"\n}\n",
		`{"tags": ["Birds", "birds"], "speakers": ["Bo"]}`: "{\n  \"speakers\": [\n    \"Bo\"\n  ],\n  \"tags\": [\n    \"birds\"\n  ]\n}\n",
		`{"speakers": ["J. Doe"]}`:                         "{\n  \"speakers\": [\n    \"Jane Doe\"\n  ]\n}\n",
		`{"speakers": ["Bo"],   "tags": []}`:               `{"speakers": ["Bo"],   "tags": []}`,
	} {
		got, changes, err := check.RespellSource("videos/a.json", []byte(src), as)
		if err != nil || string(got) != want || (len(changes) > 0) == (src == want) {
			t.Errorf("%s becomes\n%s (%d changes, %v), want\n%s", src, got, len(changes), err, want)
		}
	}
	if got, _, _ := check.RespellSource("exconf-2024/category.json", []byte(`{"tags": ["Birds"]}`), as); string(got) != `{"tags": ["Birds"]}` {
		t.Errorf("a category becomes %s", got)
	}
}

// A category.json is only brought into canonical form.
func TestFixCategory(t *testing.T) {
	t.Parallel()
	files := good()
	files["exconf-2024/category.json"] = `{"title": " ExConf 2024", "tags": ["A"]}`
	dir := makeTree(t, files)
	if _, err := check.Fix(t.Context(), []string{dir}, check.RewriteOptions{}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "exconf-2024", "category.json"))
	want := "{\n  \"tags\": [\n    \"A\"\n  ],\n  \"title\": \" ExConf 2024\"\n}\n"
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v", got, err)
	}
}

const draftText = `# kept
status = "ready" # kept
title = " Fast parsers"
speakers = [ "Jane  Doe" ]
tags = ["Keynote"]
language = "en"
recorded = 2024-05-18
description = """
See *this
"""
# kept

[[videos]] # kept
url = "https://youtu.be/AAAAAAAAAA0"
type = "youtube"
`

func TestFixDraft(t *testing.T) {
	t.Parallel()
	d, err := draft.Parse("drafts/exconf-2024/a.toml", []byte(draftText))
	if err != nil {
		t.Fatal(err)
	}
	mended, changes, err := check.FixDraft(d)
	if err != nil {
		t.Fatal(err)
	}
	if len(changes) != 6 || changes[0].Path != "drafts/exconf-2024/a.toml" {
		t.Errorf("%+v", changes)
	}
	text, err := draft.Edit(d.Bytes(), d, mended)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.NewReplacer(
		`" Fast`, `"Fast`, `[ "Jane  Doe" ]`, `[ "Jane Doe" ]`, `"Keynote"`, `"keynote"`, `"en"`, `"eng"`, "\"\"\"\nSee *this\n\"\"\"", "'''\nSee \\*this\n'''",
		"https://youtu.be/AAAAAAAAAA0", "https://www.youtube.com/watch?v=AAAAAAAAAA0",
	).Replace(draftText)
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Error(diff)
	}
	again, err := draft.Parse("a.toml", text)
	if err != nil {
		t.Fatal(err)
	}
	if _, changes, err := check.FixDraft(again); err != nil || len(changes) > 0 {
		t.Errorf("a second time: %+v, %v", changes, err)
	}
}

// A draft that needs nothing is returned itself.
func TestFixDraftIsGood(t *testing.T) {
	t.Parallel()
	d := &draft.Draft{Status: draft.Ready, Record: ingest.Record{Title: "A", Videos: []ingest.Location{{Type: "vimeo", URL: "https://vimeo.com/1"}}}}
	if got, changes, err := check.FixDraft(d); got != d || len(changes) > 0 || err != nil {
		t.Errorf("got %+v, %v, %v", got, changes, err)
	}
}

// FuzzFix shows that mending twice changes nothing more, that nothing is lost that
// Python reads as something else than a mended value, and that no error comes in.
func FuzzFix(f *testing.F) {
	for _, tt := range fixCases {
		f.Add([]byte(withKey(tt.key, tt.before)))
	}
	f.Add([]byte(recordFile("Fast parsers", "AAAAAAAAAA0")))
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 10_000 {
			return
		}
		var before map[string]json.RawMessage
		if json.Unmarshal(src, &before) != nil || hasRule(check.Source("a.json", src, check.Options{ErrorsOnly: true}), check.RuleJSON) {
			return
		}
		text, changes := fixed(t, string(src))
		var after map[string]json.RawMessage
		if err := json.Unmarshal([]byte(text), &after); err != nil {
			t.Fatalf("%v: %q", err, text)
		}
		if len(changes) == 0 && text != string(src) {
			t.Errorf("changed in silence: %q to %q", src, text)
		}
		for key := range maps.Keys(before) {
			if _, ok := after[key]; !ok {
				t.Errorf("the key %q is gone", key)
			}
		}
		errors := func(text []byte) map[string]bool {
			found := make(map[string]bool)
			for _, f := range check.Source("a.json", text, check.Options{ErrorsOnly: true}) {
				found[fmt.Sprint(f.Rule, " ", strings.Split(f.Field, "[")[0])] = true
			}
			return found
		}
		old := errors(src)
		for e := range errors([]byte(text)) {
			if !old[e] {
				t.Errorf("a new error: %s in %q", e, text)
			}
		}
	})
}
