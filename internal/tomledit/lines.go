package tomledit

import (
	"strings"
	"unicode/utf8"
)

// commentColumn is where comments behind keys and headers begin.
const commentColumn = 35

// Line is a key with its value and the comment behind it, if any, as they stand
// in a new document.
func Line(key string, v Value, comment string) string {
	text := keyText(key) + " = " + v.text
	if strings.Contains(text, "\n") {
		return text + "\n"
	}
	return withComment(text, comment)
}

// Header is the header of a table, or of an element of an array of tables.
func Header(name string, array bool, comment string) string {
	text := "[" + keyText(name) + "]"
	if array {
		text = "[" + text + "]"
	}
	return withComment(text, comment)
}

// TOML is the element of the array of tables with a name: its header and its
// keys.
func (t Table) TOML(name, comment string) string {
	var b strings.Builder
	b.WriteString(Header(name, true, comment))
	for _, p := range t {
		b.WriteString(Line(p.Key, p.Value, ""))
	}
	return b.String()
}

func withComment(text, comment string) string {
	if comment == "" {
		return text + "\n"
	}
	gap := max(2, commentColumn-utf8.RuneCountInString(text))
	return text + strings.Repeat(" ", gap) + comment + "\n"
}

// keyText is a key as it is written: bare where TOML allows it.
func keyText(key string) string {
	bare := func(r rune) bool {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '_'
	}
	if key != "" && strings.TrimLeftFunc(key, bare) == "" {
		return key
	}
	return String(key).text
}
