package rst_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/pyvideo/stevie/internal/rst"
)

func TestHTML(t *testing.T) {
	t.Parallel()
	const rel = ` rel="nofollow noopener noreferrer"`
	tests := map[string]struct{ text, want string }{
		"empty":      {"", ""},
		"paragraphs": {"One & *two*,\n**three** ``<b>``\n\nfour", "<p>One &amp; <em>two</em>,\n<strong>three</strong> <code>&lt;b&gt;</code></p>\n<p>four</p>\n"},
		"escapes":    {`\*a\* b\ c C:\\d`, "<p>*a* bc C:\\d</p>\n"},
		"bare link":  {"See https://x.example/a_b, me@x.example", `<p>See <a` + rel + ` href="https://x.example/a_b">https://x.example/a_b</a>, <a` + rel + ` href="mailto:me@x.example">me@x.example</a></p>` + "\n"},
		"no link":    {"javascript:alert(1) data:text/html,a", "<p>javascript:alert(1) data:text/html,a</p>\n"},
		"links": {
			"`a <https://x.example/>`_ b_ c__ d_\n\n.. _b: https://y.example/\n.. _d: b_\n\n__ mailto:me@x.example",
			`<p><a` + rel + ` href="https://x.example/">a</a> <a` + rel + ` href="https://y.example/">b</a> <a` + rel +
				` href="mailto:me@x.example">c</a> <a` + rel + ` href="https://y.example/">d</a></p>` + "\n",
		},
		"unsafe link":    {"`a <javascript:alert(1)>`_", "<p>a</p>\n"},
		"no host":        {"`a <http:b>`_ http:c", "<p>a http:c</p>\n"},
		"hostile":        {"<script>\x1b[31m\"'", "<p>&lt;script&gt;[31m&#34;&#39;</p>\n"},
		"lists":          {"- a\n- b\n\n3. c\n4. d", "<ul><li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n<ol type=\"1\" start=\"3\"><li><p>c</p>\n</li>\n<li><p>d</p>\n</li>\n</ol>\n"},
		"definition":     {"a\n  b", "<dl><dt>a</dt>\n<dd><p>b</p>\n</dd>\n</dl>\n"},
		"fields":         {":a: b", "<dl class=\"fields\"><dt>a</dt>\n<dd><p>b</p>\n</dd>\n</dl>\n"},
		"options":        {"-a, --all  b", "<dl class=\"options\"><dt>-a, --all</dt>\n<dd><p>b</p>\n</dd>\n</dl>\n"},
		"lines":          {"| a\n|   b", "<div class=\"lines\"><div>&#160;a</div>\n<div>&#160;&#160;&#160;b</div>\n</div>\n"},
		"quote":          {"a\n\n  b\n\n  -- c", "<p>a</p>\n<blockquote><p>b</p>\n<footer>c</footer>\n</blockquote>\n"},
		"literal blocks": {"a::\n\n  <b>\n\n>>> c", "<p>a:</p>\n<pre>&lt;b&gt;</pre>\n<pre>&gt;&gt;&gt; c</pre>\n"},
		"sections":       {"a\n=\n\nb\n\nc\n-\n\nd\n\ne\n=", "<h3>a</h3>\n<p>b</p>\n<h4>c</h4>\n<p>d</p>\n<h3>e</h3>\n"},
		"transition":     {"a\n\n----\n\nb", "<p>a</p>\n<hr>\n<p>b</p>\n"},
		"simple table":   {"== ==\na  b\n== ==\nc\n-----\nd\n== ==", "<table>\n<tr><th><p>a</p>\n</th>\n<th><p>b</p>\n</th>\n</tr>\n<tr><td colspan=\"2\"><p>c</p>\n</td>\n</tr>\n<tr><td><p>d</p>\n</td>\n<td></td>\n</tr>\n</table>\n"},
		"grid table":     {"+---+---+\n| a | b |\n|   +---+\n|   | c |\n+---+---+", "<table>\n<tr><td rowspan=\"2\"><p>a</p>\n</td>\n<td><p>b</p>\n</td>\n</tr>\n<tr><td><p>c</p>\n</td>\n</tr>\n</table>\n"},
		"substitution":   {"|a|\n\n.. |a| replace:: *b*", "<p><em>b</em></p>\n"},
		"footnotes":      {"[#]_ [#x]_ [*]_\n\n.. [#] a\n.. [#x] b\n.. [*] c", "<p><sup>[1]</sup> <sup>[2]</sup> <sup>[*]</sup></p>\n<div class=\"footnote\"><span class=\"label\">[1]</span><p>a</p>\n</div>\n<div class=\"footnote\"><span class=\"label\">[2]</span><p>b</p>\n</div>\n<div class=\"footnote\"><span class=\"label\">[*]</span><p>c</p>\n</div>\n"},
		"directives":     {".. note:: a\n\n.. comment\n\n.. image:: https://x.example/a.png\n   :alt: b", "<aside class=\"note\"><p>a</p>\n</aside>\n<a" + rel + " href=\"https://x.example/a.png\"><span class=\"image\">[image: b]</span></a>"},
		"raw":            {".. raw:: html\n\n   <script>", "<span class=\"left-out\">[raw markup, not shown here]</span>"},
		"problem":        {"a *b", "<p>a <span class=\"problem\">*</span>b</p>\n<div class=\"problem\">Line 1: Inline emphasis start-string without end-string. Write \\* for a plain asterisk, or close the emphasis with * right behind a word.</div>\n"},
		"unread":         {strings.Repeat("<", 10_001), "<pre class=\"problem\">" + strings.Repeat("&lt;", 10_001) + "</pre>\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, rst.Parse(tt.text).HTML()); diff != "" {
				t.Errorf("HTML of %q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// requireSafe fails the test if a fragment of HTML could do anything but show
// text and lead to pages.
func requireSafe(tb testing.TB, fragment string) {
	tb.Helper()
	tags := strings.Fields("p blockquote footer ul ol li dl dt dd div span tr td th table caption figure figcaption " +
		"em strong cite sup sub code pre a aside hr h3 h4 h5 h6")
	attributes := strings.Fields("class rel href type start colspan rowspan")
	for z := html.NewTokenizer(strings.NewReader(fragment)); z.Next() != html.ErrorToken; {
		token := z.Token()
		if token.Type == html.TextToken {
			continue
		}
		if !slices.Contains(tags, token.Data) {
			tb.Fatalf("element %q in %q", token.Data, fragment)
		}
		for _, a := range token.Attr {
			u, err := url.Parse(a.Val)
			if !slices.Contains(attributes, a.Key) || a.Key == "href" &&
				(err != nil || !slices.Contains([]string{"http", "https", "mailto"}, u.Scheme)) {
				tb.Fatalf("attribute %s=%q in %q", a.Key, a.Val, fragment)
			}
		}
	}
}

func TestHTMLIsSafe(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(*seed, 13))
	for range 3000 {
		requireSafe(t, rst.Parse(blockNoise(random)).HTML())
		requireSafe(t, rst.Parse("<img src=x onerror=alert(1)> "+noise(random)).HTML())
	}
}

// TestHTMLStaysShort is about substitutions that hold one another many times.
func TestHTMLStaysShort(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString("|a0|\n\n")
	for i := range 60 {
		fmt.Fprintf(&text, ".. |a%d| replace:: %s\n", i, strings.Repeat(fmt.Sprintf("|a%d| ", i+1), 10))
	}
	if got := rst.Parse(text.String()).HTML(); len(got) > 1<<20 {
		t.Errorf("%d bytes of HTML from %d of text", len(got), text.Len())
	}
}

func FuzzParse(f *testing.F) {
	random := rand.New(rand.NewPCG(3, 5))
	for range 50 {
		f.Add(noise(random))
		f.Add(blockNoise(random))
	}
	for _, text := range hostileTexts(500) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := rst.Parse(text)
		v := d.Verdict()
		if v.First.Level >= rst.Severe && v.Published() {
			t.Errorf("%q is refused by the tests but published", text)
		}
		for _, m := range v.Problems {
			if m.Class == "" || m.Level < rst.Warning || m.Line < 0 || m.Line > strings.Count(text, "\n")+strings.Count(text, "\r")+
				strings.Count(text, "\x1c")+strings.Count(text, "\x1d")+strings.Count(text, "\x1e")+
				strings.Count(text, "\u0085")+strings.Count(text, "\u2028")+strings.Count(text, "\u2029")+1 {
				t.Errorf("%q: bad message %+v", text, m)
			}
		}
		requireSafe(t, d.HTML())
		if v := rst.Check(rst.FromPlain(text)); v.First.Level >= rst.Warning || !v.Published() {
			t.Errorf("FromPlain(%q) = %q: %v %v", text, rst.FromPlain(text), v.First, v.Problems)
		}
	})
}

func ExampleCheck() {
	v := rst.Check("Slides are `here\nand mail foo_ now")
	fmt.Println(v.Valid(), v.Published())
	for _, m := range v.Problems {
		fmt.Println(m)
	}
	// Output:
	// false false
	// 1:12: Inline interpreted text or phrase reference start-string without end-string. (WARNING) Put a backslash in front of the back quote, or close it with another one right behind a word.
	// 2:10: Unknown target name: "foo". (ERROR) Put a backslash in front of the underscore at the end, or add a line ".. _name: https://…".
}

func ExampleDocument_HTML() {
	fmt.Print(rst.Parse("Topics:\n\n- *fast* parsers\n- <b>").HTML())
	// Output:
	// <p>Topics:</p>
	// <ul><li><p><em>fast</em> parsers</p>
	// </li>
	// <li><p>&lt;b&gt;</p>
	// </li>
	// </ul>
}
