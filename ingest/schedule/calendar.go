package schedule

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
)

// calendar reads days as one programme writes them. Its event's days settle what
// "Saturday 17th" and "Day 2" leave open.
type calendar struct {
	start, end ingest.Date
	monthFirst bool
}

// newCalendar looks at all days that a programme names: one 5/13/2024 tells how
// 5/6/2024 is meant.
func newCalendar(start, end ingest.Date, days []string) calendar {
	c := calendar{start: start, end: end}
	if end.IsZero() {
		c.end = start
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
			c.monthFirst = true
			return c
		case first <= 12 && !start.IsZero() && time.Month(first) == start.Month && time.Month(second) != start.Month:
			c.monthFirst = true
		}
	}
	return c
}

var (
	weekdayForm = regexp.MustCompile(`(?i)^(\pL{2,})\.?,?(?:\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th|\.)?)?$`)
	dayForm     = regexp.MustCompile(`(?i)^(\d{1,2})(?:st|nd|rd|th)$`)
	countedDay  = regexp.MustCompile(`(?i)^(?:day|tag|día|dia|jour|giorno|día|д?день)[\s_-]*(\d{1,2})$`)
	dayAndMonth = regexp.MustCompile(`(?i)^(?:\pL+\.?,?\s+)?(?:(\pL+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?|(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:de\s+|of\s+)?(\pL+)\.?)$`)
)

var weekdayNames = map[string]time.Weekday{
	"monday": 1, "mon": 1, "montag": 1, "lunes": 1, "lundi": 1, "lunedì": 1, "lunedi": 1,
	"tuesday": 2, "tue": 2, "tues": 2, "dienstag": 2, "martes": 2, "mardi": 2, "martedì": 2, "martedi": 2,
	"wednesday": 3, "wed": 3, "mittwoch": 3, "miércoles": 3, "mercredi": 3, "mercoledì": 3, "mercoledi": 3,
	"thursday": 4, "thu": 4, "thur": 4, "thurs": 4, "donnerstag": 4, "jueves": 4, "jeudi": 4, "giovedì": 4, "giovedi": 4,
	"friday": 5, "fri": 5, "freitag": 5, "viernes": 5, "vendredi": 5, "venerdì": 5, "venerdi": 5,
	"saturday": 6, "sat": 6, "samstag": 6, "sonnabend": 6, "sábado": 6, "sabado": 6, "samedi": 6, "sabato": 6,
	"sunday": 0, "sun": 0, "sonntag": 0, "domingo": 0, "dimanche": 0, "domenica": 0,
}

// day reads a day, however it is written.
func (c calendar) day(s string) (ingest.Date, bool) {
	if m, ok := readMoment(s, c.monthFirst); ok {
		return m.day, true
	}
	if c.start.IsZero() {
		return ingest.Date{}, false
	}
	s = strings.TrimSpace(s)
	if m := countedDay.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		return c.start.AddDays(max(n, 1) - 1), true
	}
	if m := dayAndMonth.FindStringSubmatch(s); m != nil {
		if month := monthNumber(m[1] + m[4]); month != "" {
			at, ok := atDay(strconv.Itoa(c.start.Year), month, m[2]+m[3], "")
			return at.day, ok
		}
	}
	if m := weekdayForm.FindStringSubmatch(s); m != nil {
		if weekday, ok := weekdayNames[strings.ToLower(m[1])]; ok {
			n, _ := strconv.Atoi(m[2])
			return c.find(func(d ingest.Date) bool { return weekdayOf(d) == weekday && (n == 0 || d.Day == n) })
		}
	}
	if m := dayForm.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		return c.find(func(d ingest.Date) bool { return d.Day == n })
	}
	return ingest.Date{}, false
}

// find looks for a day of the event, then around it.
func (c calendar) find(fits func(ingest.Date) bool) (ingest.Date, bool) {
	for _, around := range []int{0, 7} {
		last := c.end.AddDays(around)
		for d := c.start.AddDays(-around); d.Compare(last) <= 0 && d.Compare(c.start.AddDays(60)) < 0; d = d.AddDays(1) {
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
		_, ok := weekdayNames[strings.ToLower(m[1])]
		return ok
	}
	m := dayAndMonth.FindStringSubmatch(s)
	return m != nil && monthNumber(m[1]+m[4]) != ""
}

func weekdayOf(d ingest.Date) time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()
}
