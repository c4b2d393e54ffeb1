package rst

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Whatever markup stands next to whatever text, every word is still there, in
// order and outside of markup characters, when docutils has read the result.
func TestFromHTMLKeepsWords(t *testing.T) {
	t.Parallel()
	pieces := []string{
		"<b>", "</b>", "<em>", "</em>", "<code>", "</code>", `<a href="https://x.example/a_b_">`, "</a>", "<p>", "</p>", "<br>", "<ul><li>", "</li></ul>",
		"<ol><li>", "</li></ol>", "<blockquote>", "</blockquote>", "<pre>", "</pre>", "<h2>", "</h2>", "<table><tr><td>", "<td>", "<tr><td>", "</table>", "—", " ", " ", "\n", "a", "b_", "_c", "*", "**d", "`", "``e`", "|f|",
		"\\", "\\g", "::", ".. h", "- ", "1. ", "(", ")", "[i]_", "&lt;j&gt;", "'", "\"", "k@l", "http://m.example/_n", "é", "”", "…", "--",
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 5_000 {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		page := b.String()
		out := FromHTML(page, Markup{})
		if got, want := shownWords(t, Parse(out).HTML()), shownWords(t, page); got != want {
			t.Fatalf("FromHTML(%q) = %q, which shows %q, want %q", page, out, got, want)
		}
	}
}

// shownWords is the text of a page without white space and what may be bullets.
func shownWords(t *testing.T, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer(" ", "", "\n", "", "-", "", "*", "").Replace(textOf(root, 0))
}
