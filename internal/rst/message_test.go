package rst_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/pyvideo/stevie/internal/rst"
)

// TestMessages has an example of each message and of where it points.
func TestMessages(t *testing.T) {
	t.Parallel()
	tests := map[string]rst.Message{
		"Topics\n------\n\nAda":                 {},
		"Topics and more\n----\n\nAda":          {Level: rst.Warning, Class: "Title underline too short.", Line: 2, Column: 1},
		"====\nA long title\n====":              {Level: rst.Warning, Class: "Title overline too short.", Line: 1, Column: 1},
		"foo\n--":                               {Level: rst.Info, Class: "Possible title underline, too short for the title.", Line: 2, Column: 1},
		"---\ntext":                             {Level: rst.Info, Class: "Possible incomplete section title.", Line: 1, Column: 1},
		"-----\nLinks\n\nfoo":                   {Level: rst.Severe, Class: "Missing matching underline for section title overline.", Line: 1, Column: 1},
		"a\n\n=====\nEnd":                       {Level: rst.Severe, Class: "Incomplete section title.", Line: 3, Column: 1},
		"=======\nHeading\n-------":             {Level: rst.Severe, Class: "Title overline & underline mismatch.", Line: 1, Column: 1},
		"a\n\n----\n----\n\nb":                  {Level: rst.Error, Class: "Invalid section title or transition marker.", Line: 3, Column: 1},
		"- a\n  ====":                           {Level: rst.Severe, Class: "Unexpected section title.", Line: 2, Column: 3},
		"- a\n\n  ----":                         {Level: rst.Severe, Class: "Unexpected section title or transition.", Line: 3, Column: 3},
		"a\n=\n\nb\n-\n\nc\n=\n\nd\n~":          {Level: rst.Severe, Class: "Title level inconsistent:", Line: 10, Column: 1},
		"Line one\nline two\n   line three":     {Level: rst.Error, Class: "Unexpected indentation.", Line: 3, Column: 1},
		"- coffee\n- talks\nSee you":            {Level: rst.Warning, Class: "Bullet list ends without a blank line; unexpected unindent.", Line: 3, Column: 1},
		"1. One\n2. Two\nThree":                 {Level: rst.Warning, Class: "Enumerated list ends without a blank line; unexpected unindent.", Line: 2, Column: 1},
		"(1) a\n    b\nc":                       {Level: rst.Warning, Class: "Enumerated list ends without a blank line; unexpected unindent.", Line: 3, Column: 1},
		"3. Third":                              {Level: rst.Info, Class: `Enumerated list start value not ordinal-N: "..." (ordinal N)`, Line: 1, Column: 1},
		"Text\n\n  quoted\nback":                {Level: rst.Warning, Class: "Block quote ends without a blank line; unexpected unindent.", Line: 4, Column: 1},
		"Agenda\n  - coffee\nsee you":           {Level: rst.Warning, Class: "Definition list ends without a blank line; unexpected unindent.", Line: 3, Column: 1},
		":a: b\nc":                              {Level: rst.Warning, Class: "Field list ends without a blank line; unexpected unindent.", Line: 2, Column: 1},
		"-a  b\nc":                              {Level: rst.Warning, Class: "Option list ends without a blank line; unexpected unindent.", Line: 2, Column: 1},
		"| a\n| b\nnext":                        {Level: rst.Warning, Class: "Line block ends without a blank line.", Line: 3, Column: 1},
		".. a comment\nnot indented":            {Level: rst.Warning, Class: "Explicit markup ends without a blank line; unexpected unindent.", Line: 2, Column: 1},
		"Example::\n\nnot indented":             {Level: rst.Warning, Class: "Literal block expected; none found.", Line: 3, Column: 1},
		"Example::\n\n> a\nb":                   {Level: rst.Error, Class: "Inconsistent literal block quoting.", Line: 4, Column: 1},
		"Example::\n\n  a\nb":                   {Level: rst.Warning, Class: "Literal block ends without a blank line; unexpected unindent.", Line: 4, Column: 1},
		"=== ===\na   b\n=== ===\nc   d\n":      {Level: rst.Error, Class: "Malformed table.", Line: 1, Column: 1},
		"=== ===\na   b\n=== ===\n":             {},
		"+---+\n| a |\n+---+\nb":                {Level: rst.Warning, Class: "Blank line required after table.", Line: 4, Column: 1},
		"See *this and that":                    {Level: rst.Warning, Class: "Inline emphasis start-string without end-string.", Line: 1, Column: 5},
		"Größe\n**Note: a laptop":               {Level: rst.Warning, Class: "Inline strong start-string without end-string.", Line: 2, Column: 1},
		"The `name of it":                       {Level: rst.Warning, Class: "Inline interpreted text or phrase reference start-string without end-string.", Line: 1, Column: 5},
		"the ``code here":                       {Level: rst.Warning, Class: "Inline literal start-string without end-string.", Line: 1, Column: 5},
		"Größe |pipe":                           {Level: rst.Warning, Class: "Inline substitution_reference start-string without end-string.", Line: 1, Column: 7},
		"a _`b":                                 {Level: rst.Warning, Class: "Inline target start-string without end-string.", Line: 1, Column: 3},
		"a :sub:`b`:sup: c":                     {Level: rst.Warning, Class: "Multiple roles in interpreted text (both prefix and suffix present; only one allowed).", Line: 1, Column: 3},
		"a :sub:`b`_":                           {Level: rst.Warning, Class: "Mismatch: both interpreted text role prefix and reference suffix.", Line: 1, Column: 3},
		":video:`x`":                            {Level: rst.Info, Class: `No role entry for "..." in module "...".`, Line: 1, Column: 1},
		".. youtube:: abc":                      {Level: rst.Info, Class: `No directive entry for "..." in module "...".`, Line: 1, Column: 1},
		".. note::":                             {Level: rst.Error, Class: `Content block expected for the "..." directive; none found.`, Line: 1, Column: 1},
		".. image::":                            {Level: rst.Error, Class: `Error in "..." directive:`, Line: 1, Column: 1},
		"a\n\n.. code:: klingonlang\n\n   x":    {Level: rst.Warning, Class: `Cannot analyze code. No Pygments lexer found for "...".`, Line: 3, Column: 1},
		".. _a b c\n\nd":                        {Level: rst.Warning, Class: "malformed hyperlink target.", Line: 1, Column: 1},
		"`a <b>`_ and `a <c>`_":                 {Level: rst.Warning, Class: `Duplicate explicit target name: "...".`, Line: 1, Column: 14},
		"- - " + strings.Repeat("- ", 150) + "": {Level: rst.Error, Class: "Too many blocks inside one another.", Line: 1, Column: 203},
	}
	for text, want := range tests {
		t.Run(text[:min(len(text), 40)], func(t *testing.T) {
			t.Parallel()
			got := rst.Check(text).First
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(rst.Message{}, "Text", "Remedy")); diff != "" {
				t.Errorf("Check(%q) (-want +got):\n%s", text, diff)
			}
			if got.Level >= rst.Warning && got.Remedy == "" {
				t.Errorf("no remedy for %q", got.Class)
			}
		})
	}
}

