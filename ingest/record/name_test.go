package record_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

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

func ExampleSlug() {
	fmt.Println(record.Slug("Déjà vu: C++ & <b>Python</b> 3.12"))
	// Output: deja-vu-c-python-312
}
