package ingest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
)

func TestDateText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		in, want string
		bad      bool
	}{
		{in: "2024-05-18", want: "2024-05-18"},
		{in: "", want: ""},
		{in: "2024-05-18T23:30:00Z", want: "2024-05-18"},
		{in: "2024-05-18 23:30:00", want: "2024-05-18"},
		{in: "2024-02-30", bad: true},
		{in: "18.05.2024", bad: true},
		{in: "2024-5-18", bad: true},
	} {
		t.Run(tt.in, func(t *testing.T) {
			t.Parallel()
			var d ingest.Date
			err := d.UnmarshalText([]byte(tt.in))
			if (err != nil) != tt.bad {
				t.Fatalf("UnmarshalText(%q) error = %v, want an error: %v", tt.in, err, tt.bad)
			}
			if got := d.String(); got != tt.want {
				t.Errorf("UnmarshalText(%q) = %s, want %s", tt.in, got, tt.want)
			}
		})
	}
}

func TestDateArithmetic(t *testing.T) {
	t.Parallel()
	first := ingest.Date{Year: 2024, Month: time.February, Day: 28}
	if got, want := first.AddDays(2).String(), "2024-03-01"; got != want {
		t.Errorf("two days after %s = %s, want %s", first, got, want)
	}
	same := first
	if first.Compare(first.AddDays(1)) != -1 || first.Compare(same) != 0 || first.AddDays(1).Compare(first) != 1 {
		t.Error("Compare does not order days")
	}
}

func TestVideoUsable(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		video ingest.Video
		want  bool
	}{
		{ingest.Video{}, true},
		{ingest.Video{Availability: ingest.Public, Live: ingest.LiveNone}, true},
		{ingest.Video{Availability: ingest.Unlisted}, true},
		{ingest.Video{Availability: ingest.Private}, false},
		{ingest.Video{Availability: ingest.Deleted}, false},
		{ingest.Video{Availability: ingest.Unavailable, Reason: "members only"}, false},
		{ingest.Video{Availability: ingest.Public, Live: ingest.LiveUpcoming}, false},
		{ingest.Video{Availability: ingest.Public, Live: ingest.LiveNow}, false},
	} {
		if got := tt.video.Usable(); got != tt.want {
			t.Errorf("%+v: Usable() = %v, want %v", tt.video, got, tt.want)
		}
	}
}

// The line of `stevie fetch` is a file format: an empty key is left out, the
// first position of a collection is not empty.
func TestVideoJSON(t *testing.T) {
	t.Parallel()
	got, err := json.Marshal(ingest.Video{
		Provider: "youtube", ID: "AAAAAAAAAA0", Title: "Fast parsers",
		Published:  time.Date(2024, 5, 30, 8, 0, 0, 0, time.UTC),
		Recorded:   ingest.Date{Year: 2024, Month: time.May, Day: 18},
		Collection: ingest.CollectionRef{ID: "PL0"}, Position: new(0),
		Availability: ingest.Public,
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"provider":"youtube","id":"AAAAAAAAAA0","title":"Fast parsers",` +
		`"published":"2024-05-30T08:00:00Z","recorded":"2024-05-18",` +
		`"collection":{"id":"PL0"},"position":0,"availability":"public"}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("video line (-want +got):\n%s", diff)
	}
}

func TestHostErrorSaysWhatAndWhy(t *testing.T) {
	t.Parallel()
	err := ingest.WithHint(&ingest.HostError{
		Provider: "youtube", Op: "playlist PL0", Status: 404, Code: "playlistNotFound", Err: ingest.ErrNotFound,
	}, "look at the address in a private window")
	wrapped := fmt.Errorf("import exconf-2024: %w", err)
	if !errors.Is(wrapped, ingest.ErrNotFound) {
		t.Error("the sentinel is lost")
	}
	if got, want := wrapped.Error(), "import exconf-2024: youtube: playlist PL0: not found or private (playlistNotFound)"; got != want {
		t.Errorf("error text = %q, want %q", got, want)
	}
	if got, want := ingest.Hint(wrapped), "look at the address in a private window"; got != want {
		t.Errorf("hint = %q, want %q", got, want)
	}
	if ingest.WithHint(nil, "x") != nil {
		t.Error("a hint made an error out of nothing")
	}
}

// An event's days begin in its own zone.
func TestDayOf(t *testing.T) {
	t.Parallel()
	moment := time.Date(2024, 5, 18, 23, 30, 0, 0, time.UTC)
	for zone, want := range map[string]string{
		"": "2024-05-18", "UTC": "2024-05-18", "Australia/Sydney": "2024-05-19", "America/Los_Angeles": "2024-05-18", "Nowhere/City": "2024-05-18",
	} {
		if got := (ingest.Event{TimeZone: zone}).DayOf(moment).String(); got != want {
			t.Errorf("day in %q = %s, want %s", zone, got, want)
		}
	}
	if got := (ingest.Event{TimeZone: "Australia/Sydney"}).DayOf(time.Time{}); !got.IsZero() {
		t.Errorf("no moment is on %s", got)
	}
}

// All confidences are always there, in the order of the record, and no other.
func TestConfidenceJSON(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]ingest.Confidence{
		`{"title":0,"speakers":0,"recorded":0,"language":0}`:      nil,
		`{"title":0.5,"speakers":0,"recorded":0,"language":0.25}`: {ingest.FieldTitle: 0.5, ingest.FieldLanguage: 0.25, ingest.FieldTags: 1},
	} {
		got, err := json.Marshal(ingest.Proposal{Confidence: c}.Confidence)
		if err != nil || string(got) != want {
			t.Errorf("confidence = %s (%v), want %s", got, err, want)
		}
	}
	c := ingest.Confidence{ingest.FieldTitle: 0.8, ingest.FieldSpeakers: 0.6}
	if p, ok := c.Of(ingest.FieldSpeakers); p != 0.6 || !ok {
		t.Errorf("confidence in speakers = %v, %v", p, ok)
	}
	if _, ok := c.Of(ingest.FieldTags); ok {
		t.Error("tags have a confidence")
	}
	if got := c.Least(ingest.FieldTitle, ingest.FieldSpeakers); got != 0.6 {
		t.Errorf("least of title and speakers = %v", got)
	}
}

func TestEventHolds(t *testing.T) {
	t.Parallel()
	day := func(n int) ingest.Date { return ingest.Date{Year: 2031, Month: time.May, Day: n} }
	for _, c := range []struct {
		name            string
		start, end, day ingest.Date
		want            bool
	}{
		{"the first day", day(5), day(7), day(5), true},
		{"the last day", day(5), day(7), day(7), true},
		{"before", day(5), day(7), day(4), false},
		{"after", day(5), day(7), day(8), false},
		{"a group without an end", day(5), ingest.Date{}, day(30), true},
		{"nothing known", ingest.Date{}, ingest.Date{}, day(5), true},
		{"no day", ingest.Date{}, ingest.Date{}, ingest.Date{}, false},
	} {
		if got := (ingest.Event{StartDate: c.start, EndDate: c.end}).Holds(c.day); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if got := day(5).Weekday(); got != time.Monday {
		t.Errorf("the weekday is %v", got)
	}
}
