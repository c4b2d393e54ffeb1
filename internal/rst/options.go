package rst

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// optionCheck tells what is wrong with an option's value, "" for nothing. An
// option without a value is not given one.
type optionCheck func(value string, given bool) string

const missingValue = "argument required but none supplied"

func anyValue(string, bool) string { return "" }

func someValue(_ string, given bool) string {
	if !given {
		return missingValue
	}
	return ""
}

func noValue(value string, _ bool) string {
	if trimSpace(value) != "" {
		return "no argument is allowed"
	}
	return ""
}

// classNames wants words that an identifier can be made of.
func classNames(value string, given bool) string {
	if !given {
		return missingValue
	}
	for _, name := range strings.Fields(value) {
		if !strings.ContainsFunc(norm.NFKD.String(name), func(r rune) bool { return unicode.Is(unicode.Latin, r) }) {
			return "cannot make " + quote(name) + " into a class name"
		}
	}
	return ""
}

// wholeNumber wants a number not less than least.
func wholeNumber(least int) optionCheck {
	return func(value string, _ bool) string {
		n, err := strconv.Atoi(trimSpace(value))
		switch {
		case err != nil:
			return "not a whole number"
		case n < least:
			return "too small a number"
		}
		return ""
	}
}

func percentage(value string, given bool) string {
	return wholeNumber(0)(strings.TrimRight(value, " %"), given)
}

var (
	plainLength   = regexp.MustCompile(`^([0-9.]+) *(em|ex|px|in|cm|mm|pt|pc)?$`)
	percentLength = regexp.MustCompile(`^([0-9.]+) *(em|ex|px|in|cm|mm|pt|pc|%)?$`)
)

func length(pattern *regexp.Regexp) optionCheck {
	return func(value string, _ bool) string {
		parts := pattern.FindStringSubmatch(value)
		if parts != nil {
			if _, err := strconv.ParseFloat(parts[1], 64); err == nil {
				return ""
			}
		}
		return "not a positive measure of one of the known units"
	}
}

// oneOf wants one of the words, in any case.
func oneOf(words ...string) optionCheck {
	return func(value string, _ bool) string {
		if slices.Contains(words, trimSpace(strings.ToLower(value))) {
			return ""
		}
		return quote(value) + " unknown; choose from " + strings.Join(words, ", ")
	}
}

// columnWidths wants one of the words or a list of numbers.
func columnWidths(words ...string) optionCheck {
	return func(value string, given bool) string {
		if slices.Contains(words, value) {
			return ""
		}
		if _, ok := parseWidths(value); !ok || !given {
			return "not a list of whole numbers above zero"
		}
		return ""
	}
}

func parseWidths(value string) (widths []int, ok bool) {
	entries := strings.Split(value, ",")
	if len(entries) == 1 {
		entries = strings.Fields(value)
	}
	for _, entry := range entries {
		n, err := strconv.Atoi(trimSpace(entry))
		if err != nil || n < 1 {
			return nil, false
		}
		widths = append(widths, n)
	}
	return widths, true
}

func figureWidth(value string, given bool) string {
	if strings.EqualFold(value, "image") {
		return ""
	}
	return length(percentLength)(value, given)
}

// singleCharacter wants one character, or its code, or one of the words.
func singleCharacter(words ...string) optionCheck {
	return func(value string, given bool) string {
		if !given {
			return missingValue
		}
		if slices.Contains(words, value) {
			return ""
		}
		r, err := decodeCharacter(value)
		if err != "" || utf8.RuneCountInString(r) > 1 {
			return quote(value) + " invalid; must be a single character or a Unicode code"
		}
		return ""
	}
}

var characterCode = regexp.MustCompile(`(?i)^(?:(?:0x|x|\\x|U\+?|\\u)([0-9a-f]+)|&#x([0-9a-f]+);)$`)

// decodeCharacter makes a character of its code; other text stays.
func decodeCharacter(code string) (text, problem string) {
	digits, base := code, 10
	if strings.Trim(code, "0123456789") != "" || code == "" {
		parts := characterCode.FindStringSubmatch(code)
		if parts == nil {
			return code, ""
		}
		digits, base = parts[1]+parts[2], 16
	}
	n, err := strconv.ParseInt(digits, base, 32)
	if err != nil || n > unicode.MaxRune {
		return "", "code too large"
	}
	return string(rune(n)), ""
}
