package calendar

import (
	"testing"
	"time"
)

func TestMonth(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]time.Month{
		"May": time.May, "Sept": time.September, "diciembre": time.December, "février": time.February, "fevrier": time.February, "МАЯ": time.May,
		"": 0, "decorators": 0, "marvelous": 0, "out": 0, "set": 0,
	} {
		if got := Month(word); got != want {
			t.Errorf("Month(%q) = %v, want %v", word, got, want)
		}
		if got := MonthOfDate(word); want != 0 && got != want {
			t.Errorf("MonthOfDate(%q) = %v, want %v", word, got, want)
		}
	}
	for word, want := range map[string]time.Month{"out": time.October, "Set": time.September, "paz": time.October, "decorators": 0} {
		if got := MonthOfDate(word); got != want {
			t.Errorf("MonthOfDate(%q) = %v, want %v", word, got, want)
		}
	}
}

func TestWeekday(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		word         string
		want         time.Weekday
		inText, date bool
	}{
		{"Tuesday", time.Tuesday, true, true},
		{"Fri", time.Friday, true, true},
		{"miercoles", time.Wednesday, true, true},
		{"Sun", time.Sunday, false, true},
		{"Monde", 0, false, false},
	} {
		if got, ok := Weekday(c.word); ok != c.inText || ok && got != c.want {
			t.Errorf("Weekday(%q) = %v, %v", c.word, got, ok)
		}
		if got, ok := WeekdayOfDate(c.word); ok != c.date || ok && got != c.want {
			t.Errorf("WeekdayOfDate(%q) = %v, %v", c.word, got, ok)
		}
	}
}

func TestWeekdayIn(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Opening (Friday)":           "Friday",
		"Terça-feira: nós":           "Tuesday",
		"П'ятниця, зала 2":           "Friday",
		"金曜日のライトニングトーク":              "Friday",
		"Friday, vendredi":           "Friday",
		"From Friday to Monday":      "",
		"金曜日 and Monday":             "",
		"Fast Parsers under the Sun": "",
		"":                           "",
	} {
		day, ok := WeekdayIn(text)
		if ok != (want != "") || ok && day.String() != want {
			t.Errorf("%q: %v, %v, want %q", text, day, ok, want)
		}
	}
}
