package check_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/check"
	"github.com/pyvideo/stevie/ingest/record"
)

var today = time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC)

// lints returns rule and field of what is warned of in one record.
func lints(ev ingest.Event, r ingest.Record) []string {
	var out []string
	for _, f := range check.Lint(ev, r, today) {
		out = append(out, f.Rule+" "+f.Field)
	}
	return out
}

// Texts that tell their language.
const (
	german = "Wir zeigen, wie man mit wenig Aufwand einen Parser schreibt, der nicht nur schnell ist, sondern auch gut zu lesen. " +
		"Dazu bauen wir einen aus den Teilen, die es in der Bibliothek schon gibt, und messen, was sich lohnt und was nicht."
	english = "We show how to write a parser that is not only fast but also easy to read. For that we build one from the parts " +
		"that are in the library already, and measure which of them are worth it and which are not."
	japanese = "このトークでは、速くて読みやすいパーサーの書き方を紹介します。ライブラリにある部品を組み合わせて、何が速くて何が遅いのかを測ります。"
)

func TestLint(t *testing.T) {
	t.Parallel()
	event := ingest.Event{Title: "ExConf 2024"}
	with := func(change func(*ingest.Record)) ingest.Record {
		r := talk("Fast parsers")
		r.Speakers = []string{"Jane Doe"}
		change(&r)
		return r
	}
	titled := func(title string) ingest.Record { return with(func(r *ingest.Record) { r.Title = title }) }
	watch := func(kind, url string) ingest.Record {
		return with(func(r *ingest.Record) { r.Videos = []ingest.Location{{Type: kind, URL: url}} })
	}
	related := func(label, url string) ingest.Record {
		return with(func(r *ingest.Record) { r.RelatedURLs = []ingest.Link{{Label: label, URL: url}} })
	}
	tagged := func(tags ...string) ingest.Record { return with(func(r *ingest.Record) { r.Tags = tags }) }
	dated := func(day string) ingest.Record { return with(func(r *ingest.Record) { r.Recorded = day }) }
	by := func(title string, names ...string) ingest.Record {
		return with(func(r *ingest.Record) { r.Title, r.Speakers = title, names })
	}
	spoken := func(code, title, text string) ingest.Record {
		return with(func(r *ingest.Record) { r.Language, r.Title, r.Description = code, title, text })
	}
	for _, tt := range []struct {
		name string
		r    ingest.Record
		want string // findings, separated by commas
	}{
		{"good", titled("Fast parsers: a tale, or two"), ""},
		{"tags", tagged("keynote", "lightning talks", "c#", "ünïcode"), ""},
		{"tag styles", tagged("Keynote", " x", "#python", "python,", "a  b"), "tag-style tags[0],tag-style tags[1],tag-style tags[2],tag-style tags[3],tag-style tags[4]"},

		{"names", by("Fast parsers", "Jane de la Doe", "O'Brien", "José Ortega y Gasset", "Joe Roe, Jr.", "Ann Lee, PhD", "@jane", "山田太郎 / Taro Yamada", "Par Holm"), ""},
		{"a title that is a name", by("Jane Doe", "Jane Doe"), ""},
		{"the title as speaker", by("Great birds: programming with parsers", "Great birds: programming with parsers"), "speaker-form speakers[0]"},
		{"a part of the title as speaker", by("Great birds: programming with parsers", "programming with parsers"), "speaker-form speakers[0],title-noise title"},
		{"the first part of the title as speaker", by("programming with parsers - a tour", "programming with parsers"), "speaker-form speakers[0],title-noise title"},
		{"name and title as speaker", by("Working with maps", "Ivy Turner: Working with Maps"), "speaker-form speakers[0]"},
		{"two with &", by("Fast parsers", "Jane Doe & Joe Roe"), "speaker-form speakers[0]"},
		{"two with and", by("Fast parsers", "Ann and Bo Quist"), "speaker-form speakers[0]"},
		{"two with und", by("Fast parsers", "Ann Lee und Bo Quist"), "speaker-form speakers[0]"},
		{"two with ;", by("Fast parsers", "Ann Lee; Bo Quist"), "speaker-form speakers[0]"},
		{"three", by("Fast parsers", "Cy Ortega, Di Novak, Eve Moreau"), "speaker-form speakers[0]"},
		{"three in signs", by("Fast parsers", "山田太郎、鈴木花子"), "speaker-form speakers[0]"},
		{"a company", by("Fast parsers", "Hana Sato, Example Corp"), "speaker-form speakers[0]"},
		{"by", by("Fast parsers", "by Finn Olsen"), "speaker-form speakers[0]"},
		{"a handle", by("Fast parsers", "Gil Reyes (@gilreyes)"), "speaker-form speakers[0]"},
		{"an e-mail address", by("Fast parsers", "Gil Reyes gil@exconf.example"), "speaker-form speakers[0]"},
		{"the second one", by("Fast parsers", "Jane Doe", "by Finn Olsen"), "speaker-form speakers[1]"},

		{"YouTube", watch("youtube", "https://www.youtube.com/watch?v=AAAAAAAAAA0"), ""},
		{"YouTube with time", watch("youtube", "https://www.youtube.com/watch?v=AAAAAAAAAA0&t=3"), "url-form videos[0].url"},
		{"YouTube short", watch("youtube", "https://youtu.be/AAAAAAAAAA0"), "url-form videos[0].url"},
		{"YouTube by name", watch("youtube", "https://vimeo.com/1"), "url-form videos[0].url"},
		{"Vimeo", watch("vimeo", "https://vimeo.com/1"), ""},
		{"Vimeo in a group", watch("vimeo", "https://vimeo.com/groups/x/videos/1"), "url-form videos[0].url"},
		{"PeerTube", watch("peertube", "https://tube.example/videos/watch/0e3f6a3a-5d3c-4f2e-9b1a-2f4c6d8e0a1b"), ""},
		{"PeerTube short", watch("peertube", "https://tube.example/w/2L3vV8zKAJdgBt67mvLVDn"), "url-form videos[0].url"},
		{"file", watch("mp4", "http://files.example/a%20b.mp4"), ""},
		{"file with space", watch("mp4", "http://files.example/a b.mp4"), "url-form videos[0].url"},
		{"no scheme", watch("mp4", "files.example/a.mp4"), "url-form videos[0].url"},
		{"other scheme", watch("mp4", "javascript:alert(1)"), "url-form videos[0].url"},

		{"closed host", watch("ogv", "https://www.blip.tv/x.ogv"), "video-missing videos"},
		{"no address", watch("mp4", ""), "url-form videos[0].url,video-missing videos"},
		{"closed host and another", with(func(r *ingest.Record) {
			r.Videos = []ingest.Location{{Type: "ogv", URL: "https://blip.tv/x.ogv"}, {Type: "mp4", URL: "https://files.example/a.mp4"}}
		}), ""},

		{"related", related("Slides", "https://a.example/x?y#z"), ""},
		{"related without label", related(" ", "https://a.example/"), "related-label related_urls[0].label"},
		{"related with space", related("Slides ", "https://a.example/"), "related-label related_urls[0].label"},
		{"related twice", with(func(r *ingest.Record) {
			r.RelatedURLs = []ingest.Link{{Label: "Slides", URL: "https://a.example/"}, {Label: "Code", URL: "https://a.example/"}, {Label: "X", URL: "https://b.example/"}}
		}), "related-label related_urls[1]"},
		{"related by address", related("https://a.example/", "https://a.example/"), "related-label related_urls[0].label"},
		{"related with line end", related("Slides", "https://a.example/\n"), "url-form related_urls[0].url"},
		{"thumbnail", with(func(r *ingest.Record) { r.ThumbnailURL = "//i.example/x.jpg" }), "url-form thumbnail_url"},

		{"no date", dated(""), "recorded-range recorded"},
		{"no day", dated("2024-02-30"), "recorded-range recorded"},
		{"no date at all", dated("May"), ""}, // the schema rule says so
		{"tomorrow somewhere", dated("2024-06-02"), ""},
		{"future", dated("2024-06-03"), "recorded-range recorded"},
		{"other year", dated("2023-12-31"), "recorded-range recorded"},
		{"with time", dated("2024-05-18T10:00:00"), ""},

		{"nobody", by("Fast parsers"), "speaker-missing speakers"},
		{"nobody needed", by("Lightning talks, day 2"), ""},
		{"nobody needed elsewhere", by("Encerramento e abertura"), ""},
		{"placeholder", by("Fast parsers", "Jane Doe", "TODO", ""), "speaker-missing speakers[1],speaker-missing speakers[2]"},

		{"space around a name", by("Fast parsers", " Jane Doe", "John  Roe", "Zoë Ünal"), "speaker-variant speakers[0],speaker-variant speakers[1]"},

		{"no language", with(func(r *ingest.Record) { r.Language = "" }), "language-guess language"},
		{"text in the language", spoken("deu", "Schnelle Parser", german), ""},
		{"text in another", spoken("eng", "Schnelle Parser", german), "language-guess language"},
		{"text in English", spoken("deu", "Fast parsers", english), ""},
		{"few words", spoken("eng", "Schnelle Parser für alle", "Was ist das und wie geht es?"), ""},
		{"other script", spoken("eng", "速いパーサーの作り方", japanese), "language-guess language"},
		{"English title, description for those who are there", spoken("eng", "Fast parsers", japanese), ""},
		{"terms only", spoken("spa", "Django", strings.Repeat("Django Flask Pandas NumPy SciPy Jupyter ", 10)), ""},

		{"valid text", spoken("eng", "Fast parsers", "All *that* is new, see `the site <https://x.example/>`_."), ""},
		{"reference to nothing", spoken("eng", "Fast parsers", "The name is foo_ here."), "rst-strict description"},

		{"speaker behind", titled("Fast parsers - Jane Doe"), "title-noise title"},
		{"speaker before", titled("jane doe: Fast parsers"), "title-noise title"},
		{"by speaker", titled("Fast parsers by Jane Doe"), "title-noise title"},
		{"speaker in brackets", titled("Fast parsers (Jane Doe)"), "title-noise title"},
		{"speaker as subject", titled("What Jane Doe taught us"), ""},
		{"speaker begins a sentence", titled("Jane Doe and the parsers"), ""},
		{"keynote", titled("Keynote - Jane Doe"), ""},
		{"opening keynote", titled("Opening keynote speech: Jane Doe"), ""},
		{"short name", by("Ann - of parsers", "Ann"), ""},
		{"event behind", titled("Fast parsers | ExConf 2024"), "title-noise title"},
		{"event without year", titled("ExConf - Fast parsers"), "title-noise title"},
		{"event in brackets", titled("[ExConf 2024] Fast parsers"), "title-noise title"},
		{"about the event", titled("Welcome to ExConf 2024"), ""},
		{"entity", titled("Rock &amp; roll parsers"), "title-noise title"},
		{"type", titled("path(&lt;name&gt;)"), ""},
		{"file name", titled("fast_parsers.m4v"), "title-noise title"},
		{"dotted", titled("Parsing with parse.me"), ""},
		{"space", titled("Fast parsers "), "title-noise title"},
		{"separator", titled("Fast parsers -"), "title-noise title"},
		{"language names", titled("From C to C++ and F#"), ""},
		{"short", titled("."), ""},
	} {
		if diff := cmp.Diff(tt.want, strings.Join(lints(event, tt.r), ",")); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestLintDatesOfEvent(t *testing.T) {
	t.Parallel()
	day := func(d int) ingest.Date { return ingest.Date{Year: 2024, Month: 5, Day: d} }
	event := ingest.Event{Title: "ExConf 2023", StartDate: day(18), EndDate: day(20)}
	group := ingest.Event{Title: "Example Users", StartDate: day(18)}
	for _, tt := range []struct {
		event ingest.Event
		day   string
		ok    bool
	}{
		{event, "2024-05-18", true},
		{event, "2024-05-17", true},
		{event, "2024-05-21", true},
		{event, "2024-05-16", false},
		{event, "2024-05-22", false},
		{group, "2024-05-30", true},
		{group, "2020-05-18", false},
		{ingest.Event{}, "2001-01-01", true},
	} {
		r := talk("Fast parsers")
		r.Speakers, r.Recorded = []string{"Jane Doe"}, tt.day
		if got := lints(tt.event, r); (len(got) == 0) != tt.ok {
			t.Errorf("%s at %s: got %v", tt.day, tt.event.Title, got)
		}
	}
}

func TestTreeLints(t *testing.T) {
	t.Parallel()
	spoken := func(title, id, speaker string) string {
		src, err := record.Canonical([]byte(strings.Replace(recordFile(title, id), "Jane Doe", speaker, 1)))
		if err != nil {
			t.Fatal(err)
		}
		return string(src)
	}
	crowd := map[string]string{"many-2024/category.json": "{\n  \"title\": \"Many 2024\"\n}\n"}
	for i := range 30 {
		crowd[fmt.Sprintf("many-2024/videos/%d.json", i)] = recordFile(fmt.Sprint("Talk ", i), fmt.Sprintf("BBBBBBBBB%02d", i))
	}
	almost := maps.Clone(crowd)
	almost["many-2024/videos/0.json"] = strings.Replace(crowd["many-2024/videos/0.json"], "2024-05-18", "2024-05-19", 1)
	const event = "exconf-2024/videos/"
	for _, tt := range []struct {
		name   string
		change map[string]string
		want   []string
	}{
		{"good", nil, nil},
		{"order of keys", map[string]string{"exconf-2024/category.json": "{\"title\": \"ExConf 2024\"}\n"}, []string{"exconf-2024/category.json:0 warning canonical "}},
		{"no newline", map[string]string{event + "opening.json": strings.TrimSpace(recordFile("Opening", "AAAAAAAAAA2"))}, []string{event + "opening.json:0 warning canonical "}},
		{"unknown key", map[string]string{event + "opening.json": strings.Replace(recordFile("Opening", "AAAAAAAAAA2"), "{\n", "{\n  \"Description\": 1,\n", 1)}, []string{
			event + "opening.json:2 warning unknown-key Description",
		}},
		{"a key twice", map[string]string{event + "opening.json": strings.Replace(recordFile("Opening", "AAAAAAAAAA2"), "{\n", "{\n  \"title\": \"Closing\",\n", 1)}, []string{
			event + "opening.json:9 warning duplicate-key title",
		}},
		{"a number out of range", map[string]string{event + "opening.json": strings.Replace(recordFile("Opening", "AAAAAAAAAA2"), "{\n", "{\n  \"quality_notes\": [1e999, Infinity],\n", 1)}, []string{
			event + "opening.json:2 error schema quality_notes", event + "opening.json:2 warning number-range ",
		}},
		{"video of another event", map[string]string{event + "opening.json": recordFile("Opening", "AAAAAAAAAA1")}, []string{
			"exconf-2023/videos/opening.json:12 warning duplicate-video videos[0].url", event + "opening.json:12 warning duplicate-video videos[0].url",
		}},
		{"spellings", map[string]string{
			event + "a.json": spoken("A", "AAAAAAAAAB1", "Zoë Ünal"), event + "b.json": spoken("B", "AAAAAAAAAB2", "zoe ünal"), event + "c.json": spoken("C", "AAAAAAAAAB3", "Unal, Zoe"),
			event + "d.json": spoken("D", "AAAAAAAAAB4", "王明"), event + "e.json": spoken("E", "AAAAAAAAAB5", "汪明"), event + "f.json": spoken("F", "AAAAAAAAAB6", "Zoe"), event + "g.json": spoken("G", "AAAAAAAAAB7", "Zoë"),
		}, []string{event + "b.json:6 warning speaker-variant speakers[0]", event + "c.json:6 warning speaker-form speakers[0]", event + "c.json:6 warning speaker-variant speakers[0]"}},
		{"one date", crowd, []string{"many-2024:0 warning same-date recorded"}},
		{"two dates", almost, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			files := good()
			// The talk of 2023 is as old as its event.
			files["exconf-2023/videos/opening.json"] = strings.Replace(files["exconf-2023/videos/opening.json"], "2024-05-18", "2023-05-20", 1)
			maps.Copy(files, tt.change)
			findings, err := check.Tree(t.Context(), makeTree(t, files), check.Options{Now: today})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, brief(findings), cmp.Transformer("sort", sorted)); diff != "" {
				t.Errorf("%s\n%v", diff, findings)
			}
		})
	}
}

// FuzzSource shows that nothing a file holds stops the checks or reaches a
// message as more than text.
func FuzzSource(f *testing.F) {
	f.Add([]byte(recordFile("Fast parsers - Jane Doe", "AAAAAAAAAA0")))
	for _, tt := range schemaCases {
		f.Add([]byte(withKey(tt.key, tt.value)))
	}
	f.Add([]byte(`{"title":"\u001b[31m\u202e","\u0000":1,"tags":["\n"],"videos":[{"url":"http://\u0007"}]}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, name := range []string{"x.json", "category.json"} {
			for _, finding := range check.Source(name, src, check.Options{Now: today}) {
				if strings.ContainsFunc(finding.Message+finding.Field, func(r rune) bool { return r < ' ' || r == '\u202e' || r == 0x7f }) {
					t.Fatalf("%q %q", finding.Field, finding.Message)
				}
			}
		}
	})
}
