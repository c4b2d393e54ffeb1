package download

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/talks"
)

func TestStem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ day, title, want string }{
		{"2024-05-18", "Fast: parsers? <b>", "2024-05-18 Fast - parsers b"},
		{"2024-05-18T10:00:00", "a/../b\\c", "2024-05-18 a .. b c"},
		{"", "CON", "_CON"},
		{"", "nul.txt", "_nul.txt"},
		{"", "com1 . x", "_com1 . x"},
		{"", "Console", "Console"},
		{"", "-rf .", "rf"},
		{"", "...", "fast-parsers"},
		{"", "\x1b[31mred\u202e\x00", "[31mred"},
		{"", "Cafe\u0301", "Café"},
		{"../../x", "y", "x y"},
		{"", "", "fast-parsers"},
	} {
		talk := talks.Talk{Name: "fast-parsers", Record: ingest.Record{Title: c.title, Recorded: c.day}}
		if got := stem(talk); got != c.want {
			t.Errorf("%q %q is called %q, want %q", c.day, c.title, got, c.want)
		}
	}
}

// Whatever the title, every system takes the name, and it leads nowhere else.
func FuzzStem(f *testing.F) {
	f.Add("2024-05-18", "Fast: parsers?")
	f.Add("", "con.")
	f.Add("", strings.Repeat("蟒", 200))
	f.Fuzz(func(t *testing.T, day, title string) {
		got := stem(talks.Talk{Name: "talk", Record: ingest.Record{Title: title, Recorded: day}})
		if got == "" || len(got) > longest+1 || !utf8.ValidString(got) || strings.ContainsAny(got, "<>:\"/\\|?*\x00\n\x1b\u202e") ||
			strings.HasPrefix(got, ".") || strings.HasPrefix(got, "-") || strings.HasSuffix(got, ".") || strings.HasSuffix(got, " ") || reserved.MatchString(got) {
			t.Fatalf("%q %q is called %q", day, title, got)
		}
	})
}

func TestHeightOf(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]int{
		"talk-1080.mp4": 1080, "talk_720p.mp4": 720, "talk-2024.mp4": 0, "x-480p-hd.mp4": 480, "1080.mp4": 1080, "talk.mp4": 0, "a720b1080c.mp4": 1080,
	} {
		if got := heightOf(ingest.MediaFile{File: ingest.File{URL: "https://host.example/" + name}}); got != want {
			t.Errorf("%s has %d lines, want %d", name, got, want)
		}
	}
}
