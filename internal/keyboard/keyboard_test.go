package keyboard_test

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/internal/keyboard"
)

// typed is what is typed, in pieces as they arrive; an empty piece is a pause.
type typed struct{ pieces []string }

func (t *typed) Read(b []byte) (int, error) {
	if len(t.pieces) == 0 {
		return 0, io.EOF
	}
	piece := t.pieces[0]
	t.pieces = t.pieces[1:]
	if piece == "" {
		time.Sleep(150 * time.Millisecond)
		return t.Read(b)
	}
	return copy(b, piece), nil
}

func TestKeys(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		pieces []string
		want   []keyboard.Key
	}{
		{[]string{"jJ1 é日"}, []keyboard.Key{"j", "J", "1", " ", "é", "日"}},
		{[]string{"\r", "\n", "\t", "\x7f", "\b", "\x15"}, []keyboard.Key{"Enter", "Enter", "Tab", "Backspace", "Backspace", "Ctrl-U"}},
		{[]string{"\x1b[D\x1b[C\x1bOH\x1b[F\x1b[3~\x1b[1~"}, []keyboard.Key{"Left", "Right", "Home", "End", "Delete", "Home"}},
		{[]string{"\x1b[1;2D\x1b[1;5C\x1b[15~x"}, []keyboard.Key{"Shift-Left", "", "", "x"}},
		{[]string{"\x1b", "", "x"}, []keyboard.Key{"Esc", "x"}},
		{[]string{"\x1b\x1b", "", "x"}, []keyboard.Key{"Esc", "Esc", "x"}},
		{[]string{"\x1b", "[", "D"}, []keyboard.Key{"Left"}},
		{[]string{"\xe6", "\x97\xa5"}, []keyboard.Key{"日"}},
		{[]string{"\xe6", "", "x"}, []keyboard.Key{"x"}},
		{[]string{"\x1bx", "y"}, []keyboard.Key{"", "y"}},
	} {
		k := keyboard.New(&typed{test.pieces})
		var got []keyboard.Key
		for {
			key, err := k.Key(t.Context())
			if err != nil {
				if !errors.Is(err, io.EOF) {
					t.Errorf("%q: %v", test.pieces, err)
				}
				break
			}
			got = append(got, key)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.pieces, diff)
		}
	}
}

func TestInterrupt(t *testing.T) {
	t.Parallel()
	if _, err := keyboard.New(&typed{[]string{"\x03"}}).Key(t.Context()); !errors.Is(err, context.Canceled) {
		t.Errorf("Ctrl-C: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	in, out := io.Pipe()
	defer out.Close()
	if _, err := keyboard.New(in).Key(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestEdit(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		keys string
		want string
		ok   bool
	}{
		{"!\r", "Fast parsers!", true},
		{"\x15Bees\r", "Bees", true},
		{"\x1b[Hx\x1b[3~\r", "xast parsers", true},
		{"\x17maps\r", "Fast maps", true},
		{"\x7f\x7f\x1b[D\x0b\r", "Fast pars", true},
		{"\x17\x17\x17Maps\r", "Maps", true},
		{"\x1b[H\x1b[C?\x1b[F!\x01<\x05>\r", "<F?ast parsers!>", true},
		{"\x1b[C\x1b[C!\r", "Fast parsers!", true},
		{"x\x1b", "Fast parsersx", false},
	} {
		line := keyboard.NewLine("Fast parsers")
		drawn := 0
		ok, err := keyboard.New(&typed{[]string{test.keys}}).Edit(t.Context(), line, func(*keyboard.Line) { drawn++ })
		if err != nil || ok != test.ok || string(line.Text) != test.want || drawn == 0 {
			t.Errorf("%q: %q, %v, %v; want %q, %v", test.keys, string(line.Text), ok, err, test.want, test.ok)
		}
	}
	ok, err := keyboard.New(&typed{[]string{"x"}}).Edit(t.Context(), keyboard.NewLine(""), func(*keyboard.Line) {})
	if ok || !errors.Is(err, io.EOF) {
		t.Errorf("without Enter: %v, %v", ok, err)
	}
}
