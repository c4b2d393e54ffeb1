package keyboard

import (
	"context"
	"slices"
	"unicode"
	"unicode/utf8"
)

// Line is a line of text that is being edited, and where the next character goes.
type Line struct {
	Text   []rune
	Cursor int
}

// NewLine begins with a text, at its end.
func NewLine(text string) *Line {
	runes := []rune(text)
	return &Line{runes, len(runes)}
}

// Edit lets the person edit a line until they press Enter; false if they press Esc. Draw
// shows it, after each key too.
func (k *Keyboard) Edit(ctx context.Context, line *Line, draw func(*Line)) (bool, error) {
	for {
		draw(line)
		key, err := k.Key(ctx)
		switch {
		case err != nil:
			return false, err
		case key == Enter:
			return true, nil
		case key == Esc:
			return false, nil
		}
		line.Type(key)
	}
}

// Type does what a key does to the line. Keys that do nothing to lines do nothing.
func (l *Line) Type(key Key) {
	switch key {
	case Left:
		l.Cursor = max(l.Cursor-1, 0)
	case Right:
		l.Cursor = min(l.Cursor+1, len(l.Text))
	case Home, "Ctrl-A":
		l.Cursor = 0
	case End, "Ctrl-E":
		l.Cursor = len(l.Text)
	case Backspace:
		l.cut(l.Cursor-1, l.Cursor)
	case Delete, "Ctrl-D":
		l.cut(l.Cursor, l.Cursor+1)
	case "Ctrl-U":
		l.cut(0, l.Cursor)
	case "Ctrl-K":
		l.cut(l.Cursor, len(l.Text))
	case "Ctrl-W":
		l.cut(l.wordStart(), l.Cursor)
	default:
		if r, n := utf8.DecodeRuneInString(string(key)); n == len(key) && n > 0 {
			l.Text = slices.Insert(l.Text, l.Cursor, r)
			l.Cursor++
		}
	}
}

func (l *Line) cut(from, to int) {
	from, to = max(from, 0), min(to, len(l.Text))
	if from < to {
		l.Text = slices.Delete(l.Text, from, to)
		l.Cursor = from
	}
}

// wordStart is where the word before the cursor begins.
func (l *Line) wordStart() int {
	i := l.Cursor
	for i > 0 && unicode.IsSpace(l.Text[i-1]) {
		i--
	}
	for i > 0 && !unicode.IsSpace(l.Text[i-1]) {
		i--
	}
	return i
}
