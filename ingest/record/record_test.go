package record_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
)

var talk = ingest.Record{
	Title:       "Fast parsers, naïvely",
	Speakers:    []string{"Jane Doe", "Zoë Ünal"},
	Recorded:    "2024-05-18",
	Language:    "eng",
	Tags:        []string{"keynote"},
	Duration:    1694,
	Description: "Why & <how>.",
	RelatedURLs: []ingest.Link{{Label: "Conference Website", URL: "https://exconf.example/2024/"}},
	Videos:      []ingest.Location{{Type: "youtube", URL: "https://www.youtube.com/watch?v=AAAAAAAAAA0"}},
}

const talkFile = `{
  "description": "Why & <how>.",
  "duration": 1694,
  "language": "eng",
  "recorded": "2024-05-18",
  "related_urls": [
    {
      "label": "Conference Website",
      "url": "https://exconf.example/2024/"
    }
  ],
  "speakers": [
    "Jane Doe",
    "Zo\u00eb \u00dcnal"
  ],
  "tags": [
    "keynote"
  ],
  "title": "Fast parsers, na\u00efvely",
  "videos": [
    {
      "type": "youtube",
      "url": "https://www.youtube.com/watch?v=AAAAAAAAAA0"
    }
  ]
}
`

func TestEncode(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(talkFile, string(record.Encode(talk))); diff != "" {
		t.Error(diff)
	}
	const bare = `{
  "description": "",
  "recorded": null,
  "speakers": [],
  "title": "",
  "videos": []
}
`
	if diff := cmp.Diff(bare, string(record.Encode(ingest.Record{}))); diff != "" {
		t.Error(diff)
	}
}

func TestEncodeHostileText(t *testing.T) {
	t.Parallel()
	hostile := "\x1b[31m\x00\u202e</script>\"\\\n" + "\xff"
	got, err := record.Decode(record.Encode(ingest.Record{Title: hostile}))
	if want := strings.ToValidUTF8(hostile, "\ufffd"); err != nil || got.Title != want {
		t.Errorf("got %q, %v", got.Title, err)
	}
}