// TestPublished has texts that pyvideo/data's tests let through although a full
// publish complains of them.
func TestPublished(t *testing.T) {
	t.Parallel()
	tests := map[string][]string{
		"plain":                           nil,
		"Mail foo_ now":                   {`1:6 Unknown target name: "...".`},
		"`docs`_, a__":                    {`1:1 Unknown target name: "...".`, "1:10 Anonymous hyperlink mismatch: N references but N targets."},
		"a_\n\n.. _a: b_":                 {"3:1 Indirect hyperlink target refers to target \"...\", which does not exist."},
		"a_\n\n.. _a: b_\n.. _b: a_":      {"3:1 Indirect hyperlink target refers to target \"...\", forming a circular reference."},
		"a_\n\n.. _a: https://x.example/": nil,
		"a__\n\n__ https://x.example/":    nil,
		"Title\n=====\n\ntitle_":          nil,
		"|logo| [1]_ [#]_ [*]_ [Cit]_": {
			`1:1 Undefined substitution referenced: "...".`,
			`1:8 Unknown target name: "...".`,
			"1:13 Too many autonumbered footnote references: only N corresponding footnotes available.",
			"1:18 Too many symbol footnote references: only N corresponding footnotes available.",
			`1:23 Unknown target name: "...".`,
		},
		"[1]_ [#]_ [#a]_ [*]_ [C]_ |s|\n\n.. [1] a\n.. [#] b\n.. [#a] c\n.. [*] d\n.. [C] e\n.. |s| replace:: f": nil,
		"|a|\n\n.. |a| replace:: |b|\n.. |b| replace:: |a|":                                                      {"3:1 Circular substitution definition detected:"},
		"----\n\na\n\n----\n\n----\n\nb\n\n----": {
			"1:1 Document or section may not begin with a transition.",
			"7:1 At least one body element must separate transitions; adjacent transitions are not allowed.",
			"11:1 Document may not end with a transition.",
		},
		":author:\n":         {`1:1 Cannot extract empty bibliographic field "...".`},
		".. class:: a\n":     {`1:1 No suitable element following "..." directive`},
		".. youtube:: abc\n": {`1:1 Unknown directive type "...".`},
	}
	for text, want := range tests {
		t.Run(text[:min(len(text), 30)], func(t *testing.T) {
			t.Parallel()
			v := rst.Check(text)
			if !v.Valid() {
				t.Errorf("Check(%q) is not valid: %v", text, v.First)
			}
			var got []string
			for _, m := range v.Problems {
				at, _, _ := strings.Cut(m.String(), ": ")
				got = append(got, at+" "+m.Class)
				if m.Text == "" || m.Level < rst.Warning {
					t.Errorf("%+v should have a text and a level", m)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("Check(%q) (-want +got):\n%s", text, diff)
			}
		})
	}
}

// TestAccepted has texts that docutils has nothing to object to, though a little
// less and it would.
func TestAccepted(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"1. a\n   b",
		"1. a\n\n2. b",
		"1. a\nb",
		"(i) a\n(ii) b",
		"a. b\n#. c",
		"中文\n----",
		"e\u0301e\u0301e\u0301e\u0301\n----",
		"`a <b>`_ and `a <b>`_",
		"`a <https://x.example/a_>`_",
		"`a <b_>`_\n\n.. _b: c",
		"`a <b c\\ d>`__",
		"a::\n\n> b\n> c",
		"a\\::",
		"a\\\\::\n\n  b",
		"- a\n\n  b\n- c",
		"- a\n\n* b",
		":a\\:b: c",
		"-a B, --long=C  d",
		"-a",
		"| a\n  b\n| c",
		"+---+\n|中 |\n+---+\n",
		"== ==\n中 b\n== ==\n",
		".. |a| image:: b\n\n|a|_ |A|\n\n.. _a: b",
		".. [#a] b\n\n[#a]_",
		".. _a:\n.. _b: c\n\na_",
		".. role:: a(strong)\n\n:a:`b`",
		".. default-role:: sub\n\n`a`",
		".. note:: a\n   :class: b\n\n   c",
		".. figure:: a\n   :width: 50%\n\n   b\n\n   c",
		".. list-table:: a\n   :widths: 1 2\n   :header-rows: 1\n\n   * - b\n     - c\n   * - d\n     - e",
		".. csv-table::\n\n   a, \"b, c\"",
		".. code:: python\n\n   a *b",
		"__ a\n__ b\n\nc__ d__",
		"2*3 *a* a*b * c '*' (*) **\\*** ``*``",
		"snake_case __init__ a__b _c || |",
		"\u201c*\u201d *\u201ea\u201c*",
		"a.\\ *b*\\ c",
	} {
		t.Run(text[:min(len(text), 20)], func(t *testing.T) {
			t.Parallel()
			if v := rst.Check(text); v.First.Level > rst.Info || !v.Published() {
				t.Errorf("Check(%q) = %v, %v", text, v.First, v.Problems)
			}
		})
	}
}

// TestSevereGoesFirst is about docutils stopping at once, whatever it has noted
// before.
func TestSevereGoesFirst(t *testing.T) {
	t.Parallel()
	v := rst.Check("long\n--\n\n=====\nEnd")
	if v.Valid() || v.First.Level != rst.Severe {
		t.Errorf("first is %v, want a severe message", v.First)
	}
}

// TestUnreadText is about lines that docutils refuses to read: its tests see
// nothing, the site shows nothing.
func TestUnreadText(t *testing.T) {
	t.Parallel()
	v := rst.Check("*a\n" + strings.Repeat("x", 10_001))
	if !v.Valid() || v.Published() {
		t.Errorf("valid %v, published %v, want true and false", v.Valid(), v.Published())
	}
	if got := v.Problems[0]; got.Line != 2 || got.Remedy == "" {
		t.Errorf("got %+v, want a remedy for line 2", got)
	}
	if v := rst.Check(strings.Repeat("é", 10_000)); !v.Published() {
		t.Errorf("a line of 10,000 characters: %v", v.Problems)
	}
}
