package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// What is read alike is taken: it is ready, and its notes are settled, but for what somebody
// has changed since it was listed.
func TestReadAlike(t *testing.T) {
	t.Parallel()
	w := newWorldOf(t, []string{
		"OtterPy 2025 | Ada Example | Fast Parsers in Practice", "OtterPy 2025 | Bea Sample | Slow Cooking with Queues",
		"OtterPy 2025 | Cy Instance | Quiet Logs for Loud Systems", "OtterPy 2025 | Dee Specimen | Small Maps of Large Cities",
	})
	names := w.names(t)
	for _, name := range names[2:] { // one reads right already
		w.edit(t, name, "title", `"OtterPy 2025"`)
	}
	asked := w.get(t, "/event/"+w.event+"/draft/"+names[0]+"/alike")
	form := url.Values{}
	for n := range asked.doc.Descendants() {
		if n.Type == html.ElementNode {
			addField(form, n)
		}
	}
	listed := form["name"]
	if len(listed) != 3 {
		t.Fatalf("listed are %q", listed)
	}
	w.edit(t, listed[2], "title", `"Theirs"`)
	if a := w.ask(t, http.MethodPost, "/event/"+w.event+"/alike", form); a.Code != http.StatusConflict {
		t.Errorf("with one that has changed since: %d", a.Code)
	}
	for _, name := range listed[:2] {
		w.has(t, name, `status = "ready"`)
		if src := w.draft(t, name); strings.Contains(src, `title = "OtterPy 2025"`) || strings.Contains(src, "[[notes]]") {
			t.Errorf("%s is not read, or keeps its notes:\n%s", name, src)
		}
	}
	w.has(t, listed[2], `title = "Theirs"`)
	w.has(t, listed[2], `status = "review"`)
}
