// Package keyboard reads a terminal key by key, and lines that can be edited, for
// programs that do something with each key. What the terminal shows is up to them.
package keyboard

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"
	"unicode/utf8"

	"golang.org/x/term"
)

// Key is a character, or the name of a key that gives none, "Shift-" or "Ctrl-" before
// it where that was held: "a", "Enter", "Shift-Left", "Ctrl-U".
type Key string

// The keys with names. Others that give no character are [Unknown].
const (
	Enter     Key = "Enter"
	Esc       Key = "Esc"
	Tab       Key = "Tab"
	Backspace Key = "Backspace"
	Delete    Key = "Delete"
	Left      Key = "Left"
	Right     Key = "Right"
	Up        Key = "Up"
	Down      Key = "Down"
	Home      Key = "Home"
	End       Key = "End"
	CtrlC     Key = "Ctrl-C"
	Unknown   Key = ""
)

// Keyboard reads keys. It asks the terminal for nothing but the next one, so that another
// program can be started in between.
type Keyboard struct {
	in      io.Reader
	fd      int
	raw     *term.State // to go back to; nil when the terminal is as it was
	pending []byte      // read, and no key yet
	reads   chan read   // of the one read that is under way
	reading bool
}

type read struct {
	bytes []byte
	err   error
}

// Open puts a terminal into raw mode. The caller closes the keyboard.
func Open(tty *os.File) (*Keyboard, error) {
	k := New(tty)
	k.fd = int(tty.Fd())
	return k, k.Resume()
}

// New reads keys from what is no terminal, or is in raw mode already.
func New(in io.Reader) *Keyboard { return &Keyboard{in: in, fd: -1, reads: make(chan read, 1)} }

// Resume puts the terminal into raw mode again after [Keyboard.Close].
func (k *Keyboard) Resume() error {
	if k.fd < 0 || k.raw != nil {
		return nil
	}
	state, err := term.MakeRaw(k.fd)
	if err != nil {
		return fmt.Errorf("read the keys of the terminal: %w", err)
	}
	k.raw = state
	return nil
}

// Close leaves the terminal as it was.
func (k *Keyboard) Close() error {
	if k.raw == nil {
		return nil
	}
	state := k.raw
	k.raw = nil
	return term.Restore(k.fd, state)
}

// escWait is how long after an Esc the rest of a key's sequence comes at the latest.
const escWait = 50 * time.Millisecond

// Key waits for the next key. At the end of the input the error is [io.EOF]; that of a
// Ctrl-C is [context.Canceled], as if the program had been sent the signal.
func (k *Keyboard) Key(ctx context.Context) (Key, error) {
	for {
		key, n := decode(k.pending)
		if n > 0 && key != Esc {
			return k.take(key, n)
		}
		var late <-chan time.Time
		if len(k.pending) > 0 {
			late = time.After(escWait)
		}
		switch more, err := k.more(ctx, late); {
		case n > 0 && !more: // a lone Esc
			return k.take(key, n)
		case err != nil:
			return Unknown, err
		case !more: // half a character, and nothing follows
			k.pending = nil
		}
	}
}

func (k *Keyboard) take(key Key, n int) (Key, error) {
	k.pending = k.pending[n:]
	if key == CtrlC {
		return key, context.Canceled
	}
	return key, nil
}

// more waits for more bytes, and reports false if they come too late.
func (k *Keyboard) more(ctx context.Context, late <-chan time.Time) (bool, error) {
	if !k.reading {
		k.reading = true
		go func() { // nothing ends a read from a terminal before its time
			buf := make([]byte, 256)
			n, err := k.in.Read(buf)
			k.reads <- read{buf[:n], err}
		}()
	}
	select {
	case <-ctx.Done():
		return false, ctx.Err()
	case <-late:
		return false, nil
	case got := <-k.reads:
		k.reading = false
		k.pending = append(k.pending, got.bytes...)
		if len(got.bytes) > 0 {
			return true, nil
		}
		return false, got.err
	}
}

// decode reads one key from the beginning of what came, and tells how many bytes it has: 0
// if more are to come. A lone Esc is one if nothing follows.
func decode(b []byte) (Key, int) {
	if len(b) == 0 {
		return Unknown, 0
	}
	switch c := b[0]; {
	case c == 0x1b && len(b) == 1:
		return Esc, 1
	case c == 0x1b:
		return sequence(b)
	case c == '\r' || c == '\n':
		return Enter, 1
	case c == '\t':
		return Tab, 1
	case c == 0x7f || c == 0x08:
		return Backspace, 1
	case c == 0:
		return Unknown, 1
	case c < 0x20:
		return Key("Ctrl-" + string(rune(c+'@'))), 1
	}
	if !utf8.FullRune(b) {
		return Unknown, 0
	}
	r, n := utf8.DecodeRune(b)
	return Key(string(r)), n
}

// sequence reads what begins with Esc: the keys of a terminal's cursor block, or a
// character with Alt, which is none of ours.
func sequence(b []byte) (Key, int) {
	if b[1] == 0x1b {
		return Esc, 1
	}
	if b[1] != '[' && b[1] != 'O' {
		_, n := utf8.DecodeRune(b[1:])
		return Unknown, 1 + n
	}
	end := 2
	for end < len(b) && (b[end] == ';' || '0' <= b[end] && b[end] <= '9') {
		end++
	}
	if end == len(b) {
		return Esc, 0
	}
	return named(string(b[2:end]), b[end]), end + 1
}

// named tells a key by the parameters and the last byte of its sequence, as xterm and
// those who follow it send them: ESC [ D, ESC [ 1 ; 2 D with Shift, ESC [ 3 ~.
func named(parameters string, last byte) Key {
	key, known := map[byte]Key{'A': Up, 'B': Down, 'C': Right, 'D': Left, 'H': Home, 'F': End}[last]
	number, modifier := parameters, ""
	for i := range parameters {
		if parameters[i] == ';' {
			number, modifier = parameters[:i], parameters[i+1:]
			break
		}
	}
	if last == '~' {
		key, known = map[string]Key{"1": Home, "7": Home, "4": End, "8": End, "3": Delete}[number]
	}
	switch {
	case !known:
		return Unknown
	case modifier == "2":
		return "Shift-" + key
	case modifier != "" && modifier != "1":
		return Unknown
	}
	return key
}