func TestEncodeCategory(t *testing.T) {
	t.Parallel()
	full := ingest.Event{
		Title: "ExConf 2024", URL: "https://exconf.example/2024/", Language: "eng",
		StartDate: ingest.Date{Year: 2024, Month: 5, Day: 18}, EndDate: ingest.Date{Year: 2024, Month: 5, Day: 20},
	}
	for _, tt := range []struct {
		name, want string
		event      ingest.Event
	}{
		{"all", "{\n  \"end_date\": \"2024-05-20\",\n  \"start_date\": \"2024-05-18\",\n  \"title\": \"ExConf 2024\",\n  \"url\": \"https://exconf.example/2024/\"\n}\n", full},
		{"title alone", "{\n  \"title\": \"Example Users\"\n}\n", ingest.Event{Title: "Example Users"}},
	} {
		if diff := cmp.Diff(tt.want, string(record.EncodeCategory(tt.event))); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestDecode(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, in string
		want     ingest.Record
	}{
		{"whole", talkFile, talk},
		{"nulls", `{"title":"A","speakers":[],"recorded":null,"description":null,"duration":null,"tags":null,"videos":null}`, ingest.Record{Title: "A"}},
		{"float duration", `{"duration":30.0}`, ingest.Record{Duration: 30}},
		{"half a second", `{"duration":30.5}`, ingest.Record{}},
		{
			"bare related URL", `{"related_urls":["https://a.example",{"label":"B","url":"https://b.example"},7]}`,
			ingest.Record{RelatedURLs: []ingest.Link{{URL: "https://a.example"}, {Label: "B", URL: "https://b.example"}}},
		},
		{
			"sizes", `{"videos":[{"type":"mp4","url":"u","size":1e3,"length":5},{"type":"mp4","url":"v","size":null},"x"]}`,
			ingest.Record{Videos: []ingest.Location{{Type: "mp4", URL: "u", Size: 1000}, {Type: "mp4", URL: "v"}}},
		},
		{"wrong kinds", `{"title":7,"speakers":"Jane","tags":[1,"x"],"videos":{},"recorded":false,"language":[]}`, ingest.Record{Tags: []string{"x"}}},
		{"last duplicate", `{"title":"A","title":"B"}`, ingest.Record{Title: "B"}},
		{"last duplicate is null", `{"title":"A","title":null}`, ingest.Record{}},
	} {
		got, err := record.Decode([]byte(tt.in))
		if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v %s", tt.name, err, diff)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	_, err := record.Decode([]byte("{\n\"title\": \"A\",\n}"))
	syntax, ok := errors.AsType[*record.SyntaxError](err)
	if !ok || syntax.Line != 3 {
		t.Errorf("got %v, want a SyntaxError on line 3", err)
	}
	for _, src := range []string{"[]", "null", `"x"`, "7"} {
		if _, err := record.Decode([]byte(src)); err == nil {
			t.Errorf("%s passes for a record", src)
		}
	}
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	const old = `{"id": 7, "title": "Old", "recorded": null, "speakers": [], "duration": 30.0, "summary": "S", "description": null,
"related_urls": ["https://a.example", {"url": "https://b.example", "label": "B", "x": 1}],
"videos": [{"type": "youtube", "url": "https://youtu.be/AAAAAAAAAA0", "length": 9}, {"url": "https://exconf.example/a.mp4", "type": "mp4", "size": 5}]}`
	decoded, err := record.Decode([]byte(old))
	if err != nil {
		t.Fatal(err)
	}
	with := func(change func(*ingest.Record)) ingest.Record {
		r := decoded
		change(&r)
		return r
	}
	// want holds the lines that canonical form gains (+) and loses (-).
	for _, tt := range []struct {
		name string
		r    ingest.Record
		want []string
	}{
		{"title", with(func(r *ingest.Record) { r.Title = "New" }), []string{`-  "title": "Old",`, `+  "title": "New",`}},
		{"date", with(func(r *ingest.Record) { r.Recorded = "2024-05-18" }), []string{`-  "recorded": null,`, `+  "recorded": "2024-05-18",`}},
		{"optional key comes", with(func(r *ingest.Record) { r.Language = "eng" }), []string{`+  "language": "eng",`}},
		{"optional key goes", with(func(r *ingest.Record) { r.Duration = 0 }), []string{`-  "duration": 30.0,`}},
		{
			"entry keeps what is unknown",
			with(func(r *ingest.Record) {
				r.Videos = []ingest.Location{r.Videos[0], {Type: "webm", URL: r.Videos[1].URL}}
			}),
			[]string{`-      "size": 5,`, `-      "type": "mp4",`, `+      "type": "webm",`},
		},
		{
			"bare URL gets a label",
			with(func(r *ingest.Record) {
				r.RelatedURLs = []ingest.Link{{Label: "A", URL: "https://a.example"}, r.RelatedURLs[1]}
			}),
			[]string{`-    "https://a.example",`, `+      "label": "A",`, `+      "url": "https://a.example"`, `+    },`, `+    {`},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := record.Update([]byte(old), tt.r)
			if err != nil {
				t.Fatal(err)
			}
			before, err := record.Canonical([]byte(old))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, changedLines(string(before), string(got))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// changedLines lists the lines that are in one text only, those of the first
// text before those of the second at each place.
func changedLines(a, b string) []string {
	var out []string
	left, right := strings.Split(a, "\n"), strings.Split(b, "\n")
	for len(left) > 0 || len(right) > 0 {
		switch {
		case len(left) > 0 && len(right) > 0 && left[0] == right[0]:
			left, right = left[1:], right[1:]
		case len(left) > 0 && !contains(right, left[0]):
			out, left = append(out, "-"+left[0]), left[1:]
		default:
			out, right = append(out, "+"+right[0]), right[1:]
		}
	}
	return out
}

func contains(lines []string, line string) bool {
	for _, l := range lines[:min(6, len(lines))] {
		if l == line {
			return true
		}
	}
	return false
}

func TestUpdateChangesNothing(t *testing.T) {
	t.Parallel()
	for _, old := range []string{talkFile, `{"b":1e5,"title":"\u0041","recorded":null,"speakers":[],"description":null,"videos":[{"url":"u"}]}`} {
		r, err := record.Decode([]byte(old))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := record.Update([]byte(old), r); err != nil || string(got) != old {
			t.Errorf("%v %s", err, cmp.Diff(old, string(got)))
		}
	}
	if _, err := record.Update([]byte("[]"), talk); err == nil {
		t.Error("an array passes for a record")
	}
}

func TestUpdateAddsRequiredKeys(t *testing.T) {
	t.Parallel()
	got, err := record.Update([]byte(`{"x":1}`), ingest.Record{})
	want := "{\n  \"description\": \"\",\n  \"recorded\": null,\n  \"speakers\": [],\n  \"title\": \"\",\n  \"videos\": [],\n  \"x\": 1\n}\n"
	if diff := cmp.Diff(want, string(got)); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

// FuzzUpdate shows that an update says what the record says and keeps every
// other key, whatever the old file is like.
func FuzzUpdate(f *testing.F) {
	f.Add([]byte(talkFile), "T", "S", "https://a.example")
	f.Add([]byte(`{"title":null,"\u0074itle":"x","x":[1e5],"videos":[{"url":"https://a.example","y":{}}]}`), "", "", "https://a.example")
	f.Fuzz(func(t *testing.T, old []byte, title, speaker, url string) {
		r := ingest.Record{
			Title: title, Speakers: []string{speaker}, RelatedURLs: []ingest.Link{{Label: speaker, URL: url}},
			Videos: []ingest.Location{{Type: title, URL: url}},
		}
		updated, err := record.Update(old, r)
		if err != nil {
			return
		}
		got, err := record.Decode(updated)
		if err != nil {
			t.Fatal(err)
		}
		want, err := record.Decode(record.Encode(r))
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Fatalf("%v %s", err, diff)
		}
		if again, err := record.Update(updated, got); err != nil || !bytes.Equal(again, updated) {
			t.Fatalf("a second update changes something: %v", err)
		}
	})
}

func ExampleEncode() {
	fmt.Printf("%s", record.Encode(ingest.Record{
		Title:  "Café & <b>",
		Videos: []ingest.Location{{Type: "vimeo", URL: "https://vimeo.com/1"}},
	}))
	// Output:
	// {
	//   "description": "",
	//   "recorded": null,
	//   "speakers": [],
	//   "title": "Caf\u00e9 & <b>",
	//   "videos": [
	//     {
	//       "type": "vimeo",
	//       "url": "https://vimeo.com/1"
	//     }
	//   ]
	// }
}

func ExampleUpdate() {
	old := []byte(`{"id": 7, "title": "Fast prasers", "speakers": [], "recorded": null, "description": "", "videos": []}`)
	r, err := record.Decode(old)
	if err != nil {
		fmt.Println(err)
		return
	}
	r.Title = "Fast parsers"
	updated, err := record.Update(old, r)
	fmt.Printf("%s%v\n", updated, err)
	// Output:
	// {
	//   "description": "",
	//   "id": 7,
	//   "recorded": null,
	//   "speakers": [],
	//   "title": "Fast parsers",
	//   "videos": []
	// }
	// <nil>
}
