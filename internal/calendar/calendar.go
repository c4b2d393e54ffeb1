// Package calendar knows what months and days of the week are called, in the languages
// of the data tree. Names are found in any case, with and without their accents.
package calendar

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/pyvideo/stevie/internal/bare"
)

// Month is the month that a word of a text names, in full or by an abbreviation that is
// no other word; 0 for none.
func Month(word string) time.Month { return months[strings.ToLower(word)] }

// MonthOfDate is [Month] for what holds nothing but a date. There "out" and "set" are
// months, too.
func MonthOfDate(word string) time.Month {
	if month := Month(word); month != 0 {
		return month
	}
	return shortMonths[strings.ToLower(word)]
}

// Weekday is the day of the week that a word of a text names, in full or by an
// abbreviation that is no other word.
func Weekday(word string) (day time.Weekday, ok bool) {
	day, ok = weekdays[strings.ToLower(word)]
	return day, ok
}

// WeekdayOfDate is [Weekday] for what holds nothing but a date. There "sat" and "sun" are
// days, too.
func WeekdayOfDate(word string) (day time.Weekday, ok bool) {
	if day, ok = Weekday(word); !ok {
		day, ok = shortWeekdays[strings.ToLower(word)]
	}
	return day, ok
}

// WeekdayIn finds the day of the week that a text names; ok is false without one, or with
// two.
func WeekdayIn(text string) (day time.Weekday, ok bool) {
	named := map[time.Weekday]bool{}
	low := strings.ToLower(text)
	for word := range strings.FieldsFuncSeq(low, betweenWords) {
		if d, is := weekdays[word]; is {
			day, named[d] = d, true
		}
	}
	if !isASCII(low) {
		for _, name := range joined {
			if strings.Contains(low, name) {
				day, named[weekdays[name]] = weekdays[name], true
			}
		}
	}
	return day, len(named) == 1
}

func betweenWords(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("'’-", r)
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// joined are the names of days in scripts that have no case. Most of those put no space
// between words.
var joined = func() []string {
	var names []string
	for name := range weekdays {
		if r, _ := utf8.DecodeRuneInString(name); r > 0x2ff && !unicode.IsLower(r) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}()

// byName turns lists of names round. Each is there as it is written and without accents.
func byName[T comparable](lists map[T]string) map[string]T {
	table := map[string]T{}
	for named, list := range lists {
		for name := range strings.FieldsSeq(list) {
			table[name], table[bare.Words(name)] = named, named
		}
	}
	return table
}
