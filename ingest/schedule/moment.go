package schedule

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/calendar"
)

// moment is a point in time as a programme writes it: a day and, where they are
// said, the clock and what it is offset by.
type moment struct {
	day   ingest.Date
	clock clock
	known precision
	shift int            // seconds east of UTC, where the offset is known
	zone  *time.Location // named beside it, as iCalendar does
}

// clock is the time of the day in seconds.
type clock int

type precision uint8

const (
	dayOnly precision = iota
	floating
	utc    // "Z"
	offset // "+02:00"
	zoned  // in the zone that stands beside it
)

// wall is the moment as a clock in the zone would show what is written.
func (m moment) wall(in *time.Location) time.Time {
	return time.Date(m.day.Year, m.day.Month, m.day.Day, 0, 0, int(m.clock), 0, in)
}

// instant is the moment, if its offset is right.
func (m moment) instant() time.Time {
	if m.known == zoned {
		return m.wall(m.zone)
	}
	if m.shift == 0 {
		return m.wall(time.UTC)
	}
	return m.wall(time.FixedZone("", m.shift))
}

var (
	isoForm    = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(.+))?$`)
	basicForm  = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$`)
	dotForm    = regexp.MustCompile(`^(?:\pL+\.?,?\s+)?(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:[,\s]+(.+))?$`)
	slashForm  = regexp.MustCompile(`^(?:\pL+\.?,?\s+)?(\d{1,2})/(\d{1,2})/(\d{4})(?:[,\s]+(.+))?$`)
	yearSlash  = regexp.MustCompile(`^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[,\s]+(.+))?$`)
	wordsForm  = regexp.MustCompile(`^(?:\pL+\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|\.)?(?:\s+de|\s+of)?\s+(\pL+)\.?,?(?:\s+de)?\s+(\d{4})(?:[,\s]+(?:at\s+)?(.+))?$`)
	monthForm  = regexp.MustCompile(`^(?:\pL+\.?,?\s+)?(\pL+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[,\s]+(?:at\s+)?(.+))?$`)
	clockForm  = regexp.MustCompile(`(?i)^(\d{1,2})(?:[:h](\d{2}))?(?::(\d{2})(?:\.\d+)?)?\s*(a\.?m\.?|p\.?m\.?|uhr|h)?$`)
	offsetForm = regexp.MustCompile(`^(.*?)\s*(Z|[+-]\d{2}(?::?\d{2})?)$`)
	rangeForm  = regexp.MustCompile(`^(.*?\d.*?)\s*(?:[–—]|\s-\s|-|\sto\s|\sbis\s)\s*(\d.*)$`)
)

// readMoment reads a day, with a clock or without. monthFirst tells how 5/6/2024
// is meant.
func readMoment(s string, monthFirst bool) (moment, bool) {
	s = strings.TrimSpace(s)
	if m := basicForm.FindStringSubmatch(s); m != nil {
		rest := ""
		if m[4] != "" {
			rest = m[4] + ":" + m[5] + m[7]
			if m[6] != "" {
				rest = m[4] + ":" + m[5] + ":" + m[6] + m[7]
			}
		}
		return atDay(m[1], m[2], m[3], rest)
	}
	if m := isoForm.FindStringSubmatch(s); m != nil {
		return atDay(m[1], m[2], m[3], m[4])
	}
	if m := yearSlash.FindStringSubmatch(s); m != nil {
		return atDay(m[1], m[2], m[3], m[4])
	}
	if m := dotForm.FindStringSubmatch(s); m != nil {
		return atDay(m[3], m[2], m[1], m[4])
	}
	if m := slashForm.FindStringSubmatch(s); m != nil {
		if monthFirst {
			return atDay(m[3], m[1], m[2], m[4])
		}
		return atDay(m[3], m[2], m[1], m[4])
	}
	if m := wordsForm.FindStringSubmatch(s); m != nil {
		return atDay(m[3], monthNumber(m[2]), m[1], m[4])
	}
	if m := monthForm.FindStringSubmatch(s); m != nil {
		return atDay(m[3], monthNumber(m[1]), m[2], m[4])
	}
	return moment{}, false
}

// anyMoment reads a moment of which it only matters that it is one.
func anyMoment(s string) (moment, bool) {
	m, ok := readMoment(s, false)
	if !ok {
		m, ok = readMoment(s, true)
	}
	return m, ok
}

