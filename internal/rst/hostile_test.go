package rst_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pyvideo/stevie/internal/rst"
)

// hostileTexts are made to cost a careless reader quadratic time or worse.
func hostileTexts(size int) map[string]string {
	texts := map[string]string{
		"half bullets":    strings.Repeat("- ", size/2),
		"nested bullets":  "",
		"names":           strings.Repeat("a_", size/2),
		"names and space": strings.Repeat("a_ ", size/3),
		"colons":          strings.Repeat("a:", size/2) + "`",
		"roles":           strings.Repeat(":a:`", size/4),
		"stars":           strings.Repeat(" *a", size/3),
		"strong":          strings.Repeat(" **a", size/4),
		"back quotes":     strings.Repeat(" `a", size/3),
		"literals":        strings.Repeat(" ``a", size/4),
		"bars":            strings.Repeat(" |a", size/3),
		"brackets":        strings.Repeat("[a", size/2),
		"targets":         strings.Repeat(" _`a", size/4),
		"backslashes":     strings.Repeat(`\`, size),
		"angles":          "`" + strings.Repeat(" <a", size/3) + "`_",
		"rulers":          strings.Repeat("====\n", size/5),
		"numbers":         strings.Repeat("1. a\n", size/5),
		"numbers apart":   strings.Repeat("1. a\n\n\n\n", size/8),
		"spaces":          strings.Repeat(" ", size),
		"blank lines":     strings.Repeat("\n", size),
		"line":            strings.Repeat("x", size),
		"NUL":             strings.Repeat("\x00*", size/2),
		"escapes":         strings.Repeat("\x1b[31m", size/5),
		"bidi marks":      strings.Repeat("\u202e*\u2066", size/7),
		"bad UTF-8":       strings.Repeat("\xff*", size/2),
		"addresses":       strings.Repeat("http://a.example/", size/17),
		"schemes":         strings.Repeat("a:", size/2),
		"at signs":        strings.Repeat("a@", size/2),
		"dots":            strings.Repeat("a.", size/2) + "@",
	}
	var nested strings.Builder
	for indent := 0; nested.Len() < size; indent += 2 {
		nested.WriteString(strings.Repeat(" ", indent) + "- a\n\n")
	}
	texts["nested bullets"] = nested.String()
	return texts
}

func TestFromPlainIsFastOnHostileText(t *testing.T) {
	for name, text := range hostileTexts(300_000) {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			rst.FromPlain(text)
			if took := time.Since(began); took > time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}
