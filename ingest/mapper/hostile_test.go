package mapper_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/mapper"
)

// FuzzMap holds whatever a host says: no panic, one proposal per video in order,
// a title for every title with something in it, names and titles of one line
// without control or direction characters.
func FuzzMap(f *testing.F) {
	for _, seed := range [][3]string{
		{"Fast parsers - Mirela Tandescu - ExampleConf 2031", "Speaker: Mirela Tandescu", "ExampleConf 2031"},
		{"\x1b[31mred\x1b[0m - \u202eevil\u202c", "\x00\r\n\u2028by\tA\x07 B", "../../etc"},
		{"--- | --- : --- / --- (((", "((((\n))))\n[[", "-"},
		{strings.Repeat("a - ", 75), strings.Repeat("Speaker: A B\n", 400), ""},
		{"“”\"\"''「」『』(())[[]]", "0:00\n0:01 a\n0:02 b\n0:03 c", "()"},
		{"by by by by", "by\nby by\n\nby:", "by"},
		{"\xff\xfe - \xc3\x28", "\xff", "\xff 2031"},
		{"Lightning talks", "0:00 a `b` _c_ |d|\n1:00 ::\n2:00 <x>", "2031"},
		{"...", "https://\nhttp://%zz\n/redirect?q=%zz", "…"},
		{"ＡＢＣ：ＤＥＦ｜ＧＨＩ", "２０３１年５月１８日", "ＡＢＣ"},
		{"K: İstanbul - ẞ", "K İ ẞ", "K"},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, title, description, event string) {
		videos := []ingest.Video{
			{Provider: "youtube", ID: "A", Title: title, Description: description},
			{Provider: "vimeo", ID: "B", Title: title + " - Mirela Tandescu", Description: description + "\n" + title},
			{Provider: "youtube", ID: "C", Title: "Deploying on Fridays - Odile Marchandon"},
			{Provider: "youtube", ID: "D", Title: description, Description: title},
		}
		for i, p := range mapper.Map(ingest.Event{Title: event}, videos, mapper.Options{}) {
			if p.ID != videos[i].ID {
				t.Fatalf("proposal %d is of video %s", i, p.ID)
			}
			if strings.TrimSpace(visible(videos[i].Title)) != "" && p.Record.Title == "" {
				t.Errorf("no title for %q", videos[i].Title)
			}
			for _, s := range append([]string{p.Record.Title}, p.Record.Speakers...) {
				if s != visible(s) {
					t.Errorf("%q of %q holds control characters", s, videos[i].Title)
				}
			}
			for _, field := range ingest.InferredFields() {
				if v, ok := p.Confidence[field]; !ok || !(v >= 0 && v <= 1) {
					t.Errorf("confidence %v of %q", p.Confidence, videos[i].Title)
				}
			}
		}
	})
}

// visible drops what must not come through.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			return -1
		}
		return r
	}, s)
}
