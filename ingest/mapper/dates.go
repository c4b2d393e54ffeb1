package mapper

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/pyvideo/stevie/ingest"
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

// monthNames maps the first letters of months to their number, in the languages
// of the data tree that write them with Latin or Cyrillic letters.
var monthNames = monthTable(map[time.Month]string{
	time.January:   "january jan januar janvier enero janeiro gennaio stycznia ledna januára января січня gener",
	time.February:  "february feb februar février fevrier febrero fevereiro febbraio lutego února februára февраля лютого febrer",
	time.March:     "march mar märz mars marzo março marca března марта березня març",
	time.April:     "april apr avril abril aprile kwietnia dubna apríla апреля квітня",
	time.May:       "may mai mayo maio maggio maja května mája мая травня maig",
	time.June:      "june jun juni juin junio junho giugno czerwca června júna июня червня juny",
	time.July:      "july jul juli juillet julio julho luglio lipca července júla июля липня juliol",
	time.August:    "august aug août aout agosto sierpnia srpna augusta августа серпня agost",
	time.September: "september sep sept septembre septiembre setembro settembre września září septembra сентября вересня setembre",
	time.October:   "october oct oktober octobre octubre outubro ottobre października října októbra октября жовтня",
	time.November:  "november nov novembre noviembre novembro listopada listopadu novembra ноября листопада",
	time.December:  "december dec dezember décembre decembre diciembre dezembro dicembre grudnia prosince decembra декабря грудня desembre",
})

func monthTable(names map[time.Month]string) map[string]time.Month {
	table := map[string]time.Month{}
	for month, list := range names {
		for name := range strings.FieldsSeq(list) {
			table[name] = month
		}
	}
	return table
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
		if len(w) >= 3 && len(w) <= 22 && monthNames[strings.ToLower(w)] != 0 {
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
			month = int(monthNames[strings.ToLower(groups[i])])
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

// weekdayIn finds the name of a weekday; ok is false without one, or with two.
func weekdayIn(text string) (day time.Weekday, ok bool) {
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), notWord) {
		if d, is := weekdays[w]; is {
			if ok && d != day {
				return 0, false
			}
			day, ok = d, true
		}
	}
	return day, ok
}

var weekdays = map[string]time.Weekday{
	"monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday, "sunday": time.Sunday,
	"lundi": time.Monday, "mardi": time.Tuesday, "mercredi": time.Wednesday, "jeudi": time.Thursday, "vendredi": time.Friday, "samedi": time.Saturday, "dimanche": time.Sunday,
	"lunes": time.Monday, "martes": time.Tuesday, "miércoles": time.Wednesday, "jueves": time.Thursday, "viernes": time.Friday, "sábado": time.Saturday, "domingo": time.Sunday,
	"montag": time.Monday, "dienstag": time.Tuesday, "mittwoch": time.Wednesday, "donnerstag": time.Thursday, "freitag": time.Friday, "samstag": time.Saturday, "sonntag": time.Sunday,
}

// isDay tells whether a bare text names nothing but a day: "sunday", "day 2".
func isDay(b string) bool {
	if _, ok := weekdays[b]; ok {
		return true
	}
	return len(b) < 10 && dayNumber(b) > 0
}

// dayNumber reads "Day 2" in several languages; 0 without one.
func dayNumber(text string) int {
	if !strings.ContainsAny(text, "123456789") {
		return 0
	}
	from := -1 // where the current word begins
	for i, r := range text + " " {
		switch letter := unicode.IsLetter(r); {
		case letter && from < 0:
			from = i
		case !letter && from >= 0:
			if i-from <= longestDay && dayWords[strings.ToLower(text[from:i])] {
				if n := leadingNumber(text[i:]); n > 0 {
					return n
				}
			}
			from = -1
		}
	}
	return 0
}

// dayWords say "day"; longestDay is the length of the longest in bytes.
var dayWords = set("day", "día", "dia", "jour", "tag", "giorno", "dzień", "den", "deň", "день")

const longestDay = 8

// dayGap may stand between the word and its number.
var dayGap = strings.NewReplacer("#", "", ":", "", " ", "")

// leadingNumber reads a number of one or two digits at the beginning of a text,
// after a space, a colon or the like; 0 without one.
func leadingNumber(s string) int {
	digits := strings.IndexFunc(s, unicode.IsDigit)
	if digits < 0 || digits > 3 || dayGap.Replace(s[:digits]) != "" {
		return 0
	}
	end := digits
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	if end-digits > 2 {
		return 0
	}
	n, _ := strconv.Atoi(s[digits:end])
	return n
}

func weekdayOf(d ingest.Date) time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()
}
