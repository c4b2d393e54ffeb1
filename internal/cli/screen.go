package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/pyvideo/stevie/internal/termtext"
)

// screen is the lower end of a terminal in raw mode, on which one page takes the place of
// the one before.
type screen struct {
	out   io.Writer
	plain bool // it can neither go back nor show styles
	size  func() (columns, rows int)
	lines int // of the page that it shows
}

// paint shows a page. Of one that is higher than the terminal the end is seen, and the
// rest can be scrolled to.
func (s *screen) paint(lines []string) {
	_, rows := s.size()
	var b strings.Builder
	if up := min(s.lines, rows-1); up > 0 && !s.plain {
		fmt.Fprintf(&b, "\x1b[%dA", up)
	}
	if !s.plain {
		b.WriteString("\r\x1b[J")
	}
	for _, line := range lines {
		b.WriteString(line + "\r\n")
	}
	s.lines = len(lines)
	_, _ = io.WriteString(s.out, b.String()) // who has gone away needs to see nothing
}

// width is that of the lines that fit.
func (s *screen) width() int {
	columns, _ := s.size()
	return max(columns-1, 20)
}

// style is how a piece of text looks, as the parameters of a terminal's escape sequence.
type style string

// The styles. There are no colours, so that nothing depends on seeing them.
const (
	normal     style = ""
	bold       style = "1"
	faint      style = "2"
	underlined style = "4"
	reversed   style = "7"
	struck     style = "9"
)

// span is a piece of text in one style.
type span struct {
	text  string
	style style
}

// wrap sets pieces of text on lines of the screen's width, behind a label. What is too
// long goes on below, never lost; words that are longer than a line are broken.
func (s *screen) wrap(label string, spans ...span) []string {
	indent := strings.Repeat(" ", uniseg.StringWidth(label))
	w := wrapping{screen: s, left: s.width(), indent: indent}
	w.put(span{text: label})
	for _, sp := range spans {
		text := termtext.Block(sp.text)
		for text != "" {
			word, rest := cutWord(text)
			w.word(span{word, sp.style})
			text = rest
		}
	}
	return append(w.lines, w.line.String())
}

// wrapping is a text that is being set on lines.
type wrapping struct {
	screen *screen
	indent string
	lines  []string
	line   strings.Builder
	left   int  // columns on the line
	blank  span // before the next word, unless that begins a line
}

// word puts a word on the line, or on the next one.
func (w *wrapping) word(sp span) {
	if strings.TrimSpace(sp.text) == "" {
		w.blank = sp
		return
	}
	if uniseg.StringWidth(w.blank.text)+uniseg.StringWidth(sp.text) <= w.left {
		w.put(w.blank)
		w.put(sp)
		w.blank = span{}
		return
	}
	w.blank = span{}
	if w.left < w.full() {
		w.next()
	}
	for rest, state := sp.text, -1; rest != ""; {
		var cluster string
		var columns int
		cluster, rest, columns, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if columns > w.left {
			w.next()
		}
		w.put(span{cluster, sp.style})
	}
}

// full is the number of columns behind the indent.
func (w *wrapping) full() int { return w.screen.width() - len(w.indent) }

func (w *wrapping) next() {
	w.lines = append(w.lines, w.line.String())
	w.line.Reset()
	w.line.WriteString(w.indent)
	w.left = w.full()
}

func (w *wrapping) put(sp span) {
	w.left -= uniseg.StringWidth(sp.text)
	if sp.text == "" || sp.style == normal || w.screen.plain {
		w.line.WriteString(sp.text)
		return
	}
	fmt.Fprintf(&w.line, "\x1b[%sm%s\x1b[0m", sp.style, sp.text)
}

// cutWord cuts a run of blanks, or of anything else, off the beginning.
func cutWord(s string) (word, rest string) {
	blank := func(r rune) bool { return r == ' ' }
	end := strings.IndexFunc(s, func(r rune) bool { return blank(r) != (s[0] == ' ') })
	if end < 0 {
		return s, ""
	}
	return s[:end], s[end:]
}

// unhushedFile is the terminal or file behind a stream.
func unhushedFile(w any) (*os.File, bool) {
	if out, ok := w.(io.Writer); ok {
		f, ok := unhushed(out).(*os.File)
		return f, ok
	}
	return nil, false
}
