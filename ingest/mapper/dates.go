package mapper

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/calendar"
)

// datePatterns read dates as people write them. Named by the order of their
// groups: y, m (number), M (name), d.
var datePatterns = []struct {
	order string
	re    *regexp.Regexp
}{
	{"ymd", regexp.MustCompile(`\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})\b`)},
	{"ymd", regexp.MustCompile(`((?:19|20)\d\d) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]`)},
	{"dmy", regexp.MustCompile(`\b(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)\b`)},
	{"dMy", regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th|er|\.|º)? (?:of |de |d')?(\pL{3,12})\.?,? (?:de |del |of )?((?:19|20)\d\d)\b`)},
	{"Mdy", regexp.MustCompile(`(?i)(\pL{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b`)},
	{"dM", regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th|er|\.|º)? (?:of |de |d')?(\pL{3,12})\b`)},
	{"Md", regexp.MustCompile(`(?i)(\pL{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?\b`)},
}

// datesIn finds the dates in a text, in the order of the patterns. A date
// without a year gets each of the years given.
func datesIn(text string, years []int) []ingest.Date {
	if !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	named, numeric := namesMonth(text), numericDate(text)
	var found []ingest.Date
	for _, p := range datePatterns {
		if byName := strings.Contains(p.order, "M"); byName && !named || !byName && !numeric {
			continue
		}
		for _, m := range p.re.FindAllStringSubmatch(text, 4) {
			found = append(found, readDate(p.order, m[1:], years)...)
		}
		if len(found) > 0 && strings.HasSuffix(p.order, "y") {
			return found
		}
	}
	return found
}

// namesMonth is a quick look before the patterns.
func namesMonth(text string) bool {
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if calendar.Month(w) != 0 {
			return true
		}
	}
	return false
}

// numericDate is the same for the patterns of nothing but numbers: somewhere a
// dash, stroke or full stop stands between two digits, or the word for year.
func numericDate(text string) bool {
	for i := 1; i+1 < len(text); i++ {
		if strings.IndexByte("-/.", text[i]) >= 0 && isDigits(text[i-1:i]) && isDigits(text[i+1:i+2]) {
			return true
		}
	}
	return strings.ContainsAny(text, "年년")
}

// readDate makes dates of a pattern's groups; of 03/04/2024 both.
func readDate(order string, groups []string, years []int) []ingest.Date {
	year, month, day := 0, 0, 0
	for i, part := range order {
		n, _ := strconv.Atoi(groups[i])
		switch part {
		case 'y':
			year = n
		case 'm':
			month = n
		case 'M':
			month = int(calendar.Month(groups[i]))
		case 'd':
			day = n
		}
	}
	if year != 0 {
		years = []int{year}
	}
	var dates []ingest.Date
	for _, y := range years {
		dates = appendDate(dates, y, month, day)
		if order == "dmy" && day <= 12 && month != day {
			dates = appendDate(dates, y, day, month)
		}
	}
	return dates
}

// appendDate adds a date if there is such a day.
func appendDate(dates []ingest.Date, year, month, day int) []ingest.Date {
	d := ingest.Date{Year: year, Month: time.Month(month), Day: day}
	if month < 1 || month > 12 || day < 1 || d.AddDays(0) != d {
		return dates
	}
	return append(dates, d)
}

// isDay tells whether a bare text names nothing but a day: "sunday", "day 2".
func isDay(b string) bool {
	if _, ok := calendar.Weekday(b); ok {
		return true
	}
	return len(b) < 12 && dayNumber(b) > 0
}

// dayNumber reads "Day 2", "Day Two", "2nd day" and "2日目" in several languages; 0
// without one.
func dayNumber(text string) int {
	low := strings.ToLower(text)
	if strings.ContainsAny(low, "0123456789") {
		if m := countedDay.FindStringSubmatch(low); m != nil {
			n, _ := strconv.Atoi(m[1] + m[2] + m[3])
			return n
		}
	}
	words := strings.FieldsFunc(low, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",:;()[]|/-–—.", r) })
	for i, w := range words {
		word, digits := splitDigits(strings.TrimPrefix(w, "#"))
		if !dayWords[word] {
			continue
		}
		if digits > 0 { // "Day2"
			return digits
		}
		if i+1 < len(words) {
			next := strings.TrimPrefix(words[i+1], "#")
			if _, n := splitDigits(next); n > 0 && isDigits(next) && len(next) <= 2 {
				return n
			}
			if n := numberWords[next]; n > 0 {
				return n
			}
		}
		if i > 0 && numberWords[words[i-1]] > 0 && ordinalWords[words[i-1]] {
			return numberWords[words[i-1]]
		}
	}
	return 0
}

// countedDay are the days of East Asian titles.
var countedDay = regexp.MustCompile(`(\d{1,2}) ?日目|第 ?(\d{1,2}) ?[天日]|(\d{1,2}) ?일차`)

// splitDigits divides a word from a number of one or two digits behind it.
func splitDigits(w string) (word string, n int) {
	i := len(w)
	for i > 0 && w[i-1] >= '0' && w[i-1] <= '9' {
		i--
	}
	if len(w)-i > 2 {
		return w, 0
	}
	n, _ = strconv.Atoi(w[i:])
	return w[:i], n
}

// dayWords say "day".
var dayWords = set("day", "día", "dia", "jour", "journée", "tag", "giorno", "giornata", "dzień", "den", "deň", "день", "diena", "eguna", "יום")

// numberWords are the first numbers in words; of those that tell an order the day
// may follow.
var numberWords = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "uno": 1, "dos": 2, "tres": 3, "um": 1, "dois": 2, "três": 3, "un": 1, "deux": 2, "trois": 3, "eins": 1, "zwei": 2, "drei": 3, "due": 2, "tre": 3, "jeden": 1, "dwa": 2, "trzy": 3, "один": 1, "два": 2, "три": 3,
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "primer": 1, "segundo": 2, "tercer": 3, "primeiro": 1, "terceiro": 3, "premier": 1, "première": 1, "deuxième": 2, "troisième": 3, "erster": 1, "zweiter": 2, "dritter": 3, "primo": 1, "secondo": 2, "terzo": 3, "pierwszy": 1, "drugi": 2, "trzeci": 3, "první": 1, "druhý": 2, "třetí": 3, "первый": 1, "второй": 2, "третий": 3, "перший": 1, "другий": 2, "третій": 3,
}

var ordinalWords = set("first", "second", "third", "fourth", "fifth", "1st", "2nd", "3rd", "4th", "5th", "primer", "segundo", "tercer", "primeiro", "terceiro", "premier", "première", "deuxième", "troisième", "erster", "zweiter", "dritter", "primo", "secondo", "terzo", "pierwszy", "drugi", "trzeci", "první", "druhý", "třetí", "первый", "второй", "третий", "перший", "другий", "третій")

// shortDatePattern are dates of nothing but day and month: "08/20", "20.08.",
// "8月20日". Which is which only the event's days can tell.
var shortDatePattern = regexp.MustCompile(`(?:^|[\s(\[|])(\d{1,2})(?:[/.]|[月월] ?)(\d{1,2})(?:[.日일]|\b)`)

// shortDates finds the dates that name no year, each in both orders.
func shortDates(text string, years []int) []ingest.Date {
	if len(years) == 0 {
		return nil
	}
	var found []ingest.Date
	for _, m := range shortDatePattern.FindAllStringSubmatch(text, 3) {
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[2])
		for _, year := range years {
			found = appendDate(found, year, a, b)
			if a != b {
				found = appendDate(found, year, b, a)
			}
		}
	}
	return found
}
