package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"
	"golang.org/x/term"

	"github.com/pyvideo/stevie/internal/termtext"
)

// The width of what no terminal shows, and below which none is looked after.
const (
	plainColumns = 80
	leastColumns = 40
)

// output is where results go: a terminal with its width, colours and pager, or none.
type output struct{ *app }

// columns is how wide lines of results may be: $COLUMNS, else as wide as the terminal.
func (a output) columns() int {
	if n, err := strconv.Atoi(a.getenv("COLUMNS")); err == nil && n > 0 {
		return max(n, leastColumns)
	}
	if width, _, ok := a.size(); ok {
		return max(width, leastColumns)
	}
	return plainColumns
}

// size is the size of the terminal that results go to.
func (a output) size() (columns, rows int, ok bool) {
	f, isFile := unhushedFile(a.Out)
	if !a.OutTerminal || !isFile {
		return 0, 0, false
	}
	columns, rows, err := term.GetSize(int(f.Fd()))
	return columns, rows, err == nil && columns > 0
}

// colourful reports whether results may have colours: on a terminal that knows them, unless
// NO_COLOR is set (no-color.org).
func (a output) colourful() bool {
	return a.OutTerminal && !a.Dumb && a.getenv("NO_COLOR") == ""
}

// The colours of a list, as the parameters of a terminal's escape sequence. The words say
// the same without them.
const (
	heading  style = "1"
	needs    style = "1;33" // a person
	harmless style = "32"
)

// painted is a text in a style, where there are styles. It is plain text already.
func (a output) painted(text string, s style) string {
	if s == normal || text == "" || !a.colourful() {
		return text
	}
	return fmt.Sprintf("\x1b[%sm%s\x1b[0m", s, text)
}

// fitted is a text made harmless and cut to a number of columns.
func fitted(text string, columns int) string {
	text = termtext.Line(text)
	if uniseg.StringWidth(text) <= columns {
		return text
	}
	var b strings.Builder
	left := columns - 1
	for rest, state := text, -1; rest != ""; {
		var cluster string
		var width int
		cluster, rest, width, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if left -= width; left < 0 {
			break
		}
		b.WriteString(cluster)
	}
	return strings.TrimRight(b.String(), " ") + "…"
}

// padded is a text with blanks up to a number of columns.
func padded(text string, columns int) string {
	return text + strings.Repeat(" ", max(columns-uniseg.StringWidth(text), 0))
}

// paragraph sets words on lines of a width, the second and later ones indented.
func paragraph(text string, indent string, columns int) string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		switch {
		case line == "":
			line = word
		case uniseg.StringWidth(indent)+uniseg.StringWidth(line)+1+uniseg.StringWidth(word) > columns:
			lines, line = append(lines, line), word
		default:
			line += " " + word
		}
	}
	return strings.Join(append(lines, line), "\n"+indent)
}
