package gather_test

import (
	"testing"

	"github.com/pyvideo/stevie/ingest/gather"
)

func TestEventTitle(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ collection, channel, want string }{
		{"ExConf 2024", "", "ExConf 2024"},
		{"ExConf 2024 - All Talks", "ExConf", "ExConf 2024"},
		{"ExConf 2024 Talks", "", "ExConf 2024"},
		{"ExConf Nowhere 2024 | Full Playlist", "", "ExConf Nowhere 2024"},
		{"Talks: ExConf 2024 (Recordings)", "", "ExConf 2024"},
		{"2024 ExConf", "", "ExConf 2024"},
		{"ExConf 2024: Main Track", "", "ExConf 2024"},
		{"All talks 2024", "ExConf", "ExConf 2024"},
		{"2024", "ExConf Videos", "ExConf 2024"},
		{"#ExConf2024", "", "ExConf 2024"},
		{"ExConf 2024 Day 1", "", "ExConf 2024"},
		{"Example Parsing Conference 2024", "", "Example Parsing Conference 2024"},
		{"Example Parsing Conference Talks 2024", "", "Example Parsing Conference 2024"},
		{"Nowhere Users' Group", "", "Nowhere Users' Group"},
		{"Uploads from Nowhere Users", "", "Nowhere Users"},
		{"Part 120240 of it", "", "Part 120240 of it"},
		{"\x1b[31mExConf\x00 2024\x1b]0;owned\x07", "", "ExConf 2024"},
		{"", "", ""},
		{"Videos", "", ""},
	} {
		t.Run(tt.collection, func(t *testing.T) {
			t.Parallel()
			if got := gather.EventTitle(tt.collection, tt.channel); got != tt.want {
				t.Errorf("EventTitle(%q, %q) = %q, want %q", tt.collection, tt.channel, got, tt.want)
			}
		})
	}
}

func FuzzEventTitle(f *testing.F) {
	f.Add("ExConf 2024 - All Talks", "ExConf")
	f.Add("((2024))", "")
	f.Add("-", ":")
	f.Fuzz(func(t *testing.T, collection, channel string) {
		first := gather.EventTitle(collection, channel)
		if again := gather.EventTitle(collection, channel); again != first {
			t.Errorf("%q, %q: once %q, once %q", collection, channel, first, again)
		}
	})
}
