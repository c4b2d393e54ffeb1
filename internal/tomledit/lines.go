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
	return withComment(text, comment, commentColumn)
}

// Commented is a key with its value and the comment behind it.
type Commented struct {
	Key     string
	Value   Value
	Comment string
}

// Lines are keys, a line each, with their comments in one column. What would push that far
// to the right has its comment behind it.
func Lines(list []Commented) string {
	const furthest = 70
	column := commentColumn
	for _, c := range list {
		width := utf8.RuneCountInString(Line(c.Key, c.Value, "")) + 1 // a line end and two blanks
		if c.Comment != "" && width <= furthest {
			column = max(column, width)
		}
	}
	var b strings.Builder
	for _, c := range list {
		text := strings.TrimSuffix(Line(c.Key, c.Value, ""), "\n")
		if strings.Contains(text, "\n") {
			c.Comment = ""
		}
		b.WriteString(withComment(text, c.Comment, column))
	}
	return b.String()
}

// Header is the header of a table, or of an element of an array of tables.
func Header(name string, array bool, comment string) string {
	text := "[" + keyText(name) + "]"
	if array {
		text = "[" + text + "]"
	}
	return withComment(text, comment, commentColumn)
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

func withComment(text, comment string, column int) string {
	if comment == "" {
		return text + "\n"
	}
	gap := max(2, column-utf8.RuneCountInString(text))
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
