package rst

import "strings"

var romanDigits = []struct {
	digit string
	value int
}{
	{"M", 1000},
	{"CM", 900},
	{"D", 500},
	{"CD", 400},
	{"C", 100},
	{"XC", 90},
	{"L", 50},
	{"XL", 40},
	{"X", 10},
	{"IX", 9},
	{"V", 5},
	{"IV", 4},
	{"I", 1},
}

// toRoman writes 1 to 4999 in Roman digits, anything else as "".
func toRoman(n int) string {
	if n < 1 || n > 4999 {
		return ""
	}
	var b strings.Builder
	for _, d := range romanDigits {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.digit)
		}
	}
	return b.String()
}

// fromRoman reads a number in Roman capitals; it is -1 for one that is not
// written as it should be.
func fromRoman(s string) int {
	rest, n := s, 0
	for _, d := range romanDigits {
		for strings.HasPrefix(rest, d.digit) {
			rest = rest[len(d.digit):]
			n += d.value
		}
	}
	if s == "" || toRoman(n) != s {
		return -1
	}
	return n
}
