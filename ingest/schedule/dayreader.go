package schedule

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/calendar"
)

// dayReader reads days as one programme writes them. Its event's days settle what
// "Saturday 17th" and "Day 2" leave open.
type dayReader struct {
	start, end ingest.Date
	monthFirst bool
}

// newDayReader looks at all days that a programme names: one 5/13/2024 tells how
// 5/6/2024 is meant.
func newDayReader(start, end ingest.Date, days []string) dayReader {
	r := dayReader{start: start, end: end}
	if end.IsZero() {
		r.end = start
	}
	for _, day := range days {
		m := slashForm.FindStringSubmatch(strings.TrimSpace(day))
		if m == nil {
			continue
		}
		first, _ := strconv.Atoi(m[1])
		second, _ := strconv.Atoi(m[2])
		switch {
		case second > 12:
			r.monthFirst = true
			return r
		case first <= 12 && !start.IsZero() && time.Month(first) == start.Month && time.Month(second) != start.Month:
			r.monthFirst = true
		}
	}
	return r
}

var (
	weekdayForm = regexp.MustCompile(`(?i)^(\pL{2,})\.?,?(?:\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th|\.)?)?$`)
	dayForm     = regexp.MustCompile(`(?i)^(\d{1,2})(?:st|nd|rd|th)$`)
	countedDay  = regexp.MustCompile(`(?i)^(?:day|tag|día|dia|jour|giorno|день)[\s_-]*(\d{1,2})$`)
	dayAndMonth = regexp.MustCompile(`(?i)^(?:\pL+\.?,?\s+)?(?:(\pL+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?|(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:de\s+|of\s+)?(\pL+)\.?)$`)
)

// day reads a day, however it is written.
func (r dayReader) day(s string) (ingest.Date, bool) {
	if m, ok := readMoment(s, r.monthFirst); ok {
		return m.day, true
	}
	if r.start.IsZero() {
		return ingest.Date{}, false
	}
	s = strings.TrimSpace(s)
	if m := countedDay.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		return r.start.AddDays(max(n, 1) - 1), true
	}
	if m := dayAndMonth.FindStringSubmatch(s); m != nil {
		if month := m[1] + m[4]; calendar.MonthOfDate(month) != 0 {
			at, ok := atDay(strconv.Itoa(r.start.Year), monthNumber(month), m[2]+m[3], "")
			return at.day, ok
		}
	}
	if m := weekdayForm.FindStringSubmatch(s); m != nil {
		if weekday, ok := calendar.WeekdayOfDate(m[1]); ok {
			n, _ := strconv.Atoi(m[2])
			return r.find(func(d ingest.Date) bool { return d.Weekday() == weekday && (n == 0 || d.Day == n) })
		}
	}
	if m := dayForm.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		return r.find(func(d ingest.Date) bool { return d.Day == n })
	}
	return ingest.Date{}, false
}

// find looks for a day of the event, then around it.
func (r dayReader) find(fits func(ingest.Date) bool) (ingest.Date, bool) {
	for _, around := range []int{0, 7} {
		last := r.end.AddDays(around)
		for d := r.start.AddDays(-around); d.Compare(last) <= 0 && d.Compare(r.start.AddDays(60)) < 0; d = d.AddDays(1) {
			if fits(d) {
				return d, true
			}
		}
	}
	return ingest.Date{}, false
}

// looksLikeDay reports whether a text names a day, though maybe not which.
func looksLikeDay(s string) bool {
	if _, ok := anyMoment(s); ok {
		return true
	}
	s = strings.TrimSpace(s)
	if countedDay.MatchString(s) {
		return true
	}
	if m := weekdayForm.FindStringSubmatch(s); m != nil {
		_, ok := calendar.WeekdayOfDate(m[1])
		return ok
	}
	m := dayAndMonth.FindStringSubmatch(s)
	return m != nil && calendar.MonthOfDate(m[1]+m[4]) != 0
}
