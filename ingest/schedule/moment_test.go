package schedule

import (
	"testing"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

func TestReadMoment(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"2031-06-02T10:00:00+03:00":  "2031-06-02 10:00 offset +3h0m0s",
		"2031-06-02 10:00:00 -0530":  "2031-06-02 10:00 offset -5h30m0s",
		"2031-06-02T10:00Z":          "2031-06-02 10:00 utc 0s",
		"2031-06-02T10:00:00.000":    "2031-06-02 10:00 floating 0s",
		"2031-6-2 9:05 PM":           "2031-06-02 21:05 floating 0s",
		"20310602T100000Z":           "2031-06-02 10:00 utc 0s",
		"20310602T1000":              "2031-06-02 10:00 floating 0s",
		"20310602":                   "2031-06-02 00:00 day 0s",
		"2.6.2031":                   "2031-06-02 00:00 day 0s",
		"Mo, 02.06.2031 10:00 Uhr":   "2031-06-02 10:00 floating 0s",
		"02/06/2031":                 "2031-06-02 00:00 day 0s",
		"2031/06/02 10h30":           "2031-06-02 10:30 floating 0s",
		"Monday, June 2nd, 2031":     "2031-06-02 00:00 day 0s",
		"June 2, 2031 at 10:00 a.m.": "2031-06-02 10:00 floating 0s",
		"2 de junio de 2031":         "2031-06-02 00:00 day 0s",
		"2. Juni 2031":               "2031-06-02 00:00 day 0s",
		"2031-02-30":                 "",
		"2031-06-02T25:99":           "",
		"10:00":                      "",
		"Monday":                     "",
		"June":                       "",
		"":                           "",
	} {
		got := ""
		if m, ok := readMoment(in, false); ok {
			kind := map[precision]string{dayOnly: "day", floating: "floating", utc: "utc", offset: "offset"}[m.known]
			sign := ""
			if m.shift > 0 {
				sign = "+"
			}
			got = m.wall(time.UTC).Format("2006-01-02 15:04 ") + kind + " " + sign + (time.Duration(m.shift) * time.Second).String()
		}
		if got != want {
			t.Errorf("readMoment(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestReadClock(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]clock{
		"9:00": 9 * 3600, "09:00:30": 9*3600 + 30, "12:30 AM": 1800, "12 pm": 12 * 3600, "1 p.m.": 13 * 3600, "14h30": 14*3600 + 1800, "14 Uhr": 14 * 3600,
		"14": -1, "25:00": 25 * 3600, "27:00": -1, "10:60": -1, "noon": -1, "": -1,
	} {
		got, ok := readClock(in)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("readClock(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestReadDuration(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]time.Duration{
		"30": 30 * time.Minute, "30.0": 30 * time.Minute, "2700": 45 * time.Minute, "00:45": 45 * time.Minute, "26:00": 26 * time.Hour,
		"0:01:30": 90 * time.Minute, "00:30:00": 30 * time.Minute, "1:00:00": time.Hour, "2:00:00": 2 * time.Hour, "PT1H30M": 90 * time.Minute, "P1DT1H": 25 * time.Hour,
		"45 min": 45 * time.Minute, "45min.": 45 * time.Minute, "1h": time.Hour, "1.5 hours": 90 * time.Minute, "1 h 30 min": 90 * time.Minute,
		"0": 0, "-5": 0, "long": 0, "": 0, "1e99": 0, "NaN": 0,
	} {
		if got := readDuration(in); got != want {
			t.Errorf("readDuration(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestDayReader(t *testing.T) {
	t.Parallel()
	start := ingest.Date{Year: 2031, Month: time.June, Day: 2} // a Monday
	event := newDayReader(start, start.AddDays(3), nil)
	for in, want := range map[string]string{
		"Monday 2nd": "2031-06-02", "Tuesday": "2031-06-03", "Mi": "", "Mittwoch": "2031-06-04", "Day 2": "2031-06-03", "tag_1": "2031-06-02",
		"3rd": "2031-06-03", "Sunday": "2031-06-01", "Monday 3rd": "", "June 4": "2031-06-04", "Wed 4 June": "2031-06-04", "Room 2": "", "Marvelous 4": "", "4 giu": "2031-06-04", "2031-07-01": "2031-07-01",
	} {
		got := ""
		if d, ok := event.day(in); ok {
			got = d.String()
		}
		if got != want {
			t.Errorf("day(%q) = %q, want %q", in, got, want)
		}
	}
	if d, ok := newDayReader(ingest.Date{}, ingest.Date{}, nil).day("Monday 2nd"); ok {
		t.Errorf("a weekday of no event is %v", d)
	}
	if got := newDayReader(start, start, []string{"6/2/2031"}).monthFirst; !got {
		t.Error("an event in June has no days in February")
	}
}

func TestLanguageCode(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"en": "eng", "de-formal": "deu", "pt_BR": "por", "zh-hant": "zho", "English": "eng", "Deutsch": "deu", "ESPAÑOL": "spa", "eng": "eng",
		"German (with slides in English)": "deu", "JAPANESE": "jpn", "und": "", "Klingon": "", "x": "", "": "",
	} {
		if got := languageCode(in); got != want {
			t.Errorf("languageCode(%q) = %q, want %q", in, got, want)
		}
	}
}
