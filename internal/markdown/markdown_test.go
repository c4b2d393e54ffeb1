package markdown_test

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/internal/markdown"
	"github.com/pyvideo/stevie/internal/termtext"
)

// hostile are titles that would do something on a forge if they were let.
func hostile() []string {
	return []string{
		"Fast parsers", "", "@octocat and @org/team", "fixes #3", "closes owner/repo#3", "GH-3", "![x](https://evil.example/x.png)",
		"[x](javascript:alert(1))", "<img src=x onerror=alert(1)>", "</code></td></table>@octocat", "a | b", "`code` ``more``",
		"https://evil.example www.evil.example me@evil.example", "<https://evil.example>", "a\n\n# heading\n\n@octocat", "\r\n\r\n- list",
		"&#64;octocat &lt;b&gt;", ":rocket: $x$ **bold** ~~gone~~ _it_", "\u202eright to left", "\x1b[31mred", "nul\x00", "\xff\xfe",
		"\u2028\u2029\u0085@octocat", "<!-- -->", "<![CDATA[", "]]>", "```\nfence\n```", strings.Repeat("@a ", 200), "\\| \\\\|", "{{ x }} {% y %}",
	}
}

var (
	inertCell = regexp.MustCompile("^<code>(?:[^&<>\"'`@#!|\\[\\]*_~:\\\\$^{}\x00-\x1f]|&#x[0-9a-f]+;)+</code>$")
	cells     = regexp.MustCompile(`<td>(.*?)</td>`)
)

// tableOf renders one text as a table's only cell.
func tableOf(text string) string {
	page := markdown.NewPage(1 << 20)
	page.Table("", []string{"title"}, [][]markdown.Cell{{markdown.Text(text, 100)}})
	return page.String()
}

func checkInert(t *testing.T, text string) {
	t.Helper()
	table := tableOf(text)
	if strings.Count(table, "\n") != strings.Count(tableOf("x"), "\n") || strings.Contains(table, "\r") {
		t.Errorf("%q changes the lines of the page: %q", text, table)
	}
	found := cells.FindAllStringSubmatch(table, -1)
	if len(found) != 1 {
		t.Fatalf("%q makes %d cells: %q", text, len(found), table)
	}
	shown := termtext.Short(text, 100)
	if shown == "" {
		if found[0][1] != "" {
			t.Errorf("nothing became %q", found[0][1])
		}
		return
	}
	if !inertCell.MatchString(found[0][1]) {
		t.Errorf("%q is not inert: %q", text, found[0][1])
	}
	got := html.UnescapeString(strings.TrimSuffix(strings.TrimPrefix(found[0][1], "<code>"), "</code>"))
	if got != shown {
		t.Errorf("%q is shown as %q, want %q", text, got, shown)
	}
}

func TestTextIsInert(t *testing.T) {
	t.Parallel()
	for _, text := range hostile() {
		checkInert(t, text)
	}
}

func FuzzText(f *testing.F) {
	for _, text := range hostile() {
		f.Add(text)
	}
	f.Fuzz(checkInert)
}

// A blank line would end the block of HTML that keeps the text from being read as
// Markdown.
func checkPre(t *testing.T, text string) {
	t.Helper()
	page := markdown.NewPage(1 << 20)
	page.Pre("Settings", text)
	block := strings.TrimSuffix(page.String(), "\n\n")
	for i, line := range strings.Split(block, "\n") {
		if strings.TrimSpace(line) == "" {
			t.Errorf("%q: line %d is blank: %q", text, i, block)
		}
	}
	body := strings.TrimSuffix(strings.TrimPrefix(block, "<details><summary>Settings</summary>\n<pre>"), "</pre>\n</details>")
	if strings.ContainsAny(body, "<>@#!`|[]\r\x00") && !regexp.MustCompile(`^(?:[^<>@!`+"`"+`|\[\]#\r\x00]|&#x[0-9a-f]+;)*$`).MatchString(body) {
		t.Errorf("%q is not inert: %q", text, body)
	}
}

func TestPreIsInert(t *testing.T) {
	t.Parallel()
	for _, text := range hostile() {
		checkPre(t, text)
		checkPre(t, "title = 1\n\n"+text+"\n \n\t\nx")
	}
}

func FuzzPre(f *testing.F) {
	for _, text := range hostile() {
		f.Add(text)
	}
	f.Fuzz(checkPre)
}

