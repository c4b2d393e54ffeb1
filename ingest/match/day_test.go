package match

import (
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

func may(day int) ingest.Date { return ingest.Date{Year: 2031, Month: time.May, Day: day} }

func TestFindDay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]mention{
		"Lightning Talks Day 2":          {number: 2},
		"Charlas, día 3":                 {number: 3},
		"Day One Keynote":                {number: 1},
		"Friday Lightning Talks":         {weekday: time.Friday, named: true},
		"Friday 9th May, Introduction":   {date: may(9)},
		"May 6 - Opening":                {date: may(6)},
		"Saturday 10th Introduction":     {date: may(10)},
		"Fast Parsers (2031-05-07)":      {date: may(7)},
		"From Friday to Monday in Knots": {},
		"Daylight in 3 Parsers":          {},
		"7 de mayo - Charlas":            {date: may(7)},
		"5 Maybe Monads":                 {},
		"10 Decorators in Depth":         {},
		"Marvelous 3 Parsers":            {},
		"May 0 and 32 May":               {},
		"Fast Parsers":                   {},
	} {
		got := findDay(text, exconf)
		got.words = ""
		if got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

func TestResolveDay(t *testing.T) {
	t.Parallel()
	open := exconf
	open.EndDate = ingest.Date{}
	for _, c := range []struct {
		text  string
		event ingest.Event
		want  ingest.Date
	}{
		{"Wednesday", exconf, may(7)},
		{"Friday", exconf, ingest.Date{}}, // the event ended on Wednesday
		{"Friday", open, may(9)},
		{"Day 2", exconf, may(6)},
		{"Day 5", exconf, ingest.Date{}},
		{"7 May", exconf, may(7)},
		{"Wednesday", ingest.Event{}, ingest.Date{}},
		{"Fast Parsers", exconf, ingest.Date{}},
	} {
		if got := findDay(c.text, c.event).resolve(c.event); got != c.want {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
		}
	}
}

// The host's day is the talk's where it is one of the event's, else that of the upload.
func TestDayOfHost(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		event ingest.Event
		day   ingest.Date
		want  ingest.Date
	}{
		{"one of the event's", exconf, may(6), may(6)},
		{"a later one", exconf, may(9), ingest.Date{}},
		{"of no event", ingest.Event{}, may(6), ingest.Date{}},
	} {
		videos := posted("Fast Parsers")
		videos[0].Recorded = c.day
		r := newRun(c.event, videos, nil, Options{})
		if got := r.films[0].day.date; got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestDayOfNumber(t *testing.T) {
	t.Parallel()
	event := ingest.Event{StartDate: may(4), EndDate: may(9)} // a day of tutorials before
	days := []ingest.Date{may(5), may(6), may(7)}
	for _, c := range []struct {
		name    string
		numbers map[int]bool
		number  int
		want    ingest.Date
	}{
		{"the days with such a session", map[int]bool{1: true, 2: true, 3: true}, 2, may(6)},
		{"the event's days", map[int]bool{2: true, 3: true, 4: true}, 2, may(5)},
	} {
		count := counting{days: days}.decide(c.numbers, event)
		for _, day := range days {
			if got := (mention{number: c.number}).on(day, event, count); got != agreed(day == c.want) {
				t.Errorf("%s: day %d is %s: %v", c.name, c.number, day, got)
			}
		}
	}
	if got := (mention{number: 2}).on(may(5), event, counting{}); got != agrees {
		t.Errorf("the event's second day: %v", got)
	}
	if got := (mention{number: 2}).on(may(6), event, counting{}); got != unknown {
		t.Errorf("where tutorials may not be counted: %v", got)
	}
}
