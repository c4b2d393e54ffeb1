package gather

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

const (
	month  = `(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?`
	month2 = `(?P<m2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?`
	day    = `(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?`
	day2   = `(?P<d2>\d{1,2})(?:st|nd|rd|th|\.)?`
	until  = `\s*(?:-|–|—|to|until|and|&)\s*`
	year   = `(?:,?\s*(?P<y>(?:19|20)\d\d))?`
)

// eventDatePatterns read when an event takes place: a range of days, or one day.
var eventDatePatterns = []*regexp.Regexp{
	regexp.MustCompile(`\b(?P<y>(?:19|20)\d\d)-(?P<mn>\d\d)-(?P<d>\d\d)` + until + `(?:19|20)\d\d-(?P<mn2>\d\d)-(?P<d2>\d\d)\b`),
	regexp.MustCompile(`(?i)\b` + month + `\s+` + day + until + `(?:` + month2 + `\s+)?` + day2 + `\b` + year),
	regexp.MustCompile(`(?i)\b` + day + `\s*(?:of\s+)?(?:` + month + `)?` + until + day2 + `\s*(?:of\s+)?` + month2 + year),
	regexp.MustCompile(`\b` + day + `(?:(?P<mn>\d{1,2})\.)?` + `\s*[-–]\s*` + day2 + `(?P<mn2>\d{1,2})\.\s*(?P<y>(?:19|20)\d\d)`),
}

// EventDates finds the first and the last day of an event in a text about it, like
// a playlist's description. Days of another year than the event's are not its own;
// without both days it finds nothing.
func EventDates(text, ofYear string) (start, end ingest.Date) {
	want, err := strconv.Atoi(ofYear)
	if err != nil {
		return start, end
	}
	for _, pattern := range eventDatePatterns {
		for _, m := range pattern.FindAllStringSubmatch(text, -1) {
			if start, end, ok := readRange(pattern, m, want); ok {
				return start, end
			}
		}
	}
	return ingest.Date{}, ingest.Date{}
}

func readRange(pattern *regexp.Regexp, m []string, want int) (start, end ingest.Date, ok bool) {
	part := func(name string) string {
		if i := pattern.SubexpIndex(name); i >= 0 {
			return m[i]
		}
		return ""
	}
	if y := part("y"); y != "" && y != strconv.Itoa(want) {
		return start, end, false
	}
	first, last := monthOf(part("m"), part("mn")), monthOf(part("m2"), part("mn2"))
	if first == 0 {
		first = last
	}
	if last == 0 {
		last = first
	}
	start, okStart := dayOf(want, first, part("d"))
	end, okEnd := dayOf(want, last, part("d2"))
	const longest = 31 // no conference goes on for longer
	ok = okStart && okEnd && start.Compare(end) < 0 && end.Compare(start.AddDays(longest)) <= 0
	return start, end, ok
}

// monthOf reads the beginning of an English name, or a number; 0 is none.
func monthOf(name, number string) time.Month {
	if name != "" {
		at := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(name))
		return time.Month(at/3 + 1)
	}
	n, _ := strconv.Atoi(number)
	return time.Month(n)
}

func dayOf(year int, month time.Month, day string) (ingest.Date, bool) {
	n, err := strconv.Atoi(day)
	d := ingest.Date{Year: year, Month: month, Day: n}
	return d, err == nil && month != 0 && d == d.AddDays(0)
}
