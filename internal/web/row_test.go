package web_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// why are the words of a talk's row on why somebody has to look at it.
func (w *world) why(t *testing.T, name string) string {
	t.Helper()
	for _, row := range w.get(t, eventAt).having("id", "t-"+name) {
		for n := range row.Descendants() {
			if attribute(n, "class") == "why" {
				return textOf(n)
			}
		}
	}
	return ""
}

// Where stevie has no reason beside them, a draft's notes say why it is not sure: each
// once, and not more than somebody reads.
func TestReasonsFromNotes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		notes []string
		want  string
	}{
		{[]string{"one", "two", "one"}, "one; two"},
		{[]string{"one", "two", "three", "four", "four", "five"}, "one; two; three; and 2 more"},
	} {
		w := newWorld(t)
		w.note(t, talk, test.notes)
		if why := w.why(t, talk); !strings.HasSuffix(why, test.want) {
			t.Errorf("%q: the row says %q, want %q", test.notes, why, test.want)
		}
		w.send(t, talk, "skip", nil)
		if why := w.why(t, talk); strings.Contains(why, "one") {
			t.Errorf("once it is settled the row says %q", why)
		}
	}
}

// note gives a draft other notes.
func (w *world) note(t *testing.T, name string, notes []string) {
	t.Helper()
	src := regexp.MustCompile(`(?s)\[\[notes\]\].*(\[source\])`).ReplaceAllString(w.draft(t, name), "$1")
	var b strings.Builder
	for _, note := range notes {
		b.WriteString("[[notes]]\nfield = \"title\"\nnote = " + quote(note) + "\n\n")
	}
	must(t, os.WriteFile(w.path(name), []byte(strings.Replace(src, "[source]", b.String()+"[source]", 1)), 0o644))
}
