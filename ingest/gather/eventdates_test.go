package gather_test

import (
	"testing"

	"github.com/pyvideo/stevie/ingest/gather"
)

func TestEventDates(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, year, want string }{
		{"ExConf 2025, June 13-15, 2025, in Nowhere", "2025", "2025-06-13 2025-06-15"},
		{"May 30 – June 1, 2025", "2025", "2025-05-30 2025-06-01"},
		{"13–15 June 2025", "2025", "2025-06-13 2025-06-15"},
		{"30 May - 1 June 2025", "2025", "2025-05-30 2025-06-01"},
		{"on the 13th and 14th of June", "2025", "2025-06-13 2025-06-14"},
		{"2025-06-13 to 2025-06-15", "2025", "2025-06-13 2025-06-15"},
		{"13.-15.6.2025", "2025", "2025-06-13 2025-06-15"},
		{"30.5. - 1.6.2025", "2025", "2025-05-30 2025-06-01"},
		{"last year was June 10-12, 2024, this year June 13-15, 2025", "2025", "2025-06-13 2025-06-15"},
		{"June 13-15, 2024", "2025", " "},
		{"June 31-32, 2025", "2025", " "},
		{"June 15-13, 2025", "2025", " "},
		{"1-80 of 200 videos", "2025", " "},
		{"June 13-15", "", " "},
		{"", "2025", " "},
	} {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			start, end := gather.EventDates(tt.text, tt.year)
			if got := start.String() + " " + end.String(); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func FuzzEventDates(f *testing.F) {
	f.Add("June 13-15, 2025", "2025")
	f.Add("2025-06-13 to 2025-06-15", "2025")
	f.Fuzz(func(t *testing.T, text, year string) {
		start, end := gather.EventDates(text, year)
		if start.IsZero() != end.IsZero() || start.Compare(end) > 0 {
			t.Errorf("%q: from %s to %s", text, start, end)
		}
	})
}
