package download

import (
	"cmp"
	"regexp"
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
