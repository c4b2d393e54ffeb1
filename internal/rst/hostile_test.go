package rst_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pyvideo/stevie/internal/rst"
)

// hostileTexts are made to cost a careless reader quadratic time or worse.
func hostileTexts(size int) map[string]string {
	below := func(line string, marker string) string { // short lines, so that the text is read at all
		return strings.Repeat(line, max(1, 9000/len(line))) + "\n" + marker
	}
	lines := func(line, marker string) string {
		long := below(line, marker)
		return marker + strings.Repeat(long, size/len(long))
	}
	texts := map[string]string{
		"emphasis in lines":     lines(" *a", ""),
		"strong in lines":       lines(" **a", ""),
		"back quotes in lines":  lines(" `a", ""),
		"literals in lines":     lines(" ``a", ""),
		"bars in lines":         lines(" |a", ""),
		"names in lines":        lines("a_", ""),
		"roles in lines":        lines(":a:`", ""),
		"colons in lines":       lines("a:", ""),
		"angles in lines":       "`" + lines(" <a", "") + "`_",
		"schemes in lines":      lines("a-", ""),
		"at signs in lines":     lines("a@", ""),
		"mail in lines":         lines("-a.b", ""),
		"target in lines":       ".. _" + lines("a:", "   "),
		"substitution in lines": ".. |" + lines("a|b ", "   "),
		"emphasis on lines":     strings.Repeat("*a\n", size/3),
		"unknown roles":         strings.Repeat(":a:`b` \n", size/8),
		"links":                 lines("`a <b>`_ ", ""),
		"same targets":          strings.Repeat(".. _a: b\n", size/9),
		"chained targets":       strings.Repeat(".. _a: a_\n", size/10),
		"targets in a row":      strings.Repeat(".. _a:\n", size/7),
		"references":            lines("a_ ", ""),
		"anonymous":             lines("a__ ", ""),
		"footnotes":             strings.Repeat("[#]_ ", 1500) + "\n\n" + strings.Repeat(".. [#] a\n", size/9),
		"substitutions":         strings.Repeat("|a| ", 2000) + "\n\n" + strings.Repeat(".. |a| replace:: |a|\n", size/21),
		"definitions":           strings.Repeat("a\n b\n", size/5),
		"fields":                strings.Repeat(":a: b\n", size/6),
		"options":               strings.Repeat("-a  b\n", size/6),
		"bars as lines":         strings.Repeat("| b\n", size/4),
		"titles":                strings.Repeat("a\n=\n", size/4),
		"sections":              strings.Repeat("ab\n==\n\ncd\n--\n\n", size/14),
		"transitions":           strings.Repeat("----\n\n", size/6),
		"overlines":             strings.Repeat("====\na\n", size/7),
		"comments":              strings.Repeat("..\n", size/3),
		"directives":            strings.Repeat(".. note:: a\n", size/12),
		"classes":               strings.Repeat(".. class:: a\n\n", size/14),
		"quotes":                strings.Repeat("a\n\n  b\n\n  -- c\n\n", size/18),
		"attributions":          "  a\n\n" + strings.Repeat("  -- c\n   d\n     e\n\n", size/21),
		"grid of crosses":       strings.Repeat("+-"+strings.Repeat("+", 4000)+"-+\n", size/4005),
		"grid of columns":       "+" + strings.Repeat("-+", 2000) + "\n" + strings.Repeat("+"+strings.Repeat("|+", 2000)+"\n", size/4002) + "+" + strings.Repeat("-+", 2000) + "\n",
		"simple table":          "== " + strings.Repeat("=", 3000) + "\n" + strings.Repeat("a\n", size/2) + "== " + strings.Repeat("=", 3000) + "\n",
		"columns":               strings.Repeat("= ", 2000) + "=\n" + strings.Repeat("a\n", size/40) + strings.Repeat("= ", 2000) + "=\n",
		"many notes":            strings.Repeat(".. note::\n\n", size/11),
		"deep quotes":           "",
		"deep notes":            strings.Repeat(".. note:: ", 900),
		"long number":           strings.Repeat("1", 9000) + ". a",
		"roman":                 strings.Repeat("m", 9000) + ". a",
		"csv":                   ".. csv-table::\n\n   " + strings.Repeat("a,", 4000) + "\n" + strings.Repeat("   b\n", 200),
		"half bullets":          strings.Repeat("- ", size/2),
		"nested bullets":        "",
		"names":                 strings.Repeat("a_", size/2),
		"names and space":       strings.Repeat("a_ ", size/3),
		"colons":                strings.Repeat("a:", size/2) + "`",
		"roles":                 strings.Repeat(":a:`", size/4),
		"stars":                 strings.Repeat(" *a", size/3),
		"strong":                strings.Repeat(" **a", size/4),
		"back quotes":           strings.Repeat(" `a", size/3),
		"literals":              strings.Repeat(" ``a", size/4),
		"bars":                  strings.Repeat(" |a", size/3),
		"brackets":              strings.Repeat("[a", size/2),
		"targets":               strings.Repeat(" _`a", size/4),
		"backslashes":           strings.Repeat(`\`, size),
		"angles":                "`" + strings.Repeat(" <a", size/3) + "`_",
		"rulers":                strings.Repeat("====\n", size/5),
		"numbers":               strings.Repeat("1. a\n", size/5),
		"numbers apart":         strings.Repeat("1. a\n\n\n\n", size/8),
		"spaces":                strings.Repeat(" ", size),
		"blank lines":           strings.Repeat("\n", size),
		"line":                  strings.Repeat("x", size),
		"NUL":                   strings.Repeat("\x00*", size/2),
		"escapes":               strings.Repeat("\x1b[31m", size/5),
		"bidi marks":            strings.Repeat("\u202e*\u2066", size/7),
		"bad UTF-8":             strings.Repeat("\xff*", size/2),
		"addresses":             strings.Repeat("http://a.example/", size/17),
		"schemes":               strings.Repeat("a:", size/2),
		"at signs":              strings.Repeat("a@", size/2),
		"dots":                  strings.Repeat("a.", size/2) + "@",
	}
	var nested, quotes strings.Builder
	for indent := 0; quotes.Len() < size; indent++ {
		quotes.WriteString(strings.Repeat(" ", indent) + "a\n\n")
	}
	texts["deep quotes"] = quotes.String()
	for indent := 0; nested.Len() < size; indent += 2 {
		nested.WriteString(strings.Repeat(" ", indent) + "- a\n\n")
	}
	texts["nested bullets"] = nested.String()
	return texts
}

// hostileLimit is far above what 100 KB take on a slow machine, and far below
// what they would with quadratic work.
const hostileLimit = 5 * time.Second

func TestHostileTextTakesNoLonger(t *testing.T) {
	for name, text := range hostileTexts(100_000) {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			rst.FromPlain(text)
			plain := time.Since(began)
			began = time.Now()
			rst.Check(text)
			check := time.Since(began)
			if plain > hostileLimit || check > hostileLimit {
				t.Errorf("FromPlain took %v, Check %v", plain, check)
			}
			t.Logf("%s: FromPlain %v, Check %v", name, plain.Round(time.Millisecond), check.Round(time.Millisecond))
		})
	}
}

// What is too long to be read costs nothing, and is no description.
func TestTooLongText(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("*a\n", 10_000_000)
	began := time.Now()
	v := rst.Check(text)
	if v.Valid() || v.Published() || v.First.Remedy == "" || !strings.Contains(v.First.Text, "megabyte") {
		t.Errorf("verdict %+v", v)
	}
	if html := rst.Parse(text).HTML(); !strings.HasPrefix(html, "<pre") {
		t.Errorf("shown as %.50q", html)
	}
	if took := time.Since(began); took > hostileLimit {
		t.Errorf("it took %v", took)
	}
	if v := rst.Check(strings.Repeat("a b c d\n", 1<<17)); !v.Valid() {
		t.Errorf("a megabyte is refused: %+v", v.First)
	}
}
