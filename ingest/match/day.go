package match

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/bare"
	"github.com/pyvideo/stevie/internal/calendar"
)

// mention is what a text says of the day: a date, a day of the week, or a number.
type mention struct {
	date    ingest.Date // in the year of the event, where the text names none
	weekday time.Weekday
	named   bool   // a weekday is named
	number  int    // "Day 2"
	words   string // what said so
}

func (m mention) isZero() bool { return m == mention{} }

var (
	isoDate    = regexp.MustCompile(`\b((?:19|20)\d\d)[-./](\d\d?)[-./](\d\d?)\b`)
	dayOfMonth = regexp.MustCompile(`\b(\d\d?)(?:st|nd|rd|th)? (?:of |de )?([a-z]{3,10})\b`)
	monthDay   = regexp.MustCompile(`\b([a-z]{3,10}) (\d\d?)(?:st|nd|rd|th)?\b`)
	numbered   = regexp.MustCompile(`\b(?:day|dia|tag|jour|giorno|dag|dzien) ?([1-9]|one|two|three|four|five)\b`)
	weekdayDay = regexp.MustCompile(`\b([a-z]{5,10}) (\d\d?)(?:st|nd|rd|th)\b`)
)

// findDay reads the day that a text mentions.
func findDay(text string, event ingest.Event) mention {
	b := strings.Join(strings.Fields(bare.Words(text)), " ")
	if d := dateIn(text, b, event); !d.date.IsZero() {
		return d
	}
	var m mention
	if at := numbered.FindStringSubmatch(b); at != nil {
		m.number, m.words = numbers[at[1]], at[0]
	}
	for w := range strings.FieldsSeq(b) {
		if day, ok := calendar.Weekday(w); ok {
			if m.named && m.weekday != day {
				return mention{} // two days are none
			}
			m.weekday, m.named, m.words = day, true, strings.TrimSpace(m.words+" "+w)
		}
	}
	return m
}

// dateIn finds a whole date, or a day and a month, or a day of the week and its number
// within the event.
func dateIn(text, words string, event ingest.Event) mention {
	if at := isoDate.FindStringSubmatch(text); at != nil {
		year, _ := strconv.Atoi(at[1])
		month, _ := strconv.Atoi(at[2])
		if date := dateOf(year, time.Month(month), at[3]); !date.IsZero() {
			return mention{date: date, words: at[0]}
		}
	}
	start := event.StartDate
	if start.IsZero() {
		return mention{}
	}
	for _, form := range []*regexp.Regexp{dayOfMonth, monthDay} {
		for _, at := range form.FindAllStringSubmatch(words, -1) {
			name, digits := at[2], at[1]
			if form == monthDay {
				name, digits = digits, name
			}
			if date := dateOf(start.Year, calendar.Month(name), digits); !date.IsZero() {
				return mention{date: date, words: at[0]}
			}
		}
	}
	for _, at := range weekdayDay.FindAllStringSubmatch(words, -1) {
		if _, ok := calendar.Weekday(at[1]); ok {
			if date := dateOf(start.Year, start.Month, at[2]); !date.IsZero() {
				return mention{date: date, words: at[0]}
			}
		}
	}
	return mention{}
}

// dateOf is a day of the calendar, zero where there is none such.
func dateOf(year int, month time.Month, digits string) ingest.Date {
	day, _ := strconv.Atoi(digits)
	if date := (ingest.Date{Year: year, Month: month, Day: day}); date.AddDays(0) == date {
		return date
	}
	return ingest.Date{}
}

var numbers = map[string]int{
	"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7, "8": 8, "9": 9,
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
}

// dayWord tells whether a word only says the day.
func dayWord(w string) bool {
	_, ok := calendar.Weekday(w)
	return ok || counted[w]
}

// counted are the words behind which a number says the day.
var counted = setOf("day dia tag jour giorno dag dzien")

// agreement says whether two things speak of the same.
type agreement int

const (
	unknown agreement = iota
	agrees
	differs
)

// resolve is the day that a mention means by itself, zero when it needs more.
func (m mention) resolve(event ingest.Event) ingest.Date {
	if !m.date.IsZero() || m.isZero() || event.StartDate.IsZero() {
		return m.date
	}
	for n := range 7 {
		day := event.StartDate.AddDays(n)
		if !event.Holds(day) {
			break
		}
		if m.on(day, event, counting{}) == agrees {
			return day
		}
	}
	return ingest.Date{}
}

// on tells whether a session of some day can be the one that a mention means. A
// number counts the days of the event, or those on which there is a session of the
// same name.
func (m mention) on(day ingest.Date, event ingest.Event, count counting) agreement {
	if m.isZero() || day.IsZero() {
		return unknown
	}
	switch {
	case !m.date.IsZero():
		return agreed(m.date == day)
	case m.named:
		return agreed(day.Weekday() == m.weekday)
	case len(count.days) > 1:
		return agreed(count.day(m.number, event) == day)
	case !event.StartDate.IsZero() && event.StartDate.AddDays(m.number-1) == day:
		return agrees // where it is not, days of tutorials may not have been counted
	}
	return unknown
}

func agreed(yes bool) agreement {
	if yes {
		return agrees
	}
	return differs
}

// counting says what the number of a day counts for the sessions of one name.
type counting struct {
	days   []ingest.Date // of those sessions, in order
	ranked bool          // it counts those days, and not the event's
}

// day is the n-th day.
func (c counting) day(n int, event ingest.Event) ingest.Date {
	switch {
	case n < 1 || c.ranked && n > len(c.days):
		return ingest.Date{}
	case c.ranked:
		return c.days[n-1]
	}
	return event.StartDate.AddDays(n - 1)
}

// decide finds out what the numbers count that the videos have: what gives more of
// them a session.
func (c counting) decide(numbers map[int]bool, event ingest.Event) counting {
	asDays, asRanks := 0, 0
	for n := range numbers {
		if !event.StartDate.IsZero() && slices.Contains(c.days, event.StartDate.AddDays(n-1)) {
			asDays++
		}
		if n <= len(c.days) {
			asRanks++
		}
	}
	c.ranked = asRanks > asDays
	return c
}
