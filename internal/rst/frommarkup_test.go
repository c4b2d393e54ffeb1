package rst

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestFromMarkdown(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, want string }{
		"empty":               {"", ""},
		"plain":               {"Bring snacks & patience.", "Bring snacks & patience."},
		"list behind a line":  {"We look at:\r\n- one\r\n- [two](https://two.example/)\r\n\r\nBye.", "We look at:\n\n- one\n- `two <https://two.example/>`__\n\nBye."},
		"emphasis":            {"*a* **b** `c`", "*a* **b** ``c``"},
		"emphasis in a word":  {"un*frigging*believable", "un\\ *frigging*\\ believable"},
		"quoted":              {"(*a*) \"**b**\"", "(*a*) \"**b**\""},
		"neighbours":          {"*a***b**", "*a*\\ **b**"},
		"numbers":             {"1. one\n2. two\n   - deep", "1. one\n\n2. two\n\n   - deep"},
		"counting on":         {"3. three\n4. four", "3. three\n4. four"},
		"code block":          {"See:\n\n```python\nif a:\n\tb()\n```\n\nDone.", "See:\n\n::\n\n    if a:\n        b()\n\nDone."},
		"heading":             {"# What *for*\n\nText.", "**What for**\n\nText."},
		"quote":               {"> said\n\nText.", "    said\n\nText."},
		"quote under a list":  {"- a\n\n<blockquote>b</blockquote>", "- a\n\n..\n\n    b"},
		"html within":         {"One<br>two <b>three</b>\n\n<ul><li>four</li></ul>", "One\ntwo **three**\n\n- four"},
		"reST in the text":    {"a_ and |b| and c\\*d* ::", "a\\_ and \\|b| and c*d* \\::"},
		"table":               {"| a | b |\n|---|---|\n| 1 | *2* |", ".. list-table::\n   :header-rows: 1\n\n   * - a\n     - b\n   * - 1\n     - *2*"},
		"link without target": {"[about](/about/) <jane@mail.example>", "about jane@mail.example"},
		"bare address":        {"See https://x.example/a_b_.", "See https://x.example/a_b\\_."},
		"script":              {"a <script>alert(1)</script> b", "a b"},
		"javascript":          {"[x](javascript:alert)", "x"},
		"literal back quote":  {"`` `a` ``", "```a```"},
		"code in a link":      {"[`a`](https://x.example/)", "`a <https://x.example/>`__"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := FromMarkdown(c.in, Markup{})
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("FromMarkdown(%q) (-want +got):\n%s", c.in, diff)
			}
			if v := Check(got); !v.Published() {
				t.Errorf("docutils complains: %v", v.Problems)
			}
		})
	}
}

func TestFromHTML(t *testing.T) {
	t.Parallel()
	base, _ := url.Parse("https://site.example/2024/")
	for name, c := range map[string]struct{ in, want string }{
		"paragraphs":         {"<p>One &amp; two</p><p>three</p>", "One & two\n\nthree"},
		"two breaks":         {"one<br><br>two", "one\n\ntwo"},
		"typed bullets":      {"<p>- one<br>- <b>two</b><br>- three</p>", "- one\n- **two**\n- three"},
		"relative":           {`<a href="/x">y</a>`, "`y <https://site.example/x>`__"},
		"stars are text":     {"<p>2 * 3 * 4 and *args</p>", "2 * 3 * 4 and \\*args"},
		"nested list":        {"<ul><li>a<ol><li>b</li></ol></li></ul>", "- a\n\n  1. b"},
		"layout table":       {"<table><tr><td><p>a</p></td></tr><tr><td>b</td></tr></table>", "a\n\nb"},
		"a list as a layout": {"<ul><li><ul><li>a</li></ul></li></ul>", "- - a"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := FromHTML(c.in, Markup{Base: base})
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("FromHTML(%q) (-want +got):\n%s", c.in, diff)
			}
			if v := Check(got); !v.Published() {
				t.Errorf("docutils complains: %v", v.Problems)
			}
		})
	}
}

func TestFromHTMLCleans(t *testing.T) {
	t.Parallel()
	clean := func(s string) string { return strings.ReplaceAll(s, "secret", "") }
	got := FromHTML("<p>a secret <code>secret b</code></p><pre>secret c</pre>", Markup{Clean: clean})
	if strings.Contains(got, "secret") {
		t.Errorf("not cleaned: %q", got)
	}
}

// Nothing that is nested or left open without end takes long.
func TestFromMarkdownInTime(t *testing.T) {
	t.Parallel()
	repeat := func(piece string, length int) string { return strings.Repeat(piece, length/len(piece)) }
	for name, text := range map[string]string{
		"quotes": repeat("> ", 60_000), "lists": repeat("1. ", 60_000), "brackets": repeat("![", 60_000), "emphasis": repeat("**a*", 60_000),
		"back quotes": repeat("` `` ", 60_000), "elements": repeat("<div><b>", 60_000), "tables": repeat("<table><tr><td>", 60_000),
		"lines": repeat("a<br>", 60_000), "runs": repeat("a<wbr>", 60_000), "long": repeat("[a](<b", 400_000),
		"columns": "<table>" + strings.Repeat("<tr><td>a", 2000) + repeat("<td>b", 40_000) + "</table>",
	} {
		began := time.Now()
		out := FromMarkdown(text, Markup{})
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("%s took %v", name, took)
		}
		if v := Check(out); !v.Published() {
			t.Errorf("%s: docutils complains: %v", name, v.Problems[0])
		}
	}
}

// FuzzFromMarkdown holds that whatever comes in, docutils publishes what comes out.
func FuzzFromMarkdown(f *testing.F) {
	f.Add("# a\n\n- b\n\n> c\n\n    d\n\n| a | b |\n|--|--|\n| `c` | **d** |")
	f.Add("<p>*a*<br>1. b</p><table><tr><th>x<td>y<tr><td><ul><li>z</table>")
	f.Add("[a `b` <c>](https://x.example/_) *a*`b`**c** |d| e_ ::\n\n.. f")
	f.Add("- \n- 1. a\n  2. b\n\n      c\n***\n----\n====")
	f.Fuzz(func(t *testing.T, text string) {
		for _, out := range []string{FromMarkdown(text, Markup{}), FromHTML(text, Markup{})} {
			if v := Check(out); !v.Published() {
				t.Errorf("docutils complains of %q: %v", out, v.Problems)
			}
		}
	})
}
