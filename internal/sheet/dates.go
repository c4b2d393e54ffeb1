package sheet

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// dayForm is a date in numbers, as spreadsheets write it in many countries; a midnight may
// follow.
var dayForm = regexp.MustCompile(`^(\d{1,4})(\.|/|-)\s?(\d{1,2})(\.|/|-)\s?(\d{4}|\d{1,2})\.?(?:[ T]0?0:00(?::00)?)?$`)

// days are the days that a cell may mean, each once.
func days(cell string) []string {
	found := dayForm.FindStringSubmatch(strings.TrimSpace(cell))
	if found == nil || found[2] != found[4] {
		return nil
	}
	first, second, third := found[1], found[3], found[5]
	var list []string
	add := func(year, month, day string) {
		if d, ok := dayOf(year, month, day); ok && !slices.Contains(list, d) {
			list = append(list, d)
		}
	}
	if len(first) == 4 {
		add(first, second, third)
		return list
	}
	add(third, second, first)
	if found[2] != "." { // nobody writes the month before such a dot
		add(third, first, second)
	}
	return list
}

func dayOf(year, month, day string) (string, bool) {
	y, m, d := number(year), number(month), number(day)
	switch len(year) {
	case 4:
	case 2:
		y += 2000
	default:
		return "", false
	}
	text := fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	_, err := ingest.ParseDate(text)
	return text, err == nil
}

// number reads digits.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// day is the date that a cell means. What is no date in numbers stays as it is.
func day(cell string) (string, error) {
	list := days(cell)
	switch len(list) {
	case 0:
		return strings.TrimSpace(cell), nil
	case 1:
		return list[0], nil
	}
	return "", ingest.WithHint(fmt.Errorf("it may be %s", strings.Join(list, " or ")), "write it as "+list[0])
}