func TestPageStaysBelowItsLimit(t *testing.T) {
	t.Parallel()
	var rows [][]markdown.Cell
	for i := range 500 {
		rows = append(rows, []markdown.Cell{markdown.Words(fmt.Sprint(i)), markdown.Text(strings.Repeat("@x ", 50), 200)})
	}
	for limit := 0; limit < 3000; limit += 11 {
		page := markdown.NewPage(limit)
		page.Markdown("## Talks")
		page.Table("", []string{"n", "title"}, rows)
		page.Table("folded", []string{"n", "title"}, rows)
		page.Pre("Settings", strings.Repeat("ä = \"@x\"\n", 300))
		got := page.String()
		if len(got) > limit {
			t.Fatalf("limit %d: the page has %d bytes", limit, len(got))
		}
		if !utf8.ValidString(got) || strings.Count(got, "<table>") != strings.Count(got, "</table>") ||
			strings.Count(got, "<details>") != strings.Count(got, "</details>") || strings.Count(got, "<pre>") != strings.Count(got, "</pre>") {
			t.Fatalf("limit %d: the page is cut in the middle:\n%s", limit, got)
		}
	}
	page := markdown.NewPage(1500)
	page.Table("", []string{"n", "title"}, rows)
	left := regexp.MustCompile(`and (\d+) more`).FindStringSubmatch(page.String())
	if shown := strings.Count(page.String(), "<tr><td>"); left == nil || fmt.Sprint(500-shown) != left[1] {
		t.Errorf("%d rows are shown, and it says %q", shown, left)
	}
}

func ExamplePage() {
	page := markdown.NewPage(60_000)
	page.Markdown("## 1 talk")
	page.Table("", []string{"title", "why"}, [][]markdown.Cell{
		{markdown.Text("Fast parsers @ ExConf", 80), markdown.Words("ready")},
	})
	fmt.Print(page)
	// Output:
	// ## 1 talk
	//
	// <table>
	// <tr><th>title</th><th>why</th></tr>
	// <tr><td><code>Fast parsers &#x40; ExConf</code></td><td>ready</td></tr>
	// </table>
}

func TestLines(t *testing.T) {
	t.Parallel()
	page := markdown.NewPage(1000)
	page.Table("", []string{"a"}, [][]markdown.Cell{
		{markdown.Lines(markdown.Words("one"), markdown.Text("", 9), markdown.Join(markdown.Words("two: "), markdown.Text("x<y", 9)))},
		{markdown.Texts([]string{"Jane Doe", "John Roe"}, 30)},
	})
	want := "<table>\n<tr><th>a</th></tr>\n<tr><td>one<br>two: <code>x&#x3c;y</code></td></tr>\n<tr><td><code>Jane Doe</code><br><code>John Roe</code></td></tr>\n</table>\n\n"
	if diff := cmp.Diff(want, page.String()); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
}

func TestLink(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ words, address, want string }{
		{"watch", "https://www.youtube.com/watch?v=AAAAAAAAAA0", `<a href="https://www.youtube.com/watch?v=AAAAAAAAAA0">watch</a>`},
		{"", "https://www.youtube.com/@exconf", `<a href="https://www.youtube.com/@exconf">https&#x3a;//www.youtube.com/&#x40;exconf</a>`},
		{"watch", "javascript:alert(1)", "<code>javascript&#x3a;alert(1)</code>"},
		{"watch", `https://x.example/"onclick="`, "<code>https&#x3a;//x.example/&#x22;onclick=&#x22;</code>"},
		{"watch", "https://me:secret@x.example/", "<code>https&#x3a;//me&#x3a;secret&#x40;x.example/</code>"},
		{"watch", "http://x.example/", "<code>http&#x3a;//x.example/</code>"},
		{"watch", "https://x.example/\n\n@octocat", "<code>https&#x3a;//x.example/ &#x40;octocat</code>"},
	} {
		page := markdown.NewPage(1000)
		page.Table("", []string{"a"}, [][]markdown.Cell{{markdown.Link(tt.words, tt.address)}})
		if want := "<td>" + tt.want + "</td>"; !strings.Contains(page.String(), want) {
			t.Errorf("Link(%q, %q): want %s in\n%s", tt.words, tt.address, want, page)
		}
	}
}
