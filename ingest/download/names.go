package download

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/pyvideo/stevie/ingest/talks"
)

// longest is the length of a name without extension, in bytes: with one, and with what is
// behind the name of a part, every system takes it.
const longest = 180

// stem is the name for a talk's files, without extension: its day and its title, such that
// every system takes it.
func stem(t talks.Talk) string {
	day, _, _ := strings.Cut(t.Record.Recorded, "T")
	name := safe(cmp.Or(t.Record.Title, t.Name))
	return safe(strings.TrimSpace(safe(day) + " " + cmp.Or(name, safe(t.Name), "talk")))
}

// safe is a name that no system refuses or reads as something else.
func safe(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`<>"/\|?*`, r), unicode.IsSpace(r):
			return ' '
		case r == ':':
			return '-'
		case unicode.Is(unicode.C, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, norm.NFC.String(strings.ReplaceAll(name, ": ", " - ")))
	name = strings.Join(strings.Fields(name), " ")
	name = strings.TrimLeft(cut(name, longest), "-. ") // no option, and not hidden
	name = strings.TrimRight(name, ". ")               // Windows drops them
	if reserved.MatchString(name) {
		name = "_" + name
	}
	return name
}

// reserved are the devices of Windows, whatever follows behind a dot.
var reserved = regexp.MustCompile(`(?i)^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?: *\.|$)`)

// cut shortens a name to a number of bytes, between two signs.
func cut(name string, most int) string {
	if len(name) <= most {
		return name
	}
	for most > 0 && !utf8.RuneStart(name[most]) {
		most--
	}
	return name[:most]
}

// alike is the form in which two names are compared: file systems do not tell case, nor how
// an accent is written.
func alike(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// naming gives talks their names. Names are keys as [alike] has them.
type naming struct {
	taken  map[string]bool     // by talks of this run
	owners map[string]uniqueID // by those whose descriptions are there
}

// choose is the name of a talk: the one that it has already, or else the first that no
// other talk has.
func (n naming) choose(name string, talk uniqueID) string {
	for _, known := range slices.Sorted(maps.Keys(n.owners)) {
		number, ok := numberIn(known, alike(name))
		if ok && n.owners[known] == talk && !n.taken[known] {
			return numbered(name, number)
		}
	}
	for number := 1; ; number++ {
		stem := alike(numbered(name, number))
		owner, known := n.owners[stem]
		if !n.taken[stem] && (!known || owner == talk) {
			return numbered(name, number)
		}
	}
}

func numbered(name string, number int) string {
	if number == 1 {
		return name
	}
	return fmt.Sprintf("%s (%d)", name, number)
}

// numberIn is the number that makes one name of another.
func numberIn(stem, name string) (int, bool) {
	if stem == name {
		return 1, true
	}
	digits := strings.TrimSuffix(strings.TrimPrefix(stem, name+" ("), ")")
	number, err := strconv.Atoi(digits)
	return number, err == nil && number > 1 && stem == numbered(name, number)
}