// atDay puts a moment together. A clock that makes no sense makes it no moment.
func atDay(year, month, day, rest string) (moment, bool) {
	y, _ := strconv.Atoi(year)
	mon, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	date := ingest.Date{Year: y, Month: time.Month(mon), Day: d}
	if y < 1980 || y > 2100 || date.AddDays(0) != date {
		return moment{}, false
	}
	m := moment{day: date}
	rest = strings.TrimSpace(rest)
	if rest == "" {
		return m, true
	}
	if o := offsetForm.FindStringSubmatch(rest); o != nil && clockForm.MatchString(o[1]) {
		c, ok := readClock(o[1])
		m.clock, m.known, m.shift = c, offset, shiftOf(o[2])
		if o[2] == "Z" {
			m.known = utc
		}
		return m, ok
	}
	from, _ := cutRange(rest)
	c, ok := readClock(from)
	m.clock, m.known = c, floating
	return m, ok
}

// shiftOf reads "+02:00", "-0500" and "Z".
func shiftOf(s string) int {
	if s == "Z" {
		return 0
	}
	digits := strings.ReplaceAll(s[1:], ":", "") + "00"
	hours, _ := strconv.Atoi(digits[:2])
	minutes, _ := strconv.Atoi(digits[2:4])
	shift := hours*3600 + minutes*60
	if s[0] == '-' {
		return -shift
	}
	return shift
}

// readClock reads "9:00", "09:00:00", "9:00 AM", "14h30", "14 Uhr". A number alone
// is none.
func readClock(s string) (clock, bool) {
	m := clockForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil || m[2] == "" && m[4] == "" {
		return 0, false
	}
	hours, _ := strconv.Atoi(m[1])
	minutes, _ := strconv.Atoi(m[2])
	seconds, _ := strconv.Atoi(m[3])
	switch half := strings.ToLower(strings.ReplaceAll(m[4], ".", "")); {
	case half == "pm" && hours < 12:
		hours += 12
	case half == "am" && hours == 12:
		hours = 0
	}
	if hours > 26 || minutes > 59 || seconds > 59 {
		return 0, false
	}
	return clock(hours*3600 + minutes*60 + seconds), true
}

// cutRange parts "10:00 - 10:30". Without an end to is empty.
func cutRange(s string) (from, to string) {
	if m := rangeForm.FindStringSubmatch(s); m != nil {
		if _, ok := readClock(m[2]); ok {
			return m[1], m[2]
		}
	}
	return s, ""
}

// monthNumber is the number of a month as atDay reads it.
func monthNumber(name string) string { return strconv.Itoa(int(calendar.MonthOfDate(name))) }

var (
	hoursForm   = regexp.MustCompile(`^(?:(\d{1,2}):)?(\d{1,3}):(\d{2})$`)
	minutesForm = regexp.MustCompile(`(?i)^(\d{1,3}(?:\.\d+)?)\s*(?:m|min|mins|minutes?|minuten|minutos|′|')\.?$`)
	wordedForm  = regexp.MustCompile(`(?i)^(\d{1,2}(?:[.,]\d+)?)\s*(?:h|hrs?|hours?|std|stunden?|horas?)\.?\s*(?:(\d{1,2})\s*(?:m|min|minutes?)?\.?)?$`)
	isoDuration = regexp.MustCompile(`^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$`)
)

// readDuration reads how long something takes: a number of minutes, "00:30",
// "1:02:00" (days first), "PT45M", "45 min", "1h 30".
func readDuration(s string) time.Duration {
	s = strings.TrimSpace(s)
	whole := func(text string, unit time.Duration) time.Duration {
		n, _ := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
		return time.Duration(n * float64(unit))
	}
	var d time.Duration
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		d = time.Duration(n * float64(time.Minute))
		if n > 24*60 {
			d = time.Duration(n * float64(time.Second))
		}
	} else if m := hoursForm.FindStringSubmatch(s); m != nil {
		d = whole(m[2], time.Hour) + whole(m[3], time.Minute)
		if m[1] != "" { // 0:00:45 has days in front; 00:30:00 has seconds behind
			short := whole(m[1], time.Hour) + whole(m[2], time.Minute)
			if d += whole(m[1], 24*time.Hour); m[3] == "00" && short >= 5*time.Minute && short <= 12*time.Hour {
				d = short
			}
		}
	} else if m := minutesForm.FindStringSubmatch(s); m != nil {
		d = whole(m[1], time.Minute)
	} else if m := wordedForm.FindStringSubmatch(s); m != nil {
		d = whole(m[1], time.Hour) + whole(m[2], time.Minute)
	} else if m := isoDuration.FindStringSubmatch(s); m != nil {
		d = whole(m[1], 24*time.Hour) + whole(m[2], time.Hour) + whole(m[3], time.Minute) + whole(m[4], time.Second)
	}
	if d <= 0 || d > 7*24*time.Hour {
		return 0
	}
	return d.Truncate(time.Second)
}
