package record_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/record"
)

func TestSlug(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{"Fast parsers", "fast-parsers"},
		{"  Fast -- parsers:  why?  ", "fast-parsers-why"},
		{"- leading and trailing -", "-leading-and-trailing-"},
		{"C++ and C#", "c-and-c"},
		{"snake_case", "snake_case"},
		{"Python 3.12", "python-312"},
		{"Ärger über naïve Fußgänger", "arger-uber-naive-fussganger"},
		{"Łódź, Đà Nẵng, Ørsted", "lodz-da-nang-orsted"},
		{"Введение в асинхронность", "vvedenie-v-asinkhronnost"},
		{"機械学習 入門", "ji-jie-xue-xi-ru-men"},
		{"データ", "de-ta"},
		{"スーパー・コード", "su-pa-ko-do"},
		{"파이썬", "paisseon"},
		{"I ♥ Python", "i-hearts-python"},
		{"20 ℃", "20-degc"},
		{"Ŋ ŋ", "ng-ng"},
		{"🎉 party 🎉", "party"},
		{"½ price", "12-price"},
		{"no\u00a0break\u3000space", "no-break-space"},
		{"line\u2028separator\x1cand\u0085more", "line-separator-and-more"},
		{"<em>Tags</em> go <!-- and <b>comments --> too", "tags-go-too"},
		{"1 < 2 stays", "1-2-stays"},
		{"a < b > c", "a-c"},
		{"Q&amp;A &lt;live&gt; &#233;", "qa-live-e"},
		{"“quotes” – dashes — and … dots", "quotes-dashes-and-dots"},
		{"\xff\xfe", ""},
		{"../../etc/passwd", "etcpasswd"},
		{"\x1b[31mred\x00", "31mred"},
	} {
		if got := record.Slug(tt.in); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFileName(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("word ", 100)
	for _, tt := range []struct {
		name, title, id string
		taken           []string
		want            string
	}{
		{"slug", "Fast parsers", "A", nil, "fast-parsers.json"},
		{"taken", "Fast parsers", "A", []string{"fast-parsers.json"}, "fast-parsers-2.json"},
		{"taken twice", "Fast parsers", "A", []string{"fast-parsers.json", "fast-parsers-2.json"}, "fast-parsers-3.json"},
		{"id", "???", "AbC_1-2", nil, "AbC_1-2.json"},
		{"id taken but for case", "???", "AbC", []string{"abc.json"}, "AbC-2.json"},
		{"hostile id", "!", "../../x\x00", nil, "x.json"},
		{"dashed id", "!", "--rf", nil, "rf.json"},
		{"nothing", "…", "", nil, "video.json"},
		{"device", "CON", "AAA", nil, "con-AAA.json"},
		{"device with digit", "LPT1", "", nil, "lpt1-video.json"},
		{"no device", "Console", "", nil, "console.json"},
		{"device as id", "!", "nul", nil, "nul-nul.json"},
		{"dashes", "- a -", "", nil, "a.json"},
		{"dots", "...", "x", nil, "x.json"},
		{"long", long, "", nil, strings.Repeat("word-", 26) + "word.json"},
		{"long and taken", long, "", []string{strings.Repeat("word-", 26) + "word.json"}, strings.Repeat("word-", 25) + "word-2.json"},
		{"long without gaps", strings.Repeat("x", 300), "", nil, strings.Repeat("x", 134) + ".json"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			taken := func(name string) bool {
				for _, other := range tt.taken {
					if other == name {
						return true
					}
				}
				return false
			}
			if got := record.FileName(tt.title, tt.id, taken); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func FuzzFileName(f *testing.F) {
	f.Add("Fast parsers", "AAAAAAAAAA0", uint8(0))
	f.Add(strings.Repeat("ключ ", 90), "../x", uint8(12))
	f.Add("aux<!--", "\u202e", uint8(1))
	valid := regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_-]*\.json$`)
	f.Fuzz(func(t *testing.T, title, id string, refusals uint8) {
		left := int(refusals)
		name := record.FileName(title, id, func(name string) bool {
			if name != strings.ToLower(name) {
				t.Fatalf("asked about %q, not in lower case", name)
			}
			left--
			return left >= 0
		})
		if len(name) >= 140 || !valid.MatchString(name) {
			t.Fatalf("%q is no good name", name)
		}
		if slug := record.Slug(title); record.Slug(slug) != slug {
			t.Fatalf("the slug of %q is %q", slug, record.Slug(slug))
		}
	})
}

func TestKeyOf(t *testing.T) {
	t.Parallel()
	const (
		yt   = "AAAAAAAAA-_"
		uuid = "0e3f6a3a-5d3c-4f2e-9b1a-2f4c6d8e0a1b"
	)
	for _, tt := range []struct {
		want string // provider:id
		urls []string
	}{
		{"youtube:" + yt, []string{
			"https://www.youtube.com/watch?v=" + yt, "http://youtube.com/watch?v=" + yt, "youtube.com/watch?v=" + yt,
			"https://m.youtube.com/watch?v=" + yt, "https://www.youtube.com/watch?list=PL1&v=" + yt + "&t=30", " https://youtu.be/" + yt + " ",
			"https://youtu.be/" + yt + "?t=1", "http://youtu.be/" + yt + "/", "//www.youtube.com/embed/" + yt, "https://www.youtube.com/v/" + yt,
			"https://www.youtube.com/live/" + yt + "?feature=shared", "https://www.youtube.com/shorts/" + yt, "https://www.youtube-nocookie.com/embed/" + yt,
			"https://WWW.YouTube.com:443/watch?v=" + yt, "https://www.youtube.com/watch?v=" + yt + "?t=3", "https://www.youtube.com/watch/" + yt,
			"https://www.youtube.com/attribution_link?u=/watch%3Fv%3D" + yt, "https://music.youtube.com/watch?v=" + yt + "#x",
		}},
		{"vimeo:12345", []string{
			"https://vimeo.com/12345", "http://www.vimeo.com/12345", "vimeo.com/12345", "https://vimeo.com/12345/abcdef0123", "https://player.vimeo.com/video/12345?h=abc",
			"https://vimeo.com/channels/exconf/12345", "https://vimeo.com/groups/exconf/videos/12345", "https://vimeo.com/album/9/video/12345",
			"https://vimeo.com/showcase/9/video/12345", "https://vimeo.com/12345#t=3", "https://vimeo.com/video/12345",
		}},
		{"peertube:tube.example/" + uuid, []string{
			"https://tube.example/videos/watch/" + uuid, "https://tube.example/w/" + uuid, "https://Tube.example/videos/embed/" + strings.ToUpper(uuid),
			"https://tube.example/w/2L3vV8zKAJdgBt67mvLVDn",
		}},
		{"archive:exconf-1", []string{
			"https://archive.org/details/exconf-1", "http://www.archive.org/embed/exconf-1", "https://archive.org/download/exconf-1/exconf-1.ogv",
			"https://archive.org/details/exconf-1/talk.mp4",
		}},
		{"archive:many/a/talk.mp4", []string{"https://archive.org/download/many/a/talk.mp4"}},
		{"", []string{
			"", "https://exconf.example/talk.mp4", "https://www.youtube.com/watch?v=short", "https://www.youtube.com/playlist?list=PLAAAAAAAAAAA",
			"https://www.youtube.com/@exconf", "https://notyoutube.com/watch?v=" + yt, "https://youtube.com.example/watch?v=" + yt, "https://vimeo.com/exconf",
			"https://vimeo.com/album/9", "https://vimeo.com/showcase/9", "https://archive.org/", "https://archive.org/search/x", "https://tube.example/w/short", "https://tube.example/videos/watch/x",
			"https://[bad/", "://", "https://youtu.be/", "\x00", "https://www.youtube.com/watch?v=AAAAAAAAAAAAAAAA",
		}},
	} {
		for _, u := range tt.urls {
			key, ok := record.KeyOf(ingest.Location{URL: u})
			got := key.String()
			if !ok {
				got = ""
			}
			if got != tt.want {
				t.Errorf("%q: got %q, want %q", u, got, tt.want)
			}
		}
	}
}

func FuzzKeyOf(f *testing.F) {
	f.Add("https://youtu.be/AAAAAAAAAA0")
	f.Add("https://vimeo.com/1/a")
	f.Add("x/w/2L3vV8zKAJdgBt67mvLVDn")
	f.Fuzz(func(t *testing.T, url string) {
		key, ok := record.KeyOf(ingest.Location{URL: url})
		if ok != (key.ID != "") {
			t.Fatalf("%v, %v", key, ok)
		}
		if !ok {
			return
		}
		if watch := record.WatchURL(key); watch != "" {
			if again, _ := record.KeyOf(ingest.Location{URL: watch}); again != key {
				t.Fatalf("%v became %v at %s", key, again, watch)
			}
		}
	})
}

func TestWatchURL(t *testing.T) {
	t.Parallel()
	for key, want := range map[ingest.Key]string{
		{Provider: "youtube", ID: "AAAAAAAAAA0"}:            "https://www.youtube.com/watch?v=AAAAAAAAAA0",
		{Provider: "youtube", ID: "A&list=B/../ C"}:         "https://www.youtube.com/watch?v=A%26list%3DB%2F..%2F+C",
		{Provider: "vimeo", ID: "12345"}:                    "https://vimeo.com/12345",
		{Provider: "vimeo", ID: "../x?y"}:                   "https://vimeo.com/..%2Fx%3Fy",
		{Provider: "peertube", ID: "tube.example/0a1b2c3d"}: "https://tube.example/videos/watch/0a1b2c3d",
		{Provider: "peertube", ID: "tube.example"}:          "",
		{Provider: "archive", ID: "exconf"}:                 "",
		{Provider: "youtube"}:                               "",
	} {
		if got := record.WatchURL(key); got != want {
			t.Errorf("WatchURL(%v) = %q, want %q", key, got, want)
		}
	}
}

func ExampleSlug() {
	fmt.Println(record.Slug("Déjà vu: C++ & <b>Python</b> 3.12"))
	// Output: deja-vu-c-python-312
}

func ExampleKeyOf() {
	for _, url := range []string{"https://youtu.be/AAAAAAAAAA0?t=30", "https://vimeo.com/channels/exconf/12345"} {
		key, ok := record.KeyOf(ingest.Location{URL: url})
		fmt.Println(key, ok)
	}
	// Output:
	// youtube:AAAAAAAAAA0 true
	// vimeo:12345 true
}
